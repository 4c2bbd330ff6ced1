import Foundation
import GRDB
import Gate
import TestSupport
import Testing
import Vocabulary

@testable import Ledger

/// The log takes few octets, and says what it always said.
@Suite struct LeanLogTests {
    static let fixtures = ["v1", "before-folding", "before-retractions", "before-inbox", "before-lean"]

    // MARK: Earlier versions

    /// A ledger that an earlier version wrote, as it lies there; `edit` is what somebody did to it since.
    private func write(_ fixture: String, in folder: TemporaryFolder, edit: String = "") throws -> String {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/\(fixture).sql")
        let path = folder.file("ledger.sqlite")
        let database = try DatabaseQueue(path: path)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: String(contentsOf: url, encoding: .utf8))
            guard !edit.isEmpty else { return }
            for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE name LIKE 'log%_no_%'") {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try db.execute(sql: edit)
        }
        try database.close()
        return path
    }

    /// The lines of `log`, from the tables as the earlier versions wrote them.
    private static let lines = """
        SELECT '{"seq":' || log.seq || ',"at":"' || at || '","kind":"' || kind || '","letter":'
            || coalesce('"' || letter || '"', 'null') || ',"subject":' || coalesce('"' || subject || '"', 'null')
            || ',"payload":' || payload || ',"previous":"' || previous || '","hash":"' || hash || '","record":'
            || coalesce('{"salt":"' || salt || '","data":' || data || '}', 'null') || '}'
        FROM log LEFT JOIN log_record ON log_record.seq = log.seq ORDER BY log.seq
        """

    private func lines(_ ledger: Ledger) throws -> [String] {
        var lines: [String] = []
        try ledger.forEachLogLine(Ledger.LogFilter(), key: key) { lines.append($0) }
        return lines
    }

    @Test(arguments: fixtures) func anEarlierLogSaysTheSame(_ fixture: String) throws {
        let folder = try TemporaryFolder()
        let path = try write(fixture, in: folder)
        let (before, size) = try DatabaseQueue(path: path).read { db in
            (try String.fetchAll(db, sql: LeanLogTests.lines), try Int.fetchOne(db, sql: LeanLogTests.size) ?? 0)
        }
        let old = try Ledger.open(path: path, readOnly: true)
        #expect(try lines(old) == before, "as it is")
        let end = try old.checkpoint()
        #expect(old.verifyLog(key: key).faults == [])
        old.close()
        for _ in 1...2 {
            let ledger = try Ledger.open(path: path)
            defer { ledger.close() }
            #expect(try lines(ledger) == before)
            #expect(try ledger.checkpoint() == end)
            #expect(ledger.verifyLog(against: end, key: key).faults == [] && ledger.check(key: key).isSound)
        }
        let now = try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: LeanLogTests.size) ?? 0 }
        #expect(now < size * 3 / 4, "\(size) octets before, \(now) now")
    }

    /// Whoever waited in it gets their letter, and those who were mailed get none.
    @Test(arguments: fixtures) func anEarlierMailingGoesOn(_ fixture: String) throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(path: try write(fixture, in: folder))
        defer { ledger.close() }
        let mailing = try #require(try ledger.mailing("autumn"))
        let raw = try DatabaseQueue(path: folder.file("ledger.sqlite"))
        let waiting = try raw.read {
            try Int64.fetchAll($0, sql: "SELECT id FROM recipient WHERE state = 'queued' ORDER BY id")
        }
        let entries = try ledger.checkpoint().size
        for recipient in waiting {
            #expect(try ledger.claim(recipient, after: [], in: mailing, key: key, now: at(60)))
            let outcome = OutcomeRecord(recipient: recipient, state: .accepted, reply: "250 fine", at: at(61))
            try ledger.record([outcome], in: mailing, key: key, now: at(61))
        }
        for mailed in 1...2 as ClosedRange<Int64> where !waiting.contains(mailed) {
            #expect(try !ledger.claim(mailed, after: [], in: mailing, key: key, now: at(62)))
        }
        #expect(try ledger.checkpoint().size == entries + Int64(waiting.count))
        #expect(ledger.verifyLog(key: key).faults == [] && ledger.check(key: key).isSound)
    }

    /// An upgrade mends nothing: what was wrong before is wrong behind it, at the same entry.
    @Test(arguments: [
        "UPDATE log SET hash = 'x' WHERE seq = 5", "UPDATE log SET hash = upper(hash) WHERE seq = 5",
        "UPDATE log SET previous = upper(previous) WHERE seq = 5", "UPDATE log SET previous = '' WHERE seq = 1",
        "UPDATE log SET payload = replace(payload, 'admitted', 'excluded')",
        "UPDATE log SET payload = payload || char(10)",
        "UPDATE log SET subject = 'abcdef' WHERE subject IS NOT NULL", "UPDATE log SET kind = 'decision' WHERE seq = 1",
        "UPDATE log_record SET salt = upper(salt) WHERE seq > 3", "UPDATE log_record SET data = ' ' || data",
        "DELETE FROM log_record WHERE seq = 4",
    ])
    func whatWasTamperedWithStaysSo(_ edit: String) throws {
        let folder = try TemporaryFolder()
        let path = try write("before-lean", in: folder, edit: edit)
        let old = try Ledger.open(path: path, readOnly: true)
        let before = Set(old.verifyLog(key: key).faults.map(\.seq))
        old.close()
        let ledger = try Ledger.open(path: path)
        defer { ledger.close() }
        #expect(!before.isEmpty && Set(ledger.verifyLog(key: key).faults.map(\.seq)) == before)
    }

    /// Where a record has lost its entry nothing is upgraded, and the ledger is read as it is.
    @Test(arguments: ["DELETE FROM log WHERE seq = 4", "UPDATE log_record SET seq = 99 WHERE seq = 4"])
    func aLogWithAGapIsNotUpgraded(_ edit: String) throws {
        let folder = try TemporaryFolder()
        let path = try write("before-lean", in: folder, edit: edit)
        #expect(throws: LedgerFault.self) { try Ledger.open(path: path) }
        let (ledger, isOutdated) = try Ledger.openToRead(path: path)
        defer { ledger.close() }
        #expect(isOutdated && ledger.verifyLog(key: key).faults.map(\.seq).contains(4))
    }

    // MARK: What a recipient costs

    private static let size = """
        SELECT sum(length(CAST(payload AS BLOB)) + length(CAST(hash AS BLOB)) + ifnull(length(CAST(previous AS BLOB)), 0)
            + ifnull(length(CAST(subject AS BLOB)), 0) + ifnull(length(CAST(salt AS BLOB)), 0)
            + ifnull(length(CAST(data AS BLOB)), 0))
        FROM log LEFT JOIN log_record ON log_record.seq = log.seq
        """

    /// The program packs no such entry; where somebody else did, it says the same, and whoever looks into it reads the same.
    @Test func aTextThatIsPackedElsewhereIsReadAsWell() throws {
        let books = try Books()
        try books.take(row(["ada@example.org"], card("ada@example.org")))
        let list = try books.list("list", "ada@example.org", "bob@example.org")
        let before = try books.logLines()
        try books.raw().write { db in
            try db.execute(sql: "DROP TRIGGER log_no_update; DROP TRIGGER log_record_no_update")
            for (table, column) in [("log", "payload"), ("log_record", "data")] {
                for row in try Row.fetchAll(db, sql: "SELECT seq, \(column) FROM \(table)") {
                    guard let text = row[1] as String?, let packed = PackedText.pack(Array(text.utf8)) else { continue }
                    try db.execute(
                        sql: "UPDATE \(table) SET \(column) = ? WHERE seq = ?",
                        arguments: [Data(packed), row[0] as Int64])
                }
            }
        }
        #expect(try books.logLines() == before)
        #expect(try books.ledger.objectionLists().map(\.number) == [list])
        guard case .revocable = try books.takeBack(list) else {
            Issue.record("the list is not found")
            return
        }
        #expect(try books.logLines(Ledger.LogFilter(address: spec("bob@example.org"))).count == 2)
        #expect(
            try books.ledger.retractedObjections(of: ["bob@example.org"], key: key).map(\.because) == ["the wrong list"]
        )
    }

    /// A number is neither a text nor packed, and no column of the log takes one.
    @Test(arguments: [
        "log SET payload = 1", "log SET subject = 1", "log SET hash = 1.5", "log SET previous = 7",
        "log_record SET data = 1",
        "log_record SET salt = 1",
    ]) func takesNoNumber(_ edit: String) throws {
        let books = try Books()
        try books.take(row(["ada@example.org"], card("ada@example.org")))
        try books.raw().write { db in
            try db.execute(sql: "DROP TRIGGER log_no_update; DROP TRIGGER log_record_no_update")
            #expect(throws: DatabaseError.self) { try db.execute(sql: "UPDATE " + edit) }
        }
    }

    @Test func aRecipientTakesFewOctets() throws {
        let books = try Books()
        for number in 1...40 {
            try books.take(.cards, row(["user\(number)@example.org"], card("user\(number)@example.org")))
        }
        let rehearsal = try Rehearsal(books)
        let before = try books.raw().read { try Int.fetchOne($0, sql: LeanLogTests.size) ?? 0 }
        for enrolled in try rehearsal.enrol().enrolled { try rehearsal.carry(enrolled.recipient, to: .accepted) }
        let now = try books.raw().read { try Int.fetchOne($0, sql: LeanLogTests.size) ?? 0 }
        #expect((now - before) / 40 < 480, "\((now - before) / 40) octets for each")
        #expect(books.ledger.verifyLog(key: key).faults == [])
    }

    // MARK: The packed form

    /// Ledgers hold the numbers of the words: none of them ever changes.
    @Test func theWordsAreForGood() {
        let all = PackedText.words.map(\.description).joined(separator: "\n")
        #expect(PackedText.words.count <= 31)
        #expect(
            Digests.sha256(Array(all.utf8)).hex == "392c104f5af8d2c6be302d7437cf7fc38b22bbd7869fca1db63504c1770471c0")
    }

    @Test(arguments: [
        "", "{}", "\"", "{\"address\":", "{\"address\":\"ada@example.org\",\"attempts\":1,\"evidence\":7}",
        #"{"codes":["objected"],"commitment":"\#(String(repeating: "0a", count: 32))","policy":"x"}"#,
        #"{"a":"\#(String(repeating: "0A", count: 32))","b":"\#(String(repeating: "f", count: 63))"}"#,
        #"{"a":"\#(String(repeating: "ab", count: 40))"}"#, "été 🙂 \u{7F}\u{2028}",
    ])
    func comesBackAsItWas(_ text: String) throws {
        let packed = try #require(PackedText.pack(Array(text.utf8)))
        #expect(String(decoding: packed.withUnsafeBufferPointer { PackedText.unpack($0) }, as: UTF8.self) == text)
    }

    @Test(arguments: UInt64(0)..<40) func anyTextComesBack(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var text: [UInt8] = []
        for _ in 0..<60 {
            switch generator.below(4) {
            case 0: text += generator.one(of: PackedText.words).description.utf8
            case 1: text += generator.one(of: PackedText.words).description.utf8.dropLast(generator.below(3))
            case 2: text += Hex.digits((0..<generator.one(of: [31, 32, 33])).map { _ in UInt8(generator.below(256)) })
            default: text.append(UInt8(0x20 + generator.below(0xE0)))
            }
        }
        let packed = try #require(PackedText.pack(text))
        #expect(packed.withUnsafeBufferPointer { PackedText.unpack($0) } == text)
        #expect(packed.count <= text.count)
        // Whatever somebody put there gives some text.
        let noise = (0..<200).map { _ in UInt8(generator.below(256)) }
        _ = noise.withUnsafeBufferPointer { PackedText.unpack($0) }
    }

    @Test func whatIsNoCanonicalTextIsNotPacked() {
        for octet in [0, 1, 9, 10, 31] as [UInt8] { #expect(PackedText.pack([0x7B, octet, 0x7D]) == nil) }
        // Nor what would grow beyond measure.
        let long = [UInt8](repeating: 0x20, count: (1 << 20) + 1)
        #expect(PackedText.pack(long) == nil && long.withUnsafeBufferPointer { PackedText.unpack($0) }.isEmpty)
    }
}
