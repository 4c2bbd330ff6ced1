import Foundation
import Testing

/// A configuration with one thing wrong is 78, and the message says what and where.
@Suite struct ConfigurationTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let json: String
        /// What the message must hold.
        let says: [String]
        /// What it must not repeat.
        var hides: String?

        init(_ name: String, _ change: (inout Settings) -> Void, says: String..., hides: String? = nil) {
            (testDescription, json, self.says, self.hides) = (name, Settings.with(change).json, says, hides)
        }

        init(_ name: String, json: String, says: String...) {
            (testDescription, self.json, self.says) = (name, json, says)
        }
    }

    static let policies = [
        Wrong(
            "unknown key at the top", json: #"{"sender": {"address": "z@example.org"}, "polisy": {}}"#,
            says: "polisy", "policy"),
        Wrong(
            "unknown key in the sender", json: #"{"sender": {"adress": "z@example.org"}}"#,
            says: "sender.adress", "address"),
        Wrong("no sender", json: "{}", says: "sender.address"),
        Wrong("a list", json: "[]", says: "config.json"),
        Wrong("no JSON", json: "{", says: "config.json"),
        Wrong(
            "two keys of one name",
            json: #"{"sender": {"address": "a@example.org", "address": "b@example.org"}}"#, says: "address"),
        Wrong("no address", json: #"{"sender": {"address": "zoe"}}"#, says: "sender.address", "zoe"),
        Wrong("an address that is a number", json: #"{"sender": {"address": 5}}"#, says: "sender.address", "5"),
        Wrong(
            "a former address that is none", { $0.formerAddresses = #"["zoe@example.net", "nope"]"# },
            says: "sender.formerAddresses", "nope"),
        Wrong(
            "a test address that is none",
            json: #"{"sender": {"address": "z@example.org", "testAddresses": ["z@example.net", "nope"]}}"#,
            says: "sender.testAddresses[1]", "nope"),
        Wrong(
            "a test address outside a list",
            json: #"{"sender": {"address": "z@example.org", "testAddresses": "z@example.net"}}"#,
            says: "sender.testAddresses", "z@example.net"),
        Wrong(
            "nearly the test addresses", json: #"{"sender": {"address": "z@example.org", "testAdresses": []}}"#,
            says: "sender.testAdresses", "did you mean `testAddresses`"),
        Wrong(
            "a day that does not exist", { $0.visibleSince = #""2019-13-01""# },
            says: "sender.linkedInAddressVisibleSince", "2019-13-01"),
        Wrong("a language that is not there", { $0.language = #""de""# }, says: "language", "de", "fr", "en"),
        Wrong("a ledger that is a number", { $0.ledger = "5" }, says: "ledger", "5"),
        Wrong(
            "unknown policy key", { $0.policy = #"{"officeAdresses": "admit"}"# },
            says: "policy.officeAdresses", "officeAddresses"),
        Wrong(
            "unknown policy value", { $0.policy = #"{"officeAddresses": "exlude"}"# },
            says: "policy.officeAddresses", "exlude", "exclude"),
        Wrong(
            "a policy of another type", { $0.policy = #"{"formConfirmation": true}"# },
            says: "policy.formConfirmation", "true", "required"),
        Wrong(
            "an age below nothing", { $0.policy = #"{"evidenceMaxAgeDays": -1}"# },
            says: "policy.evidenceMaxAgeDays", "-1"),
        Wrong(
            "an age in quotes", { $0.policy = #"{"linkedInExportMaxAgeDays": "180"}"# },
            says: "policy.linkedInExportMaxAgeDays", "180"),
        Wrong(
            "a purpose of another context", { $0.purposes = #"{"x": {"context": "business"}}"# },
            says: "purposes.x.context", "business", "professional", "personal"),
        Wrong("a purpose without context", { $0.purposes = #"{"x": {}}"# }, says: "purposes.x.context"),
        Wrong(
            "an unsubscribe address that is none", { $0.unsubscribe = #"{"mailto": "nope"}"# },
            says: "unsubscribe.mailto", "nope"),
        Wrong(
            "a script as unsubscribe link", { $0.unsubscribe = #"{"url": "javascript:alert(1)"}"# },
            says: "unsubscribe.url"),
    ]

    static let relays = [
        Wrong(
            "credentials in the url", { $0.relay = #"{"url": "smtp://zoe:hunter2@127.0.0.1:25"}"# },
            says: "relay.url", hides: "hunter2"),
        Wrong(
            "a name in the url", { $0.relay = #"{"url": "smtps://hunter2@relay.example.org"}"# },
            says: "relay.url", hides: "hunter2"),
        Wrong("an unknown scheme", { $0.relay = #"{"url": "ftp://relay.example.org"}"# }, says: "relay.url", "smtp://"),
        Wrong("no host", { $0.relay = #"{"url": "smtp://"}"# }, says: "relay.url"),
        Wrong("no such port", { $0.relay = #"{"url": "smtp://relay.example.org:99999"}"# }, says: "relay.url", "99999"),
        Wrong("no folder", { $0.relay = #"{"url": "maildir:"}"# }, says: "relay.url"),
        Wrong(
            "no encryption beyond this machine",
            { $0.relay = #"{"url": "smtp://relay.example.org", "security": "none"}"# }, says: "relay.security", "none"),
        Wrong(
            "no encryption, a name that only begins like this machine's",
            { $0.relay = #"{"url": "smtp://localhost.example.org", "security": "none"}"# }, says: "relay.security"),
        Wrong(
            "unknown security", { $0.relay = #"{"url": "smtp://127.0.0.1", "security": "maybe"}"# },
            says: "relay.security", "maybe", "starttls"),
        Wrong(
            "a literal password", { $0.relay = #"{"url": "smtp://127.0.0.1", "password": "hunter2"}"# },
            says: "relay.password", "environment", hides: "hunter2"),
        Wrong(
            "a literal token", { $0.relay = #"{"url": "smtp://127.0.0.1", "oauth2Token": "hunter2"}"# },
            says: "relay.oauth2Token", "environment", hides: "hunter2"),
        Wrong(
            "two sources of a password",
            { $0.relay = #"{"url": "smtp://127.0.0.1", "password": {"environment": "A", "file": "b"}}"# },
            says: "relay.password"),
        Wrong(
            "connections in quotes", { $0.relay = #"{"url": "maildir:outbox", "connections": "4"}"# },
            says: "relay.connections", "4"),
        Wrong(
            "no connection", { $0.relay = #"{"url": "maildir:outbox", "connections": 0}"# },
            says: "relay.connections", "0"),
        Wrong(
            "half a connection", { $0.relay = #"{"url": "maildir:outbox", "connections": 1.5}"# },
            says: "relay.connections", "1.5"),
        Wrong(
            "a rate without its stretch", { $0.relay = #"{"url": "maildir:outbox", "rate": {"messages": 1}}"# },
            says: "relay.rate.perSeconds"),
        Wrong(
            "no window", { $0.relay = #"{"url": "maildir:outbox", "rate": []}"# }, says: "relay.rate", "[]"),
        Wrong(
            "a window without its messages",
            {
                $0.relay =
                    #"{"url": "maildir:outbox", "rate": [{"messages": 1, "perSeconds": 60}, {"perSeconds": 1}]}"#
            }, says: "relay.rate[1].messages"),
        Wrong(
            "a window that is a number", { $0.relay = #"{"url": "maildir:outbox", "rate": [20]}"# },
            says: "relay.rate[0]", "20"),
        Wrong(
            "unknown retry key", { $0.relay = #"{"url": "maildir:outbox", "retry": {"atempts": 1}}"# },
            says: "relay.retry.atempts", "attempts"),
    ]

    @Test(arguments: policies + relays) func is78(_ wrong: Wrong) throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("config.json", wrong.json)
        for arguments in [["preview", "letter.md"], ["send", "letter.md", "--yes"], ["status"]] {
            let run = try folder.run(arguments)
            #expect(run.code == 78, "\(arguments): \(run.err)")
            #expect(run.out.isEmpty)
            for text in wrong.says { #expect(run.err.contains(text), "\(run.err)") }
            if let secret = wrong.hides { #expect(!run.err.contains(secret)) }
        }
    }

    @Test func credentialsInTheEnvironmentAreNotRepeated() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let run = try folder.run(
            "preview", "letter.md", environment: ["PORTILLON_RELAY_URL": "smtp://zoe:hunter2@127.0.0.1"])
        #expect(run.code == 78)
        #expect(run.err.contains("PORTILLON_RELAY_URL") && !run.err.contains("hunter2"))
    }

    @Test(arguments: [("0644", Int32(78)), ("0600", 69)]) func aPasswordFileIsPrivate(_ mode: String, _ code: Int32)
        throws
    {
        let relay = #"{"url": "smtp://127.0.0.1:9", "security": "none", "username": "zoe", "password": {"file": "pw"}}"#
        let folder = try WorkingFolder(.with { $0.relay = relay })
        try folder.meet("ada")
        try folder.write("pw", "hunter2\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: try #require(Int(mode, radix: 8))], ofItemAtPath: folder.path("pw"))
        let run = try folder.send()
        #expect(run.code == code, "\(run.err)")
        #expect(!run.err.contains("hunter2"))
    }

    @Test func everyKeyButTheAddressHasADefault() throws {
        let folder = try WorkingFolder()
        try folder.write("config.json", #"{"sender": {"address": "zoe@example.org"}}"#)
        try folder.meet("ada")
        let refused = Set(try folder.preview(code: 77).refused.map(\.code))
        #expect(refused == ["sender-unidentified", "no-way-out", "purpose-undeclared"])
        #expect(folder.exists("portillon.sqlite") && folder.exists("portillon.key"))
    }

    @Test func pathsResolveAgainstTheConfigurationsFolder() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let elsewhere = try WorkingFolder()
        let config = folder.path("config.json")
        for arguments in [
            ["--config", config, "send", folder.path("letter.md"), "--yes"],
            ["send", folder.path("letter.md"), "--yes", "--config", config],
            ["--config=" + config, "--lang=fr", "status"], ["status", "--lang", "fr", "--config", config],
            ["import", "--config", config, "csv", folder.path("met.csv"), "--as", "cards"],
            ["import", "csv", folder.path("met.csv"), "--as", "cards", "--config", config],
        ] {
            let run = try elsewhere.run(arguments)
            #expect(run.code == 0, "\(arguments): \(run.err)")
        }
        #expect(try folder.outbox().count == 1)
        #expect(elsewhere.names(in: ".") == ["config.json", "letter.md"])
    }

    @Test func theLanguageIsTheConfigurationsUnlessAsked() throws {
        let folder = try WorkingFolder(.with { $0.language = #""fr""# })
        let french = try folder.run("rules", "objected").out
        #expect(try folder.run("rules", "objected", "--lang", "fr").out == french)
        let english = try folder.run("rules", "objected", "--lang", "en").out
        #expect(english != french)
        #expect(try folder.run("--lang", "en", "rules", "objected").out == english)
        #expect(try folder.run("--lang", "fr", "rules", "objected", "--lang", "en").out == english)
        #expect(try folder.run("rules", "--lang", "de").code == 64)
    }

    @Test func theExampleIsAWorkingOne() throws {
        let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../config.example.json").standardizedFileURL
        let folder = try WorkingFolder()
        // Beside the tests' sources in a working copy; nothing to hold where the sources are elsewhere.
        guard let text = try? String(contentsOf: example, encoding: .utf8) else { return }
        try folder.write("config.json", text)
        try folder.meet("ada")
        #expect(try folder.preview().admitted == 1)
    }
}
