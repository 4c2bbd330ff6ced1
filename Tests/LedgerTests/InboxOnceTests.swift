// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import GRDB
import Gate
import Ledger
import Mailroom
import TestSupport
import Testing
import Vocabulary

/// The same mail counts once, wherever it is read again and whatever broke off in between.
@Suite struct InboxOnceTests {
    /// Some of each kind, of which each is heard as often as `times` says.
    private static func mails(_ inbox: Inbox) -> [Understanding] {
        [
            bounce(.dead, Clues(tokens: [inbox.token("ada")])),
            bounce(.temporary, of: "bob@example.org", Clues(tokens: [inbox.token("bob")])),
            written(.unsubscribe, from: "bob@example.org", isPlain: true, Clues()),
            written(.reply, from: "cy@example.org", isAuthentic: true, Clues(references: [inbox.messageID("cy")])),
            written(.reply, from: "ada@example.org", Clues()),
            written(.unsubscribe, from: "stranger@example.net", Clues()),
            written(.unrelated, Clues()),
        ]
    }

    private func toHear(_ inbox: Inbox, uidValidity: UInt32 = 7) -> [MailToHear] {
        InboxOnceTests.mails(inbox).enumerated().map { index, said in
            inbox.mail(said, digest: UInt8(index + 1), uid: UInt32(index + 1), uidValidity: uidValidity)
        }
    }

    @Test func readTwiceItIsTheSameLedger() throws {
        let inbox = try Inbox("ada", "bob", "cy")
        let first = try inbox.hearing.hear(toHear(inbox), now: at(90))
        #expect(first.map(\.action) == [.recorded, .counted, .recorded, .recorded, .waiting, .waiting, .none])
        func state() throws -> [[String]] {
            [try inbox.kept(), try inbox.objections(), try inbox.heard(), try inbox.books.logLines()]
        }
        let before = try state()
        // By another process, from another folder, and from a file.
        var again = toHear(inbox, uidValidity: 8)
        again[0].place = .file(path: "inbox.mbox", index: 3)
        let second = try Inbox.hearing(inbox.ledger).hear(again, now: at(95))
        #expect(second.map(\.action) == [.known, .known, .known, .known, .known, .known, .none])
        #expect(second.dropLast().allSatisfy { $0.because == .readBefore && $0.people.first?.newEffect == nil })
        #expect(second[0].people.map(\.letter) == ["autumn"] && second[0].people.map(\.id) == first[0].people.map(\.id))
        #expect(try state() == before)
    }

