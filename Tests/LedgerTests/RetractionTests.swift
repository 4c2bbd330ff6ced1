import Foundation
import GRDB
import Gate
import TestSupport
import Testing
import Vocabulary

@testable import Ledger

/// A list of objections that was imported by mistake is taken back: its own words alone, and only while it is young.
@Suite struct RetractionTests {
    private func kinds(_ books: Books, _ address: String) throws -> [ObjectionKind] {
        try books.ledger.objections(to: spec(address), key: key).map(\.kind)
    }

    /// What stands for a standing, to be compared.
    private func word(_ standing: ListStanding) -> String {
        switch standing {
        case .revocable: "revocable"
        case .takenBack: "taken back"
        case .settled: "settled"
        case .empty: "empty"
        case .notAList(let kind, _): kind
        case .unknown: "unknown"
        }
    }

    @Test func whatTheListSaidCountsNoLonger() throws {
        let books = try Books()
        try books.take(
            row(["ada@example.org"], card("ada@example.org")), row(["bob@example.com"], card("bob@example.com")))
        let list = try books.list("list", "ADA+news@example.org", "@example.com", "carl@example.net")
        #expect(try books.dossiers().map { $0.objections.count } == [1, 1])
        #expect(try word(books.takeBack(list)) == "revocable")
        #expect(try books.dossiers().map { $0.objections.count } == [0, 0])
        #expect(try kinds(books, "carl@example.net") == [])
        // The rows stay, and the log tells what became of them.
        #expect(try books.raw().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM objection") } == 3)
        let retracted = try books.ledger.retractedObjections(of: ["ada@example.org", "x@example.com"], key: key)
        #expect(retracted.map(\.importNumber) == [list, list] && retracted.map(\.file) == ["list.csv", "list.csv"])
        #expect(retracted.allSatisfy { $0.because == "the wrong list" && $0.at == at(0) })
        #expect(try books.logLines().last?.contains("\"kind\":\"retraction\"") == true)
        #expect(books.ledger.verifyLog(key: key).faults == [] && books.ledger.check(key: key).isSound)
        // Whoever reads what the log has of a person reads that as well.
        let about = { (address: String) in try books.logLines(Ledger.LogFilter(address: spec(address))).count }
        #expect(try about("ada@example.org") == 2 && about("stranger@example.org") == 0)
        #expect(try word(books.takeBack(list)) == "taken back")
        #expect(try books.logLines().count == 6, "nothing is written twice")
    }

    /// Each other word, before the list and after it; the person is objected once the list is gone.
    static let words: [(String, @Sendable (Books) throws -> Void)] = [
        ("by hand, the same day", { try $0.object("ada@example.org", on: "2026-11-20") }),
        ("by hand, another spelling", { try $0.object("ada+x@example.org", on: "2026-11-20") }),
        ("by hand, another day", { try $0.object("ada@example.org", on: "2026-11-21") }),
        ("another list", { _ = try $0.list("other", "ada@example.org") }),
        ("another list, that came later", { _ = try $0.list("other", "ada@example.org", minute: 60) }),
    ]

    @Test(arguments: words.indices, [true, false]) func whatElseSaysTheSameStands(_ index: Int, _ isBefore: Bool) throws
    {
        let books = try Books()
        try books.take(row(["ada@example.org"], card("ada@example.org")))
        if isBefore { try Self.words[index].1(books) }
        let list = try books.list("list", "ada@example.org", "bob@example.org")
        if !isBefore { try Self.words[index].1(books) }
        let number = try #require(try books.ledger.objectionLists().first { $0.sha256 == "list" }).number
        #expect(number == list || !isBefore)
        _ = try books.takeBack(number, minute: 60)
        #expect(try kinds(books, "ada@example.org") == [.objected], "\(Self.words[index].0)")
        #expect(try kinds(books, "bob@example.org") == [])
        #expect(books.ledger.verifyLog(key: key).faults == [])
    }

