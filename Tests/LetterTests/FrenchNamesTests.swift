import Foundation
import Testing
import Vocabulary

@testable import Letter

/// A letter's fields by the names that a French author writes for them.
@Suite struct FrenchNamesTests {
    private func compiled(_ body: String, extra: Set<String> = [], subject: String = "Des nouvelles") throws
        -> CompiledLetter
    {
        let bytes = Array(letter(body, subject: subject).utf8)
        let context = LetterContext(
            sender: sender(organization: "Lefèvre & Filles"), purpose: newsletter, language: .french,
            extraFields: extra, template: { bare[$0].map { Array($0.utf8) } })
        return CompiledLetter(try LetterFile.parse(bytes, fileName: "letter.md"), source: bytes, context: context)
    }

    private let reader = ContactFields(
        firstName: "Ada", lastName: "Exemple", company: "Ann & Co", position: "ingénieure",
        extra: ["société": "une colonne", "nom": "une autre"])

    @Test(arguments: [
        ("{{prénom}}", "Ada"), ("{{prenom}}", "Ada"), ("{{pre\u{301}nom}}", "Ada"), ("{{ Prénom }}", "Ada"),
        ("{{PRÉNOM}}", "Ada"), ("{{nom}}", "Exemple"), ("{{nom de famille}}", "Exemple"),
        ("{{nom_complet}}", "Ada Exemple"), ("{{nom complet}}", "Ada Exemple"), ("{{société}}", "Ann & Co"),
        ("{{societe}}", "Ann & Co"), ("{{socie\u{301}te\u{301}}}", "Ann & Co"), ("{{entreprise}}", "Ann & Co"),
        ("{{poste}}", "ingénieure"), ("{{fonction}}", "ingénieure"), ("{{adresse}}", "ada@example.net"),
        ("{{adresse_e-mail}}", "ada@example.net"), ("{{courriel}}", "ada@example.net"),
        ("{{finalité}}", "la lettre trimestrielle"), ("{{expéditeur.nom}}", "Zoé Lefèvre"),
        ("{{expediteur.societe}}", "Lefèvre & Filles"), ("{{prénom|à vous}}", "Ada"), ("{{{prénom}}}", "Ada"),
        ("{{#société}}chez {{société}}{{/societe}}", "chez Ann & Co"),
        ("{{#société}}chez {{.}}{{/company}}", "chez Ann & Co"),
        ("{{^poste}}rien{{/poste}}{{#poste}}oui{{/poste}}", "oui"),
    ])
    func aFrenchNameMeansItsField(_ tag: String, _ value: String) throws {
        let letter = try compiled("Voici : \(tag).\n\n[Sortir]({{unsubscribe}})")
        #expect(letter.faults.isEmpty, "\(letter.faults.map(\.message.fr))")
        #expect(render(letter, clearance(reader)).text.hasPrefix("Voici : \(value).\n"))
    }

    @Test func inTheSubjectAndInALinkToo() throws {
        let letter = try compiled(
            "{{pourquoi}} [Sortir]({{désabonnement}})", subject: "{{prénom|Bonjour}}, des nouvelles")
        let shown = render(letter, clearance(reader))
        #expect(letter.faults.isEmpty && letter.partsWithoutWayOut.isEmpty)
        #expect(shown.subject == "Ada, des nouvelles" && shown.html.contains("href=\"https://example.org/u/tok_1\""))
        #expect(shown.text.contains("carte"))
    }

    /// The same letter by either name needs the same, and looks up the same.
    @Test func whatALetterNeedsIsTheFieldsOwn() throws {
        let one = try compiled("{{nom}} {{#société}}{{poste}}{{/société}} [x]({{désinscription}})")
        let other = try compiled("{{last_name}} {{#company}}{{position}}{{/company}} [x]({{unsubscribe}})")
        #expect(one.needs == other.needs && one.names == other.names && one.unknownNames.isEmpty)
    }

    // MARK: Columns

    /// A letter that shows a column goes on to show it.
    @Test func aColumnOfThatNameComesFirst() throws {
        let columns: Set<String> = ["société", "nom"]
        let letter = try compiled("{{société}}, {{nom}}, {{prénom}} [x]({{unsubscribe}})", extra: columns)
        #expect(letter.faults.isEmpty)
        #expect(render(letter, clearance(reader)).text.hasPrefix("une colonne, une autre, Ada"))
        // Decomposed, it is the same name.
        let decomposed = try compiled("{{socie\u{301}te\u{301}}} [x]({{unsubscribe}})", extra: columns)
        #expect(render(decomposed, clearance(reader)).text.hasPrefix("une colonne"))
    }

