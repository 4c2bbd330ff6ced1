internal import Foundation
internal import GRDB
internal import Vocabulary

/// What a check of the whole ledger found.
package struct LedgerHealth: Sendable {
    /// A row that refers to one that is not there.
    package struct Dangling: Hashable, Sendable {
        package let table: String
        package let row: Int64?
        package let parent: String
    }

    /// What SQLite says of the file: its pages, its indexes, its constraints. Empty where all is well.
    package internal(set) var integrity: [String] = []
    package internal(set) var dangling: [Dangling] = []
    /// Tables, indexes and triggers that are missing, changed or added.
    package internal(set) var schema: [String] = []
    package internal(set) var log = LogVerdict()

    package init() {}

    /// Of a ledger that could not even be opened.
    package init(unreadable fault: LedgerFault) {
        integrity = [fault.message[.english]]
        log = LogVerdict(unreadable: fault)
    }

    package var isSound: Bool { integrity.isEmpty && dangling.isEmpty && schema.isEmpty && log.isOK }
}

extension Ledger {
    /// How many findings of one kind are told one by one.
    private static let most = 100

    /// Looks through the whole ledger, as of one moment each: the file, its references, its tables and triggers, its log.
    /// A ledger that cannot be read to its end is a finding, and no error.
    package func check(key: Key?) -> LedgerHealth {
        var health = LedgerHealth()
        examine(&health) { db, health in
            health.integrity += try Ledger.complaints("integrity_check(1000000000)", most: Ledger.most, db)
        }
        examine(&health) { db, health in
            let rows = try Row.fetchCursor(db, sql: "PRAGMA foreign_key_check")
            while let row = try rows.next(), health.dangling.count < Ledger.most {
                health.dangling.append(
                    LedgerHealth.Dangling(table: try row.cell(0), row: try row.cell(1), parent: try row.cell(2)))
            }
        }
        examine(&health) { db, health in health.schema = try Ledger.schemaFindings(db) }
        health.log = verifyLog(key: key)
        return health
    }

    private func examine(_ health: inout LedgerHealth, _ body: (Database, inout LedgerHealth) throws -> Void) {
        do {
            try database.read { try body($0, &health) }
        } catch {
            health.integrity.append((error as? DatabaseError)?.message ?? "\(error)")
        }
    }

    /// The ledger's tables, indexes and triggers beside those that its migrations make.
    private static func schemaFindings(_ db: Database) throws -> [String] {
        let applied = try Schema.migrator.appliedMigrations(db)
        let model = try DatabaseQueue()
        if let last = applied.last { try Schema.migrator.migrate(model, upTo: last) }
        let expected = try model.read { try schema($0) }
        let found = try schema(db)
        return expected.keys.sorted().filter { found[$0] == nil }.map { "missing: \($0)" }
            + expected.keys.sorted().filter { found[$0] != nil && found[$0] != expected[$0] }.map { "changed: \($0)" }
            + found.keys.sorted().filter { expected[$0] == nil }.map { "added: \($0)" }
    }

    /// What the database keeps of itself, and what the migrations keep of themselves, are not the schema's.
    private static func schema(_ db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1")
        var schema: [String: String] = [:]
        for row in rows { schema[try row.cell(0)] = try row.cell(1) as String? ?? "" }
        schema["table grdb_migrations"] = nil
        return schema
    }
}
