extension Unicode.Scalar {
    /// Blanks, format characters, fillers, selectors and tags: a text that loses them at its edges looks the same.
    /// Line breaks and other controls are none of them.
    package var isUnseen: Bool {
        if value < 0x7F { return value == 0x20 || value == 0x09 }
        if properties.isDefaultIgnorableCodePoint { return true }
        switch properties.generalCategory {
        case .format, .spaceSeparator: return true
        // Symbols and letters by their category, and blank by their shape: the braille pattern without dots, a note without
        // its head, two hieroglyphs, a filler of the Khitan script.
        default: return [0x2800, 0x1D159, 0x13441, 0x13442, 0x16FE4].contains(value)
        }
    }

    /// What nobody sees, or nobody can say what it looks like, controls and unassigned characters included.
    var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: true
        default: isUnseen
        }
    }
}
