import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A letter to twenty people by way of a real relay, what comes back of it in a real mailbox, and the second letter.
@Suite(
    .serialized, .enabled(if: getuid() == 0, "Postfix starts as root alone"),
    .enabled(if: PrivateDovecot.isThere, "\(PrivateDovecot.absence)"))
struct WholeWayTests {
    /// Those of whom nothing comes back.
    private static let silent = ["gus", "hal", "ida", "jon", "kim", "lea", "max", "nora", "otto"]
    /// The relay refuses the first two at once, and takes the letter to the third, which it then cannot deliver.
    private static let people = ["unknown1", "unknown2", "late", "away", "left", "ada", "bob", "carl"] + kind + silent
    private static let kind = ["dora", "emil", "fay"]
    private static let secret = ["IMAP": PrivateDovecot.password]

    private static func relay() throws -> PrivatePostfix {
        try PrivatePostfix([
            "virtual_alias_maps=inline:{{late@example.org=nobody@nowhere.example}}",
            "default_transport=error:5.1.1 User unknown",
        ])
    }

    /// A mailbox that holds these mails; its certificate is vouched for by `authority`.
    private static func mailbox(_ authority: TestAuthority, _ mails: [String]) throws -> PrivateDovecot {
        let (certificate, key) = try authority.issue("good", for: "127.0.0.1")
        return try PrivateDovecot(certificate: certificate, key: key) { maildir in
            for (index, mail) in mails.enumerated() {
                try Data(mail.utf8).write(to: URL(fileURLWithPath: "\(maildir)/new/\(index).host"))
            }
        }
    }

    private static func addresses(_ names: some Sequence<String>) -> Set<String> {
        Set(names.map { $0 + "@example.org" })
    }

    @Test func theSecondLetterGoesToTheRightPeople() throws {
        let (postfix, authority) = (try Self.relay(), try TestAuthority())
        var settings = Settings.with { $0.relay = postfix.settings() }
        let folder = try WorkingFolder(settings)
        try folder.meet(Self.people)
        #expect(try folder.send().code == 1)
        let arrived = try postfix.received()
        // The report on the one whom it could not reach is the relay's own.
        let reports = arrived.filter { $0.recipient == "zoe@example.org" }.map(\.content)
        try #require(reports.count == 1, "\(postfix.log)")
        let sent = Dictionary(
            uniqueKeysWithValues: arrived.filter { $0.recipient != "zoe@example.org" }.map {
                ($0.recipient, SentLetter(Data($0.content.utf8)))
            })
        #expect(Set(sent.keys) == Self.addresses(Self.people.dropFirst(3)))
        func letter(_ name: String) throws -> SentLetter { try #require(sent[name + "@example.org"]) }

        let answers = try [
            letter("away").away(), letter("left").gone(),
            letter("ada").reply("désabonnez-moi svp\n", from: "Ada <ada@home.example>"), letter("bob").unsubscribe(),
            letter("carl").complaint(),
        ]
        let kind = try Self.kind.map { try letter($0).reply("Merci, à bientôt !\n", isVouchedFor: true) }
        let dovecot = try Self.mailbox(authority, reports + answers + kind)
        settings.inbox = """
            {"url": "imap://127.0.0.1:\(dovecot.port)", "caFile": "\(authority.caFile)", "username": "zoe@example.org",
             "password": {"environment": "IMAP"}, "folders": ["INBOX", "\\\\Junk"], "trustedResults": "mx.example.org"}
            """
        try folder.write("config.json", settings.json)

        let run = try folder.run(["inbox", "--json"], environment: Self.secret)
        #expect(run.code == 0, "\(run.err)")
        let heard: InboxDocument = try run.document()
        #expect(heard.recorded == .init(bounced: 1, complained: 1, objected: 2, heard: 3), "\(run.out)")
        #expect(heard.waiting == 1 && heard.sources.map(\.new) == [9, 0], "\(run.out)")
        let late = try #require(heard.messages.first { $0.kind == "bounce" })
        #expect(late.recipients.first?.address == "late@example.org" && late.tiedBy != "address", "\(run.out)")
        let waiting: [WaitingDocument] = try folder.run("inbox", "review", "--json").document()
        #expect(waiting.map(\.address) == ["left@example.org"] && waiting.map(\.kind) == ["gone"])
        let settled = try folder.run("inbox", "settle", waiting.map { String($0.id) }.first ?? "", "--as", "bounced")
        #expect(settled.code == 0, "\(settled.err)")

        try folder.write("second.md", WorkingFolder.letter.replacing("l1", with: "l2"))
        let second = try folder.run(["send", "second.md", "--yes", "--json"], environment: Self.secret)
        #expect(second.code == 0, "\(second.err)")
        let got = try postfix.received().map(\.recipient)
        let out = ["unknown1", "unknown2", "late", "left", "ada", "bob", "carl"]
        let twice = Dictionary(grouping: got, by: \.self).filter { $0.value.count == 2 }
        #expect(Set(twice.keys) == Self.addresses(Set(Self.people).subtracting(out)))
        #expect(try folder.verify().ok)
    }
}
