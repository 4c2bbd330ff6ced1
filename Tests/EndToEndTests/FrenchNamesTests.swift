import Foundation
import Testing

/// A letter that names its fields in French, from the import to the message.
@Suite struct FrenchNamesTests {
    private static let letter = """
        Letter: l1
        Purpose: newsletter
        Language: fr
        Subject: {{prénom|Bonjour}}, des nouvelles

        Bonjour {{prénom}} {{nom}}{{#société}}, chez {{société}}{{/société}}.

        {{pourquoi}}

        [Se désabonner]({{désabonnement}})

        """

    private func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder(.with { $0.language = #""fr""# })
        try folder.write("letter.md", Self.letter)
        try folder.meet("ada", "bob")
        return folder
    }

    private func texts(_ folder: WorkingFolder) throws -> [String] {
        try? folder.remove("eml")
        try folder.prepare("preview", "letter.md", "--eml", "eml")
        return try folder.names(in: "eml").map {
            try judge(
                "import sys, email, email.policy; m = email.message_from_binary_file(open(sys.argv[1], 'rb'), "
                    + "policy=email.policy.default); print(m['Subject'], m.get_body(('plain',)).get_content())",
                folder.path("eml/\($0)"))
        }
    }

    @Test func aLetterInFrenchGoesOut() throws {
        let texts = try texts(folder())
        let start = "Ada, des nouvelles Bonjour Ada Lovelace."
        #expect(texts.count == 2 && texts.contains { $0.hasPrefix(start) }, "\(texts)")
        #expect(texts.allSatisfy { $0.contains("carte de visite") })
        // The mail by which somebody leaves speaks their language.
        let wayOut = "mailto:unsubscribe@example.org?subject=d%C3%A9sabonnement%20"
        #expect(texts.allSatisfy { $0.contains(wayOut) }, "\(texts)")
    }

    /// The example speaks French throughout; one that was laid out with English names is still the example.
    @Test func theExampleNamesItsFieldsInFrench() throws {
        let folder = try WorkingFolder()
        try folder.prepare("init", "new", "--address", "zoe@example.org", "--name", "Zoe", "--language", "fr")
        for name in ["letter.md", "newsletter.md", "invitation.md"] {
            let text = try folder.text("new/\(name)")
            #expect(text.contains("{{prénom|Bonjour}}") && text.contains("{{expéditeur.nom}}"))
            for english in ["first_name", "company", "sender.", "unsubscribe", "why"] {
                #expect(!text.contains("{{\(english)") && !text.contains("{{#\(english)"), "\(name): \(english)")
            }
            try folder.prepare("render", "new/\(name)", "--config", "new/config.json")
        }
        func refusals() throws -> [String] {
            let run = try folder.run("preview", "new/letter.md", "--config", "new/config.json", "--json")
            let document: PreviewDocument = try run.document()
            return document.refused.map(\.code)
        }
        try folder.write("c.csv", "email\nada@example.org\n")
        try folder.prepare("import", "csv", "c.csv", "--as", "contacts", "--config", "new/config.json")
        #expect(try refusals() == ["untouched-sample"])
        let earlier = try folder.text("new/letter.md").replacing("société", with: "company")
            .replacing("expéditeur.company", with: "sender.organization").replacing("{{pourquoi}}", with: "{{why}}")
        #expect(earlier.contains("{{#company}}"))
        try folder.write("new/letter.md", earlier)
        #expect(try refusals() == ["untouched-sample"])
    }

    @Test func whatIsLackingIsSaidByItsFrenchName() throws {
        let folder = try folder()
        try folder.write("letter.md", Self.letter.replacing("{{pourquoi}}", with: "{{poste}}"))
        let why = try folder.run("why", "ada@example.org", "--letter", "letter.md")
        #expect(why.out.contains("Trouvé\u{A0}: poste."), "\(why.out)")
        // Programs get the field's own name.
        let preview = try folder.preview(code: 77)
        #expect(preview.recipient("ada@example.org")?.reasons.first?.observed == "position")
    }

    @Test func theNearestFrenchNameIsProposed() throws {
        let folder = try folder()
        try folder.write("letter.md", Self.letter.replacing("{{pourquoi}}", with: "{{firstname}}"))
        let run = try folder.run("preview", "letter.md")
        #expect(run.code == 77 && run.err.contains("vouliez-vous `{{prénom}}`"), "\(run.err)")
    }

    /// A column whose header is a French name is still the column, for letters that show it.
    @Test func aColumnOfThatNameComesFirst() throws {
        let folder = try folder()
        let table = "email,company,société,met_on,met_at\nada@example.org,Engines,Moteurs,\(day(-50)),Expo\n"
        try folder.write("more.csv", table)
        try folder.prepare("import", "csv", "more.csv", "--as", "cards", "--map", "company=company")
        let texts = try texts(folder)
        #expect(texts.contains { $0.contains("Bonjour Ada Lovelace, chez Moteurs.") }, "\(texts)")
    }

    /// Not so in the middle of a mailing: what some have read goes on to mean what it meant.
    @Test func aColumnThatComesMeanwhileChangesNoMailing() throws {
        let folder = try folder()
        let begun = try folder.send("--limit", "1")
        #expect(begun.code == 0, "\(begun.err)")
        let table =
            "email,company,société,met_on,met_at\nada@example.org,Engines,Moteurs,\(day(-50)),Expo\n"
            + "bob@example.org,Engines,Moteurs,\(day(-50)),Expo\n"
        try folder.write("more.csv", table)
        try folder.prepare("import", "csv", "more.csv", "--as", "cards", "--map", "company=company")
        let rest = try folder.send()
        #expect(rest.code == 0, "\(rest.err)")
        let messages = try folder.outbox().map { String(decoding: $0, as: UTF8.self) }
        #expect(messages.count == 2 && messages.contains { $0.contains("chez Engines") }, "\(messages)")
        #expect(!messages.contains { $0.contains("Moteurs") })
    }
}
