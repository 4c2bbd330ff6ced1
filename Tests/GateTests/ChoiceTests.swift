import Gate
import Testing
import Vocabulary

/// One message a person, at one address, at most once.
struct ChoiceTests {
    @Test func takesTheAddressSharedLast() {
        let result = verdicts(
            brief(),
            dossier(
                ["a@example.com", "b@example.com"],
                [
                    card(1, "a@example.com", "2026-03-04", place: "trade fair"),
                    card(2, "b@example.com", "2026-03-05", place: "trade fair"),
                ]))
        #expect(result == ["a@example.com: other-address-chosen", "b@example.com: admitted by business-card 2"])
    }

    @Test func takesThePreferredAddressOfOneCard() {
        let result = verdicts(
            brief(),
            dossier(
                ["a@example.com", "b@example.com"],
                [
                    card(1, "a@example.com", "2026-03-04", place: "trade fair"),
                    card(2, "b@example.com", "2026-03-04", place: "trade fair", isPreferred: true),
                ]))
        #expect(result == ["a@example.com: other-address-chosen", "b@example.com: admitted by business-card 2"])
    }

    @Test func takesTheFirstAddressWhereNothingElseDecides() {
        let result = verdicts(
            brief(),
            dossier(
                ["b@example.com", "a@example.com"],
                [
                    card(1, "a@example.com", "2026-03-04", place: "trade fair"),
                    card(2, "b@example.com", "2026-03-04", place: "trade fair"),
                ]))
        #expect(result == ["b@example.com: admitted by business-card 2", "a@example.com: other-address-chosen"])
    }

    @Test func saysWhichAddressWasChosen() {
        var gate = Gate(brief: brief())
        let decisions = gate.judge(
            dossier(
                ["a@example.com", "b@example.com"],
                [
                    card(1, "a@example.com", "2026-03-04", place: "trade fair"),
                    card(2, "b@example.com", "2026-03-05", place: "trade fair"),
                ]))
        #expect(decisions[0].findings == [Finding(.otherAddressChosen, observed: .text("b@example.com"))])
    }

    @Test func nobodyIsReachedAgainWhoIsReachedThroughAnotherContact() {
        let result = verdicts(
            brief(),
            dossier(
                ["shared@example.com"], [card(1, "shared@example.com", "2026-03-04", place: "trade fair")],
                contact: 1, isKnownElsewhere: true),
            dossier(
                ["shared@example.com", "own@example.com"],
                [
                    card(2, "shared@example.com", "2026-03-06", place: "trade fair"),
                    card(3, "own@example.com", "2026-03-05", place: "trade fair"),
                ], contact: 2, isKnownElsewhere: true))
        #expect(
            result == [
                "shared@example.com: admitted by business-card 1",
                "shared@example.com: duplicate-address",
                "own@example.com: duplicate-address",
            ])
    }

    @Test func anExcludedContactTakesNoAddress() {
        let result = verdicts(
            brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", nil, place: "")], contact: 1, isKnownElsewhere: true),
            dossier(
                ["ada@example.com"], [card(2, "ada@example.com", "2026-03-04", place: "trade fair")], contact: 2,
                isKnownElsewhere: true))
        #expect(
            result == [
                "ada@example.com: card-exchange-not-attested", "ada@example.com: admitted by business-card 2",
            ])
    }

    @Test func twoSpellingsOfOneMailboxGetOneMessage() {
        let result = verdicts(
            brief(),
            dossier(
                ["a.d.a@gmail.com", "ada+x@gmail.com"],
                [
                    card(1, "a.d.a@gmail.com", "2026-03-04", place: "trade fair"),
                    card(2, "ada+x@gmail.com", "2026-03-05", place: "trade fair"),
                ]))
        #expect(result == ["a.d.a@gmail.com: other-address-chosen", "ada+x@gmail.com: admitted by business-card 2"])
    }

    @Test(arguments: RecipientState.allCases)
    func sendsALetterAtMostOnce(_ state: RecipientState) {
        let stays: Set<RecipientState> = [.queued, .deferred, .withheld]
        let result = verdicts(
            brief(),
            dossier(
                ["a@example.com", "b@example.com"],
                [card(1, "b@example.com", "2026-03-04", place: "trade fair")],
                mailed: [Dossier.Mailed(loosestKey: "a@example.com", state: state, isSameContact: true)]))
        let expected =
            stays.contains(state)
            ? ["a@example.com: address-not-shared", "b@example.com: admitted by business-card 1"]
            : ["a@example.com: address-not-shared already-mailed", "b@example.com: already-mailed"]
        #expect(result == expected)
    }

    @Test func aLooserKeyMailedThroughAnotherContactCountsForThatAddressAlone() {
        let result = verdicts(
            brief(),
            dossier(
                ["ada+a@example.com", "b@example.com"],
                [
                    card(1, "ada+a@example.com", "2026-03-05", place: "trade fair"),
                    card(2, "b@example.com", "2026-03-04", place: "trade fair"),
                ],
                mailed: [Dossier.Mailed(loosestKey: "ada@example.com", state: .accepted, isSameContact: false)]))
        #expect(result == ["ada+a@example.com: already-mailed", "b@example.com: admitted by business-card 2"])
    }

    @Test func aLetterThatNeedsMoreThanIsKnownIsNotSent() {
        var gate = Gate(
            brief: brief(needs: [.field("first_name"), .ifAbsent("company", [.field("position")]), .field("address")]))
        let decisions = gate.judge(
            dossier(["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: "trade fair")]))
        #expect(
            decisions[0].findings == [Finding(.letterIncomplete, observed: .texts(["first_name", "position"]))])
    }

    /// Behind the fields, in the letter's order; a file can be missing at one address and be there at another.
    @Test func aFileOfOnesOwnThatIsMissingKeepsTheLetterBack() {
        var gate = Gate(brief: brief(needs: [.field("first_name")]))
        var ada = dossier(
            ["ada@example.com", "a@example.net"],
            [
                card(1, "ada@example.com", "2026-03-04", place: "trade fair"),
                card(2, "a@example.net", "2026-03-05", place: "trade fair"),
            ])
        ada.contact.fields.firstName = "Ada"
        ada.addresses[1].missingFiles = ["a@example.net.pdf"]
        var decisions = gate.judge(ada)
        #expect(decisions.map(\.isAdmitted) == [true, false])
        #expect(decisions[1].findings == [Finding(.letterIncomplete, observed: .texts(["a@example.net.pdf"]))])
        ada.contact.fields.firstName = ""
        gate = Gate(brief: brief(needs: [.field("first_name")]))
        decisions = gate.judge(ada)
        #expect(
            decisions[1].findings == [
                Finding(.letterIncomplete, observed: .texts(["first_name", "a@example.net.pdf"]))
            ])
    }

    @Test func withoutAMailingItsRulesAreLeftOut() {
        let result = verdicts(
            brief(nil, needs: [.field("first_name")]),
            dossier(
                ["a@example.com", "b@example.com"],
                [
                    card(1, "a@example.com", "2026-03-04", place: "trade fair"),
                    card(2, "b@example.com", "2026-03-04", place: "trade fair"),
                ],
                mailed: [Dossier.Mailed(loosestKey: "a@example.com", state: .accepted, isSameContact: true)]))
        #expect(
            result == ["a@example.com: admitted by business-card 1", "b@example.com: admitted by business-card 2"])
    }
}
