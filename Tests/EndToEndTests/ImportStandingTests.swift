import Foundation
import Testing

/// How an import ends: who can be written to now, who cannot, and what helps.
@Suite struct ImportStandingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The file, behind `import`.
        let command: [String]
        let text: String
        let admitted: Int
        let excluded: [String: Int]
        /// The last lines on the screen.
        let french: String
        let english: String
        var settings = Settings()
    }

    private static let shared = Sample.linkedIn(
        Sample.ada("ada@example.org"), "Bob,B,https://www.linkedin.com/in/bob,,C,P,16 Mar 2021",
        "Cleo,C,https://www.linkedin.com/in/cleo,,C,P,16 Mar 2021")
    private static let bare =
        Sample.card("Ada", "EMAIL:ada@example.org") + Sample.card("Bob", "EMAIL:bob@example.org")
        + Sample.card("Cleo")
    private static let exchange = "l’échange de cette carte\u{A0}: il manque sa date, ou son lieu ou son occasion"

    static let cases: [Case] = [
        Case(
            testDescription: "LinkedIn, most addresses hidden",
            command: ["linkedin", "in.csv", "--exported-on", day(-5)],
            text: shared, admitted: 1, excluded: ["linkedin-address-not-shared": 2],
            french: """
                ✓ vous pouvez écrire à 1\u{A0}personne sur 3
                ✗ vous ne pouvez pas écrire aux 2 autres\u{A0}: vous êtes en relation sur LinkedIn, mais la relation n’y montre pas son adresse (linkedin-address-not-shared)
                  → `portillon rules linkedin-address-not-shared`
                """,
            english: """
                ✓ 1 person of 3 can be written to
                ✗ 2 cannot be: you are connected on LinkedIn, but the connection does not show its address there (linkedin-address-not-shared)
                  → `portillon rules linkedin-address-not-shared`
                """),
        Case(
            testDescription: "LinkedIn, most addresses hidden, and one's own",
            command: ["linkedin", "in.csv", "--exported-on", day(-5)], text: shared, admitted: 0,
            excluded: ["linkedin-address-not-shared": 2, "linkedin-not-reciprocal": 1],
            french: """
                ✗ vous ne pouvez écrire à aucune des 3 personnes, surtout (2)\u{A0}: vous êtes en relation sur LinkedIn, mais \
                la relation n’y montre pas son adresse (linkedin-address-not-shared)
                  → `portillon rules linkedin-address-not-shared`
                ✗ 1 d’entre elles\u{A0}: rien n’atteste que votre propre adresse était visible de vos relations à la date de \
                l’export (linkedin-not-reciprocal)
                  → notez dans config.json, `sender.linkedInAddressVisibleSince`, depuis quand vos relations voient la \
                vôtre : `portillon rules linkedin-not-reciprocal`
                """,
            english: """
                ✗ none of the 3 people can be written to, mainly (2): you are connected on LinkedIn, but the connection \
                does not show its address there (linkedin-address-not-shared)
                  → `portillon rules linkedin-address-not-shared`
                ✗ 1 of them: nothing attests that your own address was visible to your connections by the export’s date \
                (linkedin-not-reciprocal)
                  → note in config.json, `sender.linkedInAddressVisibleSince`, since when your connections see yours: \
                `portillon rules linkedin-not-reciprocal`
                """, settings: .with { $0.visibleSince = "null" }),
        Case(
            testDescription: "bare cards, one without an address", command: ["cards", "my cards.vcf"], text: bare,
            admitted: 0, excluded: ["card-exchange-not-attested": 2, "no-address": 1],
            french: """
                ✗ vous ne pouvez écrire à aucune des 3 personnes, surtout (2)\u{A0}: rien n’atteste \(exchange) (card-exchange-not-attested)
                  → `portillon import cards 'my cards.vcf' --met-on AAAA-MM-JJ --met-at 'LIEU'`
                """,
            english: """
                ✗ none of the 3 people can be written to, mainly (2): nothing attests how this card was exchanged: its date, or its place or occasion, is missing (card-exchange-not-attested)
                  → `portillon import cards 'my cards.vcf' --met-on YYYY-MM-DD --met-at 'PLACE'`
                """),
        Case(
            testDescription: "cards of an exchange on record",
            command: ["cards", "cards.vcf", "--met-on", day(-9), "--met-at", "Expo"],
            text: Sample.card("Ada", "EMAIL:ada@example.org") + Sample.card("Bob", "EMAIL:bob@example.org"),
            admitted: 2,
            excluded: [:], french: "✓ vous pouvez écrire aux 2 personnes de cet import",
            english: "✓ all 2 people of this import can be written to"),
        Case(
            testDescription: "a table of cards", command: ["csv", "cards.csv", "--as", "cards"],
            text: Sample.cards("ada@example.org,Ada,L,\(day(-9)),Expo", "bob@example.org,Bob,B,,"), admitted: 1,
            excluded: ["card-exchange-not-attested": 1],
            french: """
                ✓ vous pouvez écrire à 1\u{A0}personne sur 2
                ✗ vous ne pouvez pas écrire à 1 autre\u{A0}: rien n’atteste \(exchange) (card-exchange-not-attested)
                  → complétez les colonnes met_on et met_at, puis `portillon import csv cards.csv --as cards`
                """,
            english: """
                ✓ 1 person of 2 can be written to
                ✗ 1 cannot be: nothing attests how this card was exchanged: its date, or its place or occasion, is missing (card-exchange-not-attested)
                  → fill in the columns met_on and met_at, then `portillon import csv cards.csv --as cards`
                """),
        Case(
            testDescription: "a list is no evidence", command: ["csv", "list.csv", "--as", "contacts"],
            text: "email\nada@example.org\nADA@example.org\nbob@example.org\n", admitted: 0,
            excluded: ["no-explicit-share": 2],
            french: """
                ✗ vous ne pouvez écrire à aucune des 2 personnes\u{A0}: rien ne montre que cette personne vous a communiqué une adresse (no-explicit-share)
                  → importez ce qui l’atteste : `portillon import linkedin …`, `import cards …` ou `import csv … --as signups`
                """,
            english: """
                ✗ none of the 2 people can be written to: nothing shows that this person gave you an address (no-explicit-share)
                  → import what shows it: `portillon import linkedin …`, `import cards …` or `import csv … --as signups`
                """),
        Case(
            testDescription: "sign-ups, unconfirmed and for what is not declared",
            command: ["csv", "form.csv", "--as", "signups"],
            text: Sample.signUps(
                "ada@example.org,Ada,\(day(-9)),newsletter,I want the letter,en,\(day(-9))",
                "bob@example.org,Bob,\(day(-9)),newsletter,I want the letter,en,",
                "cleo@example.org,Cleo,\(day(-9)),holidays,I want the letter,en,\(day(-9))",
                "dora@example.org,Dora,\(day(-9)),newsletter,I want the letter,en,"), admitted: 1,
            excluded: ["form-unconfirmed": 2, "purpose-not-agreed": 1],
            french: """
                ✓ vous pouvez écrire à 1\u{A0}personne sur 4
                ✗ vous ne pouvez pas écrire aux 3 autres, surtout (2)\u{A0}: l’inscription n’a pas été confirmée, ou sa confirmation est illisible ou la précède (form-unconfirmed)
                  → `portillon import csv form.csv --as signups --confirmed-on column:COLONNE`
                """,
            english: """
                ✓ 1 person of 4 can be written to
                ✗ 3 cannot be, mainly (2): the sign-up was not confirmed, or its confirmation is unreadable or came before it (form-unconfirmed)
                  → `portillon import csv form.csv --as signups --confirmed-on column:COLUMN`
                """),
    ]

    @Test(arguments: cases) func anImportEndsWithIt(_ one: Case) throws {
        for (language, last) in [("fr", one.french), ("en", one.english)] {
            let folder = try WorkingFolder(one.settings)
            try folder.write(one.command[1], one.text)
            let run = try folder.run(["import"] + one.command + ["--lang", language])
            #expect(run.code == 0 && run.out.hasSuffix("\n" + last + "\n"), "\(run.out)\(run.err)")
            #expect(run.out.split(separator: "\n")[0].hasSuffix(" · import 1"), "\(run.out)")
        }
        let folder = try WorkingFolder(one.settings)
        try folder.write(one.command[1], one.text)
        let run = try folder.run(["import"] + one.command + ["--json"])
        let document: ImportDocument = try run.document()
        #expect(document.import == 1 && document.admittedNow == one.admitted && document.excludedNow == one.excluded)
        // The same bytes again are the same import, and nobody stands otherwise.
        let again: ImportDocument = try folder.run(["import"] + one.command + ["--json"]).document()
        #expect(again.import == 1 && again.admittedNow == one.admitted && again.excludedNow == one.excluded)
        // What `preview` says of them all, for a letter of theirs.
        let preview = try folder.preview(code: nil)
        #expect(preview.recipients.filter { $0.verdict == "admitted" }.count == one.admitted)
    }

    @Test func onlyThePeopleOfTheImportAreCounted() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo")
        try folder.write("list.csv", "email\nbob@example.org\ndora@example.org\n")
        let run = try folder.run("import", "csv", "list.csv", "--as", "contacts", "--json")
        let document: ImportDocument = try run.document()
        #expect(document.import == 2 && document.admittedNow == 1 && document.excludedNow == ["no-explicit-share": 1])
    }

    /// Several files: each for itself in JSON, everybody once on the screen.
    @Test func severalFiles() throws {
        let folder = try WorkingFolder()
        for name in ["a", "b", "c", "d"] {
            try folder.write(
                "\(name).vcf",
                Sample.card("Ada", "EMAIL:ada@example.org") + Sample.card(name, "EMAIL:\(name)@example.org"))
        }
        let command = ["import", "cards", "a.vcf", "b.vcf", "c.vcf", "d.vcf", "--met-on", day(-9), "--met-at", "Expo"]
        let documents: [ImportDocument] = try folder.run(command + ["--json"]).document()
        #expect(documents.map(\.import) == [1, 2, 3, 4] && documents.map(\.admittedNow) == [2, 2, 2, 2])
        let out = try folder.run(command + ["--lang", "en"]).out
        #expect(out.hasPrefix("4 files: 8 cards · import 1–4\n"), "\(out)")
        #expect(out.hasSuffix("✓ all 5 people of this import can be written to\n"), "\(out)")
    }

    @Test func aListOfObjectionsTellsWhomItMeets() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob", "cleo")
        try folder.write("list.csv", Sample.objections("ada+x@example.org,objected,", "zed@example.net,objected,"))
        let command = ["import", "csv", "list.csv", "--as", "objections"]
        let document: ImportDocument = try folder.run(command + ["--json"]).document()
        #expect(document.admittedNow == 0 && document.excludedNow == ["objected": 1] && document.import == 2)
        #expect(document.contacts == .init())
        let french = try folder.run(command + ["--lang", "fr"]).out
        #expect(
            french.hasSuffix("✗ 1\u{A0}de vos contacts ne recevra plus de lettre\n  → `portillon why ADRESSE`\n"),
            "\(french)")
        try folder.write("others.csv", Sample.objections("zed@example.com,objected,"))
        let none = try folder.run("import", "csv", "others.csv", "--as", "objections", "--lang", "en").out
        #expect(none.contains("none of your contacts is concerned"), "\(none)")
        #expect(none.hasSuffix("\n  → imported by mistake: `portillon import undo 3 --because TEXT`\n"), "\(none)")
        try folder.write("more.csv", Sample.objections("bob@example.org,objected,"))
        let more = try folder.run("import", "csv", "more.csv", "--as", "objections", "--lang", "fr").out
        #expect(
            more.hasSuffix("\n  → importée par erreur : `portillon import undo 4 --because TEXTE`\n"), "\(more)")
        // The same bytes again are nothing to take back.
        let again = try folder.run("import", "csv", "others.csv", "--as", "objections", "--lang", "en").out
        #expect(!again.contains("import undo"), "\(again)")
    }

    /// Whoever said no to the form may be written to for another reason, which is none of the form's.
    @Test func whoSaidNoIsNotCountedAmongThoseToBeWrittenTo() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        try folder.write(
            "form.csv",
            "email,submitted_on,purposes,wording,confirmed_on,Accord ?\n"
                + ["ada,Oui", "bob,Non"].map { row in
                    let cells = row.split(separator: ",")
                    return "\(cells[0])@example.org,\(day(-9)),newsletter,I want the letter,\(day(-8)),\(cells[1])\n"
                }.joined())
        let command = ["import", "csv", "form.csv", "--as", "signups"]
        let document: ImportDocument = try folder.run(command + ["--json"]).document()
        #expect(document.admittedNow == 1 && document.excludedNow.isEmpty && document.withoutConsent == 1)
        let french = try folder.run(command + ["--lang", "fr"]).out
        #expect(french.hasSuffix("✓ vous pouvez écrire à 1\u{A0}personne\n"), "\(french)")
        #expect(french.contains("ne retire rien") && french.contains("`portillon object ADRESSE`"), "\(french)")
        let english = try folder.run(command + ["--lang", "en"]).out
        #expect(english.contains("takes nothing back") && english.contains("`portillon object ADDRESS`"))
    }

    @Test(arguments: [
        (["x", "y"], "`portillon import csv left.csv --as objections`"), (["x", ""], "csv FILE --as objections`"),
    ])
    func whoLeftIsAnObjection(_ left: [String], _ proposal: String) throws {
        let folder = try WorkingFolder()
        let rows = left.enumerated().map { "p\($0)@example.org,\(day(-9)),\($1.isEmpty ? "" : day(-2))\n" }
        try folder.write("left.csv", "Email Address,OPTIN_TIME,UNSUB_TIME\n" + rows.joined())
        let run = try folder.run("import", "csv", "left.csv", "--as", "signups", "--lang", "en")
        #expect(run.code == 0 && run.out.contains(proposal) && !run.out.contains("portillon object "), "\(run.out)")
    }

    @Test func aMailingListIsNoLinkedInExport() throws {
        let folder = try WorkingFolder()
        try folder.write(
            "members.csv", "Email Address,First Name,Last Name,OPTIN_TIME\na@example.org,A,B,2025-01-01 10:00:00\n")
        let run = try folder.run("import", "linkedin", "members.csv", "--lang", "en")
        #expect(
            run.code == 65 && run.err.contains("no LinkedIn export") && run.err.contains("`import csv`"), "\(run.err)")
        #expect(!folder.exists("portillon.sqlite"))
    }

    @Test func whereNothingIsUsableThereIsNoImport() throws {
        let folder = try WorkingFolder()
        try folder.write("open.csv", "email,first_name\n\"a@example.org,x\n")
        let run = try folder.run("import", "csv", "open.csv", "--as", "contacts", "--json")
        let document: ImportDocument = try run.document()
        #expect(run.code == 65 && document.import == nil && document.admittedNow == 0 && document.excludedNow.isEmpty)
    }

    @Test func whoAskedToBeForgottenCannotBeWrittenTo() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.prepare("subject", "erase", "ada@example.org", "--yes")
        try folder.write("list.csv", "email\nada@example.org\n")
        let run = try folder.run("import", "csv", "list.csv", "--as", "contacts", "--lang", "en")
        #expect(run.code == 0 && run.out.hasSuffix("they all asked to be forgotten\n"), "\(run.out)")
    }

    // MARK: Without `--as`

    @Test(arguments: [
        ("email,first_name\na@example.org,A\n", [], "--as contacts"),
        ("email,met_on,met_at\na@example.org,,\n", [], "--as cards"),
        ("Horodateur,Courriel,Acceptez-vous ?\n2025-01-01,a@example.org,Oui\n", [], "--as signups"),
        ("Email,Unsub Time\na@example.org,2025-01-01\n", [], "--as objections"),
        ("email\na@example.org\n", ["--kind", "bounced"], "--as objections"),
        ("email\na@example.org\n", ["--wording", "I want it"], "--as signups"),
        ("a@example.org\nb@example.org\n", [], "contacts, cards, signups, objections"),
        ("First Name,Last Name,URL,Email Address,Connected On\nA,B,,a@example.org,\n", [], "portillon import linkedin"),
    ]) func withoutATerminalTheKindIsProposed(_ text: String, _ options: [String], _ proposal: String) throws {
        let folder = try WorkingFolder()
        try folder.write("t.csv", text)
        let run = try folder.run(["import", "csv", "t.csv"] + options)
        #expect(run.code == 64 && run.err.contains(proposal), "\(run.err)")
        #expect(!folder.exists("portillon.sqlite"))
        // It is a fault of usage whatever else is wrong.
        #expect(try folder.run("import", "csv", "missing.csv").code == 64)
        #expect(try folder.run("import", "csv", "t.csv", "--config", "missing.json").code == 64)
    }
}
