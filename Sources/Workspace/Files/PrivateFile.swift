import Foundation

/// Files for the sender's eyes alone (mode 0600), each of which has its name only once it is whole.
package enum PrivateFile {
    /// What the system said (`errno`).
    package struct Fault: Error, CustomStringConvertible {
        package let code: Int32
        package var description: String { String(cString: strerror(code)) }
    }

    /// Makes a new file; fails where there is one.
    package static func create(_ path: String, _ bytes: [UInt8], synced: Bool = true) throws {
        let draft = try PrivateDraft(of: path)
        try draft.write(bytes)
        try draft.publish(as: path, synced: synced)
    }

    /// Takes the place of a file, or of nothing.
    package static func replace(_ path: String, _ bytes: [UInt8]) throws {
        let draft = try PrivateDraft(of: path)
        try draft.write(bytes)
        try draft.replace(path)
    }
}
