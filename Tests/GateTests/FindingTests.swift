import Gate
import Testing
import Vocabulary

/// What was observed, what was expected, which evidence was looked at.
struct FindingTests {
    private func findings(_ dossier: Dossier) -> [Finding] {
        var gate = Gate(brief: brief())
        return gate.judge(dossier).flatMap(\.findings)
    }

    @Test func staleCardTellsItsAge() {
        let result = findings(
            dossier(["ada@example.com"], [card(7, "ada@example.com", "2020-03-12", place: "trade fair")]))
        let expected = Finding(
            .evidenceStale, observed: .age(when("2020-03-12"), days: 2447), expected: .days(1095),
            evidence: EvidenceID(7))
        #expect(result == [expected])
    }

    @Test func otherAddressNamesTheOneShared() {
        let result = findings(
            dossier(["ada@example.com"], [card(7, "other@example.com", "2026-03-12", place: "trade fair")]))
        let expected = Finding(
            .addressNotShared, observed: .texts(["other@example.com"]), expected: .text("ada@example.com"),
            evidence: EvidenceID(7))
        #expect(result == [expected])
    }

    @Test func invalidAddressTellsWhatIsWrong() {
        let result = findings(dossier(["ada@"]))
        #expect(result.map(\.observed) == [.nothing, .fault(.emptyDomain)])
    }

    @Test func objectionTellsItsLatestDate() {
        let result = findings(
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2026-03-12", place: "trade fair")],
                objections: [
                    objection(.objected, "ada@example.com", "2025-01-01", id: 1),
                    objection(.objected, "ada@example.com", "2025-06-01", id: 2),
                    objection(.objected, "ada@example.com", "2025-02-01", id: 3),
                ]))
        #expect(result == [Finding(.objected, observed: .date(when("2025-06-01")))])
    }

    @Test func everyPieceGivesItsReasons() {
        let result = findings(
            dossier(
                ["ada@example.com"],
                [
                    card(1, "ada@example.com", "2020-03-12", place: "trade fair"),
                    card(2, "ada@example.com", nil, place: ""),
                    card(3, "ada@example.com", "2019-03-12", place: ""),
                ]))
        #expect(
            result.map { "\($0.code.rawValue) \($0.evidence?.rawValue ?? 0)" } == [
                "card-exchange-not-attested 2", "card-exchange-not-attested 3", "evidence-stale 1", "evidence-stale 3",
            ])
    }

    @Test func purposeNamesWhatWasAgreed() {
        let result = findings(
            dossier(
                ["ada@example.com"],
                [form(4, "ada@example.com", "2026-03-12", confirmed: "2026-03-12", purposes: ["events", "jobs"])]))
        let expected = Finding(
            .purposeNotAgreed, observed: .texts(["events", "jobs"]), expected: .text("newsletter"),
            evidence: EvidenceID(4))
        #expect(result == [expected])
    }

    @Test func decisionListsTheEvidenceLookedAt() {
        var gate = Gate(brief: brief())
        let decisions = gate.judge(
            dossier(
                ["a@example.com", "b@example.com"],
                [
                    card(1, "a@example.com", "2026-03-12", place: "trade fair"),
                    card(2, "a@example.com", "2020-03-12", place: "trade fair"),
                ]))
        #expect(decisions.map { $0.lookedAt.map(\.rawValue) } == [[1, 2], [1]])
        #expect(decisions[0].admittedBy?.id == EvidenceID(1))
    }

    @Test func factsReadNeutrallyInTheLog() {
        #expect(Fact.age(when("2020-03-12"), days: 2447).neutral == "2020-03-12 (2447 days)")
        #expect(Fact.texts(["a", "b"]).neutral == "a, b")
        #expect(Fact.nothing.neutral == nil)
    }
}
