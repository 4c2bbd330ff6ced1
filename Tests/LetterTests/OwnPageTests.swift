import Foundation
import Testing
import Vocabulary

@testable import Letter

/// A letter that is a page of its own goes out as it is: no second page around it.
@Suite struct OwnPageTests {
    private static let page = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>A page of my own</title></head>
        <body>
        <p>Hello {{first_name|there}},</p>
        <p>{{why}}</p>
        <p><a href="{{unsubscribe}}">Unsubscribe</a></p>
        </body>
        </html>

        """
    private static let text = "Hello {{first_name|there}},\n\n{{why}}\n\nUnsubscribe: {{unsubscribe}}\n"

    private func compiled(
        _ html: String, text: String = OwnPageTests.text, more: String = "Language: en",
        _ templates: [String: String] = [:]
    ) throws -> CompiledLetter {
        try compile(
            letter(html, more: more), templates.merging(bare) { one, _ in one }, fileName: "page.html", sibling: text)
    }

    @Test func goesOutAsItIs() throws {
        let letter = try compiled(OwnPageTests.page)
        #expect(letter.faults.isEmpty, "\(letter.faults.map(\.message.en))")
        #expect(letter.partsWithoutWayOut.isEmpty)
        let found = render(letter)
        #expect(
            found.html
                == OwnPageTests.page.replacing("{{first_name|there}}", with: "Ada")
                .replacing(
                    "{{why}}", with: "You receive this letter because you handed me your business card on 4 March 2026."
                )
                .replacing("{{unsubscribe}}", with: "https://example.org/u/tok_1"))
        #expect(found.text.hasPrefix("Hello Ada,\n\nYou receive"))
        let parsed = try #require(try PythonJudge.parse([letter.message(for: clearance(), stamp: stamp).bytes]).first)
        #expect(parsed.structure == "alternative(text/plain text/html)")
        let html = try #require(parsed.parts.last).content
        for tag in ["<!doctype", "<html", "<head>", "<body", "</body>", "</html>"] {
            #expect(html.components(separatedBy: tag).count == 2, "one \(tag)")
        }
        #expect(try HTMLJudge.faults(html) == "")
    }

    @Test(arguments: [
        "<html><body>x</body></html>", "<HTML>x", "<!DOCTYPE html><p>x</p>",
        "  \n<!-- a --><!doctype html><title>x</title>x",
        "<body class=\"x\">x</body>", "<head><title>x</title></head><p>x</p>", "{{> start}}x",
        "<?xml version=\"1.0\"?><html>x</html>",
    ])
    func isToldByWhatOnlyPagesHold(_ html: String) throws {
        let letter = try compiled(html + "<a href=\"{{unsubscribe}}\">x</a>", ["start.html": "<!doctype html><html>"])
        #expect(letter.faults.isEmpty, "\(letter.faults.map(\.message.en))")
        let found = render(letter).html.lowercased()
        #expect(found.components(separatedBy: "<!doctype").count <= 2)
        #expect(found.components(separatedBy: "<html").count <= 2)
        #expect(found.components(separatedBy: "<body").count <= 2)
    }

    @Test(arguments: [
        "<p>x</p>", "<table><tr><td>x</td></tr></table>", "<!-- <html> --><p>x</p>", "<p title=\"<html>\">x</p>",
    ])
    func whatIsNoPageKeepsItsLayout(_ html: String) throws {
        let letter = try compiled(html + "{{unsubscribe}}")
        #expect(letter.faults.isEmpty)
        let found = render(letter).html
        #expect(found.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
        #expect(found.contains(html))
        #expect(render(try compiled(html, more: "Layout: bare")).html == html)
    }

    @Test func aLayoutAroundAPageIsAFault() throws {
        let letter = try compiled(OwnPageTests.page, more: "Layout: bare")
        let message = try #require(letter.faults.first?.message)
        #expect(letter.faults.count == 1)
        #expect(message.en.hasPrefix("page.html:4:1: this letter is a whole page"))
        #expect(message.en.contains("take `Layout:` out"))
        #expect(message.fr.contains("retirez `Layout:`"))
    }

    /// Each part by itself, and where a reader sees it.
    @Test(arguments: [
        ("<html><body>x</body></html>", "{{unsubscribe}}", ["html"]),
        ("<html><body>{{unsubscribe}}</body></html>", "x", ["text"]),
        ("<html><head><title>{{unsubscribe}}</title></head><body>x</body></html>", "{{unsubscribe}}", ["html"]),
        (
            "<html><body><!-- x -->{{#city}}{{unsubscribe}}{{/city}}</body></html>",
            "{{#city}}{{unsubscribe}}{{/city}}", ["html", "text"]
        ),
    ])
    func showsAWayOut(_ html: String, _ text: String, _ lacking: [String]) throws {
        #expect(try compiled(html, text: text).partsWithoutWayOut == lacking)
    }

    /// A page is its own layout: what layouts know, it knows, but for the text that they are laid around.
    @Test func knowsWhatLayoutsKnow() throws {
        let footer = [
            "footer.html":
                "{{^content.why}}<i>{{why}}</i>{{/content.why}}{{^content.unsubscribe}}<a href=\"{{unsubscribe}}\">out</a>{{/content.unsubscribe}}",
            "footer.txt":
                "{{^content.why}}{{why}}{{/content.why}}\n{{^content.unsubscribe}}out {{unsubscribe}}{{/content.unsubscribe}}",
        ]
        let html = "<html><body><b>{{preheader}}</b><p>Hello {{why}}</p>{{> footer}}</body></html>"
        let letter = try compiled(html, text: "Hello\n{{> footer}}\n", footer)
        #expect(letter.faults.isEmpty, "\(letter.faults.map(\.message.en))")
        #expect(letter.partsWithoutWayOut.isEmpty)
        let found = render(letter)
        #expect(found.html.contains("<b>Hello You receive"), "\(found.html)")
        #expect(!found.html.contains("<i>"), "the page says why itself")
        #expect(found.html.contains("<a href=\"https://example.org/u/tok_1\">out</a></body>"))
        #expect(found.text.contains("You receive") && found.text.contains("out https://example.org/u/tok_1"))
        let lost = try compiled("<html>{{{content}}} {{unsubscribe}}</html>").faults.map(\.message.en)
        #expect(lost.count == 1 && lost[0].contains("unknown placeholder `{{content}}`"), "\(lost)")
    }
}
