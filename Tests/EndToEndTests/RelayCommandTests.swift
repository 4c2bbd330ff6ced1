import Foundation
import Synchronization
import TestSupport
import Testing

/// `relay`: what it writes, what it leaves, what it says of a relay that does not let the sender in.
@Suite struct RelayCommandTests {
    private static let auth = ["AUTH PLAIN", "PIPELINING", "8BITMIME"]

    /// A relay that refuses so many logins, and takes the next one.
    private func picky(refusing count: Int = 0) throws -> ScriptedRelay {
        let left = Mutex(count)
        return try ScriptedRelay(extensions: Self.auth) { turn in
            guard turn.point == .auth else { return .usual }
            let isRefused = left.withLock { left in
                left -= 1
                return left >= 0
            }
            return isRefused ? .reply("535 5.7.8 wrong") : .usual
        }
    }

    /// What a login with that password looks like on the wire (RFC 4616).
    private func login(_ password: String) -> String { Data("\u{0}zoe\u{0}\(password)".utf8).base64EncodedString() }

    private static let text = """
        {
            "//": "mine",  "sender" : { "address":"zoe@example.org", "name": "Zoé",
               "postalAddress": "1 rue des Essais, Paris" },
            "relay": { "url": "maildir:outbox", "retry": { "attempts": 3 } },
            "purposes": {"newsletter": {"context":"professional"}},
            "unsubscribe": {"mailto": "zoe@example.org"}, "language": "en"
        }

        """

    @Test func nothingElseInTheFileChanges() throws {
        let relay = try picky()
        defer { relay.close() }
        let folder = try WorkingFolder()
        try folder.write("config.json", Self.text)
        try folder.write("secret", "sesame\n")
        chmod(folder.path("secret"), 0o600)
        let run = try folder.run(
            "relay", "--relay-url", "smtp://127.0.0.1:\(relay.port)", "--username", "zoe", "--password-from",
            "file:secret")
        #expect(run.code == 0, "\(run.err)")
        let text = try folder.text("config.json")
        let (before, after) = (
            Self.text.components(separatedBy: "\"relay\": "), text.components(separatedBy: "\"relay\": ")
        )
        #expect(before[0] == after[0])
        let rest = "\"purposes\": {"
        #expect(before[1].components(separatedBy: rest)[1] == after[1].components(separatedBy: rest)[1])
        #expect(after[1].contains(#""attempts": 3"#) && !text.contains("sesame"))
        #expect(try folder.mode("config.json") == 0o600)
        #expect(relay.recipients.isEmpty && !relay.lines.contains { $0.hasPrefix("MAIL") })
    }

