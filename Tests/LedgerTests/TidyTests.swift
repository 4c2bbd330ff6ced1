import Foundation
import GRDB
import Gate
import Ledger
import TestSupport
import Testing
import Vocabulary

/// What is kept has its time; objections have none.
@Suite struct TidyTests {
    private func later(_ days: Int) -> (day: CivilDate, now: Instant) {
        (
            CivilDate(dayNumber: today.dayNumber + days),
            Instant(milliseconds: at(0).milliseconds + Int64(days) * 86_400_000)
        )
    }

    private func lapsed(_ books: Books, _ days: Int, _ retention: Retention = Retention()) throws -> RetentionFindings {
        try books.ledger.lapsed(retention, key: key, today: later(days).day, now: later(days).now)
    }

    @discardableResult
    private func tidy(_ books: Books, _ days: Int, _ retention: Retention = Retention()) throws -> ErasureTally {
        let tally = try books.ledger.tidy(retention, key: key, today: later(days).day, now: later(days).now)
        try books.ledger.scrub()
        return tally
    }

    @Test func evidenceHasItsTime() throws {
        let books = try Books()
        try books.take(.cards, row(["ada@example.org"], name: "Ada", card("ada@example.org", on: "2023-11-24")))
        #expect(try lapsed(books, 0).isNothing)
        #expect(try lapsed(books, 0).soon.map(\.lastDay.iso) == ["2026-11-23"])
        let found = try lapsed(books, 1)
        #expect(found.evidence == 1 && found.contacts == 0)
        #expect(try tidy(books, 1).evidence == 1)
        #expect(try lapsed(books, 1).isNothing)
        #expect(try books.dossiers().map(\.evidence.count) == [0])
        #expect(try books.people() == ["- ada@example.org"])
    }

    @Test func importingAgainRenewsNothingAndHearingFromThePersonDoes() throws {
        let books = try Books()
        let old = row(["ada@example.org"], name: "Ada", card("ada@example.org", on: "2023-11-01"))
        try books.take(.cards, sha: "1", old)
        try books.take(.cards, sha: "1", old)
        try books.take(.cards, sha: "2", old)
        #expect(try lapsed(books, 0).evidence == 1)
        _ = try books.ledger.heardFrom(spec("ada@example.org"), on: when("2026-11-01"), key: key, now: at(0))
        #expect(try lapsed(books, 0).isNothing)
        #expect(try lapsed(books, 1074).evidence == 1)
    }

    @Test func aContactWithoutEvidenceHasItsTime() throws {
        let books = try Books()
        try books.take(.contacts, minute: 0, row(["ada@example.org"], name: "Ada Lovelace"))
        try books.take(.contacts, sha: "2", minute: 500 * 24 * 60, row(["bob@example.org"], name: "Bob Bernoulli"))
        try books.object("ada@example.org")
        #expect(try lapsed(books, 1095).isNothing)
        #expect(try lapsed(books, 1096).lapsed.map(\.name) == ["Ada Lovelace"])
        // Importing again brings nobody back to the beginning.
        try books.take(.contacts, sha: "3", minute: 900 * 24 * 60, row(["ada@example.org"], name: "Ada Lovelace"))
        #expect(try tidy(books, 1096).contacts == 1)
        #expect(try books.people() == ["- bob@example.org"])
        #expect(try books.folder.bytes("ledger.sqlite").range(of: Data("Lovelace".utf8)) == nil)
        // The objection never goes.
        #expect(try books.ledger.objections(to: spec("ada@example.org"), key: key).count == 1)
        #expect(try tidy(books, 1596).contacts == 1)
    }

