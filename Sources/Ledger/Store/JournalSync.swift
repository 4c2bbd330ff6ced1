internal import GRDB
internal import GRDBSQLite

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Waits until all that the ledger has committed is on the disk, without keeping the ledger from anybody meanwhile.
///
/// SQLite waits inside a commit, and nobody else can write until it returns. Here the commit only appends to the write-ahead
/// log, and the wait follows. A crash in between loses the end of the log, never a part of a commit.
package final class JournalSync: Sendable {
    private let file: Int32
    private let (ledger, journal): (String, String)
    /// What the two names stood for at the beginning.
    private let (ledgerBegan, journalBegan): (FileIdentity?, FileIdentity?)

    /// The log must be there: a ledger that was written to since it was opened has one.
    package init(of ledger: Ledger) throws(LedgerFault) {
        (self.ledger, journal) = (ledger.path, try ledger.journalPath())
        file = open(journal, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw .inputOutput(String(cString: strerror(errno))) }
        (ledgerBegan, journalBegan) = (FileIdentity(of: self.ledger), FileIdentity(of: journal))
    }

    deinit { close(file) }

    /// Waits once, whoever committed; there is nothing to wait for where no log is.
    static func waitOnce(for ledger: Ledger) throws(LedgerFault) {
        let file = open(try ledger.journalPath(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return }
            throw .inputOutput(String(cString: strerror(errno)))
        }
        defer { close(file) }
        try synchronise(file)
    }

    /// Returns once what was committed before the call is durable.
    package func wait() throws(LedgerFault) {
        try JournalSync.synchronise(file)
        try checkThatItIsKept()
    }

    private static func synchronise(_ file: CInt) throws(LedgerFault) {
        while bringToDisk(file) != 0 {
            // A signal that asks a run to stop is no fault of the disk.
            guard errno == EINTR else { throw .inputOutput(String(cString: strerror(errno))) }
        }
    }

    private static func bringToDisk(_ file: CInt) -> CInt {
        #if os(Linux)
            fdatasync(file)
        #else
            // Some file systems do not know it.
            fcntl(file, F_FULLFSYNC) == 0 ? 0 : fsync(file)
        #endif
    }

    /// The system writes on into a file that was deleted, and nobody will ever read it: whoever is mailed after that would be
    /// mailed again. Where a folder was renamed, both names are gone and everything is kept.
    private func checkThatItIsKept() throws(LedgerFault) {
        var facts = stat()
        let isDeleted = fstat(file, &facts) == 0 && facts.st_nlink == 0
        let (ledgerNow, journalNow) = (FileIdentity(of: ledger), FileIdentity(of: journal))
        let isInPlace = ledgerNow == ledgerBegan && journalNow == journalBegan
        guard !isDeleted, isInPlace || ledgerNow == nil && journalNow == nil else { throw .gone(path: ledger) }
    }
}

/// Which file a name stands for.
private struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64

    /// Nil where there is none.
    init?(of path: String) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        (device, number) = (UInt64(truncatingIfNeeded: facts.st_dev), UInt64(truncatingIfNeeded: facts.st_ino))
    }
}

extension Ledger {
    /// The write-ahead log: beside the ledger's own file, wherever links lead to it from.
    func journalPath() throws(LedgerFault) -> String {
        do {
            return try database.writeWithoutTransaction { db in
                guard let name = sqlite3_db_filename(db.sqliteConnection, "main"),
                    let journal = sqlite3_filename_wal(name)
                else { throw LedgerFault.internalFault("the ledger has no file") }
                return String(cString: journal)
            }
        } catch { throw LedgerFault.from(error) }
    }
}
