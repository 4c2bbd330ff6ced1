import Gate
import Testing
import Vocabulary

/// The cases that the gate was made for, each with its complete input and its complete reasons.
struct CaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let title: String
        var brief: Brief = GateTests.brief()
        let dossiers: [Dossier]
        let expected: [String]
        var testDescription: String { title }

        init(_ title: String, _ brief: Brief = GateTests.brief(), _ dossiers: Dossier..., expected: [String]) {
            self.title = title
            self.brief = brief
            self.dossiers = dossiers
            self.expected = expected
        }
    }

    @Test(arguments: linkedIn + cards + forms + objections + people)
    func givesItsCompleteReasons(_ example: Case) {
        var gate = Gate(brief: example.brief)
        #expect(example.dossiers.flatMap { gate.judge($0) }.map(verdict) == example.expected)
    }

    static let linkedIn: [Case] = [
        Case(
            "LinkedIn row with a blank e-mail cell", brief(),
            dossier([], [connection(1, "", "2020-02-03")]),
            expected: ["-: linkedin-address-not-shared no-address"]),
        Case(
            "the same person's address from a contacts CSV", brief(),
            dossier(["ada@example.com"], [connection(1, "", "2020-02-03")]),
            expected: ["ada@example.com: no-explicit-share linkedin-address-not-shared"]),
        Case(
            "contacts CSV gives another address than the LinkedIn row", brief(),
            dossier(["ada@example.com", "ada@home.example.net"], [connection(1, "ada@example.com", "2020-02-03")]),
            expected: [
                "ada@example.com: admitted by linkedin-connection 1", "ada@home.example.net: address-not-shared",
            ]),
        Case(
            "contacts CSV gives another address than the card, LinkedIn row blank", brief(),
            dossier(
                ["ada@example.com", "ada@home.example.net"],
                [connection(1, "", "2020-02-03"), card(2, "ada@example.com", "2026-03-04", place: "trade fair")]),
            expected: ["ada@example.com: admitted by business-card 2", "ada@home.example.net: address-not-shared"]),
        Case(
            "address only in a contacts CSV, nothing else known", brief(),
            dossier(["ada@example.com"]),
            expected: ["ada@example.com: no-explicit-share"]),
        Case(
            "connection of 2015, address in yesterday's export, own address visible since 2019", brief(),
            dossier(["ada@example.com"], [connection(1, "ada@example.com", "2015-06-07", export: "2026-11-22")]),
            expected: ["ada@example.com: admitted by linkedin-connection 1"]),
        Case(
            "own address not attested as visible", brief(sender: sender(visibleSince: nil)),
            dossier(["ada@example.com"], [connection(1, "ada@example.com", "2015-06-07")]),
            expected: ["ada@example.com: linkedin-not-reciprocal"]),
        Case(
            "own address visible only after the export", brief(sender: sender(visibleSince: "2026-11-23")),
            dossier(["ada@example.com"], [connection(1, "ada@example.com", "2015-06-07", export: "2026-11-22")]),
            expected: ["ada@example.com: linkedin-not-reciprocal"]),
        Case(
            "own address visible since a month that ends after the export",
            brief(sender: sender(visibleSince: "2026-11")),
            dossier(["ada@example.com"], [connection(1, "ada@example.com", "2015-06-07", export: "2026-11-22")]),
            expected: ["ada@example.com: linkedin-not-reciprocal"]),
        Case(
            "address blanked in the latest export, sound card with the same address", brief(),
            dossier(
                ["ada@example.com"],
                [
                    connection(1, "ada@example.com", "2020-02-03", isInLatest: false),
                    connection(2, "", "2020-02-03"), card(3, "ada@example.com", "2026-03-04", place: "trade fair"),
                ]),
            expected: ["ada@example.com: admitted by business-card 3"]),
        Case(
            "address blanked in the latest export, nothing else", brief(),
            dossier(
                ["ada@example.com"],
                [connection(1, "ada@example.com", "2020-02-03", isInLatest: false), connection(2, "", "2020-02-03")]),
            expected: ["ada@example.com: linkedin-no-longer-shared"]),
        Case(
            "address changed in the latest export", brief(),
            dossier(
                ["old@example.com", "new@example.com"],
                [
                    connection(1, "old@example.com", "2020-02-03", isInLatest: false),
                    connection(2, "new@example.com", "2020-02-03"),
                ]),
            expected: [
                "old@example.com: linkedin-no-longer-shared", "new@example.com: admitted by linkedin-connection 2",
            ]),
        Case(
            "latest export 181 days old", brief(),
            dossier(["ada@example.com"], [connection(1, "ada@example.com", "2020-02-03", export: "2026-05-26")]),
            expected: ["ada@example.com: linkedin-export-stale"]),
        Case(
            "latest export 180 days old", brief(),
            dossier(["ada@example.com"], [connection(1, "ada@example.com", "2020-02-03", export: "2026-05-27")]),
            expected: ["ada@example.com: admitted by linkedin-connection 1"]),
        Case(
            "export without a date", brief(),
            dossier(["ada@example.com"], [connection(1, "ada@example.com", "2020-02-03", export: nil)]),
            expected: ["ada@example.com: evidence-undated"]),
        Case(
            "export dated tomorrow", brief(),
            dossier(["ada@example.com"], [connection(1, "ada@example.com", "2020-02-03", export: "2026-11-24")]),
            expected: ["ada@example.com: evidence-in-future"]),
        Case(
            "everything against a connection", brief(sender: sender(visibleSince: nil)),
            dossier(
                ["ada@example.com"],
                [connection(1, "ada@example.com", "03/02/2020", export: "2024-01-01", isInLatest: false)]),
            expected: [
                "ada@example.com: linkedin-not-reciprocal linkedin-no-longer-shared linkedin-export-stale "
                    + "evidence-undated"
            ]),
    ]

    static let cards: [Case] = [
        Case(
            "vCard without date and place", brief(),
            dossier(["ada@example.com"], [card(1, "ada@example.com", nil, place: "")]),
            expected: ["ada@example.com: card-exchange-not-attested"]),
        Case(
            "card with a date, without place or occasion", brief(),
            dossier(["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: " ")]),
            expected: ["ada@example.com: card-exchange-not-attested"]),
        Case(
            "card whose met_on is 10/11/2023, place given", brief(),
            dossier(["ada@example.com"], [card(1, "ada@example.com", "10/11/2023", place: "trade fair")]),
            expected: ["ada@example.com: evidence-undated"]),
        Case(
            "card whose date cannot be read, no place", brief(),
            dossier(["ada@example.com"], [card(1, "ada@example.com", "10/11/2023", place: "")]),
            expected: ["ada@example.com: card-exchange-not-attested evidence-undated"]),
        Case(
            "card in a drawer for 4 years", brief(),
            dossier(["ada@example.com"], [card(1, "ada@example.com", "2022-11-01", place: "trade fair")]),
            expected: ["ada@example.com: evidence-stale"]),
        Case(
            "card in a drawer for 4 years, heard from last month", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2022-11-01", place: "trade fair")],
                heardFrom: "2026-10-20"),
            expected: ["ada@example.com: admitted by business-card 1"]),
        Case(
            "card in a drawer for 4 years, to be heard from next month", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2022-11-01", place: "trade fair")],
                heardFrom: "2026-12-20"),
            expected: ["ada@example.com: evidence-stale"]),
        Case(
            "card 1095 days old", brief(),
            dossier(["ada@example.com"], [card(1, "ada@example.com", "2023-11-24", place: "trade fair")]),
            expected: ["ada@example.com: admitted by business-card 1"]),
        Case(
            "card 1096 days old", brief(),
            dossier(["ada@example.com"], [card(1, "ada@example.com", "2023-11-23", place: "trade fair")]),
            expected: ["ada@example.com: evidence-stale"]),
        Case(
            "card of November 2023, of which no day is known: the earliest counts", brief(),
            dossier(["ada@example.com"], [card(1, "ada@example.com", "2023-11", place: "trade fair")]),
            expected: ["ada@example.com: evidence-stale"]),
        Case(
            "card dated tomorrow", brief(),
            dossier(["ada@example.com"], [card(1, "ada@example.com", "2026-11-24", place: "trade fair")]),
            expected: ["ada@example.com: evidence-in-future"]),
        Case(
            "card with the context column present and blank", brief(),
            dossier(
                ["ada@example.com"],
                [card(1, "ada@example.com", "2026-03-04", place: "trade fair", context: .other(""))]),
            expected: ["ada@example.com: not-professional"]),
        Case(
            "vCard e-mail labelled home", brief(),
            dossier(
                ["ada@example.com"],
                [card(1, "ada@example.com", "2026-03-04", place: "trade fair", context: .other("home"))]),
            expected: ["ada@example.com: not-professional"]),
        Case(
            "vCard e-mail labelled home, attested as professional by a second import", brief(),
            dossier(
                ["ada@example.com"],
                [
                    card(1, "ada@example.com", "2026-03-04", place: "trade fair", context: .other("home")),
                    card(2, "ada@example.com", "2026-03-04", place: "trade fair", context: .professional),
                ]),
            expected: ["ada@example.com: admitted by business-card 2"]),
        Case(
            "shared with another address than the sender's", brief(),
            dossier(
                ["ada@example.com"],
                [card(1, "ada@example.com", "2026-03-04", place: "trade fair", sharedWith: "alan@example.org")]),
            expected: ["ada@example.com: shared-with-someone-else"]),
        Case(
            "shared with what is no address", brief(),
            dossier(
                ["ada@example.com"],
                [card(1, "ada@example.com", "2026-03-04", place: "trade fair", sharedWith: "my boss")]),
            expected: ["ada@example.com: shared-with-someone-else"]),
        Case(
            "shared with the sender's former address", brief(),
            dossier(
                ["ada@example.com"],
                [card(1, "ada@example.com", "2026-03-04", place: "trade fair", sharedWith: "Grace@Former.Example.org")]),
            expected: ["ada@example.com: admitted by business-card 1"]),
        Case(
            "bought, and of an unknown source", brief(),
            dossier(
                ["ada@example.com"],
                [
                    card(1, "ada@example.com", "2026-03-04", place: "trade fair", source: .thirdParty),
                    card(2, "ada@example.com", "2026-03-04", place: "trade fair", source: .unreadable("friend?")),
                ]),
            expected: ["ada@example.com: third-party-source evidence-unreadable"]),
        Case(
            "everything against a card", brief(),
            dossier(
                ["ada@example.com"],
                [
                    card(
                        1, "ada@example.com", "2012-03-04", place: "", context: .other("home"),
                        source: .thirdParty, sharedWith: "alan@example.org")
                ]),
            expected: [
                "ada@example.com: shared-with-someone-else third-party-source not-professional "
                    + "card-exchange-not-attested evidence-stale"
            ]),
        Case(
            "the card spells the address in capitals: mail goes there", brief(),
            dossier(["ada@example.com"], [card(1, "Ada@EXAMPLE.com", "2026-03-04", place: "trade fair")]),
            expected: ["Ada@example.com: admitted by business-card 1"]),
        Case(
            "the card has a +tag that the address lacks: not the very address", brief(),
            dossier(["ada@example.com"], [card(1, "ada+fair@example.com", "2026-03-04", place: "trade fair")]),
            expected: ["ada@example.com: address-not-shared"]),
        Case(
            "the card differs in the case of a letter beyond ASCII: not the very address", brief(),
            dossier(["élodie@example.com"], [card(1, "Élodie@example.com", "2026-03-04", place: "trade fair")]),
            expected: ["élodie@example.com: address-not-shared"]),
    ]

    static let forms: [Case] = [
        Case(
            "sign-up for events, letter newsletter", brief(newsletter),
            dossier(
                ["ada@example.com"],
                [form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-04", purposes: ["events"])]),
            expected: ["ada@example.com: purpose-not-agreed"]),
        Case(
            "sign-up for events, no letter: nothing to agree to", brief(nil),
            dossier(
                ["ada@example.com"],
                [form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-04", purposes: ["events"])]),
            expected: ["ada@example.com: admitted by form-opt-in 1"]),
        Case(
            "sign-up for Newsletter, letter newsletter", brief(newsletter),
            dossier(
                ["ada@example.com"],
                [form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-04", purposes: [" Newsletter"])]),
            expected: ["ada@example.com: admitted by form-opt-in 1"]),
        Case(
            "sign-up never confirmed", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: nil)]),
            expected: ["ada@example.com: form-unconfirmed"]),
        Case(
            "sign-up on paper, policy takes recorded ones", brief(policy: Policy(formConfirmation: .recorded)),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: nil)]),
            expected: ["ada@example.com: admitted by form-opt-in 1"]),
        Case(
            "confirmation unreadable, policy takes recorded ones", brief(policy: Policy(formConfirmation: .recorded)),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: "yes")]),
            expected: ["ada@example.com: form-unconfirmed"]),
        Case(
            "confirmed before the sign-up", brief(policy: Policy(formConfirmation: .recorded)),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: "2026-03-03")]),
            expected: ["ada@example.com: form-unconfirmed"]),
        Case(
            "confirmed in the future", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2026-03-04", confirmed: "2027-03-03")]),
            expected: ["ada@example.com: evidence-in-future"]),
        Case(
            "sign-up of 2019, confirmed, no contact since", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2019-03-04", confirmed: "2019-03-05")]),
            expected: ["ada@example.com: evidence-stale"]),
        Case(
            "sign-up of 2019, confirmed in 2025", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", "2019-03-04", confirmed: "2025-03-05")]),
            expected: ["ada@example.com: admitted by form-opt-in 1"]),
        Case(
            "sign-up without date and wording", brief(),
            dossier(["ada@example.com"], [form(1, "ada@example.com", nil, confirmed: "2026-03-05", wording: " ")]),
            expected: ["ada@example.com: form-wording-missing evidence-undated"]),
    ]

    static let objections: [Case] = [
        Case(
            "objected at a@, card with b@ of the same contact", brief(),
            dossier(
                ["a@example.com", "b@example.com"], [card(1, "b@example.com", "2026-03-04", place: "trade fair")],
                objections: [objection(.objected, "a@example.com", "2026-04-05")]),
            expected: ["a@example.com: address-not-shared objected", "b@example.com: objected"]),
        Case(
            "objected in 2024, new card in 2025", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2025-03-04", place: "trade fair")],
                objections: [objection(.objected, "ada@example.com", "2024-05-06")]),
            expected: ["ada@example.com: objected"]),
        Case(
            "objected in 2024, sign-up confirmed in 2025 for newsletter, letter newsletter", brief(newsletter),
            dossier(
                ["ada@example.com", "ada@home.example.net"],
                [
                    form(1, "ada@example.com", "2025-03-04", confirmed: "2025-03-04"),
                    card(2, "ada@home.example.net", "2025-03-04", place: "trade fair"),
                ],
                objections: [objection(.objected, "ada@example.com", "2024-05-06")]),
            expected: ["ada@example.com: admitted by form-opt-in 1", "ada@home.example.net: objected"]),
        Case(
            "objected in 2024, sign-up confirmed in 2025 for newsletter, letter events", brief(events),
            dossier(
                ["ada@example.com"],
                [
                    form(1, "ada@example.com", "2025-03-04", confirmed: "2025-03-04"),
                    card(2, "ada@example.com", "2025-03-04", place: "trade fair"),
                ],
                objections: [objection(.objected, "ada@example.com", "2024-05-06")]),
            expected: ["ada@example.com: objected"]),
        Case(
            "objected as ada+news@, evidence for ada@", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: "trade fair")],
                objections: [objection(.objected, "ada+news@example.com", "2026-04-05")]),
            expected: ["ada@example.com: objected"]),
        Case(
            "a whole domain objected", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: "trade fair")],
                objections: [
                    Objection(
                        id: 1, kind: .objected, target: .domain("example.com"), on: when("2026-04-05"), because: "")
                ]),
            expected: ["ada@example.com: objected"]),
        Case(
            "bounced in 2024, new card in 2025 with the same address", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2025-03-04", place: "trade fair")],
                objections: [objection(.bounced, "ada@example.com", "2024-05-06")]),
            expected: ["ada@example.com: admitted by business-card 1"]),
        Case(
            "bounced at a@, card with b@ of the same contact", brief(),
            dossier(
                ["a@example.com", "b@example.com"],
                [
                    card(1, "a@example.com", "2024-03-04", place: "trade fair"),
                    card(2, "b@example.com", "2024-03-04", place: "trade fair"),
                ],
                objections: [objection(.bounced, "a@example.com", "2026-05-06")]),
            expected: ["a@example.com: bounced", "b@example.com: admitted by business-card 2"]),
        Case(
            "bounced as ada+news@, evidence for ada@: only the exact key counts", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: "trade fair")],
                objections: [objection(.bounced, "ada+news@example.com", "2026-04-05")]),
            expected: ["ada@example.com: admitted by business-card 1"]),
        Case(
            "erased, known again from another source", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: "trade fair")],
                objections: [
                    Objection(
                        id: 1, kind: .erased, target: .address(normalForm: "", loosestKey: ""),
                        on: when("2026-01-02"), because: "")
                ]),
            expected: ["ada@example.com: erased"]),
        Case(
            "objected, complained, bounced and erased", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: "trade fair")],
                objections: [
                    objection(.erased, "ada@example.com", "2026-04-05", id: 1),
                    objection(.bounced, "ada@example.com", "2026-04-05", id: 2),
                    objection(.complained, "ada@example.com", "2026-04-05", id: 3),
                    objection(.objected, "ada@example.com", "2026-04-05", id: 4),
                ]),
            expected: ["ada@example.com: objected complained bounced erased"]),
    ]

    static let people: [Case] = [
        Case(
            "LinkedIn address and another on a card, both sound", brief(),
            dossier(
                ["card@example.com", "linkedin@example.com"],
                [
                    card(1, "card@example.com", "2026-03-04", place: "trade fair"),
                    connection(2, "linkedin@example.com", "2015-06-07"),
                ]),
            expected: [
                "card@example.com: other-address-chosen",
                "linkedin@example.com: admitted by linkedin-connection 2",
            ]),
        Case(
            "two contacts with one address, both sound", brief(),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: "trade fair")], contact: 1,
                isKnownElsewhere: true),
            dossier(
                ["Ada+fair@example.com"], [card(2, "Ada+fair@example.com", "2026-03-05", place: "dinner")], contact: 2,
                isKnownElsewhere: true),
            expected: [
                "ada@example.com: admitted by business-card 1", "Ada+fair@example.com: duplicate-address",
            ]),
        Case(
            "two contacts with one address, no mailing: both may be written to", brief(nil),
            dossier(
                ["ada@example.com"], [card(1, "ada@example.com", "2026-03-04", place: "trade fair")], contact: 1,
                isKnownElsewhere: true),
            dossier(
                ["ada@example.com"], [card(2, "ada@example.com", "2026-03-05", place: "dinner")], contact: 2,
                isKnownElsewhere: true),
            expected: [
                "ada@example.com: admitted by business-card 1", "ada@example.com: admitted by business-card 2",
            ]),
        Case(
            "a text that is no address, nothing shared", brief(),
            dossier(["ada at example.com"]),
            expected: ["ada at example.com: no-explicit-share invalid-address"]),
        Case(
            "a sound card with a text that is no address", brief(),
            dossier(
                ["ada at example.com"], [card(1, "ada at example.com ", "2026-03-04", place: "trade fair")]),
            expected: ["ada at example.com: invalid-address"]),
        Case(
            "nothing known at all", brief(),
            dossier([]),
            expected: ["-: no-address"]),
    ]
}
