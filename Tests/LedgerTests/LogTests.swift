import Foundation
import GRDB
import Gate
import Ledger
import TestSupport
import Testing
import Vocabulary

/// The log's form is a contract: a few lines of Python, which share no code with the program, verify it.
@Suite struct LogTests {
    static let hostile = [
        "Ada \"Quote\" \\Back\\", "tab\tline\nreturn\rbell\u{7}del\u{7F}",
        "\u{20AC}\u{FB33}\u{1F600} é e\u{301}",
        "</script>'; DROP TABLE log; --", "\u{2028}\u{202E}gnirts", "\u{1}\u{1F}\u{8}\u{C}", "\u{10FFFF}\u{FEFF}",
    ]

    private func filled() throws -> Books {
        let books = try Books()
        for (index, name) in LogTests.hostile.enumerated() {
            let address = "person\(index)@example.org"
            var record = row([address], name: name, company: name, card(address, at: name, attestation: name))
            record.fields.extra = [name: name]
            try books.take(.cards, sha: "\(index)", minute: Int64(index), record)
        }
        let request = ObjectionRequest(
            target: "person0@example.org", kind: .objected, on: when("2026-11-01"), because: LogTests.hostile[1])
        _ = try books.ledger.object(request, key: key, now: at(1))
        let rehearsal = try Rehearsal(books)
        let enrolled = try rehearsal.enrol().enrolled
        try rehearsal.carry(enrolled[0].recipient, to: .accepted)
        try rehearsal.carry(enrolled[1].recipient, to: .uncertain)
        _ = try books.ledger.resolve(rehearsal.mailing, addresses: [], to: .settled, key: key, now: at(6))
        try books.ledger.logTest(
            letter: "autumn", address: spec("you@example.org"), outcome: LogTests.hostile[2], key: key, now: at(7))
        return books
    }

    private static let judge = #"""
        import hashlib, json, sys
        def canonical(value):
            if isinstance(value, dict):
                members = sorted(value.items(), key=lambda member: member[0].encode('utf-16-be'))
                return '{' + ','.join(canonical(k) + ':' + canonical(v) for k, v in members) + '}'
            if isinstance(value, list):
                return '[' + ','.join(map(canonical, value)) + ']'
            return json.dumps(value, ensure_ascii=False)
        def sha(text):
            return hashlib.sha256(text.encode('utf-8')).hexdigest()
        previous, seq = '0' * 64, 0
        for line in open(sys.argv[1], encoding='utf-8', newline='\n'):
            entry = json.loads(line)
            assert list(entry) == ['seq','at','kind','letter','subject','payload','previous','hash','record'], list(entry)
            seq += 1
            assert entry['seq'] == seq and entry['previous'] == previous, seq
            core = {k: v for k, v in entry.items() if k not in ('hash', 'previous', 'record')}
            assert sha(previous + '\n' + canonical(core)) == entry['hash'], ('hash', seq)
            record = entry['record']
            assert len(record['salt']) == 64
            assert sha(record['salt'] + '\n' + canonical(record['data'])) == entry['payload']['commitment'], ('record', seq)
            previous = entry['hash']
        print(seq, previous)
        """#

    /// What Python says of a file: its last words, and whether it was content.
    private func verify(_ lines: [String], in folder: TemporaryFolder) throws -> (isContent: Bool, words: String) {
        let text = lines.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file("log.jsonl")))
        try Data(LogTests.judge.utf8).write(to: URL(fileURLWithPath: folder.file("judge.py")))
        let python = Process()
        let output = Pipe()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", folder.file("judge.py"), folder.file("log.jsonl")]
        python.standardOutput = output
        python.standardError = output
        try python.run()
        let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        return (python.terminationStatus == 0, words.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test func theChainHoldsForAnyoneWhoRecomputesIt() throws {
        let books = try filled()
        let lines = try books.logLines()
        let verdict = try verify(lines, in: books.folder)
        #expect(verdict.isContent, "\(verdict.words)")
        #expect(verdict.words.hasPrefix("\(lines.count) "))
        for broken in [
            lines.map { $0.replacingOccurrences(of: "DROP", with: "KEEP") }, lines.reversed(), Array(lines.dropFirst()),
            lines.map { $0.replacingOccurrences(of: "\"admitted\"", with: "\"excluded\"") },
        ] {
            #expect(try !verify(broken, in: books.folder).isContent)
        }
    }

    @Test func allKindsOfEntriesAreThere() throws {
        let books = try filled()
        _ = try books.ledger.heardFrom(spec("a@example.org"), on: when("2026-11-01"), key: key, now: at(8))
        let rehearsal = try Rehearsal(books)
        try books.ledger.logRun(rehearsal.brief, in: rehearsal.mailing, program: "test", now: at(9))
        let kinds = Set(try books.logLines().compactMap { try object($0)["kind"] as? String })
        #expect(
            kinds == [
                "import", "objection", "mailing", "run", "decision", "outcome", "resolution", "test", "heard-from",
            ])
        #expect(books.ledger.verifyLog(key: key).faults == [])
    }

    private func object(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func nothingButTheRecordNamesAnybody() throws {
        for line in try filled().logLines() {
            let entry = try object(line)
            let payload = try #require(entry["payload"])
            let open = "\(payload) \(entry["subject"] ?? "") \(entry["letter"] ?? "")"
            #expect(!open.contains("@"))
            for word in ["person", "Quote", "DROP", "Ada", "Lyon"] { #expect(!open.contains(word), "\(open)") }
        }
    }

    @Test func whatWasErasedLeavesTheChainAndTheRestInPlace() throws {
        let books = try filled()
        try books.raw().writeWithoutTransaction { db in
            try db.execute(sql: "INSERT INTO meta VALUES ('erasing', '1')")
            try db.execute(sql: "DELETE FROM log_record WHERE seq = 2")
        }
        let entry = try object(try books.logLines()[1])
        #expect(entry["record"] is NSNull)
        #expect(((entry["payload"] as? [String: Any])?["commitment"] as? String)?.count == 64)
    }

    @Test func isFilteredByLetterAndAddress() throws {
        let books = try filled()
        let all = try books.logLines()
        let letter = try books.logLines(Ledger.LogFilter(letter: "autumn"))
        #expect(!letter.isEmpty && letter.count < all.count)
        #expect(try letter.allSatisfy { try object($0)["letter"] as? String == "autumn" })
        #expect(try books.logLines(Ledger.LogFilter(letter: "winter")).isEmpty)
        let person = try books.logLines(Ledger.LogFilter(address: spec("Person1+x@example.org")))
        let kinds = try person.map { try object($0)["kind"] as? String ?? "" }
        #expect(kinds == ["decision", "outcome"])
        #expect(try books.logLines(Ledger.LogFilter(address: spec("nobody@example.org"))).isEmpty)
        let both = try books.logLines(Ledger.LogFilter(letter: "winter", address: spec("person1@example.org")))
        #expect(both.isEmpty)
    }

    /// With an address come the entries of its contact's other ones.
    @Test func anAddressBringsThoseOfItsContact() throws {
        let books = try Books()
        try books.take(.cards, row(["a@example.org", "b@example.org"], url: "ada", card("a@example.org")))
        try books.object("b@example.org", .bounced)
        try books.object("c@example.org", .bounced)
        #expect(try books.logLines(Ledger.LogFilter(address: spec("a@example.org"))).count == 1)
    }
}
