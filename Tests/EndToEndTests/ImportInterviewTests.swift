import Foundation
import Testing

/// What an import asks on a terminal, and what becomes of the answers.
@Suite struct ImportInterviewTests {
    private static let cards =
        Sample.card("Anne Petit", "EMAIL:anne@example.org", "ORG:Atelier")
        + Sample.card("Boris Roux", "EMAIL:boris@example.org") + Sample.card("Chloé Blanc", "EMAIL:chloe@example.org")
    private static let form = """
        Horodateur,Adresse e-mail,Prénom,Nom,Acceptez-vous de recevoir ma lettre trimestrielle ?
        13/09/2025 18:04:11,anne@example.com,Anne,Petit,Oui
        08/10/2025 09:12:40,boris@example.com,Boris,Roux,Oui
        09/10/2025 10:00:00,chloe@example.com,Chloé,Blanc,Non

        """
    private static let lasting = Settings.with {
        $0.policy = #"{"evidenceMaxAgeDays": 36500}"#
        $0.purposes = #"{"newsletter": {"context": "professional"}}"#
    }

    private func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder(Self.lasting)
        try folder.write("salon.vcf", Self.cards)
        try folder.write("formulaire.csv", Self.form)
        return folder
    }

    private func admitted(_ folder: WorkingFolder) throws -> [String] {
        try folder.preview(code: nil).recipients.filter { $0.verdict == "admitted" }.compactMap(\.address)
    }

    @Test func cardsOfOneOccasionInFrench() throws {
        let folder = try folder()
        let run = try Terminal().run(
            ["import", "cards", "salon.vcf", "--lang", "fr"], in: folder,
            [
                .answer("o", to: "même occasion"), .answer("8/10/2025", to: "Jour de l’échange"),
                .answer("2025-10-08", to: "Jour de l’échange"), .answer("8 octobre 2025", to: "Lieu ou occasion"),
                .answer("Salon, Nantes", to: "Lieu ou occasion"), .answer("", to: "importer ?"),
            ])
        #expect(run.code == 0, "\(run.screen)")
        try Golden.expect(run.screen, "import-cards.fr")
        #expect(try admitted(folder).count == 3)
    }

    @Test func cardsOfTwoOccasionsInEnglish() throws {
        let folder = try folder()
        let run = try Terminal().run(
            ["import", "cards", "salon.vcf", "--lang", "en"], in: folder,
            [
                .answer("n", to: "same occasion"), .answer("1, 3", to: "Which ones"),
                .answer("2025-10-08", to: "Day of the exchange"), .answer("Fair, Nantes", to: "Place or occasion"),
                .answer("", to: "Which ones"), .answer("y", to: "import?"),
            ])
        #expect(run.code == 0, "\(run.screen)")
        try Golden.expect(run.screen, "import-cards.en")
        #expect(try admitted(folder) == ["anne@example.org", "chloe@example.org"])
    }

    @Test func whoDoesNotAgreeToTheRecapImportsNothing() throws {
        let folder = try folder()
        let run = try Terminal().run(
            ["import", "cards", "salon.vcf", "--lang", "fr"], in: folder,
            [
                .answer("o", to: "même occasion"), .answer("2025-10-08", to: "Jour de l’échange"),
                .answer("Salon", to: "Lieu ou occasion"), .answer("n", to: "importer ?"),
            ])
        #expect(run.code == 64 && !folder.exists("portillon.sqlite"), "\(run.screen)")
    }

    private static func answers(_ french: Bool) -> [Terminal.Step] {
        [
            .answer("", to: french ? "Numéro ou nom" : "Number or name"),
            .answer("", to: french ? "s’inscrire vaut accord" : "to sign up is to agree"),
            .answer("", to: french ? "ou plusieurs (1, 3)" : "or several (1, 3)"),
            .answer("", to: french ? "(`-` : inconnu)" : "(`-`: not known)"),
            .answer("", to: french ? "ou plusieurs (`-`" : "or several (`-`"),
            .answer("1", to: french ? "pas confirmée" : "not confirmed"),
            .answer("", to: french ? "Importer" : "Import?"),
        ]
    }

    @Test(arguments: ["fr", "en"]) func aFormIsUnderstood(_ language: String) throws {
        let folder = try folder()
        let run = try Terminal().run(
            ["import", "csv", "formulaire.csv", "--lang", language], in: folder, Self.answers(language == "fr"))
        #expect(run.code == 0, "\(run.screen)")
        try Golden.expect(run.screen, "import-signups.\(language)")
        #expect(try admitted(folder) == ["anne@example.com", "boris@example.com"])
    }

    @Test func whoeverSaysNoImportsNothing() throws {
        let folder = try folder()
        let steps = Self.answers(false).dropLast() + [.answer("n", to: "Import?")]
        let run = try Terminal().run(["import", "csv", "formulaire.csv"], in: folder, Array(steps))
        #expect(run.code == 64 && !folder.exists("portillon.sqlite"), "\(run.screen)")
    }

    @Test(arguments: 0..<7) func whoeverGivesUpImportsNothing(_ question: Int) throws {
        let folder = try folder()
        let answers = Self.answers(false)
        for step in [Terminal.Step.interrupt(at: answers[question].awaited), .end(at: answers[question].awaited)] {
            let run = try Terminal().run(
                ["import", "csv", "formulaire.csv"], in: folder, Array(answers.prefix(question)) + [step])
            #expect(run.code == 75 && !folder.exists("portillon.sqlite"), "\(run.screen)")
        }
    }

    /// What a program reads, and what says everything, is asked nothing.
    @Test(arguments: [
        ["import", "cards", "salon.vcf", "--json"], ["import", "cards", "salon.vcf", "--yes"],
        ["import", "cards", "salon.vcf", "--met-on", "2025-10-08", "--met-at", "Salon"],
        ["import", "csv", "formulaire.csv", "--as", "signups", "--json"],
        ["import", "csv", "formulaire.csv", "--as", "contacts"],
        [
            "import", "csv", "formulaire.csv", "--as", "signups", "--wording", "Oui, je veux la lettre", "--purpose",
            "newsletter", "--confirmed-on", "column:Horodateur", "--consent",
            "Acceptez-vous de recevoir ma lettre trimestrielle ?=Oui",
        ],
    ]) func whoSaysEverythingIsAskedNothing(_ command: [String]) throws {
        let folder = try folder()
        let run = try Terminal().run(command, in: folder)
        #expect(run.code == 0, "\(run.screen)")
    }

    @Test func withoutATerminalNothingIsAsked() throws {
        let folder = try folder()
        #expect(try folder.run("import", "cards", "salon.vcf").code == 0)
        #expect(try folder.run("import", "csv", "formulaire.csv", "--as", "signups").code == 0)
        #expect(try admitted(folder).isEmpty)
    }

    @Test func aListOfObjectionsIsNeverTakenByEnter() throws {
        let folder = try folder()
        try folder.write("out.csv", "Email,Unsub Time\nada@example.org,2025-01-01\n")
        let run = try Terminal().run(
            ["import", "csv", "out.csv", "--lang", "en"], in: folder,
            [.answer("", to: "Number or name"), .answer("4", to: "Number or name")])
        #expect(run.code == 0 && run.screen.contains("by its columns, `objections`"), "\(run.screen)")
        let linkedIn = "First Name,Last Name,URL,Email Address,Connected On\nA,B,,a@example.org,\n"
        try folder.write("in.csv", linkedIn)
        #expect(try Terminal().run(["import", "csv", "in.csv"], in: folder).code == 64)
    }
}