    /// A list that repeats another one says nothing new, and both have to be taken back.
    @Test func aRepeatedWordIsCountedAsKnown() throws {
        let books = try Books()
        let first = try books.list("one", "ada@example.org")
        let source = ImportSource(kind: .objections, fileName: "two.csv", sha256: "two", recordedBy: "you@example.org")
        func take() throws -> ImportTally {
            try books.ledger.importing(source, key: key, now: at(1)) { session in
                for name in ["ada", "ada", "bob"] {
                    try session.add(
                        ObjectionRecord(
                            line: 2, target: "\(name)@example.org", kind: .objected, on: stated("2026-11-20"),
                            because: ""))
                }
            }
        }
        let tally = try take()
        #expect(tally.objectionsNew == 1 && tally.objectionsUnchanged == 2)
        #expect(try take().changedNothing, "the same bytes")
        let lists = try books.ledger.objectionLists()
        #expect(lists.map(\.count) == [1, 2])
        #expect(try books.ledger.saidOtherwise(lists[1]) == 1)
        try books.takeBack(first, minute: 1)
        #expect(try kinds(books, "ada@example.org") == [.objected])
        try books.takeBack(lists[1].number, minute: 1)
        #expect(try kinds(books, "ada@example.org") == [] && kinds(books, "bob@example.org") == [])
        #expect(books.ledger.verifyLog(key: key).faults == [])
    }

    /// Importing the same bytes again is the sender's new word, with a date of their own or without.
    @Test(arguments: ["2026-11-20", nil]) func theSameListCanComeAgain(_ date: String?) throws {
        let books = try Books()
        for round in 0..<3 as Range<Int64> {
            let list = try books.list("list", "ada@example.org", on: date, minute: round)
            #expect(try kinds(books, "ada@example.org") == [.objected], "round \(round)")
            #expect(try books.list("list", "ada@example.org", on: date, minute: round) == list, "nothing new")
            try books.takeBack(list, minute: round)
            #expect(try kinds(books, "ada@example.org") == [])
        }
        #expect(books.ledger.verifyLog(key: key).faults == [])
    }

    @Test func whatCannotBeTakenBack() throws {
        let books = try Books()
        try books.take(.cards, row(["ada@example.org"], card("ada@example.org")))
        let list = try books.list("list", "ada@example.org")
        try books.list("known", "ada@example.org")
        try books.object("bob@example.org")
        let same = try books.list("same", "bob@example.org", on: "2026-11-23")
        #expect(try word(books.takeBack(99)) == "unknown" && word(books.takeBack(-1)) == "unknown")
        #expect(try word(books.takeBack(1)) == "cards")
        #expect(try word(books.takeBack(same)) == "empty")
        let week: Int64 = 7 * 24 * 60
        let before = try books.logLines().count
        #expect(try word(books.takeBack(list, minute: week + 1)) == "settled")
        #expect(try books.logLines().count == before)
        #expect(try word(books.takeBack(list, minute: week)) == "revocable", "to the very end of the seventh day")
    }

    /// A clock that was set back makes no list younger than what the log has seen since.
    @Test func aClockThatIsSetBackMakesNoListYounger() throws {
        let books = try Books()
        let list = try books.list("list", "ada@example.org")
        let request = ObjectionRequest(target: "bob@example.org", kind: .objected, on: when("2026-11-20"), because: "")
        _ = try books.ledger.object(request, key: key, now: at(8 * 24 * 60))
        #expect(try word(books.takeBack(list, minute: 1)) == "settled")
    }

    /// A list that stands for good is not written down again by each later one.
    @Test func listsThatRepeatASettledOneDoNotGrow() throws {
        let books = try Books()
        try books.list("one", "ada@example.org")
        try books.list("two", "ada@example.org", minute: 8 * 24 * 60)
        #expect(try books.ledger.objectionLists().map(\.count) == [1, 0])
        // Somebody's own word is, as it must outlive whatever becomes of lists.
        try books.object("ada@example.org", on: "2026-11-20")
        try books.object("ada@example.org", on: "2026-11-20")
        #expect(try kinds(books, "ada@example.org") == [.objected, .objected])
    }

    // MARK: Mailings

