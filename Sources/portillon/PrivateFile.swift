import Foundation

/// Files for the sender's eyes alone (mode 0600).
enum PrivateFile {
    struct Fault: Error, CustomStringConvertible {
        let code: Int32
        var description: String { String(cString: strerror(code)) }
    }

    /// Makes a new file; fails where there is one.
    static func create(_ path: String, _ bytes: [UInt8], synced: Bool = true) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Fault(code: errno) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                unlink(path)
                throw Fault(code: code)
            }
            rest = rest.dropFirst(count)
        }
        guard !synced || fsync(descriptor) == 0 else { throw Fault(code: errno) }
    }
}
