import Gate
import Ledger
import Testing
import Vocabulary

/// LinkedIn's exports are snapshots: "latest" goes by their date, then by the order of import.
@Suite struct SnapshotTests {
    /// The addresses that the latest export shows, and its date.
    private func latest(_ books: Books) throws -> String {
        let evidence = try books.dossiers().flatMap(\.evidence)
        let shown = evidence.filter { $0.linkedIn?.isInLatest == true }.map(\.claim.address).sorted()
        return "\(evidence.first?.linkedIn?.latestExport?.iso ?? "-") \(shown.joined(separator: " "))"
    }

    @Test func latestGoesByDateThenByOrder() throws {
        let books = try Books()
        try books.take(.linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", "a@example.org"))
        try books.take(.linkedIn, exportedOn: "2026-10-01", linkedInRow("ada", "old@example.org"))
        #expect(try latest(books) == "2026-11-01 a@example.org")
        let tally = try books.take(.linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", "new@example.org"))
        #expect(try latest(books) == "2026-11-01 new@example.org")
        #expect(tally.evidenceWithdrawn == 1)
    }

    @Test func undatedExportsComeBeforeAllDatedOnes() throws {
        let books = try Books()
        try books.take(.linkedIn, linkedInRow("ada", "u@example.org"))
        #expect(try latest(books) == "- u@example.org")
        try books.take(.linkedIn, exportedOn: "2011-01-01", linkedInRow("ada", "a@example.org"))
        try books.take(.linkedIn, linkedInRow("ada", "v@example.org"))
        #expect(try latest(books) == "2011-01-01 a@example.org")
    }

    @Test func theSameBytesKeepTheirFirstDate() throws {
        let books = try Books()
        try books.take(.linkedIn, sha: "1", exportedOn: "2026-10-01", linkedInRow("ada", "a@example.org"))
        try books.take(.linkedIn, sha: "2", exportedOn: "2026-11-01", linkedInRow("ada", "b@example.org"))
        let tally = try books.take(.linkedIn, sha: "1", exportedOn: "2026-11-20", linkedInRow("ada", "a@example.org"))
        #expect(tally.exportedOn == day("2026-10-01"))
        #expect(tally.changedNothing)
        #expect(try latest(books) == "2026-11-01 b@example.org")
    }

    @Test func withdrawnCountsWhatTheLatestNoLongerShows() throws {
        let books = try Books()
        try books.take(
            .linkedIn, exportedOn: "2026-10-01", linkedInRow("ada", "a@example.org"),
            linkedInRow("bob", "b@example.org"),
            linkedInRow("cy", "c@example.org"), linkedInRow("dan", ""))
        let tally = try books.take(
            .linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", "a@example.org"), linkedInRow("bob", ""),
            linkedInRow("cy", "c2@example.org"))
        #expect((tally.evidenceWithdrawn, tally.evidenceUnchanged, tally.evidenceNew) == (2, 1, 1))
    }

    @Test func correctedRowsBelongToTheLatestSnapshot() throws {
        let books = try Books()
        try books.take(.linkedIn, exportedOn: "2026-11-01", linkedInRow("ada", "a@example.org"))
        let tally = try books.take(.linkedIn, isSupplement: true, linkedInRow("bob", "b@example.org"))
        #expect(tally.exportedOn == day("2026-11-01"))
        #expect(tally.evidenceWithdrawn == 0)
        #expect(try latest(books) == "2026-11-01 a@example.org b@example.org")
    }
}
