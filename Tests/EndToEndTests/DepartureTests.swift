import Foundation
import Testing

/// `send --at`: asks now, leaves later, and is judged when it leaves.
@Suite struct DepartureTests {
    private static func time(in seconds: Double) -> String { Date().addingTimeInterval(seconds).formatted(.iso8601) }

    private func folder(_ people: String...) throws -> WorkingFolder {
        let folder = try WorkingFolder()
        try folder.meet(people)
        return folder
    }

    @Test(arguments: ["2020-01-01T10:00", "25:00", "soon", "2026-02-30T10:00", ""])
    func whatIsNoTimeToCome(_ text: String) throws {
        let folder = try folder("ada")
        let run = try folder.run("send", "letter.md", "--yes", "--at", text)
        #expect(run.code == 64 && run.err.contains("--at"), "\(run.err)")
        #expect(try folder.outbox().isEmpty)
    }

    @Test func withoutATerminalItStillWantsAYes() throws {
        let folder = try folder("ada")
        #expect(try folder.run("send", "letter.md", "--at", "18:30").code == 64)
    }

    @Test func leavesWhenItIsTime() throws {
        let folder = try folder("ada")
        let began = Date()
        let run = try folder.run("--lang", "en", "send", "letter.md", "--yes", "--at", Self.time(in: 2))
        #expect(run.code == 0, "\(run.err)")
        #expect(Date().timeIntervalSince(began) >= 1)
        #expect(run.err.contains("The letter waits: it leaves today at") && !run.err.contains("\u{1B}"), "\(run.err)")
        #expect(try folder.outbox().count == 1)
    }

    private func until(_ words: String, _ going: Command.Going) throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            let said = try? String(contentsOf: going.scratch.appendingPathComponent("err"), encoding: .utf8)
            if said?.contains(words) == true { return }
            usleep(5_000)
        }
        Issue.record("it never said `\(words)`")
    }

    /// Whoever objects while it waits gets nothing; whoever is met meanwhile does, as nobody was named.
    @Test func theGateJudgesThen() throws {
        let folder = try folder("ada", "bob")
        let going = try folder.start("--lang", "en", "send", "letter.md", "--yes", "--json", "--at", Self.time(in: 4))
        try until("waits", going)
        try folder.prepare("object", "bob@example.org")
        try folder.meet("ada", "bob", "eve")
        let run = try going.end()
        #expect(run.code == 0, "\(run.err)")
        #expect(try run.document(SendDocument.self).accepted == 2)
        #expect(Set(try folder.status().recipients.map(\.address)) == ["ada@example.org", "eve@example.org"])
    }

    /// As a timer has it: what a preview showed, and nothing else.
    @Test func aNamedPreviewHoldsThen() throws {
        let folder = try folder("ada")
        let digest = try folder.preview().digest
        let going = try folder.start(
            "--lang", "en", "send", "letter.md", "--yes", "--as-previewed", digest, "--at", Self.time(in: 3))
        try until("waits", going)
        try folder.meet("ada", "eve")
        #expect(try going.end().code == 77)
        #expect(try folder.outbox().isEmpty)
        let again = try folder.preview().digest
        #expect(try folder.send("--as-previewed", again, "--at", Self.time(in: 1)).code == 0)
        #expect(try folder.outbox().count == 2)
    }

    @Test(arguments: [SIGINT, SIGTERM]) func aStopWhileItWaitsSendsNothing(_ signal: Int32) throws {
        let folder = try folder("ada")
        let going = try folder.start(
            "--lang", "en", "send", "letter.md", "--yes", "--json", "--at", Self.time(in: 3600))
        try until("waits", going)
        // Nobody is kept from anything meanwhile.
        try folder.prepare("send", "letter.md", "--yes", "--test-to", "zoe@example.org")
        going.signal(signal)
        let run = try going.end()
        #expect(run.code == 75 && run.err.contains("nothing was sent"), "\(run.err)")
        #expect(try run.fields().contains("error"), "\(run.out)")
        #expect(try folder.outbox().count == 1, "the test alone")
        #expect(try folder.run("status", "l1").code == 64, "no mailing has begun")
    }

    /// What refuses the mailing is told at once, and not at half past six.
    @Test func aRefusedMailingDoesNotWait() throws {
        let folder = try folder("ada")
        try folder.write("letter.md", WorkingFolder.letter.replacing("Hello friend", with: "Hello {{nonsense}}"))
        let run = try folder.run("send", "letter.md", "--yes", "--at", Self.time(in: 3600))
        #expect(run.code == 77 && run.err.contains("template-fault"), "\(run.err)")
    }

    // MARK: On a terminal

    @Test(arguments: ["fr", "en"]) func asksAndThenWaits(_ language: String) throws {
        let folder = try folder("ada", "bob")
        let run = try Terminal().run(
            ["send", "letter.md", "--lang", language, "--at", Self.time(in: 3)], in: folder, [.answer("2", to: "(2)")])
        #expect(run.code == 0, "\(run.screen)")
        #expect(run.screen.contains(language == "fr" ? "La lettre attend" : "The letter waits"), "\(run.screen)")
        #expect(run.screen.contains(language == "fr" ? "  Départ" : "  Leaves"), "\(run.screen)")
        #expect(try folder.outbox().count == 2)
    }

    @Test(arguments: ["fr", "en"]) func aStopAtTheTerminal(_ language: String) throws {
        let folder = try folder("ada")
        let run = try Terminal().run(
            ["send", "letter.md", "--lang", language, "--at", Self.time(in: 7200)], in: folder,
            [.answer("1", to: "(1)"), .interrupt(at: language == "fr" ? "  encore" : " left")])
        #expect(run.code == 75, "\(run.screen)")
        let end = run.screen.components(separatedBy: "\u{1B}[K").last ?? ""
        let words = language == "fr" ? ["Arrêté", "rien n’a été envoyé.\n"] : ["Stopped", "nothing was sent.\n"]
        #expect(end.hasPrefix(words[0]) && end.hasSuffix(words[1]), "\(run.screen)")
        #expect(run.screen.contains(language == "fr" ? "Laissez cet" : "Leave"), "\(run.screen)")
        #expect(try folder.outbox().isEmpty)
    }
}
