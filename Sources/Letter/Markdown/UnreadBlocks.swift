private import CCmark
import Vocabulary

/// Blocks of Markdown that sections keep from being read as such, and cells that a table has no column for: they would go
/// out as they stand, or not at all.
extension UnreadMarkup {
    /// Markdown drops the cells of a row beyond the columns of its table.
    mutating func lookForSurplus(_ row: OpaquePointer) {
        let number = Int(cmark_node_get_start_line(row))
        guard let table = cmark_node_parent(row), source.indices.contains(number - 1) else { return }
        let cells = UnreadMarkup.cells(source[number - 1])
        let surplus = cells.dropFirst(Int(cmark_gfm_extensions_get_table_columns(table)))
        // Of a tag that is lost, its own place is told.
        guard let lost = surplus.first(where: { !$0.isBlank && !sentinels.occur(in: $0) }) else { return }
        let shown = lost.trimmingWhitespace()
        faults.append(
            (
                number,
                Phrase(
                    fr:
                        "la cellule `\(shown.prefix(40))` dépasse les colonnes du tableau, et se perdrait ; ajoutez-lui une "
                        + "colonne, ou écrivez `\\|` pour un trait dans une cellule",
                    en: "the cell `\(shown.prefix(40))` is beyond the columns of its table, and would be lost; add a "
                        + "column, or write `\\|` for a bar inside a cell")
            ))
    }

    /// What stands between the bars of a row.
    private static func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isEscaped = false
        for character in line.drop(while: { " >\t".contains($0) }) {
            if character == "|", !isEscaped { cells.append("") } else { cells[cells.count - 1].append(character) }
            isEscaped = character == "\\" && !isEscaped
        }
        if cells[0].isBlank { cells.removeFirst() }
        return cells
    }

    /// Lines of a paragraph that were meant as rows of a table, or as a heading, a quote or an item behind the tag of a section.
    mutating func lookForBlocks(_ paragraph: OpaquePointer) {
        let (first, last) = (Int(cmark_node_get_start_line(paragraph)), Int(cmark_node_get_end_line(paragraph)))
        guard first > 0, last >= first, last <= source.count else { return }
        let isBehindTable = UnreadMarkup.isBehindTable(paragraph, sentinels)
        let isInList = [cmark_node_parent(paragraph), cmark_node_previous(paragraph), cmark_node_next(paragraph)]
            .contains { $0.map { ["item", "list"].contains(UnreadMarkup.kind($0)) } ?? false }
        for number in first...last {
            let line = source[number - 1].drop { " >\t".contains($0) }
            let bars = UnreadMarkup.cells(line).count + (line.first == "|" ? 0 : -1)
            let isRow = line.first == "|" && String(line).trimmingWhitespace().hasSuffix("|") && bars > 2
            if isRow || isBehindTable && bars > 0 {
                faults.append((number, UnreadMarkup.row(sentinels.readable(String(line)))))
                return
            }
            if lookForHeading(line, number) { continue }
            if number == last, number > first, line.endsInBackslash, source[number - 2].endsInBackslash {
                let shown = sentinels.readable(String(line)).prefix(40)
                faults.append(
                    (
                        number,
                        Phrase(
                            fr:
                                "le `\\` à la fin de `\(shown)` partirait tel quel : rien ne suit ; retirez-le",
                            en: "the `\\` at the end of `\(shown)` would be mailed as it stands, as no line "
                                + "follows; take it out")
                    ))
            }
            guard let words = wordsBehindTags(line) else { continue }
            let mark = words.prefix { $0 != " " }
            let isHeading = (1...6).contains(mark.count) && mark.allSatisfy { $0 == "#" }
            let isItem = isInList && ["-", "*", "+"].contains(String(mark))
            guard isHeading || isItem || mark == ">", mark.count < words.count else { continue }
            faults.append(
                (
                    number,
                    Phrase(
                        fr:
                            "`\(mark)` derrière la balise d’une section partirait tel quel ; mettez les balises de la section "
                            + "seules sur leurs lignes, ou écrivez `\\\(mark)`",
                        en:
                            "`\(mark)` behind the tag of a section would be mailed as it stands; put the section's tags on "
                            + "lines of their own, or write `\\\(mark)`")
                ))
        }
    }

    /// `##News`: a heading has a blank behind its signs. One sign alone may be a tag of the social kind.
    private mutating func lookForHeading(_ line: Substring, _ number: Int) -> Bool {
        let mark = line.prefix { $0 == "#" }
        let words = line.dropFirst(mark.count)
        guard (2...6).contains(mark.count), words.first?.isLetter == true, !words.contains("##") else { return false }
        let text = sentinels.readable(String(line)).prefix(40)
        faults.append(
            (
                number,
                Phrase(
                    fr: "`\(text)` partirait tel quel ; écrivez `\(mark) ` pour un titre, ou `\\\(mark)`",
                    en: "`\(text)` would be mailed as it stands; write `\(mark) ` for a heading, or `\\\(mark)`")
            ))
        return true
    }

    private static func row(_ line: String) -> Phrase {
        Phrase(
            fr:
                "la ligne de tableau `\(line.prefix(40))` partirait telle quelle : un tableau s’écrit d’un bloc, `|---|` sous sa "
                + "première ligne, sans balise seule sur sa ligne ; mettez les sections dans les cellules, ou tout le "
                + "tableau dans la section, ou écrivez `\\|`",
            en:
                "the row `\(line.prefix(40))` would be mailed as it stands: a table is one block, with `|---|` below its "
                + "first line, and no tag alone on its line; put sections inside the cells, or the whole table inside the "
                + "section, or write `\\|`")
    }

    /// What a line goes on with behind the tags of sections that it begins with; nil where it begins with none.
    private func wordsBehindTags(_ line: Substring) -> Substring? {
        let bytes = Array(line.utf8)
        var position = 0
        while position < bytes.count, let (index, _, end) = sentinels.tag(in: bytes, at: position) {
            if sentinels.tags[index].isVariable { break }
            position = end
        }
        return position == 0 ? nil : Substring(String(decoding: bytes[position...], as: UTF8.self))
    }

    /// Whether only tags that stood alone on their lines part a paragraph from a table before it, without a blank line.
    private static func isBehindTable(_ paragraph: OpaquePointer, _ sentinels: Sentinels) -> Bool {
        var (node, hasTag) = (cmark_node_previous(paragraph), false)
        while let current = node {
            // A tag has one blank line behind it that is not the author's.
            if !hasTag, cmark_node_get_start_line(paragraph) - cmark_node_get_start_line(current) != 2 { return false }
            if kind(current) == "table" { return hasTag }
            guard let child = cmark_node_first_child(current), cmark_node_next(child) == nil,
                cmark_node_get_type(child) == CMARK_NODE_TEXT,
                let text = cmark_node_get_literal(child).map({ String(cString: $0) }),
                sentinels.standaloneTag(text) != nil
            else { return false }
            hasTag = true
            node = cmark_node_previous(current)
        }
        return false
    }

    private static func kind(_ node: OpaquePointer) -> String {
        cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
    }
}

extension Substring {
    /// An odd number of them: two are one that is meant.
    fileprivate var endsInBackslash: Bool { reversed().prefix { $0 == "\\" }.count % 2 == 1 }
}
