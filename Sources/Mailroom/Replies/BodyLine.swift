internal import Vocabulary

/// A line of a mail's text, with what tells a quotation or a signature from its writer's words.
struct BodyLine {
    /// Without blanks at the edges.
    let text: String
    /// Lower case, accents and the marks of emphasis around aside; the first 300 octets alone, which tell.
    let folded: String
    /// True where a quotation mark stands before it.
    let isQuoted: Bool
    /// In octets, with what stands before.
    let length: Int

    init(_ octets: ArraySlice<UInt8>) {
        let line = octets.trimmingBlankOctets
        length = octets.count
        isQuoted = line.first == UInt8(ascii: ">") || line.starts(with: BodyLine.angleReference)
        // What is quoted is never read, save to see where a quotation begins.
        text = String(decoding: isQuoted ? line.prefix(BodyLine.quotedSight) : line, as: UTF8.self).trimmingUnseen()
        let start = String(decoding: line.prefix(isQuoted ? BodyLine.quotedSight : BodyLine.sight), as: UTF8.self)
        folded = start.folded.trimming { BodyLine.emphasis.contains($0) || $0.isUnseen || $0 == ">" }
    }

    private static let (sight, quotedSight) = (300, 80)
    private static let emphasis: Set<Unicode.Scalar> = ["*", "_", "\r"]
    /// `>` that a gateway wrote as HTML does.
    private static let angleReference = Array("&gt;".utf8)

    var isBlank: Bool { text.isEmpty }

    /// True for a rule or an ornament: neither letters nor digits, and nothing outside ASCII and punctuation, such as a heart.
    var isOrnament: Bool {
        !isBlank
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .dashPunctuation, .connectorPunctuation, .otherPunctuation, .mathSymbol, .spaceSeparator, .format:
                    true
                default: false
                }
            }
    }

    var hasDigit: Bool { folded.utf8.contains { 0x30...0x39 ~= $0 } }
    var hasAtSign: Bool { folded.utf8.contains(UInt8(ascii: "@")) }
}

extension ArraySlice<UInt8> {
    /// Without spaces, tabs and carriage returns at the edges.
    fileprivate var trimmingBlankOctets: ArraySlice<UInt8> {
        var line = self
        while let last = line.last, last == 0x20 || last == 0x09 || last == 0x0D { line = line.dropLast() }
        return line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
}
