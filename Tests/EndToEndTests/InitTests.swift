import Foundation
import TestSupport
import Testing

/// The way in: questions on a terminal, flags without one.
@Suite struct InitTests {
    private struct Written: Decodable {
        struct Sender: Decodable {
            let name: String
            let address: String
            let organization: String
            let postalAddress: String
            let linkedInAddressVisibleSince: String?
        }
        struct Relay: Decodable {
            struct Secret: Decodable, Equatable {
                var environment: String?
                var file: String?
                var command: [String]?
            }
            struct Rate: Decodable, Equatable {
                let messages: Int
                let perSeconds: Int
            }
            let url: String
            let security: String?
            let username: String?
            let password: Secret?
            let oauth2Token: Secret?
            let connections: Int?
            let rate: [Rate]?
        }
        struct Unsubscribe: Decodable { let mailto: String? }
        let sender: Sender
        let language: String
        let relay: Relay
        let unsubscribe: Unsubscribe
    }

    private func written(_ folder: WorkingFolder, _ name: String = "new/config.json") throws -> Written {
        try JSONDecoder().decode(Written.self, from: try folder.bytes(name))
    }

    struct Preset: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let url: String
        let security: String?
        /// By the longer window, reckoned to a day; nil for no limit.
        let perDay: Int?
        var isToken = false

