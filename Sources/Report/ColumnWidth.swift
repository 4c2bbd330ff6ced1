/// How many columns of a terminal a text takes.
package func columnWidth(_ text: String) -> Int {
    var width = 0
    for character in text { width += columnWidth(character) }
    return width
}

private func columnWidth(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return first.value < 0x20 ? 0 : 1 }
    // An emoji, or a letter that a variation selector turns into one.
    if first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    return isWide(first.value) ? 2 : 1
}

/// East Asian wide and full-width characters (UAX #11).
private func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
        true
    default: false
    }
}

/// A text with blanks behind it up to a width, or cut to it with an ellipsis.
package func fitted(_ text: String, _ width: Int) -> String {
    let taken = columnWidth(text)
    if taken <= width { return text + String(repeating: " ", count: width - taken) }
    var cut = ""
    var used = 0
    for character in text {
        let next = columnWidth(String(character))
        if used + next > width - 1 { break }
        cut.append(character)
        used += next
    }
    return cut + "…" + String(repeating: " ", count: max(0, width - used - 1))
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
