import Testing
import Vocabulary

@testable import Letter

/// Placeholders survive Markdown, wherever they stand, in both parts.
@Suite struct MarkdownTests {
    struct Case: CustomTestStringConvertible {
        let body: String
        let html: String
        let text: String

        init(_ body: String, _ html: String, _ text: String) { (self.body, self.html, self.text) = (body, html, text) }

        var testDescription: String { body.debugDescription }
    }

    @Test(arguments: [
        Case("Dear {{first_name}},", "<p>Dear Ada,</p>\n", "Dear Ada,\n"),
        Case(
            "**{{first_name}}** _{{city}}_ ~~{{city}}~~",
            "<p><strong>Ada</strong> <em>Zürich</em> <del>Zürich</del></p>\n", "Ada Zürich Zürich\n"),
        Case("## For {{company}}\n\nx", "<h2>For Ann &amp; Co</h2>\n<p>x</p>\n", "For Ann & Co\n\nx\n"),
        Case("`{{company}}`", "<p><code>Ann &amp; Co</code></p>\n", "Ann & Co\n"),
        Case(
            "```\n{{company}}\n\n b\n```",
            "<pre><code>Ann &amp; Co\n\n "
                + "b\n</code></pre>\n", "    Ann & Co\n\n     b\n"),
        // Links.
        Case(
            "[Leave]({{unsubscribe}})", "<p><a href=\"https://example.org/u/tok_1\">Leave</a></p>\n",
            "Leave <https://example.org/u/tok_1>\n"),
        Case(
            "<{{unsubscribe}}>", "<p><a href=\"https://example.org/u/tok_1\">https://example.org/u/tok_1</a></p>\n",
            "https://example.org/u/tok_1\n"),
        Case(
            "[{{unsubscribe}}]({{unsubscribe}})",
            "<p><a href=\"https://example.org/u/tok_1\">https://example.org/u/tok_1</a></p>\n",
            "https://example.org/u/tok_1\n"),
        Case(
            "[{{first_name}}](https://x.example/?c={{company}}&d=1 \"{{company}}\")",
            "<p><a href=\"https://x.example/?c=Ann%20%26%20Co&amp;d=1\" title=\"Ann &amp; Co\">Ada</a></p>\n",
            "Ada <https://x.example/?c=Ann%20%26%20Co&d=1>\n"),
        Case(
            "[x]({{website}}/{{city}}#y)", "<p><a href=\"https://a.example/Z%C3%BCrich#y\">x</a></p>\n",
            "x <https://a.example/Z%C3%BCrich#y>\n"),
        Case(
            "[x]({{position|https://x.example/a}})", "<p><a href=\"https://x.example/a\">x</a></p>\n",
            "x <https://x.example/a>\n"),
        Case(
            "[x](https://x.example/{{position|a b}})", "<p><a href=\"https://x.example/a%20b\">x</a></p>\n",
            "x <https://x.example/a%20b>\n"),
        Case(
            "[x](mailto:{{address}})", "<p><a href=\"mailto:ada@example.net\">x</a></p>\n",
            "x <mailto:ada@example.net>\n"),
        Case(
            "[x](https://x.example/{{#city}}{{.}}{{/city}}{{^city}}none{{/city}})",
            "<p><a href=\"https://x.example/Z%C3%BCrich\">x</a></p>\n", "x <https://x.example/Z%C3%BCrich>\n"),
        Case("[x][a]\n\n[a]: {{website}}", "<p><a href=\"https://a.example\">x</a></p>\n", "x <https://a.example>\n"),
        Case(
            "https://x.example/{{city}} z",
            "<p><a href=\"https://x.example/Z%C3%BCrich\">https://x.example/Zürich</a> z</p>\n",
            "https://x.example/Z%C3%BCrich z\n"),
        Case(
            "![A {{city}}](https://x.example/a.png)",
            "<p><img src=\"https://x.example/a.png\" alt=\"A Zürich\" /></p>\n", "A Zürich\n"),
        Case("![logo]({{website}})", "<p><img src=\"https://a.example\" alt=\"logo\" /></p>\n", "logo\n"),
        // Tables.
        Case(
            "| a | b |\n|---|---|\n| {{first_name}} | {{position|x}} |",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>Ada</td>\n<td>x</td>\n</tr>\n</tbody>\n</table>\n",
            "a | b\nAda | x\n"),
        // Lists, quotes, code, breaks.
        Case(
            "- a\n- {{city}}\n  - b\n    c\n- d",
            "<ul>\n<li>a</li>\n<li>Zürich\n<ul>\n<li>b<br />\nc</li>\n</ul>\n</li>\n<li>d</li>\n</ul>\n",
            "- a\n- Zürich\n  - b\n    c\n- d\n"),
        Case("3. a\n4. b\n\nc", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n<p>c</p>\n", "3. a\n4. b\n\nc\n"),
        Case(
            "- a\n\n  b\n- c", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n",
            "- a\n\n  b\n\n- c\n"),
        Case(
            "1. a\n   - b\n2. c", "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>\n",
            "1. a\n   - b\n2. c\n"),
        Case(
            "> {{city}}\n> b\n>\n> c\n\nd", "<blockquote>\n<p>Zürich<br />\nb</p>\n<p>c</p>\n</blockquote>\n<p>d</p>\n",
            "> Zürich\n> b\n>\n> c\n\nd\n"),
        Case("a\\\nb  \nc\nd", "<p>a<br />\nb<br />\nc<br />\nd</p>\n", "a\nb\nc\nd\n"),
        Case("a\n\n---\n\nb", "<p>a</p>\n<hr />\n<p>b</p>\n", "a\n\n---\n\nb\n"),
        Case("- \n- a", "<ul>\n<li></li>\n<li>a</li>\n</ul>\n", "-\n- a\n"),
        Case("&lt;b&gt; \\*x\\* &amp;", "<p>&lt;b&gt; *x* &amp;</p>\n", "<b> *x* &\n"),
        // Sections within a line.
        Case(
            "Dear{{#company}}, at {{company}}{{/company}}.", "<p>Dear, at Ann &amp; Co.</p>\n", "Dear, at Ann & Co.\n"),
        Case("a{{#position}} b{{/position}}{{^position}} c{{/position}} d", "<p>a c d</p>\n", "a c d\n"),
        Case("**a{{#company}} b{{/company}}** c", "<p><strong>a b</strong> c</p>\n", "a b c\n"),
        Case("{{#position}}a{{/position}}", "<p></p>\n", "\n"),
        Case("a {{#company}}b\n\nc{{/company}} d", "<p>a b</p>\n<p>c d</p>\n", "a b\n\nc d\n"),
        // Sections around blocks.
        Case("a\n\n{{#company}}\nb\n{{/company}}\n\nc", "<p>a</p>\n<p>b</p>\n<p>c</p>\n", "a\n\nb\n\nc\n"),
        Case("a\n\n{{#position}}\nb\n{{/position}}\n\nc", "<p>a</p>\n<p>c</p>\n", "a\n\nc\n"),
        Case("a\n{{#company}}\nb\n{{/company}}\nc", "<p>a</p>\n<p>b</p>\n<p>c</p>\n", "a\n\nb\n\nc\n"),
        Case("{{#company}}\na\n{{/company}}", "<p>a</p>\n", "a\n"), Case("{{#position}}\na\n{{/position}}", "", ""),
        Case("a\n\n{{#position}}\nb\n{{/position}}", "<p>a</p>\n", "a\n"),
        Case("{{#company}}\n{{city}} b\n{{/company}}", "<p>Zürich b</p>\n", "Zürich b\n"),
        Case(
            "{{#company}}\n{{#position}}\na\n{{/position}}\n{{^position}}\nb\n{{/position}}\n{{/company}}\nc",
            "<p>b</p>\n<p>c</p>\n", "b\n\nc\n"),
        Case("{{#position}}\n# a\n\n- b\n\n> c\n{{/position}}\n{{^position}}\nd\n{{/position}}", "<p>d</p>\n", "d\n"),
        Case(
            "{{#company}}\n- a\n- b\n{{/company}}\n\nc", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>\n",
            "- a\n- b\n\nc\n"),
        Case(
            "> a\n\n{{#position}}\n> b\n{{/position}}\n\nc", "<blockquote>\n<p>a</p>\n</blockquote>\n<p>c</p>\n",
            "> a\n\nc\n"),
        // Sections around items of a list, and in an item.
        Case(
            "- a\n{{#company}}\n- b\n{{/company}}\n- c", "<ul>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ul>\n",
            "- a\n- b\n- c\n"),
        Case("- a\n{{#position}}\n- b\n{{/position}}\n- c", "<ul>\n<li>a</li>\n<li>c</li>\n</ul>\n", "- a\n- c\n"),
        Case("{{#position}}\n- a\n{{/position}}\n- b", "<ul>\n<li>b</li>\n</ul>\n", "- b\n"),
        Case(
            "- a\n{{#position}}\n- b\n{{/position}}\n{{^position}}\n- c\n{{/position}}\n\nd",
            "<ul>\n<li>a</li>\n<li>c</li>\n</ul>\n<p>d</p>\n", "- a\n- c\n\nd\n"),
        Case(
            "1. a\n{{#company}}\n2. b\n{{/company}}\n3. c", "<ol>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ol>\n",
            "1. a\n2. b\n3. c\n"),
        Case(
            "- a\n  {{#company}}\n  b\n  {{/company}}\n- c",
            "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n", "- a\n\n  b\n\n- c\n"),
        Case(
            "- a{{#company}} ({{.}}){{/company}}\n- {{#position}}b{{/position}}",
            "<ul>\n<li>a (Ann &amp; Co)</li>\n<li></li>\n</ul>\n", "- a (Ann & Co)\n- \n"),
        Case("```\na\n{{#position}}\nb\n{{/position}}\nc\n```", "<pre><code>a\nc\n</code></pre>\n", "    a\n    c\n"),
        // Partials.
        Case(
            "a\n\n{{> list}}\n\nb", "<p>a</p>\n<ul>\n<li>Ada</li>\n<li>x</li>\n</ul>\n<p>b</p>\n",
            "a\n\n- Ada\n- x\n\nb\n"),
        Case(
            "- a\n  {{> list}}", "<ul>\n<li>a\n<ul>\n<li>Ada</li>\n<li>x</li>\n</ul>\n</li>\n</ul>\n",
            "- a\n  - Ada\n  - x\n"),
    ])
    func keepsThem(_ example: Case) throws {
        let found = try markdown(example.body, ada, ["list.md": "- {{first_name}}\n- x\n"])
        #expect(found.html == example.html)
        #expect(found.text == example.text)
    }

    @Test func leavesTheSentinelsOfASourceAlone() throws {
        let found = try markdown("zqPortillonqz0zq {{city}} zqportillon0qz0zt zqPortillonqztarget:")
        #expect(found.text == "zqPortillonqz0zq Zürich zqportillon0qz0zt zqPortillonqztarget:\n")
    }

    @Test func laysOut() throws {
        let compiled = try compile(
            letter("Dear {{first_name}}", more: "Layout: l"),
            [
                "l.html": "<p>{{label.why}}</p>\n{{{content}}}\n<p>{{sender.name}}</p>",
                "l.txt": "{{content}}-- \n{{sender.name}}\n",
            ])
        #expect(compiled.faults.isEmpty)
        let found = render(compiled)
        #expect(found.html == "<p>Pourquoi ce message ?</p>\n<p>Dear Ada</p>\n\n<p>Zoé Lefèvre</p>")
        #expect(found.text == "Dear Ada\n-- \nZoé Lefèvre\n")
    }

    @Test func putsALayoutAroundALetterWithoutOne() throws {
        let html = render(try compile(letter("x", more: "Language: en"), [:])).html
        #expect(html.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
        #expect(html.contains("<p>x</p>"))
    }
}