    /// Withheld by a list, and queued again once it is taken back; each decision is had again as it was.
    @Test func whoWasWithheldIsQueuedAgain() throws {
        let books = try Books()
        try books.take(
            row(["ada@example.org"], card("ada@example.org")), row(["bob@example.org"], card("bob@example.org")))
        let rehearsal = try Rehearsal(books)
        let recipients = try rehearsal.enrol().enrolled.map(\.recipient)
        let list = try books.list("list", "ada@example.org")
        #expect(try !books.ledger.claim(recipients[0], after: [], in: rehearsal.mailing, key: key, now: at(4)))
        #expect(try rehearsal.enrol().enrolled.map(\.recipient) == [recipients[1]])
        try books.takeBack(list, minute: 4)
        #expect(try rehearsal.enrol().enrolled.map(\.recipient) == recipients)
        #expect(try books.ledger.claim(recipients[0], after: [], in: rehearsal.mailing, key: key, now: at(5)))
        var verdicts: [String] = []
        try books.ledger.forEachDecision(letter: "autumn", key: key) { decision in
            guard case .known(let known) = decision.basis, known.address == "ada@example.org" else { return }
            verdicts.append(known.verdict.isAdmitted ? "admitted" : known.verdict.codes.joined())
            let brief = rehearsal.brief
            let replay = Replay(
                known.verdict, own: known.own, background: known.background, evidenceNow: known.evidenceNow,
                under: ReplayBriefs(then: brief, withPolicyOfNow: brief, withSenderOfNow: brief))
            #expect(replay.causes == [])
        }
        #expect(verdicts == ["admitted", "objected", "admitted"])
        #expect(books.ledger.verifyLog(key: key).faults == [])
    }

    /// Imported and taken back while somebody waits for their claim: nothing is left of it.
    @Test func aListThatCameAndWentWithholdsNobody() throws {
        let books = try Books()
        try books.take(row(["ada@example.org"], card("ada@example.org")))
        let rehearsal = try Rehearsal(books)
        let recipient = try #require(try rehearsal.enrol().enrolled.first).recipient
        try books.takeBack(try books.list("list", "ada@example.org"))
        #expect(try books.ledger.claim(recipient, after: [], in: rehearsal.mailing, key: key, now: at(4)))
    }

    /// An objection that comes after a retraction has a later number, and is seen at the claim.
    @Test func anObjectionAfterARetractionIsSeen() throws {
        let books = try Books()
        try books.take(row(["ada@example.org"], card("ada@example.org")))
        try books.takeBack(try books.list("list", "ada@example.org"))
        let rehearsal = try Rehearsal(books)
        let recipient = try #require(try rehearsal.enrol().enrolled.first).recipient
        try books.object("ada@example.org")
        #expect(try !books.ledger.claim(recipient, after: [], in: rehearsal.mailing, key: key, now: at(4)))
        #expect(books.ledger.verifyLog(key: key).faults == [])
    }

    // MARK: Rights

    @Test func anErasureOutlivesARetraction() throws {
        for isErasedFirst in [true, false] {
            let books = try Books()
            try books.take(row(["ada@example.org"], card("ada@example.org")))
            if isErasedFirst {
                _ = try books.ledger.erase(
                    .address(spec("ada@example.org")), on: today, key: key, now: at(1), keep: true)
            }
            let list = try books.list("list", "ada@example.org", minute: 2)
            if !isErasedFirst {
                _ = try books.ledger.erase(
                    .address(spec("ada@example.org")), on: today, key: key, now: at(3), keep: true)
            }
            #expect(try word(books.takeBack(list, minute: 4)) == "revocable")
            #expect(try kinds(books, "ada@example.org") == [.erased], "\(isErasedFirst)")
            #expect(try books.ledger.isForgotten(spec("ada@example.org"), key: key))
            #expect(books.ledger.verifyLog(key: key).faults == [] && books.ledger.check(key: key).isSound)
        }
    }

    /// A person's answer holds what was taken back as well; an erasure takes its plain form along.
    @Test func aPersonIsToldAndForgotten() throws {
        let books = try Books()
        try books.take(row(["ada@example.org"], card("ada@example.org")))
        let list = try books.list("list", "ada@example.org")
        _ = try books.ledger.takeBack(list, because: "ada@example.org never said so", key: key, now: at(1))
        let account = try books.ledger.account(of: .address(spec("ada@example.org")), key: key)
        #expect(account.objections == [] && account.retracted.count == 1)
        _ = try books.ledger.erase(.address(spec("ada@example.org")), on: today, key: key, now: at(2), keep: true)
        #expect(try books.logLines().allSatisfy { !$0.contains("ada@") })
        #expect(try books.ledger.retractedObjections(of: ["ada@example.org"], key: key).map(\.because) == [nil])
        #expect(books.ledger.verifyLog(key: key).faults == [])
    }

