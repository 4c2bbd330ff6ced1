import Foundation
import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// What layouts add, and what they leave to the letter; and the three that the product brings.
@Suite struct LayoutTests {
    private static let layout = [
        "own.html":
            "<i>{{preheader}}</i>{{{content}}}{{^content.why}}[why {{why}}]{{/content.why}}"
            + "{{#content.why}}[said]{{/content.why}}{{^content.unsubscribe}}<a href=\"{{unsubscribe}}\">out</a>"
            + "{{/content.unsubscribe}}",
        "own.txt": "{{{content}}}{{^content.unsubscribe}}out {{unsubscribe}}{{/content.unsubscribe}}",
    ]

    private func laidOut(_ body: String) throws -> (CompiledLetter, Rendered) {
        let compiled = try compile(letter(body, more: "Layout: own"), LayoutTests.layout)
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        return (compiled, render(compiled))
    }

    @Test func addsWhatTheLetterDoesNotShow() throws {
        let (compiled, rendered) = try laidOut("Hello")
        #expect(compiled.partsWithoutWayOut.isEmpty)
        #expect(rendered.html.contains("[why Vous") && rendered.html.contains("\">out</a>"))
        #expect(!rendered.html.contains("[said]"))
        #expect(rendered.text == "Hello\nout https://example.org/u/tok_1")
    }

    @Test func repeatsNothing() throws {
        let (compiled, rendered) = try laidOut("{{why}} [leave]({{unsubscribe}})")
        #expect(compiled.partsWithoutWayOut.isEmpty)
        #expect(!rendered.html.contains("[why") && !rendered.html.contains("out</a>"))
        #expect(rendered.html.contains("[said]"))
        #expect(!rendered.text.contains("out"))
    }

    /// What only some see is not shown, and what nobody sees is no way out.
    @Test func countsWhatEverybodySees() throws {
        let (compiled, rendered) = try laidOut("{{#city}}{{why}} [leave]({{unsubscribe}}){{/city}}")
        #expect(compiled.partsWithoutWayOut.isEmpty)
        #expect(rendered.html.contains("[why") && rendered.html.contains("out</a>"))
    }

    @Test(arguments: [
        ("Bonjour {{first_name}},\n\nvoici *la* suite.", "<i>Bonjour Ada, voici la suite. "),
        ("A & <b", "<i>A &amp; "), ("[lien](https://example.org) après", "<i>lien "),
        ("{{#city}}De {{city}}{{/city}}{{^city}}Non{{/city}}", "<i>De Zürich "),
    ])
    func beginsWithTheLetter(_ body: String, _ start: String) throws {
        let (_, rendered) = try laidOut(body)
        let shown = rendered.html.prefix { $0 != "\n" }
        #expect(shown.hasPrefix(start.trimmingCharacters(in: .whitespaces)), "\(shown)")
    }

    @Test func theBeginningIsShort() throws {
        let (_, rendered) = try laidOut(String(repeating: "mot ", count: 400))
        let shown = try #require(rendered.html.range(of: "</i>")).lowerBound
        #expect(rendered.html[..<shown].utf8.count < 160)
    }

    @Test(arguments: [
        ("{{content.nothing}}", "unknown placeholder `{{content.nothing}}`"),
        ("{{#content.frist_name}}x{{/content.frist_name}}", "unknown placeholder"),
        ("{{^content.why}}x", "is never closed"), ("<p title=\"{{preheader}}\">", "may not stand"),
    ])
    func faultsOfALayout(_ more: String, _ fault: String) throws {
        let layout = ["own.html": "{{{content}}} \(more)"]
        let found = try compile(letter("x {{unsubscribe}}", more: "Layout: own"), layout).faults.map(\.message.en)
        #expect(found.contains { $0.contains(fault) }, "\(found)")
    }

