// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Foundation
import GRDB
import Gate
import Ledger
import Mailroom
import TestSupport
import Testing
import Vocabulary

/// What is kept of mail goes with its people and with its time, and is theirs to see.
@Suite struct InboxErasureTests {
    private func erase(_ inbox: Inbox, _ address: String) throws -> ErasureTally {
        let tally = try inbox.ledger.erase(
            .address(spec(address)), on: today, key: key, now: at(95), keep: true
        ).tally
        try inbox.ledger.scrub()
        return tally
    }

    /// A mail from Ada about Bob's letter, one about both, and what names her.
    private func filled() throws -> Inbox {
        let inbox = try Inbox("ada", "bob")
        try inbox.hear(written(.reply, from: "ada@example.org", words: "from ada", Clues(tokens: [inbox.token("bob")])))
        try inbox.hear(bounce(.temporary, Clues(tokens: [inbox.token("ada")])))
        try inbox.hear(bounce(.dead, at: at(61), Clues(returnedMessageIDs: [inbox.messageID("ada")])))
        var both = bounce(.dead, of: "bob@example.org", Clues())
        both.recipients.append(.init(address: "ada@example.org", class: .dead, diagnostic: "no ada"))
        both.words = "neither ada nor bob"
        try inbox.hear(both)
        try inbox.hear(written(.away, from: "bob@example.org", words: "ask ada@example.org meanwhile", Clues()))
        try inbox.hear(written(.away, from: "bob@example.org", words: "ask ada@example.org.uk", Clues()))
        try inbox.hear(written(.unsubscribe, from: "Ada+shop@example.org", words: "spelt otherwise", Clues()))
        return inbox
    }

    @Test func anErasureTakesWhatIsKeptAlong() throws {
        let inbox = try filled()
        let tally = try erase(inbox, "ada@example.org")
        #expect(tally.messages == 5)
        let left = try inbox.ledger.cameBack(about: spec("bob@example.org"))
        #expect(left.map(\.kind) == [.bounce, .away, .away])
        #expect(left.map(\.words) == ["", "", "ask ada@example.org.uk"])
        #expect(try inbox.ledger.waitingMail().map(\.address) == ["bob@example.org"])
        #expect(inbox.ledger.check(key: key).isSound && inbox.ledger.verifyLog(key: key).faults == [])
        let bytes = String(decoding: try inbox.books.folder.bytes("ledger.sqlite"), as: UTF8.self)
            .replacingOccurrences(of: "ada@example.org.uk", with: "")
        for trace in ["ada@", "Ada+", "no ada", "from ada", "spelt otherwise"] {
            let isLeft = bytes.contains(trace)
            #expect(!isLeft, "\(trace)")
        }
    }

    /// Whoever answered another's letter and was erased does not come back with the same mail; a request to leave still counts.
    @Test func whoWasErasedIsNotWrittenDownAgain() throws {
        let inbox = try Inbox("ada", "bob")
        let clues = Clues(tokens: [inbox.token("bob")])
        let reply = written(.reply, from: "rose@example.net", words: "kindly, rose", clues)
        try inbox.hear(reply, digest: 1)
        _ = try erase(inbox, "rose@example.net")
        #expect(try inbox.hear(reply, digest: 1).action == .none)
        let request = written(.unsubscribe, from: "rose@example.net", words: "rose asks", clues)
        #expect(try inbox.hear(request, digest: 2).action == .recorded)
        #expect(try inbox.objections().contains("bob@example.org objected 2026-11-23"))
        let kept = try inbox.kept()
        #expect(kept.allSatisfy { !$0.contains("rose") }, "\(kept)")
    }

