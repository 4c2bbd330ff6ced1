import Testing
import Vocabulary

@testable import Letter

/// What is wrong with a letter's templates, with the place of each fault.
@Suite struct TemplateFaultTests {
    struct Case: CustomTestStringConvertible {
        let body: String
        let expected: [String]

        init(_ body: String, _ expected: String...) { (self.body, self.expected) = (body, expected) }

        var testDescription: String { body.debugDescription }
    }

    static let templates = [
        "loop.md": "x\n {{> loop}}", "ping.md": "{{> pong}}", "pong.md": "{{> ping}}", "bad.md": "fine\n{{ nope }}\n",
        "half.md": "{{#company}}x", "raw.md": "fine\n\n<b>x</b>\n",
    ]

    // The body begins on line 6.
    @Test(arguments: [
        Case("{{firstname}}", "letter.md:6:1: unknown placeholder `{{firstname}}`; did you mean `{{first_name}}`?"),
        Case("é {{compagny}}\n\n {{zzzzzzzzz}}", "letter.md:6:3: unknown", "letter.md:8:2: unknown"),
        Case(
            "{{#compani}}x{{/compani}}", "letter.md:6:1: unknown placeholder `{{compani}}`; did you mean `{{company}}`?"
        ),
        Case("{{^nix}}x{{/nix}}", "letter.md:6:1: unknown placeholder `{{nix}}`"),
        Case("{{.}}", "letter.md:6:1: unknown placeholder `{{.}}`"),
        Case("{{^company}}{{.}}{{/company}}", "letter.md:6:13: unknown placeholder `{{.}}`"),
        Case("{{content}}", "letter.md:6:1: unknown placeholder `{{content}}`"),
        Case("a\n{{#company}}b", "letter.md:7:1: the section `company` is never closed"),
        Case("a{{/company}}", "letter.md:6:2: `{{/company}}` closes a section that is not open"),
        Case(
            "{{#company}}{{#city}}x{{/company}}{{/city}}", "letter.md:6:23: `{{/company}}` closes another section than",
            "letter.md:6:35: `{{/city}}` closes a section that is not open"),
        Case("{{#company}}x{{/compani}}", "letter.md:6:14: `{{/compani}}` closes another section than `company`"),
        Case("a {{first_name", "letter.md:6:3: `{{` is never closed"),
        Case("a {{first_name\n\nb {{company}}", "letter.md:6:3: `{{` is never closed"),
        Case("a {{{first_name}} b", "letter.md:6:3: `{{` is never closed"),
        Case("{{! never", "letter.md:6:1: `{{` is never closed"),
        Case("{{}} {{ }}", "letter.md:6:1: a tag without", "letter.md:6:6: a tag without"),
        Case("{{#}}x{{/}}", "letter.md:6:1: a tag without", "letter.md:6:7: a tag without"),
        Case("{{>}}", "letter.md:6:1: a tag without"), Case("{{|x}}", "letter.md:6:1: a tag without"),
        Case("{{=<% %>=}}\n<%x%>".replacing("<%x%>", with: ""), "letter.md:6:1: delimiters cannot be changed"),
        Case("x\n{{> nix}}", "letter.md:7:1: the partial `nix` is missing; expected Templates/nix.md"),
        Case("{{> ../bare}}", "letter.md:6:1: the partial `../bare` is missing"),
        Case("{{> loop}}", "loop.md:2:2: the partial `loop` contains itself"),
        Case("{{> ping}}", "pong.md:1:1: the partial `ping` contains itself"),
        Case("a\n\n  {{> bad}}", "bad.md:2:1: unknown placeholder `{{nope}}`"),
        Case("{{> half}}{{/company}}", "half.md:1:1: the section `company` is never", "letter.md:6:11: `{{/company}}`"),
        // After a partial, and after lines that a tag took with it, places are still right.
        Case("{{> bad}}\n{{! gone }}\nx\n{{nix}}", "bad.md:2:1:", "letter.md:9:1: unknown placeholder `{{nix}}`"),
        // What Markdown would lose or tear.
        Case("a <b>{{first_name}}</b>", "letter.md:6:1: raw HTML"),
        Case("a\n\n{{#company}}\nx\n{{/company}}\n\n<div>x</div>", "letter.md:12:1: raw HTML"),
        Case("a\nb\nc <br> d", "letter.md:8:1: raw HTML"),
        Case("- a\n- b\n  {{#company}}\n  c <i>d</i>\n  {{/company}}", "letter.md:9:1: raw HTML"),
        Case("a\n\n{{> raw}}", "raw.md:3:1: raw HTML"),
        Case("x\n\n[a]: https://example.org/{{city}}", "letter.md:8:26: `{{city}}` is lost"),
        Case("| a |\n|---|\n| b | {{city}} |", "letter.md:8:7: `{{city}}` is lost"),
        Case("a **b{{#company}}c** d{{/company}}", "letter.md:6:6: the section `company` cuts"),
        Case("- a{{#company}}\n- b\n\nc{{/company}}", "letter.md:6:4: the section `company` cuts"),
        Case("![x](images/{{city}}.png)", "letter.md:6:1: the path of an inline image cannot depend"),
        Case(
            "![x](a.png)\n\n![y](b.png)", "letter.md:6:1: the image `a.png` is missing",
            "letter.md:8:1: the image `b.png`"),
        Case(
            "[x](javascript:f\\({{city}}\\))", "letter.md:6:19: `{{city}}` is lost",
            "letter.md:6:1: the link `javascript:f(…` leads nowhere"),
    ])
    func isFoundWithItsPlace(_ example: Case) throws {
        let found = try faults(letter(example.body), TemplateFaultTests.templates)
        #expect(found.count == example.expected.count, "\(found)")
        for (found, expected) in zip(found.sorted(), example.expected.sorted()) {
            #expect(found.hasPrefix(expected), "\(found)")
        }
    }

