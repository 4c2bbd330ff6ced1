import Testing
import Vocabulary

@testable import Letter

/// The header block.
@Suite struct LetterFileTests {
    private func parse(_ text: String, _ name: String = "letter.md") throws(LetterFault) -> LetterFile {
        try LetterFile.parse(Array(text.utf8), fileName: name)
    }

    @Test func readsEveryHeader() throws {
        let file = try parse(
            """
            letter: autumn-2026
            PURPOSE: newsletter
            Subject:   Bonjour : {{first_name}}
            Layout: plain
            Attach: a.pdf
            attach: b/c.pdf
            Language: EN
            Reply-To: zoe+replies@example.org
            On-Behalf-Of: Somebody else

            The text.

            More.
            """)
        #expect(file.id == "autumn-2026")
        #expect(file.purpose == "newsletter")
        #expect(file.subject == "Bonjour : {{first_name}}")
        #expect(file.subjectLine == 3)
        #expect(file.subjectColumn == 12)
        #expect(file.layout == "plain")
        #expect(file.layoutLine == 4)
        #expect(file.attachments.map(\.path) == ["a.pdf", "b/c.pdf"])
        #expect(file.attachments.map(\.line) == [5, 6])
        #expect(file.language == .english)
        #expect(file.replyTo == (try AddrSpec(parsing: "zoe+replies@example.org")))
        #expect(file.onBehalfOf == "Somebody else")
        #expect(file.body == "The text.\n\nMore.")
        #expect(file.bodyLine == 11)
        #expect(file.kind == .markdown)
    }

    @Test(arguments: ["letter.html", "LETTER.HTML"])
    func knowsHTML(_ name: String) throws {
        #expect(try parse("Letter: a\nPurpose: b\nSubject: c\n\nx", name).kind == .html)
    }

    @Test(arguments: [
        "\u{FEFF}Letter: a\nPurpose: b\nSubject: c\n\nx\ny", "Letter: a\r\nPurpose: b\r\nSubject: c\r\n\r\nx\r\ny",
        "Letter: a\rPurpose: b\rSubject: c\r\rx\ry", "Letter: a\nPurpose: b\nSubject: c\n \t\nx\ny",
        "Letter:a\nPurpose:\tb\nSubject :c \n\nx\ny", "Letter: a\nPurpose: b\nSubject: c\nLayout:\nLanguage: \n\nx\ny",
    ])
    func takesOtherFormsOfTheSame(_ text: String) throws {
        let file = try parse(text)
        #expect([file.id, file.purpose, file.subject, file.body] == ["a", "b", "c", "x\ny"])
        #expect(file.layout == nil)
        #expect(file.language == nil)
    }

    @Test func takesALetterWithoutText() throws {
        #expect(try parse("Letter: a\nPurpose: b\nSubject: c\n").body.isEmpty)
    }

    struct Case: CustomTestStringConvertible {
        let text: String
        let line: Int?
        let problem: String

        init(_ text: String, _ line: Int?, _ problem: String) {
            (self.text, self.line, self.problem) = (text, line, problem)
        }

        var testDescription: String { text.debugDescription }
    }

    @Test(arguments: [
        Case("", 1, "begins with its headers"), Case("\nLetter: a", 1, "begins with its headers"),
        Case("# Bonjour\n\ntext", 1, "begins with its headers"),
        Case("Letter: a\nno colon\n\n", 2, "begins with its headers"),
        Case("Letter: a\n folded\n\n", 2, "begins with its headers"),
        Case("Letter: a\nPurpose: b\nSubject: c", nil, "begins with its headers"),
        Case("Letter: a\nSubjet: c\n\n", 2, "unknown header `Subjet`; did you mean `Subject`?"),
        Case("Bcc: x@example.org\n\n", 1, "unknown header `Bcc`"), Case(": x\n\n", 1, "unknown header ``"),
        Case("Letter: a\nletter: b\n\n", 2, "stands here twice"),
        Case("Letter: a\nSubject: b\nSUBJECT: c\n\n", 3, "the header `Subject` stands here twice"),
        Case("Purpose: b\nSubject: c\n\n", nil, "the header `Letter` is missing"),
        Case("Letter: a\nSubject: c\n\n", nil, "the header `Purpose` is missing"),
        Case("Letter: a\nPurpose: b\n\n", nil, "the header `Subject` is missing"),
        Case("Letter: a\nPurpose: \nSubject: c\n\n", 2, "the header `Purpose` is missing or blank"),
        Case("Letter: a\nPurpose: b\nSubject: \u{A0}\n\n", 3, "the header `Subject` is missing or blank"),
        Case("Letter: a b\nPurpose: b\nSubject: c\n\n", 1, "`Letter: a b`"),
        Case("Letter: été\nPurpose: b\nSubject: c\n\n", 1, "`Letter: été`"),
        Case("Letter: ../x\nPurpose: b\nSubject: c\n\n", 1, "`Letter: ../x`"),
        Case("Letter: -x\nPurpose: b\nSubject: c\n\n", 1, "`Letter: -x`"),
        Case("Letter: \(String(repeating: "x", count: 101))\nPurpose: b\nSubject: c\n\n", 1, "at most 100"),
        Case("Letter: a\nPurpose: b\nSubject: c\nLanguage: de\n\n", 4, "expected `fr` or `en`"),
        Case("Letter: a\nPurpose: b\nSubject: c\nReply-To: zoe\n\n", 4, "`Reply-To` is not an address"),
        Case("Letter: a\nPurpose: b\nSubject: c\nReply-To: a@example.org, b@example.org\n\n", 4, "`Reply-To` is not"),
        Case("Letter: a\nPurpose: b\nSubject: c\u{7}d\n\n", 3, "`Subject` holds a control character"),
        Case("Letter: a\nPurpose: b\u{1B}\nSubject: c\n\n", 2, "`Purpose` holds a control character"),
        Case("Letter: a\nPurpose: b\nSubject: c\n\nx\n\ny\u{0}z", 7, "the letter holds a NUL"),
        Case("Letter: a\r\nPurpose: b\rSubject: c\u{0}\n\n", 3, "the letter holds a NUL"),
    ])
    func refusesWhatIsNoLetter(_ example: Case) {
        let fault = #expect(throws: LetterFault.self) { try parse(example.text) }
        #expect(fault?.line == example.line)
        #expect(fault?.problem.en.contains(example.problem) == true, "\(fault?.problem.en ?? "")")
        #expect(fault?.problem.fr != fault?.problem.en)
    }

    @Test(arguments: [[0xC3, 0x28], [0xFF, 0xFE, 0x4C, 0x00], [0xE9], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func refusesWhatIsNotUTF8(_ bytes: [UInt8]) {
        let fault = #expect(throws: LetterFault.self) {
            try LetterFile.parse(Array("Letter: ".utf8) + bytes, fileName: "letter.md")
        }
        #expect(fault?.problem.en.contains("not UTF-8") == true)
    }

    @Test func takesManyAttachments() throws {
        let many = String(repeating: "Attach: a.pdf\n", count: 20_000)
        #expect(try parse("Letter: a\nPurpose: b\nSubject: c\n\(many)\nx").attachments.count == 20_000)
    }
}
