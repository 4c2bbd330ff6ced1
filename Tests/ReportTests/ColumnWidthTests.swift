import Report
import Testing

/// Widths on a terminal, by character as a reader counts them.
struct ColumnWidthTests {
    @Test(arguments: [
        ("", 0), ("Ada", 3), ("Noémie", 6), ("Noe\u{301}mie", 6), ("李伟", 4), ("東京", 4), ("한국", 4), ("ｶﾅ", 2), ("ＡＢ", 4),
        ("👩‍👩‍👧‍👦", 2), ("🇫🇷", 2), ("🇫🇷🇩🇪", 4), ("👋🏽", 2), ("☝🏽", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("©", 1), ("©️", 2), ("✓", 1),
        ("a\u{200D}", 1), ("\u{200B}", 0), ("\u{301}", 0), ("é", 1), ("…", 1), ("█", 1), ("مرحبا", 5), ("สวัสดี", 4),
        ("\u{7F}", 0), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("\u{A0}\u{202F}", 2), ("（）", 4), ("𝒜", 1), ("𠮷", 2), ("〈", 2),
    ])
    func widths(_ text: String, _ width: Int) {
        #expect(columnWidth(text) == width)
        #expect(columnWidth("a" + text + "z") == width + 2 || text.unicodeScalars.first?.value == 0x301)
    }

    @Test(arguments: [
        ("Ada", 5, "Ada  "), ("Ada", 3, "Ada"), ("Lovelace", 4, "Lov…"), ("李伟李", 4, "李… "), ("李伟李", 5, "李伟…"),
        ("👩‍👩‍👧‍👦👋🏽🇫🇷", 5, "👩‍👩‍👧‍👦👋🏽…"), ("👩‍👩‍👧‍👦👋🏽🇫🇷", 4, "👩‍👩‍👧‍👦… "), ("ab", 1, "…"), ("ab", 0, ""), ("Noe\u{301}mie", 4, "Noe\u{301}…"),
    ])
    func cuts(_ text: String, _ width: Int, _ expected: String) {
        #expect(fitted(text, width) == expected)
        #expect(columnWidth(fitted(text, width)) == width)
    }

    /// Whatever is cut, a character is there whole or not at all, and the width is kept.
    @Test(arguments: 0..<200) func nothingIsCutWithin(_ seed: Int) {
        let characters: [Character] = ["a", "é", "李", "👩‍👩‍👧‍👦", "🇫🇷", "👋🏽", "e\u{301}", " ", "❤️", "ｶ", "한", "1️⃣"]
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let text = String((0..<next(30)).map { _ in characters[next(characters.count)] })
        let width = 1 + next(20)
        let result = fitted(text, width)
        #expect(columnWidth(result) == width)
        let kept = result.prefix { $0 != "…" }
        #expect(text.starts(with: kept) || result.hasPrefix(text))
        for line in wrapped(text, width) {
            #expect(columnWidth(line) <= max(width, 2))
        }
        #expect(wrapped(text, width).joined().filter { $0 != " " } == text.filter { $0 != " " })
    }

    @Test(arguments: [
        ("fits as it is,  with  its blanks", 40, "fits as it is,  with  its blanks"),
        ("one two three\n\nfour", 8, "one two\nthree\n\nfour"),
        // Under where the words begin, after a sign or in a list.
        ("✓ one two three", 9, "✓ one two\n  three"), ("  one two three", 11, "  one two\n    three"),
        ("\u{1B}[32m✓\u{1B}[0m one two three", 9, "\u{1B}[32m✓\u{1B}[0m one two\n  three"),
        ("a one two", 7, "a one\ntwo"),
        ("  1. one two three", 12, "  1. one two\n     three"),
        // What is longer than a line can still be copied; a question keeps its blank.
        ("in /a/very/long/path of it", 8, "in\n/a/very/long/path\nof it"), ("one two three? ", 8, "one two\nthree? "),
        // No-break spaces hold, and colours take no room.
        ("one two\u{A0}: three", 8, "one\ntwo\u{A0}:\nthree"),
        ("\u{1B}[31mone two\u{1B}[0m", 7, "\u{1B}[31mone two\u{1B}[0m"),
        ("\u{1B}[31mportillon:\u{1B}[0m one two", 14, "\u{1B}[31mportillon:\u{1B}[0m one\ntwo"),
        ("李伟 李伟", 8, "李伟\n李伟"),
    ])
    func longLinesAreFolded(_ text: String, _ width: Int, _ expected: String) {
        #expect(folded(text, width, hanging: 2) == expected)
    }

    @Test(arguments: [
        ("Ada", "Ada"), ("a\u{1B}[31mb", "a\u{FFFD}[31mb"), ("a\nb", "a\u{FFFD}b"), ("a\u{9B}b", "a\u{FFFD}b"),
        ("a\u{202E}b", "a\u{FFFD}b"), ("a\u{2066}b", "a\u{FFFD}b"), ("a\u{200F}b", "a\u{FFFD}b"),
        ("a\u{61C}b", "a\u{FFFD}b"),
        ("a\u{2028}b", "a\u{FFFD}b"), ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"), ("نگ\u{200C}ار", "نگ\u{200C}ار"),
    ])
    func whatATerminalObeysIsReplaced(_ text: String, _ expected: String) {
        #expect(printable(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test func tables() {
        let style = Style(isColoured: false)
        var table = TextTable(
            [.text("name", least: 6), .number("count"), .text("why", least: 5)], width: 28, style: style)
        let lines = table.lines([
            ["Ada Lovelace", "7", "card, 4 March 2026"], ["李伟 👩‍👩‍👧‍👦", "1,234", "—"], ["", "12", "\u{1B}[0m"],
        ])
        #expect(
            lines == [
                "name          count  why", "Ada Lovelace      7  card, …", "李伟 👩‍👩‍👧‍👦       1,234  —",
                "                 12  \u{FFFD}[0m",
            ])
        // A later batch has no heads, and the same columns.
        #expect(table.lines([["Somebody with a long name", "3", "x"]]) == ["Somebody wi…      3  x"])
        #expect(lines.allSatisfy { columnWidth($0) <= 28 })
        var whole = TextTable([.text("name", least: 2), .text("why", least: 2)], width: nil, style: style)
        #expect(whole.lines([["Ada", .init(String(repeating: "x", count: 300))]])[1].count == 305 + 1)
    }
}
