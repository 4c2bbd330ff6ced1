private let yesterday = day(-1)
private let urlHeader = "email,url,met_on,met_at\n"
private let adaURL = "https://www.linkedin.com/in/ada"

/// What a LinkedIn connection covers.
let linkedInCases = [
    GateCase(
        "a blank e-mail cell", [.linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday)],
        "- linkedin-address-not-shared no-address"),
    GateCase(
        "the same person's address from a contacts table",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday),
            .table("contacts", "email,url\nada@example.org,https://www.LinkedIn.com/in/Ada/?trk=x\n"),
        ],
        "ada@example.org linkedin-address-not-shared no-explicit-share"),
    GateCase(
        "a contacts table gives another address than the card",
        [
            .table("cards", urlHeader + "ada@example.org,\(adaURL),\(day(-100)),Expo\n"),
            .table("contacts", "email,url\nother@example.org,\(adaURL)\n"),
        ],
        "ada@example.org admitted", "other@example.org address-not-shared"),
    GateCase(
        "a contacts table gives another address than LinkedIn",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: yesterday),
            .table("contacts", "email,url\nother@example.org,\(adaURL)\n"),
        ],
        "ada@example.org admitted", "other@example.org address-not-shared"),
    GateCase(
        "a connection of 2015, the address in yesterday's export",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: yesterday)], "ada@example.org admitted"),
    GateCase(
        "own address never attested as visible",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: yesterday)],
        "ada@example.org linkedin-not-reciprocal", settings: .with { $0.visibleSince = "null" }),
    GateCase(
        "own address visible only after the export",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-5))],
        "ada@example.org linkedin-not-reciprocal", settings: .with { $0.visibleSince = "\"\(day(-3))\"" }),
    GateCase(
        "own address visible since the day of the export",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-5))],
        "ada@example.org admitted", settings: .with { $0.visibleSince = "\"\(day(-5))\"" }),
    GateCase(
        "an export older than the policy allows",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-190))],
        "ada@example.org linkedin-export-stale"),
    GateCase(
        "a longer policy lets the export stand",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-190))],
        "ada@example.org admitted", settings: .with { $0.policy = #"{"linkedInExportMaxAgeDays": 200}"# }),
    GateCase(
        "blanked in the latest export, a sound card with the address",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
            .linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday),
            .table("cards", Sample.cards("ada@example.org,Ada,Lovelace,\(day(-100)),Expo")),
        ],
        "ada@example.org admitted"),
    GateCase(
        "blanked in the latest export, nothing else",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
            .linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday),
        ],
        "ada@example.org linkedin-no-longer-shared"),
    GateCase(
        "latest goes by the export's date, not by the order of import",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday),
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
        ],
        "ada@example.org linkedin-no-longer-shared"),
    GateCase(
        "gone from the latest export",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
            .linkedIn(
                Sample.linkedIn("Bob,B,https://www.linkedin.com/in/bob,bob@example.org,C,P,1 Jan 2020"),
                on: yesterday),
        ],
        "ada@example.org linkedin-no-longer-shared", "bob@example.org admitted"),
    GateCase(
        "changed in the latest export",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
            .linkedIn(Sample.linkedIn(Sample.ada("new@example.org")), on: yesterday),
        ],
        "ada@example.org linkedin-no-longer-shared", "new@example.org admitted"),
    GateCase(
        "an ambiguous connection date",
        [
            .linkedIn(
                Sample.linkedIn("Ada,L,\(adaURL),ada@example.org,C,P,10/11/2023"), on: yesterday)
        ],
        "ada@example.org evidence-undated"),
    GateCase(
        "an undated export that shows what the dated latest one shows takes nothing away",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-190)),
            .linkedIn(Sample.linkedIn("Ada,Lovelace,\(adaURL),ada@example.org,Engines,Countess,"), on: ""),
        ],
        "ada@example.org evidence-undated linkedin-export-stale"),
]
