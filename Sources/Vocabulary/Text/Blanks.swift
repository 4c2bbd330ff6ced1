extension StringProtocol {
    /// Without the characters at the edges that something is true of: by scalars, as a selector belongs to the character
    /// before it.
    package func trimming(_ isEdge: (Unicode.Scalar) -> Bool) -> String {
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !isEdge($0) }),
            let end = scalars.lastIndex(where: { !isEdge($0) })
        else { return "" }
        return String(self[start..<scalars.index(after: end)])
    }

    /// Without blanks at the edges: spaces of every width, tabs, and what is as invisible and says nothing at an edge, but no
    /// line breaks or control characters.
    package func trimmingBlanks() -> String { hasPlainEdges ? String(self) : trimming(\.isBlank) }

    /// Without what nobody sees at its edges; line breaks and other controls stay.
    package func trimmingUnseen() -> String { hasPlainEdges ? String(self) : trimming(\.isUnseen) }

    /// Without white space at its edges, line breaks included.
    package func trimmingWhitespace() -> String {
        hasPlainEdges ? String(self) : trimming { $0.properties.isWhitespace }
    }

    /// The common case costs one look at each end.
    private var hasPlainEdges: Bool {
        guard let first = utf8.first, let last = unicodeScalars.last else { return true }
        return 0x21..<0x7F ~= first && 0x21..<0x7F ~= last.value
    }
}

extension StringProtocol {
    /// True where white space alone, line breaks included, or nothing stands: such a value says nothing.
    package var isBlank: Bool {
        unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.isUnseen }
    }

    /// True where nothing stands that a reader would see, controls and fillers included: a letter lacks such a value.
    package var showsNothing: Bool {
        unicodeScalars.allSatisfy { scalar in
            // Nearly always the first letter decides.
            if scalar.value > 0x20, scalar.value < 0x7F { return false }
            return scalar.properties.isWhitespace || scalar.showsNothing
        }
    }
}

extension Unicode.Scalar {
    /// Format and control characters, fillers, and what else leaves no mark on a page.
    fileprivate var showsNothing: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: isUnseen
        }
    }

    /// Joiners, selectors and tags are none: at the end of a name they say how its last character is drawn. Nor are what turns a
    /// text around: it is no slip of copying, and is to be seen where a name is shown.
    fileprivate var isBlank: Bool {
        switch value {
        case 0x20, 0x09: true
        case ..<0xA0, 0x200C, 0x200D, 0x202D, 0x202E, 0xFE00...0xFE0F, 0x180B...0x180F, 0xE0000...0xE0FFF: false
        default: isUnseen
        }
    }
}

/// The same for whole strings, most of which begin and end with a character of ASCII that anybody sees.
extension String {
    package func trimmingBlanks() -> String { hasPlainEdges ? self : self[...].trimmingBlanks() }
    package func trimmingUnseen() -> String { hasPlainEdges ? self : self[...].trimmingUnseen() }
    package func trimmingWhitespace() -> String { hasPlainEdges ? self : self[...].trimmingWhitespace() }
    package var isBlank: Bool { utf8.first.map { !(0x21..<0x7F ~= $0) && self[...].isBlank } ?? true }
    package var showsNothing: Bool { utf8.first.map { !(0x21..<0x7F ~= $0) && self[...].showsNothing } ?? true }

    private var hasPlainEdges: Bool {
        guard let first = utf8.first, let last = utf8.last else { return true }
        return 0x21..<0x7F ~= first && 0x21..<0x7F ~= last
    }
}
