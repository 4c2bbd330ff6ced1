import GRDB
import Gate
import Ledger
import Testing
import Vocabulary

/// What is on record takes no UPDATE and no DELETE: the database itself refuses, whoever asks.
@Suite struct AppendOnlyTests {
    static let tables = [
        ("import", "file"), ("evidence", "line"), ("objection", "happened"), ("heard", "happened"),
        ("decision", "codes"), ("log", "payload"), ("snapshot", "exported_on"), ("evidence_data", "address"),
        ("objection_data", "because"), ("heard_data", "normal"), ("log_record", "data"), ("retraction", "seq"),
    ]

    /// A ledger with at least one row in each of the tables.
    private func filled() throws -> Books {
        let books = try Books()
        try books.take(.linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", "a@example.org"))
        try books.object("b@example.org")
        try books.takeBack(try books.list("list", "c@example.org"))
        _ = try books.ledger.heardFrom(spec("a@example.org"), on: when("2026-11-01"), key: key, now: at(0))
        try Rehearsal(books).enrol()
        return books
    }

    @Test(arguments: tables) func refusesEdits(_ table: String, _ column: String) throws {
        let books = try filled()
        try books.raw().writeWithoutTransaction { db in
            let count = try #require(try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\""))
            #expect(count > 0)
            for sql in [
                "UPDATE \"\(table)\" SET \(column) = \(column)", "DELETE FROM \"\(table)\"",
                "UPDATE OR REPLACE \"\(table)\" SET \(column) = \(column)",
            ] {
                let error = #expect(throws: DatabaseError.self) { try db.execute(sql: sql) }
                #expect(error?.resultCode == .SQLITE_CONSTRAINT)
                #expect(error?.message?.contains("rows of \(table)") == true)
            }
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table)\"") == count)
        }
    }

    /// `INSERT OR REPLACE` takes a row away without asking the trigger on DELETE.
    @Test(arguments: [
        "import", "snapshot", "objection", "objection_data", "heard", "heard_data", "log", "log_record", "retraction",
    ])
    func refusesReplacement(_ table: String) throws {
        let books = try filled()
        try books.raw().writeWithoutTransaction { db in
            let error = #expect(throws: DatabaseError.self) {
                try db.execute(sql: "INSERT OR REPLACE INTO \"\(table)\" SELECT * FROM \"\(table)\"")
            }
            #expect(error?.message?.contains("rows of \(table)") == true)
        }
    }

    @Test func checksWhatItIsGiven() throws {
        let books = try filled()
        try books.raw().writeWithoutTransaction { db in
            for sql in [
                "UPDATE recipient SET state = 'lost'",
                "INSERT INTO objection SELECT 99, 'liked', happened, recorded_at, exact_print, loosest_print, 0, "
                    + "commitment FROM objection",
                "INSERT INTO recipient (mailing, contact, normal, loosest, address, evidence, state, at) "
                    + "SELECT mailing, contact, 'z', 'z', 'z', evidence, 'queued', '' FROM recipient",
                "INSERT INTO recipient (mailing, contact, normal, loosest, address, evidence, state, at) "
                    + "SELECT mailing, 999, 'z', loosest, 'z', evidence, 'queued', '' FROM recipient",
            ] {
                let error = #expect(throws: DatabaseError.self, "\(sql)") { try db.execute(sql: sql) }
                #expect(error?.resultCode == .SQLITE_CONSTRAINT)
            }
        }
    }
}
