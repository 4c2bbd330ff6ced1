internal import Foundation
internal import GRDB

extension Ledger {
    /// Copies the ledger as of one moment into a new file, mode 0600, while other processes read and write it. The file
    /// gets its name once it is whole, was checked, and is on the disk; one that is there already is left alone
    /// (``LedgerFault/cannotCreate(path:why:)``). Gives what the check of the copy found.
    package func backup(to path: String, key: Key?) throws(LedgerFault) -> LedgerHealth {
        do { return try LedgerCopy.write(database, to: path, key: key) } catch { throw LedgerFault.from(error) }
    }
}

/// A copy of the ledger's file under another name.
private enum LedgerCopy {
    static func write(_ database: DatabaseQueue, to path: String, key: Key?) throws -> LedgerHealth {
        func cannot(_ code: Int32) -> LedgerFault {
            .cannotCreate(path: path, why: String(cString: strerror(code)))
        }
        var information = stat()
        guard lstat(path, &information) != 0 else { throw cannot(EEXIST) }
        let draft = path + ".new-\(getpid())"
        let made = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw cannot(errno) }
        defer {
            close(made)
            for ending in ["", "-wal", "-shm", "-journal"] { unlink(draft + ending) }
        }
        let target = try DatabaseQueue(path: draft)
        // In one step: one reader sees one moment, whoever writes meanwhile.
        try database.backup(to: target)
        try target.close()
        let copy = try Ledger.open(path: draft, readOnly: true)
        let health = copy.check(key: key)
        copy.close()
        guard fsync(made) == 0 else { throw LedgerFault.inputOutput(String(cString: strerror(errno))) }
        // Unlike a rename, a link replaces nothing.
        if link(draft, path) != 0 {
            // Some file systems, those of most memory sticks, know no links: then look first, and rename.
            guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else { throw cannot(errno) }
            guard lstat(path, &information) != 0 else { throw cannot(EEXIST) }
            guard rename(draft, path) == 0 else { throw cannot(errno) }
        }
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
        return health
    }
}
