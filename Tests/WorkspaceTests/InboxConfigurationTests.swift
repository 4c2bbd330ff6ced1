import Foundation
import Postbox
import TestSupport
import Testing
import Vocabulary
import Workspace

/// The settings under `inbox`, and the account that they lead to.
@Suite struct InboxConfigurationTests {
    private static let environment = ["PORTILLON_IMAP_PASSWORD": "open sesame"]
    private static let login = #""username": "you", "password": {"environment": "PORTILLON_IMAP_PASSWORD"}"#

    private func configuration(_ inbox: String) throws -> Configuration {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            #"{"sender": {"address": "zoe@example.org"}, "inbox": \#(inbox)}"#, to: "config.json")
        return try Configuration.load(path, environment: [:])
    }

    @Test(arguments: [
        ("imaps://imap.example.org", "imap.example.org", 993, ConnectionSecurity.tls),
        ("imaps://IMAP.example.org:1993/", "imap.example.org", 1993, .tls),
        ("imap://imap.example.org", "imap.example.org", 143, .startTLS), ("imap://[::1]:144", "::1", 144, .startTLS),
    ]) func anAccountIsRead(_ url: String, _ host: String, _ port: Int, _ security: ConnectionSecurity) throws {
        let inbox = try #require(try configuration(#"{"url": "\#(url)", \#(Self.login)}"#).inbox)
        let settings = try inbox.settings(environment: Self.environment)
        #expect(settings.host == host && settings.port == port && settings.security == security)
        #expect(settings.username == "you" && settings.folders == ["INBOX", #"\Junk"#])
        guard case .password(let secret) = settings.credential else {
            Issue.record("no password")
            return
        }
        #expect(secret.text == "open sesame" && inbox.trustedResults == nil)
    }

