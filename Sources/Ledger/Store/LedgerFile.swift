internal import Foundation
internal import GRDB

/// The file under the ledger, before the database opens it for writing.
enum LedgerFile {
    /// Refuses, untouched, what is no ledger. A missing one is made where `create` says so.
    static func check(_ path: String, create: Bool) throws {
        // Without waiting: a named pipe would keep the opening for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            guard code == ENOENT || (create && code == ENOTDIR) else {
                throw LedgerFault.cannotOpen(path: path, why: String(cString: strerror(code)))
            }
            guard create else { throw LedgerFault.missing(path: path) }
            return try make(path)
        }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            throw LedgerFault.notALedger(path: path)
        }
        // The header of a database (its file format, section 1.3): the name, and the application's number at 68.
        var head = [UInt8](repeating: 0, count: 72)
        guard read(descriptor, &head, 72) == 72, head.starts(with: "SQLite format 3\u{0}".utf8) else {
            throw LedgerFault.notALedger(path: path)
        }
        let application = head[68..<72].reduce(Int32(0)) { $0 << 8 | Int32($1) }
        guard application == Schema.applicationID else { throw LedgerFault.notALedger(path: path) }
    }

    /// Makes an empty ledger under another name and gives it its own when it is whole: a ledger is never half made.
    private static func make(_ path: String) throws {
        let draft = path + ".new-\(getpid())"
        let made = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw LedgerFault.cannotCreate(path: path, why: String(cString: strerror(errno))) }
        close(made)
        defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(draft + ending) } }
        do {
            let database = try DatabaseQueue(path: draft)
            try database.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA secure_delete = ON; PRAGMA application_id = \(Schema.applicationID)")
            }
            try Schema.migrator.migrate(database)
            try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try database.close()
        } catch {
            throw LedgerFault.cannotCreate(path: path, why: "\(error)")
        }
        // Unlike a rename, a link replaces nothing: another command may have been quicker.
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw LedgerFault.cannotCreate(path: path, why: String(cString: strerror(errno)))
        }
    }
}
