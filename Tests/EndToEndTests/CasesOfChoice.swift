private let met = ["--met-on", day(-100), "--met-at", "Expo"]
private let yesterday = day(-1)
private let urlHeader = "email,url,met_on,met_at\n"
private let adaURL = "https://www.linkedin.com/in/ada"
private let confirmed = "\(day(-100)),newsletter,I agree,en,\(day(-99))"

/// Which address of whom, and which are nobody's.
let choiceCases = [
    GateCase(
        "LinkedIn's address and another on a card, both sound",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: yesterday),
            .table("cards", urlHeader + "card@example.org,\(adaURL),\(day(-10)),Expo\n"),
        ],
        "ada@example.org admitted", "card@example.org other-address-chosen"),
    GateCase(
        "two contacts with one address",
        [
            .table(
                "cards",
                urlHeader + "a@example.org,https://x.example.org/1,\(day(-100)),Expo\n"
                    + "a@example.org,https://x.example.org/2,\(day(-100)),Expo\n")
        ],
        "a@example.org admitted", "a@example.org duplicate-address"),
    GateCase(
        "two cards: the one shared last",
        [
            .table(
                "cards",
                urlHeader + "a@example.org,\(adaURL),\(day(-100)),Expo\n"
                    + "b@example.org,\(adaURL),\(day(-10)),Expo\n")
        ],
        "a@example.org other-address-chosen", "b@example.org admitted"),
    GateCase(
        "one card: its preferred address",
        [.cards(Sample.card("Ada", "EMAIL;TYPE=WORK:a@example.org", "EMAIL;TYPE=WORK,PREF:b@example.org"), met)],
        "a@example.org other-address-chosen", "b@example.org admitted"),
    GateCase(
        "one card: its first address",
        [.cards(Sample.card("Ada", "EMAIL;TYPE=WORK:a@example.org", "EMAIL;TYPE=WORK:b@example.org"), met)],
        "a@example.org admitted", "b@example.org other-address-chosen"),
    GateCase(
        "mail goes to the spelling in the evidence",
        [.table("cards", Sample.cards("Ada.L@Example.ORG,Ada,L,\(day(-100)),Expo"))], "Ada.L@example.org admitted"),
    GateCase(
        "mailboxes that are nobody's",
        [
            .table(
                "cards",
                Sample.cards(
                    "noreply+tag@example.org,A,L,\(day(-100)),Expo", "list-request@example.org,A,M,\(day(-100)),Expo",
                    "Webmaster@example.org,A,N,\(day(-100)),Expo", "info@example.org,A,O,\(day(-100)),Expo"))
        ],
        "noreply+tag@example.org role-address", "list-request@example.org role-address",
        "Webmaster@example.org role-address", "info@example.org admitted"),
    GateCase(
        "offices, where the policy excludes them",
        [.table("cards", Sample.cards("Contact+x@example.org,A,L,\(day(-100)),Expo"))],
        "Contact+x@example.org role-address", settings: .with { $0.policy = #"{"officeAddresses": "exclude"}"# }),
    GateCase(
        "an administrative mailbox that signed up",
        [.table("signups", Sample.signUps("admin@example.org,A,\(confirmed)", "noreply@example.org,B,\(confirmed)"))],
        "admin@example.org admitted", "noreply@example.org role-address"),
    GateCase(
        "letters of two scripts",
        [.table("cards", Sample.cards("\u{430}da@example.org,A,L,\(day(-100)),Expo"))],
        "\u{430}da@example.org suspicious-address"),
    GateCase(
        "not an address", [.table("cards", Sample.cards("ada at example.org,A,L,\(day(-100)),Expo"))],
        "ada at example.org invalid-address"),
]
