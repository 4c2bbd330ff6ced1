/// Colours of the terminal's palette; never the only sign of anything.
package struct Style: Sendable {
    private let isColoured: Bool

    /// `isColoured`: on a terminal, and not where `NO_COLOR` asks for none.
    package init(isColoured: Bool) { self.isColoured = isColoured }

    package func red(_ text: String) -> String { paint(text, "31") }
    package func green(_ text: String) -> String { paint(text, "32") }
    package func yellow(_ text: String) -> String { paint(text, "33") }
    package func cyan(_ text: String) -> String { paint(text, "36") }
    package func bold(_ text: String) -> String { paint(text, "1") }
    package func dim(_ text: String) -> String { paint(text, "2") }

    private func paint(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// Text from outside as it may be shown on a terminal, on one line unless `keepingLines` says otherwise.
package func printable(_ text: String, keepingLines: Bool = false) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F }
    if isPlain { return text }
    return String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { scalar in
                let value = scalar.value
                if keepingLines, scalar == "\n" { return scalar }
                let isControl = value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
                // Controls of the writing direction would reorder what stands beside them.
                let isDirection = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
                return isControl || isDirection ? "\u{FFFD}" : scalar
            }))
}
