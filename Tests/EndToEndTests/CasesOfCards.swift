private let met = ["--met-on", day(-100), "--met-at", "Expo"]
private let sharedHeader = "email,met_on,met_at,shared_with,source\n"

/// What a business card covers.
let cardCases = [
    GateCase(
        "an address only in a contacts table", [.table("contacts", "email\nada@example.org\n")],
        "ada@example.org no-explicit-share"),
    GateCase(
        "a vCard without date and place", [.cards(Sample.card("Ada", "EMAIL:ada@example.org"), [])],
        "ada@example.org card-exchange-not-attested"),
    GateCase(
        "a vCard with a date, without a place",
        [.cards(Sample.card("Ada", "EMAIL:ada@example.org"), ["--met-on", day(-100)])],
        "ada@example.org card-exchange-not-attested"),
    GateCase(
        "a vCard with a place, without a date",
        [.cards(Sample.card("Ada", "EMAIL:ada@example.org"), ["--met-at", "Expo"])],
        "ada@example.org card-exchange-not-attested"),
    GateCase(
        "an ambiguous date with a place",
        [.table("cards", Sample.cards("ada@example.org,Ada,L,10/11/2023,Expo"))], "ada@example.org evidence-undated"),
    GateCase(
        "an ambiguous date on the card itself",
        [
            .cards(
                Sample.card("Ada", "EMAIL:ada@example.org", "X-PORTILLON-MET-ON:10/11/2023", "X-PORTILLON-MET-AT:Fair"),
                met)
        ],
        "ada@example.org evidence-undated"),
    GateCase(
        "a date yet to come",
        [.table("cards", Sample.cards("ada@example.org,Ada,L,\(day(3)),Expo"))],
        "ada@example.org evidence-in-future"),
    GateCase(
        "four years in a drawer",
        [.table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-1460)),Expo"))],
        "ada@example.org evidence-stale"),
    GateCase(
        "four years in a drawer, imported again",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-1460)),Expo")),
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-1460)),Expo")),
        ],
        "ada@example.org evidence-stale"),
    GateCase(
        "four years in a drawer, heard from last month",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-1460)),Expo")),
            .command(["heard-from", "ada@example.org", "--on", day(-30)]),
        ],
        "ada@example.org admitted"),
    GateCase(
        "the context column",
        [
            .table(
                "cards",
                "email,met_on,met_at,context\n"
                    + ["ada,", "bob,Professionnel", "cleo,PROFESSIONAL", "dan,private"].map {
                        let parts = $0.split(separator: ",", omittingEmptySubsequences: false)
                        return "\(parts[0])@example.org,\(day(-100)),Expo,\(parts[1])\n"
                    }.joined())
        ],
        "ada@example.org not-professional", "bob@example.org admitted", "cleo@example.org admitted",
        "dan@example.org not-professional"),
    GateCase(
        "an address labelled home", [.cards(Sample.card("Ada", "EMAIL;TYPE=HOME:ada@example.org"), met)],
        "ada@example.org not-professional"),
    GateCase(
        "an address labelled home by Apple",
        [.cards(Sample.card("Ada", "item1.EMAIL;type=INTERNET:ada@example.org", "item1.X-ABLabel:_$!<Home>!$_"), met)],
        "ada@example.org not-professional"),
    GateCase(
        "an address labelled home, attested as professional",
        [
            .cards(
                Sample.card("Ada", "EMAIL;TYPE=HOME:ada@example.org"), met + ["--context", "professional"])
        ],
        "ada@example.org admitted"),
    GateCase(
        "an address without a label", [.cards(Sample.card("Ada", "EMAIL:ada@example.org"), met)],
        "ada@example.org admitted"),
    GateCase(
        "an address without a label beside one labelled work",
        [.cards(Sample.card("Ada", "EMAIL:a@example.org", "EMAIL;TYPE=WORK:w@example.org"), met)],
        "a@example.org not-professional", "w@example.org admitted"),
    GateCase(
        "shared with whom, from which source",
        [
            .table(
                "cards",
                sharedHeader
                    + ["a,boss@example.org,", "b,zoe@example.net,self", "c,,third-party", "d,,friend", "e,,"].map {
                        let parts = $0.split(separator: ",", omittingEmptySubsequences: false)
                        return "\(parts[0])@example.org,\(day(-100)),Expo,\(parts[1]),\(parts[2])\n"
                    }.joined())
        ],
        "a@example.org shared-with-someone-else", "b@example.org admitted", "c@example.org third-party-source",
        "d@example.org evidence-unreadable", "e@example.org admitted"),
    GateCase(
        "a contacts table says where its addresses come from",
        [
            .table(
                "contacts",
                "email,shared_with,source\na@example.org,,third-party\nb@example.org,,friend\nc@example.org,,self\n")
        ],
        "a@example.org no-explicit-share third-party-source", "b@example.org evidence-unreadable no-explicit-share",
        "c@example.org no-explicit-share"),
]
