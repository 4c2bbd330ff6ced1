import Foundation
import Synchronization
import TestSupport
import Testing

/// What `log verify --json` prints.
struct VerdictDocument: Decodable {
    struct Fault: Decodable {
        let seq: Int
        let problem: String
    }

    let ok: Bool
    let size: Int
    let head: String
    let faults: [Fault]
}

/// What `log checkpoint --json` prints.
struct CheckpointDocument: Decodable {
    let size: Int
    let head: String
    let at: String
}

/// What `log replay --json` prints.
struct ReplayDocument: Decodable {
    struct Difference: Decodable {
        struct Cause: Decodable { let code: String }
        struct Verdict: Decodable {
            let verdict: String
            let codes: [String]
        }

        let seq: Int
        let address: String?
        let recorded: Verdict?
        let replayed: Verdict?
        let because: [Cause]
    }

    let ok: Bool
    let decisions: Int
    let same: Int
    let different: Int
    let erased: Int
    let differences: [Difference]
}

extension WorkingFolder {
    /// Runs SQL on the ledger with `python3`, as somebody does who holds the file.
    func tamper(_ statements: String, at place: SourceLocation = #_sourceLocation) throws {
        let script = """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1], isolation_level=None)
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute('DROP TRIGGER "%s"' % name)
            db.executescript(sys.argv[2])
            """
        #expect(
            try Python.run(["-c", script, path("portillon.sqlite"), statements]).code == 0, sourceLocation: place)
    }

    func verify(_ more: String..., code: Int32 = 0, at place: SourceLocation = #_sourceLocation) throws
        -> VerdictDocument
    {
        let run = try run(["log", "verify", "--json"] + more)
        #expect(run.code == code, "\(run.out) \(run.err)", sourceLocation: place)
        return try run.document()
    }

    /// People on cards, in an export and on a list of objections, mailed.
    func mailEverybody() throws {
        try meet("bob", "cleo")
        try write(
            "Connections.csv",
            """
            First Name,Last Name,URL,Email Address,Company,Position,Connected On
            Ada,Lovelace,https://www.linkedin.com/in/ada,ada@example.org,Engines,Author,01 Mar 2020
            Dee,Blank,https://www.linkedin.com/in/dee,,Engines,Author,01 Mar 2020

            """)
        try prepare("import", "linkedin", "Connections.csv", "--exported-on", day(-10))
        try prepare("object", "cleo@example.org")
        try prepare("heard-from", "bob@example.org", "--on", day(-20))
        #expect(try send().code == 0)
    }
}

/// The judge of what the product says of itself.
enum Python {
    static func run(_ arguments: [String], input: String = "") throws -> (code: Int32, out: String) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("input-" + UUID().uuidString)
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let python = Process()
        let output = Pipe()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3"] + arguments
        python.standardInput = try FileHandle(forReadingFrom: file)
        python.standardOutput = output
        python.standardError = output
        try Spawning.lock.withLock { try python.run() }
        let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        return (python.terminationStatus, words)
    }
}