    @Test func findsAllFaultsOfAllFiles() throws {
        let source = letter("{{a1}}\n\n{{> p}}\n\n{{#company}}", subject: "{{s1}}", more: "Layout: l\nAttach: gone.pdf")
        let found = try faults(
            source, ["p.md": "{{p1}}", "l.html": "<p {{city}}>{{l1}}</p>\n{{content}}", "l.txt": "{{t1}}"])
        let places = Set(found.map { $0.split(separator: " ")[0] })
        #expect(
            places == [
                "letter.md:7:1:", "p.md:1:1:", "letter.md:11:1:", "letter.md:3:10:", "l.html:1:4:", "l.html:1:13:",
                "l.txt:1:1:", "letter.md:5:1:",
            ])
        #expect(found.count == 9, "two of the text layout's first line: \(found)")
    }

    @Test func saysItInFrenchToo() throws {
        let fault = try #require(compile(letter("{{firstname}}")).faults.first)
        #expect(
            fault.message.fr.hasPrefix(
                "letter.md:6:1 : champ inconnu `{{firstname}}` ; vouliez-vous `{{prénom}}` ?"))
    }

    @Test func missesLayouts() throws {
        #expect(
            try faults(letter("x", more: "Layout: nix"))
                == ["letter.md:4:1: the layout `nix` is missing; expected Templates/nix.html"])
        #expect(try faults(letter("x", more: "Layout: ../bare"), ["../bare.html": "{{{content}}}"]).count == 1)
        #expect(
            try faults(letter("x"), ["bare.html": "<p>x</p>"])
                == ["bare.html:1:1: the layout has no `{{{content}}}`, where the text goes"])
    }

    @Test func missesTheTextBesideAnHTMLLetter() throws {
        let compiled = try compile(letter("<p>x</p>"), fileName: "letter.html")
        #expect(compiled.faults.map(\.message.en).first?.contains("text version `letter.txt`") == true)
    }

    // Before the words of the letter, so that they would land in a place of danger.
    @Test(arguments: [
        "<p {{city}}>", "<p {{city}}=\"x\">", "<{{city}}>", "</{{city}}>", "<a href={{website}}>",
        "<a href= {{website}}>",
        "<a onclick=\"{{city}}\">", "<a ONCLICK='f(\"{{city}}\")'>", "<!-- {{city}} -->", "<!doctype {{city}}>",
        "<script>let a = \"{{city}}\"</script>", "<SCRIPT>\n{{city}}</SCRIPT>", "<style>a { color: {{city}} }</style>",
        "<p style=\"color: {{city}}\">", "<iframe srcdoc=\"{{city}}\">", "<img srcset=\"{{website}} 2x\">",
        "<a href=\"javascript:f('{{city}}')\">", "<a href=\" Java\tScript:{{city}}\">",
        "<a href=\"data:text/html,{{city}}\">",
        "<meta content=\"0; url={{website}}\">", "<textarea>{{city}}</textarea>", "<p title=\"{{#city}}\">{{/city}}",
        "{{#city}}<p {{/city}}>", "<p {{content}}>",
    ])
    func letsNoValueStandWhereItWouldBeMarkup(_ html: String) throws {
        let found = try faults(letter("x"), ["bare.html": html + (html.contains("content}}") ? "" : "{{{content}}}")])
        #expect(found.contains { $0.contains("may not stand at this place") || $0.contains("in two") }, "\(found)")
    }

    @Test(arguments: [
        ("<a href = \"{{website}}\">", "<a href = \"https://a.example\">"),
        ("<a title=\">\" href='{{website}}'>", "<a title=\">\" href='https://a.example'>"),
        ("<p class=\"{{city}}\">", "<p class=\"Zürich\">"),
        ("<p class=\"x\"{{#city}} title=\"y\"{{/city}}>", "<p class=\"x\" title=\"y\">"),
        (
            "<a href=\"mailto:{{address}}?subject={{company}}\">",
            "<a href=\"mailto:ada@example.net?subject=Ann%20%26%20Co\">"
        ),
        ("<a href=\"{{#city}}https://x.example/{{/city}}{{city}}\">", "<a href=\"https://x.example/Z%C3%BCrich\">"),
        ("1 < 2 {{city}} <3 {{city}}", "1 < 2 Zürich <3 Zürich"),
        ("<title>{{company}}</title>", "<title>Ann &amp; Co</title>"),
        ("<style>a > b { }</style>{{city}}", "<style>a > b { }</style>Zürich"),
        ("<!-- <p --><i>{{city}}</i>", "<!-- <p --><i>Zürich</i>"), ("<br/>{{city}}", "<br/>Zürich"),
        ("<a href=\"{{position|tel:+33123456789}}\">", "<a href=\"tel:+33123456789\">"),
        ("<a href=\"https://x.example/{{position|a b}}\">", "<a href=\"https://x.example/a%20b\">"),
        ("<p title=\"{{position|\"x\" & y}}\">", "<p title=\"&quot;x&quot; &amp; y\">"),
    ])
    func letsValuesStandInOrdinaryPlaces(_ html: String, _ expected: String) throws {
        let compiled = try compile(letter("{{unsubscribe}}"), ["bare.html": html + "|{{{content}}}"])
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        #expect(render(compiled).html.hasPrefix(expected + "|"), "\(render(compiled).html)")
    }

    /// The contract warns of a blank postal address and refuses nothing: such a field is left out of the letter.
    @Test func aBlankFieldOfTheConfigurationIsNoFault() throws {
        #expect(try faults(letter("{{sender.organization}}")).isEmpty)
        #expect(try faults(letter("{{#sender.organization}}{{sender.organization}}{{/sender.organization}}")).isEmpty)
    }

    /// Partials that pull in partials twice each would be 2^31 of them.
    @Test func endsPartialsThatMultiply() throws {
        var templates: [String: String] = [:]
        for number in 0..<31 { templates["p\(number).md"] = "{{> p\(number + 1)}}{{> p\(number + 1)}}" }
        templates["p31.md"] = "x"
        #expect(try faults(letter("{{> p0}}"), templates).contains { $0.contains("too many partials") })
    }
}
