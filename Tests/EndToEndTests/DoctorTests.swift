import Foundation
import TestSupport
import Testing

/// `doctor`: what it finds, what it says to do, and that nothing is sent.
@Suite struct DoctorTests {
    struct Document: Decodable {
        struct Check: Decodable {
            let code: String
            let name: String
            let status: String
            let found: String
            let remedy: String?
        }
        let ok: Bool
        let checks: [Check]

        func status(_ code: String) -> String? { checks.first { $0.code == code }?.status }
        var failed: [String] { checks.filter { $0.status == "fail" }.map(\.code) }
    }

    private func examine(_ folder: WorkingFolder, _ more: String...) throws -> (Command.Run, Document) {
        let run = try folder.run(["doctor", "--json"] + more)
        let document: Document = try run.document()
        #expect(run.code == (document.ok ? 0 : 1) && document.ok == document.failed.isEmpty)
        // Every failure says what to do.
        #expect(document.checks.allSatisfy { $0.status != "fail" || $0.remedy?.isEmpty == false })
        #expect(
            document.checks.allSatisfy { !$0.found.isEmpty && ["ok", "warn", "fail", "skipped"].contains($0.status) })
        return (run, document)
    }

    private func tidy(_ settings: Settings = Settings()) throws -> WorkingFolder {
        let folder = try WorkingFolder(settings)
        chmod(folder.path("config.json"), 0o600)
        return folder
    }

    @Test func theInboxIsTried() throws {
        let server = try ScriptedMailbox { $0 == "RESPONSE AHpvZQB3cm9uZw==" ? [.say("TAG NO no")] : nil }
        defer { server.close() }
        func tried(_ password: String, _ folders: String, _ more: String...) throws -> Document.Check? {
            let folder = try tidy(
                .with {
                    $0.inbox =
                        #"{"url": "imap://127.0.0.1:\#(server.port)", "security": "none", "username": "zoe", "#
                        + #""password": {"command": ["echo", "\#(password)"]}, "folders": \#(folders)}"#
                })
            return try examine(folder, more.first ?? "--lang=en").1.checks.first { $0.code == "inbox" }
        }
        #expect(try tried("sesame", #"["INBOX"]"#)?.status == "ok")
        let junk = try tried("sesame", #"["INBOX", "\\Junk"]"#)
        #expect(junk?.status == "warn" && junk?.found.contains(#"\Junk"#) == true)
        let missing = try tried("sesame", #"["Nowhere"]"#)
        #expect(missing?.status == "fail" && missing?.found.contains("`INBOX`") == true)
        let refused = try tried("wrong", #"["INBOX"]"#)
        #expect(refused?.status == "fail" && refused?.found.contains("refuses the login") == true)
        #expect(try tried("sesame", #"["INBOX"]"#, "--offline")?.status == "skipped")
        #expect(!server.lines.contains { $0.hasPrefix("EXAMINE") || $0.hasPrefix("UID") })
    }

    @Test func aSoundFolder() throws {
        let folder = try tidy()
        try folder.meet("ada")
        let before = try folder.bytes("portillon.sqlite")
        let (_, document) = try examine(folder)
        #expect(document.ok)
        for code in ["configuration", "sender", "permissions", "ledger", "key", "letter", "maildir"] {
            #expect(document.status(code) == "ok", "\(code)")
        }
        #expect(document.status("key-backup") == "warn")
        #expect(try folder.bytes("portillon.sqlite") == before && !folder.exists("outbox"))
    }

    @Test func aFolderBeforeTheFirstImport() throws {
        let folder = try tidy()
        let (_, document) = try examine(folder)
        #expect(document.ok && document.status("ledger") == "warn" && document.status("key") == "warn")
        #expect(!folder.exists("portillon.sqlite") && !folder.exists("portillon.key"))
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let failed: String
        let apply: @Sendable (WorkingFolder) throws -> Void

        init(_ name: String, _ failed: String, _ apply: @escaping @Sendable (WorkingFolder) throws -> Void) {
            (testDescription, self.failed, self.apply) = (name, failed, apply)
        }
    }

    @Test(arguments: [
        Damage("no configuration", "configuration") { try $0.remove("config.json") },
        Damage("a configuration that is no JSON", "configuration") { try $0.write("config.json", "{") },
        Damage("an unknown key", "configuration") { try $0.write("config.json", #"{"sendre": {}}"#) },
        Damage("a configuration that all can read", "permissions") { chmod($0.path("config.json"), 0o644) },
        Damage("a key that all can read", "permissions") { chmod($0.path("portillon.key"), 0o640) },
        Damage("a ledger that all can read", "permissions") { chmod($0.path("portillon.sqlite"), 0o604) },
        Damage("no key", "key") { try $0.remove("portillon.key") },
        Damage("a garbled key", "key") {
            try $0.write("portillon.key", "open sesame\n")
            chmod($0.path("portillon.key"), 0o600)
        },
        Damage("another key", "key") {
            try $0.write("portillon.key", String(repeating: "ab", count: 32) + "\n")
            chmod($0.path("portillon.key"), 0o600)
        },
        Damage("a ledger that is none", "ledger") {
            try $0.write("portillon.sqlite", String(repeating: "no database", count: 100))
            chmod($0.path("portillon.sqlite"), 0o600)
        },
        Damage("a letter without a subject", "letter") {
            try $0.write("letter.md", "Letter: l1\nPurpose: newsletter\n\nHi\n")
        },
        Damage("a letter with an unknown placeholder", "letter") {
            try $0.write("letter.md", WorkingFolder.letter.replacing("friend", with: "{{fist_name}}"))
        },
        Damage("an undeclared purpose", "letter") {
            try $0.write("letter.md", WorkingFolder.letter.replacing("newsletter", with: "adverts"))
        },
        Damage("a folder that cannot be", "maildir") { try $0.write("outbox", "a file") },
    ])
    func damage(_ damage: Damage) throws {
        let folder = try tidy()
        try folder.meet("ada")
        try damage.apply(folder)
        let (_, document) = try examine(folder)
        #expect(document.failed.contains(damage.failed), "\(document.failed)")
    }

    /// Pages that are overwritten in the middle of the ledger.
    @Test func aDamagedLedger() throws {
        let folder = try tidy()
        try folder.meet((0..<200).map { "p\($0)" })
        var bytes = try folder.bytes("portillon.sqlite")
        for page in 5..<(bytes.count / 4096 - 1) {
            bytes.replaceSubrange(page * 4096..<page * 4096 + 200, with: Data(repeating: 0x5A, count: 200))
        }
        try folder.write("portillon.sqlite", bytes: bytes)
        chmod(folder.path("portillon.sqlite"), 0o600)
        for name in ["portillon.sqlite-wal", "portillon.sqlite-shm"] where folder.exists(name) {
            try folder.remove(name)
        }
        let (_, document) = try examine(folder)
        #expect(document.failed.contains("ledger"))
    }

    @Test func theLetterThatIsNamed() throws {
        let folder = try tidy()
        try folder.write("other/second.md", WorkingFolder.letter.replacing("l1", with: "l2"))
        let (_, document) = try examine(folder, "other/second.md")
        #expect(document.checks.filter { $0.code == "letter" }.count == 1 && document.status("letter") == "ok")
        let (_, missing) = try examine(folder, "nowhere.md")
        #expect(missing.failed == ["letter"])
    }

    // MARK: The round trip

    @Test func aRoundTripNeedsAnInbox() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let folder = try tidy(.with { $0.relay = relay.settings() })
        let run = try folder.run("doctor", "--round-trip", "--lang", "en")
        #expect(run.code == 78 && run.err.contains("put `inbox` into"), "\(run.err)")
        #expect(run.out.isEmpty && relay.connections == 0, "before anybody is contacted")
        let french = try folder.run("doctor", "--round-trip", "--json", "--lang", "fr")
        #expect(french.code == 78 && french.err.contains("mettez `inbox`") && french.out.contains("\"code\": 78"))
    }

    @Test func aRoundTripIsNotOffline() throws {
        let run = try tidy().run("doctor", "--round-trip", "--offline")
        #expect(run.code == 64 && run.err.contains("--offline"))
    }

    @Test func theNameServerIsAnAddress() throws {
        let run = try tidy().run(
            ["doctor", "--round-trip", "--lang", "en"], environment: ["PORTILLON_NAME_SERVER": "dns.example.org"])
        #expect(run.code == 78 && run.err.contains("`PORTILLON_NAME_SERVER`: found `dns.example.org`"), "\(run.err)")
    }

    @Test func aRoundTripWithoutAConfigurationIsACheckThatFails() throws {
        let folder = try tidy()
        try folder.remove("config.json")
        let (_, document) = try examine(folder, "--round-trip")
        #expect(document.failed == ["configuration"])
    }

    // MARK: The relay

    struct Relay: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Nil where nothing fails.
        let failed: String?
        var extensions = ["PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 35000000"]
        var settings = ""
        let script: @Sendable (ScriptedRelay.Turn) -> ScriptedRelay.Answer

        init(
            _ name: String, _ failed: String?, extensions: [String]? = nil, settings: String = "",
            _ script: @escaping @Sendable (ScriptedRelay.Turn) -> ScriptedRelay.Answer = { _ in .usual }
        ) {
            (testDescription, self.failed, self.script, self.settings) = (name, failed, script, settings)
            if let extensions { self.extensions = extensions }
        }
    }

    private static let login = #", "username": "zoe", "password": {"file": "secret"}"#

    @Test(arguments: [
        Relay("a willing relay", nil),
        Relay("a login granted", nil, extensions: ["AUTH PLAIN", "PIPELINING"], settings: login),
        Relay("a login refused", "relay-login", extensions: ["AUTH PLAIN"], settings: login) {
            $0.point == .auth ? .reply("535 5.7.8 wrong, open sesame") : .usual
        },
        Relay("a login refused for now", "relay-login", extensions: ["AUTH PLAIN"], settings: login) {
            $0.point == .auth ? .reply("454 4.7.0 later") : .usual
        },
        Relay("no login offered", "relay-login", extensions: ["PIPELINING"], settings: login),
        Relay("closed before the greeting", "relay") { $0.point == .greeting ? .close : .usual },
        Relay("closed instead of answering EHLO", "relay") { $0.point == .hello ? .close : .usual },
        Relay("no mail server", "relay") { $0.point == .greeting ? .reply("HTTP/1.1 400 Bad Request") : .usual },
        Relay("no STARTTLS", "relay-tls", settings: "starttls"),
        Relay(
            "a secret that is missing", "relay-login",
            settings: #", "username": "zoe", "password": {"environment": "NO_SUCH"}"#),
    ])
    func relays(_ behaviour: Relay) throws {
        let relay = try ScriptedRelay(extensions: behaviour.extensions, script: behaviour.script)
        defer { relay.close() }
        let url = #"{"url": "smtp://127.0.0.1:\#(relay.port)""#
        let isTLS = behaviour.settings == "starttls"
        let folder = try tidy(.with { $0.relay = isTLS ? url + "}" : relay.settings(behaviour.settings) })
        try folder.write("secret", "open sesame\n")
        chmod(folder.path("secret"), 0o600)
        let (run, document) = try examine(folder)
        #expect(document.failed == (behaviour.failed.map { [$0] } ?? []), "\(run.out)")
        #expect(!run.out.contains("open sesame") && !run.err.contains("open sesame"))
        #expect(!relay.lines.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("RCPT") || $0.hasPrefix("DATA") })
        guard behaviour.failed == nil else { return }
        #expect(relay.becomesQuiet() && relay.lines.last == "QUIT")
        let announced = try #require(document.checks.first { $0.code == "relay-extensions" }?.found)
        for word in behaviour.extensions.compactMap({ $0.split(separator: " ").first }) {
            #expect(announced.contains(word), "\(announced)")
        }
    }

    @Test func nobodyListensAndNobodyIsAsked() throws {
        let relay = try ScriptedRelay()
        relay.close()
        let folder = try tidy(.with { $0.relay = relay.settings() })
        #expect(try examine(folder).1.failed == ["relay"])
        let (_, offline) = try examine(folder, "--offline")
        #expect(offline.ok && offline.status("relay") == "skipped")
    }

    @Test(arguments: [true, false]) func theCertificateIsVerified(_ isTrusted: Bool) throws {
        let folder = try tidy()
        let relay = try EncryptedRelay(in: folder)
        defer { relay.stop() }
        let trust = isTrusted ? #", "caFile": "certificate.pem""# : ""
        let login = #", "username": "zoe", "password": {"file": "secret"}"#
        try folder.write(
            "config.json",
            Settings.with { $0.relay = #"{"url": "smtps://localhost:\#(relay.port)"\#(trust)\#(login)}"# }.json)
        chmod(folder.path("config.json"), 0o600)
        try folder.write("secret", "open sesame\n")
        chmod(folder.path("secret"), 0o600)
        let (run, document) = try examine(folder)
        #expect(document.failed == (isTrusted ? [] : ["relay-tls"]), "\(run.out)")
        #expect(document.status("relay-login") == (isTrusted ? "ok" : "skipped"))
        #expect(!run.out.contains("open sesame"))
    }
}

/// A relay on this machine that speaks TLS from the first byte, with a certificate of its own for `localhost`.
private final class EncryptedRelay {
    let port: Int
    private let process = Process()

    init(in folder: WorkingFolder) throws {
        let certificate = Process()
        certificate.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        certificate.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder.path("key.pem"),
            "-out",
            folder.path("certificate.pem"),
        ]
        certificate.standardError = FileHandle.nullDevice
        try certificate.run()
        certificate.waitUntilExit()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", EncryptedRelay.server, folder.url.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(10), let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
            line += byte
        }
        port = try #require(Int(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static let server = """
        import socket, ssl, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1] + '/certificate.pem', sys.argv[1] + '/key.pem')
        listener = socket.create_server(('127.0.0.1', 0))
        print(listener.getsockname()[1], flush=True)
        while True:
            try:
                talk = context.wrap_socket(listener.accept()[0], server_side=True)
                lines = talk.makefile('rwb', buffering=0)
                lines.write(b'220 localhost ESMTP\\r\\n')
                for line in lines:
                    word = line.split()[0].upper() if line.split() else b''
                    if word == b'EHLO': lines.write(b'250-localhost\\r\\n250-AUTH PLAIN\\r\\n250 PIPELINING\\r\\n')
                    elif word == b'AUTH':
                        lines.write(b'334 \\r\\n')
                        lines.readline()
                        lines.write(b'235 2.7.0 welcome\\r\\n')
                    elif word == b'QUIT':
                        lines.write(b'221 bye\\r\\n')
                        break
                    else: lines.write(b'250 ok\\r\\n')
                talk.close()
            except OSError:
                pass
        """
}
