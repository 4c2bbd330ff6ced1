// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Gate
import Ledger
import Mailroom
import TestSupport
import Testing
import Vocabulary

/// The sender's word on what waits, and what is told of what came back.
@Suite struct InboxSettlingTests {
    private func settle(_ inbox: Inbox, _ numbers: [Int64], _ verdict: MailVerdict) throws -> [SettledMail.Row] {
        guard case .done(let rows) = try inbox.hearing.settle(numbers, as: verdict, now: at(100)) else {
            Issue.record("\(numbers) are not settled")
            return []
        }
        return rows
    }

    @Test(
        arguments: [
            (MailKind.reply, MailVerdict.heardFrom, [], ["ada@example.org 2026-11-23"]),
            (.reply, .objected, ["ada@example.org objected 2026-11-23"], []),
            (.unsubscribe, .objected, ["ada@example.org objected 2026-11-23"], []),
            (.complaint, .complained, ["ada@example.org complained 2026-11-23"], []),
            (.gone, .bounced, ["ada@example.org bounced 2026-11-23"], []), (.gone, .nothing, [], []),
        ] as [(MailKind, MailVerdict, [String], [String])])
    func aWordHasItsEffect(
        _ kind: MailKind, _ verdict: MailVerdict, _ objections: [String], _ heard: [String]
    ) throws {
        let inbox = try Inbox("ada")
        try inbox.hear(written(kind, words: "bob@example.org says so", Clues()))
        let waiting = try inbox.ledger.waitingMail()
        #expect(waiting.map(\.choices.last) == [.nothing] && waiting[0].choices.contains(verdict))
        #expect(waiting.map(\.address) == ["ada@example.org"] && waiting.map(\.from) == [nil])
        let rows = try settle(inbox, [waiting[0].id], verdict)
        #expect(rows.map(\.isNew) == [verdict != .nothing] && rows.map(\.wasSettled) == [false])
        #expect(rows.map(\.mail.verdict) == [verdict])
        #expect(try inbox.objections() == objections && inbox.heard() == heard)
        #expect(try inbox.ledger.waitingMailCount() == 0)
        #expect(
            try inbox.ledger.objections(to: spec("ada@example.org"), key: key).map(\.because)
                == objections.map { _ in "the sender’s decision on a message received: … says so" })
        // Settling twice says so, and changes nothing.
        let log = try inbox.books.logLines()
        let again = try settle(inbox, [waiting[0].id], .nothing)
        #expect(again.map(\.wasSettled) == [true] && again.map(\.mail.verdict) == [verdict])
        #expect(try inbox.books.logLines() == log && inbox.objections() == objections)
        #expect(inbox.ledger.check(key: key).isSound)
    }

    @Test func allOrNone() throws {
        let inbox = try Inbox("ada", "bob")
        try inbox.hear(written(.reply, Clues()))
        try inbox.hear(bounce(.dead, of: "bob@example.org", Clues()))
        try inbox.hear(written(.away, Clues()))
        guard
            case .unknown(let unknown, let waiting) = try inbox.hearing.settle([1, 3, 99], as: .objected, now: at(100))
        else {
            Issue.record("99 is nobody's, and 3 never waited")
            return
        }
        #expect(unknown == [3, 99] && waiting == [1, 2])
        guard case .notAChoice(let mail, let choices) = try inbox.hearing.settle([1, 2], as: .heardFrom, now: at(100))
        else {
            Issue.record("nobody is heard from by a report")
            return
        }
        #expect(mail.id == 2 && choices == [.bounced, .objected, .nothing])
        #expect(try inbox.objections() == [] && inbox.ledger.waitingMailCount() == 2)
        #expect(try settle(inbox, [2, 1, 2], .objected).map(\.mail.id) == [2, 1])
        #expect(try inbox.objections().count == 2)
    }

    @Test func aStrangersRequest() throws {
        let inbox = try Inbox("ada")
        try inbox.hear(written(.unsubscribe, from: "Stranger@example.net", Clues()))
        _ = try settle(inbox, [1], .objected)
        #expect(try inbox.objections() == ["Stranger@example.net objected 2026-11-23"])
    }

    /// The sender's word counts from the letter that the mail answers or, where it answers none, from when it is given.
    @Test(arguments: ["ada@example.org", "stranger@example.net"])
    func aDateOfLongAgoCountsForNothing(_ from: String) throws {
        let inbox = try Inbox("ada")
        try inbox.hear(written(.unsubscribe, from: from, at: Instant(iso: "2001-01-01T00:00:00Z"), Clues()))
        _ = try settle(inbox, [1], .objected)
        #expect(try inbox.objections() == ["\(from) objected 2026-11-23"])
    }

    /// A number is never another one's, even where the highest is gone.
    @Test func numbersAreNeverUsedAgain() throws {
        let inbox = try Inbox("ada")
        try inbox.hear(written(.unsubscribe, from: "stranger@example.net", Clues()))
        _ = try inbox.ledger.erase(.address(spec("stranger@example.net")), on: today, key: key, now: at(91), keep: true)
        try inbox.hear(written(.reply, Clues()))
        #expect(try inbox.ledger.waitingMail().map(\.id) == [2])
    }

    // MARK: What is told

    private func returned(_ inbox: Inbox) throws -> [String: Returned] {
        var found: [String: Returned] = [:]
        try inbox.ledger.forEachRecipient(of: "autumn") { found[$0.address] = $0.returned }
        return found
    }

    @Test func statusTellsWhatCameBack() throws {
        let inbox = try Inbox("ada", "bob", "cy", "di")
        try inbox.hear(bounce(.dead, at: at(60), Clues(tokens: [inbox.token("ada")])))
        try inbox.hear(bounce(.sender, at: at(61), Clues(tokens: [inbox.token("ada")])))
        for minute in [Int64(60), 62] {
            try inbox.hear(
                bounce(.temporary, of: "bob@example.org", at: at(minute), Clues(tokens: [inbox.token("bob")])))
        }
        try inbox.hear(bounce(.dead, of: "cy@example.org", Clues()))
        try inbox.hear(written(.reply, from: "di@example.org", Clues()))
        let found = try returned(inbox)
        #expect(found.keys.sorted() == ["ada@example.org", "bob@example.org"], "what waits is not told as a fact")
        #expect(found["ada@example.org"]?.class == .dead && found["ada@example.org"]?.at == at(60))
        #expect(found["ada@example.org"]?.diagnostic == "550 5.1.1 <ada@example.org>: user unknown")
        #expect(found["bob@example.org"]?.at == at(62))
        #expect(try inbox.ledger.counts(of: "autumn").returned == 1)
        #expect(try inbox.ledger.counts(of: "autumn")[.accepted] == 4, "the relay took them")
        let waiting = try #require(try inbox.ledger.waitingMail().first { $0.kind == .bounce })
        _ = try settle(inbox, [waiting.id], .bounced)
        #expect(try returned(inbox)["cy@example.org"]?.class == .dead)
        #expect(try inbox.ledger.counts(of: "autumn").returned == 2)
    }

    @Test func readsForOtherDoors() throws {
        let inbox = try Inbox("ada", "bob")
        try inbox.hear(bounce(.sender, at: at(-3000), Clues(tokens: [inbox.token("ada")])))
        try inbox.hear(bounce(.unknown, at: at(60), Clues(tokens: [inbox.token("ada")])))
        try inbox.hear(bounce(.temporary, at: at(61), Clues(tokens: [inbox.token("ada")])))
        #expect(try inbox.ledger.troublesWithSending(since: at(0)).map(\.class) == [.unknown])
        #expect(
            try inbox.ledger.cameBack(about: spec("ADA+x@example.org")).map(\.class) == [.sender, .unknown, .temporary])
        #expect(try inbox.ledger.lastCameBack().mapValues(\.class) == ["ada@example.org": .temporary])
        let account = "you at imap.example.org"
        #expect(
            try inbox.ledger.inboxStanding(of: account)
                == InboxStanding(lastRead: nil, hasMailedSince: true, waiting: 0))
        try inbox.ledger.noteInboxRead(account, at: at(90))
        try inbox.ledger.noteInboxRead(account, at: at(80))
        #expect(
            try inbox.ledger.inboxStanding(of: account)
                == InboxStanding(lastRead: at(90), hasMailedSince: false, waiting: 0))
        #expect(try inbox.ledger.inboxStanding(of: "other").lastRead == nil)
    }

    /// Whoever makes room in a mailing for another row of theirs takes what came back along.
    @Test func aRecipientWhoMakesRoom() throws {
        let books = try Books()
        try books.take(.cards, row(["ada@example.org"], name: "Ada", card("ada@example.org")))
        try books.take(.cards, row(["a.l@example.net"], name: "Ada Lovelace", card("a.l@example.net")))
        let rehearsal = try Rehearsal(books)
        let enrolled = try rehearsal.enrol().enrolled
        try rehearsal.carry(enrolled[0].recipient, to: .accepted)
        let hearing = Inbox.hearing(books.ledger)
        let token = key.unsubscribeToken(letter: "autumn", address: spec("a.l@example.net"))
        let mail = MailToHear(
            place: .file(path: "a.eml", index: 0), digest: Array(repeating: 1, count: 32),
            understanding: written(.away, from: "a.l@example.net", Clues(tokens: [token])))
        #expect(try hearing.hear([mail], now: at(90))[0].action == .counted, "the letter waits, and the token is known")
        try books.take(
            .linkedIn, linkedInRow("ada", "ada@example.org", name: "Ada"),
            linkedInRow("ada", "a.l@example.net", name: "Ada"))
        #expect(books.ledger.check(key: key).isSound)
    }
}
