import Gate
import Vocabulary

/// LinkedIn connections.
extension CaseTests {
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
}
