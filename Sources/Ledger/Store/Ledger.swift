internal import CSQLite
internal import GRDB

/// The only database: contacts, evidence, objections, mailings, decisions, and the justification log.
///
/// SQLite in WAL mode with `synchronous=FULL`: what a call has returned from is durable, but for the steps of a run, which
/// ``JournalSync`` makes so. The file is 0600.
/// A fault of SQLite or of the disk comes out as a ``LedgerFault``, and then nothing of the transaction has happened. A file that
/// a newer program wrote is not opened, rather than half understood.
///
/// Two processes may hold it at once (an import during a send); only one may send (``SendLock``).
package final class Ledger: Sendable {
    let database: DatabaseQueue
    /// A connection that only reads, for what would keep a claim waiting; nil for a ledger that only reads anyway.
    private let lookout: DatabaseQueue?
    private let waiting = Waiting()
    package let path: String
    package var isReadOnly: Bool { database.configuration.readonly }
    /// How many KiB of the file a connection keeps at hand, and how many while it imports.
    static let (cache, importCache) = (2_000, 28_000)
    /// How many pages the write-ahead log holds before it is folded into the file.
    static let journalPages = 8192

    /// Before the first ledger is opened: nobody asks SQLite how much memory it has in use, and counting it takes a lock at each
    /// of the hundreds of allocations that a recipient costs.
    private static let prepareLibrary: Void = { _ = portillon_sqlite_count_no_memory() }()

    private init(database: DatabaseQueue, lookout: DatabaseQueue?, path: String) {
        self.database = database
        self.lookout = lookout
        self.path = path
    }

    /// Opens the ledger; `create` makes it where it is missing. `readOnly` leaves its bytes as they are,
    /// and does where the folder may not be written to, as long as no journal waits there.
    package static func open(path: String, create: Bool = false, readOnly: Bool = false) throws(LedgerFault) -> Ledger {
        do { try LedgerFile.check(path, create: create) } catch { throw LedgerFault.from(error) }
        Ledger.prepareLibrary
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(30)
        configuration.label = "ledger"
        configuration.prepareDatabase { db in
            PackedText.register(db)
            try db.execute(
                sql: "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -\(Ledger.cache);")
            guard !readOnly else { return }
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")
            // Folding the log back into the file makes the commit that it falls to wait for two more syncs, and writes each
            // page once however often it changed. Every 32 MiB, a send seldom waits; `close` still takes a moment only.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Ledger.journalPages);")
        }
        let shelf = ReadOnlyShelf(path)
        do {
            let name = readOnly ? shelf.name ?? path : path
            let database = try DatabaseQueue(path: name, configuration: configuration)
            try prepare(database, path: path, readOnly: readOnly)
            return Ledger(database: database, lookout: readOnly ? nil : Ledger.lookout(path), path: path)
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_NOTADB { throw .notALedger(path: path) }
            if shelf.refuses(error) { throw .folderNotWritable(path: path, hasJournal: shelf.hasJournal) }
            if error.resultCode == .SQLITE_CANTOPEN { throw .cannotOpen(path: path, why: error.message ?? "") }
            throw LedgerFault.from(error)
        } catch {
            throw LedgerFault.from(error)
        }
    }

    /// Opens a ledger to read from it, as the version of this program writes it where its folder may be written to: an earlier
    /// one would be read by its own rules, and name people whom a send excludes. `isOutdated` where it stays as it is.
    package static func openToRead(path: String) throws(LedgerFault) -> (ledger: Ledger, isOutdated: Bool) {
        let ledger = try open(path: path, readOnly: true)
        guard try !ledger.read(Schema.migrator.hasCompletedMigrations) else { return (ledger, false) }
        ledger.close()
        // What keeps it from being upgraded does not keep it from being read.
        if let upgraded = try? open(path: path) { upgraded.close() }
        let opened = try open(path: path, readOnly: true)
        return (opened, try !opened.read(Schema.migrator.hasCompletedMigrations))
    }

    /// Where it cannot be had, the writer's own connection reads: later, and the same.
    private static func lookout(_ path: String) -> DatabaseQueue? {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(30)
        configuration.label = "ledger.lookout"
        configuration.prepareDatabase { db in
            PackedText.register(db)
            try db.execute(
                sql: "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -\(Ledger.cache);")
        }
        return try? DatabaseQueue(path: path, configuration: configuration)
    }

    private static func prepare(_ database: DatabaseQueue, path: String, readOnly: Bool) throws {
        guard try !database.read(Schema.migrator.hasBeenSuperseded) else { throw LedgerFault.tooNew(path: path) }
        guard !readOnly else { return }
        try Schema.migrator.migrate(database)
    }

    /// A number that changes when another process commits to the ledger, and not by what this one commits.
    package func changeMark() throws(LedgerFault) -> Int64 {
        do {
            return try database.writeWithoutTransaction { db in try Ledger.changeMark(db) }
        } catch { throw LedgerFault.from(error) }
    }

    /// The same; in a transaction, of the moment at which it began.
    static func changeMark(_ db: Database) throws -> Int64 {
        try PreparedStatement(db, "PRAGMA data_version").first { $0.integer(0) } ?? 0
    }

    /// Runs statements that change nothing.
    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerFault) -> Value {
        do { return try database.read(body) } catch { throw LedgerFault.from(error) }
    }

    /// The same for rows that are handed over one by one: the fault of whoever takes them stays as it is.
    func handingOver(_ body: (Database) throws -> Void) throws {
        do { try database.read(body) } catch let error as DatabaseError { throw LedgerFault.from(error) }
    }

    /// Runs statements that change nothing beside whatever is being written: one transaction, which sees all that was
    /// committed before.
    func snapshotRead<Value>(_ body: (Database) throws -> Value) throws(LedgerFault) -> Value {
        do { return try (lookout ?? database).read(body) } catch { throw LedgerFault.from(error) }
    }

    /// Runs statements in one immediate transaction: all or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws(LedgerFault) -> Value {
        try write(waiting: true, keep: true, body)
    }

    /// The same; with `keep` false all of it is taken back at the end, and what comes back is what would have been.
    func write<Value>(keep: Bool, _ body: (Database) throws -> Value) throws(LedgerFault) -> Value {
        try write(waiting: true, keep: keep, body)
    }

    /// Runs statements in one transaction that need not be on the disk before anything else happens: it is there, at the
    /// latest, with the next one that ``write(_:)`` ran, and never without those before it.
    func writeUnsynced<Value>(_ body: (Database) throws -> Value) throws(LedgerFault) -> Value {
        try write(waiting: false, keep: true, body)
    }

    private func write<Value>(
        waiting isWaiting: Bool, keep: Bool, _ body: (Database) throws -> Value
    ) throws(LedgerFault) -> Value {
        do {
            return try database.writeWithoutTransaction { db in
                try waiting.set(isWaiting, db)
                var result: Value?
                try db.inTransaction(.immediate) {
                    result = try body(db)
                    return keep ? .commit : .rollback
                }
                guard let result else { throw LedgerFault.internalFault("a transaction without a result") }
                return result
            }
        } catch { throw LedgerFault.from(error) }
    }

    /// Whether a commit waits for the disk. Setting it costs more than looking whether it is set.
    private final class Waiting: @unchecked Sendable {
        // Used within the database's queue alone: that is what the promise of `@unchecked` rests on.
        private var isOn = true

        func set(_ isOn: Bool, _ db: Database) throws {
            guard isOn != self.isOn else { return }
            try db.execute(sql: "PRAGMA synchronous = \(isOn ? "FULL" : "NORMAL")")
            self.isOn = isOn
        }
    }

    /// The largest write-ahead log is folded into the file, so that a copy of the file alone is complete.
    package func close() {
        // First, as the log is gone only once the last one to hold it has written.
        try? lookout?.close()
        try? database.writeWithoutTransaction { db in
            if !db.configuration.readonly { try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        }
        try? database.close()
    }
}
