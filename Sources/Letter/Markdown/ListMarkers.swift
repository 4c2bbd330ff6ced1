/// Finds the sections that hold some items of a list, whose tags must not cut the list in two.
enum ListMarkers {
    /// For the standalone tags (by index) around items of a list that goes on outside: the marker of that list.
    static func around(_ tokens: [TemplateToken]) -> [Int: String] {
        var markers: [Int: String] = [:]
        var open: [Int] = []
        for (index, token) in tokens.enumerated() {
            guard case .tag(let tag) = token else { continue }
            switch tag.kind {
            case .open, .inverted: open.append(index)
            case .close:
                guard let start = open.popLast(), tag.isStandalone, tokens[start].isStandaloneTag,
                    let inside = text(after: start, in: tokens).flatMap({ marker(ofFirstLine: $0) })
                else { continue }
                let before = text(before: start, in: tokens).flatMap { marker(ofLastItem: $0, like: inside) }
                let behind = text(after: index, in: tokens).flatMap { marker(ofFirstLine: $0) }
                guard before != nil || behind.map({ kind($0) == kind(inside) }) ?? false else { continue }
                markers[start] = inside
                markers[index] = inside
            case .variable, .partial: continue
            }
        }
        return markers
    }

    /// The text that follows a standalone tag, with nothing but further ones between.
    private static func text(after index: Int, in tokens: [TemplateToken]) -> String? {
        for token in tokens[(index + 1)...] {
            if case .text(let text, _) = token { return text }
            if !token.isStandaloneTag { return nil }
        }
        return nil
    }

    private static func text(before index: Int, in tokens: [TemplateToken]) -> String? {
        var text = ""
        for token in tokens[..<index].reversed() {
            switch token {
            case .text(let words, _):
                text = words + text
                // A line can go on before a tag in it; the start of a line is enough.
                if words.contains("\n") { return text }
            case .tag(let tag):
                if !tag.isStandalone { text = "x" + text }
            }
        }
        return text.isEmpty ? nil : text
    }

    private static func marker(ofFirstLine text: String) -> String? {
        text.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) }.flatMap { marker(of: $0) }
    }

    /// The marker of the item that the last lines belong to, where it is one of the same list.
    private static func marker(ofLastItem text: String, like other: String) -> String? {
        for line in text.split(separator: "\n").reversed() where !line.allSatisfy(\.isWhitespace) {
            if let found = marker(of: line), kind(found) == kind(other) { return found }
            guard line.first == " " || line.first == "\t" else { return nil }
        }
        return nil
    }

    /// The blanks, the bullet or number, and one blank.
    private static func marker(of line: Substring) -> String? {
        let blanks = line.prefix { $0 == " " }
        var rest = line.dropFirst(blanks.count)
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(digits.count)
        guard let sign = rest.first, digits.isEmpty ? "-*+".contains(sign) : ".)".contains(sign), digits.count < 10,
            rest.dropFirst().first == " "
        else { return nil }
        return String(blanks + digits) + String(sign) + " "
    }

    /// Markers of one kind make one list: the indentation, and the bullet or what follows the number.
    private static func kind(_ marker: String) -> String { marker.filter { !$0.isNumber } }
}

extension TemplateToken {
    fileprivate var isStandaloneTag: Bool {
        if case .tag(let tag) = self { return tag.isStandalone }
        return false
    }
}
