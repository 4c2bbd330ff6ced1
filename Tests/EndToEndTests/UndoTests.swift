import Foundation
import Testing

/// A list of objections imported by mistake: asked about before, taken back after.
@Suite struct UndoTests {
    private func folder(_ count: Int = 25) throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.relay = #"{"url": "maildir:outbox"}"# })
        try folder.meet((1...count).map { "p\($0)" })
        try folder.write("wrong.csv", "email\n" + (1...count).map { "p\($0)@example.org\n" }.joined())
        return folder
    }

    /// Text without its line ends.
    private func unfolded(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func admitted(_ folder: WorkingFolder) throws -> Int { try folder.preview(code: nil).admitted }

    @Test func aListThatExcludesManyIsAskedAbout() throws {
        let folder = try folder()
        let command = ["import", "csv", "wrong.csv", "--as", "objections"]
        for language in ["fr", "en"] {
            let run = try Terminal().run(
                command + ["--lang", language], in: folder, [.answer("24", to: "(25)")])
            #expect(run.code == 64)
            #expect(unfolded(run.screen).contains("P1 Lovelace, P2 Lovelace, P3 Lovelace"), "\(run.screen)")
            #expect(run.screen.contains(language == "fr" ? "Rien n’a été importé." : "Nothing was imported."))
            #expect(run.screen.split(separator: "\n").allSatisfy { $0.count <= 80 })
        }
        #expect(try admitted(folder) == 25, "and nothing was")
        #expect(try Terminal().run(command, in: folder, [.answer("25", to: "(25)")]).code == 0)
        #expect(try admitted(folder) == 0)
    }

    /// `--yes`, no terminal, a list of few, or of people who are not admitted anyway.
    @Test func whatIsNotAskedAbout() throws {
        let command = ["import", "csv", "wrong.csv", "--as", "objections"]
        #expect(try Terminal().run(command + ["--yes"], in: folder()).code == 0)
        #expect(try folder().run(command).code == 0)
        #expect(try Terminal().run(command, in: folder(20)).code == 0)
        let strangers = try folder()
        try strangers.write("wrong.csv", "email\n" + (1...50).map { "s\($0)@example.net\n" }.joined())
        #expect(try Terminal().run(command, in: strangers).code == 0)
        let domain = try folder()
        try domain.write("wrong.csv", "email\n@example.org\n")
        #expect(try Terminal().run(command, in: domain, [.end(at: "(25)")]).code == 64)
    }

    /// A copy of the ledger put back, made before somebody on a list said the same themselves: their word has a line of its own
    /// in the list beside the ledger, so that nothing is sent until it is taken up, and an undo leaves it.
    @Test func aWordThatARestoredLedgerLacksOutlivesAnUndo() throws {
        let folder = try folder(3)
        try folder.prepare("import", "csv", "wrong.csv", "--as", "objections")
        try folder.prepare("ledger", "backup", "copy.sqlite")
        try folder.prepare("object", "p1@example.org")
        for ending in ["", "-wal", "-shm"] { unlink(folder.path("portillon.sqlite" + ending)) }
        try FileManager.default.moveItem(atPath: folder.path("copy.sqlite"), toPath: folder.path("portillon.sqlite"))
        #expect(try folder.run("send", "letter.md", "--yes").code == 77)
        // What is said since hides nothing of what is missing.
        try folder.prepare("object", "somebody@example.net")
        let refused = try folder.run("send", "letter.md", "--yes")
        #expect(refused.code == 77 && refused.err.contains("subject reapply"), "\(refused.err)")
        try folder.prepare("subject", "reapply", "--yes")
        try folder.prepare("import", "undo", "2", "--because", "the wrong file", "--yes")
        #expect(try folder.send().code == 0)
        #expect(try folder.status().recipients.map(\.address).sorted() == ["p2@example.org", "p3@example.org"])
        #expect(try folder.run("log", "verify").code == 0)
    }

    /// The same where the list's rows are more than the lines that are missing: two lists that say the same have a row each.
    @Test func aListThatRepeatsAnotherHidesNoMissingWord() throws {
        let folder = try folder(3)
        try folder.write("again.csv", "email\nq1@example.org\nq2@example.org\nq3@example.org\n")
        try folder.write("first.csv", "email\nq1@example.org\nq2@example.org\n")
        try folder.prepare("import", "csv", "first.csv", "--as", "objections")
        try folder.prepare("import", "csv", "again.csv", "--as", "objections")
        try folder.prepare("ledger", "backup", "copy.sqlite")
        try folder.prepare("object", "p1@example.org")
        for ending in ["", "-wal", "-shm"] { unlink(folder.path("portillon.sqlite" + ending)) }
        try FileManager.default.moveItem(atPath: folder.path("copy.sqlite"), toPath: folder.path("portillon.sqlite"))
        try folder.prepare("object", "somebody@example.net")
        #expect(try folder.run("send", "letter.md", "--yes").code == 77)
        try folder.prepare("subject", "reapply", "--yes")
        #expect(try folder.send().code == 0)
        #expect(try folder.status().recipients.map(\.address).sorted() == ["p2@example.org", "p3@example.org"])
    }

    @Test func aWrongListIsTakenBack() throws {
        let folder = try folder(3)
        try folder.prepare("object", "p3@example.org")
        try folder.prepare("import", "csv", "wrong.csv", "--as", "objections")
        #expect(try admitted(folder) == 0)
        let run = try folder.run("import", "undo", "2", "--because", "the wrong file", "--yes", "--lang", "en")
        #expect(run.code == 0 && run.out.isEmpty && run.err.contains("Import 2 taken back: 2 objections"), "\(run.err)")
        #expect(try admitted(folder) == 2, "who said so by other means stays objected")
        let why = unfolded(try folder.run("why", "p1@example.org", "--lang", "en").out)
        #expect(why.contains("You may write to") && why.contains("Objections taken back, without effect"), "\(why)")
        #expect(why.contains("(import 2, wrong.csv), taken back on") && why.contains("the wrong file"), "\(why)")
        let document = try folder.run("why", "p1@example.org", "--json")
        #expect(try document.document(WhyDocument.self).objections.isEmpty)
        #expect(document.out.contains("\"retractedBecause\": \"the wrong file\""), "\(document.out)")
        #expect(try folder.run("contacts", "--export", "csv").out.components(separatedBy: "objected").count == 2)
        let again = try folder.run("import", "undo", "2", "--because", "again", "--yes", "--lang", "en")
        #expect(again.code == 0 && again.err.contains("was taken back already"), "\(again.err)")
        #expect(try folder.run("log", "verify").code == 0)
        #expect(try folder.run("ledger", "check").code == 0)
        let log = try folder.run("log").out
        #expect(log.components(separatedBy: "\"kind\":\"retraction\"").count == 2)
        #expect(log.contains("\"because\":\"the wrong file\""))
        #expect(try folder.run("subject", "export", "p1@example.org", "--json").out.contains("retractedAt"))
        // The same bytes are a new word.
        try folder.prepare("import", "csv", "wrong.csv", "--as", "objections")
        #expect(try admitted(folder) == 0)
    }

    /// A mailing that a wrong list kept waiting goes on.
    @Test func whoWasWithheldIsMailedAfterwards() throws {
        let folder = try folder(3)
        #expect(try folder.send("--limit", "1").code == 0)
        try folder.prepare("import", "csv", "wrong.csv", "--as", "objections")
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 1)
        try folder.prepare("import", "undo", "2", "--because", "the wrong file", "--yes")
        #expect(try folder.send().code == 0)
        #expect(try folder.outbox().count == 3)
        let replay = try folder.run("log", "replay", "--json")
        #expect(replay.code == 0 && !replay.out.contains("not-reproduced"), "\(replay.out)")
        #expect(try folder.run("log", "verify").code == 0)
    }

    static let refusals: [(arguments: [String], code: Int32, says: String)] = [
        (["99", "--because", "x", "--yes"], 64, "no import has the number 99"),
        (["1", "--because", "x", "--yes"], 64, "is no list of objections"),
        (["2", "--yes"], 64, "--because"), (["2", "--because", " ", "--yes"], 64, "--because"),
        (["2", "--because", "x"], 64, "--yes"), (["two", "--because", "x", "--yes"], 64, "is not the number"),
        (["0", "--because", "x", "--yes"], 64, "is not the number"), ([], 64, "wrong.csv"),
        (["--because", "x"], 64, "3 objections"),
    ]

    @Test(arguments: refusals) func whatIsNotTakenBack(_ arguments: [String], _ code: Int32, _ says: String) throws {
        let folder = try folder(3)
        try folder.prepare("import", "csv", "wrong.csv", "--as", "objections")
        let run = try folder.run(["import", "undo", "--lang", "en"] + arguments)
        #expect(run.code == code && run.err.contains(says) && run.out.isEmpty, "\(run.err)")
        #expect(try admitted(folder) == 0)
        #expect(try folder.run(["import", "undo", "--json"] + arguments).out.contains("\"error\""))
    }

    @Test(arguments: ["fr", "en"]) func theQuestionOfTakingBack(_ language: String) throws {
        let folder = try folder(5)
        try folder.prepare("object", "p5@example.org", "--on", "2025-01-01")
        try folder.prepare("import", "csv", "wrong.csv", "--as", "objections")
        let command = ["import", "undo", "2", "--because", "x", "--lang", language]
        let refused = try Terminal().run(command, in: folder, [.answer("3", to: "(2)")])
        #expect(refused.code == 64)
        #expect(try admitted(folder) == 0)
        let done = try Terminal().run(command, in: folder, [.answer("2", to: "(2)")])
        #expect(done.code == 0)
        #expect(try admitted(folder) == 4)
        let list = try Terminal().run(["import", "undo", "--lang", language], in: folder)
        #expect(list.code == 64)
        let screens = (refused.screen + done.screen + list.screen).replacing(#/\d{4}-\d\d-\d\d/#, with: "2026-11-28")
            .replacing(#/( du | of )[^:]*(20\d\d)/#) { "\($0.1)28 \(language == "fr" ? "novembre" : "November") 2026" }
        #expect(screens.split(separator: "\n").allSatisfy { $0.count <= 80 })
        try Golden.expect(screens, "undo.\(language)")
    }
}
