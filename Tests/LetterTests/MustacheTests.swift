import TestSupport
import Testing
import Vocabulary

@testable import Letter

/// The rules of Mustache, held against a judge of its own: templates in plain text beside an HTML letter.
@Suite struct MustacheTests {
    struct Case: CustomTestStringConvertible {
        let template: String
        let expected: String

        init(_ template: String, _ expected: String) { (self.template, self.expected) = (template, expected) }

        var testDescription: String { template.debugDescription }
    }

    static let partials = [
        "who.txt": "[{{first_name}}]", "rows.txt": "one\n{{city}}\n\ntwo\n", "outer.txt": "<{{> who}}>",
        "boxed.txt": "  {{#company}}\n  in\n  {{/company}}\n",
    ]

    private func plain(_ template: String) throws -> String {
        let compiled = try compile(
            letter("<p>{{unsubscribe}}</p>"), MustacheTests.partials.merging(bare) { one, _ in one },
            fileName: "letter.html", sibling: template)
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        return render(compiled).text
    }

    // Ada works for "Ann & Co" in Zürich and has no position.
    @Test(arguments: [
        // Interpolation.
        Case("", ""), Case("no tag at all\n", "no tag at all\n"), Case("{{first_name}}", "Ada"),
        Case("{{ first_name }}", "Ada"), Case("{{\tfirst_name\n}}", "Ada"), Case("a{{first_name}}b", "aAdab"),
        Case("{{{company}}}", "Ann & Co"), Case("{{& company }}", "Ann & Co"), Case("{{&company}}", "Ann & Co"),
        Case("{{{ company }}}", "Ann & Co"), Case("{{first_name}}{{city}}", "AdaZürich"),
        Case("  {{first_name}}\n", "  Ada\n"), Case("{{full_name}} {{address}}", "Ada Example ada@example.net"),
        Case("{{date}}, {{purpose}}, {{language}}", "3 novembre 2026, la lettre trimestrielle, fr"),
        Case("{ {first_name} }", "{ {first_name} }"), Case("a } }} {", "a } }} {"), Case("{", "{"),
        Case("{{#company}}{{{.}}}{{/company}}", "Ann & Co"),
        // Defaults.
        Case("{{position|none}}", "none"), Case("{{ position | none at all }}", "none at all"),
        Case("{{first_name|none}}", "Ada"), Case("{{position|}}", ""), Case("{{position|a|b}}", "a|b"),
        Case("{{{position|x}}}{{&position|y}}", "xy"),
        // Sections.
        Case("{{#company}}yes{{/company}}", "yes"), Case("{{#position}}no{{/position}}", ""),
        Case("{{# company }}{{.}}{{/ company }}", "Ann & Co"),
        Case("{{#company}}{{#city}}{{.}}{{/city}} {{.}}{{/company}}", "Zürich Ann & Co"),
        Case("{{#company}}a{{#position}}b{{/position}}c{{/company}}", "ac"),
        Case("{{#position}}a{{#company}}b{{/company}}c{{/position}}", ""),
        Case("{{#company}}1{{/company}}{{#company}}2{{/company}}", "12"),
        // Inverted sections.
        Case("{{^position}}none{{/position}}", "none"), Case("{{^company}}none{{/company}}", ""),
        Case("{{#company}}{{^position}}{{.}}{{/position}}{{/company}}", "Ann & Co"),
        Case("{{^position}}{{^company}}x{{/company}}y{{/position}}", "y"),
        // Comments.
        Case("a{{! anything: }, {{, # }}b", "ab"), Case("a {{!\ntwo\nlines }} b", "a  b"), Case("{{!}}x", "x"),
        Case("x\n{{! alone }}\ny", "x\ny"), Case("{{! first }}\ny", "y"), Case("x\n{{! last }}", "x\n"),
        Case("x\n  {{! over\n two }}  \ny", "x\ny"), Case("x {{! not alone }}\ny", "x \ny"),
        Case("{{! a }}\n{{! b }}\nx", "x"),
        // Lines that a tag has for itself.
        Case("a\n{{#company}}\nb\n{{/company}}\nc", "a\nb\nc"),
        Case("a\n  {{#company}}\t\nb\n\t{{/company}} \nc", "a\nb\nc"),
        Case("{{#company}}\nb\n{{/company}}", "b\n"), Case("{{#company}}\nb\n  {{/company}}  ", "b\n"),
        Case("{{#company}}\n{{#city}}\nb\n{{/city}}\n{{/company}}\nc", "b\nc"),
        Case("{{#company}}\n  {{#city}}\n  b\n  {{/city}}\n{{/company}}\n", "  b\n"),
        Case("{{#company}}\n{{/company}}\n{{^position}}\nx\n{{/position}}\n", "x\n"),
        Case("{{#company}}\n\n{{/company}}\n", "\n"), Case("{{#company}} {{/company}}\nx", " \nx"),
        Case("a {{#company}}\nb\n{{/company}} c", "a \nb\n c"), Case("{{#company}}{{/company}}\nx", "\nx"),
        Case("a\r\n{{#company}}\r\nb\r\n{{/company}}\r\nc\r\n", "a\nb\nc\n"),
        Case("{{#company}}\rb\r{{/company}}\rc", "b\nc"), Case("\n{{first_name}}\n", "\nAda\n"),
        // Partials.
        Case("a {{> who }} b", "a [Ada] b"), Case("{{>who}}\nx", "[Ada]x"), Case("{{>outer}}", "<[Ada]>"),
        Case("x\n{{> rows}}\ny", "x\none\nZürich\n\ntwo\ny"),
        Case("x\n  {{> rows}}\ny", "x\n  one\n  Zürich\n\n  two\ny"),
        Case("  x {{> rows}} y", "  x one\nZürich\n\ntwo\n y"), Case(" {{>boxed}}", "   in\n"),
        Case("{{#position}}{{> who}}{{/position}}", ""), Case("{{#company}}\n{{> who}}\n{{/company}}\n", "[Ada]"),
    ])
    func rendersAsTheSpecificationSays(_ example: Case) throws {
        #expect(try plain(example.template) == example.expected)
    }

