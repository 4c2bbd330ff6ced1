import Gate
import Vocabulary

/// Objections.
extension CaseTests {
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
}