    /// After a change of UIDVALIDITY the folder's former numbers lead nowhere: the place follows, all else stays.
    @Test func aFolderThatBecameAnotherOne() throws {
        let inbox = try Inbox("ada", "bob", "cy")
        let folder = MailFolder(account: "you at imap.example.org", name: "INBOX")
        func hear(_ uidValidity: UInt32, upTo last: UInt32) throws {
            _ = try inbox.hearing.hear(
                toHear(inbox, uidValidity: uidValidity), in: folder,
                upTo: FolderBookmark(uidValidity: uidValidity, lastUID: last), now: at(90))
        }
        try hear(7, upTo: 70)
        let (kept, log) = (try inbox.kept(), try inbox.books.logLines())
        try hear(9, upTo: 12)
        #expect(try inbox.kept() == kept && inbox.books.logLines() == log)
        #expect(try inbox.ledger.bookmark(of: folder) == FolderBookmark(uidValidity: 9, lastUID: 12))
        #expect(
            try inbox.ledger.waitingMail().map(\.place) == [5, 6].map { .folder(folder, uidValidity: 9, uid: $0) })
        // What was read once was read: an older run that ends later takes nothing back.
        try hear(9, upTo: 3)
        #expect(try inbox.ledger.bookmark(of: folder)?.lastUID == 12)
    }

    /// What follows and the place of the folder are one transaction: with a fault anywhere in it, neither is there.
    @Test(arguments: ["inbox_folder", "inbox_entry", "objection", "heard", "log"])
    func aBatchIsKeptWholeOrNotAtAll(_ table: String) throws {
        let inbox = try Inbox("ada", "bob", "cy")
        let folder = MailFolder(account: "you at imap.example.org", name: "INBOX")
        let log = try inbox.books.logLines()
        let raw = try inbox.books.raw()
        try raw.write { db in
            try db.execute(
                sql: "CREATE TRIGGER fault BEFORE INSERT ON \(table) BEGIN SELECT RAISE(ABORT, 'a fault'); END")
        }
        let (mails, bookmark) = (toHear(inbox), FolderBookmark(uidValidity: 7, lastUID: 7))
        #expect(throws: LedgerFault.self) {
            _ = try inbox.hearing.hear(mails, in: folder, upTo: bookmark, now: at(90))
        }
        #expect(try inbox.kept() == [] && inbox.objections() == [] && inbox.heard() == [])
        #expect(try inbox.books.logLines() == log && inbox.ledger.bookmark(of: folder) == nil)
        try raw.write { try $0.execute(sql: "DROP TRIGGER fault") }
        _ = try inbox.hearing.hear(mails, in: folder, upTo: bookmark, now: at(90))
        #expect(try inbox.kept().count == 6 && inbox.ledger.bookmark(of: folder) == bookmark)
    }

    @Test func aDryRunKeepsNothing() throws {
        let inbox = try Inbox("ada", "bob", "cy")
        let before = try inbox.books.logLines()
        let dry = try inbox.hearing.hear(toHear(inbox), now: at(90), keep: false)
        #expect(try inbox.kept() == [] && inbox.objections() == [] && inbox.books.logLines() == before)
        let real = try inbox.hearing.hear(toHear(inbox), now: at(90))
        #expect(dry.map(\.action) == real.map(\.action) && dry.map(\.because) == real.map(\.because))
    }

    /// Two mails of one day say the same: one objection.
    @Test func theSameWordOfADayIsOneObjection() throws {
        let inbox = try Inbox("ada")
        let clues = Clues(tokens: [inbox.token("ada")])
        let said = [at(60), at(61)].map { bounce(.dead, at: $0, clues) }
        #expect(try said.map { try inbox.hear($0).people[0].newEffect } == [.objection(.bounced), nil])
        #expect(try inbox.objections().count == 1 && inbox.kept().count == 2)
    }

    // MARK: Beside a list that is taken back

    /// What the inbox said is the person's own word: no list that said the same takes it along.
    @Test func whatTheInboxSaidIsNotTakenBack() throws {
        let inbox = try Inbox("ada")
        let list = try inbox.books.list("list", "ada@example.org", on: "2026-11-23", minute: 50)
        let heard = try inbox.hear(written(.unsubscribe, isPlain: true, Clues()))
        #expect(heard.people[0].newEffect == .objection(.objected), "written beside what can be taken back")
        guard case .revocable = try inbox.books.takeBack(list, minute: 95) else {
            Issue.record("the list stands")
            return
        }
        #expect(try inbox.ledger.objections(to: spec("ada@example.org"), key: key).map(\.kind) == [.objected])
        #expect(inbox.ledger.verifyLog(key: key).faults == [])
        guard case .unknown = try inbox.books.takeBack(list + 1, minute: 95) else {
            Issue.record("there is no list to take back")
            return
        }
    }

    // MARK: Temporary failures

    private static let dayOfMinutes: Int64 = 1440

    /// On which days before today temporary failures came back, and the class or kind of what came in between.
    @Test(
        arguments: [
            ([15, 7, 0], [], "the third, over 15 days", true), ([14, 7, 0], [], "14 days are enough", true),
            ([13, 7, 0], [], "too short", false), ([15, 0], [], "two", false),
            ([15, 7, 0], [(10, "reply")], "a sign of life in between", false),
            ([15, 7, 0], [(10, "away")], "an absence is one", false),
            ([15, 7, 0], [(10, "unknown")], "another class", false),
            ([15, 7, 0], [(20, "reply")], "before all of them", true),
            ([15, 7, 0], [(10, "unproven")], "what proves nothing makes no difference", true),
            ([20, 9, 1, 0], [], "the third of four waits already", true),
        ] as [([Int64], [(Int64, String)], String, Bool)])
    func theThirdFailureInARow(
        _ days: [Int64], _ between: [(Int64, String)], _ why: String, _ waits: Bool
    ) throws {
        let inbox = try Inbox("ada")
        let clues = Clues(tokens: [inbox.token("ada")])
        func moment(_ day: Int64) -> Instant { at(80 - day * InboxOnceTests.dayOfMinutes) }
        for (day, what) in between {
            switch what {
            case "reply": try inbox.hear(written(.reply, at: moment(day), clues))
            case "away": try inbox.hear(written(.away, at: moment(day), clues))
            case "unproven": try inbox.hear(bounce(.dead, at: moment(day), Clues()))
            default: try inbox.hear(bounce(.unknown, at: moment(day), clues))
            }
        }
        let heard = try days.map { try inbox.hear(bounce(.temporary, at: moment($0), clues)) }
        let waiting = heard.filter { $0.because == .temporaryAgainAndAgain }
        #expect(waiting.count == (waits ? 1 : 0), "\(why)")
        #expect(waiting.allSatisfy { $0.action == .waiting })
        #expect(try inbox.objections() == [])
    }

    /// The order in which folders are read makes no difference to whether one waits.
    @Test func theOrderOfReadingDoesNotMatter() throws {
        let inbox = try Inbox("ada")
        let clues = Clues(tokens: [inbox.token("ada")])
        let days: [Int64] = [0, 15, 7]
        let heard = try days.map {
            try inbox.hear(bounce(.temporary, at: at(80 - $0 * InboxOnceTests.dayOfMinutes), clues)).action
        }
        #expect(heard == [.counted, .counted, .waiting])
    }

    /// Once the sender has looked, the count begins anew.
    @Test func afterTheSendersWordTheRowBeginsAnew() throws {
        let inbox = try Inbox("ada")
        let clues = Clues(tokens: [inbox.token("ada")])
        func fail(_ day: Int64) throws -> HeardPerson {
            try inbox.hear(bounce(.temporary, at: at(80 - day * InboxOnceTests.dayOfMinutes), clues)).people[0]
        }
        let third = try [40, 30, 20].map(fail)[2]
        #expect(third.action == .waiting)
        _ = try inbox.hearing.settle([third.id!], as: .nothing, now: at(90))
        #expect(try [10, 5, 0].map { try fail($0).action } == [.counted, .counted, .counted])
    }
}
