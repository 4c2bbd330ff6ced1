import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `send` against Postfix, which holds whoever speaks to it to the letter of the protocol, over TLS and with a login.
@Suite(.serialized, .enabled(if: getuid() == 0, "Postfix starts as root alone"))
struct PostfixTests {
    private func people(_ count: Int) -> [String] { (1...count).map { "p\($0)" } }

    private func folder(_ relay: String, _ people: [String]) throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.relay = relay })
        try folder.meet(people)
        return folder
    }

    /// Everybody once, as it was previewed, octet for octet, whatever of the extensions is hidden.
    @Test(arguments: ["", "pipelining", "pipelining, size, enhancedstatuscodes"])
    func whatArrivesIsWhatWasPreviewed(_ hidden: String) throws {
        let postfix = try PrivatePostfix(["smtpd_discard_ehlo_keywords=\(hidden)"])
        let people = people(60) + ["zoé"]
        let folder = try folder(postfix.settings(#""connections": 4, "messagesPerConnection": 7"#), people)
        try folder.write("list.txt", "From the list\n.\n..\nÀ bientôt\n")
        let head = WorkingFolder.letter.replacing("Hello\n", with: "Où êtes-vous, {{first_name}} ?\nAttach: list.txt\n")
        try folder.write("letter.md", head + "\nFrom {{first_name}}\n\n.a dot\n\n..two, … and — é 🙂\n")
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        let run = try folder.send()
        #expect(run.code == 0, "\(run.err)")

        let previewed = try folder.names(in: "eml").map { withoutMoment(try folder.text("eml/" + $0)) }
        let received = try postfix.received()
        #expect(received.map(\.recipient).sorted() == people.map { $0 + "@example.org" }.sorted())
        #expect(received.allSatisfy { header("To", of: $0.content)?.hasSuffix("<\($0.recipient)>") == true })
        #expect(Set(received.map { withoutMoment($0.content) }).subtracting(previewed).first == nil)
        #expect(postfix.sessions >= 9, "each takes seven")
        #expect(!postfix.log.contains("sesame"))
    }

    /// Postfix ends a session after so many errors in a row: with 421, in place of whatever answer it owes then.
    @Test(arguments: [20, 1, 2, 3])
    func unknownRecipientsTakeNobodyWithThem(_ limit: Int) throws {
        let postfix = try PrivatePostfix(["smtpd_hard_error_limit=\(limit)", "smtpd_error_sleep_time=0"])
        let unknown = (1...6).map { "unknown\($0)" }
        let known = people(30)
        let folder = try folder(postfix.settings(), known[..<10] + unknown + known[10...])
        let run = try folder.send()
        #expect(run.code == 1, "\(run.err)")
        #expect(try run.document(SendDocument.self).counts == ["accepted": 30, "rejected": 6])
        let rejected = try folder.status().recipients.filter { $0.state == "rejected" }
        #expect(Set(rejected.map(\.address)) == Set(unknown.map { $0 + "@example.org" }))
        #expect(rejected.allSatisfy { $0.reply?.hasPrefix("550 5.1.1") == true && $0.attempts == 1 })
        #expect(try postfix.received().map(\.recipient).sorted() == known.map { $0 + "@example.org" }.sorted())
        #expect(postfix.log.contains("too many errors") == (limit < 20))
        #expect(limit < 20 || postfix.sessions == 1)
    }

    /// What keeps a run from sending anything.
    enum Obstacle: CaseIterable { case wrongPassword, noLogin, untrusted }

    @Test(arguments: Obstacle.allCases) func everybodyStaysQueued(_ obstacle: Obstacle) throws {
        let postfix = try PrivatePostfix()
        let relay =
            switch obstacle {
            case .wrongPassword: postfix.settings(login: PrivatePostfix.login("sesame"))
            case .noLogin: postfix.settings(login: "")
            case .untrusted: postfix.settings(authority: "")
            }
        let folder = try folder(relay, people(5))
        let run = try folder.send()
        #expect(run.code == (obstacle == .untrusted ? 69 : 77), "\(run.err)")
        #expect(try run.document(SendDocument.self).counts == ["left": 5])
        #expect(try folder.status().recipients.allSatisfy { $0.state == "queued" && $0.attempts == 0 })
        #expect(try postfix.received().isEmpty)
        // Nothing stands in the way of the run that has it right.
        try folder.write("config.json", Settings.with { $0.relay = postfix.settings() }.json)
        #expect(try folder.send().code == 0)
        #expect(try postfix.received().count == 5)
    }

    /// Postfix puts off what it thinks of the sender until RCPT, and then says it of every recipient.
    @Test(
        arguments: [
            ["smtpd_sender_restrictions=check_sender_access inline:{{zoe@example.org=550 5.1.8 Domain not found}}"],
            [
                "smtpd_sender_restrictions=reject_sender_login_mismatch",
                "smtpd_sender_login_maps=inline:{{zoe@example.org=another@example.org}}",
            ],
        ], [1, 3])
    func nobodyIsMarkedForTheSender(_ changes: [String], _ connections: Int) throws {
        let people = people(8)
        let postfix = try PrivatePostfix(changes)
        let folder = try folder(postfix.settings("\"connections\": \(connections)"), people)
        let run = try folder.send()
        #expect(run.code == 77 && run.err.contains("Sender address rejected"), "\(run.err)")
        #expect(try run.document(SendDocument.self).counts == ["left": 8])
        #expect(try folder.status().recipients.allSatisfy { $0.state == "queued" && $0.attempts == 0 })
        let willing = try PrivatePostfix()
        try folder.write("config.json", Settings.with { $0.relay = willing.settings() }.json)
        #expect(try folder.send().code == 0)
        #expect(try willing.received().map(\.recipient).sorted() == people.map { $0 + "@example.org" }.sorted())
        #expect(try postfix.received().isEmpty)
    }

    /// Whether the limit is announced or shows only once the message was sent.
    @Test(arguments: [true, false]) func oneMessageIsTooLarge(_ isAnnounced: Bool) throws {
        let postfix = try PrivatePostfix(isAnnounced ? [] : ["smtpd_discard_ehlo_keywords=size"])
        let folder = try folder(postfix.settings(), ["ada", "bob", "cleo"])
        for name in ["Ada", "Cleo"] { try folder.write(name + ".txt", "small\n") }
        try folder.write("Bob.txt", String(repeating: "0123456789\n", count: 10_000))
        let attach = "Subject: Hello\nAttach: {{first_name}}.txt\n"
        try folder.write("letter.md", WorkingFolder.letter.replacing("Subject: Hello\n", with: attach))
        let run = try folder.send()
        #expect(run.code == 1, "\(run.err)")
        let status = try folder.status()
        #expect(
            status.states == [
                "ada@example.org": "accepted", "bob@example.org": "rejected", "cleo@example.org": "accepted",
            ])
        #expect(status.recipients.first { $0.state == "rejected" }?.reply?.contains("5.3.4") == true)
        #expect(try postfix.received().count == 2)
        #expect(postfix.log.contains("file size limit exceeded") == !isAnnounced)
    }

    /// Fewer sessions at once than are asked for: 421 in place of a greeting.
    @Test func fewSessionsAreEnough() throws {
        let postfix = try PrivatePostfix(["smtpd_client_connection_count_limit=2"])
        let folder = try folder(postfix.settings(#""connections": 6"#), people(60))
        let run = try folder.send()
        #expect(run.code == 0, "\(run.err)")
        #expect(Set(try postfix.received().map(\.recipient)).count == 60)
        #expect(try postfix.received().count == 60)
        #expect(postfix.log.contains("Connection concurrency limit exceeded"))
    }

    /// So many messages in so much time: the run ends, and others go on where it stood, as a timer would have it.
    @Test func fewMessagesAtATime() throws {
        let postfix = try PrivatePostfix(["smtpd_client_message_rate_limit=7", "anvil_rate_time_unit=1s"])
        let folder = try folder(postfix.settings(#""connections": 2"#), people(20))
        var codes: [Int32] = []
        while codes.last ?? 75 == 75, codes.count < 500 { codes.append(try folder.send().code) }
        #expect(codes.last == 0, "\(codes)")
        #expect(try folder.status().recipients.allSatisfy { $0.state == "accepted" && $0.attempts == 1 })
        #expect(try postfix.received().map(\.recipient).sorted() == people(20).map { $0 + "@example.org" }.sorted())
        #expect(postfix.log.contains("rate limit exceeded"))
    }

    /// Either side may die in the middle of a run.
    @Test(arguments: [1, 10, 20], [true, false]) func killed(_ count: Int, isSender: Bool) throws {
        let postfix = try PrivatePostfix()
        let connections = 4
        // Slow enough that the end does not come first.
        let rate = #", "rate": {"messages": 50, "perSeconds": 1}"#
        let folder = try folder(postfix.settings("\"connections\": \(connections)" + rate), people(40))
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        let deadline = ContinuousClock.now + .seconds(20)
        while postfix.begun < count, ContinuousClock.now < deadline { usleep(500) }
        if isSender { going.signal(SIGKILL) } else { for server in postfix.servers { kill(server, SIGKILL) } }
        let run = try going.end()
        #expect(isSender ? run.code == 128 + SIGKILL : [0, 75].contains(run.code), "\(run.code) \(run.err)")

        let last = try folder.send()
        let status = try folder.status()
        #expect(last.code == (status.uncertain == 0 ? 0 : 75), "\(last.err)")
        #expect(status.uncertain <= connections && status.accepted == 40 - status.uncertain)
        let copies = Dictionary(grouping: try postfix.received().map(\.recipient), by: \.self).mapValues(\.count)
        for (address, state) in status.states {
            let count = copies[address] ?? 0
            #expect(
                state == "uncertain" ? count <= 1 : state == "accepted" && count == 1, "\(address) \(state) \(count)")
        }
        #expect(try folder.verify().ok)
    }
}
