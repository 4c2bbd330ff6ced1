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
            let faults = try Ledger.complaints("quick_check(2147483647)", most: Ledger.mostFaults, db)
            return Condition(version: version, faults: faults)
        }
    }

    /// The first complaints of a check by SQLite, in its words. SQLite before 3.41, which Debian 12 has, takes one column for
    /// another where a table WITHOUT ROWID keeps its key in front, and complains of a NULL for each row: such a complaint is
    /// looked into, and dropped where it is none. So they are asked for one by one, as false ones may be as many as rows.
    static func complaints(_ check: String, most: Int, _ db: Database) throws -> [String] {
        var complaints: [String] = []
        var unfounded: Set<String> = []
        let lines = try String.fetchCursor(db, sql: "PRAGMA \(check)")
        while complaints.count < most, let line = try lines.next() {
            guard line != "ok", !unfounded.contains(line) else { continue }
            if try isUnfounded(line, db) { unfounded.insert(line) } else { complaints.append(line) }
        }
        return complaints
    }

    private static func isUnfounded(_ line: String, _ db: Database) throws -> Bool {
        let prefix = "NULL value in "
        let names = line.dropFirst(prefix.count).split(separator: ".", maxSplits: 1).map(String.init)
        guard line.hasPrefix(prefix), names.count == 2, try db.tableExists(names[0]),
            try db.columns(in: names[0]).contains(where: { $0.name == names[1] })
        else { return false }
        let (table, column) = (names[0].quotedDatabaseIdentifier, names[1].quotedDatabaseIdentifier)
        return try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM \(table) WHERE \(column) IS NULL)") ?? false
    }
}
