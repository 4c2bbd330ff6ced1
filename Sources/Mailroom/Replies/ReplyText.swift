/// What is new in a reply: its writer's words, apart from what is quoted, from signatures, and from what programs and companies
/// add. Answers below and between quotations count as new.
package struct ReplyText: Sendable {
    /// On lines as they came; empty where nothing is new.
    package let text: String
    /// True where a quotation stands beside it, so that this answers something.
    package let quotes: Bool

    /// New text beyond as many octets is not read; nor are lines beyond as many.
    private static let (octetLimit, lineLimit) = (16_384, 20_000)

    /// Reads the text of a mail, as a person sees it; in time that grows with its length.
    package init(of text: String) {
        let octets = Array(text.utf8)
        let slices = octets.split(separator: 0x0A, maxSplits: ReplyText.lineLimit, omittingEmptySubsequences: false)
        var reader = LineReader(slices.prefix(ReplyText.lineLimit))
        reader.read(octetLimit: ReplyText.octetLimit)
        while reader.kept.last?.isEmpty == true { reader.kept.removeLast() }
        self.text = reader.kept.drop(while: \.isEmpty).joined(separator: "\n")
        quotes = reader.hasQuote
    }

    /// Goes through the lines once and keeps what is new.
    private struct LineReader {
        var kept: [String] = []
        var hasQuote = false
        private var keptOctets = 0
        private var isInSignature = false
        private var index = 0
        private let slices: ArraySlice<ArraySlice<UInt8>>
        /// Made as far as they are looked at.
        private var lines: [BodyLine] = []

        init(_ slices: ArraySlice<ArraySlice<UInt8>>) { self.slices = slices }

        mutating func read(octetLimit: Int) {
            while index < slices.count, keptOctets <= octetLimit {
                let ahead = min(slices.count, index + QuoteOpening.blockLines)
                while lines.count < ahead { lines.append(BodyLine(slices[slices.startIndex + lines.count])) }
                let line = lines[index]
                defer { index += 1 }
                if QuoteOpening.isHeading(line) || QuoteOpening.isBlock(lines[index...]) {
                    hasQuote = true
                    return
                }
                if line.isQuoted {
                    hasQuote = true
                    isInSignature = false
                } else if let end = QuoteOpening.attributionEnd(line), dropAttribution(end) {
                    hasQuote = true
                    isInSignature = false
                    // Without marks below it, all of the rest is the quotation.
                    guard isQuotedBelow(index) else { return }
                } else if !isWrappedQuote(index) {
                    keep(line)
                }
            }
        }

        private mutating func keep(_ line: BodyLine) {
            if isInSignature {
                guard SignatureOpening.isPostscript(line) else { return }
                isInSignature = false
            }
            switch SignatureOpening.kind(line) {
            case .opens: isInSignature = true
            case .line: break
            case nil where line.isOrnament: break
            case nil:
                kept.append(line.text)
                keptOctets += line.text.utf8.count + 1
            }
        }

        /// Takes what an attribution has on lines above away again; false where it is none.
        private mutating func dropAttribution(_ end: QuoteOpening.AttributionEnd) -> Bool {
            if end == .whole { return true }
            var count = 0
            while count < QuoteOpening.attributionLines - 1, index - count - 1 >= 0 {
                let above = lines[index - count - 1]
                guard !above.isBlank, !above.isQuoted else { return false }
                count += 1
                if QuoteOpening.beginsAttribution(above) {
                    // In a signature, nothing of it was kept.
                    if !isInSignature { kept.removeLast(min(count, kept.count)) }
                    return true
                }
            }
            return false
        }

        private func isQuotedBelow(_ index: Int) -> Bool {
            lines[(index + 1)...].prefix(8).first { !$0.isBlank }?.isQuoted ?? false
        }

        /// True for the end of a quoted line that a program broke: short, between two quoted ones, in the middle of a sentence.
        private func isWrappedQuote(_ index: Int) -> Bool {
            guard index > 0, index + 1 < lines.count else { return false }
            let (before, line, after) = (lines[index - 1], lines[index], lines[index + 1])
            guard before.isQuoted, before.length >= 60, after.isQuoted, !line.isBlank else { return false }
            guard let first = line.text.unicodeScalars.first else { return false }
            return !first.properties.isUppercase
        }
    }
}
