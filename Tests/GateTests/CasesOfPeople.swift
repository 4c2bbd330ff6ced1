import Gate
import Vocabulary

/// Whole people: their addresses, duplicates and gaps.
extension CaseTests {
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
