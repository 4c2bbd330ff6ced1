/// Colours of the terminal's palette; never the only sign of anything.
package struct Style: Sendable {
    /// Those of the sixteen that read on dark and on light ground alike.
    package enum Paint: String, Sendable {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
        case bold = "1"
        case dim = "2"
    }

    private let isColoured: Bool

    /// `isColoured`: on a terminal, and not where `NO_COLOR` asks for none.
    package init(isColoured: Bool) { self.isColoured = isColoured }

    package func red(_ text: String) -> String { paint(text, .red) }
    package func green(_ text: String) -> String { paint(text, .green) }
    package func yellow(_ text: String) -> String { paint(text, .yellow) }
    package func cyan(_ text: String) -> String { paint(text, .cyan) }
    package func bold(_ text: String) -> String { paint(text, .bold) }
    package func dim(_ text: String) -> String { paint(text, .dim) }

    /// The text in a colour; as it is where there is none, or nothing to colour.
    package func paint(_ text: String, _ paint: Paint?) -> String {
        guard isColoured, let paint, !text.isEmpty else { return text }
        return "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m"
    }
}

/// Text from outside as it may be shown on a terminal, on one line unless `keepingLines` says otherwise.
package func printable(_ text: String, keepingLines: Bool = false) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F }
    if isPlain { return text }
    return String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { scalar in
                if keepingLines, scalar == "\n" { return scalar }
                return scalar.mayReachATerminal ? scalar : "\u{FFFD}"
            }))
}

extension Unicode.Scalar {
    /// False for what a terminal obeys instead of showing, and for what would reorder the text beside it.
    fileprivate var mayReachATerminal: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F: false
        // Separators of lines and paragraphs.
        case 0x2028, 0x2029: false
        // Marks, embeddings, overrides and isolates of the writing direction (UAX #9), and their deprecated kin.
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x206F: false
        // Interlinear annotations, which some terminals swallow with what they annotate.
        case 0xFFF9...0xFFFB: false
        default: true
        }
    }
}
