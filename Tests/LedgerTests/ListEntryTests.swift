import Gate
import Ledger
import Testing
import Vocabulary

/// What a row of a contacts file says against its address, kept as a piece that is no evidence of a sharing.
@Suite struct ListEntryTests {
    private func entry(_ source: SharingSource, sharedWith: String = "") -> Claim {
        Claim(
            kind: .contactList, address: "a@example.org", shared: .missing, source: source, sharedWith: sharedWith)
    }

    @Test func isReadBackAsItWasWritten() throws {
        let books = try Books()
        let claims = [
            entry(.thirdParty), entry(.unreadable("friend")), entry(.person, sharedWith: "alan@example.org"),
        ]
        for claim in claims { try books.take(row(["a@example.org"], claim)) }
        #expect(try books.dossiers().flatMap(\.evidence).map(\.claim) == claims)
        #expect(try books.dossiers().flatMap(\.evidence).allSatisfy { $0.linkedIn == nil })
    }

    @Test func isKeptOnceAndNotCountedAsEvidence() throws {
        let books = try Books()
        let first = try books.take(.contacts, sha: "list", row(["a@example.org"], entry(.thirdParty)))
        #expect(first.contactsNew == 1)
        #expect(first.evidenceNew == 0)
        let again = try books.take(.contacts, sha: "list", row(["a@example.org"], entry(.thirdParty)))
        #expect(again.evidenceUnchanged == 0)
        #expect(again.changedNothing)
        #expect(try books.dossiers().flatMap(\.evidence).count == 1)
    }

    /// A contact known already, without a word about its address, is told apart from one with it.
    @Test func isKeptForAContactKnownBefore() throws {
        let books = try Books()
        try books.take(row(["a@example.org"], card("a@example.org")))
        let tally = try books.take(.contacts, sha: "list", row(["a@example.org"], entry(.thirdParty)))
        #expect(!tally.changedNothing)
        #expect(try books.dossiers().map { $0.evidence.map(\.claim.kind) } == [[.businessCard, .contactList]])
    }
}
