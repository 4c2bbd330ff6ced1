import Testing

/// One case of the gate, driven from files to the preview's complete reasons.
struct GateCase: Sendable, CustomTestStringConvertible {
    enum Step: Sendable {
        /// A LinkedIn export of that day.
        case linkedIn(String, on: String)
        /// Cards, with what the command attests.
        case cards(String, [String])
        /// A table of this kind.
        case table(String, String)
        case command([String])
    }

    let name: String
    let steps: [Step]
    /// Of each entry: its address, `-` for none, then `admitted` or its codes, sorted.
    let expected: [String]
    var settings = Settings()
    var testDescription: String { name }

    init(_ name: String, _ steps: [Step], _ expected: String..., settings: Settings = Settings()) {
        (self.name, self.steps, self.expected, self.settings) = (name, steps, expected, settings)
    }
}

private let met = ["--met-on", day(-100), "--met-at", "Expo"]
private let yesterday = day(-1)
private let urlHeader = "email,url,met_on,met_at\n"
private let adaURL = "https://www.linkedin.com/in/ada"
private let sharedHeader = "email,met_on,met_at,shared_with,source\n"

private let linkedInCases = [
    GateCase("a blank e-mail cell", [.linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday)],
        "- linkedin-address-not-shared no-address"),
    GateCase("the same person's address from a contacts table",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday),
            .table("contacts", "email,url\nada@example.org,https://www.LinkedIn.com/in/Ada/?trk=x\n"),
        ],
        "ada@example.org linkedin-address-not-shared no-explicit-share"),
    GateCase("a contacts table gives another address than the card",
        [
            .table("cards", urlHeader + "ada@example.org,\(adaURL),\(day(-100)),Expo\n"),
            .table("contacts", "email,url\nother@example.org,\(adaURL)\n"),
        ],
        "ada@example.org admitted", "other@example.org address-not-shared"),
    GateCase("a contacts table gives another address than LinkedIn",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: yesterday),
            .table("contacts", "email,url\nother@example.org,\(adaURL)\n"),
        ],
        "ada@example.org admitted", "other@example.org address-not-shared"),
    GateCase("a connection of 2015, the address in yesterday's export",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: yesterday)], "ada@example.org admitted"),
    GateCase("own address never attested as visible",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: yesterday)],
        "ada@example.org linkedin-not-reciprocal", settings: .with { $0.visibleSince = "null" }),
    GateCase("own address visible only after the export",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-5))],
        "ada@example.org linkedin-not-reciprocal", settings: .with { $0.visibleSince = "\"\(day(-3))\"" }),
    GateCase("own address visible since the day of the export",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-5))],
        "ada@example.org admitted", settings: .with { $0.visibleSince = "\"\(day(-5))\"" }),
    GateCase("an export older than the policy allows",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-190))],
        "ada@example.org linkedin-export-stale"),
    GateCase("a longer policy lets the export stand",
        [.linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-190))],
        "ada@example.org admitted", settings: .with { $0.policy = #"{"linkedInExportMaxAgeDays": 200}"# }),
    GateCase("blanked in the latest export, a sound card with the address",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
            .linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday),
            .table("cards", Sample.cards("ada@example.org,Ada,Lovelace,\(day(-100)),Expo")),
        ],
        "ada@example.org admitted"),
    GateCase("blanked in the latest export, nothing else",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
            .linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday),
        ],
        "ada@example.org linkedin-no-longer-shared"),
    GateCase("latest goes by the export's date, not by the order of import",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("")), on: yesterday),
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
        ],
        "ada@example.org linkedin-no-longer-shared"),
    GateCase("gone from the latest export",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
            .linkedIn(
                Sample.linkedIn("Bob,B,https://www.linkedin.com/in/bob,bob@example.org,C,P,1 Jan 2020"),
                on: yesterday),
        ],
        "ada@example.org linkedin-no-longer-shared", "bob@example.org admitted"),
    GateCase("changed in the latest export",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-30)),
            .linkedIn(Sample.linkedIn(Sample.ada("new@example.org")), on: yesterday),
        ],
        "ada@example.org linkedin-no-longer-shared", "new@example.org admitted"),
    GateCase("an ambiguous connection date",
        [
            .linkedIn(
                Sample.linkedIn("Ada,L,\(adaURL),ada@example.org,C,P,10/11/2023"), on: yesterday)
        ],
        "ada@example.org evidence-undated"),
    GateCase("an undated export that shows what the dated latest one shows takes nothing away",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: day(-190)),
            .linkedIn(Sample.linkedIn("Ada,Lovelace,\(adaURL),ada@example.org,Engines,Countess,"), on: ""),
        ],
        "ada@example.org evidence-undated linkedin-export-stale"),
]