@Suite struct LogCommandTests {
    /// What the sender asserts of a purpose is kept with the run whose decisions it stands behind.
    @Test func theAssertedLegalBasisIsKept() throws {
        let folder = try WorkingFolder(
            .with { $0.purposes = #"{"newsletter": {"context": "professional", "legalBasis": " consent "}}"# })
        try folder.meet("ada")
        #expect(try folder.send("--yes").code == 0)
        let runs = try folder.prepare("log").out.split(separator: "\n").filter { $0.contains(#""kind":"run""#) }
        #expect(runs.count == 1 && runs.allSatisfy { $0.contains(#""legalBasis":"consent""#) }, "\(runs)")
        #expect(try folder.run("log", "verify").code == 0)
        #expect(try folder.run("log", "replay").code == 0)
    }

    @Test func aMailingVerifies() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        let verdict = try folder.verify()
        #expect(verdict.ok && verdict.faults.isEmpty)
        let lines = try folder.run("log").out.split(separator: "\n")
        #expect(verdict.size == lines.count)
        #expect(lines.last?.contains("\"hash\":\"\(verdict.head)\"") == true)
        // As before, `log` alone lists.
        #expect(try folder.run("log", "--json").out == folder.run("log", "list").out)
        let ofLetter = try folder.run("log", "--letter", "l1")
        #expect(ofLetter.code == 0 && ofLetter.out.contains("\"kind\":\"decision\""))
        #expect(try folder.run("log", "--address", "ada@example.org").out.contains("ada@example.org"))
        // What is claimed: no more than a chain can show.
        let words = try folder.run("log", "verify").out.replacingOccurrences(of: "\n", with: " ")
        #expect(words.contains("edited, moved, removed from inside") && words.contains("--against FILE"))
        #expect(words.contains("None of this shows that an entry was true when it was written."))
    }

    @Test func whatWasTamperedWithIsNamed() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        try folder.tamper("UPDATE log SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 3")
        let verdict = try folder.verify(code: 1)
        #expect(!verdict.ok && Set(verdict.faults.map(\.seq)) == [3])
        try folder.tamper("DELETE FROM log WHERE seq = 4; UPDATE decision SET verdict = 'excluded', codes = 'objected'")
        let seqs = try folder.verify(code: 1).faults.map(\.seq)
        #expect(seqs.contains(3) && seqs.contains(4) && seqs.count > 4)
        let french = try folder.run("--lang", "fr", "log", "verify")
        #expect(french.code == 1 && french.out.contains("entrée 4\u{A0}: l’entrée manque"), "\(french.out)")
    }

    @Test func aCheckpointKeptElsewhere() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let run = try folder.run("log", "checkpoint", "--json")
        let early = try run.document(CheckpointDocument.self)
        #expect(early.size == 1 && early.head.count == 64 && early.at.hasSuffix("Z"))
        try folder.write("early.json", run.out)
        #expect(try folder.send().code == 0)
        #expect(try folder.verify("--against", "early.json").ok)
        try folder.write("late.json", try folder.run("log", "checkpoint", "--json").out)
        // The end is cut off, with all that it committed to.
        try folder.tamper(
            """
            DELETE FROM log WHERE seq > 1; DELETE FROM log_record WHERE seq > 1; DELETE FROM decision;
            DELETE FROM token; DELETE FROM recipient; DELETE FROM mailing;
            """)
        #expect(try folder.verify().ok)
        #expect(try folder.verify("--against", "early.json").ok)
        let verdict = try folder.verify("--against", "late.json", code: 1)
        #expect(verdict.faults.map(\.seq) == [2])
    }

    @Test(arguments: [
        "", "{}", "[]", "x", #"{"size":1,"head":"ab","at":"2026-11-24T10:00:00.000Z"}"#,
        #"{"size":-1,"head":"\#(String(repeating: "a", count: 64))","at":"2026-11-24T10:00:00.000Z"}"#,
        #"{"size":1,"head":"\#(String(repeating: "z", count: 64))","at":"2026-11-24T10:00:00.000Z"}"#,
        #"{"size":1,"head":"\#(String(repeating: "a", count: 64))","at":"yesterday"}"#,
    ])
    func whatIsNoCheckpoint(_ text: String) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("kept.json", text)
        #expect(try folder.run("log", "verify", "--against", "kept.json").code == 65)
        #expect(try folder.run("log", "verify", "--against", "missing.json").code == 66)
    }

    @Test(arguments: [
        Call(["log", "verify"], 66), Call(["log", "checkpoint"], 66), Call(["log", "replay"], 66),
        Call(["ledger", "check"], 66), Call(["ledger", "backup", "copy.sqlite"], 66), Call(["log", "frobnicate"], 64),
        Call(["ledger", "frobnicate"], 64), Call(["ledger", "backup"], 64),
    ])
    func withoutALedger(_ call: Call) throws {
        #expect(try WorkingFolder().run(call.arguments).code == call.code)
    }

