/// How many columns of a terminal a text takes.
package func columnWidth(_ text: String) -> Int {
    let bytes = text.utf8
    // Most texts are of ASCII alone.
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return bytes.count }
    let text = bytes.contains(0x1B) ? withoutColours(text) : text
    return text.reduce(0) { $0 + columnWidth($1) }
}

/// A text without what ``Style/paint(_:_:)`` puts around it.
private func withoutColours(_ text: String) -> String {
    text.split(separator: "\u{1B}", omittingEmptySubsequences: false).enumerated().map { index, piece in
        guard index > 0, piece.first == "[", let end = piece.firstIndex(of: "m") else { return piece }
        return piece[piece.index(after: end)...]
    }.joined()
}

/// What is one character to a reader (UAX #29) is one to a terminal: a family joined by ZWJ, a flag of two letters, a hand
/// with a colour of skin each take the two columns of one emoji; what is put on a letter takes none.
private func columnWidth(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count == 1, first.value < 0x300 { return first.value < 0x20 || 0x7F...0x9F ~= first.value ? 0 : 1 }
    // An emoji, or what a selector or a colour of skin turns into one.
    if first.properties.isEmojiPresentation
        || scalars.contains(where: { $0.value == 0xFE0F || 0x1F3FB...0x1F3FF ~= $0.value })
    {
        return 2
    }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
    default: return isWide(first.value) ? 2 : 1
    }
}

/// East Asian wide and full-width characters (UAX #11); emoji are told by their own property.
private func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF,
        0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
        true
    default: false
    }
}

/// A text with blanks behind it up to a width, or cut to it with an ellipsis, never within a character.
package func fitted(_ text: String, _ width: Int) -> String {
    let taken = columnWidth(text)
    if taken <= width { return text + String(repeating: " ", count: width - taken) }
    guard width > 0 else { return "" }
    var cut = ""
    var used = 0
    for character in text {
        let next = columnWidth(character)
        if used + next > width - 1 { break }
        cut.append(character)
        used += next
    }
    return cut + "…" + String(repeating: " ", count: max(0, width - used - 1))
}

/// A text cut to a width where it is longer; nothing is put behind it.
package func shortened(_ text: String, _ width: Int) -> String {
    columnWidth(text) <= width ? text : fitted(text, width)
}

/// Rows as aligned columns, the last one cut where the line ends.
package func aligned(_ rows: [[String]], width: Int, gap: Int = 2) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 0 else { return [] }
    var widths = (0..<columns).map { column in
        rows.map { column < $0.count ? columnWidth($0[column]) : 0 }.max() ?? 0
    }
    // The widest columns give way until the line fits.
    while widths.reduce(0, +) + gap * (columns - 1) > width, let widest = widths.max(), widest > 8,
        let index = widths.firstIndex(of: widest)
    {
        widths[index] -= 1
    }
    let space = String(repeating: " ", count: gap)
    return rows.map { row in
        let cells = row.indices.map { fitted(row[$0], widths[$0]) }
        let line = cells.joined(separator: space)
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}

/// Lines as a terminal of so many columns shows them without breaking a word: those that fit as they are, longer ones broken
/// at blanks and carried on under where their words begin; `hanging`: columns by which a line that is set in is carried on
/// further in. A word that is longer than a line, a path say, stays whole, so that it can be copied.
package func folded(_ text: String, _ width: Int, hanging: Int = 0) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
        guard columnWidth(String(line)) > width else { return String(line) }
        let indent = line.prefix { $0 == " " }
        let first = line.dropFirst(indent.count).prefix { $0 != " " }
        // A sign or a number before the words.
        let shown = withoutColours(String(first))
        let isSign = shown.count == 1 && !shown.contains { $0.isLetter || $0.isNumber }
        let isNumber = shown.last == "." && shown.dropLast().allSatisfy(\.isNumber)
        let sign = isSign || isNumber ? first + " " : ""
        let further = sign.isEmpty ? (indent.isEmpty ? 0 : hanging) : columnWidth(String(sign))
        let carried = indent + String(repeating: " ", count: further)
        let words = line.dropFirst(indent.count + sign.count)
        // The blank at the end of a question sets off the answer.
        let end = line.hasSuffix(" ") ? " " : ""
        let lines = wrapped(String(words), width - carried.count, breakingWords: false)
        return indent + sign + lines.joined(separator: "\n" + carried) + end
    }.joined(separator: "\n")
}

/// A text broken at blanks into lines of at most so many columns; a word that is longer than a line is broken within,
/// unless `breakingWords` says otherwise.
package func wrapped(_ text: String, _ width: Int, breakingWords: Bool = true) -> [String] {
    let width = max(1, width)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        for piece in breakingWords ? pieces(of: word, width) : [String(word)] {
            if line.isEmpty {
                line = piece
            } else if columnWidth(line) + 1 + columnWidth(piece) <= width {
                line += " " + piece
            } else {
                lines.append(line)
                line = piece
            }
        }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
}

/// A word in pieces that each fit a line; nearly always one.
private func pieces(of word: Substring, _ width: Int) -> [String] {
    let whole = String(word)
    guard columnWidth(whole) > width else { return [whole] }
    var pieces: [String] = []
    var piece = ""
    var used = 0
    for character in word {
        let next = columnWidth(character)
        if used + next > width, !piece.isEmpty {
            pieces.append(piece)
            (piece, used) = ("", 0)
        }
        piece.append(character)
        used += next
    }
    return piece.isEmpty ? pieces : pieces + [piece]
}
