internal import GRDB

extension Ledger {
    /// In what state the file is, as SQLite sees it.
    package struct Condition: Sendable {
        /// How many steps of the schema it has taken.
        package let version: Int
        /// The first faults that `PRAGMA quick_check` found, in SQLite's words; empty where the file is sound.
        package let faults: [String]
    }

    private static let mostFaults = 10

    /// Looks through the file's pages without comparing indexes.
    package func condition() throws(LedgerFault) -> Condition {
        try read { db in
            let version = try Schema.migrator.appliedMigrations(db).count
            var faults: [String] = []
            var cleared: Set<String> = []
            // One by one, as false alarms may be as many as rows.
            let found = try String.fetchCursor(db, sql: "PRAGMA quick_check(2147483647)")
            while faults.count < Ledger.mostFaults, let fault = try found.next() {
                guard fault != "ok", !cleared.contains(fault) else { continue }
                if try Ledger.isFalseAlarm(fault, db) { cleared.insert(fault) } else { faults.append(fault) }
            }
            return Condition(version: version, faults: faults)
        }
    }

    /// SQLite 3.40, which Debian 12 has, takes columns of a table without row ids for NULL where its primary key names them
    /// in another order than the table. Whether one is NULL is asked of the table itself.
    private static func isFalseAlarm(_ fault: String, _ db: Database) throws -> Bool {
        let prefix = "NULL value in "
        guard fault.hasPrefix(prefix) else { return false }
        let names = fault.dropFirst(prefix.count).split(separator: ".").map(String.init)
        guard names.count == 2, try db.tableExists(names[0]) else { return false }
        let (table, column) = (names[0].quotedDatabaseIdentifier, names[1].quotedDatabaseIdentifier)
        return try Int.fetchOne(db, sql: "SELECT 1 FROM \(table) WHERE \(column) IS NULL LIMIT 1") == nil
    }
}
