import Foundation
import GRDB
import Gate
import Mailroom
import TestSupport
import Testing
import Vocabulary

@testable import Ledger

/// Somebody who holds the file changes it with `sqlite3`, triggers out of the way: whatever they change is found, and
/// named by the entry that it belongs to.
@Suite struct TamperTests {
    /// The tables that the log vouches for, each with how a row's entry is found. A table or a column that is added to the
    /// schema is in none of these lists, and fails ``everyTableIsAccountedFor``.
    static let protected: [String: String] = [
        "log": "seq", "log_record": "seq", "decision": "seq",
        "import": entry("import", "\"import\".id"), "snapshot": entry("import", "snapshot.import"),
        "evidence": entry("import", "evidence.import"),
        "evidence_data": entry("import", "(SELECT import FROM evidence WHERE id = evidence_data.evidence)"),
        "objection": entry("objection", "objection.id"),
        "objection_data": entry("objection", "objection_data.objection"),
        "heard": entry("heard-from", "heard.id"), "heard_data": entry("heard-from", "heard_data.heard"),
        "retraction": entry("retraction", "retraction.id"),
    ]

    /// What changes as the network and the mailings do, and what the database keeps for itself. Of `mailing` and
    /// `recipient` the log holds what it says of them, see ``outcomesAreHeldToTheLog``.
    static let working: Set<String> = [
        "meta", "contact", "nameless", "absorbed", "address", "arrival", "holding", "sighting", "mailing", "recipient",
        "token", "frozen_file", "book", "book_entry", "folded_objection",
        "inbox_folder", "inbox_account", "inbox_mail", "inbox_entry",
        "pace", "grdb_migrations", "sqlite_sequence",
    ]

    private static func entry(_ kind: String, _ id: String) -> String {
        let name = kind == "import" ? "$.import" : "$.entry"
        let source = kind == "import" ? "data" : "payload"
        return """
            (SELECT log.seq FROM log JOIN log_record USING (seq) WHERE kind = '\(kind)' AND \(source) ->> '\(name)' = \(id))
            """
    }

    /// A ledger with several rows in every protected table, in every kind of evidence.
    static func filled() throws -> Books {
        let books = try Books()
        try books.take(
            .linkedIn, sha: "one", exportedOn: "2026-11-01", minute: 0, linkedInRow("ada", "ada@example.org"),
            linkedInRow("blank", ""))
        try books.take(
            .signups, sha: "two", minute: 1,
            row(["cy@example.org"], signUp("cy@example.org", on: "2026-05-01", confirmed: "2026-05-02")),
            row(["di@example.org"], line: 3, signUp("di@example.org", on: "2026-05-01", confirmed: nil, purposes: [])))
        try books.take(
            .cards, sha: "three", minute: 2, row(["bob@example.org", "rob@example.org"], card("bob@example.org")),
            row(["eve@example.org"], line: 4, card("eve@example.org", on: nil, at: "", attestation: "Salon")))
        try books.take(
            .linkedIn, sha: "four", exportedOn: "2026-11-10", minute: 3, linkedInRow("ada", "ada@example.org"),
            linkedInRow("fay", "fay@example.org"))
        try books.object("eve@example.org")
        try books.object("@example.net", .complained, on: "2026-10-01")
        _ = try books.ledger.heardFrom(spec("bob@example.org"), on: when("2026-10-01"), key: key, now: at(1))
        _ = try books.ledger.heardFrom(spec("cy@example.org"), on: when("2026-10-02"), key: key, now: at(1))
        let rehearsal = try Rehearsal(books)
        let enrolled = try rehearsal.enrol().enrolled
        try rehearsal.carry(enrolled[0].recipient, to: .accepted)
        try rehearsal.carry(enrolled[1].recipient, to: .uncertain)
        try rehearsal.carry(enrolled[2].recipient, to: .deferred)
        _ = try books.ledger.resolve(rehearsal.mailing, addresses: [], to: .settled, key: key, now: at(6))
        try books.ledger.logTest(
            letter: "autumn", address: spec("you@example.org"), outcome: "fine", key: key, now: at(7))
        for (sha, name) in [("five", "gil"), ("six", "hal")] {
            try books.takeBack(try books.list(sha, "\(name)@example.org", "\(name)@example.com", minute: 8), minute: 9)
        }
        try books.list("seven", "ida@example.org", minute: 10)
        let hearing = Inbox.hearing(books.ledger)
        let tokens = ["ada", "cy"].map { key.unsubscribeToken(letter: "autumn", address: spec($0 + "@example.org")) }
        let mails = [
            bounce(.dead, Clues(tokens: tokens)), written(.reply, from: "cy@example.org", Clues(tokens: tokens)),
            written(.unsubscribe, from: "stranger@example.net", Clues()),
        ].enumerated().map { index, said in
            MailToHear(
                place: .file(path: "inbox.mbox", index: index), digest: Array(repeating: UInt8(index), count: 32),
                understanding: said)
        }
        let folder = MailFolder(account: "you at imap.example.org", name: "INBOX")
        _ = try hearing.hear(mails, in: folder, upTo: FolderBookmark(uidValidity: 1, lastUID: 2), now: at(11))
        try books.ledger.noteInboxRead(folder.account, at: at(11))
        return books
    }

