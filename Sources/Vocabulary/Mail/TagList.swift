/// A list of `tag=value`, separated by semicolons, as DKIM signatures and DMARC records are written (RFC 6376 §3.2, RFC 7489 §6.4).
package struct TagList: Hashable, Sendable {
    /// By tag; white space at the edges of values is gone, that within them stays.
    private let values: [String: String]

    /// Nil where the text is no such list: a piece without `=`, an illegal tag name, or one that stands twice. Tags beyond the
    /// hundredth make it none as well.
    package init?(parsing text: String) {
        var values: [String: String] = [:]
        for piece in text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: true) {
            let pair = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(decoding: pair[0], as: UTF8.self).trimmingWhitespace()
            if pair.count == 1, name.isEmpty { continue }
            guard pair.count == 2, TagList.isName(name), values[name] == nil, values.count < 100 else { return nil }
            values[name] = String(decoding: pair[1], as: UTF8.self).trimmingWhitespace()
        }
        guard !values.isEmpty else { return nil }
        self.values = values
    }

    /// The value of a tag; nil where it does not stand. Tags differ by case.
    package subscript(_ tag: String) -> String? { values[tag] }

    /// The value without any white space, for those in which it means nothing: folded domains, selectors and the like.
    package func compact(_ tag: String) -> String? {
        values[tag].map { String(String.UnicodeScalarView($0.unicodeScalars.filter { !$0.properties.isWhitespace })) }
    }

    /// A letter, then letters, digits and low lines.
    private static func isName(_ text: String) -> Bool {
        let isLetter = { (byte: UInt8) in 0x41...0x5A ~= byte || 0x61...0x7A ~= byte }
        guard let first = text.utf8.first, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || 0x30...0x39 ~= $0 || $0 == 0x5F }
    }
}
