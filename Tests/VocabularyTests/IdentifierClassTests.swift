import Testing
import Vocabulary

/// The local part outside ASCII: letters and digits as people write them (RFC 8264, IdentifierClass). The expected values are
/// those of an implementation of its own, the Python package `precis-i18n`.
@Suite struct IdentifierClassTests {
    @Test(arguments: [
        "hélène", "HÉLÈNE", "he\u{301}le\u{300}ne", "straße", "σίσυφος", "Дмитрий", "陽子", "김철수", "たろう", "\u{3007}",
        "ñandú",
        "अनिल", "สมชาย", "አበበ", "l\u{B7}l", "\u{375}β", "א\u{5F3}", "צה\u{5F4}ל", "タ\u{30FB}ロ", "太\u{30FB}郎", "٣٤", "۳۴",
        "a+é",
        "é.è", "\"é è\"", "İş", "œuvre", "\u{6FD}", "\u{F0B}",
    ]) func lettersAndDigitsAreAllowed(_ local: String) throws {
        #expect(try AddrSpec(parsing: local + "@example.org").needsSMTPUTF8)
    }

    /// By its number, as an editor might compose it: a character that has no place, with what stands around it.
    @Test(arguments: [
        ("test", 0xA9, ""), ("", 0xAE, "é"), ("é", 0x2122, ""), ("", 0x2603, ""), ("ada", 0x1F600, ""),
        ("", 0x2460, ""),
        ("", 0xBD, ""), ("", 0xB2, ""), ("", 0xAA, ""), ("", 0xB5, ""), ("", 0xFB01, "ona"), ("", 0xFF41, "da"),
        ("", 0xFF71, ""),
        ("", 0x212A, ""), ("", 0x212B, ""), ("", 0x133, ""), ("", 0x140, ""), ("", 0x17F, ""), ("", 0x149, ""),
        ("", 0x1C6, ""),
        ("", 0x1C5, ""), ("", 0x3D0, ""), ("", 0x2177, ""), ("", 0x20AC, ""), ("a", 0x2013, "b"), ("d", 0x2019, "arc"),
        ("", 0xAB, "ada"), ("a", 0xB7, "b"), ("l", 0xB7, ""), ("", 0xB7, "l"), ("", 0x375, ""), ("", 0x375, "b"),
        ("", 0x5F3, "א"),
        ("a", 0x5F3, ""), ("a", 0x5F4, "ב"), ("", 0x30FB, ""), ("a", 0x30FB, "b"), ("", 0x663, "۳"), ("", 0x6F3, "٣"),
        ("", 0x640, ""),
        ("", 0x7FA, ""), ("", 0x302E, ""), ("", 0x3031, ""), ("", 0x303B, ""), ("", 0x1100, ""), ("", 0x1161, ""),
        ("", 0xA960, ""),
        ("", 0xD7B0, ""), ("a", 0x20DD, ""), ("", 0x1D49C, ""), ("", 0x958, ""), ("a", 0x340, ""), ("a", 0x344, ""),
        ("", 0xA7, ""),
        ("", 0xD7, ""), ("", 0xF7, ""), ("", 0xA1, ""), ("", 0xFFFC, ""), ("", 0xF900, ""),
    ]) func symbolsAndLookAlikesAreNot(_ before: String, _ number: UInt32, _ after: String) throws {
        let scalar = String(try #require(Unicode.Scalar(number)))
        let local = before + scalar + after
        #expect(throws: AddressFault.disallowedCharacter(scalar)) { try AddrSpec(parsing: local + "@example.org") }
        #expect(throws: AddressFault.disallowedCharacter(scalar)) { try AddrSpec(parsing: "\"\(local)\"@example.org") }
    }
}
