import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// Whatever a contact's fields hold, it stays data: no markup, no header, no template, no line too long.
@Suite struct HostileTests {
    static let values = [
        "a\r\nBcc: eve@example.com", "{{last_name}}", "{{#company}}", "<script>alert(1)</script>", "\"><img src=x>",
        "'", "\u{0}",
        String(repeating: "a", count: 10_000), String(repeating: "é ", count: 5_000), "\u{202E}redro", "👩‍👩‍👧‍👦",
        "=?utf-8?q?x?=",
        "--=_portillon_7_autumn-2026", "\r\n\r\n--x", ".", "From me", "\u{2028}x", "javascript:alert(1)",
        "zqPortillonqz0zq", "a, b <c@d>",
        "e" + String(repeating: "\u{301}", count: 3_000),
    ]

    private static let source = letter(
        """
        Bonjour {{first_name}},

        *{{first_name}}* [{{first_name}}]({{first_name}} "{{first_name}}") [b](https://example.org/{{first_name}})

        {{first_name}}

        [Partir]({{unsubscribe}})
        """, subject: "{{first_name}}, des nouvelles")

    @Test(arguments: values)
    func aFieldIsDataAlone(_ value: String) throws {
        let compiled = try compile(HostileTests.source)
        #expect(compiled.faults.isEmpty)
        var fields = ada
        fields.firstName = value
        fields.fullName = value
        let parts = try filledIn(compiled, fields)
        let plain = try filledIn(compiled, ContactFields(firstName: "A"))
        // The same elements as for an innocent name, and no element more.
        #expect(parts.html.filter { $0 == "<" }.count == plain.html.filter { $0 == "<" }.count)
        #expect(parts.html.utf8.filter { $0 == 0x22 }.count == plain.html.utf8.filter { $0 == 0x22 }.count)
        #expect(parts.html.utf8.filter { $0 == 0x0A }.count == plain.html.utf8.filter { $0 == 0x0A }.count)
        #expect(!parts.html.contains("href=\"javascript"))
        #expect(parts.text.utf8.filter { $0 == 0x0A }.count == plain.text.utf8.filter { $0 == 0x0A }.count)

        let bytes = compiled.message(for: try clearance(fields), stamp: stamp).bytes
        expectWellFormed(bytes)
        let names = headerNames(bytes)
        #expect(
            names == [
                "Date", "From", "To", "Subject", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
                "Content-Language", "MIME-Version", "Content-Type",
            ])
        #expect(occurrences(of: "\r\n--=_portillon_7_autumn-2026\r\n", in: bytes) == 2)
    }

    @Test(arguments: 1...60)
    func noLineIsTooLong(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "a", " ", "é", "=", ".", "-", "\n", "\t", "👍🏽", "#", "*", "\"", "<", "\\", "字", "_", "{{first_name}}",
            "https://example.org/",
        ]
        func noise(_ count: Int) -> String {
            (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        }
        let source = letter(
            noise(Int.random(in: 0...900, using: &generator)),
            subject: "s" + noise(40).filter { $0 != "\n" && $0 != "\t" })
        var fields = ada
        fields.firstName = noise(Int.random(in: 1...400, using: &generator)) + "x"
        fields.fullName = fields.firstName
        let compiled = try compile(source)
        expectWellFormed(compiled.message(for: try clearance(fields), stamp: stamp).bytes)
    }

    @Test func aUrlFromTheConfigurationEndsNoHeader() throws {
        var bad = stamp
        bad.unsubscribeURL = "https://example.org/>\r\nBcc: eve@example.com\r\n<é"
        let bytes = try compile(HostileTests.source).message(for: try clearance(ada), stamp: bad).bytes
        #expect(!headerNames(bytes).contains("Bcc"))
        #expect(occurrences(of: "<https://example.org/%3E%0D%0ABcc:%20eve@example.com%0D%0A%3C%C3%A9>", in: bytes) == 2)
        expectWellFormed(bytes)
    }

    private func occurrences(of needle: String, in bytes: [UInt8]) -> Int {
        String(decoding: bytes, as: UTF8.self).components(ofMarker: needle).count - 1
    }
}

/// CRLF alone ends lines, none is over 998 octets, and none holds a control character or, outside the body, 8-bit text.
func expectWellFormed(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    var column = 0
    var longest = 0
    var strays = 0
    for (index, byte) in bytes.enumerated() {
        switch byte {
        case 0x0D: if index + 1 == bytes.count || bytes[index + 1] != 0x0A { strays += 1 }
        case 0x0A:
            if index == 0 || bytes[index - 1] != 0x0D { strays += 1 }
            longest = max(longest, column)
            column = 0
            continue
        case 0x09, 0x20...0x7E: break
        default: strays += 1
        }
        if byte != 0x0D { column += 1 }
    }
    #expect(strays == 0, sourceLocation: sourceLocation)
    #expect(longest <= 998 && column == 0, sourceLocation: sourceLocation)
}

/// The names of the header fields, in order.
func headerNames(_ bytes: [UInt8]) -> [String] {
    let head = String(decoding: bytes, as: UTF8.self).components(ofMarker: "\r\n\r\n").first ?? ""
    return head.components(ofMarker: "\r\n").filter { !$0.hasPrefix(" ") }.map {
        String($0.prefix { $0 != ":" })
    }
}
