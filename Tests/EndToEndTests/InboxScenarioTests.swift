import Foundation
import Testing

/// A letter to twenty people, all that comes back of it, and the second letter, which goes to the right ones.
@Suite struct InboxScenarioTests {
    private static let people = [
        "ada", "bob", "carl", "dora", "emil", "fay", "gus", "hal", "ida", "jon", "kim", "lea", "max", "nora", "otto",
        "pia",
        "quentin", "rosa", "sam", "tess",
    ]

    /// A letter that has been sent, and its returns as files of `back`.
    private static func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder(
            .with {
                // Nothing listens there: the inbox is read from files.
                $0.inbox =
                    #"{"url": "imap://127.0.0.1:9", "security": "none", "username": "zoe", "password": {"environment": "X"}, "trustedResults": "mx.example.org"}"#
            })
        try folder.meet(people)
        #expect(try folder.send("--offline-inbox").code == 0)
        let sent = try folder.sentLetters()
        #expect(sent.count == 20)
        func letter(_ name: String) throws -> SentLetter { try #require(sent[name + "@example.org"]) }
        let back = try [
            "01-ada": letter("ada").bounce(), "02-bob": letter("bob").bounce(),
            "03-carl": letter("carl").bounce("550 5.1.1 <carl@example.org>: user unknown"),
            "04-dora": letter("dora").away(), "05-emil": letter("emil").gone(),
            "06-fay": letter("fay").reply("désabonnez-moi svp\n", from: "Fay <fay@home.example>"),
            "07-gus": letter("gus").unsubscribe(), "08-hal": letter("hal").complaint(),
            "09-ida": letter("ida").reply("Merci, à bientôt !\n", isVouchedFor: true),
            "10-jon": letter("jon").reply("Belle lettre, merci beaucoup.\n", isVouchedFor: true),
            "11-kim": letter("kim").reply("Merci pour ces nouvelles.\n"),
            "12-shop": "From: shop@example.com\r\nTo: zoe@example.org\r\nSubject: Sale\r\n\r\nEverything must go.\r\n",
        ]
        for (name, mail) in back { try folder.write("back/\(name).eml", mail) }
        return folder
    }

    @Test func whoIsGoneIsOutAndEverybodyElseGetsTheSecondLetter() throws {
        let folder = try Self.folder()
        let run = try folder.run("inbox", "back", "--json")
        #expect(run.code == 0, "\(run.err)")
        let heard: InboxDocument = try run.document()
        #expect(heard.recorded == .init(bounced: 3, complained: 1, objected: 2, heard: 2), "\(run.out)")
        #expect(heard.waiting == 2, "\(run.out)")
        #expect(heard.sources.map(\.messages) == [12] && heard.sources.map(\.new) == [11])
        #expect(
            heard.kinds == [
                "bounce": 3, "complaint": 1, "unsubscribe": 2, "reply": 4, "away": 1, "gone": 1,
            ])
        let fay = try #require(heard.messages.first { $0.from == "fay@home.example" })
        #expect(fay.recipients.map(\.address).contains("fay@example.org") && fay.letter == "l1")

        // Once more, and from a copy: nothing is new.
        let log = try folder.run("log").out
        let again: InboxDocument = try folder.run("inbox", "back", "back/01-ada.eml", "--json").document()
        #expect(again.recorded == .init() && again.waiting == 2 && again.sources.allSatisfy { $0.new == 0 })
        #expect(try folder.run("log").out == log)

        // The sender's word on the two that wait.
        let waiting: [WaitingDocument] = try folder.run("inbox", "review", "--json").document()
        #expect(Set(waiting.map(\.address)) == ["emil@example.org", "kim@example.org"])
        for (address, word) in [("emil@example.org", "bounced"), ("kim@example.org", "heard-from")] {
            let one = try #require(waiting.first { $0.address == address })
            #expect(one.choices.contains(word) && one.choices.last == "nothing" && one.letter == "l1")
            let settled = try folder.run("inbox", "settle", String(one.id), "--as", word)
            #expect(settled.code == 0 && settled.out.contains(address), "\(settled.err)")
        }

