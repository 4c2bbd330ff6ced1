extension StringProtocol where UTF8View: BidirectionalCollection {
    /// Without blanks at the edges: spaces, tabs and no-break spaces, but no line breaks or control characters.
    package func trimmingBlanks() -> String {
        guard let first = utf8.first, let last = utf8.last else { return "" }
        // The common case costs one look at each end.
        if first > 0x20, first < 0x80, last > 0x20, last < 0x80 { return String(self) }
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.isBlank }),
            let end = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(self[start...end])
    }
}

extension StringProtocol {
    /// True where white space alone, line breaks included, or nothing stands: such a value says nothing.
    package var isBlank: Bool {
        unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.value == 0xFEFF || $0.value == 0x200B }
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
        case .format, .control, .lineSeparator, .paragraphSeparator: true
        default: properties.isDefaultIgnorableCodePoint || value == 0x2800
        }
    }

    var isBlank: Bool { value == 0x20 || value == 0x09 || value == 0xA0 || value == 0x202F || value == 0xFEFF }
}
