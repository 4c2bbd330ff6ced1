/// A row that is no UTF-8 as a whole and holds characters of it all the same: lines that were put together from two tables,
/// or mended by a program that writes another encoding.
///
/// Windows-1252 has hardly any word whose octets are by chance a character of UTF-8; MacRoman has some (`L’été`).
struct MixedRow {
    /// The row with an ASCII letter, or a blank, for each character of UTF-8: what is left is the other encoding's.
    private(set) var strays: [UInt8] = []
    /// True where the characters of UTF-8 are Latin letters and punctuation, which do not come about by chance.
    private(set) var isLatin = true
    /// The row in its order: characters of UTF-8, and what stands between them.
    private var pieces: [(isUTF8: Bool, octets: ArraySlice<UInt8>)] = []

    /// Nil where the bytes hold no character of UTF-8 beyond ASCII.
    init?(_ bytes: [UInt8]) {
        var (index, start) = (0, 0)
        while index < bytes.count {
            guard let (scalar, length) = MixedRow.character(in: bytes, at: index) else {
                strays.append(bytes[index])
                index += 1
                continue
            }
            pieces.append((false, bytes[start..<index]))
            pieces.append((true, bytes[index..<(index + length)]))
            let kind = scalar.properties
            strays.append(kind.isUppercase ? 0x41 : kind.isAlphabetic ? 0x61 : 0x20)
            if !(0xA0..<0x180 ~= scalar.value || 0x2010..<0x20D0 ~= scalar.value) { isLatin = false }
            index += length
            start = index
        }
        if pieces.isEmpty { return nil }
        pieces.append((false, bytes[start...]))
    }

    /// As UTF-8, with the octets that are none read in `encoding`.
    func utf8(_ encoding: LegacyEncoding) -> [UInt8] {
        var text: [UInt8] = []
        for piece in pieces { text += piece.isUTF8 ? Array(piece.octets) : encoding.utf8(piece.octets) }
        return text
    }

    /// The character of several octets that begins at `index`; nil where none does (RFC 3629 §4).
    private static func character(in bytes: [UInt8], at index: Int) -> (Unicode.Scalar, length: Int)? {
        let length =
            switch bytes[index] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 0
            }
        guard length > 0, index + length <= bytes.count else { return nil }
        let octets = Array(bytes[index..<(index + length)])
        var validity = UTF8Validity()
        validity.take(octets)
        guard validity.isWhole, let scalar = String(decoding: octets, as: UTF8.self).unicodeScalars.first else {
            return nil
        }
        return (scalar, length)
    }
}
