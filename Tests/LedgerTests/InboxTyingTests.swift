// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import GRDB
import Gate
import Ledger
import Mailroom
import TestSupport
import Testing
import Vocabulary

/// Whom a mail is tied to: the surest clue wins, and what leads nowhere is passed over.
@Suite struct InboxTyingTests {
    @Test func theSurestClueWins() throws {
        let inbox = try Inbox("ada", "bob", "cy", "di")
        var clues = Clues(
            tokens: ["", "00", String(repeating: "0", count: 32), inbox.token("ada")],
            returnedMessageIDs: [inbox.messageID("bob")], references: [inbox.messageID("cy")],
            addresses: ["di@example.org"])
        for (tie, name) in [(MailTie.token, "ada"), (.messageID, "bob"), (.reference, "cy"), (.address, "di")] {
            let heard = try inbox.hear(bounce(.unknown, of: "di@example.org", clues))
            let person = heard.people.first { $0.tiedBy != nil }
            #expect(person?.tiedBy == tie && person?.address == name + "@example.org")
            switch tie {
            case .token: clues.tokens.removeLast()
            case .messageID: clues.returnedMessageIDs = ["other.1@example.net"]
            case .reference, .address: clues.references = [String(repeating: "f", count: 48), "x." + "é@"]
            }
        }
    }

    /// A letter that was forwarded: whom we wrote to leaves, and the other one is shown.
    @Test func aForwardedLetterIsAboutWhomWeWroteTo() throws {
        let inbox = try Inbox("ada", "bob")
        let heard = try inbox.hear(bounce(.dead, of: "bob@example.org", Clues(tokens: [inbox.token("ada")])))
        #expect(heard.people.map(\.address) == ["ada@example.org", "bob@example.org"])
        #expect(heard.people.map(\.action) == [.recorded, .none])
        #expect(try inbox.objections() == ["ada@example.org bounced 2026-11-23"])
    }

    /// Where it was forwarded to several, the address is dead only where all of them are.
    @Test func aForwardedLetterIsDeadWhereItReachedNobody() throws {
        let inbox = try Inbox("ada")
        var said = bounce(.dead, of: "x@example.net", Clues(tokens: [inbox.token("ada")]))
        said.recipients.append(.init(address: "y@example.net", class: .sender))
        #expect(try inbox.hear(said).because == .senderMeant)
        said.recipients[1].class = .dead
        #expect(try inbox.hear(said).because == .addressDead)
    }

    /// Two letters in one report: nobody can tell whose it is, unless it says so.
    @Test func ofTwoLettersTheReportMustSayWhich() throws {
        let inbox = try Inbox("ada", "bob")
        let clues = Clues(tokens: [inbox.token("ada"), inbox.token("bob")])
        let named = try inbox.hear(bounce(.dead, clues))
        #expect(named.people.map(\.because) == [.addressDead, .causeUnknown])
        #expect(try inbox.hear(bounce(.dead, of: "x@example.net", clues)).action == .counted)
    }

    @Test func oneMailedAddressAloneInAReport() throws {
        let inbox = try Inbox("ada", "bob")
        func heard(_ addresses: [String]) throws -> HeardMail {
            try inbox.hear(bounce(.dead, of: "user unknown", Clues(addresses: addresses)))
        }
        let one = try heard(["you@example.org", "x@example.net", "Ada+news@example.org", "ADA@example.org", "nobody"])
        #expect(one.because == .deadByAddressAlone && one.people.first?.address == "ada@example.org")
        #expect(one.people.first?.class == .dead, "what it says of the one that it is about")
        #expect(try heard(["ada@example.org", "bob@example.org"]).action == .none, "either may be meant")
        #expect(try heard(["you@example.org"]).action == .none)
        // Where the report names somebody mailed, what else stands in it does not matter.
        let named = try inbox.hear(bounce(.dead, Clues(addresses: ["bob@example.org"])))
        #expect(named.people.map(\.address) == ["ada@example.org"])
    }

    /// Who was never mailed is nobody's address.
    @Test func onlyWhoWasMailedIsTied() throws {
        let inbox = try Inbox("ada")
        try inbox.books.take(.cards, row(["late@example.org"], name: "Late", card("late@example.org")))
        #expect(try inbox.rehearsal.enrol().enrolled.count == 1, "queued, and not mailed")
        #expect(try inbox.hear(written(.reply, from: "late@example.org", Clues())).action == .none)
        #expect(try inbox.hear(written(.unsubscribe, from: "late@example.org", Clues())).because == .requestOfUnknown)
    }

    @Test func theLatestLetterBeforeTheMail() throws {
        let inbox = try Inbox("ada")
        let winter = try Rehearsal(inbox.books, letter: "winter")
        for one in try winter.enrol().enrolled { try winter.carry(one.recipient, to: .accepted) }
        try inbox.books.raw().write { db in
            try db.execute(sql: "UPDATE recipient SET at = '2026-10-01T00:00:00.000Z' WHERE mailing = 1")
        }
        func letter(_ iso: String?) throws -> String? {
            let moment = iso.flatMap { Instant(iso: $0) }
            return try inbox.hear(written(.away, at: moment, Clues())).people.first?.letter
        }
        #expect(try letter("2026-10-02T08:00:00Z") == "autumn")
        #expect(try letter("2026-11-23T08:55:00Z") == "winter")
        #expect(try letter("2020-01-01T00:00:00Z") == "winter", "none had reached them: the latest")
        #expect(try letter(nil) == "winter")
    }

