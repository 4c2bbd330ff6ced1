private import Foundation

/// The IdentifierClass of PRECIS (RFC 8264 §4.2, §8), which characters outside ASCII of a local part are held to: letters and
/// digits as people write them, and no symbols, pictures or look-alikes made for compatibility.
///
/// Joiners are left out, which the class allows between some letters: nobody sees them.
enum IdentifierClass {
    /// The first character of a text that has no place in it; ASCII is passed over. Nil where all have.
    static func firstDisallowed(in text: String) -> Unicode.Scalar? {
        // Nearly every address is ASCII.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() where scalar.value >= 0x80 {
            guard isAllowed(scalar) ?? isInItsContext(index, scalars) else { return scalar }
        }
        return nil
    }

    /// Nil where it depends on what stands beside it (CONTEXTO). In the order of RFC 8264 §8.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool? {
        switch scalar.value {
        // Exceptions (RFC 5892 §2.6).
        case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
        case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9: return nil
        case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
        // Old Hangul jamo (RFC 8264 §9.9): the conjoining letters, not the syllables.
        case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark,
            .spacingMark:
            return !scalar.isInvisible && !hasCompatibilityForm(scalar)
        default: return false
        }
    }

    /// True where the character stands for others (RFC 8264 §9.17): full-width letters, ligatures, `K` for kelvin.
    private static func hasCompatibilityForm(_ scalar: Unicode.Scalar) -> Bool {
        // The accented letters of Western Europe stand for themselves.
        if 0xC0...0x131 ~= scalar.value { return false }
        return !String(scalar).precomposedStringWithCompatibilityMapping.unicodeScalars.elementsEqual([scalar])
    }

    /// The rules for characters that are allowed in some places only (RFC 5892, appendix A.3 to A.9).
    private static func isInItsContext(_ index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        let before = index > 0 ? scalars[index - 1] : nil
        let after = index + 1 < scalars.count ? scalars[index + 1] : nil
        switch scalars[index].value {
        case 0xB7: return before == "l" && after == "l"
        case 0x375: return after.map { isGreek($0.value) } ?? false
        case 0x5F3, 0x5F4: return before.map { isHebrew($0.value) } ?? false
        case 0x30FB: return scalars.contains { $0.value != 0x30FB && isJapanese($0.value) }
        case 0x660...0x669: return !scalars.contains { 0x6F0...0x6F9 ~= $0.value }
        case 0x6F0...0x6F9: return !scalars.contains { 0x660...0x669 ~= $0.value }
        default: return false
        }
    }

    private static func isGreek(_ value: UInt32) -> Bool {
        switch value {
        case 0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F, 0x384, 0x386, 0x388...0x3E1, 0x3F0...0x3FF,
            0x1D26...0x1D2A, 0x1F00...0x1FFE, 0x2126:
            true
        default: false
        }
    }

    private static func isHebrew(_ value: UInt32) -> Bool {
        switch value {
        case 0x591...0x5C7, 0x5D0...0x5EA, 0x5EF...0x5F4, 0xFB1D...0xFB4F: true
        default: false
        }
    }

    /// Hiragana, Katakana or Han.
    private static func isJapanese(_ value: UInt32) -> Bool {
        switch value {
        case 0x2E80...0x2FD5, 0x3005, 0x3007, 0x3021...0x3029, 0x3038...0x303B, 0x3041...0x3096, 0x309D...0x309F,
            0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAD9,
            0x1B000...0x1B167, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
