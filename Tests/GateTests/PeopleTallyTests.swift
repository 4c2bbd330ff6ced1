import Gate
import Testing
import Vocabulary

/// Everybody once: who can be written to now, and who cannot, for which main reason.
@Suite struct PeopleTallyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let dossier: Dossier
        /// Nil for admitted.
        let reason: ReasonCode?

        init(_ name: String, _ dossier: Dossier, _ reason: ReasonCode?) {
            (testDescription, self.dossier, self.reason) = (name, dossier, reason)
        }
    }

    private static let ada = "ada@example.com"
    private static let sound = card(1, ada, "2026-03-04", place: "trade fair")

    static let cases: [Case] = [
        Case("a card on record", dossier([ada], [sound]), nil),
        Case("a bare card", dossier([ada], [card(1, ada, nil, place: "")]), .cardExchangeNotAttested),
        Case("LinkedIn without an address", dossier([], [connection(1, "", "2020-01-01")]), .linkedInAddressNotShared),
        Case(
            "and the address from a list", dossier([ada], [connection(1, "", "2020-01-01")]), .linkedInAddressNotShared),
        Case("a list alone", dossier([ada]), .noExplicitShare),
        Case("a list that gives another address", dossier([ada, "b@example.com"], [sound]), nil),
        Case(
            "a bare card, and another address from a list",
            dossier(["b@example.com", ada], [card(1, ada, nil, place: "")]), .cardExchangeNotAttested),
        Case(
            "an objection over a bare card",
            dossier([ada], [card(1, ada, nil, place: "")], objections: [objection(.objected, ada, "2026-04-01")]),
            .objected),
        Case(
            "an objection over a sound card",
            dossier([ada], [sound], objections: [objection(.complained, ada, "2026-04-01")]), .complained),
        Case(
            "one address bounced, the other one stands",
            dossier(
                [ada, "b@example.com"], [sound, card(2, "b@example.com", "2026-03-04", place: "trade fair")],
                objections: [objection(.bounced, ada, "2026-04-01")]), nil),
        Case("no address at all", dossier([], []), .noAddress),
        Case(
            "a sign-up for a declared purpose", dossier([ada], [form(1, ada, "2026-03-04", confirmed: "2026-03-04")]),
            nil),
        Case(
            "for the second one",
            dossier([ada], [form(1, ada, "2026-03-04", confirmed: "2026-03-04", purposes: ["events"])]), nil),
        Case(
            "for none that is declared",
            dossier([ada], [form(1, ada, "2026-03-04", confirmed: "2026-03-04", purposes: ["holidays"])]),
            .purposeNotAgreed),
        Case(
            "for nothing", dossier([ada], [form(1, ada, "2026-03-04", confirmed: "2026-03-04", purposes: [])]),
            .purposeNotAgreed),
        Case(
            "for nothing, and a card",
            dossier([ada], [form(1, ada, "2026-03-04", confirmed: "2026-03-04", purposes: []), sound]), nil),
        Case(
            "a sign-up that nobody confirmed", dossier([ada], [form(1, ada, "2026-03-04", confirmed: nil)]),
            .formUnconfirmed),
        Case(
            "an earlier letter is no matter",
            dossier(
                [ada], [sound],
                mailed: [Dossier.Mailed(loosestKey: ada, state: .accepted, isSameContact: true)]), nil),
    ]

    @Test(arguments: cases) func oneOfThemIsCountedOnce(_ one: Case) {
        var tally = PeopleTally(brief: brief(nil), purposes: [newsletter, events])
        tally.note(one.dossier)
        #expect(tally.admitted == (one.reason == nil ? 1 : 0))
        #expect(tally.excluded == (one.reason.map { [$0: 1] } ?? [:]))
    }

    @Test func theyAddUp() {
        var tally = PeopleTally(brief: brief(nil), purposes: [newsletter, events])
        for one in Self.cases { tally.note(one.dossier) }
        #expect(tally.admitted == Self.cases.filter { $0.reason == nil }.count)
        #expect(tally.admitted + tally.excluded.values.reduce(0, +) == Self.cases.count)
    }

    /// A purpose that is not professional gets nobody a letter; where none is declared, that is no fault of the sign-up.
    @Test func whichPurposesCount() {
        let signedUp = dossier(
            [Self.ada], [form(1, Self.ada, "2026-03-04", confirmed: "2026-03-04", purposes: ["holidays"])])
        let personal = Purpose(name: "holidays", context: .personal, description: [:])
        for (purposes, reason) in [
            ([personal, newsletter], ReasonCode.purposeNotAgreed), ([personal], nil), ([], nil),
        ] {
            var tally = PeopleTally(brief: brief(nil), purposes: purposes)
            tally.note(signedUp)
            #expect(tally.excluded.keys.first == reason)
        }
    }
}
