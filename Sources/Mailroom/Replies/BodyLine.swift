internal import Vocabulary

/// A line of a mail's text, with what tells a quotation or a signature from its writer's words.
struct BodyLine {
    /// Without blanks at the edges.
    let text: String
    /// Lower case, accents and the marks of emphasis and quotation around aside; of the first 300 octets alone, which tell.
    let folded: [UInt8]
    /// True where a quotation mark stands before it.
    let isQuoted: Bool
    /// In octets, with what stands before.
    let length: Int

    init(_ octets: ArraySlice<UInt8>) {
        let line = octets.trimmingOctets { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        length = octets.count
        isQuoted = line.first == UInt8(ascii: ">") || line.starts(with: BodyLine.angleReference)
        // What is quoted is never read, save to see where a quotation begins.
        let seen = line.prefix(isQuoted ? BodyLine.quotedSight : BodyLine.sight)
        let start = String(decoding: seen, as: UTF8.self)
        text =
            isQuoted || seen.count == line.count
            ? start.trimmingUnseen() : String(decoding: line.prefix(BodyLine.limit), as: UTF8.self).trimmingUnseen()
        folded = Array(Array(start.folded.utf8)[...].trimmingOctets(BodyLine.isEdge))
    }

    private static let (sight, quotedSight) = (300, 80)
    /// Of what is kept of a line.
    private static let limit = 16_384

    private static func isEdge(_ octet: UInt8) -> Bool {
        octet <= 0x20 || octet == UInt8(ascii: "*") || octet == UInt8(ascii: "_") || octet == UInt8(ascii: ">")
    }

    /// `>` that a gateway wrote as HTML does.
    private static let angleReference = Array("&gt;".utf8)

    var isBlank: Bool { text.isEmpty }

    /// True for a rule or an ornament: neither letters nor digits, and nothing outside ASCII and punctuation, such as a heart.
    var isOrnament: Bool {
        guard !isBlank, !folded.contains(where: { $0.isFoldedLetter || $0.isASCIIDigit }) else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .dashPunctuation, .connectorPunctuation, .otherPunctuation, .mathSymbol, .spaceSeparator, .format: true
            default: false
            }
        }
    }

    var hasDigit: Bool { folded.contains(where: \.isASCIIDigit) }
    var hasAtSign: Bool { folded.contains(UInt8(ascii: "@")) }
}
