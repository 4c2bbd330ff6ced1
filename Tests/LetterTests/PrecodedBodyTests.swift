import TestSupport
import Testing

@testable import Letter

/// Encoding beforehand what is the same for everybody changes no octet of any message.
@Suite struct PrecodedBodyTests {
    static let scraps = [
        "a", "word ", "\n", "\n", "\n\n", "\n\n\n", "é", "’", "李", "=", "_", "=_", "F", "\nFrom ", "\nF", ".", "\n.",
        "-", "--",
        "\n--", "\n-", " ", "\t", " \n", "\t\n", "\r", "\r\n", "\u{0}", "\u{7F}", "<p>", "&", "\"", "{", "}}",
        "\u{202E}",
        "\u{2028}", "https://example.org/?a=b",
    ]
    static let contexts: [OutputContext] = [
        .html, .linkTarget, .linkHost, .linkPart, .addressPart, .text, .shownTarget, .shownHost, .header,
    ]
    static let names = ["a", "b", "c", "d"]

    /// A text of scraps and of runs about as long as a line; where it is `tame`, one that may go as it is.
    private static func text(_ most: Int, tame: Bool, _ generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in
            switch Int.random(in: 0..<(tame ? 20 : 8), using: &generator) {
            case 0 where !tame: String(repeating: "x", count: Int.random(in: 70...80, using: &generator))
            case 1 where !tame: String(repeating: "é", count: Int.random(in: 20...30, using: &generator))
            case 2 where !tame: String(repeating: "yes ", count: Int.random(in: 15...45, using: &generator))
            case 0...6 where tame: "short "
            case _ where tame:
                ["\n", "word ", "a", ".", " \n", "\n\n", "x = y "].randomElement(using: &generator) ?? ""
            default: scraps.randomElement(using: &generator) ?? ""
            }
        }.joined()
    }

    private static func segments(_ depth: Int, tame: Bool, _ generator: inout SeededGenerator) -> [Segment] {
        (0..<Int.random(in: 0...7, using: &generator)).map { _ in
            let name = (names + ["nobody's"]).randomElement(using: &generator) ?? ""
            switch Int.random(in: 0..<6, using: &generator) {
            case 0, 1:
                let hasFallback = Bool.random(using: &generator)
                return .field(
                    name, fallback: hasFallback ? text(3, tame: tame, &generator) : nil,
                    contexts.randomElement(using: &generator) ?? .text)
            case 2 where depth > 0:
                let isInverted = Bool.random(using: &generator)
                return .section(name, isInverted: isInverted, segments(depth - 1, tame: tame, &generator))
            default: return .bytes(Array(text(12, tame: tame, &generator).utf8))
            }
        }
    }

    /// Random bodies, each filled in for several recipients.
    @Test(arguments: 1...40)
    func isTheSameAsTheWholeEncodedAtOnce(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var seen: Set<String> = []
        for round in 0..<40 {
            let segments = PrecodedBodyTests.segments(3, tame: round % 2 == 0, &generator)
            let part = TextPart(segments, subtype: "plain", names: PrecodedBodyTests.names)
            for _ in 0..<6 {
                let isTame = Int.random(in: 0..<3, using: &generator) > 0
                let values = FieldValues(
                    PrecodedBodyTests.names,
                    PrecodedBodyTests.names.map { _ in
                        Bool.random(using: &generator) ? nil : PrecodedBodyTests.text(5, tame: isTame, &generator)
                    })
                let (encoding, body) = OctetByOctet.encode(values.body(segments))
                seen.insert(encoding)
                let expected =
                    "before\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Transfer-Encoding: \(encoding)\r\n\r\n" + String(decoding: body, as: UTF8.self)
                var precoded = Array("before\r\n".utf8)
                part.write(values, to: &precoded)
                #expect(precoded == Array(expected.utf8), "\(segments)")
                var atOnce = Array("before\r\n".utf8)
                part.writeAtOnce(values, to: &atOnce)
                #expect(atOnce == precoded, "\(segments)")
            }
        }
        #expect(seen == ["7bit", "quoted-printable", "base64"])
    }

    /// Lines about as long as they may be, with any octet at any of their edges.
    @Test(arguments: [
        "a", " ", "\t", "=", "é", "=é", "é=", "=_", "_=", ".", "F", "-", "--", "\u{7F}", "\u{1}", "=\u{1}",
    ])
    func breaksLinesWhereTheStandardSays(_ octet: String) {
        for length in Array(0...20) + Array(66...84) + Array(145...160) {
            for place in [0, length / 2, length] {
                var text = Array(repeating: UInt8(ascii: "x"), count: length)
                text.insert(contentsOf: octet.utf8, at: place)
                for body in [text, text + [0x0A], [0x0A] + text + [0x0A, 0x0A], text + [0x20], text + [0x20, 0x0A]] {
                    #expect(QuotedPrintable.encode(body) == OctetByOctet.quotedPrintable(body), "\(body)")
                    #expect(BodyCounts(body).best.rawValue == OctetByOctet.best(for: body), "\(body)")
                }
            }
        }
    }
}
