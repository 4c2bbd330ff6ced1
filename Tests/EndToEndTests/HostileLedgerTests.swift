import Foundation
import Synchronization
import TestSupport
import Testing

/// A ledger that somebody edited with a tool of their own: every command gives findings, a refusal or a fault, and none is
/// ended by a trap.
@Suite struct HostileLedgerTests {
    /// A folder with a mailing that has begun, whose ledger is then edited.
    private func folder(_ edit: String) throws -> WorkingFolder {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cy", "di")
        try folder.write("Connections.csv", Sample.linkedIn(Sample.ada("ada@example.org")))
        try folder.prepare("import", "linkedin", "Connections.csv", "--exported-on", day(-3))
        try folder.prepare("object", "di@example.org")
        try folder.prepare("heard-from", "cy@example.org", "--on", day(-5))
        try folder.prepare("send", "letter.md", "--yes", "--limit", "1")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", HostileLedgerTests.tool, folder.path("portillon.sqlite"), edit]
        try Spawning.lock.withLock { try process.run() }
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return folder
    }

    /// Without types, checks and triggers, as a file may be made.
    private static let tool = """
        import sqlite3, sys
        def opened():
            db = sqlite3.connect(sys.argv[1], isolation_level=None)
            for pragma in ('foreign_keys = OFF', 'ignore_check_constraints = ON'):
                db.execute('PRAGMA ' + pragma)
            return db
        db = opened()
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute('DROP TRIGGER "%s"' % name)
        db.execute('PRAGMA writable_schema = ON')
        db.execute('''UPDATE sqlite_master SET sql = replace(replace(replace(sql, ') STRICT, WITHOUT', ') WITHOUT'),
            ') STRICT', ')'), ' NOT NULL', '') WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ''')
        db.execute('PRAGMA writable_schema = RESET')
        db.close()
        opened().execute(sys.argv[2])
        """

    private static let commands = [
        ["log"], ["log", "verify"], ["log", "replay"], ["status"], ["status", "l1"], ["why", "ada@example.org"],
        ["contacts", "--json"], ["subject", "export", "ada@example.org"], ["subject", "suppressions"],
        ["ledger", "check"], ["preview", "letter.md"], ["tidy", "--dry-run"], ["ledger", "backup", "copy.sqlite"],
        ["resolve", "l1"], ["send", "letter.md", "--yes"], ["object", "new@example.org"],
        ["import", "csv", "met.csv", "--as", "cards"], ["subject", "erase", "bob@example.org", "--yes"],
    ]

    @Test(arguments: [
        "UPDATE log_record SET data = json_set(data, '$.import', 9223372036854775807) WHERE seq = 1",
        "UPDATE log SET seq = 9223372036854775807 WHERE seq = 4", "UPDATE log SET at = NULL WHERE seq = 4",
        "UPDATE log SET payload = NULL WHERE seq = 4", "UPDATE recipient SET address = NULL",
        "UPDATE recipient SET attempts = 'many', due = -9223372036854775808, state = 'deferred'",
        "UPDATE mailing SET letter = NULL", "UPDATE contact SET full_name = NULL",
        "UPDATE objection SET exact_print = NULL", "DROP TABLE recipient", "DROP TABLE evidence_data",
    ])
    func noCommandIsEndedByIt(_ edit: String) throws {
        let folder = try folder(edit)
        for command in HostileLedgerTests.commands {
            let run = try folder.run(command)
            // 128 and more is a signal: a trap.
            #expect(run.code < 128 && run.code != 70, "\(command): \(run.code) \(run.err.prefix(300))")
            if command == ["ledger", "check"] { #expect(run.code == 1) }
            if command == ["log", "verify"], edit.contains("UPDATE log") { #expect(run.code == 1) }
        }
    }
}
