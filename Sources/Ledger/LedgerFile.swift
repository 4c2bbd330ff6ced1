internal import Foundation

/// The file under the ledger, before the database opens it.
enum LedgerFile {
    /// An empty file of the right mode for a new ledger; a file that is no database is refused untouched.
    static func check(_ path: String, create: Bool) throws(LedgerFault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let code = errno
            guard code == ENOENT else { throw .cannotOpen(path: path, why: String(cString: strerror(code))) }
            guard create else { throw .missing(path: path) }
            let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard made >= 0 else { throw .cannotCreate(path: path, why: String(cString: strerror(errno))) }
            close(made)
            return
        }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            throw .notALedger(path: path)
        }
        // An empty file is a ledger whose making was cut short.
        if information.st_size == 0 {
            guard create else { throw .missing(path: path) }
            return
        }
        var head = [UInt8](repeating: 0, count: 16)
        guard read(descriptor, &head, 16) == 16, head.elementsEqual("SQLite format 3\u{0}".utf8) else {
            throw .notALedger(path: path)
        }
    }
}
