import Testing
import Vocabulary

@testable import Letter

/// The rules of Mustache, held against templates in plain text (the text sibling of an HTML letter).
@Suite struct MustacheTests {
    struct Case: CustomTestStringConvertible {
        let template: String
        let expected: String
        init(_ template: String, _ expected: String) { (self.template, self.expected) = (template, expected) }
        var testDescription: String { template }
    }

    // Ada works for "Analytical & Co", in Zürich, and has no position.
    @Test(arguments: [
        // Interpolation
        Case("a {{first_name}} b", "a Ada b"), Case("{{ first_name }}", "Ada"),
        Case("{{{company}}}", "Analytical & Co"),
        Case("{{& company}}", "Analytical & Co"), Case("  {{first_name}}\n", "  Ada\n"), Case("{{ville}}", "Zürich"),
        Case("{{position|rien}}", "rien"), Case("{{ position | rien du tout }}", "rien du tout"),
        Case("{{first_name|x}}", "Ada"), Case("{first_name}", "{first_name}"), Case("}} {", "}} {"),
        Case("{{first_name}}{{last_name}}", "AdaLovelace"), Case("{{full_name}}", "Ada Lovelace"),
        Case("{{sender.name}}, {{sender.postal_address}}", "Zoé Lefèvre, 12 rue des Lilas, 75011 Paris"),
        Case("{{address}} {{date}} {{purpose}}", "ada@example.net 3 novembre 2026 la lettre trimestrielle"),
        // Sections
        Case("{{#company}}oui{{/company}}", "oui"), Case("{{#position}}oui{{/position}}", ""),
        Case("{{#company}}{{.}}{{/company}}", "Analytical & Co"),
        Case("{{#company}}{{#ville}}{{.}}{{/ville}}{{.}}{{/company}}", "ZürichAnalytical & Co"),
        Case("{{#company}}{{#position}}x{{/position}}y{{/company}}", "y"),
        Case("a{{# company }}b{{/ company }}c", "abc"),
        // Inverted sections
        Case("{{^position}}non{{/position}}", "non"), Case("{{^company}}non{{/company}}", ""),
        Case("{{#company}}{{^position}}{{.}}{{/position}}{{/company}}", "Analytical & Co"),
        // Comments
        Case("a{{! {{ rien }}b", "ab"), Case("a\n{{! seul }}\nb", "a\nb"),
        Case("a\n  {{! seul\nsur deux }}  \nb", "a\nb"),
        Case("a {{! dedans }} b", "a  b"),
        // Lines of their own
        Case("a\n{{#company}}\nb\n{{/company}}\nc", "a\nb\nc"),
        Case("a\n  {{#company}}  \nb\n\t{{/company}}\nc", "a\nb\nc"),
        Case("{{#company}}\nb\n{{/company}}", "b\n"), Case("a\r\n{{#company}}\r\nb\r\n{{/company}}\r\nc", "a\nb\nc"),
        Case("{{#company}}\n  {{#ville}}\nb\n  {{/ville}}\n{{/company}}\n", "b\n"),
        Case("{{#company}}\n\n{{/company}}\n", "\n"),
        Case("{{#company}} {{#ville}}\nb\n{{/ville}}{{/company}}", " \nb\n"),
        Case("a {{#company}}\nb\n{{/company}} c", "a \nb\n c"), Case("  {{first_name}}\n", "  Ada\n"),
        // Partials
        Case("a {{>sig}} b", "a [Ada] b"), Case("{{>lines}}\nfin", "un\ndeux\nfin"),
        Case("  {{>lines}}\nfin", "  un\n  deux\nfin"), Case("{{#company}}{{>sig}}{{/company}}", "[Ada]"),
    ])
    func rendersAsMustacheDoes(_ example: Case) throws {
        let found = try plain(example.template)
        #expect(found == example.expected)
    }

    private func plain(_ template: String) throws -> String {
        let compiled = try compile(
            letter("<p>{{unsubscribe}}</p>", more: "Layout: bare\n"), fileName: "l.html", sibling: template,
            templates: ["bare.html": "{{{content}}}", "sig.txt": "[{{first_name}}]", "lines.txt": "un\ndeux\n"])
        guard compiled.faults.isEmpty else { throw Faulty(messages: compiled.faults.map(\.message.en)) }
        return try filledIn(compiled).text
    }

    @Test func whiteSpaceAloneIsLacking() throws {
        var fields = ada
        fields.company = " \t\u{A0}"
        #expect(try text("{{company|personne}}{{#company}}x{{/company}}", fields) == "personne\n")
    }
}
