import TestSupport
import Testing
import Vocabulary

@testable import Letter

/// What most messages need has quick ways through the room; they write what the long ways write.
@Suite struct QuickWaysTests {
    static let scraps =
        CompositionTests.scraps + [
            "Ada", "O'Hara-Example", "x y", " z", "=?", "=", "?", "<", ">", "'", "{", "\u{80}", "\u{9F}", "\u{A0}",
            "\u{2027}",
            "\u{202A}", "\u{202F}", "\u{2065}", "\u{2069}", "\u{206A}", "https://", "HTTP://", "mailto:", "\u{301}",
            "Mailto:x",
        ]

    private static func texts(_ seed: UInt64) -> [String] {
        var generator = SeededGenerator(seed: seed)
        // Lines of words, about as long as a line may be.
        let words = (40...80).map { String(String(repeating: "ab cde ", count: 12).prefix($0 - 1)) + "x" }
        return words
            + (0..<300).map { round in
                let plain = String(repeating: "x", count: Int.random(in: 0...80, using: &generator))
                let pieces = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                    scraps.randomElement(using: &generator) ?? ""
                }
                return (round % 2 == 0 ? pieces : [plain] + pieces).joined()
            }
    }

    @Test(arguments: 1...8)
    func writeTheSameHeaders(seed: UInt64) {
        for text in QuickWaysTests.texts(seed) {
            var bytes: [UInt8] = []
            HeaderText.append("Subject", unstructured: Array(text.utf8), to: &bytes)
            #expect(bytes == HeaderText.unstructured("Subject", text), "\(text)")
            bytes = []
            for address in [spec("ada@example.net"), spec("\"ada b\"@example.net")] {
                bytes = []
                HeaderText.append("To", (text, address), spelling: address.spelling, to: &bytes)
                let words = HeaderText.mailbox(Mailbox(name: text, address: address))
                #expect(bytes == HeaderText.line("To", words: words), "\(text)")
            }
            bytes = []
            HeaderText.append("Message-ID", word: "<", text, ">", to: &bytes)
            #expect(bytes == HeaderText.line("Message-ID", words: ["<\(text)>"]), "\(text)")
            #expect(HeaderText.encodedWords(text) == encodedWords(text), "\(text)")
        }
    }

    private func encodedWords(_ text: String) -> [String] {
        var chunks: [[UInt8]] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if (chunks.last?.count ?? 40) + bytes.count > 39 { chunks.append([]) }
            chunks[chunks.count - 1] += bytes
        }
        let words = chunks.map { "=?utf-8?B?\(String(decoding: Base64.encode($0), as: UTF8.self))?=" }
        return words.isEmpty ? [""] : words
    }

    @Test(arguments: 1...8)
    func writeTheSameValues(seed: UInt64) {
        for text in QuickWaysTests.texts(seed) {
            let clean = text.withoutControls.unicodeScalars.filter {
                !(0x202A...0x202E ~= $0.value || 0x2066...0x2069 ~= $0.value)
            }
            #expect(Array(text.withoutHiddenControls.utf8) == Array(String(clean).utf8), "\(text)")
            let html = text.unicodeScalars.map { scalar in
                switch scalar {
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                case "\"": "&quot;"
                case "'": "&#39;"
                case "{": "&#123;"
                case "}": "&#125;"
                default: String(scalar)
                }
            }.joined()
            var bytes: [UInt8] = []
            OutputContext.html.write(text, to: &bytes)
            #expect(bytes == Array(html.utf8), "\(text)")
        }
    }

    /// What a glance takes for whole is what the long way completes to the same; in HTML and in text alike.
    @Test(arguments: 1...8)
    func writeTheSameTargets(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "https://", "http://", "mailto:", "HTTPS://", "a", "b-c", ".", "..", "-", "example.org", "@", "/", "?x=1",
            "&", "#y",
            "%20", ":", "8080", "_", "~", "é", " ", "\"", "'", "(", ")", "[", "+", "*", "\\",
        ]
        var whole = 0
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 1...7, using: &generator)).map { number in
                number == 0
                    ? pieces[Int.random(in: 0...4, using: &generator)] : pieces.randomElement(using: &generator) ?? ""
            }.joined()
            var copy = text
            if copy.withUTF8({ LinkTarget.isPlainlyWhole($0) }) {
                whole += 1
                #expect(LinkTarget.completed(text) == text, "\(text)")
            }
            var (html, plain): ([UInt8], [UInt8]) = ([], [])
            OutputContext.linkTarget.write(text, to: &html)
            OutputContext.shownTarget.write(text, to: &plain)
            var escaped: [UInt8] = []
            OutputContext.writeHTML(String(decoding: plain, as: UTF8.self), to: &escaped)
            #expect(html == escaped, "\(text)")
            #expect(plain.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E })
        }
        #expect(whole > 20, "the glance takes some")
    }

    @Test func writesDatesOfAnyYearAndZone() {
        var generator = SeededGenerator(seed: 1)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        for _ in 0..<2000 {
            let milliseconds = Int64.random(in: -70_000_000_000_000...300_000_000_000_000, using: &generator)
            let offset = Int.random(in: -7000...7000, using: &generator)
            let local = milliseconds + Int64(offset) * 60_000
            let number = Int((local - (local % 86_400_000 + 86_400_000) % 86_400_000) / 86_400_000)
            let seconds = Int((local - Int64(number) * 86_400_000) / 1000)
            let (year, month, day) = CivilDate(dayNumber: number).components
            let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((number % 7) + 7) % 7]
            let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
            let zone = "\(offset < 0 ? "-" : "+")\(two(abs(offset) / 60))\(two(abs(offset) % 60))"
            var bytes: [UInt8] = []
            MessageDate.append(Instant(milliseconds: milliseconds), offset: offset, to: &bytes)
            #expect(
                String(decoding: bytes, as: UTF8.self)
                    == "\(weekday), \(day) \(months[month - 1]) \(year) \(time) \(zone)\r\n")
        }
    }
}