    @Test func aConnectionStandsWhileExportsShowIt() throws {
        let books = try Books()
        try books.take(
            .linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", "ada@example.org"), linkedInRow("bob", ""))
        try books.take(.linkedIn, sha: "2", exportedOn: "2027-11-01", linkedInRow("ada", "ada@example.org"))
        #expect(try lapsed(books, 1074).evidence == 1)  // Bob, whom no export has shown for so long
        #expect(try lapsed(books, 1400).evidence == 1)
        #expect(try lapsed(books, 1440).evidence == 2)
    }

    @Test func aConnectionThatIsShownKeepsItsContact() throws {
        let books = try Books()
        try books.take(.linkedIn, exportedOn: "2026-11-01", linkedInRow("bob", ""))
        #expect(try lapsed(books, 1073).isNothing)
        #expect(try lapsed(books, 1096).contacts == 1)
    }

    @Test func theLogKeepsWhatADecisionRestedOn() throws {
        let books = try Books()
        try books.take(
            .cards, row(["ada@example.org"], name: "Ada Lovelace", card("ada@example.org", on: "2023-11-24")))
        let rehearsal = try Rehearsal(books)
        try rehearsal.carry(try rehearsal.recipient("ada@example.org"), to: .accepted)
        try tidy(books, 1)
        let line = try #require(try books.logLines().first { $0.contains("\"kind\":\"evidence\"") })
        guard case .object(let entry) = try JSONValue(parsing: Array(line.utf8)),
            case .object(let record)? = entry.first(where: { $0.name == "record" })?.value,
            case .object(let payload)? = entry.first(where: { $0.name == "payload" })?.value,
            case .object(let data)? = record.first(where: { $0.name == "data" })?.value,
            case .string(let salt)? = data.first(where: { $0.name == "salt" })?.value,
            let claim = data.first(where: { $0.name == "claim" })?.value
        else {
            Issue.record("\(line)")
            return
        }
        let stored = try books.raw().read { try Data.fetchOne($0, sql: "SELECT commitment FROM evidence") }
        #expect(sha256(salt + "\n" + claim.canonical) == stored.map { Array($0).hex })
        #expect(payload.first { $0.name == "entryCommitment" }?.value == stored.map { .string(Array($0).hex) })
        // And it goes with its person.
        _ = try books.ledger.erase(.address(spec("ada@example.org")), on: today, key: key, now: at(90), keep: true)
        try books.ledger.scrub()
        #expect(try books.folder.bytes("ledger.sqlite").range(of: Data("Salon de Lyon".utf8)) == nil)
        #expect(try books.folder.bytes("ledger.sqlite").range(of: Data("ada@example.org".utf8)) == nil)
    }

    @Test func oldRecordsLoseTheirPersonalPart() throws {
        let books = try Books()
        try books.take(.cards, row(["ada@example.org"], card("ada@example.org")))
        try Rehearsal(books).enrol()
        let lines = try books.logLines()
        let retention = Retention(logMaxAgeDays: 365)
        #expect(try lapsed(books, 365, retention).records == 0)
        #expect(try lapsed(books, 366).records == 0, "none where the policy names no age")
        #expect(try tidy(books, 366, retention).records == 1)
        let after = try books.logLines()
        #expect(
            after.filter { $0.hasSuffix("\"record\":null}") }.map { $0.contains("\"kind\":\"decision\"") } == [true])
        #expect(after.count == lines.count + 1)
        #expect(after.last?.contains("\"cause\":\"retention\"") == true)
        #expect(try tidy(books, 366, retention).isNothing)
    }

    @Test func whatIsAboutToGoStaleIsShownWhereSomethingCanBeDone() throws {
        let books = try Books()
        try books.take(
            .cards, row(["ada@example.org"], name: "Ada", card("ada@example.org", on: "2024-01-10")),
            row(["bob@example.org"], name: "Bob", card("bob@example.org", on: "2024-01-10")),
            row(
                ["cy@example.org"], name: "Cy", card("cy@example.org", on: "2024-01-10"),
                card("cy@example.org", on: "2026-01-10")),
            row(["dora@example.org"], name: "Dora", card("dora@example.org", on: "2024-06-10")))
        try books.object("bob@example.org")
        let found = try lapsed(books, 0)
        #expect(found.soon.map(\.name) == ["Ada"])
        #expect(found.soonCount == 1 && found.isNothing)
    }
}
