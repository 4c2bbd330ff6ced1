import Gate
import Testing
import Vocabulary

/// The table of rules, and what happens when a rule cannot be evaluated.
struct RuleBookTests {
    @Test func everyReasonHasItsRow() {
        let book = RuleBook.standard
        let rows = (book.sharing + book.entries + book.mailing).map(\.code) + book.pieces.map(\.code)
        let elsewhere: Set<ReasonCode> = [.duplicateAddress, .otherAddressChosen, .ruleFailed]
        #expect(Set(rows).union(elsewhere) == Set(ReasonCode.allCases))
        #expect(rows.count == Set(rows).count)
    }

    @Test func rowsStandInTheOrderOfTheCatalogue() throws {
        let book = RuleBook.standard
        let rows =
            book.sharing.map(\.code) + book.pieces.map(\.code) + book.entries.map(\.code)
            + book.mailing.map(\.code)
        let places = try rows.map { try #require(ReasonCode.allCases.firstIndex(of: $0)) }
        #expect(places == places.sorted())
    }

    private let sound = dossier(["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: "fair")])

    @Test(arguments: RuleBook.standard.entries.indices)
    func aFailingRuleOfTheAddressOrPersonExcludes(_ row: Int) {
        var book = RuleBook.standard
        let code = book.entries[row].code
        book.entries[row] = EntryRule(code) { _ throws(RuleFault) in throw RuleFault("out of order") }
        var gate = Gate(brief: brief(), rules: book)
        let decision = gate.judge(sound)[0]
        #expect(decision.findings == [Finding(.ruleFailed, observed: .text(code.rawValue))])
        #expect(decision.clearance == nil)
    }

    @Test(arguments: RuleBook.standard.mailing.indices)
    func aFailingRuleOfTheMailingExcludes(_ row: Int) {
        var book = RuleBook.standard
        let code = book.mailing[row].code
        book.mailing[row] = EntryRule(code) { _ throws(RuleFault) in throw RuleFault("out of order") }
        var gate = Gate(brief: brief(), rules: book)
        #expect(gate.judge(sound)[0].findings == [Finding(.ruleFailed, observed: .text(code.rawValue))])
    }

    @Test(arguments: RuleBook.standard.pieces.indices)
    func aFailingRuleOfEvidenceExcludes(_ row: Int) {
        var book = RuleBook.standard
        let rule = book.pieces[row]
        book.pieces[row] = PieceRule(rule.code, for: [.card]) { _ throws(RuleFault) in throw RuleFault("out of order") }
        var gate = Gate(brief: brief(), rules: book)
        #expect(gate.judge(sound)[0].findings == [Finding(.ruleFailed, observed: .text(rule.code.rawValue))])
    }

    @Test func aFailingRuleExcludesEvenBesideASoundPiece() {
        let book = RuleBook(
            version: 1, sharing: [],
            pieces: [
                PieceRule(.evidenceStale, for: [.form]) { _ throws(RuleFault) in throw RuleFault("out of order") }
            ], entries: [], mailing: [])
        let result = verdicts(
            brief(),
            dossier(
                ["ada@example.com"],
                [
                    card(1, "ada@example.com", "2026-03-04", place: "fair"),
                    form(2, "ada@example.com", "2026-03-04", confirmed: "2026-03-04"),
                ]), rules: book)
        #expect(result == ["ada@example.com: rule-failed"])
    }

    @Test func allRulesThatFailAreNamedOnce() {
        // A sign-up without consent, and a connection whose standing nobody knows, cannot be judged.
        let bareForm = piece(1, Claim(kind: .formOptIn, address: "ada@example.com", shared: stated("2026-03-04")))
        let bareRow = piece(
            2, Claim(kind: .linkedInConnection, address: "ada@example.com", shared: stated("2026-03-04")))
        var gate = Gate(brief: brief())
        let decision = gate.judge(dossier(["ada@example.com"], [bareForm, bareRow]))[0]
        let failed = [
            "linkedin-not-reciprocal", "linkedin-no-longer-shared", "linkedin-export-stale", "form-wording-missing",
            "form-unconfirmed", "purpose-not-agreed",
        ]
        #expect(decision.findings == [Finding(.ruleFailed, observed: .texts(failed))])
    }

    @Test func anEmptyRuleBookAdmitsNobodyWithoutEvidence() {
        let book = RuleBook(version: 1, sharing: [], pieces: [], entries: [], mailing: [])
        #expect(
            verdicts(brief(), dossier(["ada@example.com"]), dossier([]), rules: book) == [
                "ada@example.com: no-explicit-share", "-: no-explicit-share",
            ])
    }

    @Test func theRevisionTellsRulesAndSettings() {
        let text = Gate.revisionText(Policy())
        #expect(text == Gate.revisionText(Policy()))
        for code in ReasonCode.allCases where code != .ruleFailed { #expect(text.contains(code.rawValue)) }
        let others = [
            Policy(evidenceMaxAgeDays: 1), Policy(linkedInExportMaxAgeDays: 1), Policy(officeAddresses: .exclude),
            Policy(formConfirmation: .recorded),
        ]
        #expect(Set((others + [Policy()]).map(Gate.revisionText)).count == 5)
    }

    @Test func aRaisedVersionChangesTheRevision() {
        var book = RuleBook.standard
        book.version += 1
        #expect(Gate.revisionText(Policy(), rules: book) != Gate.revisionText(Policy()))
    }
}