        // What came back shows elsewhere.
        let status = try folder.run("status", "l1", "--json").out
        #expect(status.contains(#""returned": 3"#) || status.contains(#""returned": 4"#), "\(status)")
        #expect(status.contains(#""class": "dead""#))
        let why = try folder.run("why", "fay@example.org").out
        #expect(
            why.contains("What came back") && why.contains("désabonnez-moi svp") && why.contains("fay@home.example"))
        #expect(try folder.run("log", "verify").code == 0)

        // The second letter.
        try folder.write("second.md", WorkingFolder.letter.replacing("l1", with: "l2"))
        let preview = try folder.preview("second.md")
        let out: Set = ["ada", "bob", "carl", "emil", "fay", "gus", "hal"]
        let left = Set(Self.people).subtracting(out)
        #expect(
            Set(preview.recipients.filter { $0.verdict == "admitted" }.compactMap(\.address))
                == Set(left.map { $0 + "@example.org" }))
        try folder.remove("outbox")
        #expect(try folder.send("--offline-inbox", letter: "second.md").code == 0)
        #expect(Set(try folder.sentLetters().keys) == Set(left.map { $0 + "@example.org" }))
    }

    /// What came back is told to the person who asks what is known, and whoever erases them hears where their mail still lies.
    @Test func thePersonIsToldAndTheMailIsNamed() throws {
        let folder = try Self.folder()
        #expect(try folder.run("inbox", "back").code == 0)
        let french = try folder.run("subject", "export", "fay@example.org", "--lang", "fr").out
        #expect(
            french.contains("Ce qui est revenu\n") && french.contains("de fay@home.example")
                && french.contains("désabonnez-moi svp"), "\(french)")
        let english = try folder.run("subject", "export", "carl@example.org", "--lang", "en").out
        #expect(english.contains("What came back\n") && english.contains("user unknown"), "\(english)")
        let erased = try folder.run("subject", "erase", "fay@example.org", "--yes", "--lang", "fr")
        #expect(erased.code == 0 && erased.out.contains("courrier lu, 1\u{A0}fichier"), "\(erased.out)")
        let json = try folder.run("subject", "erase", "carl@example.org", "--yes", "--json").out
        #expect(json.contains(#""kind": "mail""#) && json.contains(folder.path("back")), "\(json)")
        #expect(try folder.run("log", "verify").code == 0)
    }

    /// The same mails in an mbox and in a Maildir count once. In an mbox, one mail may have been written into another's text with all
    /// that vouches for it: its replies exclude, and wait where they would speak for somebody.
    @Test func mboxAndMaildirHoldTheSameMails() throws {
        let folder = try Self.folder()
        let names = folder.names(in: "back")
        let mails = try names.map { try folder.text("back/" + $0) }
        let mbox = mails.map {
            "From MAILER-DAEMON Mon Nov 16 08:00:00 2026\n" + $0.replacing("\r\n", with: "\n") + "\n"
        }
        try folder.write("back.mbox", mbox.joined())
        for (index, mail) in mails.enumerated() {
            try folder.write("Maildir/\(index % 2 == 0 ? "new" : "cur")/\(index).x", mail.replacing("\r\n", with: "\n"))
        }
        try FileManager.default.createDirectory(atPath: folder.path("Maildir/tmp"), withIntermediateDirectories: true)
        let first: InboxDocument = try folder.run("inbox", "back.mbox", "--json").document()
        #expect(first.recorded == .init(bounced: 3, complained: 1, objected: 2, heard: 0) && first.waiting == 4)
        let second: InboxDocument = try folder.run("inbox", "Maildir", "back", "--json").document()
        #expect(second.recorded == .init() && second.sources.map(\.messages) == [12, 12])
        #expect(second.sources.allSatisfy { $0.new == 0 })
    }

    /// A dry run shows each message and keeps none.
    @Test func aDryRunKeepsNothing() throws {
        let folder = try Self.folder()
        let log = try folder.run("log").out
        let heard: InboxDocument = try folder.run("inbox", "back", "--dry-run", "--json").document()
        #expect(heard.messages.count == 12 && heard.messages.allSatisfy { $0.id == nil })
        // The same mail twice has no number either.
        let twice = try folder.run("inbox", "back", "back", "--dry-run", "--json")
        #expect(try (twice.document() as InboxDocument).messages.allSatisfy { $0.id == nil }, "\(twice.out)")
        #expect(heard.messages.contains { $0.from == "shop@example.com" && $0.action == "none" })
        #expect(heard.recorded.bounced == 3)
        #expect(try folder.run("log").out == log)
        let waiting: [WaitingDocument] = try folder.run("inbox", "review", "--json").document()
        #expect(waiting.isEmpty)
        let shown = try folder.run("inbox", "back", "--dry-run")
        #expect(shown.out.contains("fay@example.org") && shown.err.contains("nothing was recorded"), "\(shown.out)")
    }
}
