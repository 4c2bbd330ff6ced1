import Foundation

/// Files for the sender's eyes alone (mode 0600), each of which has its name only once it is whole.
enum PrivateFile {
    struct Fault: Error, CustomStringConvertible {
        let code: Int32
        var description: String { String(cString: strerror(code)) }
    }

    /// Makes a new file; fails where there is one.
    static func create(_ path: String, _ bytes: [UInt8], synced: Bool = true) throws {
        let draft = try PrivateDraft(of: path)
        try draft.write(bytes)
        try draft.publish(as: path, synced: synced)
    }

    /// Takes the place of a file, or of nothing.
    static func replace(_ path: String, _ bytes: [UInt8]) throws {
        let draft = try PrivateDraft(of: path)
        try draft.write(bytes)
        try draft.replace(path)
    }
}