    @Test func escapesInHTMLWhateverTheBracesSay() throws {
        let body = "{{company}} {{{company}}} {{&company}}{{#company}} {{.}}{{/company}}"
        let compiled = try compile(letter(body), fileName: "letter.html", sibling: "")
        #expect(render(compiled).html == "Ann &amp; Co Ann &amp; Co Ann &amp; Co Ann &amp; Co")
    }

    @Test(arguments: ["", " ", "\t\n", "\u{A0}\u{202F}", "\u{200B}"])
    func whiteSpaceAloneIsLacking(_ blank: String) throws {
        var fields = ada
        fields.company = blank
        let found = try markdown("{{#company}}yes{{/company}}{{^company}}no{{/company}} {{company|none}}", fields)
        #expect(found.text == "no none\n")
    }

    @Test func rendersNoValueAgain() throws {
        var fields = ada
        fields.company = "{{first_name}} {{#city}}{{/city}} {{{unsubscribe}}}"
        let found = try markdown("{{company}}", fields)
        #expect(found.text == "{{first_name}} {{#city}}{{/city}} {{{unsubscribe}}}\n")
        #expect(!found.html.contains("{"))
    }

    /// Whatever stands in a source, scanning ends, and ends soon.
    @Test(arguments: ["{{", "{{{", "{{!", "{{#a}}", "{{/a}}", "}}", "{{a|", "{{>a}}", "\n{{#a}}\n", "{{{{}}}}"])
    func readsMuchOfTheSame(_ piece: String) {
        let source = String(repeating: piece, count: 20_000)
        let (tokens, _) = TemplateScanner.scan(source, file: "letter.md")
        #expect(tokens.count <= 40_000)
    }

    @Test(arguments: 1...30)
    func readsAnything(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "{{", "}}", "{", "}", "#", "^", "/", ">", "!", "&", "=", "|", "a", "company", " ", "\n", "\r\n", "- ", "> ",
            "`", "*", "[", "](", ")", "<", ">", "\"", "é", "\u{301}", "1. ", "| ", "zqPortillonqz0zq", "\u{0}",
        ]
        for _ in 0..<40 {
            let body = (0..<Int.random(in: 0..<30, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let source = letter(body.replacing("\u{0}", with: "x"))
            let compiled = try compile(source)
            if compiled.faults.isEmpty {
                #expect(!render(compiled).html.contains("zqPortillonqz1"))
            }
        }
    }
}
