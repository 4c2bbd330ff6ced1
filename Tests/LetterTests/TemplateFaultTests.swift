import Testing
import Vocabulary

@testable import Letter

/// Every fault is found, each with its file, line and column.
@Suite struct TemplateFaultTests {
    struct Case: CustomTestStringConvertible {
        let body: String
        let faults: [String]
        init(_ body: String, _ faults: String...) { (self.body, self.faults) = (body, faults) }
        var testDescription: String { body }
    }

    // The body begins on line 6.
    @Test(arguments: [
        Case("{{firstname}}", "letter.md:6:1: unknown placeholder `{{firstname}}`; did you mean `{{first_name}}`?"),
        Case(
            "é {{compagny}}\n\n {{zzzzzz}}", "letter.md:6:3: unknown placeholder", "letter.md:8:2: unknown placeholder"),
        Case("{{#company}}a", "letter.md:6:1: the section `company` is never closed"),
        Case("a{{/company}}", "letter.md:6:2: `{{/company}}` closes a section that is not open"),
        Case("{{#company}}{{#ville}}{{/company}}{{/ville}}", "letter.md:6:23:", "letter.md:6:35:"),
        Case("{{}}", "letter.md:6:1: a tag without the name"),
        Case("{{#}}x{{/}}", "letter.md:6:1: a tag without", "letter.md:6:7: a tag without"),
        Case("{{=<% %>=}}", "letter.md:6:1: delimiters cannot be changed"),
        Case("a {{first_name", "letter.md:6:3: `{{` is never closed"),
        Case("{{.}}", "letter.md:6:1: unknown placeholder `{{.}}`"),
        Case("{{>nix}}", "letter.md:6:1: the partial `nix` is missing"),
        Case("{{>loop}}", "loop.md:1:3: the partial `loop` contains itself"),
        Case("{{>../x}}", "letter.md:6:1: the partial `../x` is missing"),
        Case("{{content}}", "letter.md:6:1: unknown placeholder `{{content}}`"),
        // What Markdown would lose, or cut in two
        Case("<b>{{first_name}}</b>", "letter.md:6:1: raw HTML"),
        Case("x\n\n[a]: https://example.org/{{first_name}}", "letter.md:8:26: `{{first_name}}` is lost"),
        Case("{{#company}}a\n\nb{{/company}}", "letter.md:6:1: the section `company`"),
        Case("*a{{#company}}b* c{{/company}}", "letter.md:6:3: the section `company`"),
        Case("- a{{#company}}\n- b{{/company}}", "letter.md:6:4: the section `company`"),
        Case("| a | b |\n|---|---|\n| {{#company}}a | b{{/company}} |", "letter.md:8:3: the section `company`"),
        Case("{{#company}}voir https://example.org/{{/company}}", "letter.md:6:1: the section `company`"),
        Case("![photo](photos/a.png)", "letter.md:6:1: inline images"),
    ])
    func isFoundWithItsPlace(_ example: Case) throws {
        let compiled = try compile(
            letter(example.body, more: "Layout: bare\n"),
            templates: ["bare.html": "{{{content}}}", "loop.md": "a {{>loop}}"])
        let found = compiled.faults.map(\.message.en)
        for fault in example.faults { #expect(found.contains { $0.contains(fault) }, "\(found)") }
        #expect(found.count == example.faults.count, "\(found)")
    }

    @Test func countsTheSubjectsColumnsFromItsLine() throws {
        let faults = try compile(letter("x", subject: "Bonjour {{firstname}}")).faults
        #expect(faults.map(\.line) == [3])
        #expect(faults.map(\.column) == [18])
    }

    @Test func namesTheLayout() throws {
        let missing = try compile(letter("x", more: "Layout: nix\n")).faults
        #expect(
            missing.map(\.message.en) == ["letter.md:4:1: the layout `nix` is missing; expected Templates/nix.html"])
        let above = try compile(letter("x", more: "Layout: ../nix\n"), templates: ["../nix.html": "{{{content}}}"])
            .faults
        #expect(above.count == 1)
        let faulty = try compile(
            letter("x", more: "Layout: a\n"), templates: ["a.html": "<p>\n{{nom}}</p>", "a.txt": "{{{content}}}"]
        ).faults
        #expect(faulty.map { "\($0.file):\($0.line):\($0.column)" } == ["a.html:2:1", "a.html:1:1"])
    }

    @Test(arguments: [
        "<p {{first_name}}>", "<a href={{unsubscribe}}>", "<a onclick=\"{{first_name}}\">", "<!-- {{first_name}} -->",
        "<script>let a = \"{{first_name}}\"</script>", "<STYLE>a { color: {{first_name}} }</STYLE>",
        "<p style=\"color: {{first_name}}\">", "<a href=\"{{#company}}x\">{{/company}}",
    ])
    func letsNoValueStandWhereItCouldBeMarkup(_ layout: String) throws {
        let faults = try compile(letter("x", more: "Layout: a\n"), templates: ["a.html": layout + "{{{content}}}"])
            .faults
        #expect(faults.count == 1, "\(faults)")
    }

    @Test func saysThatAttachmentsAreNotThereYet() throws {
        let faults = try compile(letter("x", more: "Attach: a.pdf\nAttach: b.pdf\n")).faults
        #expect(faults.map(\.line) == [4, 5])
    }
}
