import Foundation
import GRDB
import Gate
import Ledger
import TestSupport
import Testing
import Vocabulary

@Suite struct ImportTests {
    /// Whoever brings rows in has NULs replaced; one that comes through all the same is a bug that stores nothing.
    @Test func aNULIsNeverCutOff() throws {
        let books = try Books()
        for hostile in ["d@example.org\u{0}@example.com", "d\u{0}"] {
            #expect(throws: LedgerFault.self) {
                try books.take(.cards, sha: "nul", minute: 1, row([hostile], card(hostile, at: "Expo")))
            }
        }
        #expect(throws: LedgerFault.self) {
            try books.take(
                .cards, sha: "nul", minute: 1, row(["d@example.org"], card("d@example.org", at: "Expo\u{0}ition")))
        }
        let request = ObjectionRequest(
            target: "d@example.org\u{0}", kind: .objected, on: when("2026-11-01"), because: "")
        #expect(throws: LedgerFault.self) { _ = try books.ledger.object(request, key: key, now: at(1)) }
        #expect(try books.ledger.contactCount() == 0)
    }

    // MARK: Fields

    struct Fields: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let sources: [(company: String, dated: String?)]
        let company: String
    }

    static let fields = [
        Fields(
            testDescription: "the newest dated source wins", sources: [("A", "2026-01-01"), ("B", "2026-02-01")],
            company: "B"),
        Fields(
            testDescription: "an older one "
                + "does not", sources: [("B", "2026-02-01"), ("A", "2026-01-01")], company: "B"),
        Fields(
            testDescription: "a blank never overwrites", sources: [("A", "2026-01-01"), (" ", "2026-02-01")],
            company: "A"),
        Fields(
            testDescription: "of one day, the later import", sources: [("A", "2026-01-01"), ("B", "2026-01-01")],
            company: "B"),
        Fields(
            testDescription: "undated does not "
                + "replace dated", sources: [("A", "2026-01-01"), ("B", nil)], company: "A"),
        Fields(testDescription: "undated replaces undated", sources: [("A", nil), ("B", nil)], company: "B"),
        Fields(testDescription: "dated replaces undated", sources: [("A", nil), ("B", "2020-01-01")], company: "B"),
        Fields(
            testDescription: "older fills a blank", sources: [("", "2026-01-01"), ("B", "2020-01-01")], company: "B"),
    ]

    @Test(arguments: fields) func fieldValues(_ testCase: Fields) throws {
        let books = try Books()
        for source in testCase.sources {
            try books.take(row(["a@example.org"], company: source.company, dated: source.dated))
        }
        #expect(try books.dossiers().first?.contact.fields.company == testCase.company)
    }

    @Test func anOlderExportOfLinkedInChangesNoFields() throws {
        let books = try Books()
        try books.take(
            .linkedIn, exportedOn: "2026-11-01",
            linkedInRow("ada", "a@example.org", company: "New", dated: "2026-11-01"))
        let tally = try books.take(
            .linkedIn, exportedOn: "2026-10-01",
            linkedInRow("ada", "a@example.org", name: "Ada", company: "Old", dated: "2026-10-01"))
        let dossier = try #require(try books.dossiers().first)
        #expect(dossier.contact.fields.company == "New")
        #expect(dossier.contact.fields.fullName.isEmpty)
        #expect(dossier.linkedInCompany == "New")
        #expect(tally.contactsUnchanged == 1)
        #expect(tally.evidenceWithdrawn == 0)
    }

    @Test func furtherColumnsAreKept() throws {
        let books = try Books()
        var record = row(["a@example.org"])
        record.fields.extra = ["city": "Lyon", "blank": " "]
        try books.take(record)
        record.fields.extra = ["city": "", "floor": "3"]
        try books.take(record)
        #expect(try books.dossiers().first?.contact.fields.extra == ["city": "Lyon", "floor": "3"])
        #expect(try books.ledger.extraFieldNames() == ["city", "floor"])
    }

    // MARK: Counts

    @Test func counts() throws {
        let books = try Books()
        let first = try books.take(
            .cards, sha: "1", row(["a@example.org"], card("a@example.org")),
            row(["b@example.org"], card("b@example.org")), row(["a@example.org"], card("a@example.org")))
        #expect((first.contactsNew, first.contactsUpdated, first.contactsUnchanged) == (2, 0, 0))
        #expect((first.evidenceNew, first.evidenceUnchanged) == (2, 1))
        let second = try books.take(
            .cards, sha: "2", row(["a@example.org"], name: "Ada", dated: "2026-01-01", card("a@example.org")),
            row(["b@example.org"], card("b@example.org")), row(["c@example.org"], card("c@example.org")))
        #expect((second.contactsNew, second.contactsUpdated, second.contactsUnchanged) == (1, 1, 1))
        #expect((second.evidenceNew, second.evidenceUnchanged) == (1, 2))
        #expect(!second.changedNothing)
    }

    @Test func aContactThatTurnsOutToBeAnotherIsCountedOnce() throws {
        let books = try Books()
        let tally = try books.take(
            row(["a@example.org"]), row(["b@example.org"], url: "ada"), row(["a@example.org"], url: "ada"))
        #expect(tally.contactsNew == 1)
        #expect(tally.contactsUpdated == 0)
        #expect(try books.ledger.contactCount() == 1)
    }

    @Test func blankConnectionsAreNotCounted() throws {
        let books = try Books()
        let tally = try books.take(
            .linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", ""), linkedInRow("bob", "b@example.org"))
        #expect(tally.evidenceNew == 1)
        #expect(try books.dossiers().map(\.evidence.count) == [1, 1])
        let next = try books.take(
            .linkedIn, exportedOn: "2026-11-02", linkedInRow("ada", ""), linkedInRow("bob", ""))
        #expect(next.evidenceWithdrawn == 1)
        #expect((next.evidenceNew, next.evidenceUnchanged) == (0, 0))
    }

    // MARK: Again

    @Test func theSameBytesWithTheSameAttestationChangeNothing() throws {
        let books = try Books()
        let rows = [row(["a@example.org"], name: "Ada", card("a@example.org", attestation: "met-on 2026-03-02"))]
        try books.take(.cards, sha: "1", rows)
        books.ledger.close()
        let before = try books.folder.bytes("ledger.sqlite")
        let again = try Ledger.open(path: books.path)
        let source = ImportSource(kind: .cards, fileName: "file.csv", sha256: "1", recordedBy: "you@example.org")
        let tally = try again.importing(source, key: key, now: at(90)) { session in
            for row in rows { try session.add(row) }
        }
        again.close()
        #expect(tally.changedNothing)
        #expect((tally.contactsUnchanged, tally.evidenceUnchanged, tally.evidenceNew) == (1, 1, 0))
        #expect(try books.folder.bytes("ledger.sqlite") == before)
    }

    @Test func theSameBytesWithAnotherAttestationAddEvidence() throws {
        let books = try Books()
        try books.take(.cards, sha: "1", row(["a@example.org"], name: "Old", card("a@example.org", on: nil, at: "")))
        let tally = try books.take(
            .cards, sha: "1", row(["a@example.org"], name: "New", card("a@example.org", attestation: "met-at Salon")))
        #expect((tally.evidenceNew, tally.contactsNew, tally.contactsUpdated) == (1, 0, 0))
        #expect(!tally.changedNothing)
        #expect(try books.dossiers().first?.evidence.count == 2)
        #expect(try books.dossiers().first?.contact.fields.fullName == "Old")
        #expect(try books.logLines().count == 2)
    }

    struct Interrupted: Error {}

    @Test func aFeedThatThrowsLeavesNothing() throws {
        let books = try Books()
        let source = ImportSource(kind: .cards, fileName: "file.csv", sha256: "1", recordedBy: "you@example.org")
        #expect(throws: Interrupted.self) {
            _ = try books.ledger.importing(source, key: key, now: at(0)) { session in
                try session.add(row(["a@example.org"], card("a@example.org")))
                throw Interrupted()
            }
        }
        #expect(try books.ledger.contactCount() == 0)
        #expect(try books.logLines().isEmpty)
        #expect(try books.raw().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM import") } == 0)
    }

    // MARK: What a claim says comes back to the letter

    @Test func claimsComeBackAsTheyWere() throws {
        let books = try Books()
        let claims = [
            Claim(
                kind: .businessCard, address: "A@example.org", shared: .unreadable("10/11/2023"), place: "Salon",
                context: .other("?"), source: .unreadable("bought?"), sharedWith: "x", isPreferred: true,
                company: "\"\\\u{1}é", attestation: "met-on ?"),
            Claim(kind: .businessCard, address: "a@example.org", shared: .missing, source: .thirdParty),
            Claim(kind: .businessCard, address: "a@example.org", shared: stated("2026-03"), context: .other("")),
            signUp("a@example.org", on: "2026-03-02T10:00:00Z", confirmed: "oops", purposes: ["newsletter", "events"]),
        ]
        var record = row(["a@example.org"])
        record.claims = claims
        try books.take(.cards, record)
        #expect(try books.dossiers().first?.evidence.map(\.claim) == claims)
    }
}