    @Test func aProviderHasTwoWindows() throws {
        let folder = try WorkingFolder()
        try folder.write("config.json", Self.text)
        // Nobody is there to answer: it is kept all the same, and the code says so.
        let run = try folder.run("relay", "--provider", "gmail", environment: ["PORTILLON_SMTP_PASSWORD": "x"])
        #expect([69, 77].contains(run.code), "\(run.err)")
        let text = try folder.text("config.json")
        #expect(text.contains("\"messages\": 20") && text.contains("\"messages\": 400"))
        let doctor = try folder.run("doctor", "--offline").out.replacing(#/\s+/#, with: " ")
        #expect(doctor.contains("20 messages in 1 min and 400 messages in 24 h"), "\(doctor)")
    }

    @Test(arguments: [
        ("535 5.7.8 wrong", 77, "refuses the login"), ("454 4.7.0 later", 75, "refuses the login for now"),
    ])
    func whatTheRelaySays(_ reply: String, _ code: Int32, _ words: String) throws {
        let relay = try ScriptedRelay(extensions: Self.auth) { $0.point == .auth ? .reply(reply) : .usual }
        defer { relay.close() }
        let folder = try WorkingFolder()
        let run = try folder.run(
            "relay", "--relay-url", "smtp://127.0.0.1:\(relay.port)", "--username", "zoe", "--password-from",
            "environment:PW", environment: ["PW": "hunter2"])
        #expect(run.code == code && run.err.contains(words), "\(run.err)")
        #expect(!run.err.contains("hunter2"))
    }

    @Test func aRelayThatIsNotThere() throws {
        let folder = try WorkingFolder()
        let closed = try ScriptedRelay()
        closed.close()
        usleep(400_000)
        let run = try folder.run("relay", "--relay-url", "smtp://127.0.0.1:\(closed.port)", "--lang", "fr")
        #expect(run.code == 69 && run.err.contains("injoignable"), "\(run.err)")
        let name = try folder.run("relay", "--relay-url", "smtp://nobody.invalid")
        #expect(name.code == 69 && name.err.contains("no server has this name"), "\(name.err)")
    }

    @Test func whatIsWrongIsLeftAlone() throws {
        let folder = try WorkingFolder()
        for text in ["{\"sender\": {\"adress\": \"zoe@example.org\"}}", "{", ""] {
            try folder.write("config.json", text)
            #expect(try folder.run("relay", "--provider", "none").code == 78)
            #expect(try folder.text("config.json") == text)
        }
        try folder.remove("config.json")
        #expect(try folder.run("relay", "--provider", "none").code == 66)
        try folder.write("config.json", Self.text)
        for arguments in [
            [], ["--provider", "gmial"], ["--provider", "own"], ["--username", "zoe"],
            ["--relay-url", "smtp://zoe:hunter2@example.org"],
            ["--relay-url", "smtp://x", "--password-from", "hunter2"],
        ] {
            let run = try folder.run(["relay"] + arguments)
            #expect(run.code == 64 && !run.err.contains("hunter2"), "\(arguments): \(run.err)")
            #expect(try folder.text("config.json") == Self.text)
        }
        #expect(try folder.run("relay", "--provider", "none").code == 0)
    }

    // MARK: On a terminal

    @Test func thePasswordIsNotShown() throws {
        let relay = try picky(refusing: 1)
        defer { relay.close() }
        let folder = try WorkingFolder()
        try folder.write("config.json", Self.text)
        let run = try Terminal().run(
            ["relay", "--lang", "fr"], in: folder,
            [
                .answer("own", to: "Numéro ou nom"), .answer("smtp://127.0.0.1:\(relay.port)", to: "Le serveur"),
                .answer("zoe", to: "Identifiant"), .answer("hunter2", to: "Mot de passe (rien"),
                .answer("sesame ouvre-toi", to: "Mot de passe, à nouveau"),
            ])
        #expect(run.code == 0, "\(run.screen)")
        #expect(!run.screen.contains("hunter2") && !run.screen.contains("sesame"), "\(run.screen)")
        #expect(run.screen.contains("refuse l’identification") && run.screen.contains("mot de passe accepté pour zoe"))
        #expect(try folder.text("relay.password") == "sesame ouvre-toi\n")
        #expect(try folder.mode("relay.password") == 0o600 && folder.mode("config.json") == 0o600)
        #expect(try folder.text("config.json").contains(#""file": "relay.password""#))
        #expect(try !folder.text("config.json").contains("sesame"))
        #expect(relay.lines.filter { [login("hunter2"), login("sesame ouvre-toi")].contains($0) }.count == 2)
        try folder.meet("ada")
        #expect(try folder.send().code == 0)
        #expect(relay.recipients == ["ada@example.org"] && relay.lines.last { $0 == login("sesame ouvre-toi") } != nil)
    }

    /// Whoever gives up finds the file, and the terminal, as they were.
    @Test func givingUpChangesNothing() throws {
        let folder = try WorkingFolder()
        try folder.write("config.json", Self.text)
        let steps: [Terminal.Step] = [
            .answer("own", to: "Number or name"), .answer("smtp://127.0.0.1:9", to: "The server"),
            .answer("zoe", to: "User name"), .interrupt(at: "Password (nothing"),
        ]
        let run = try Terminal().run(["relay"], in: folder, steps)
        #expect(run.code == 75)
        #expect(try folder.text("config.json") == Self.text && !folder.exists("relay.password"))
    }

    @Test func initKeepsThePassword() throws {
        let relay = try picky()
        defer { relay.close() }
        let folder = try WorkingFolder()
        let run = try Terminal().run(
            [
                "init", "new", "--lang", "en", "--name", "Zoe", "--address", "zoe@example.org", "--organization", "",
                "--postal-address", "", "--linkedin-visible-since", "2019-05-01", "--relay-url",
                "smtp://127.0.0.1:\(relay.port)", "--username", "zoe",
            ], in: folder, [.answer("sesame", to: "Password (nothing")])
        #expect(run.code == 0 && run.screen.contains("password accepted for zoe"), "\(run.screen)")
        #expect(!run.screen.contains("sesame"))
        #expect(try folder.text("new/relay.password") == "sesame\n" && folder.mode("new/relay.password") == 0o600)
        #expect(try folder.run("doctor", "--config", "new/config.json").out.contains("accepted, zoe"))
    }

    // MARK: Before the question of a send

    @Test(arguments: [("535 5.7.8 wrong", 77), ("454 4.7.0 later", 75)])
    func aWrongPasswordIsFoundBeforeTheQuestion(_ reply: String, _ code: Int32) throws {
        let relay = try ScriptedRelay(extensions: Self.auth) { $0.point == .auth ? .reply(reply) : .usual }
        defer { relay.close() }
        let folder = try WorkingFolder(
            .with { $0.relay = relay.settings(#", "username": "zoe", "password": {"file": "secret"}"#) })
        try folder.write("secret", "hunter2")
        chmod(folder.path("secret"), 0o600)
        try folder.meet("ada")
        let run = try Terminal().run(["send", "letter.md"], in: folder)
        #expect(run.code == code, "\(run.screen)")
        #expect(!run.screen.contains("type the number") && run.screen.contains("refuses the login"), "\(run.screen)")
        #expect(relay.recipients.isEmpty && !relay.lines.contains { $0.hasPrefix("MAIL") })
        #expect(try folder.run("send", "letter.md", "--yes").code == code)
    }

    @Test func aRelayThatIsGoneIsFoundBeforeTheQuestion() throws {
        let relay = try ScriptedRelay()
        relay.close()
        usleep(400_000)
        let folder = try WorkingFolder(.with { $0.relay = relay.settings() })
        try folder.meet("ada")
        let run = try Terminal().run(["send", "letter.md"], in: folder)
        #expect(run.code == 69 && !run.screen.contains("type the number"), "\(run.screen)")
    }

    /// What was opened before the question serves behind it.
    @Test func theConnectionServes() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(#", "connections": 1"#) })
        try folder.meet("ada")
        let run = try Terminal().run(["send", "letter.md"], in: folder, [.answer("1", to: "type the number")])
        #expect(run.code == 0 && relay.recipients == ["ada@example.org"], "\(run.screen)")
        #expect(relay.connections == 1)
    }
}
