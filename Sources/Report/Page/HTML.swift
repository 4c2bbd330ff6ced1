import Vocabulary

/// Text on its way into HTML. Nothing that comes from outside gets there by another way.
enum HTML {
    /// Octets after which a text of somebody else's is cut: a name takes a line, not a screen.
    private static let limit = 300

    /// As the content of an element, or as an attribute's value in double quotes: markup, controls, directions of writing
    /// and what is no character become text. An overlong one is cut.
    static func text(_ text: String) -> String {
        let bytes = text.utf8
        if bytes.count <= limit, bytes.allSatisfy(isPlain) { return text }
        return escaped(text.count > limit ? text.prefix(limit) + "…" : text[...], keepingLines: false)
    }

    /// The same uncut, with its line breaks and tabs.
    static func lines(_ text: String) -> String { escaped(text[...], keepingLines: true) }

    /// A whole document as the value of `srcdoc`: what it holds stays as it is, but for what no document may hold.
    static func document(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&", "\"", "<":
                result.append(contentsOf: (HTMLEscape.reference(UInt8(ascii: scalar)) ?? "").unicodeScalars)
            case "\n", "\t": result.append(scalar)
            default: result.append(scalar.isControlCode || scalar.isNoCharacter ? "\u{FFFD}" : scalar)
            }
        }
        return String(result)
    }

    /// A text of the product's own, in which backticks set off what is typed as it stands.
    static func prose(_ text: String) -> String {
        let pieces = HTML.lines(text.withoutControls).split(separator: "`", omittingEmptySubsequences: false)
        guard pieces.count > 2, !pieces.count.isMultiple(of: 2) else { return pieces.joined(separator: "`") }
        return pieces.enumerated().map {
            $0.offset.isMultiple(of: 2) ? String($0.element) : "<code>\($0.element)</code>"
        }
        .joined()
    }

    /// Somebody's name or address: its writing direction is its own business (Unicode TR9).
    static func isolated(_ text: String) -> String { "<bdi>\(HTML.text(text))</bdi>" }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x26 && byte != 0x27 && byte != 0x3C && byte != 0x3E
    }

    private static func escaped(_ text: Substring, keepingLines: Bool) -> String {
        let shown = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            let isKept = keepingLines && (scalar == "\n" || scalar == "\t")
            return scalar.mustBeShown && !isKept ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(shown)).htmlEscaped
    }
}

extension Unicode.Scalar {
    /// C0, DEL and C1.
    fileprivate var isControlCode: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

    /// Noncharacters (Unicode §23.7) have no place in a document.
    fileprivate var isNoCharacter: Bool { value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value) }

    /// True for what would act instead of being read: controls, and those of the writing direction.
    fileprivate var mustBeShown: Bool {
        isControlCode || isNoCharacter || value == 0x2028 || value == 0x2029 || (0x202A...0x202E).contains(value)
            || (0x2066...0x2069).contains(value)
    }
}
