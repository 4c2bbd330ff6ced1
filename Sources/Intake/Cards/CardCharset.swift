import Vocabulary

/// How the octets of a card's value become characters: by the charset that is declared, and by no other.
///
/// What the declared one cannot read becomes U+FFFD, and so lacks: read anew in another encoding, it would be somebody else's
/// name.
enum CardCharset: Equatable {
    case utf8
    /// ISO-8859-1, which is read as Windows-1252 (WHATWG Encoding §4.2).
    case western
    case latin9
    /// One that is not known here, of those that write ASCII as ASCII does.
    case asciiAlone
    /// One in which no octet can be told without knowing it: UTF-7, UTF-16, ISO-2022.
    case unknown
    /// None is declared: UTF-8 where the octets are, else Windows-1252, unless it is UTF-8 that broke.
    case undeclared

    /// By the value of CHARSET, lower-cased.
    init(_ name: String) {
        let name = name.filter { $0 != "-" && $0 != "_" && $0 != " " && $0 != ":" }
        switch name {
        case "": self = .undeclared
        case "utf8", "unicode11utf8", "csutf8": self = .utf8
        case "iso88591", "iso885911987", "latin1", "l1", "windows1252", "cp1252", "ansi", "xansi", "csisolatin1":
            self = .western
        case "iso885915", "latin9", "l9": self = .latin9
        default:
            let isShifting = ["utf", "ucs", "iso2022", "hz", "unicode", "ebcdic"].contains { name.hasPrefix($0) }
            self = isShifting ? .unknown : .asciiAlone
        }
    }

    func text(_ bytes: [UInt8]) -> String {
        switch self {
        case .utf8: CardCharset.decoded(bytes)
        case .western: CardCharset.decoded(Windows1252.utf8(bytes))
        case .latin9: CardCharset.latin9(bytes)
        case .asciiAlone:
            String(String.UnicodeScalarView(bytes.map { $0 < 0x80 && $0 > 0 ? Unicode.Scalar($0) : "\u{FFFD}" }))
        case .unknown: bytes.allSatisfy(CardCharset.isBlank) ? "" : "\u{FFFD}"
        case .undeclared: CardCharset.guessed(bytes)
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x3B }

    private static func decoded(_ bytes: [UInt8]) -> String {
        String(decoding: NULs.replaced(in: bytes), as: UTF8.self)
    }

    /// Windows-1252 never has what a character of UTF-8 beyond ASCII looks like, but by rare chance: where one is whole, the others
    /// are broken ones.
    private static func guessed(_ bytes: [UInt8]) -> String {
        let text = decoded(bytes)
        guard text.unicodeScalars.contains("\u{FFFD}") else { return text }
        let hasWhole = text.unicodeScalars.contains { $0.value >= 0x80 && $0 != "\u{FFFD}" }
        return hasWhole ? text : decoded(Windows1252.utf8(bytes))
    }

    /// ISO-8859-15 has eight characters of its own.
    private static func latin9(_ bytes: [UInt8]) -> String {
        let own: [UInt8: Unicode.Scalar] = [
            0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ", 0: "\u{FFFD}",
        ]
        return String(String.UnicodeScalarView(bytes.map { own[$0] ?? Unicode.Scalar($0) }))
    }
}
