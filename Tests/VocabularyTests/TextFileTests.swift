import Testing
import Vocabulary

/// Text files as editors of all systems leave them.
struct TextFileTests {
    @Test(arguments: [
        ("a\nb\n", "a\nb\n"), ("a\r\nb\r\n", "a\nb\n"), ("a\rb\r", "a\nb\n"), ("a\r\r\nb\n\r", "a\n\nb\n\n"),
        ("\u{FEFF}a", "a"), ("\u{FEFF}\u{FEFF}a\u{FEFF}b\u{FEFF}", "ab"), ("\u{FEFF}", ""), ("", ""),
        ("é\u{2028}", "é\u{2028}"),
    ])
    func settles(_ written: String, _ expected: String) throws {
        #expect(try TextFile.text(Array(written.utf8)).isSpelled(expected))
    }

    @Test(
        arguments: [
            ([0x61, 0xE9], .notUTF8(line: 1)), ([0x61, 0x0D, 0x0A, 0x0D, 0xE9, 0x0A], .notUTF8(line: 3)),
            ([0xEF, 0xBB, 0xBF, 0xC3, 0x0A, 0xA9], .notUTF8(line: 1)), ([0x61, 0x0A, 0x62, 0xC3], .notUTF8(line: 2)),
            ([0xED, 0xA0, 0x80], .notUTF8(line: 1)), ([0xFF, 0xFE, 0x61, 0x00], .utf16),
            ([0xFE, 0xFF, 0x00, 0x61], .utf16),
            ([0x61, 0x00, 0x62, 0x00, 0x0A, 0x00], .utf16), ([0x00, 0x61, 0x00, 0x62], .utf16),
            ([0x61, 0x62, 0x0A, 0x00, 0x63], .nul(line: 2)), ([0x00, 0x00, 0x00, 0x00], .nul(line: 1)),
        ] as [([UInt8], TextFile.Fault)])
    func refuses(_ bytes: [UInt8], _ fault: TextFile.Fault) {
        #expect(throws: fault) { try TextFile.text(bytes) }
    }

    /// An `é` of one scalar and one of two are equal, and are spelled in two ways.
    @Test func tellsFormsApart() {
        let (composed, apart) = ("caf\u{E9}", "cafe\u{301}")
        #expect(composed == apart && !composed.isSpelled(apart))
        #expect(apart.composed.isSpelled(composed) && composed.composed.isSpelled(composed))
    }
}