        init(_ name: String, _ url: String, _ security: String?, _ perDay: Int?, isToken: Bool = false) {
            (testDescription, self.url, self.security, self.perDay, self.isToken) = (
                name, url, security, perDay, isToken
            )
        }
    }

    @Test(arguments: [
        Preset("none", "maildir:outbox", nil, nil),
        Preset("gmail", "smtp://smtp.gmail.com:587", "starttls", 400),
        Preset("google-workspace", "smtp://smtp.gmail.com:587", "starttls", 1600),
        Preset("microsoft-365", "smtp://smtp.office365.com:587", "starttls", 9000, isToken: true),
        Preset("ovh", "smtps://ssl0.ovh.net:465", "tls", 3600),
        Preset("gandi", "smtps://mail.gandi.net:465", "tls", 2400),
        Preset("infomaniak", "smtps://mail.infomaniak.com:465", "tls", 400),
        Preset("fastmail", "smtps://smtp.fastmail.com:465", "tls", 1000),
        Preset("orange", "smtps://smtp.orange.fr:465", "tls", 2400),
        Preset("free", "smtps://smtp.free.fr:465", "tls", 2400),
        Preset("laposte", "smtps://smtp.laposte.net:465", "tls", 2400),
        Preset("sfr", "smtps://smtp.sfr.fr:465", "tls", 2400),
    ])
    func everyProvider(_ preset: Preset) throws {
        let folder = try WorkingFolder()
        try folder.prepare(
            "init", "new", "--name", "Zoé \"Z\" \\ Martin", "--address", "zoe@example.org", "--organization",
            "Aubry & Cie",
            "--postal-address", "1 rue des Essais, Paris", "--linkedin-visible-since", "2019-05-01", "--provider",
            preset.testDescription, "--language", "fr")
        let written = try written(folder)
        #expect(written.sender.name == "Zoé \"Z\" \\ Martin" && written.sender.address == "zoe@example.org")
        #expect(written.sender.organization == "Aubry & Cie" && written.language == "fr")
        #expect(written.sender.postalAddress == "1 rue des Essais, Paris")
        #expect(written.sender.linkedInAddressVisibleSince == "2019-05-01")
        #expect(written.unsubscribe.mailto == "zoe@example.org")
        #expect(written.relay.url == preset.url && written.relay.security == preset.security)
        let windows = written.relay.rate ?? []
        #expect(windows.last.map { $0.messages * 86_400 / $0.perSeconds } == preset.perDay)
        #expect(windows.isEmpty || windows.map(\.perSeconds).first == 60 && windows.count == 2)
        let isRelay = preset.security != nil
        #expect(written.relay.username == (isRelay ? "zoe@example.org" : nil))
        let secret = preset.isToken ? written.relay.oauth2Token : written.relay.password
        let other = preset.isToken ? written.relay.password : written.relay.oauth2Token
        #expect(secret?.environment == (isRelay ? "PORTILLON_SMTP_" + (preset.isToken ? "TOKEN" : "PASSWORD") : nil))
        #expect(other == nil)
        #expect(try folder.mode("new/config.json") == 0o600)
        // What was written is a configuration, and a letter could go by it.
        let doctor = try folder.run("doctor", "--offline", "--config", "new/config.json")
        #expect(doctor.code == 0, "\(doctor.out)")
        let preview = try folder.run("import", "csv", "nowhere.csv", "--as", "cards", "--config", "new/config.json")
        #expect(preview.code == 66)
    }

    @Test func aServerOfOnesOwn() throws {
        let folder = try WorkingFolder()
        let server = ["--provider", "own", "--relay-url"]
        func make(_ name: String, _ more: [String]) throws -> Written {
            let run = try folder.run(["init", name, "--address", "zoe@example.org"] + more)
            #expect(run.code == 0, "\(run.err)")
            return try written(folder, name + "/config.json")
        }
        let plain = try make("a", server + ["smtp.example.org"])
        #expect(plain.relay.url == "smtp://smtp.example.org" && plain.relay.security == "starttls")
        #expect(plain.relay.username == nil && plain.relay.password == nil && plain.relay.rate == nil)
        let tls = try make(
            "b", server + ["smtp.example.org:465", "--username", "zoe", "--password-from", "file:secret"])
        #expect(tls.relay.url == "smtps://smtp.example.org:465" && tls.relay.security == "tls")
        #expect(tls.relay.username == "zoe" && tls.relay.password == .init(file: "secret"))
        let local = try make("c", ["--relay-url", "smtp://127.0.0.1:2525"])
        #expect(local.relay.security == "none")
        let command = ["--username", "zoe", "--password-from"]
        let words = try make("d", server + ["smtp.example.org"] + command + ["command:pass show mail/zoe"])
        #expect(words.relay.password == .init(command: ["pass", "show", "mail/zoe"]))
        let shell = try make("e", server + ["smtp.example.org"] + command + ["command:pass mail | head -1"])
        #expect(shell.relay.password == .init(command: ["sh", "-c", "pass mail | head -1"]))
    }

    @Test(arguments: [
        ["--name", "Zoe"], ["--address", "zoe"], ["--address", "zoe@example.org", "--provider", "own"],
        ["--address", "zoe@example.org", "--provider", "gmial"],
        ["--address", "zoe@example.org", "--linkedin-visible-since", "10/11/2023"],
        ["--address", "zoe@example.org", "--linkedin-visible-since", day(2)],
        ["--address", "zoe@example.org", "--relay-url", "smtp://zoe:hunter2@example.org"],
        ["--address", "zoe@example.org", "--relay-url", "smtp://example.org", "--password-from", "hunter2"],
        ["--address", "zoe@example.org", "--name", "Zoe\u{1B}[31m"], ["--language", "de"],
    ])
    func whatCannotBeUsedIsUsage(_ flags: [String]) throws {
        let folder = try WorkingFolder()
        let run = try folder.run(["init", "new"] + flags)
        #expect(run.code == 64, "\(run.err)")
        #expect(!folder.exists("new") && !run.err.isEmpty && !run.err.contains("hunter2"))
        if flags.contains("gmial") { #expect(run.err.contains("gmail`?")) }
    }

    // MARK: On a terminal

    private static let answers: [Terminal.Step] = [
        .answer("fr", to: "Language / Langue"), .answer("", to: "Votre nom"), .answer("Zoé Martin", to: "Votre nom"),
        .answer("zoe", to: "courriel"), .answer("zoe@gmail.com", to: "courriel"),
        .answer("Aubry Conseil", to: "entreprise"),
        .answer("12 rue des Lilas, 75011 Paris", to: "adresse postale"), .answer("10/11/2023", to: "Visible depuis"),
        .answer("2019-05-01", to: "Visible depuis"), .answer("gmial", to: "Numéro ou nom"),
        .answer("", to: "Numéro ou nom"),
        .answer("", to: "Identifiant"), .answer("", to: "Mot de passe"),
    ]

    @Test func theQuestionsInFrench() throws {
        let folder = try WorkingFolder()
        let run = try Terminal().run(["init", "lettres"], in: folder, Self.answers)
        #expect(run.code == 0)
        let written = try written(folder, "lettres/config.json")
        #expect(written.sender.name == "Zoé Martin" && written.sender.address == "zoe@gmail.com")
        #expect(written.language == "fr" && written.relay.url == "smtp://smtp.gmail.com:587")
        #expect(written.relay.username == "zoe@gmail.com")
        #expect(written.relay.password == .init(file: "relay.password") && !folder.exists("lettres/relay.password"))
        try Golden.expect(run.screen.replacing(folder.url.path, with: "/home/zoe"), "init.fr")
        // Its own letter is French, and nothing is asked or changed the second time.
        #expect(try folder.text("lettres/letter.md").contains("Language: fr"))
        let bytes = try folder.bytes("lettres/config.json")
        #expect(try Terminal().run(["init", "lettres"], in: folder).code == 0)
        #expect(try folder.bytes("lettres/config.json") == bytes)
    }

    @Test func theQuestionsInEnglish() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try WorkingFolder()
        let run = try Terminal().run(
            ["init", "letters", "--lang", "en", "--name", "Zoe Martin"], in: folder,
            [
                .answer("zoe@example.org", to: "e-mail address"), .answer("", to: "company"),
                .answer("", to: "postal address"), .answer("", to: "(YYYY-MM-DD"), .answer("13", to: "Number or name"),
                .answer("smtp://127.0.0.1:\(relay.port)", to: "The server"), .answer("-", to: "User name"),
            ])
        #expect(run.code == 0)
        let written = try written(folder, "letters/config.json")
        #expect(written.sender.name == "Zoe Martin" && written.language == "en")
        #expect(written.sender.linkedInAddressVisibleSince == nil && written.relay.username == nil)
        #expect(written.relay.url == "smtp://127.0.0.1:\(relay.port)")
        let screen = run.screen.replacing(folder.url.path, with: "/home/zoe").replacing(
            ":\(relay.port)", with: ":25025")
        try Golden.expect(screen, "init.en")
    }

    @Test(arguments: 0..<13) func whoeverGivesUpLeavesNothingBehind(_ question: Int) throws {
        let folder = try WorkingFolder()
        let given = Array(Self.answers.prefix(question))
        let at = Self.answers[question].awaited
        for step in [Terminal.Step.interrupt(at: at), .end(at: at)] {
            let run = try Terminal().run(["init", "new"], in: folder, given + [step])
            #expect(run.code == 75)
            #expect(!folder.exists("new"))
        }
    }

    @Test func existingFilesAreKeptAndNamed() throws {
        let folder = try WorkingFolder()
        try folder.write("new/letter.md", "mine")
        try folder.write("new/config.json", Settings().json)
        let run = try folder.run("init", "new", "--address", "other@example.org")
        #expect(run.code == 0 && run.out.contains("letter.md") && run.err.contains("config.json"))
        #expect(try folder.text("new/letter.md") == "mine")
        #expect(try folder.text("new/config.json") == Settings().json)
    }
}
