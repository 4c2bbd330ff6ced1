import Testing
import Vocabulary

@testable import Letter

@Suite struct LetterFileTests {
    @Test func readsHeadersInAnyOrderAndCase() throws {
        let source =
            "\u{FEFF}subject: A: b\r\nLETTER: a.b_c-1\r\nPurpose: newsletter\r\nLanguage: EN\r\n"
            + "Reply-To: me@example.org\r\nOn-Behalf-Of: Somebody\r\nAttach: a.pdf\r\nAttach: b.pdf\r\n\r\nHello\r\nyou"
        let file = try LetterFile.parse(Array(source.utf8), fileName: "l.md")
        #expect(file.id == "a.b_c-1")
        #expect(file.subject == "A: b")
        #expect(file.language == .english)
        #expect(file.replyTo?.spelling == "me@example.org")
        #expect(file.onBehalfOf == "Somebody")
        #expect(file.attachments.map(\.path) == ["a.pdf", "b.pdf"])
        #expect(file.body == "Hello\nyou")
        #expect(file.bodyLine == 10)
    }

    struct Bad: CustomTestStringConvertible {
        let source: [UInt8]
        let line: Int?
        let says: String
        init(_ source: String, _ line: Int?, _ says: String) { self.init(Array(source.utf8), line, says) }
        init(_ source: [UInt8], _ line: Int?, _ says: String) {
            (self.source, self.line, self.says) = (source, line, says)
        }
        var testDescription: String { says }
    }

    @Test(arguments: [
        Bad("", 1, "begins with its headers"),
        Bad("\nLetter: a\n", 1, "begins with its headers"),
        Bad("Hello, this is no letter\n\nbody", 1, "begins with its headers"),
        Bad("Letter: a\nPurpose: p\nSubject: s", nil, "begins with its headers"),
        Bad("Letter: a\nSubjet: s\n\nx", 2, "did you mean `Subject`"),
        Bad("Letter: a\nPurpose: p\n\nx", nil, "`Subject` is missing"),
        Bad("Purpose: p\nSubject: s\n\nx", nil, "`Letter` is missing"),
        Bad("Letter: a\nPurpose: \nSubject: s\n\nx", 2, "`Purpose` is missing or blank"),
        Bad("Letter: a\nletter: b\nPurpose: p\nSubject: s\n\nx", 2, "stands here twice"),
        Bad("Letter: a\nPurpose: p\nSubject: s\n continued\n\nx", 4, "begins with its headers"),
        Bad("Letter: a/../b\nPurpose: p\nSubject: s\n\nx", 1, "expected letters"),
        Bad("Letter: été\nPurpose: p\nSubject: s\n\nx", 1, "expected letters"),
        Bad("Letter: \(String(repeating: "a", count: 101))\nPurpose: p\nSubject: s\n\nx", 1, "expected letters"),
        Bad("Letter: a\nPurpose: p\nSubject: s\nLanguage: de\n\nx", 4, "expected `fr` or `en`"),
        Bad("Letter: a\nPurpose: p\nSubject: s\nReply-To: me\n\nx", 4, "not an address"),
        Bad("Letter: a\nPurpose: p\nSubject: a\u{1B}b\n\nx", 3, "control character"),
        Bad("Letter: a\nPurpose: p\nSubject: s\n\nx\u{0}", 5, "NUL"),
        Bad([0x4C, 0xFF, 0x0A, 0x0A], nil, "not UTF-8"),
    ])
    func refusesWhatIsNoLetter(_ bad: Bad) {
        let fault = #expect(throws: LetterFault.self) { try LetterFile.parse(bad.source, fileName: "l.md") }
        #expect(fault?.line == bad.line)
        #expect(fault?.problem.en.contains(bad.says) == true, "\(fault?.problem.en ?? "")")
    }

    @Test(arguments: 1...40)
    func noBytesMakeItCrash(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var bytes = Array(
            letter("Bonjour {{first_name}}{{#company}}, {{company}}{{/company}} *[x]({{unsubscribe}})*\n").utf8)
        let palette = Array("{}#/^!&>|=\n\r <\"'`*_[]()-:\u{1F600}é\0".utf8)
        for _ in 0..<12 {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(palette.randomElement(using: &generator) ?? 0, at: place)
            default: bytes[place] = palette.randomElement(using: &generator) ?? 0
            }
        }
        guard let file = try? LetterFile.parse(bytes, fileName: "l.md") else { return }
        _ = try compile(String(decoding: bytes, as: UTF8.self), fileName: file.fileName)
    }
}
