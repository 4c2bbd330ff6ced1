import Testing

@testable import Letter

/// A letter held against what was frozen of it.
struct LetterContentTests {
    private static let source = "Letter: a\n\n--- x 3\nabc"

    private func content(
        _ source: String = source, layout: String? = "<p>", text: String? = nil, file: [UInt8]? = [1, 2, 0x0A, 3]
    ) -> LetterContent {
        var content = LetterContent(letter: Array(source.utf8))
        if let layout { content.append("l.html", text: Array(layout.utf8)) }
        if let text { content.append("l.txt", text: Array(text.utf8)) }
        if let file { content.append(file: "a b.pdf", file) }
        return content
    }

    private func told(_ changes: LetterContent.Changes) -> [String] {
        (changes.isLetterChanged ? ["letter"] : []) + changes.missing.map { "-" + $0 }
            + changes.changed.map { "~" + $0 }
    }

    @Test func namesWhatIsDifferent() {
        let frozen = content(text: "t")
        func changes(_ now: LetterContent) -> [String] { told(now.changes(since: frozen.bytes, textName: "a.txt")) }
        #expect(changes(frozen) == [])
        #expect(changes(content(Self.source + "!", text: "t")).first == "letter")
        #expect(changes(content()) == ["-Templates/l.txt"])
        #expect(changes(content(layout: nil, text: "t", file: nil)) == ["-Templates/l.html", "-a b.pdf"])
        #expect(changes(content(layout: "<b>", text: "t", file: [1])) == ["~Templates/l.html", "~a b.pdf"])
        #expect(told(frozen.changes(since: content().bytes, textName: "a.txt")) == ["~Templates/l.txt"])
        // Line ends are no change of a text, and one of a file.
        #expect(changes(content(Self.source.replacing("\n", with: "\r\n"), layout: "\u{FEFF}<p>", text: "t")) == [])
        #expect(changes(content(text: "t", file: [1, 2, 0x0D, 0x0A, 3])) == ["~a b.pdf"])
    }

    @Test func aLetterAlone() {
        let alone = LetterContent(letter: Array(Self.source.utf8))
        #expect(told(alone.changes(since: alone.bytes, textName: "")) == [])
        #expect(told(alone.changes(since: [], textName: "")) == ["letter"])
    }

    @Test func theTextBesideIt() {
        var content = LetterContent(letter: [0x61])
        content.append(LetterContent.sibling, text: [0x62])
        #expect(told(LetterContent(letter: [0x61]).changes(since: content.bytes, textName: "p.txt")) == ["-p.txt"])
    }
}
