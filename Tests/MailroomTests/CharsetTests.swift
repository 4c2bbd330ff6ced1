import Mailroom
import Testing

@Suite struct CharsetTests {
    static let cases: [(charset: String, octets: [UInt8], text: String)] = [
        ("utf-8", [0xC3, 0xA9, 0xFF, 0xE2, 0x82], "é\u{FFFD}\u{FFFD}"),
        ("\"UTF8\"", [0xEF, 0xBB, 0xBF, 0x61], "a"),
        ("UFT-8", [0xC3, 0xA9], "é"),
        ("iso-8859-1", [0xE9, 0x80, 0x92], "é€’"),
        ("ISO8859-15", [0xA4, 0xBD], "€œ"),
        ("windows-1251", [0xCF, 0xF0], "Пр"),
        ("us-ascii", [0xC3, 0xA9], "é"),
        ("us-ascii", [0xE9], "é"),
        ("", [0xE9, 0x20, 0xC3, 0xA9], "\u{FFFD} é"),
        ("nobody-knows", [0xE9], "é"),
        ("//TRANSLIT", [0xE9], "é"),
        ("ISO-2022-CN-EXT", [0x61], "a"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42, 0x61], "日a"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0xFF, 0xFF, 0x46, 0x7C], "日\u{FFFD}\u{FFFD}日"),
        ("Shift_JIS", [0x93, 0xFA, 0x93], "日\u{FFFD}"),
        ("unicode-1-1-utf-7", Array("+ZeU-a".utf8), "日a"),
        ("utf-16", [0xFE, 0xFF, 0x65, 0xE5, 0x00, 0x61], "日a"),
        ("utf-16le", [0xE5, 0x65, 0x00, 0xD8, 0x61, 0x00], "日\u{FFFD}a"),
        ("ks_c_5601-1987", [0xC7, 0xD1], "한"),
        ("big5", [0xA4, 0xA4], "中"),
        ("windows-1258", [0x61, 0xCC], "à"),
        ("utf-8 (Unicode)", [0xC3, 0xA9], "é"),
    ]

    @Test(arguments: cases.indices) func octetsBecomeCharacters(_ index: Int) {
        let (charset, octets, text) = CharsetTests.cases[index]
        let found = Charset(charset).text(octets[...])
        // Vietnamese comes with its accents joined or not, which are the same text.
        #expect(found == text, "\(charset)")
    }
}
