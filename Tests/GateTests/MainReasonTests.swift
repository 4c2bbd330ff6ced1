import Gate
import TestSupport
import Testing
import Vocabulary

/// Whom a count is about: each entry has one main reason, each contact one entry that it is counted by.
@Suite struct MainReasonTests {
    private func decisions(_ dossier: Dossier) -> [Decision] {
        var gate = Gate(brief: brief())
        return gate.judge(dossier)
    }

    @Test func everyReasonHasItsPlace() {
        #expect(ReasonCode.precedence.count == ReasonCode.allCases.count)
        #expect(Set(ReasonCode.precedence) == Set(ReasonCode.allCases))
    }

    /// The complete input, and the reason that somebody is counted under, of several.
    static let cases: [(why: Comment, dossier: Dossier, reason: ReasonCode)] = [
        (
            "who objected is asked for no card",
            dossier(
                ["a@example.com"], [card(1, "a@example.com", nil, place: "")],
                objections: [objection(.objected, "a@example.com", "2026-01-02")]),
            .objected
        ),
        (
            "a connection without an address has none because it shows none",
            dossier([], [connection(1, "", "2020-01-02")]), .linkedInAddressNotShared
        ),
        (
            "an address from a list is no matter where the connection hides its own",
            dossier(["a@example.com"], [connection(1, "", "2020-01-02")]), .linkedInAddressNotShared
        ),
        (
            "a card of which the exchange is not attested is nearer than a connection that hides its address",
            dossier(["a@example.com"], [connection(1, "", "2020-01-02"), card(2, "a@example.com", nil, place: "")]),
            .cardExchangeNotAttested
        ),
        (
            "whoever has the letter needs no younger evidence",
            dossier(
                ["a@example.com"], [card(1, "a@example.com", "2011-01-02", place: "fair")],
                mailed: [.init(loosestKey: "a@example.com", state: .accepted, isSameContact: true)]),
            .alreadyMailed
        ),
        (
            "an address that bounced comes before the evidence for it",
            dossier(
                ["a@example.com"], [card(1, "a@example.com", "2011-01-02", place: "fair")],
                objections: [objection(.bounced, "a@example.com", "2026-01-02")]),
            .bounced
        ),
        ("nothing is known of an address", dossier(["a@example.com"]), .noExplicitShare),
        ("nothing is known at all", dossier([]), .noAddress),
        (
            "an address from a third party",
            dossier(["a@example.com"], [listed(1, "a@example.com", source: .thirdParty)]), .thirdPartySource
        ),
    ]

    @Test(arguments: cases) func anEntryIsCountedUnderTheFirstToOvercome(
        _ why: Comment, _ dossier: Dossier, _ reason: ReasonCode
    ) {
        #expect(decisions(dossier).map(\.mainReason) == [reason], why)
    }

    @Test func aContactIsCountedByTheEntryNearestToALetter() {
        let stale = card(1, "old@example.com", "2011-01-02", place: "fair")
        for addresses in [["old@example.com", "list@example.com"], ["list@example.com", "old@example.com"]] {
            let entries = decisions(dossier(addresses, [stale]))
            #expect(Set(entries.compactMap(\.mainReason)) == [.evidenceStale, .addressNotShared])
            #expect(entries.telling?.mainReason == .evidenceStale && entries.telling?.address == "old@example.com")
        }
        // Fewer reasons are nearer, whichever they are.
        let unclear = card(2, "two@example.com", "10/11/2023", place: "")
        let entries = decisions(dossier(["two@example.com", "old@example.com"], [stale, unclear]))
        #expect(entries.telling?.mainReason == .evidenceStale)
        // An admitted address speaks for the person.
        let sound = card(3, "now@example.com", "2026-01-02", place: "fair")
        let reached = decisions(dossier(["old@example.com", "now@example.com"], [stale, sound]))
        #expect(reached.telling?.isAdmitted == true && reached.telling?.mainReason == nil)
        #expect([Decision]().telling == nil)
    }
}
