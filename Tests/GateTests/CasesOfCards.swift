import Gate
import Vocabulary

/// Business cards.
extension CaseTests {
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
                [
                    card(
                        1, "ada@example.com", "2026-03-04", place: "trade fair",
                        sharedWith: "Grace@Former.Example.org")
                ]),
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
}
