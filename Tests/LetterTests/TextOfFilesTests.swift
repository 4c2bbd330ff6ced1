import Testing
import Vocabulary

@testable import Letter

/// Files as editors leave them: byte order marks, line ends of all systems, other encodings.
struct TextOfFilesTests {
    private func compiled(
        _ source: [UInt8], _ templates: [String: [UInt8]], fileName: String = "letter.md", sibling: [UInt8]? = nil
    ) throws -> CompiledLetter {
        let context = LetterContext(
            sender: sender(), purpose: newsletter, language: .french, extraFields: [], template: { templates[$0] },
            textSibling: { sibling })
        return CompiledLetter(try LetterFile.parse(source, fileName: fileName), source: source, context: context)
    }

    private static let source = letter(
        "Bonjour {{first_name}},\n\n{{> sign}}\n\n- a\n- b\n\n[x]({{unsubscribe}})\n", more: "Layout: l")
    private static let templates = [
        "l.html": "<!doctype html>\n<p>\n{{{content}}}</p>\n{{> foot}}\n", "l.txt": "{{{content}}}\n--\n{{> foot}}\n",
        "sign.md": "Bien à vous,\\\nZoé\n", "foot.html": "<p>pied</p>\n", "foot.txt": "pied\n",
    ]

    private func written(_ text: String, _ lineEnd: String, mark: Bool) -> [UInt8] {
        Array(((mark ? "\u{FEFF}" : "") + text.replacing("\n", with: lineEnd)).utf8)
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [false, true])
    func everyFileReadsAlike(_ lineEnd: String, _ mark: Bool) throws {
        func form(_ text: String) -> [UInt8] { written(text, lineEnd, mark: mark) }
        let plain = try compiled(Array(Self.source.utf8), Self.templates.mapValues { Array($0.utf8) })
        let other = try compiled(form(Self.source), Self.templates.mapValues(form))
        #expect(plain.faults.isEmpty && other.faults.isEmpty)
        let bytes = other.message(for: clearance(), stamp: stamp).bytes
        #expect(bytes == plain.message(for: clearance(), stamp: stamp).bytes)
        #expect(!render(other).html.unicodeScalars.contains("\u{FEFF}") && !render(other).text.contains("\r"))
        // It is the same letter, for the digest too.
        #expect(other.content.bytes == plain.content.bytes)
        #expect((other.content.bytesAsRead == plain.content.bytesAsRead) == (lineEnd == "\n" && !mark))
    }

    /// Files that were put together by hand have their marks in the middle.
    @Test(arguments: ["\r\n", "\r"]) func everyFileOfALetterInHTML(_ lineEnd: String) throws {
        let source = "Letter: a\nPurpose: newsletter\nSubject: x\n\n\u{FEFF}<!doctype html>\n<p>{{unsubscribe}}</p>\n"
        let compiled = try compiled(
            written(source, lineEnd, mark: true), [:], fileName: "a.html",
            sibling: written("Bonjour\n\n{{unsubscribe}}\n", lineEnd, mark: true))
        #expect(compiled.faults.isEmpty)
        #expect(render(compiled).html.contains("<!doctype html>\n<p>https://example.org/u/tok_1</p>\n"))
        #expect(!render(compiled).html.unicodeScalars.contains("\u{FEFF}"))
        #expect(render(compiled).text == "Bonjour\n\nhttps://example.org/u/tok_1\n")
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let expected: String
        var testDescription: String { "\(name): \(expected)" }

        init(_ name: String, _ bytes: [UInt8], _ expected: String) {
            (self.name, self.bytes, self.expected) = (name, bytes, expected)
        }
    }

    @Test(arguments: [
        Case(
            "l.html", Array("<p>\n{{{content}}} ".utf8) + [0xE9],
            "l.html:2:1: `Templates/l.html` is not UTF-8; save the file as UTF-8"),
        Case("l.txt", [0xE9], "l.txt:1:1: `Templates/l.txt` is not UTF-8; save the file as UTF-8"),
        Case(
            "sign.md", Array("a\r\nb".utf8) + [0xE9],
            "sign.md:2:1: `Templates/sign.md` is not UTF-8; save the file as UTF-8"),
        Case("foot.html", [0xE9], "foot.html:1:1: `Templates/foot.html` is not UTF-8; save the file as UTF-8"),
        Case(
            "l.html", [0xFF, 0xFE, 0x3C, 0x00],
            "l.html:1:1: `Templates/l.html` is UTF-16, not UTF-8; save the file as UTF-8"),
        Case("foot.txt", [0x61, 0x00, 0x61], "foot.txt:1:1: `Templates/foot.txt` holds a NUL; take it out"),
    ])
    func whatIsNoTextIsSaidToBeThat(_ example: Case) throws {
        var templates = Self.templates.mapValues { Array($0.utf8) }
        templates[example.name] = example.bytes
        let compiled = try compiled(Array(Self.source.utf8), templates)
        #expect(compiled.faults.map(\.message.en) == [example.expected])
        #expect(compiled.faults.first?.message.fr.contains("Templates/\(example.name)") == true)
        #expect(!compiled.lacksFiles)
    }

    @Test func theTextBesideALetterInHTML() throws {
        let source = Array("Letter: a\nPurpose: newsletter\nSubject: x\n\n<p>x</p>\n".utf8)
        let compiled = try compiled(source, [:], fileName: "a.html", sibling: [0x61, 0x0A, 0xE9])
        #expect(compiled.faults.map(\.message.en) == ["a.txt:2:1: `a.txt` is not UTF-8; save the file as UTF-8"])
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x4C, 0x00, 0x65, 0x00], nil, "the letter is UTF-16"),
            ([0x4C, 0x00, 0x65, 0x00], nil, "the letter is UTF-16"),
            (Array("Letter: a\r\nPurpose: ".utf8) + [0xE9], 2, "the letter is not UTF-8"),
        ] as [([UInt8], Int?, String)])
    func letters(_ bytes: [UInt8], _ line: Int?, _ expected: String) {
        let fault = #expect(throws: LetterFault.self) { try LetterFile.parse(bytes, fileName: "letter.md") }
        #expect(fault?.line == line && fault?.problem.en.hasPrefix(expected) == true)
    }

    /// What a letter names and cannot have, which a copied folder may lack.
    @Test(arguments: [
        ("Layout: gone", "x"), ("Layout: l\nAttach: gone.pdf", "x"), ("Layout: l", "![x](gone.png)"),
        ("Layout: l", "{{> gone}}"),
    ])
    func lacksFiles(_ more: String, _ body: String) throws {
        let source = Array(letter(body, more: more).utf8)
        #expect(try compiled(source, ["l.html": Array("{{{content}}}".utf8)]).lacksFiles)
    }
}