    /// The few lines of Python that the log's specification prints verify what the command prints, and notice any line
    /// that was changed.
    @Test func theSpecificationsOwnVerifierAgrees() throws {
        let text = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Docs/log.md"), encoding: .utf8)
        let script = try #require(
            text.components(separatedBy: "```python\n").last?.components(separatedBy: "```").first)
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        let log = try folder.run("log").out
        let lines = log.split(separator: "\n").map(String.init)
        let verdict = try folder.verify()
        let content = try Python.run(["-c", script], input: log)
        #expect(content.code == 0 && content.out == "ok \(verdict.size) \(verdict.head)\n", "\(content.out)")
        func isNoticed(_ changed: [String]) throws -> Bool {
            try Python.run(["-c", script], input: changed.joined(separator: "\n") + "\n").code != 0
        }
        for index in lines.indices {
            var changed = lines
            // A digit of the record, which is the last thing in the line; then one of the entry.
            for range in [
                lines[index].range(of: #"[0-9a-f](?=[^0-9a-f]*$)"#, options: .regularExpression),
                lines[index].range(of: #"(?<="at":"2)[0-9]"#, options: .regularExpression),
            ] {
                let range = try #require(range)
                let old = lines[index][range]
                changed[index] = lines[index].replacingCharacters(in: range, with: old == "7" ? "8" : "7")
                #expect(try isNoticed(changed), "line \(index + 1)")
            }
            var fewer = lines
            fewer.remove(at: index)
            // The last line's absence shows against a checkpoint alone.
            #expect(try isNoticed(fewer) == (index < lines.count - 1), "line \(index + 1)")
        }
        var swapped = lines
        swapped.swapAt(2, 3)
        #expect(try isNoticed(swapped))
    }
}

@Suite struct ReplayTests {
    @Test func whatWasDecidedIsDecidedAgain() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        let replay: ReplayDocument = try folder.run("log", "replay", "--json").document()
        #expect(replay.ok && replay.decisions == 4 && replay.same == 4 && replay.differences.isEmpty)
        // An objection that came later changes nothing of what was decided before it.
        try folder.prepare("object", "ada@example.org")
        #expect(try folder.run("log", "replay", "--letter", "l1").code == 0)
        #expect(try folder.run("log", "replay", "--letter", "l2").code == 64)
    }

    @Test func whatWouldBeDecidedOtherwiseIsNamedWithTheCause() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        func differences(_ code: Int32 = 1) throws -> [ReplayDocument.Difference] {
            let run = try folder.run("log", "replay", "--json")
            #expect(run.code == code, "\(run.err)")
            return try run.document(ReplayDocument.self).differences
        }
        try folder.write(
            "config.json", Settings.with { $0.policy = #"{"evidenceMaxAgeDays": 10}"# }.json)
        var found = try differences()
        // Cleo objected and has a stale card too now; Bob was heard from twenty days ago.
        #expect(found.map(\.address) == ["bob@example.org", "cleo@example.org"])
        #expect(found.allSatisfy { $0.because.map(\.code) == ["policy-changed"] })
        #expect(found.first?.replayed?.codes == ["evidence-stale"])
        try folder.write("config.json", Settings.with { $0.visibleSince = "null" }.json)
        found = try differences()
        #expect(found.map(\.address) == ["ada@example.org"] && found[0].because.map(\.code) == ["sender-changed"])
        try folder.write("config.json", Settings().json)
        _ = try differences(0)
        try folder.write(
            "Later.csv",
            """
            First Name,Last Name,URL,Email Address,Company,Position,Connected On
            Ada,Lovelace,https://www.linkedin.com/in/ada,,Engines,Author,01 Mar 2020

            """)
        try folder.prepare("import", "linkedin", "Later.csv", "--exported-on", day(-1))
        found = try differences()
        #expect(found.map(\.address).contains("ada@example.org"))
        #expect(found.allSatisfy { $0.because.map(\.code) == ["evidence-withdrawn"] })
        #expect(found.first?.recorded?.verdict == "admitted" && found.first?.replayed?.verdict == "excluded")
    }

    @Test func whatTheEvidenceDoesNotGiveIsNamed() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        try folder.tamper("UPDATE evidence_data SET place = '', shared = NULL WHERE address = 'bob@example.org'")
        let run = try folder.run("log", "replay", "--json")
        #expect(run.code == 1)
        let found = try run.document(ReplayDocument.self).differences
        #expect(found.map(\.address) == ["bob@example.org"] && found[0].because.map(\.code) == ["not-reproduced"])
    }

    @Test func whatIsGoneCannotBeReplayed() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        try folder.tamper("DELETE FROM evidence_data WHERE address = 'bob@example.org'")
        let replay: ReplayDocument = try folder.run("log", "replay", "--json").document()
        #expect(replay.ok && replay.erased == 1 && replay.same == 3)
        try folder.remove("portillon.key")
        #expect(try folder.run("log", "replay").code == 77)
    }
}