    /// Each reader sees the text of the letter once.
    @Test(arguments: [
        ("{{{content}}}\n<hr>{{content}}", "own.html:2:5: `{{{content}}}` stands here twice"),
        ("{{{content}}}{{#company}}{{{content}}}{{/company}}", "stands here twice"),
        ("{{#company}}{{{content}}}{{/company}}", "own.html:1:13: `{{{content}}}` is in the section `{{#company}}`"),
        ("{{#company}}{{{content}}}{{/company}}{{^position}}{{{content}}}{{/position}}", "twice"),
        ("<body><template>{{{content}}}</template>", "out of sight"), ("<head>{{{content}}}</head>", "out of sight"),
        ("<!-- {{{content}}} -->", "out of sight"), ("<p title=\"{{{content}}}\">", "out of sight"),
        ("<p class=\"a>\n{{{content}}}", "close what stands before it"), ("<plaintext>{{{content}}}", "out of sight"),
        ("<input type=\"image\" src=\"a.png\">{{{content}}}", "the picture `a.png` leads nowhere"),
        ("", "the layout has no"), ("{{! {{{content}}} }}", "the layout has no"),
    ])
    func theTextIsSeenOnce(_ layout: String, _ expected: String) throws {
        let found = try compile(letter("x {{unsubscribe}}", more: "Layout: own"), ["own.html": layout]).faults
            .map(\.message.en)
        #expect(found.contains { $0.contains(expected) }, "\(found)")
    }

    @Test(arguments: [
        "<html><head><title>x</title><body>{{{content}}}",
        "{{#company}}<b>{{{content}}}</b>{{/company}}{{^company}}{{{content}}}{{/company}}",
        "\u{FEFF}<!doctype html>\r\n<body>\r\n{{{ content }}}\r\n<body>", "{{{content}}}", "{{& content}}",
        "<!--[if !mso]><!-->{{{content}}}<!--<![endif]-->",
    ])
    func oddLayoutsShowIt(_ layout: String) throws {
        let compiled = try compile(letter("x [y]({{unsubscribe}})", more: "Layout: own"), ["own.html": layout])
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        #expect(compiled.partsWithoutWayOut.isEmpty != layout.contains("{{#"))
        #expect(render(compiled).html.contains("x <a href"))
    }

    @Test func isNamedWithItsEndingOrWithout() throws {
        let layout = ["own.html": "<i>{{{content}}}</i> {{unsubscribe}}"]
        for name in ["own", "own.html"] {
            #expect(render(try compile(letter("x", more: "Layout: \(name)"), layout)).html.hasPrefix("<i><p>x"))
        }
    }

    @Test func hasABearableSize() throws {
        let layout = ["own.html": "{{{content}}}" + String(repeating: "x", count: 8 << 20)]
        let found = try compile(letter("x {{unsubscribe}}", more: "Layout: own"), layout).faults.map(\.message.en)
        #expect(found == ["own.html:1:1: `Templates/own.html` has more than 8 MiB; attach what is large (`Attach:`)"])
    }

    @Test func lettersKnowNothingOfIt() throws {
        for name in ["preheader", "content", "content.why"] {
            #expect(try faults(letter("{{\(name)}} {{unsubscribe}}")).first?.contains("unknown placeholder") == true)
        }
    }