    /// But for an accent or a capital: nobody can tell which of the two is meant.
    @Test(arguments: ["{{societe}}", "{{Société}}", "{{SOCIETE}}"])
    func whatIsNearlyAColumnIsAFault(_ tag: String) throws {
        let letter = try compiled("\(tag) [x]({{unsubscribe}})", extra: ["société"])
        let fault = letter.faults.first?.message.fr ?? ""
        #expect(letter.faults.count == 1 && fault.contains("vouliez-vous `{{société}}`"), "\(fault)")
    }

    /// What some were mailed goes on to mean what it meant, whichever columns come.
    @Test func aFrozenLetterKeepsItsMeaning() throws {
        let source = "{{société}} {{prénom}} {{company}} [x]({{unsubscribe}})"
        let begun = try compiled(source)
        let bytes = Array(letter(source).utf8)
        #expect(LetterContent.meanings(frozen: begun.content.bytes, letter: bytes) == ["prenom", "societe"])
        // With the column that came since, it would be another letter; whoever froze it says so.
        let since = try compiled(source, extra: ["société"])
        let changes = since.content.changes(since: begun.content.bytes, textName: "letter.txt")
        #expect(!changes.isLetterChanged && changes.changed == ["{{…}}"])
        // Letters without French names are frozen as they always were.
        let plain = try compiled("{{company}} [x]({{unsubscribe}})")
        #expect(plain.content.bytes == Array(letter("{{company}} [x]({{unsubscribe}})").utf8) + bareLayout)
        #expect(LetterContent.meanings(frozen: plain.content.bytes, letter: bytes).isEmpty)
    }

    private let bareLayout = Array("\n--- bare.html 13\n{{{content}}}".utf8)

    // MARK: What is proposed

    @Test(arguments: [
        ("{{firstname}}", "`{{prénom}}`", "`{{first_name}}`"), ("{{lastname}}", "`{{nom}}`", "`{{last_name}}`"),
        ("{{prenon}}", "`{{prénom}}`", "`{{first_name}}`"), ("{{soicété}}", "`{{société}}`", "`{{company}}`"),
        ("{{desabonement}}", "`{{désabonnement}}`", "`{{unsubscribe}}`"),
        ("{{email}}", "`{{adresse}}`", "`{{address}}`"), ("{{nom_conplet}}", "`{{nom_complet}}`", "`{{full_name}}`"),
        ("{{#if company}}x{{/if}}", "`{{#société}}…{{/société}}`", "`{{#company}}…{{/company}}`"),
        (#"{{fname|default("x")}}"#, "`{{prénom|x}}`", "`{{first_name|x}}`"),
        // A name that is right stays as it is written.
        (#"{{first_name|default("x")}}"#, "`{{first_name|x}}`", "`{{first_name|x}}`"),
        (#"{{Prénom|default("x")}}"#, "`{{Prénom|x}}`", "`{{Prénom|x}}`"),
    ])
    func theNearestNameIsProposed(_ tag: String, _ french: String, _ english: String) throws {
        let faults = try compiled("\(tag) [x]({{unsubscribe}})").faults
        #expect(faults.count == 1, "\(faults.map(\.message.en))")
        #expect(faults.first?.message.fr.contains(french) == true, "\(faults.map(\.message.fr))")
        #expect(faults.first?.message.en.contains(english) == true, "\(faults.map(\.message.en))")
    }

    /// A fault speaks of what its author wrote.
    @Test(arguments: [
        ("{{#société}}x", "la section `société` n’est jamais fermée"),
        ("{{/société}}", "`{{/société}}` ferme une section qui n’est pas ouverte"),
        ("{{#société}}{{/nom}}", "`{{/nom}}` ferme une autre section que `société`"),
        ("- a{{#société}}\n- b\n\nc{{/société}}", "la section `société` coupe"),
    ])
    func aFaultNamesWhatWasWritten(_ body: String, _ expected: String) throws {
        let faults = try compiled("\(body) [x]({{unsubscribe}})").faults.map(\.message.fr)
        #expect(faults.contains { $0.contains(expected) }, "\(faults)")
    }

    /// Where a column has the French name, the field's own is proposed.
    @Test func aColumnsNameIsNotProposedForAField() throws {
        let fault = try compiled("{{lastname}} [x]({{unsubscribe}})", extra: ["nom"]).faults.first?.message.fr ?? ""
        #expect(fault.contains("`{{last_name}}`") && !fault.contains("vouliez-vous `{{nom}}`"), "\(fault)")
    }
}
