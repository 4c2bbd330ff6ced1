import Foundation
import Synchronization
import TestSupport
import Testing

/// `send` reads the inbox before it judges anybody.
@Suite struct SendHearsFirstTests {
    /// What a connection is at.
    private final class Place: Sendable {
        let isLater = Mutex(false)
        let mayStall: Mutex<Bool>

        init(stalls: Bool) { mayStall = Mutex(stalls) }

        /// True the first time.
        func stalls() -> Bool {
            mayStall.withLock { mayStall in
                defer { mayStall = false }
                return mayStall
            }
        }
    }

    /// An account whose INBOX holds these mails, and whose other folder holds those of `later`; with `stalls`, the server falls silent
    /// where that one is opened for the first time.
    private static func mailbox(_ mails: [String], _ later: [String] = [], stalls: Bool = false) throws
        -> ScriptedMailbox
    {
        let place = Place(stalls: stalls)
        return try ScriptedMailbox { command in
            if command.hasPrefix("LIST") {
                return [.say("* LIST () \"/\" INBOX\r\n* LIST () \"/\" Later\r\nTAG OK done")]
            }
            if command.hasPrefix("EXAMINE") {
                let isLater = command.contains("Later")
                place.isLater.withLock { $0 = isLater }
                if isLater, place.stalls() { return [.stall] }
            }
            let mails = place.isLater.withLock(\.self) ? later : mails
            let split = mails.map { mail -> (head: String, text: String) in
                let parts = mail.components(separatedBy: "\r\n\r\n")
                return (parts[0] + "\r\n\r\n", parts.dropFirst().joined(separator: "\r\n\r\n"))
            }
            let isHead = command.contains("PEEK[HEADER]")
            switch command.split(separator: " ").prefix(2).joined(separator: " ") {
            case let word where word.hasPrefix("EXAMINE"):
                return [
                    .say(
                        "* \(mails.count) EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT \(mails.count + 1)] x\r\n"
                            + "TAG OK [READ-ONLY] done")
                ]
            case "UID SEARCH":
                return [.say("* SEARCH \(mails.indices.map { String($0 + 1) }.joined(separator: " "))\r\nTAG OK done")]
            case "UID FETCH":
                let items = split.enumerated().map { index, mail in
                    let (octets, item) =
                        isHead
                        ? (mail.head, "RFC822.SIZE \(mail.head.utf8.count + mail.text.utf8.count) BODY[HEADER]<0>")
                        : (mail.text, "BODY[TEXT]<0>")
                    return "* \(index + 1) FETCH (UID \(index + 1) \(item) {\(octets.utf8.count)}\r\n\(octets))\r\n"
                }
                return [.say(items.joined() + "TAG OK done")]
            default: return nil
            }
        }
    }

    private static func settings(port: Int, folders: String = #"["INBOX"]"#) -> Settings {
        .with {
            $0.inbox =
                #"{"url": "imap://127.0.0.1:\#(port)", "security": "none", "username": "zoe", "password": {"environment": "IMAP"}, "folders": \#(folders)}"#
        }
    }

    /// A letter went to Ada and Bob; the second one is ready.
    private static func folder(port: Int) throws -> WorkingFolder {
        let folder = try WorkingFolder(settings(port: port))
        try folder.meet("ada", "bob")
        #expect(try folder.send("--offline-inbox").code == 0)
        try folder.write("second.md", WorkingFolder.letter.replacing("l1", with: "l2"))
        return folder
    }

    private static let secret = ["IMAP": "open-sesame"]

    private struct Sent: Decodable {
        let accepted: Int
        let inbox: InboxDocument?
    }