    /// The token of somebody who was erased is known, and nothing is written down of what comes back to it.
    @Test func nothingIsKeptOfSomebodyErased() throws {
        let inbox = try filled()
        let id = inbox.messageID("ada")
        _ = try erase(inbox, "ada@example.org")
        let (kept, log) = (try inbox.kept(), try inbox.books.logLines())
        for said in [
            bounce(.dead, Clues(tokens: [inbox.token("ada")])), bounce(.dead, Clues()),
            written(.unsubscribe, isPlain: true, Clues(references: [id])), written(.unsubscribe, Clues()),
            written(.reply, isAuthentic: true, Clues(references: [id])), written(.gone, Clues(references: [id])),
        ] {
            let heard = try inbox.hear(said)
            #expect(heard.action == .none, "\(said.kind)")
            #expect(heard.because == .erased || said.kind == .bounce, "\(said.kind)")
            #expect(!heard.people.contains { $0.id != nil })
        }
        #expect(try inbox.kept() == kept && inbox.books.logLines() == log)
    }

    /// A plan changes nothing, and tells how much would go.
    @Test func aPlanChangesNothing() throws {
        let inbox = try filled()
        let kept = try inbox.kept()
        let planned = try inbox.ledger.erase(
            .address(spec("ada@example.org")), on: today, key: key, now: at(95), keep: false)
        #expect(try planned.tally.messages == 5 && inbox.kept() == kept)
    }

    /// Two people of one address: what came back may be about whoever stays.
    @Test func whoSharesAnAddressKeepsIt() throws {
        let inbox = try filled()
        try inbox.books.take(
            .linkedIn, linkedInRow("ada", "ada@example.org", name: "ada"),
            linkedInRow("eve", "ada@example.org", name: "Eve"))
        try #require(try inbox.books.people().filter { $0.contains("ada@example.org") }.count == 2)
        let profile = ProfileURL("https://linkedin.com/in/eve")!
        let before = try inbox.kept()
        _ = try inbox.ledger.erase(.profile(profile), on: today, key: key, now: at(95), keep: true)
        #expect(try inbox.kept() == before)
    }

    /// The words of somebody else's mail may name the person: in what is kept of it, and in the objection that it led to.
    @Test func aNameInTheWordsOfOthersGoes() throws {
        let inbox = try Inbox("ada", "bob", "cy")
        try inbox.books.take(.contacts, sha: "2", row(["ada@example.org"], name: "Ada Lovelace"))
        for (name, words) in [
            ("bob", "No more letters to us, LOVELACE Ada, and Bob"), ("cy", "Ada King, or Lovelace: please stop"),
        ] {
            try inbox.hear(
                written(
                    .unsubscribe, from: name + "@example.org", isPlain: true, words: words,
                    Clues(tokens: [inbox.token(name)])))
        }
        try inbox.books.object("zoe@example.org")
        func reasons() throws -> [String] {
            try ["bob", "cy"].flatMap { try inbox.ledger.objections(to: spec($0 + "@example.org"), key: key) }
                .map(\.because)
        }
        #expect(try reasons().filter(\.isEmpty) == [])
        _ = try erase(inbox, "ada@example.org")
        let left = try reasons()
        #expect(left.count == 2 && left[0].isEmpty && left[1].hasSuffix("please stop"), "\(left)")
        #expect(try inbox.ledger.cameBack(about: spec("bob@example.org")).map(\.words) == [""])
        #expect(inbox.ledger.check(key: key).isSound && inbox.ledger.verifyLog(key: key).faults == [])
        #expect(try inbox.books.folder.bytes("ledger.sqlite").range(of: Data("LOVELACE Ada".utf8)) == nil)
    }

    /// Which folders of the account the person's mail lies in is said while it is known.
    @Test func whereTheMailLiesIsSaid() throws {
        let inbox = try filled()
        let planned = try inbox.ledger.erase(
            .address(spec("ada@example.org")), on: today, key: key, now: at(95), keep: false)
        #expect(planned.mailbox.map(\.folder.name) == ["INBOX"] && planned.mailbox.map(\.mails) == [5])
        let nobody = try inbox.ledger.erase(
            .address(spec("eve@example.org")), on: today, key: key, now: at(95), keep: false)
        #expect(nobody.mailbox.isEmpty)
    }

