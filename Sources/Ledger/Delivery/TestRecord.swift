internal import GRDB
package import Vocabulary

/// The last test of a letter that the relay took. Whom it went to is in the log alone.
package struct TestRecord: Hashable, Sendable {
    package let at: Instant
    /// The digest of what it showed.
    package let shown: String

    /// Kept in the table of small facts, one a letter: the log has no index of its tests, and a preview must not read through
    /// millions of entries.
    func keep(for letter: String, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
            arguments: [TestRecord.name(letter), at.iso + " " + shown])
    }

    fileprivate static func name(_ letter: String) -> String { "test " + letter }
}

extension Ledger {
    /// The last test of a letter; nil where there was none.
    package func lastTest(of letter: String) throws(LedgerFault) -> TestRecord? {
        try read { db in
            let text = try String.fetchOne(
                db, sql: "SELECT value FROM meta WHERE name = ?", arguments: [TestRecord.name(letter)])
            let parts = text?.split(separator: " ") ?? []
            guard parts.count == 2, let at = Instant(iso: String(parts[0])) else { return nil }
            return TestRecord(at: at, shown: String(parts[1]))
        }
    }
}
