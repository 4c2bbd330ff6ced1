/// The encoding in which a row was read.
enum RowEncoding: Int, CaseIterable {
    case utf8, utf16LittleEndian, utf16BigEndian, windows1252, macRoman, cp850

    init(_ encoding: LegacyEncoding) {
        switch encoding {
        case .windows1252: self = .windows1252
        case .macRoman: self = .macRoman
        case .cp850: self = .cp850
        }
    }

    /// Its name in IANA's registry of character sets.
    var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .windows1252: "windows-1252"
        case .macRoman: "macintosh"
        case .cp850: "IBM850"
        }
    }
}

/// Decodes the rows of a file that is not UTF-8 throughout, each by itself: one stray octet must not turn the others
/// into another encoding.
///
/// A row that is UTF-8 is read as that. Another one is read as the ``LegacyEncoding`` that makes words of it; in a file
/// with the mark of UTF-8 it stays what the mark says, and what is no UTF-8 in it is lacking. Where a row holds characters
/// of UTF-8 as well, they stay what they are (``MixedRow``).
struct RowDecoder {
    /// A row as UTF-8.
    struct Row {
        var text: [UInt8]
        var encoding: RowEncoding
        /// True for UTF-8, and for Windows-1252 where no other encoding would make words of the row, and no character of it is
        /// one of UTF-8. Otherwise a row of objections is given back. Of what is not UTF-8, a name may be shown as it was
        /// guessed, and no address is written to.
        var isSure: Bool
    }

    /// True where the file begins with the byte order mark of UTF-8.
    let isMarked: Bool
    /// What each encoding makes of all lines that are not UTF-8 (``LegacyEncoding/oddities(in:)``).
    private var totals = LegacyEncoding.allCases.map { _ in 0 }

    init(isMarked: Bool, _ stream: ByteStream) throws(IntakeFault) {
        self.isMarked = isMarked
        guard !isMarked else { return }
        var line: [UInt8] = []
        while let chunk = try stream.next() {
            var rest = chunk[...]
            while let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
                line += rest[..<end]
                note(line)
                line.removeAll(keepingCapacity: true)
                rest = rest[(end + 1)...]
            }
            line += rest
            // A line without an end must not fill the memory: what it tells, it tells in its parts as well.
            if line.count > CSVScanner.cellSize {
                note(line)
                line.removeAll(keepingCapacity: true)
            }
        }
        note(line)
    }

    private mutating func note(_ line: [UInt8]) {
        guard !RowDecoder.isUTF8(line) else { return }
        var line = line
        if let mixed = MixedRow(line), mixed.isLatin { line = mixed.strays }
        for encoding in LegacyEncoding.allCases { totals[encoding.rawValue] += encoding.oddities(in: line) }
    }

    /// Nil where the bytes can be taken as they stand.
    func decode(_ bytes: [UInt8]) -> Row? {
        if RowDecoder.isUTF8(bytes) {
            guard bytes.contains(0) else { return nil }
            return Row(text: NULs.replaced(in: bytes), encoding: .utf8, isSure: true)
        }
        if isMarked { return Row(text: repaired(bytes), encoding: .utf8, isSure: false) }
        let (best, oddities) = likeliest(bytes)
        if let mixed = MixedRow(bytes) {
            let (encoding, left) = likeliest(mixed.strays)
            let isMixed = (left[encoding.rawValue], mixed.isLatin ? 0 : 1) < (oddities[best.rawValue], 1)
            return Row(
                text: NULs.replaced(in: isMixed ? mixed.utf8(encoding) : best.utf8(bytes)),
                encoding: RowEncoding(isMixed ? encoding : best), isSure: false)
        }
        let isAlone = LegacyEncoding.allCases.allSatisfy { other in
            other == best || oddities[other.rawValue] > 0 || totals[other.rawValue] > totals[best.rawValue]
        }
        return Row(
            text: NULs.replaced(in: best.utf8(bytes)), encoding: RowEncoding(best),
            isSure: best == .windows1252 && isAlone && oddities[best.rawValue] == 0)
    }

    /// The encoding that makes words of the bytes, and what each of them makes of them.
    private func likeliest(_ bytes: [UInt8]) -> (LegacyEncoding, oddities: [Int]) {
        let oddities = LegacyEncoding.allCases.map { $0.oddities(in: bytes) }
        var best = LegacyEncoding.windows1252
        for other in LegacyEncoding.allCases.dropFirst() {
            let (one, two) = (best.rawValue, other.rawValue)
            if (oddities[two], totals[two]) < (oddities[one], totals[one]) { best = other }
        }
        return (best, oddities)
    }

    /// The bytes in every way in which they can be read, for what only excludes.
    func readings(_ bytes: [UInt8]) -> [[UInt8]] {
        let mixed = MixedRow(bytes)
        return LegacyEncoding.allCases.map { NULs.replaced(in: $0.utf8(bytes)) } + [repaired(bytes)]
            + (mixed.map { mixed in LegacyEncoding.allCases.map { NULs.replaced(in: mixed.utf8($0)) } } ?? [])
    }

    /// As UTF-8, with U+FFFD for what is none.
    private func repaired(_ bytes: [UInt8]) -> [UInt8] {
        NULs.replaced(in: Array(String(decoding: bytes, as: UTF8.self).utf8))
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        var validity = UTF8Validity()
        validity.take(bytes)
        return validity.isWhole
    }
}