    @Test func everythingElseIsReadToo() throws {
        let inbox = try #require(
            try configuration(
                #"""
                {"// a": 1, "url": "imap://127.0.0.1:1", "security": "none", "username": "you",
                 "oauth2Token": {"command": ["echo", "ya29.token"]}, "folders": ["Réponses", "\\All"],
                 "trustedResults": " mx.example.org "}
                """#
            ).inbox)
        let settings = try inbox.settings(environment: [:])
        #expect(settings.security == .none && settings.folders == ["Réponses", #"\All"#])
        #expect(inbox.trustedResults == "mx.example.org")
        guard case .oauth2Token(let secret) = settings.credential else {
            Issue.record("no token")
            return
        }
        #expect(secret.text == "ya29.token")
    }

    @Test func noneIsNone() throws {
        #expect(try configuration("null").inbox == nil)
        let failure = #expect(throws: Failure.self) {
            try InboxAccess.open(configuration("null"), environment: [:])
        }
        #expect(failure?.kind == .configuration)
    }

    @Test(arguments: [
        (#"{}"#, "inbox.url"), (#"[]"#, "inbox"), (#"{"url": 5, LOGIN}"#, "inbox.url"),
        (#"{"url": "imaps://imap.example.org"}"#, "inbox.username"),
        (#"{"url": "imaps://imap.example.org", "username": "you"}"#, "inbox.password"),
        (#"{"url": "imaps://you:hunter2@imap.example.org", LOGIN}"#, "inbox.username"),
        (#"{"url": "smtp://imap.example.org", LOGIN}"#, "imaps://host:port"),
        (#"{"url": "imap.example.org", LOGIN}"#, "does not say how to read messages"),
        (#"{"url": "imaps://you:hunter2", LOGIN}"#, "1 to 65535"),
        (#"{"url": "imaps://imap.example.org", "security": "starttls", LOGIN}"#, "expected `tls`"),
        (#"{"url": "imap://imap.example.org", "security": "none", LOGIN}"#, "to this machine only"),
        (#"{"url": "imap://imap.example.org", "security": "startls", LOGIN}"#, "did you mean `starttls`?"),
        (#"{"url": "imaps://imap.example.org", "username": "you", "password": "hunter2"}"#, "inbox.password"),
        (#"{"url": "imaps://imap.example.org", "pasword": "hunter2", LOGIN}"#, "did you mean `password`?"),
        (#"{"url": "imaps://imap.example.org", LOGIN, "folder": []}"#, "did you mean `folders`?"),
        (#"{"url": "imaps://imap.example.org", LOGIN, "folders": []}"#, "inbox.folders"),
        (#"{"url": "imaps://imap.example.org", LOGIN, "folders": "INBOX"}"#, "inbox.folders"),
        (#"{"url": "imaps://imap.example.org", LOGIN, "folders": ["INBOX", " "]}"#, "inbox.folders[1]"),
        (#"{"url": "imaps://imap.example.org", LOGIN, "folders": ["a\u0000"]}"#, "inbox.folders[0]"),
        (#"{"url": "imaps://imap.example.org", LOGIN, "trustedResults": "a; b"}"#, "inbox.trustedResults"),
        (#"{"url": "imaps://imap.example.org", LOGIN, "caFile": 1}"#, "inbox.caFile"),
    ]) func whatIsWrongIsNamed(_ inbox: String, _ says: String) throws {
        let failure = #expect(throws: Failure.self) {
            try configuration(inbox.replacing("LOGIN", with: Self.login))
        }
        #expect(failure?.kind == .configuration)
        let message = failure?.message
        #expect(message?.en.contains(says) == true, "\(message?.en ?? "")")
        #expect(message?.en.contains("hunter2") == false && message?.fr.contains("hunter2") == false)
    }

    @Test func secretsAndAuthoritiesAreReadWhenTheyAreNeeded() throws {
        let url = #""url": "imaps://imap.example.org""#
        let missing = try configuration("{\(url), \(Self.login)}")
        let secret = #expect(throws: Failure.self) { try InboxAccess.open(missing, environment: [:]) }
        #expect(secret?.message.en.contains("PORTILLON_IMAP_PASSWORD") == true)
        let authority = try configuration(#"{\#(url), \#(Self.login), "caFile": "/nowhere/ca.pem"}"#)
        let file = #expect(throws: Failure.self) { try InboxAccess.open(authority, environment: Self.environment) }
        #expect(file?.message.en.contains("inbox.caFile") == true)
    }

    @Test func anAccountIsOpened() throws {
        let server = try ScriptedMailbox()
        defer { server.close() }
        let configuration = try configuration(
            #"{"url": "imap://127.0.0.1:\#(server.port)", "security": "none", \#(Self.login)}"#)
        let account = try InboxAccess.open(configuration, environment: Self.environment)
        #expect(try account.chosen().folders == [.inbox])
    }

    @Test(arguments: PostboxFault.Kind.allCases) func everyFaultHasItsKindAndItsWords(_ kind: PostboxFault.Kind) {
        let fault = PostboxFault(kind, at: "imap.example.org:993", detail: "NO no")
        #expect(fault.phrase.fr != fault.phrase.en && fault.failure.message.en.contains("imap.example.org:993"))
        #expect(fault.phrase.fr.contains("NO no") && fault.failure.kind == fault.failureKind)
    }

    // MARK: The questions behind those of a relay

    private static func relay(_ provider: String, _ change: (inout RelayDraft) -> Void = { _ in }) throws -> RelayDraft
    {
        var draft = RelayDraft()
        draft.provider = try #require(Provider.find(provider))
        draft.username = "you@example.org"
        draft.secret = .file("relay.password")
        change(&draft)
        return draft
    }

    /// What the configuration says after the answers; nil where nothing is said of an inbox.
    private func kept(_ relay: RelayDraft, _ answers: String...) throws -> InboxConfiguration? {
        var questions = try #require(InboxQuestions(after: relay))
        for answer in answers {
            let question = try #require(questions.next, "nothing is asked before \(answer)")
            if answer.hasPrefix("!") {
                #expect(throws: UnusableAnswer.self) { try questions.take(String(answer.dropFirst())) }
            } else {
                try questions.take(answer.isEmpty ? question.otherwise : answer)
            }
        }
        #expect(questions.next == nil)
        let folder = try TemporaryFolder()
        let path = try folder.write(#"{"sender": {"address": "zoe@example.org"}, "inbox": null}"#, to: "config.json")
        try folder.write("sesame", to: "relay.password")
        try RelayChange(path, environment: [:]).keep(relay, questions.draft)
        return try Configuration.load(path, environment: [:]).inbox
    }

    @Test(arguments: [
        ("gmail", "imap.gmail.com:993", "mx.google.com"), ("google-workspace", "imap.gmail.com:993", "mx.google.com"),
        ("microsoft-365", "outlook.office365.com:993", nil), ("ovh", "ssl0.ovh.net:993", nil),
        ("gandi", "mail.gandi.net:993", nil), ("infomaniak", "mail.infomaniak.com:993", nil),
        ("fastmail", "imap.fastmail.com:993", nil), ("orange", "imap.orange.fr:993", nil),
        ("free", "imap.free.fr:993", nil), ("laposte", "imap.laposte.net:993", nil), ("sfr", "imap.sfr.fr:993", nil),
    ]) func oneEnterReadsTheSameAccount(_ provider: String, _ name: String, _ trusted: String?) throws {
        let inbox = try #require(try kept(try Self.relay(provider), ""))
        #expect(inbox.name == name && inbox.username == "you@example.org" && inbox.trustedResults == trusted)
        #expect(inbox.folders == ["INBOX", #"\Junk"#])
    }

    @Test func aServerOfOnesOwnIsAskedFor() throws {
        let relay = try Self.relay("own") { $0.url = "smtp://smtp.example.org:587" }
        #expect(try kept(relay, "", "")?.name == "imap.example.org:993")
        #expect(try kept(relay, "o", "!imap://a b", "mail.example.org:143")?.name == "mail.example.org:143")
        #expect(try kept(relay, "!what", "n") == nil)
    }

    @Test func whereThereIsNothingToReadNothingIsAsked() throws {
        #expect(InboxQuestions(after: RelayDraft()) == nil)
        #expect(InboxQuestions(after: try Self.relay("gmail") { $0.username = nil }) == nil)
        #expect(InboxQuestions(after: try Self.relay("gmail") { $0.isForLater = true }) == nil)
        #expect(InboxQuestions(after: try Self.relay("own") { $0.url = "smtp://127.0.0.1:25" }) == nil)
        #expect(InboxQuestions(after: try Self.relay("own") { $0.url = "maildir:out" }) == nil)
    }
}
