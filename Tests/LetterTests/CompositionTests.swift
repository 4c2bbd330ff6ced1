import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// Messages, byte for byte and as an independent reader takes them.
@Suite struct CompositionTests {
    static let source = letter(
        """
        # Bonjour {{first_name}}{{#company}}, chez {{company}}{{/company}}

        Voici *quelques* nouvelles de {{city|votre ville}}, [à lire]({{website|https://example.org}}) :

        - une
        {{#position}}
        - pour {{position}}
        {{/position}}
        - deux

        .début d'une ligne qui commence par un point, et assez longue pour que le codage la coupe en deux au moins.

        -- \\
        From {{sender.name}}

        {{why}}

        [Se désabonner]({{unsubscribe}})
        """, subject: "{{first_name|Bonjour}}, des nouvelles d’automne")

    static let plainSource = letter(
        "Dear {{first_name}},\n\nNews.\n\n[Leave]({{unsubscribe}})\n", subject: "News for {{first_name}}",
        more: "Layout: bare\nLanguage: en\nReply-To: replies@example.org")

    static let files: [String: [UInt8]] = [
        "logo.png": [0x89, 0x50, 0x4E, 0x47],
        "docs/Été 2026 — programme détaillé, première partie et annexes.pdf": Array(0...255),
        "a.txt": Array("é\r\n".utf8), "say \"x\".bin": [],
    ]

    private func message(
        _ source: String, _ clearance: Clearance = clearance(), stamp: MessageStamp = stamp, sender: Sender = sender()
    ) throws -> [UInt8] {
        let compiled = try compile(source, sender: sender, files: CompositionTests.files)
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        return compiled.message(for: clearance, stamp: stamp).bytes
    }

    // MARK: - Goldens

