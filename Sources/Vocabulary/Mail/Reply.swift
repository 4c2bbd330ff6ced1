/// A reply of an SMTP server: three digits and one or more lines of text (RFC 5321 §4.2).
package struct Reply: Hashable, Sendable {
    /// 200 to 599.
    package let code: Int
    /// The text of each line, without code and line end; control characters replaced, as it may reach a screen.
    package let lines: [String]

    package init(code: Int, lines: [String]) {
        self.code = code
        self.lines = lines.map { line in
            if line.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return line }
            return String(String.UnicodeScalarView(line.unicodeScalars.map { $0.isControl ? "\u{FFFD}" : $0 }))
        }
    }

    package var isPositive: Bool { 200...299 ~= code }
    package var isIntermediate: Bool { 300...399 ~= code }
    package var isTransient: Bool { 400...499 ~= code }
    package var isPermanent: Bool { 500...599 ~= code }

    /// The enhanced status code, where the server gives one of the reply's own class (RFC 2034 §4).
    package var enhanced: EnhancedStatusCode? {
        guard let found = lines.first.flatMap({ EnhancedStatusCode(prefixOf: $0) }), found.class == code / 100 else {
            return nil
        }
        return found
    }
}

extension Reply: CustomStringConvertible {
    /// On one line: `550 5.1.1 no such user`.
    package var description: String { ([String(code)] + lines).joined(separator: " ").trimmingBlanks() }
}

extension Unicode.Scalar {
    var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
