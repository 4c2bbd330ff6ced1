// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import Gate
import Ledger
import Mailroom
import TestSupport
import Testing
import Vocabulary

/// The contract's table ("What comes back"), row by row and column by column.
@Suite struct InboxTableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let said: @Sendable (Clues) -> Understanding
        /// Tied by token, Message-ID or reference; then by the address alone.
        let proven: (MailAction, MailReason)
        let byAddress: (MailAction, MailReason)
        /// What is on record afterwards, each.
        var objections: (proven: [String], byAddress: [String]) = ([], [])
        var heard: [String] = []

        var testDescription: String { what }
    }

    static let day = "2026-11-23"

    static let cases: [Case] = [
        Case(
            what: "bounce, dead", said: { bounce(.dead, $0) }, proven: (.recorded, .addressDead),
            byAddress: (.waiting, .deadByAddressAlone), objections: (["ada@example.org bounced \(day)"], [])),
        Case(
            what: "bounce, temporary", said: { bounce(.temporary, $0) }, proven: (.counted, .temporary),
            byAddress: (.counted, .temporary)),
        Case(
            what: "bounce, sender", said: { bounce(.sender, $0) }, proven: (.counted, .senderMeant),
            byAddress: (.counted, .senderMeant)),
        Case(
            what: "bounce, unknown", said: { bounce(.unknown, $0) }, proven: (.counted, .causeUnknown),
            byAddress: (.counted, .causeUnknown)),
        Case(
            what: "complaint",
            said: {
                Understanding(kind: .complaint, recipients: [.init(address: "ada@example.org")], at: at(60), clues: $0)
            }, proven: (.recorded, .complained), byAddress: (.waiting, .complaintByAddressAlone),
            objections: (["ada@example.org complained \(day)"], [])),
        Case(
            what: "unsubscribe, a plain request", said: { written(.unsubscribe, isPlain: true, $0) },
            proven: (.recorded, .askedToLeave), byAddress: (.recorded, .askedToLeave),
            objections: (["ada@example.org objected \(day)"], ["ada@example.org objected \(day)"])),
        Case(
            what: "unsubscribe, in other words", said: { written(.unsubscribe, $0) },
            proven: (.recorded, .askedToLeave), byAddress: (.waiting, .unclearRequest),
            objections: (["ada@example.org objected \(day)"], [])),
        Case(
            what: "reply, authentic and from the very address", said: { written(.reply, isAuthentic: true, $0) },
            proven: (.recorded, .wrote), byAddress: (.waiting, .replyByAddressAlone), heard: ["ada@example.org \(day)"]),
        Case(
            what: "reply, authentic, in words that may ask to leave",
            said: {
                var said = written(.reply, isAuthentic: true, $0)
                said.leavesDoubt = true
                return said
            }, proven: (.waiting, .replyInDoubt), byAddress: (.waiting, .replyByAddressAlone)),
        Case(
            what: "reply, from the very address, not authentic", said: { written(.reply, $0) },
            proven: (.waiting, .replyNotAuthentic), byAddress: (.waiting, .replyByAddressAlone)),
        Case(
            what: "reply, authentic, from a looser spelling",
            said: { written(.reply, from: "ada+x@example.org", isAuthentic: true, $0) },
            proven: (.waiting, .replyFromElsewhere), byAddress: (.waiting, .replyByAddressAlone)),
        Case(
            what: "gone", said: { written(.gone, isAuthentic: true, $0) }, proven: (.waiting, .gone),
            byAddress: (.waiting, .gone)),
        Case(
            what: "away", said: { written(.away, isAuthentic: true, $0) }, proven: (.counted, .away),
            byAddress: (.counted, .away)),
    ]

    @Test(arguments: cases, Tying.allCases) func follows(_ one: Case, _ tying: Tying) throws {
        let inbox = try Inbox("ada", "bob")
        let heard = try inbox.hear(one.said(tying.clues(inbox)))
        let (action, because) = tying == .address ? one.byAddress : one.proven
        #expect(heard.action == action && heard.because == because, "\(heard.action) \(heard.because)")
        #expect(heard.people.map(\.address) == ["ada@example.org"])
        #expect(heard.people.map(\.tiedBy) == [tying.tie] && heard.people.map(\.letter) == ["autumn"])
        let objections = tying == .address ? one.objections.byAddress : one.objections.proven
        #expect(try inbox.objections() == objections)
        #expect(try inbox.heard() == (tying == .address ? [] : one.heard))
        #expect(try inbox.ledger.waitingMailCount() == (action == .waiting ? 1 : 0))
        let entries = try inbox.books.logLines().filter {
            $0.contains(#""kind":"objection""#) || $0.contains(#""kind":"heard-from""#)
        }
        #expect(entries.count == objections.count + (tying == .address ? 0 : one.heard.count))
        #expect(inbox.ledger.check(key: key).isSound)
    }

    /// Whoever asks to leave is heard, known or not; nothing else is kept that nobody is known by.
    @Test(arguments: MailKind.allCases) func untied(_ kind: MailKind) throws {
        let inbox = try Inbox("ada")
        let heard = try inbox.hear(
            written(kind, from: "stranger@example.net", isPlain: true, isAuthentic: true, Clues(tokens: [])))
        let isRequest = kind == .unsubscribe
        #expect(heard.action == (isRequest ? .waiting : .none))
        #expect(heard.because == (isRequest ? .requestOfUnknown : kind == .unrelated ? .unrelated : .notTied))
        #expect(heard.people.map(\.tiedBy) == [nil] && heard.people.map(\.letter) == [nil])
        #expect(try inbox.kept().count == (isRequest ? 1 : 0))
        #expect(try inbox.objections() == [] && inbox.heard() == [])
    }

    /// A mail that has nothing to do with a letter stays so, whatever stands in it.
    @Test func unrelatedMailIsNotKept() throws {
        let inbox = try Inbox("ada")
        let heard = try inbox.hear(written(.unrelated, Clues(tokens: [inbox.token("ada")])))
        #expect(try heard.action == .none && heard.because == .unrelated && inbox.kept() == [])
    }

    @Test func theWordsAreInTheLanguageOfTheFolder() throws {
        let inbox = try Inbox("ada")
        let clues = Clues(tokens: [inbox.token("ada")])
        let hearing = InboxHearing(inbox.ledger, key: key, own: [], language: .french) { $0.day }
        _ = try hearing.hear([inbox.mail(bounce(.dead, clues))], now: at(90))
        let objections = try inbox.ledger.objections(to: spec("ada@example.org"), key: key)
        #expect(objections.map(\.because) == ["boîte de réception\u{A0}: 550 5.1.1 … user unknown"])
    }
}