    /// Made anew with `PORTILLON_GOLDEN=1 swift test`; read them before you commit them.
    @Test(arguments: ["french", "english", "attached", "lacking"])
    func staysAsItIs(_ name: String) throws {
        let bytes =
            switch name {
            case "french": try message(CompositionTests.source)
            case "english":
                try message(
                    CompositionTests.plainSource,
                    stamp: MessageStamp(
                        date: Instant(seconds: 951_782_400), utcOffsetMinutes: -210, messageID: "x.1",
                        unsubscribeURL: "mailto:leave@example.org?subject=unsubscribe%20tok", isOneClick: false))
            case "attached":
                try message(
                    letter(
                        "![Logo](logo.png)\n\n{{unsubscribe}}\n",
                        more: "Layout: bare\n"
                            + CompositionTests.files.keys.sorted().map { "Attach: \($0)" }.joined(separator: "\n")))
            default: try message(CompositionTests.source, clearance(ContactFields(firstName: "李", lastName: "雷")))
            }
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden").appendingPathComponent(name + ".eml")
        if ProcessInfo.processInfo.environment["PORTILLON_GOLDEN"] != nil { try Data(bytes).write(to: file) }
        let golden = Array(try Data(contentsOf: file))
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self))
        #expect(bytes == golden)
    }

    // MARK: - As Python reads them

    static let names = [
        "", "Ada", "Ada Example", "Dr. Ada Example, PhD", "Ada \"the first\" Example", "Ada \\ Example", "a@b.example",
        "Zoé Lefèvre", "李雷", "👩‍🚀 Ada", "e\u{301}a\u{308}\u{304}", "<ada>", "Ada (x) Example", "=?utf-8?q?x?=", "a=?b",
        "Ada  Example", ";,:<>@[]", String(repeating: "Example ", count: 37) + "Ada!",
        String(repeating: "é", count: 300),
        String(repeating: "x", count: 300), String(repeating: "x y", count: 100), "Jr., Ada", "'Ada'", ".", "محمد علي",
    ]

    @Test func readsAsItWasMeant() throws {
        var clearances: [Clearance] = []
        for name in CompositionTests.names {
            clearances.append(clearance(ContactFields(firstName: "Ada", fullName: name, company: name)))
        }
        for address in ["a.b+c@example.net", "\"ada b\"@example.net", "o'x@bücher.example", "\"a\\\"b,\"@example.net"] {
            clearances.append(clearance(ContactFields(firstName: "Ada", fullName: "Ada"), to: address))
        }
        let senders = CompositionTests.names.filter { !$0.isEmpty }.map { sender(name: $0) }
        let source = letter("{{company|none}} {{why}}\n\n{{unsubscribe}}", subject: "{{full_name|none}}: nouvelles")
        var messages: [[UInt8]] = []
        var expected: [(Clearance, Rendered, Sender)] = []
        for (index, clearance) in clearances.enumerated() {
            let sender = senders[index % senders.count]
            let compiled = try compile(source, sender: sender)
            messages.append(compiled.message(for: clearance, stamp: stamp).bytes)
            expected.append((clearance, render(compiled, clearance), sender))
            expectWireRules(messages[index], "\(clearance.fields.fullName)")
        }
        for (parsed, (clearance, rendered, sender)) in zip(try PythonJudge.parse(messages), expected) {
            #expect(parsed.defects.isEmpty, "\(clearance.fields.fullName)")
            #expect(
                parsed.names == [
                    "Date", "From", "To", "Subject", "Message-ID", "List-Id", "Precedence", "List-Unsubscribe",
                    "List-Unsubscribe-Post", "Content-Language", "MIME-Version",
                ])
            #expect(parsed.from.map { $0.map(comparable) } == [[comparable(sender.name), "zoe@example.org"]])
            #expect(parsed.to.count == 1)
            // Python leaves the blanks between several encoded-words standing, against RFC 2047 §6.2.
            #expect(parsed.to.first?.first.map(comparable) == comparable(clearance.fields.displayName))
            #expect(parsed.to.first?.last == clearance.address.spelling)
            #expect(parsed.headers["Subject"] == rendered.subject)
            #expect(parsed.headers["Date"] == "Tue, 03 Nov 2026 09:30:05 +0100")
            #expect(parsed.headers["Message-ID"] == "<autumn-2026.0001@example.org>")
            #expect(parsed.headers["List-Id"] == "<newsletter.example.org>")
            #expect(parsed.headers["List-Unsubscribe"] == "<https://example.org/u/tok_1>")
            #expect(parsed.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
            #expect(parsed.structure == "alternative(text/plain text/html)")
            #expect(
                parsed.parts.map { $0.content.trimmingLineEnd }
                    == [rendered.text, rendered.html].map(\.trimmingLineEnd))
        }
    }

    private func comparable(_ name: String) -> String {
        name.utf8.count > 39 && !name.utf8.allSatisfy { $0 < 0x80 } ? name.filter { $0 != " " } : name
    }

    @Test func carriesFiles() throws {
        let names = CompositionTests.files.keys.sorted()
        let bytes = try message(
            letter(
                "![Logo](logo.png) ![again](logo.png)\n\n{{unsubscribe}}",
                more: "Layout: bare\n" + names.map { "Attach: \($0)" }.joined(separator: "\n")))
        expectWireRules(bytes)
        let parsed = try #require(PythonJudge.parse([bytes]).first)
        // The encoded-words of a name in quotes, which RFC 2047 §5 has no place for and mail programs read.
        #expect(Set(parsed.defects) == ["Content-Type: InvalidHeaderDefect"])
        #expect(
            parsed.structure == "mixed(alternative(text/plain related(text/html image/png)) "
                + "text/plain application/pdf image/png application/octet-stream)")
        #expect(parsed.parts[2].contentID == "<image1.portillon>")
        #expect(parsed.parts[1].content.components(separatedBy: "src=\"cid:image1.portillon\"").count == 3)
        #expect(
            parsed.parts.dropFirst(3).map(\.name) == names.map { String($0.split(separator: "/").last ?? "") })
        for part in parsed.parts.dropFirst(3) {
            #expect(part.typeName == (part.name?.utf8.allSatisfy { $0 < 0x80 } == true ? nil : part.name))
        }
        #expect(parsed.parts[4].content == (0...255).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    /// Whatever form a file's name has on the disk, and however long it is.
    @Test(arguments: [
        "e\u{301}te\u{301}.pdf", "Budget pre\u{301}visionnel.xlsx", "日本語の名前.txt", "👩‍🚀.png", "a \"b\" é.pdf",
        String(repeating: "é", count: 120) + ".pdf", String(repeating: "x", count: 120) + ".pdf", "=?utf-8?q?x?=.pdf",
        "Ḋ\u{323}.bin",
    ])
    func namesFilesInTwoWays(_ name: String) throws {
        for isInline in [false, true] {
            let part = FilePart(path: "files/" + name, content: [1], contentID: isInline ? "image1.portillon" : nil)
            let lines = String(decoding: part.bytes, as: UTF8.self).components(separatedBy: "\r\n")
            #expect(lines.allSatisfy { $0.utf8.count <= 81 && $0.utf8.allSatisfy { $0 < 0x80 } }, "\(lines)")
            let bytes = Array("From: a@example.org\r\nTo: a@example.org\r\nMIME-Version: 1.0\r\n".utf8) + part.bytes
            let read = try #require(PythonJudge.parse([bytes]).first?.parts.first)
            let expected = name.precomposedStringWithCanonicalMapping
            #expect(read.name.map { $0.utf8.elementsEqual(expected.utf8) } == true, "\(read)")
            #expect(read.typeName.map { $0.utf8.elementsEqual(expected.utf8) } == true, "\(read)")
        }
    }

    @Test func writesInternationalAddressesAsTheyAre() throws {
        let bytes = try message(CompositionTests.plainSource, clearance(to: "zoé@example.net"))
        expectWireRules(bytes, isInternational: true)
        #expect(String(decoding: bytes, as: UTF8.self).contains("\r\nTo: Ada Example <zoé@example.net>\r\n"))
    }

    @Test func keepsStampsWithinTheirHeaders() throws {
        let hostile = MessageStamp(
            date: Instant(seconds: 0), utcOffsetMinutes: 0, messageID: "..a\r\nBcc: x@example.net>..b.",
            unsubscribeURL: "https://example.org/é>\r\nBcc: x@example.net", isOneClick: false)
        let bytes = try message(CompositionTests.plainSource, stamp: hostile)
        let parsed = try #require(PythonJudge.parse([bytes]).first)
        #expect(parsed.defects.isEmpty)
        #expect(parsed.headers["Bcc"] == nil)
        #expect(parsed.headers["Message-ID"] == "<aBccxexample.net.b@example.org>")
        #expect(parsed.headers["List-Unsubscribe"] == "<https://example.org/%C3%A9%3E%0D%0ABcc:%20x@example.net>")
        #expect(parsed.headers["List-Unsubscribe-Post"] == nil)
        // The link in the text is the very same.
        #expect(parsed.parts[0].content.contains("Leave <https://example.org/%C3%A9%3E%0D%0ABcc:%20x@example.net>"))
        #expect(parsed.headers["Reply-To"] == "replies@example.org")
        #expect(parsed.headers["Date"] == "Thu, 01 Jan 1970 00:00:00 +0000")
    }

    // MARK: - Properties

    static let scraps = [
        "a", "Bonjour ", "é", "李", "👩‍🚀", "\u{301}", "\u{202E}", " ", "  ", "\t", "\r\n", "\n", "\r", ".", "\n.",
        "\nFrom ", "-", "--",
        "\n--", "=", "=_portillon_7_autumn-2026", "=\r\n", "=?utf-8?B?eA==?=", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}",
        "<b>", "\"", ",", ";", ":",
        "\\", "{{first_name}}", "}}", "\r\nBcc: x@example.net", "&", String(repeating: "x", count: 77),
        String(repeating: "long ", count: 40), String(repeating: " ", count: 1100), String(repeating: "y", count: 1100),
    ]

    @Test(arguments: 1...12)
    func keepsTheRulesOfTheWire(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func scraps(_ most: Int) -> String {
            (0..<Int.random(in: 0...most, using: &generator))
                .map { _ in CompositionTests.scraps.randomElement(using: &generator) ?? "" }.joined()
        }
        var messages: [[UInt8]] = []
        var rendered: [Rendered] = []
        for _ in 0..<25 {
            let fields = ContactFields(
                firstName: scraps(4), lastName: scraps(3), company: scraps(30), extra: ["city": scraps(12)])
            let body =
                "{{first_name|x}}{{company|x}} y\n\n{{city|x}}{{#company}} "
                + "{{first_name|z}}{{/company}}\n\n{{unsubscribe}}"
            let text = String(scraps(20).unicodeScalars.filter { !"{}\u{0}".unicodeScalars.contains($0) })
            let compiled = try compile(
                letter("<p>\(body)</p>", subject: "{{company|x}} {{first_name|y}}"), fileName: "letter.html",
                sibling: body + text)
            #expect(compiled.faults.isEmpty)
            let pass = clearance(fields)
            let bytes = compiled.message(for: pass, stamp: stamp).bytes
            #expect(bytes == compiled.message(for: pass, stamp: stamp).bytes)
            expectWireRules(bytes)
            // Two parts and the end, and nowhere in the parts themselves.
            let entity = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n").dropFirst()
            let pieces = entity.joined(separator: "\r\n\r\n").components(separatedBy: "=_portillon_7_autumn-2026")
            #expect(pieces.count == 4)
            messages.append(bytes)
            rendered.append(render(compiled, pass))
        }
        for (parsed, rendered) in zip(try PythonJudge.parse(messages), rendered) {
            #expect(parsed.defects.isEmpty)
            #expect(parsed.names.count == 11)
            #expect(
                parsed.parts.map { $0.content.trimmingLineEnd }
                    == [rendered.text, rendered.html].map(\.trimmingLineEnd))
        }
    }
}

extension String {
    /// Without one line end at its end: that one belongs to the boundary behind it.
    fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
