import Foundation
import TestSupport
import Testing

/// What stands before the sender's eyes when `send` asks, and the test to oneself.
@Suite struct DispatchTests {
    private static let letter = WorkingFolder.letter.replacing("l1", with: "automne").replacing(
        "Subject: Hello",
        with: "Subject: {{first_name|Bonjour}}, notre lettre d’automne\nAttach: programme.pdf\nAttach: plan.png")

    private static func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder()
        try configure(folder, #"{"url": "maildir:outbox"}"#)
        try folder.write("lettre.md", letter)
        try folder.write("programme.pdf", bytes: Data(repeating: 0x25, count: 1_240_000))
        try folder.write("plan.png", bytes: Data(repeating: 0x50, count: 34_000))
        try folder.write(
            "cards.csv",
            """
            email,first_name,last_name,met_on,met_at
            ada@example.org,Ada,Lovelace,2024-03-04,Salon des métiers
            bob@example.org,Bob,Babbage,2024-03-05,Salon des métiers
            eve@example.org,Eve,Sans-Date,,Salon

            """)
        try folder.prepare("import", "csv", "cards.csv", "--as", "cards")
        return folder
    }

    /// A configuration with this relay, a company that signs, and an address for tests.
    private static func configure(_ folder: WorkingFolder, _ relay: String) throws {
        let settings = Settings.with {
            $0.relay = relay
            $0.policy = #"{"evidenceMaxAgeDays": 36500}"#
            $0.purposes =
                #"{"newsletter": {"context": "professional", "description": {"fr": "la lettre", "en": "the letter"}}}"#
        }
        let own = #""address": "zoe@example.org","#
        try folder.write(
            "config.json",
            settings.json.replacing(
                own, with: own + #" "organization": "Ateliers du Port", "testAddresses": ["zoe@example.com"],"#))
    }

    private static func paced(_ relay: ScriptedRelay) -> String {
        relay.settings(#", "rate": {"messages": 2, "perSeconds": 86400}"#)
    }

    private static func steady(_ screen: String) -> String {
        screen.replacing(#/[0-9a-f]{64}/#, with: String(repeating: "0", count: 64))
            .replacing(#/127\.0\.0\.1:\d+/#, with: "127.0.0.1:2525")
            .replacing(#/(aujourd’hui à|today at) \d\d:\d\d/#) { "\($0.1) 14:05" }
    }

    @Test(arguments: ["fr", "en"]) func theQuestionShowsTheLetter(_ language: String) throws {
        let folder = try Self.folder()
        var screens = ""
        func ask(_ what: String, _ terminal: Terminal, _ more: String...) throws {
            let run = try terminal.run(
                ["send", "lettre.md", "--lang", language] + more, in: folder, [.answer("0", to: "(2)")])
            #expect(run.code == 64, "\(run.screen)")
            let lines = run.screen.components(separatedBy: "\n")
            // The question's own line is still on the screen with the first one.
            let asked = lines.firstIndex { $0.contains("(2)") } ?? .max
            #expect(asked < terminal.rows, "\(run.screen)")
            #expect(lines.allSatisfy { $0.count <= terminal.columns }, "\(run.screen)")
            screens += "== \(what)\n" + run.screen + "\n"
        }
        let (narrow, wide) = (Terminal(), Terminal(columns: 120, rows: 40))
        try ask("80x24, into a Maildir, never tried out", narrow)
        try folder.prepare("send", "lettre.md", "--yes", "--test-to", "zoe@example.org")
        let relay = try ScriptedRelay()
        defer { relay.close() }
        try Self.configure(folder, Self.paced(relay))
        try ask("80x24, through a slow relay, tried out", narrow)
        try ask("120x40, the same", wide)
        try folder.write("lettre.md", try folder.text("lettre.md").replacing("friend", with: "reader"))
        try ask("80x24, changed since", narrow)
        try ask("120x40, changed since, later", wide, "--at", "2198-07-14T07:30")
        try Golden.expect(Self.steady(screens), "question.\(language)")
        #expect(try folder.outbox().count == 1, "the test alone")
    }

    // MARK: The test

    private func subject(_ bytes: Data) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try bytes.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let program =
            "import email, email.policy, sys\n"
            + "message = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)\n"
            + "print(message['Subject'], end='')"
        return try judge(program, file.path)
    }

    @Test(arguments: [("fr", "[Essai]"), ("en", "[Test]")])
    func aTestSaysSoBeforeItsSubject(_ language: String, _ mark: String) throws {
        let folder = try Self.folder()
        try folder.write(
            "lettre.md",
            try folder.text("lettre.md").replacing("Purpose:", with: "Language: \(language)\nPurpose:"))
        for own in ["zoe@example.org", "zoe@example.net", "zoe@example.com"] {
            // The letter's language, and not the screen's.
            let run = try folder.run("--lang", "en", "send", "lettre.md", "--yes", "--test-to", own)
            #expect(run.code == 0, "\(run.err)")
        }
        let messages = try folder.outbox()
        #expect(messages.count == 3)
        for message in messages { #expect(try subject(message) == "\(mark) Zoe, notre lettre d’automne") }
        // What is previewed, and what is sent, has none.
        try folder.prepare("preview", "lettre.md", "--eml", "eml")
        let previewed = try folder.names(in: "eml").map { try subject(folder.bytes("eml/" + $0)) }
        #expect(previewed.sorted() == ["Ada, notre lettre d’automne", "Bob, notre lettre d’automne"])
        #expect(try folder.send(letter: "lettre.md").code == 0)
        let sent = try folder.outbox().map { try subject($0) }.filter { !$0.hasPrefix("[") }
        #expect(sent.sorted() == previewed.sorted())
    }

    /// An address for tests is for tests alone.
    @Test func nothingIsSharedWithAnAddressForTests() throws {
        let folder = try Self.folder()
        try folder.write(
            "more.csv",
            """
            email,first_name,met_on,met_at,shared_with
            fay@example.org,Fay,2024-03-04,Salon,zoe@example.com
            guy@example.org,Guy,2024-03-04,Salon,zoe@example.net

            """)
        try folder.prepare("import", "csv", "more.csv", "--as", "cards")
        let preview = try folder.preview("lettre.md")
        #expect(preview.byReason["shared-with-someone-else"] == 1 && preview.admitted == 3)
        let stranger = try folder.run("send", "lettre.md", "--yes", "--test-to", "ada@example.org")
        #expect(stranger.code == 64 && stranger.err.contains("sender.testAddresses"), "\(stranger.err)")
        #expect(try folder.outbox().isEmpty)
    }

    @Test func previewSuggestsTheTestUntilItWasSent() throws {
        let folder = try Self.folder()
        let suggestion = "portillon send lettre.md --test-to zoe@example.org"
        func said() throws -> String { try folder.prepare("preview", "lettre.md", "--lang", "fr").err }
        let first = try said()
        #expect(first.contains("D’abord un essai") && first.contains(suggestion), "\(first)")
        try folder.prepare("send", "lettre.md", "--yes", "--test-to", "zoe@example.org")
        #expect(try !said().contains("--test-to"))
        try folder.write("plan.png", bytes: Data(repeating: 0x51, count: 10))
        let changed = try said()
        #expect(changed.contains("Changée depuis l’essai") && changed.contains(suggestion), "\(changed)")
    }
}