private let cardCases = [
    GateCase("an address only in a contacts table", [.table("contacts", "email\nada@example.org\n")],
        "ada@example.org no-explicit-share"),
    GateCase("a vCard without date and place", [.cards(Sample.card("Ada", "EMAIL:ada@example.org"), [])],
        "ada@example.org card-exchange-not-attested"),
    GateCase("a vCard with a date, without a place",
        [.cards(Sample.card("Ada", "EMAIL:ada@example.org"), ["--met-on", day(-100)])],
        "ada@example.org card-exchange-not-attested"),
    GateCase("a vCard with a place, without a date",
        [.cards(Sample.card("Ada", "EMAIL:ada@example.org"), ["--met-at", "Expo"])],
        "ada@example.org card-exchange-not-attested"),
    GateCase("an ambiguous date with a place",
        [.table("cards", Sample.cards("ada@example.org,Ada,L,10/11/2023,Expo"))], "ada@example.org evidence-undated"),
    GateCase("an ambiguous date on the card itself",
        [
            .cards(
                Sample.card("Ada", "EMAIL:ada@example.org", "X-PORTILLON-MET-ON:10/11/2023", "X-PORTILLON-MET-AT:Fair"),
                met)
        ],
        "ada@example.org evidence-undated"),
    GateCase("a date yet to come",
        [.table("cards", Sample.cards("ada@example.org,Ada,L,\(day(3)),Expo"))],
        "ada@example.org evidence-in-future"),
    GateCase("four years in a drawer",
        [.table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-1460)),Expo"))],
        "ada@example.org evidence-stale"),
    GateCase("four years in a drawer, imported again",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-1460)),Expo")),
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-1460)),Expo")),
        ],
        "ada@example.org evidence-stale"),
    GateCase("four years in a drawer, heard from last month",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-1460)),Expo")),
            .command(["heard-from", "ada@example.org", "--on", day(-30)]),
        ],
        "ada@example.org admitted"),
    GateCase("the context column",
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
    GateCase("an address labelled home", [.cards(Sample.card("Ada", "EMAIL;TYPE=HOME:ada@example.org"), met)],
        "ada@example.org not-professional"),
    GateCase("an address labelled home by Apple",
        [.cards(Sample.card("Ada", "item1.EMAIL;type=INTERNET:ada@example.org", "item1.X-ABLabel:_$!<Home>!$_"), met)],
        "ada@example.org not-professional"),
    GateCase("an address labelled home, attested as professional",
        [
            .cards(
                Sample.card("Ada", "EMAIL;TYPE=HOME:ada@example.org"), met + ["--context", "professional"])
        ],
        "ada@example.org admitted"),
    GateCase("an address without a label", [.cards(Sample.card("Ada", "EMAIL:ada@example.org"), met)],
        "ada@example.org admitted"),
    GateCase("an address without a label beside one labelled work",
        [.cards(Sample.card("Ada", "EMAIL:a@example.org", "EMAIL;TYPE=WORK:w@example.org"), met)],
        "a@example.org not-professional", "w@example.org admitted"),
    GateCase("shared with whom, from which source",
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
    GateCase("a contacts table says where its addresses come from",
        [
            .table(
                "contacts",
                "email,shared_with,source\na@example.org,,third-party\nb@example.org,,friend\nc@example.org,,self\n")
        ],
        "a@example.org no-explicit-share third-party-source", "b@example.org evidence-unreadable no-explicit-share",
        "c@example.org no-explicit-share"),
]

private let confirmed = "\(day(-100)),newsletter,I agree,en,\(day(-99))"

private let formCases = [
    GateCase("a confirmed sign-up", [.table("signups", Sample.signUps("ada@example.org,Ada,\(confirmed)"))],
        "ada@example.org admitted"),
    GateCase("a sign-up for events",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),events,I agree,en,\(day(-99))"))],
        "ada@example.org purpose-not-agreed"),
    GateCase("several purposes",
        [
            .table(
                "signups",
                Sample.signUps(
                    "a@example.org,Ada,\(day(-100)),events newsletter,I agree,en,\(day(-99))",
                    "b@example.org,Bob,\(day(-100)),events;newsletter,I agree,en,\(day(-99))"))
        ],
        "a@example.org admitted", "b@example.org admitted"),
    GateCase("never confirmed",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,I agree,en,"))],
        "ada@example.org form-unconfirmed"),
    GateCase("never confirmed, which the policy allows",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,I agree,en,"))],
        "ada@example.org admitted", settings: .with { $0.policy = #"{"formConfirmation": "recorded"}"# }),
    GateCase("confirmed on a day that cannot be read",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,I agree,en,10/11/2023"))],
        "ada@example.org form-unconfirmed", settings: .with { $0.policy = #"{"formConfirmation": "recorded"}"# }),
    GateCase("confirmed before it was made",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,I agree,en,\(day(-101))"))],
        "ada@example.org form-unconfirmed"),
    GateCase("no wording",
        [.table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),newsletter,,en,\(day(-99))"))],
        "ada@example.org form-wording-missing"),
    GateCase("of 2019, confirmed, no contact since",
        [.table("signups", Sample.signUps("ada@example.org,Ada,2019-03-01,newsletter,I agree,en,2019-03-02"))],
        "ada@example.org evidence-stale"),
    GateCase("everything is wrong at once",
        [.table("signups", Sample.signUps("ada@example.org,Ada,2019-03-01,events,,en,"))],
        "ada@example.org evidence-stale form-unconfirmed form-wording-missing purpose-not-agreed"),
]

private let objectionCases = [
    GateCase("objected at one address, card with another",
        [
            .table("cards", urlHeader + "a@example.org,\(adaURL),\(day(-200)),Expo\n"),
            .table("cards", urlHeader + "b@example.org,\(adaURL),\(day(-100)),Expo\n"),
            .table("objections", Sample.objections("a@example.org,objected,\(day(-150))")),
        ],
        "a@example.org objected", "b@example.org objected"),
    GateCase("objected, then a new card",
        [
            .table("objections", Sample.objections("ada@example.org,objected,\(day(-400))")),
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
        ],
        "ada@example.org objected"),
    GateCase("objected, then a sign-up confirmed for this purpose",
        [
            .table("objections", Sample.objections("ada@example.org,objected,\(day(-400))")),
            .table("signups", Sample.signUps("ada@example.org,Ada,\(confirmed)")),
        ],
        "ada@example.org admitted"),
    GateCase("objected, then a sign-up confirmed for another purpose",
        [
            .table("objections", Sample.objections("ada@example.org,objected,\(day(-400))")),
            .table("signups", Sample.signUps("ada@example.org,Ada,\(day(-100)),events,I agree,en,\(day(-99))")),
        ],
        "ada@example.org objected purpose-not-agreed"),
    GateCase("objected on the day of the confirmation",
        [
            .table("signups", Sample.signUps("ada@example.org,Ada,\(confirmed)")),
            .table("objections", Sample.objections("ada@example.org,objected,\(day(-99))")),
        ],
        "ada@example.org objected"),
    GateCase("objected with a tag",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
            .command(["object", "ada+news@example.org"]),
        ],
        "ada@example.org objected"),
    GateCase("objected with other dots at Gmail",
        [
            .table("cards", Sample.cards("a.d.a@gmail.com,Ada,L,\(day(-100)),Expo")),
            .command(["object", "ADA+x@gmail.com"]),
        ],
        "a.d.a@gmail.com objected"),
    GateCase("a whole domain objected",
        [
            .table("cards", Sample.cards("a@example.org,A,L,\(day(-100)),Expo", "b@example.com,B,L,\(day(-100)),Expo")),
            .command(["object", "@example.org"]),
        ],
        "a@example.org objected", "b@example.com admitted"),
    GateCase("complained",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
            .command(["object", "ada@example.org", "--kind", "complained"]),
        ],
        "ada@example.org complained"),
    GateCase("bounced, then a new card with the same address",
        [
            .table("objections", Sample.objections("ada@example.org,bounced,\(day(-400))")),
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
        ],
        "ada@example.org admitted"),
    GateCase("a card, then bounced",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
            .table("objections", Sample.objections("ada@example.org,bounced,\(day(-50))")),
        ],
        "ada@example.org bounced"),
    GateCase("bounced with a tag: its own address only",
        [
            .table("cards", Sample.cards("ada@example.org,Ada,L,\(day(-100)),Expo")),
            .table("objections", Sample.objections("ada+x@example.org,bounced,\(day(-50))")),
        ],
        "ada@example.org admitted"),
]

private let choiceCases = [
    GateCase("LinkedIn's address and another on a card, both sound",
        [
            .linkedIn(Sample.linkedIn(Sample.ada("ada@example.org")), on: yesterday),
            .table("cards", urlHeader + "card@example.org,\(adaURL),\(day(-10)),Expo\n"),
        ],
        "ada@example.org admitted", "card@example.org other-address-chosen"),
    GateCase("two contacts with one address",
        [
            .table(
                "cards",
                urlHeader + "a@example.org,https://x.example.org/1,\(day(-100)),Expo\n"
                    + "a@example.org,https://x.example.org/2,\(day(-100)),Expo\n")
        ],
        "a@example.org admitted", "a@example.org duplicate-address"),
    GateCase("two cards: the one shared last",
        [
            .table(
                "cards",
                urlHeader + "a@example.org,\(adaURL),\(day(-100)),Expo\n"
                    + "b@example.org,\(adaURL),\(day(-10)),Expo\n")
        ],
        "a@example.org other-address-chosen", "b@example.org admitted"),
    GateCase("one card: its preferred address",
        [.cards(Sample.card("Ada", "EMAIL;TYPE=WORK:a@example.org", "EMAIL;TYPE=WORK,PREF:b@example.org"), met)],
        "a@example.org other-address-chosen", "b@example.org admitted"),
    GateCase("one card: its first address",
        [.cards(Sample.card("Ada", "EMAIL;TYPE=WORK:a@example.org", "EMAIL;TYPE=WORK:b@example.org"), met)],
        "a@example.org admitted", "b@example.org other-address-chosen"),
    GateCase("mail goes to the spelling in the evidence",
        [.table("cards", Sample.cards("Ada.L@Example.ORG,Ada,L,\(day(-100)),Expo"))], "Ada.L@example.org admitted"),
    GateCase("mailboxes that are nobody's",
        [
            .table(
                "cards",
                Sample.cards(
                    "noreply+tag@example.org,A,L,\(day(-100)),Expo", "list-request@example.org,A,M,\(day(-100)),Expo",
                    "Webmaster@example.org,A,N,\(day(-100)),Expo", "info@example.org,A,O,\(day(-100)),Expo"))
        ],
        "noreply+tag@example.org role-address", "list-request@example.org role-address",
        "Webmaster@example.org role-address", "info@example.org admitted"),
    GateCase("offices, where the policy excludes them",
        [.table("cards", Sample.cards("Contact+x@example.org,A,L,\(day(-100)),Expo"))],
        "Contact+x@example.org role-address", settings: .with { $0.policy = #"{"officeAddresses": "exclude"}"# }),
    GateCase("an administrative mailbox that signed up",
        [.table("signups", Sample.signUps("admin@example.org,A,\(confirmed)", "noreply@example.org,B,\(confirmed)"))],
        "admin@example.org admitted", "noreply@example.org role-address"),
    GateCase("letters of two scripts",
        [.table("cards", Sample.cards("\u{430}da@example.org,A,L,\(day(-100)),Expo"))],
        "\u{430}da@example.org suspicious-address"),
    GateCase("not an address", [.table("cards", Sample.cards("ada at example.org,A,L,\(day(-100)),Expo"))],
        "ada at example.org invalid-address"),
]

@Suite struct GateCaseTests {
    @Test(arguments: linkedInCases) func linkedIn(_ gateCase: GateCase) throws { try hold(gateCase) }
    @Test(arguments: cardCases) func cards(_ gateCase: GateCase) throws { try hold(gateCase) }
    @Test(arguments: formCases) func forms(_ gateCase: GateCase) throws { try hold(gateCase) }
    @Test(arguments: objectionCases) func objections(_ gateCase: GateCase) throws { try hold(gateCase) }
    @Test(arguments: choiceCases) func choices(_ gateCase: GateCase) throws { try hold(gateCase) }

    private func hold(_ gateCase: GateCase) throws {
        let folder = try WorkingFolder(gateCase.settings)
        for (index, step) in gateCase.steps.enumerated() {
            let name = "step\(index)"
            switch step {
            case .linkedIn(let text, let date):
                try folder.write(name + ".csv", text)
                let dated = date.isEmpty ? [] : ["--exported-on", date]
                #expect(try folder.run(["import", "linkedin", name + ".csv"] + dated).code == 0)
            case .cards(let text, let attestation):
                try folder.write(name + ".vcf", text)
                #expect(try folder.run(["import", "cards", name + ".vcf"] + attestation).code == 0)
            case .table(let kind, let text):
                try folder.write(name + ".csv", text)
                #expect(try folder.run("import", "csv", name + ".csv", "--as", kind).code == 0)
            case .command(let arguments):
                #expect(try folder.run(arguments).code == 0)
            }
        }
        let preview = try folder.preview(code: nil)
        let observed = preview.recipients.map {
            ([$0.address ?? "-"] + ($0.verdict == "admitted" ? ["admitted"] : $0.codes.sorted()))
                .joined(separator: " ")
        }
        #expect(observed.sorted() == gateCase.expected.sorted())
        #expect(preview.admitted == preview.recipients.count { $0.verdict == "admitted" })
        #expect(preview.excluded == preview.recipients.count { $0.verdict == "excluded" })
        #expect(preview.recipients.allSatisfy { ($0.verdict == "admitted") == $0.reasons.isEmpty })
        #expect(preview.recipients.allSatisfy { ($0.verdict == "admitted") == ($0.evidence != nil) })
        #expect(preview.contacts == Set(preview.recipients.map(\.contact)).count)
    }
}