    // MARK: Requests

    /// Ada's letter in Bob's hands: whichever of them is meant, no further letter goes to either.
    @Test(arguments: [true, false]) func aRequestOfAnotherPersonMailed(_ isPlain: Bool) throws {
        let inbox = try Inbox("ada", "bob")
        let heard = try inbox.hear(
            written(.unsubscribe, from: "bob@example.org", isPlain: isPlain, Clues(tokens: [inbox.token("ada")])))
        #expect(heard.people.map(\.address) == ["ada@example.org", "bob@example.org"])
        #expect(heard.people.map(\.tiedBy) == [.token, .address])
        #expect(heard.people.map(\.action) == [.recorded, isPlain ? .recorded : .waiting])
        #expect(heard.action == (isPlain ? .recorded : .waiting))
        let both = ["ada@example.org objected 2026-11-23", "bob@example.org objected 2026-11-23"]
        #expect(try inbox.objections() == (isPlain ? both : [both[0]]))
    }

    @Test func aRequestFromAnAddressNobodyKnows() throws {
        let inbox = try Inbox("ada")
        let heard = try inbox.hear(
            written(.unsubscribe, from: "home@example.net", Clues(references: [inbox.messageID("ada")])))
        #expect(heard.people.map(\.address) == ["ada@example.org", "home@example.net"])
        #expect(heard.people.map(\.action) == [.recorded, .none])
    }

    /// What the sender writes, quoting a letter, is nobody's answer.
    @Test func theSendersOwnMailIsNoAnswer() throws {
        let inbox = try Inbox("ada")
        let clues = Clues(tokens: [inbox.token("ada")])
        for kind in [MailKind.reply, .away, .gone] {
            #expect(try inbox.hear(written(kind, from: "You@Example.org", isAuthentic: true, clues)).action == .none)
        }
        #expect(try inbox.hear(written(.unsubscribe, from: "you@example.org", Clues())).action == .none)
        #expect(try inbox.hear(written(.unsubscribe, from: "you@example.org", clues)).action == .recorded)
    }

    // MARK: Forgeries

    /// What anybody can write excludes nobody, but for a plain request, and speaks for nobody.
    @Test func aForgedMailIsNoMoreThanAMailFromAnybody() throws {
        let inbox = try Inbox("ada", "bob")
        let guesses = Clues(
            tokens: [
                String(repeating: "a", count: 32),
                key.unsubscribeToken(letter: "other", address: spec("ada@example.org")),
            ],
            returnedMessageIDs: ["autumn." + String(repeating: "0", count: 48) + "@example.org"],
            references: [Key().messageID(letter: "autumn", token: inbox.token("ada"), nonce: 1) + "@example.org"],
            addresses: ["ada@example.org"])
        for said in [
            bounce(.dead, guesses), written(.complaint, guesses), written(.reply, isAuthentic: true, guesses),
            written(.gone, isAuthentic: true, guesses), written(.unsubscribe, guesses),
        ] {
            let heard = try inbox.hear(said)
            #expect(heard.action == .waiting && heard.people.first?.tiedBy == .address, "\(said.kind)")
        }
        #expect(try inbox.objections() == [] && inbox.heard() == [])
        // Authentic is what the provider says of `From`; that does not make another's letter theirs.
        let other = Clues(tokens: [inbox.token("ada")])
        let heard = try inbox.hear(written(.reply, from: "bob@example.org", isAuthentic: true, other))
        #expect(try heard.because == .replyFromElsewhere && inbox.heard() == [])
    }

    // MARK: Dates

    /// An objection has the day of the mail, and never one to come; it answers a letter, so it is no earlier than that.
    @Test(arguments: [
        ("2026-11-23T08:00:00Z", "2026-11-23"), ("2031-01-01T00:00:00Z", "2026-11-23"),
        ("2001-01-01T00:00:00Z", "2026-11-23"), (nil, "2026-11-23"),
    ]) func theDayOfAnObjection(_ date: String?, _ day: String) throws {
        let inbox = try Inbox("ada")
        try inbox.hear(
            written(.unsubscribe, at: date.flatMap { Instant(iso: $0) }, Clues(tokens: [inbox.token("ada")])))
        #expect(try inbox.objections() == ["ada@example.org objected \(day)"])
    }

    /// A date of long ago, which anybody can write, must not let a sign-up since then lift what is asked now.
    @Test(arguments: ["2001-01-01T00:00:00Z", "2026-10-05T10:00:00Z"])
    func aRequestByAddressAloneIsNoEarlierThanTheLetter(_ date: String) throws {
        let inbox = try Inbox("ada")
        try inbox.hear(written(.unsubscribe, at: Instant(iso: date), isPlain: true, Clues()))
        #expect(try inbox.objections() == ["ada@example.org objected 2026-11-23"])
    }

    @Test func aContactFromThePersonIsNeverToCome() throws {
        let inbox = try Inbox("ada")
        let clues = Clues(references: [inbox.messageID("ada")])
        try inbox.hear(written(.reply, at: Instant(iso: "2030-01-01T00:00:00Z"), isAuthentic: true, clues))
        #expect(try inbox.heard() == ["ada@example.org 2026-11-23"])
    }
}
