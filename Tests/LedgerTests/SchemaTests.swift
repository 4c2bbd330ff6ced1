import GRDB
import Ledger
import Testing

/// Queries over a million rows go by an index; what changes a state writes few pages.
@Suite struct SchemaTests {
    static let plans = [
        ("SELECT 1 FROM recipient WHERE mailing = 1 AND contact = 2", "(mailing=? AND contact=?)"),
        ("SELECT 1 FROM recipient WHERE mailing = 1 AND loosest = 'x'", "(mailing=? AND loosest=?)"),
        (
            "SELECT letter FROM mailing CROSS JOIN recipient ON recipient.mailing = mailing.id WHERE loosest = 'x'",
            "(mailing=? AND loosest=?)"
        ),
        ("SELECT sum(state = 'queued') FROM recipient WHERE mailing = 1", "(mailing=?)"),
        ("SELECT contact FROM address WHERE loosest = 'x'", "COVERING INDEX address_loosest"),
        ("SELECT text FROM address WHERE loosest = 'x' AND normal = 'x'", "INDEX address_loosest"),
        ("SELECT max(contact) FROM decision WHERE mailing = 1", "INDEX decision_contact"),
        ("SELECT count(*) FROM book_entry WHERE book = 1", "INDEX book_entry_book"),
        ("SELECT book FROM book_entry WHERE contact = 1", "PRIMARY KEY (contact=?)"),
        ("SELECT id FROM inbox_mail WHERE digest = x'00'", "sqlite_autoindex_inbox_mail"),
        ("SELECT id FROM inbox_entry WHERE recipient = 1", "INDEX inbox_entry_recipient"),
        ("SELECT id FROM inbox_entry WHERE loosest = 'x'", "INDEX inbox_entry_loosest"),
        ("SELECT count(*) FROM inbox_entry WHERE action = 'waiting'", "INDEX inbox_entry_waiting"),
        ("SELECT id FROM import WHERE sha256 = 'x' AND kind = 'cards'", "INDEX import_sha256"),
    ]

    @Test(arguments: plans) func goesByAnIndex(_ sql: String, _ index: String) throws {
        let books = try Books()
        let plan = try books.raw().read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + sql) }
            .map { $0["detail"] as String }
        #expect(plan.contains { $0.contains(index) }, "\(plan)")
    }

    static let perRow = [
        "INSERT INTO recipient (mailing, contact, normal, loosest, address, evidence, state, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        "INSERT INTO log (seq, at, kind, letter, subject, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        "INSERT INTO log_record (seq, salt, data) VALUES (?, ?, ?)",
        "UPDATE recipient SET state = ? WHERE id = ?",
        "INSERT INTO evidence (kind, import, line, recorded_at, commitment) VALUES (?, ?, ?, ?, ?)",
        "INSERT INTO objection (kind, happened, recorded_at, exact_print, loosest_print, is_domain, commitment) "
            + "VALUES (?, ?, ?, ?, ?, ?, ?)",
        "INSERT INTO inbox_mail (digest, kind, at) VALUES (?, ?, ?)",
    ]

    /// To look a value up among several, SQLite would build a table in each statement.
    @Test(arguments: perRow) func buildsNoTable(_ sql: String) throws {
        let books = try Books()
        let program = try books.raw().read {
            try Row.fetchAll($0, sql: "EXPLAIN " + sql.replacing("?", with: "1"))
        }.map { $0["opcode"] as String }
        #expect(program.contains("Halt"))
        #expect(!program.contains("OpenEphemeral"), "\(program)")
    }

    @Test func anAddressOfAFormerVersionIsKnownAgain() throws {
        let books = try Books()
        try books.take(row(["Ada@Example.org"], name: "Ada"))
        try books.take(row(["ada@example.org"], url: "ada", name: "Ada"))
        try books.take(row(["ada+x@example.org"], name: "Another"))
        #expect(try books.people() == ["ada Ada@Example.org", "- ada+x@example.org"])
    }
}