    // MARK: - The templates that the product brings

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appendingPathComponent(path)), as: UTF8.self)
    }

    private func template(_ name: String, _ source: String, sender: Sender) throws -> CompiledLetter {
        var templates: [String: String] = [:]
        for file in ["\(name).html", "\(name).txt", "footer.html", "footer.txt"] {
            templates[file] = try LayoutTests.text("Templates/" + file)
        }
        let compiled = try compile(source, templates, sender: sender, files: ["images/gate.png": [0x89, 0x50]])
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        #expect(compiled.partsWithoutWayOut.isEmpty)
        return compiled
    }

    private static let identity = sender(organization: "Atelier Lefèvre")

    @Test(arguments: ["first-letter", "newsletter", "invitation"], ["fr", "en"])
    func theExamplesReadWell(_ example: String, _ language: String) throws {
        let name = example == "first-letter" ? "letter" : example
        let source = try LayoutTests.text("Sources/Workspace/Starter/\(example).\(language).md")
        #expect(source.contains("\nLayout: \(name)\n"))
        let compiled = try template(name, source, sender: LayoutTests.identity)
        let message = compiled.message(for: clearance(), stamp: stamp).bytes
        expectWireRules(message, "\(example)")
        let parsed = try #require(try PythonJudge.parse([message]).first)
        #expect(parsed.defects.isEmpty)
        let text = try #require(parsed.parts.first { $0.type == "text/plain" }).content
        let html = try #require(parsed.parts.first { $0.type == "text/html" }).content
        for part in [text, html] {
            for word in ["Zoé Lefèvre", "Atelier Lefèvre", "12 rue des Lilas, Paris", "https://example.org/u/tok_1"] {
                #expect(part.contains(word), "\(word)")
            }
            #expect(part.components(separatedBy: "https://example.org/u/tok_1").count == 2, "one way out")
            #expect(part.contains(language == "fr" ? "Vous recevez cette lettre" : "You receive this letter"))
            #expect(!part.contains("{{") && !part.contains("zqPortillon"))
        }
        expectNothingLoadedFromOutside(html)
        #expect(!text.contains("\n\n\n"))
        #expect(text.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") || $0 == "-- " })
    }

    /// A sender of whom little is known, and a letter that says everything itself.
    @Test(arguments: ["letter", "newsletter", "invitation"])
    func adaptsToWhatIsThere(_ name: String) throws {
        let bareSender = sender(postalAddress: "")
        let short = try template(name, letter("Bonjour", more: "Layout: \(name)"), sender: bareSender)
        let rendered = render(short)
        #expect(rendered.text.contains("Zoé Lefèvre") && rendered.html.contains("<strong>Zoé Lefèvre</strong>"))
        let own = letter(
            "Bonjour {{why}} {{sender.postalAddress}} [Out]({{unsubscribe}})", more: "Layout: \(name)")
        let full = render(try template(name, own, sender: LayoutTests.identity))
        // The beginning of the letter, which stands hidden before it, says it once more.
        let shown = try #require(full.html.range(of: "</div>")).upperBound
        for part in [full.text, String(full.html[shown...])] {
            #expect(part.components(separatedBy: "https://example.org/u/tok_1").count == 2)
            #expect(part.components(separatedBy: "12 rue des Lilas").count == 2)
        }
        #expect(full.html.components(separatedBy: "Vous recevez").count <= 3, "once, and in the beginning at most")
    }

    /// Byte for byte, to be looked at when a template changes; made anew with `PORTILLON_GOLDEN=1 swift test`.
    @Test(arguments: ["letter", "newsletter", "invitation"])
    func staysAsItIs(_ name: String) throws {
        let example = name == "letter" ? "first-letter" : name
        let source = try LayoutTests.text("Sources/Workspace/Starter/\(example).fr.md")
        let compiled = try template(name, source, sender: LayoutTests.identity)
        let bytes = compiled.message(for: clearance(), stamp: stamp).bytes
        let golden = LayoutTests.root.appendingPathComponent("Tests/LetterTests/Golden/template-\(name).eml")
        if ProcessInfo.processInfo.environment["PORTILLON_GOLDEN"] != nil { try Data(bytes).write(to: golden) }
        #expect(bytes == Array(try Data(contentsOf: golden)))
    }

    /// An HTML5 parser that is strict finds no fault: html5lib, in Python.
    @Test(arguments: ["letter", "newsletter", "invitation"])
    func isSoundHTML(_ name: String) throws {
        let example = name == "letter" ? "first-letter" : name
        let source = try LayoutTests.text("Sources/Workspace/Starter/\(example).en.md")
        let html = render(try template(name, source, sender: LayoutTests.identity)).html
        #expect(try HTMLJudge.faults(html) == "")
        #expect(try HTMLJudge.faults("<!doctype html><p><table><b>x</table>") != "", "the judge judges")
    }

    private func expectNothingLoadedFromOutside(_ html: String) {
        for loading in ["<link", "<script", "<iframe", "@import", "url(", "srcset=", "background=\""] {
            #expect(!html.lowercased().contains(loading), "\(loading)")
        }
        for piece in html.components(separatedBy: "src=\"").dropFirst() { #expect(piece.hasPrefix("cid:")) }
        for piece in html.components(separatedBy: "<img").dropFirst() {
            #expect(piece.prefix { $0 != ">" }.contains("alt=\""))
        }
    }
}

/// HTML as a strict parser that knows nothing of this room reads it.
enum HTMLJudge {
    private static let script = """
        import html5lib, sys
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(sys.stdin.buffer.read().decode())
        print("; ".join("%s %s" % (place, code) for place, code, _ in parser.errors), end="")
        """

    static func faults(_ html: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(html.utf8))
        try input.fileHandleForWriting.close()
        let found = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: found, as: UTF8.self)
    }
}
