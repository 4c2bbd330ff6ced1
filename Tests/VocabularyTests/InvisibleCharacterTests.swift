import Testing
import Vocabulary

/// What nobody sees: inside an address it makes another one of it, at its edges it is a slip of copying.
@Suite struct InvisibleCharacterTests {
    /// One of each kind, by its number in Unicode.
    static let invisible: [UInt32] = [
        0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x2000, 0x2003, 0x2007,
        0x2009,
        0x200A, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x202F, 0x205F, 0x2060,
        0x2061,
        0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206F, 0x2800, 0x3000, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9,
        0x13441,
        0x16FE4, 0x1BCA0, 0x1D159, 0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xE01EF,
    ]

    private func fault(_ text: String) -> AddressFault? {
        do throws(AddressFault) {
            _ = try AddrSpec(parsing: text)
            return nil
        } catch { return error }
    }

    @Test(arguments: invisible) func insideItMakesAnAddressInvalid(_ number: UInt32) throws {
        let mark = String(try #require(Unicode.Scalar(number)))
        for text in [
            "cleo\(mark)@example.org", "cl\(mark)eo@example.org", "cleo@\(mark)example.org", "cleo@exam\(mark)ple.org",
            "cleo@example\(mark).org", "cleo@bü\(mark)cher.example", "\"cl\(mark)eo\"@example.org",
        ] {
            #expect(fault(text) == .invisibleCharacter, "\(text.debugDescription)")
        }
    }

    @Test(arguments: invisible) func atTheEdgesItIsTrimmed(_ number: UInt32) throws {
        let mark = String(try #require(Unicode.Scalar(number)))
        for text in ["\(mark)dan@example.org", "dan@example.org\(mark)", " \(mark)\(mark) dan@example.org\t\(mark) "] {
            #expect(try AddrSpec(parsing: text).spelling == "dan@example.org", "\(text.debugDescription)")
        }
        #expect(fault(mark) == .empty)
        #expect(mark.isBlank && mark.showsNothing)
    }

    /// A line break or a control character is no slip.
    @Test(arguments: ["\n", "\r", "\0", "\u{7F}", "\u{85}", "\u{9F}", "\u{2028}", "\u{2029}", "\u{1B}"])
    func controlsAreNotTrimmed(_ control: String) {
        #expect(fault("dan@example.org" + control) == .controlCharacter)
        #expect(fault(control + "dan@example.org") == .controlCharacter)
    }

    @Test(arguments: ["\u{E000}", "\u{378}", "\u{FFFFE}", "\u{10FFFD}"])
    func whatHasNoLooksIsNotTrimmed(_ mark: String) {
        #expect(fault("dan@example.org" + mark) == .invisibleCharacter)
    }

    /// Whatever stands within: no character that is default-ignorable, a blank or a format character gets into an address.
    @Test func noneOfAllCharactersSlipsThrough() {
        for number in UInt32(0xA0)...0xE0FFF {
            guard let scalar = Unicode.Scalar(number) else { continue }
            let properties = scalar.properties
            guard
                properties.isDefaultIgnorableCodePoint || properties.isWhitespace
                    || properties.generalCategory == .format
            else { continue }
            #expect(fault("a\(scalar)b@example.org") != nil, "\(String(number, radix: 16))")
            #expect(fault("a@ex\(scalar)b.example.org") != nil, "\(String(number, radix: 16))")
        }
    }

    /// Edges of names: a mark that draws the character before it stays.
    @Test(arguments: [
        ("\u{200B}Anne\u{2060}", "Anne"), ("\u{202A}Anne\u{202C}", "Anne"), ("\u{3164}\u{2003}Anne\u{3000}", "Anne"),
        ("I\u{2764}\u{FE0F}", "I\u{2764}\u{FE0F}"), ("Anne\n", "Anne\n"), ("\u{2800}", ""),
    ]) func namesLoseThemAtTheirEdges(_ text: String, _ expected: String) {
        #expect(Array(text.trimmingBlanks().utf8) == Array(expected.utf8))
    }
}