    @Test func aRequestForAccessShowsIt() throws {
        let inbox = try filled()
        let account = try inbox.ledger.account(of: .address(spec("ada@example.org")), key: key)
        #expect(account.messages.map(\.kind) == ["reply", "bounce", "bounce", "bounce", "unsubscribe"])
        #expect(account.messages.map(\.words).contains("from ada"))
        #expect(account.messages.map(\.class).prefix(3) == [nil, "temporary", "dead"])
        #expect(try inbox.ledger.account(of: .address(spec("eve@example.org")), key: key).messages == [])
    }

    // MARK: Retention

    private func tidy(_ inbox: Inbox, afterDays days: Int64) throws -> ErasureTally {
        let now = Instant(milliseconds: at(90).milliseconds + days * Instant.millisecondsPerDay)
        let found = try inbox.ledger.lapsed(Retention(), key: key, today: now.day, now: now)
        let tally = try inbox.ledger.tidy(Retention(), key: key, today: now.day, now: now)
        #expect(found.messages <= tally.messages)
        return tally
    }

    @Test func whatIsKeptHasItsTime() throws {
        let inbox = try filled()
        let log = try inbox.books.logLines()
        #expect(try tidy(inbox, afterDays: 300).isNothing)
        #expect(try tidy(inbox, afterDays: 300).isNothing && inbox.books.logLines() == log)
        // What waits goes on waiting for as long as its people are known.
        let retention = Retention(evidenceMaxAgeDays: 9000, contactMaxAgeDays: 20)
        let now = Instant(milliseconds: at(90).milliseconds + 21 * Instant.millisecondsPerDay)
        let found = try inbox.ledger.lapsed(retention, key: key, today: now.day, now: now)
        #expect(found.messages == 4 && !found.isNothing)
        #expect(try inbox.ledger.tidy(retention, key: key, today: now.day, now: now).messages == 4)
        #expect(try inbox.books.logLines() == log, "the log knows nothing of mail that is kept")
        #expect(try inbox.ledger.waitingMailCount() == 4)
        #expect(try inbox.objections() == ["ada@example.org bounced 2026-11-23"], "objections have no time")
    }

    /// Whoever was mailed and is forgotten, by retention or on request, in either order: the log holds, and what an erasure did
    /// not empty is a fault.
    @Test(arguments: [["tidy"], ["erase", "tidy"], ["tidy", "erase"], ["tidy", "erase", "tidy"]])
    func theLogHoldsWhateverGoesFirst(_ order: [String]) throws {
        let inbox = try filled()
        try inbox.hear(written(.reply, from: "bob@example.org", words: "hello", Clues(tokens: [inbox.token("bob")])))
        for (index, step) in order.enumerated() {
            if step == "tidy" {
                _ = try tidy(inbox, afterDays: 1200 + Int64(index))
            } else {
                _ = try erase(inbox, "ada@example.org")
            }
            #expect(inbox.ledger.verifyLog(key: key).faults == [], "\(order.prefix(index + 1))")
            #expect(inbox.ledger.check(key: key).isSound)
        }
    }

    @Test func anAddressThatNoErasureEmptiedIsAFault() throws {
        let inbox = try filled()
        _ = try erase(inbox, "ada@example.org")
        try inbox.books.raw().write { db in
            try db.execute(sql: "UPDATE recipient SET address = '', reply = NULL WHERE address = 'bob@example.org'")
        }
        #expect(inbox.ledger.verifyLog(key: key).faults.count == 1)
    }

    /// Mail of people whom `tidy` forgets goes with them, whether it waits or not.
    @Test func mailGoesWithThePeopleWhoAreForgotten() throws {
        let inbox = try filled()
        try inbox.hear(written(.unsubscribe, from: "stranger@example.net", Clues()))
        let tally = try tidy(inbox, afterDays: 1200)
        #expect(tally.contacts == 2 && tally.messages == 8)
        #expect(try inbox.ledger.waitingMail().map(\.address) == ["stranger@example.net"], "nobody who is forgotten")
        #expect(inbox.ledger.check(key: key).dangling == [])
    }
}