    @Test func whoAskedToLeaveThisMorningGetsNothingAtNoon() throws {
        let folder = try Self.folder(port: 9)
        let ada = try #require(try folder.sentLetters()["ada@example.org"])
        let server = try Self.mailbox([ada.unsubscribe()])
        defer { server.close() }
        try folder.write("config.json", Self.settings(port: server.port).json)
        // A preview reads nothing, and says so.
        let preview = try folder.preview("second.md")
        #expect(preview.admitted == 2 && preview.warnings.map(\.code).contains("inbox-not-read"))
        #expect(server.lines.isEmpty)
        try folder.remove("outbox")
        let run = try folder.run(["send", "second.md", "--yes", "--json"], environment: Self.secret)
        #expect(run.code == 0, "\(run.err)")
        #expect(run.err.contains("1 request to leave"), "\(run.err)")
        #expect(run.out.contains(#""objected": 1"#) && run.out.contains(#""inbox""#))
        #expect(try Array(folder.sentLetters().keys) == ["bob@example.org"])
        // Only what leaves everything as it was is said to the server.
        let verbs = Set(server.lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") })
        #expect(!verbs.contains { $0.contains("STORE") || $0.contains("SELECT") || $0.contains("EXPUNGE") })
        #expect(server.lines.allSatisfy { !$0.contains("BODY[") })
        // Read once, the next reading begins behind it.
        let again = try folder.run(["inbox", "--json"], environment: Self.secret)
        let heard: InboxDocument = try again.document()
        #expect(again.code == 0 && heard.sources.map(\.messages) == [0], "\(again.err)")
        try folder.write("third.md", WorkingFolder.letter.replacing("l1", with: "l3"))
        let third = try folder.preview("third.md")
        #expect(!third.warnings.map(\.code).contains("inbox-not-read"))
    }

    /// ^C while a server is silent: what was read is on record, and the next reading goes on.
    @Test(arguments: [SIGINT, SIGTERM]) func anInterruptedReadingLosesNothing(_ signal: Int32) throws {
        let folder = try Self.folder(port: 9)
        let sent = try folder.sentLetters()
        let (ada, bob) = (try #require(sent["ada@example.org"]), try #require(sent["bob@example.org"]))
        let server = try Self.mailbox([ada.unsubscribe()], [bob.unsubscribe()], stalls: true)
        defer { server.close() }
        try folder.write("config.json", Self.settings(port: server.port, folders: #"["INBOX", "Later"]"#).json)
        let going = try Command.start(["inbox", "--json"], in: folder.url, environment: Self.secret)
        let deadline = ContinuousClock.now + .seconds(20)
        while !server.lines.contains(where: { $0.hasPrefix("EXAMINE") && $0.contains("Later") }),
            ContinuousClock.now < deadline
        { usleep(500) }
        going.signal(signal)
        let run = try going.end()
        #expect(run.code == 75, "\(run.err)")
        #expect(try (run.document() as InboxDocument).recorded.objected == 1)
        func objects(_ address: String) throws -> Bool {
            try (folder.run("why", address, "--json").document() as WhyDocument).objections.map(\.kind) == ["objected"]
        }
        #expect(try objects("ada@example.org") && !objects("bob@example.org"))
        let again = try folder.run(["inbox", "--json"], environment: Self.secret)
        let heard: InboxDocument = try again.document()
        #expect(
            again.code == 0 && heard.sources.map(\.messages) == [0, 1] && heard.recorded.objected == 1, "\(again.out)")
        #expect(try objects("bob@example.org") && folder.run("log", "verify").code == 0)
    }

    @Test func aRefusedLoginSendsNothing() throws {
        let server = try ScriptedMailbox { command in
            command.hasPrefix("RESPONSE") ? [.say("TAG NO [AUTHENTICATIONFAILED] no")] : nil
        }
        defer { server.close() }
        let folder = try Self.folder(port: server.port)
        try folder.remove("outbox")
        let inbox = try folder.run(["inbox"], environment: Self.secret)
        #expect(inbox.code == 77, "\(inbox.err)")
        let run = try folder.run(["send", "second.md", "--yes"], environment: Self.secret)
        #expect(run.code == 75 && run.err.contains("--offline-inbox"), "\(run.err)")
        #expect(try folder.outbox().isEmpty)
    }

    @Test func whatCannotBeReadAsksOrEnds() throws {
        let folder = try Self.folder(port: 9)
        try folder.remove("outbox")
        let inbox = try folder.run(["inbox", "--json"], environment: Self.secret)
        #expect(inbox.code == 69 && inbox.out.contains(#""code": 69"#), "\(inbox.err)")
        let alone = try folder.run(["send", "second.md", "--yes"], environment: Self.secret)
        #expect(alone.code == 75 && alone.err.contains("--offline-inbox"), "\(alone.err)")
        let told = try folder.run(["send", "second.md", "--yes", "--json"], environment: Self.secret).out
        #expect(told.contains(#""code": 75"#) && told.contains("127.0.0.1:9"), "\(told)")
        let terminal = Terminal(environment: Self.secret.merging(["NO_COLOR": "1", "LANG": "en_US.UTF-8"]) { $1 })
        let refused = try terminal.run(["send", "second.md"], in: folder, [.answer("", to: "(y/n)")])
        #expect(refused.code == 75 && refused.screen.contains("Nothing was sent"), "\(refused.screen)")
        #expect(try folder.outbox().isEmpty)
        let sent = try terminal.run(
            ["send", "second.md"], in: folder, [.answer("y", to: "(y/n)"), .answer("2", to: "(2)")])
        #expect(sent.code == 0 && sent.screen.contains("inbox-not-read"), "\(sent.screen)")
        #expect(try folder.outbox().count == 2)
    }

    /// A test to oneself and a dry run leave the mailbox alone; so does whoever says so.
    @Test func whatSendsToNobodyReadsNothing() throws {
        let folder = try Self.folder(port: 9)
        #expect(try folder.run("send", "second.md", "--test-to", "zoe@example.org", "--yes").code == 0)
        #expect(try folder.run("send", "second.md", "--dry-run").code == 0)
        #expect(try folder.run("send", "second.md", "--dry-run", "--offline-inbox").code == 64)
        #expect(try folder.run("send", "second.md", "--yes", "--offline-inbox").code == 0)
    }

    /// With a departure to come, the inbox is read when it is time.
    @Test func aLaterLetterHearsFirst() throws {
        let folder = try Self.folder(port: 9)
        let ada = try #require(try folder.sentLetters()["ada@example.org"])
        let server = try Self.mailbox([ada.unsubscribe()])
        defer { server.close() }
        try folder.write("config.json", Self.settings(port: server.port).json)
        try folder.remove("outbox")
        let soon = Date().addingTimeInterval(1.5).formatted(.iso8601)
        let run = try folder.run(["send", "second.md", "--yes", "--at", soon], environment: Self.secret)
        #expect(run.code == 0, "\(run.err)")
        #expect(try Array(folder.sentLetters().keys) == ["bob@example.org"])
    }
}