    @Test func suppressionsAreThoseThatStand() throws {
        let books = try Books()
        try books.object("bob@example.org")
        let stale = try books.ledger.suppressions()
        let list = try books.list("list", "ada@example.org", "bob@example.org")
        #expect(try books.ledger.suppressions().count == 3)
        let whole = try books.ledger.suppressions()
        let gone = try #require(try books.ledger.objectionLists().first)
        #expect(try books.ledger.suppressions(without: gone) == stale)
        try books.takeBack(list)
        #expect(try books.ledger.suppressions() == stale)
        #expect(try !books.ledger.lacksAny(of: stale))
        // A list that was kept from when the objections stood says that they do.
        #expect(try books.ledger.lacksAny(of: whole))
        // One word of two is missing.
        #expect(try books.ledger.lacksAny(of: stale + stale))
    }

    // MARK: What would follow

    @Test func theEffectIsToldAndNothingIsKept() throws {
        let books = try Books()
        try books.take(
            row(["ada@example.org"], card("ada@example.org")), row(["bob@example.org"], card("bob@example.org")))
        let judge = Judge(brief: try Rehearsal(books).brief)
        func admits(_ dossier: Dossier) -> Bool { judge.decisions(on: dossier).contains(where: \.isAdmitted) }
        let source = ImportSource(kind: .objections, fileName: "l.csv", sha256: "l", recordedBy: "you@example.org")
        let before = try books.logLines()
        let effect = try books.ledger.effect(of: source, key: key, now: at(3), admits: admits) { session in
            try session.add(
                ObjectionRecord(line: 2, target: "@example.org", kind: .objected, on: .missing, because: ""))
        }
        #expect(effect.excluded.count == 2 && effect.admitted.isEmpty)
        #expect(try books.logLines() == before && books.ledger.objectionLists().isEmpty)
        try books.list("list", "ada@example.org", minute: 3)
        let list = try #require(try books.ledger.objectionLists().first)
        let undone = try books.ledger.effect(ofTakingBack: list, key: key, now: at(3), admits: admits)
        #expect(undone.admitted.count == 1 && undone.excluded.isEmpty)
        #expect(try kinds(books, "ada@example.org") == [.objected])
    }

    // MARK: What somebody slips in

    /// A row, or an entry, that takes back more than a list wrote is found by the log's own order.
    @Test func nothingElseCanBeTakenBackByWayOfAList() throws {
        for (first, last) in [(1, 2), (2, 3), (1, 1)] as [(Int64, Int64)] {
            let books = try Books()
            try books.object("ada@example.org")
            let list = try books.list("list", "bob@example.org")
            try books.object("cy@example.org")
            try books.raw().writeWithoutTransaction { db in
                var chain = try Chain(db)
                let seq = try chain.append(
                    .retraction, at: at(5),
                    payload: [
                        .init("entry", 4), .init("first", .int(Int(first))), .init("import", .int(Int(list))),
                        .init("last", .int(Int(last))),
                    ], record: .object([]))
                try db.execute(
                    sql: "INSERT INTO retraction VALUES (4, ?, ?, ?, ?)", arguments: [list, first, last, seq])
            }
            #expect(books.ledger.verifyLog(key: key).faults.map(\.seq) == [5], "\(first)–\(last)")
        }
    }

    /// The number of a retraction says what was on record before it: an earlier one is none.
    @Test func aRetractionIsCountedBehindWhatItTakesBack() throws {
        let books = try Books()
        let list = try books.list("list", "bob@example.org")
        try books.object("cy@example.org")
        try books.raw().writeWithoutTransaction { db in
            var chain = try Chain(db)
            let seq = try chain.append(
                .retraction, at: at(5),
                payload: [.init("entry", 2), .init("first", 1), .init("import", .int(Int(list))), .init("last", 1)],
                record: .object([]))
            try db.execute(sql: "INSERT INTO retraction VALUES (2, ?, 1, 1, ?)", arguments: [list, seq])
        }
        #expect(books.ledger.verifyLog(key: key).faults.map(\.seq) == [4])
    }

    @Test func anErasureIsNeverTakenBackWhateverARowSays() throws {
        let books = try Books()
        _ = try books.ledger.erase(.address(spec("ada@example.org")), on: today, key: key, now: at(1), keep: true)
        try books.raw().writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; INSERT INTO retraction VALUES (9, 1, 1, 9, 1)")
        }
        #expect(try kinds(books, "ada@example.org") == [.erased])
    }
}