    /// Runs SQL as an attacker does: no triggers, no references, no checks.
    static func tamper(_ path: String, _ body: (Database) throws -> Void) throws {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = false
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(trigger.quotedDatabaseIdentifier)")
            }
            try body(db)
        }
        try database.close()
    }

    /// Tampers with a copy of a closed ledger, and verifies it.
    private func verdict(_ original: String, against: LogCheckpoint? = nil, _ body: (Database) throws -> Void) throws
        -> LogVerdict
    {
        let folder = try TemporaryFolder()
        let path = folder.file("copy.sqlite")
        try FileManager.default.copyItem(atPath: original, toPath: path)
        try TamperTests.tamper(path, body)
        let ledger = try Ledger.open(path: path, readOnly: true)
        defer { ledger.close() }
        return ledger.verifyLog(against: against)
    }

    private func closed() throws -> (folder: TemporaryFolder, path: String) {
        let books = try TamperTests.filled()
        #expect(books.ledger.verifyLog(key: key).faults == [])
        #expect(books.ledger.verifyLog().faults == [])
        books.ledger.close()
        return (books.folder, books.path)
    }

    @Test func everyTableIsAccountedFor() throws {
        let (folder, path) = try closed()
        defer { withExtendedLifetime(folder) {} }
        let tables = try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        #expect(Set(tables) == Set(TamperTests.protected.keys).union(TamperTests.working))
    }

    /// Each column of each protected table, one after the other, as the schema names them.
    @Test(arguments: protected.keys.sorted()) func anyChangedColumnIsFound(_ table: String) throws {
        let (folder, path) = try closed()
        defer { withExtendedLifetime(folder) {} }
        let seq = try #require(TamperTests.protected[table])
        let database = try DatabaseQueue(path: path)
        let (columns, rows) = try database.read { db in
            (
                try db.columns(in: table).map(\.name),
                try Row.fetchAll(db, sql: "SELECT rowid, \(seq) FROM \"\(table)\" ORDER BY rowid")
            )
        }
        try database.close()
        #expect(columns.count > 1 && rows.count > 1)
        // The first row and the last: those between have neighbours on both sides, which makes it easier.
        for row in [rows[0], rows[rows.count - 1]] {
            let (rowid, entry) = (row[0] as Int64, try #require(row[1] as Int64?))
            for column in columns {
                for change in TamperTests.changes {
                    var isChanged = false
                    let verdict = try verdict(path) { db in
                        let value = "SELECT quote(\(column)) FROM \"\(table)\""
                        let before = try String.fetchAll(db, sql: value)
                        do {
                            try db.execute(
                                sql: "UPDATE \"\(table)\" SET \(column) = \(change(column)) WHERE rowid = ?",
                                arguments: [rowid])
                        } catch let error as DatabaseError {
                            // A type, a key or a null that the table cannot hold: no file has it.
                            guard error.resultCode == .SQLITE_CONSTRAINT || error.resultCode == .SQLITE_MISMATCH else {
                                throw error
                            }
                            return
                        }
                        isChanged = try String.fetchAll(db, sql: value) != before
                    }
                    guard isChanged else { continue }
                    #expect(!verdict.isOK, "\(table).\(column) of entry \(entry): \(change(column))")
                    #expect(
                        verdict.faults.contains { $0.seq == entry },
                        "\(table).\(column) of entry \(entry): \(change(column)): \(verdict.faults.map(\.seq))")
                }
            }
        }
    }

    /// What an attacker may write in a column's place.
    private static let changes: [@Sendable (String) -> String] = [
        {
            "CASE typeof(\($0)) WHEN 'integer' THEN \($0) + 1000 WHEN 'blob' THEN zeroblob(length(\($0))) "
                + "ELSE ifnull(\($0), '') || 'x' END"
        },
        { "CASE typeof(\($0)) WHEN 'integer' THEN 0 WHEN 'blob' THEN randomblob(length(\($0))) ELSE '' END" },
        { _ in "NULL" },
    ]

    @Test(arguments: protected.keys.sorted()) func aRowThatWasTakenAwayIsFound(_ table: String) throws {
        let (folder, path) = try closed()
        defer { withExtendedLifetime(folder) {} }
        let seq = try #require(TamperTests.protected[table])
        let database = try DatabaseQueue(path: path)
        let rows = try database.read {
            try Row.fetchAll($0, sql: "SELECT rowid, \(seq) FROM \"\(table)\" ORDER BY rowid")
        }
        try database.close()
        for row in rows {
            let verdict = try verdict(path) {
                try $0.execute(sql: "DELETE FROM \"\(table)\" WHERE rowid = ?", arguments: [row[0] as Int64])
            }
            #expect(verdict.faults.contains { $0.seq == row[1] as Int64 }, "\(table) \(row): \(verdict.faults)")
        }
    }

    /// Two rows change places: everything is still there.
    @Test(arguments: protected.keys.sorted()) func rowsThatChangedPlacesAreFound(_ table: String) throws {
        let (folder, path) = try closed()
        defer { withExtendedLifetime(folder) {} }
        let seq = try #require(TamperTests.protected[table])
        let verdict = try verdict(path) { db in
            let rows = try Row.fetchAll(db, sql: "SELECT rowid FROM \"\(table)\" ORDER BY rowid LIMIT 2")
            let (one, two) = (rows[0][0] as Int64, rows[1][0] as Int64)
            for (from, to) in [(one, -1), (two, one), (-1, two)] as [(Int64, Int64)] {
                try db.execute(sql: "UPDATE \"\(table)\" SET rowid = ? WHERE rowid = ?", arguments: [to, from])
            }
        }
        let entries = try DatabaseQueue(path: path).read {
            try Int64.fetchAll($0, sql: "SELECT \(seq) FROM \"\(table)\" ORDER BY rowid LIMIT 2")
        }
        #expect(Set(entries).isSubset(of: verdict.faults.map(\.seq)), "\(table) \(entries): \(verdict.faults)")
    }

    /// A row that looks like the others, and which no entry commits to.
    @Test(arguments: protected.keys.sorted()) func aForgedRowIsFound(_ table: String) throws {
        let (folder, path) = try closed()
        defer { withExtendedLifetime(folder) {} }
        let verdict = try verdict(path) { db in
            let columns = try db.columns(in: table).map(\.name)
            let id = try db.primaryKey(table).columns[0]
            let values = columns.map { $0 == id ? "(SELECT max(\(id)) + 1 FROM \"\(table)\")" : $0 }
            try db.execute(
                sql: """
                    INSERT INTO "\(table)" (\(columns.joined(separator: ", ")))
                    SELECT \(values.joined(separator: ", ")) FROM "\(table)" ORDER BY \(id) LIMIT 1
                    """)
        }
        #expect(!verdict.isOK, "\(table)")
    }

    @Test func outcomesAreHeldToTheLog() throws {
        let (folder, path) = try closed()
        defer { withExtendedLifetime(folder) {} }
        let outcomes = try DatabaseQueue(path: path).read {
            try Int64.fetchAll(
                $0, sql: "SELECT seq FROM log WHERE kind IN ('outcome', 'resolution') ORDER BY seq")
        }
        // The first recipient is accepted, the second settled, the third deferred, the fourth queued.
        for (sql, entry) in [
            ("UPDATE recipient SET state = 'queued' WHERE id = 1", outcomes[0]),
            ("UPDATE recipient SET address = 'other@example.org' WHERE id = 1", outcomes[0]),
            ("UPDATE recipient SET reply = '250 other' WHERE id = 1", outcomes[0]),
            ("UPDATE recipient SET attempts = 2 WHERE id = 1", outcomes[0]),
            ("UPDATE recipient SET evidence = 5 WHERE id = 1", outcomes[0]),
            ("DELETE FROM recipient WHERE id = 1", outcomes[0]),
            // Nothing else would keep the same address from being mailed again.
            ("UPDATE recipient SET loosest = 'other@example.org', contact = 99 WHERE id = 1", outcomes[0]),
            ("UPDATE recipient SET normal = 'other@example.org' WHERE id = 3", outcomes[2]),
            ("UPDATE recipient SET loosest = 'other@example.org' WHERE id = 4", 0),
            ("UPDATE recipient SET state = 'accepted' WHERE id = 2", outcomes[3]),
            ("UPDATE recipient SET reply = NULL WHERE id = 2", outcomes[3]),
            ("UPDATE recipient SET state = 'accepted' WHERE id = 3", outcomes[2]),
            ("UPDATE recipient SET state = 'accepted' WHERE id = 4", 0),
            ("UPDATE mailing SET content_digest = 'other'", 9), ("UPDATE mailing SET purpose = 'events'", 9),
            ("UPDATE mailing SET letter = 'other'", 9), ("UPDATE mailing SET begun_at = ''", 9),
        ] as [(String, Int64)] {
            let verdict = try verdict(path) { try $0.execute(sql: sql) }
            #expect(verdict.faults.contains { $0.seq == entry }, "\(sql): \(verdict.faults)")
        }
        // What a mailing does between two entries is no fault.
        for sql in ["UPDATE recipient SET state = 'attempting' WHERE id IN (3, 4)"] {
            #expect(try verdict(path) { try $0.execute(sql: sql) }.isOK, "\(sql)")
        }
    }

    /// Somebody put back into the queue is mailed again, and the log tells it of them for good.
    @Test(arguments: [RecipientState.accepted, .settled]) func whoeverIsMailedTwiceIsNamed(_ state: RecipientState)
        throws
    {
        let books = try Books()
        try books.take(row(["ada@example.org"], card("ada@example.org")))
        let run = try Rehearsal(books)
        let ada = try run.recipient("ada@example.org")
        try run.carry(ada, to: state == .settled ? .uncertain : .accepted)
        if state == .settled {
            _ = try books.ledger.resolve(run.mailing, addresses: [], to: .settled, key: key, now: at(6))
        }
        #expect(books.ledger.verifyLog(key: key).isOK)
        let entries = try books.logLines().count
        try books.raw().write { try $0.execute(sql: "UPDATE recipient SET state = 'queued', reply = NULL") }
        try run.carry(ada, to: .accepted)
        #expect(books.ledger.verifyLog(key: key).faults.map(\.seq) == [Int64(entries) + 1])
    }

    /// A cut end and a log written anew show against a checkpoint, and there alone.
    @Test func aCheckpointShowsTruncationAndRewriting() throws {
        let books = try Books()
        try books.object("a@example.org")
        let early = try books.ledger.checkpoint()
        try books.object("b@example.org")
        let late = try books.ledger.checkpoint()
        books.ledger.close()
        #expect(late.size == 2 && early.size == 1)
        func cut(_ db: Database) throws {
            for table in ["log", "log_record"] { try db.execute(sql: "DELETE FROM \(table) WHERE seq = 2") }
            for table in ["objection", "objection_data"] { try db.execute(sql: "DELETE FROM \(table) WHERE rowid = 2") }
        }
        #expect(try verdict(books.path, cut).isOK)
        #expect(try verdict(books.path, against: early, cut).isOK)
        #expect(try verdict(books.path, against: late, cut).faults.map(\.seq) == [2])
        let other = try Books()
        for name in ["x", "y", "z"] { try other.object("\(name)@example.org") }
        #expect(other.ledger.verifyLog(against: late).faults.map(\.seq) == [2])
        #expect(other.ledger.verifyLog(against: LogCheckpoint(size: 0, head: early.head)).isOK)
        #expect(other.ledger.verifyLog().isOK)
    }

    /// Nothing of a broken ledger stops the verification with an error, and each fault is told once.
    @Test func whatIsBrokenIsAFaultAndNoError() throws {
        let (folder, path) = try closed()
        defer { withExtendedLifetime(folder) {} }
        for sql in TamperTests.protected.keys.sorted().map({ "DROP TABLE \"\($0)\"" }) + [
            "DROP TABLE recipient", "DROP TABLE mailing", "DELETE FROM log", "UPDATE log SET payload = '{'",
            "UPDATE log SET payload = ''", "UPDATE log_record SET data = '[1'", "UPDATE log_record SET data = ''",
            "UPDATE log SET seq = 9223372036854775807 WHERE seq = 3", "UPDATE log SET seq = -1 WHERE seq = 3",
            "UPDATE evidence SET id = 9223372036854775807 WHERE id = 1",
            "UPDATE decision SET id = 9223372036854775807 WHERE id = 2",
            "UPDATE recipient SET id = 9223372036854775807 WHERE id = 1", "UPDATE log SET kind = 'erasure'",
            "UPDATE log SET payload = CAST(x'7B22C3' AS TEXT)",
        ] {
            let verdict = try verdict(path) { try $0.execute(sql: sql) }
            #expect(!verdict.isOK, "\(sql)")
            #expect(Set(verdict.faults).count == verdict.faults.count, "\(sql): \(verdict.faults)")
        }
    }

    /// Octets anywhere in the file, as a failing disk leaves them: a fault or nothing, never an error.
    @Test(arguments: UInt64(0)..<12) func aDamagedFileIsAFaultAndNoError(_ seed: UInt64) throws {
        let (folder, path) = try closed()
        var generator = SeededGenerator(seed: seed)
        var bytes = try folder.bytes("ledger.sqlite")
        for _ in 0..<40 {
            bytes[Int.random(in: 4096..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        try bytes.write(to: URL(fileURLWithPath: folder.file("damaged.sqlite")))
        defer { withExtendedLifetime(path) {} }
        guard let ledger = try? Ledger.open(path: folder.file("damaged.sqlite"), readOnly: true) else { return }
        defer { ledger.close() }
        _ = ledger.verifyLog(key: key)
        #expect(!ledger.check(key: key).isSound)
    }

    @Test func oneEditIsOneFault() throws {
        let (folder, path) = try closed()
        defer { withExtendedLifetime(folder) {} }
        for (sql, entries) in [
            ("UPDATE log SET subject = 'x' WHERE seq = 5", [5]), ("UPDATE log SET hash = 'x' WHERE seq = 5", [5]),
            ("UPDATE log SET previous = 'x' WHERE seq = 5", [5]),
            (
                "UPDATE log_record SET salt = iif(substr(salt, 1, 1) = '0', '1', '0') || substr(salt, 2) WHERE seq = 5",
                [5]
            ),
            ("UPDATE evidence_data SET place = 'Paris' WHERE evidence = 1", [1]),
            ("UPDATE objection_data SET because = '' WHERE objection = 1", [5]),
        ] as [(String, [Int64])] {
            let verdict = try verdict(path) { try $0.execute(sql: sql) }
            #expect(verdict.faults.map(\.seq) == entries, "\(sql): \(verdict.faults)")
        }
    }

    /// What an erasure took away, and the log says so, is no fault; anything else that is missing is one.
    @Test func anErasureAccountsForWhatItTook() throws {
        let books = try TamperTests.filled()
        let digest = try books.raw().read { db in
            let row = try #require(
                try Row.fetchOne(db, sql: "SELECT exact_print, loosest_print, recorded_at FROM objection WHERE id = 1"))
            return LastingRow.objection(
                kind: "objected", happened: "2026-11-23", recordedAt: row[2], exactPrint: Array(row[0] as Data),
                loosestPrint: Array(row[1] as Data), isDomain: false)
        }
        let erasure = try books.ledger.checkpoint().size + 1
        books.ledger.close()
        func erase(_ db: Database) throws {
            try db.execute(sql: "DELETE FROM log_record WHERE seq IN (3, 5, 10, 17)")
            try db.execute(sql: "DELETE FROM evidence_data WHERE evidence = 2")
            try db.execute(sql: "DELETE FROM objection_data WHERE objection = 1")
            try db.execute(
                sql: "DELETE FROM heard_data WHERE heard = 1; UPDATE import SET file = '' WHERE id IN (1, 3)")
        }
        let named = """
            {"evidence":[[2,2]],"heard":[[1,1]],"imports":[[1,1],[3,3]],
            "objections":[{"digest":"\(digest)","entry":1}],"records":[[3,3],[5,5],[9,20]]}
            """
        func isAccounted(_ payload: String, _ more: (Database) throws -> Void = { _ in }) throws -> [Int64] {
            try verdict(books.path) { db in
                try erase(db)
                guard case .object(let members) = try JSONValue(parsing: Array(payload.utf8)) else { return }
                var chain = try Chain(db)
                try chain.append(.erasure, at: at(9), payload: members, record: .object([]))
                try more(db)
            }.faults.map(\.seq)
        }
        #expect(try isAccounted(named) == [])
        let silent = try verdict(books.path, erase)
        #expect(Set(silent.faults.map(\.seq)) == [1, 3, 5, 7, 10, 17] && silent.erased == 0)
        for (part, entry) in [
            ("\"evidence\":[[2,2]]", 1), ("\"heard\":[[1,1]]", 7), ("[1,1],[3,3]", 1), ("[3,3],[5,5],[9,20]", 3),
            ("{\"digest\":\"\(digest)\",\"entry\":1}", 5), (digest, erasure),
        ] as [(String, Int64)] {
            let less = named.replacingOccurrences(
                of: part, with: part.hasPrefix("\"") ? "\"x\":[]" : part == digest ? "00" : "")
            #expect(try isAccounted(less).contains(entry), "\(part)")
        }
        // What stays of it is held to what the erasure says.
        for sql in [
            "UPDATE objection SET happened = '2020-01-01' WHERE id = 1",
            "UPDATE objection SET exact_print = zeroblob(32) WHERE id = 1", "DELETE FROM objection WHERE id = 1",
            "UPDATE evidence SET line = 7 WHERE id = 2", "UPDATE heard SET happened = '2020-01-01' WHERE id = 1",
        ] {
            #expect(try !isAccounted(named) { try $0.execute(sql: sql) }.isEmpty, "\(sql)")
        }
        #expect(try isAccounted("{\"records\":[[5]]}").contains(erasure))
    }
}
