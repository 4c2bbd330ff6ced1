import Testing
import Vocabulary

@testable import Letter

/// Placeholders survive Markdown, wherever they stand, in both parts.
@Suite struct MarkdownTests {
    struct Case: CustomTestStringConvertible {
        let body: String
        let html: String
        let text: String
        init(_ body: String, html: String, text: String) { (self.body, self.html, self.text) = (body, html, text) }
        var testDescription: String { body }
    }

    @Test(arguments: [
        Case(
            "**{{first_name}}** _{{ville}}_", html: "<p><strong>Ada</strong> <em>Zürich</em></p>\n",
            text: "Ada Zürich\n"),
        Case("# Pour {{company}}", html: "<h1>Pour Analytical &amp; Co</h1>\n", text: "Pour Analytical & Co\n"),
        Case("`{{company}}`", html: "<p><code>Analytical &amp; Co</code></p>\n", text: "Analytical & Co\n"),
        Case("    {{company}}", html: "<pre><code>Analytical &amp; Co\n</code></pre>\n", text: "    Analytical & Co\n"),
        Case(
            "| a | b |\n|---|---|\n| {{first_name}} | {{position|x}} |",
            html: "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>Ada</td>\n"
                + "<td>x</td>\n</tr>\n</tbody>\n</table>\n",
            text: "a | b\nAda | x\n"),
        Case(
            "- un\n- {{ville}}\n  1. deux\n",
            html: "<ul>\n<li>un</li>\n<li>Zürich\n<ol>\n<li>deux</li>\n</ol>\n</li>\n</ul>\n",
            text: "- un\n- Zürich\n  1. deux\n"),
        Case(
            "> {{ville}}\n> deux", html: "<blockquote>\n<p>Zürich\ndeux</p>\n</blockquote>\n",
            text: "> Zürich\n> deux\n"),
        Case(
            "[Partir]({{unsubscribe}})", html: "<p><a href=\"https://example.org/u/tok_1\">Partir</a></p>\n",
            text: "Partir <https://example.org/u/tok_1>\n"),
        Case(
            "[{{first_name}}](https://example.org/?c={{company}}&d=1 \"{{company}}\")",
            html:
                "<p><a href=\"https://example.org/?c=Analytical%20%26%20Co&amp;d=1\" title=\"Analytical &amp; Co\">Ada</a></p>\n",
            text: "Ada <https://example.org/?c=Analytical%20%26%20Co&d=1>\n"),
        Case(
            "https://example.org/{{ville}}",
            html: "<p><a href=\"https://example.org/Z%C3%BCrich\">https://example.org/Zürich</a></p>\n",
            text: "https://example.org/Zürich\n"),
        Case(
            "Bonjour{{#company}}, chez {{company}}{{/company}}.", html: "<p>Bonjour, chez Analytical &amp; Co.</p>\n",
            text: "Bonjour, chez Analytical & Co.\n"),
        Case("a\n\n{{#position}}\n\nb\n\n{{/position}}\n\nc", html: "<p>a</p>\n<p>c</p>\n", text: "a\n\nc\n"),
        Case("a\n\n{{#company}}\nb\n{{/company}}\n\nc", html: "<p>a</p>\n<p>b</p>\n<p>c</p>\n", text: "a\n\nb\n\nc\n"),
        Case(
            "a\n\n{{#position}}\n# b\n\n- c\n{{/position}}\n{{^position}}\nd\n{{/position}}",
            html: "<p>a</p>\n<p>d</p>\n", text: "a\n\nd\n\n"),
        Case(
            "<script>alert(1)</script>".replacingTags(), html: "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
            text: "<script>alert(1)</script>\n"),
        Case("[x](javascript:alert(1))", html: "<p><a href=\"\">x</a></p>\n", text: "x\n"),
        Case("{{>bloc}}", html: "<p><em>Ada</em></p>\n", text: "Ada\n"),
    ])
    func keepsThem(_ example: Case) throws {
        let templates = ["bloc.md": "*{{first_name}}*\n"]
        let found = (
            html: try html(example.body, templates: templates), text: try text(example.body, templates: templates)
        )
        #expect(found.html == example.html)
        #expect(found.text == example.text)
    }

    @Test func aSourceMayHoldTheSentinelsThemselves() throws {
        let body = "zqPortillonqz0zq {{first_name}} zqPortillon1qz0zq"
        #expect(try text(body) == "zqPortillonqz0zq Ada zqPortillon1qz0zq\n")
    }
}

extension String {
    /// The same text with its angle brackets written as Markdown's escapes.
    fileprivate func replacingTags() -> String {
        String(flatMap { $0 == "<" || $0 == ">" ? "\\" + String($0) : String($0) })
    }
}
