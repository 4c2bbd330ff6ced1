private let urlHeader = "email,url,met_on,met_at\n"
private let adaURL = "https://www.linkedin.com/in/ada"
private let confirmed = "\(day(-100)),newsletter,I agree,en,\(day(-99))"

/// What wins over evidence.
let objectionCases = [
    GateCase(
        "objected at one address, card with another",
        [
            .table("cards", urlHeader + "a@example.org,\(adaURL),\(day(-200)),Expo\n"),
            .table("cards", urlHeader + "b@example.org,\(adaURL),\(day(-100)),Expo\n"),
            .table("objections", Sample.objections("a@example.org,objected,\(day(-150))")),
        ],
        "a@example.org objected", "b@example.org objected"),
    GateCase(
        "objected, then a new card",
        [
            .table("objections", Sample.objections("ada@example.org,objected,\(day(-400))")),
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
        ],
        "ada@example.org objected"),
    GateCase(
        "objected, then a sign-up confirmed for this purpose",
        [
            .table("objections", Sample.objections("ada@example.org,objected,\(day(-400))")),
            .table("signups", Sample.signUps("ada@example.org,Ada,\(confirmed)")),
        ],
        "ada@example.org admitted"),
    GateCase(
        "objected, then a sign-up confirmed for another purpose",
        [
            .table("objections", Sample.objections("ada@example.org,objected,\(day(-400))")),
            .table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),events,I agree,en,\(day(-99))")),
        ],
        "ada@example.org objected purpose-not-agreed"),
    GateCase(
        "a sign-up, then a list that says only when the contact was added",
        [
            .table("signups", Sample.signUps("ada@example.org,Ada,\(confirmed)")),
            .table("objections", "Email,Date d’ajout,Last updated\nada@example.org,\(day(-400)),\(day(-300))\n"),
        ],
        "ada@example.org objected"),
    GateCase(
        "a sign-up, then a list of when the contact was added and when it left",
        [
            .table("signups", Sample.signUps("ada@example.org,Ada,\(confirmed)", "bob@example.org,Bob,\(confirmed)")),
            .table(
                "objections",
                "Email,Create Date,Opt-out date\nada@example.org,\(day(-400)),\(day(-50))\n"
                    + "bob@example.org,\(day(-400)),\(day(-200))\n"),
        ],
        "ada@example.org objected", "bob@example.org admitted"),
    GateCase(
        "a card, then a list of bounces that says only when the contact was added",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
            .table("objections", "Email,Added date,Bounce type\nada@example.org,\(day(-400)),hard\n"),
        ],
        "ada@example.org bounced"),
    GateCase(
        "objected on the day of the confirmation",
        [
            .table("signups", Sample.signUps("ada@example.org,Ada,\(confirmed)")),
            .table("objections", Sample.objections("ada@example.org,objected,\(day(-99))")),
        ],
        "ada@example.org objected"),
    GateCase(
        "objected with a tag",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
            .command(["object", "ada+news@example.org"]),
        ],
        "ada@example.org objected"),
    GateCase(
        "objected with other dots at Gmail",
        [
            .table("cards", Sample.cards("a.d.a@gmail.com,Ada,L,\(day(-100)),Expo")),
            .command(["object", "ADA+x@gmail.com"]),
        ],
        "a.d.a@gmail.com objected"),
    GateCase(
        "a whole domain objected",
        [
            .table("cards", Sample.cards("a@example.org,A,L,\(day(-100)),Expo", "b@example.com,B,L,\(day(-100)),Expo")),
            .command(["object", "@example.org"]),
        ],
        "a@example.org objected", "b@example.com admitted"),
    GateCase(
        "complained",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
            .command(["object", "ada@example.org", "--kind", "complained"]),
        ],
        "ada@example.org complained"),
    GateCase(
        "bounced, then a new card with the same address",
        [
            .table("objections", Sample.objections("ada@example.org,bounced,\(day(-400))")),
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
        ],
        "ada@example.org admitted"),
    GateCase(
        "a card, then bounced",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
            .table("objections", Sample.objections("ada@example.org,bounced,\(day(-50))")),
        ],
        "ada@example.org bounced"),
    GateCase(
        "bounced with a tag: its own address only",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
            .table("objections", Sample.objections("ada+x@example.org,bounced,\(day(-50))")),
        ],
        "ada@example.org admitted"),
]
