import Vocabulary

/// The encodings of one octet a character that spreadsheets of Western Europe write: Windows-1252, MacRoman ("CSV
/// (Macintosh)") and CP850 ("CSV (MS-DOS)"). None of them says so in the file.
///
/// They are told by what they would make of the text: `AndrŽ` has a capital behind a small letter, `gar‡on` a
/// dagger within a word. Where two of them make words of it, the file's other rows decide, and Windows-1252 after them.
enum LegacyEncoding: Int, CaseIterable {
    case windows1252, macRoman, cp850

    /// The octets as UTF-8.
    func utf8(_ octets: some Sequence<UInt8>) -> [UInt8] {
        let octets = Array(octets)
        if self == .windows1252 { return Windows1252.utf8(octets) }
        var text = String.UnicodeScalarView()
        for octet in octets { text.append(scalar(octet)) }
        return Array(String(text).utf8)
    }

    /// How many octets beyond ASCII this encoding would turn into something that does not stand there in any word.
    func oddities(in line: [UInt8]) -> Int {
        let kinds = LegacyEncoding.kinds[rawValue]
        var count = 0
        for index in line.indices where line[index] >= 0x80 {
            let before = index > 0 ? kinds[Int(line[index - 1])] : .other
            let after = index + 1 < line.count ? kinds[Int(line[index + 1])] : .other
            if kinds[Int(line[index])].isOdd(between: before, and: after) { count += 1 }
        }
        return count
    }

    private func scalar(_ octet: UInt8) -> Unicode.Scalar {
        octet < 0x80 ? Unicode.Scalar(octet) : LegacyEncoding.high[rawValue][Int(octet) - 0x80]
    }

    /// What a character is to the words around it.
    private enum Kind {
        case capital, small
        /// Another letter: ordinal indicators.
        case letter
        /// No character at all, a piece of a frame, a letter of another script.
        case stranger
        /// An accent that stands alone, mathematics.
        case loner
        /// A quote that stands before a word, not behind it.
        case opening
        /// What may stand between two words.
        case joining
        case other

        var isLetter: Bool { self == .capital || self == .small || self == .letter }

        init(_ scalar: Unicode.Scalar) {
            switch scalar {
            case "\u{80}"..."\u{9F}", "\u{F8FF}", "\u{2500}"..."\u{25A0}": self = .stranger
            case "ƒ", "ı", "ﬁ", "ﬂ", "Ω", "π": self = .stranger
            case "ˆ", "˜", "¨", "¯", "´", "¸", "˘", "˙", "˚", "˝", "˛", "ˇ", "‗": self = .loner
            case "≠", "∞", "≤", "≥", "∂", "∑", "∏", "∫", "√", "≈", "∆", "◊", "⁄": self = .loner
            case "‚", "„", "“", "‘", "«", "‹", "¿", "¡": self = .opening
            case "’", "–", "—", "…", "·", "\u{A0}", "\u{AD}": self = .joining
            case "ª", "º": self = .letter
            case _ where scalar.properties.isUppercase: self = .capital
            case _ where scalar.properties.isLowercase: self = .small
            default: self = .other
            }
        }

        func isOdd(between before: Kind, and after: Kind) -> Bool {
            switch self {
            case .stranger: true
            case .loner: before.isLetter || after.isLetter
            case .opening: before.isLetter
            case .joining: false
            case .capital: before == .small || (before == .capital && after == .small)
            case .small: before == .capital && after == .capital
            case .letter, .other: before.isLetter && after.isLetter
            }
        }
    }

    private static let kinds: [[Kind]] = allCases.map { encoding in
        (0...0xFF).map { Kind(encoding.scalar(UInt8($0))) }
    }

    /// The characters of the octets from 0x80 on.
    private static let high: [[Unicode.Scalar]] = [
        (0x80...0xFF).map { octet in
            String(decoding: Windows1252.utf8([UInt8(octet)]), as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
        },
        Array(
            ("ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
                + "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ").unicodeScalars),
        Array(
            ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
                + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}").unicodeScalars),
    ]
}
