private import CCmark
import Vocabulary

/// Emphasis that Markdown did not read, whose marks would go out as they stand, and emphasis that it read where signs of
/// arithmetic stand, which would be lost. Footnotes, of which it knows nothing.
extension UnreadMarkup {
    /// `**Note:**this` and `**this **`: a letter right behind the marks, or a blank inside them.
    mutating func lookForMarks(_ words: [Character], _ number: Int) {
        for sign: Character in ["*", "~"] where words.contains(sign) {
            var opening: Int?
            var index = 0
            while index < words.count {
                let start = index
                while index < words.count, words[index] == sign { index += 1 }
                guard index - start == 2 else {
                    if index == start { index += 1 }
                    continue
                }
                let before = start > 0 ? words[start - 1] : " "
                let behind = index < words.count ? words[index] : " "
                if let first = opening, !before.isWhitespace || !behind.isWordPart {
                    opening = nil
                    guard place(of: "\(sign)\(sign)", before: words[(first + 2)...], number) != nil else { continue }
                    let text =
                        sentinels.readable(String(words[first..<index]))
                        + sentinels.readable(String(words[index...])).prefix(10)
                    faults.append((number, UnreadMarkup.unreadMarks(String(text.prefix(40)), sign)))
                } else if opening == nil, !before.isWordPart, !behind.isWhitespace {
                    opening = start
                }
            }
        }
    }

    private static func unreadMarks(_ text: String, _ sign: Character) -> Phrase {
        let (good, plain) = ("\(sign)\(sign)", "\\\(sign)")
        return Phrase(
            fr: "`\(text)` partirait tel quel : il ne faut ni espace entre les signes et leurs mots, ni lettre juste "
                + "derrière ; écrivez `\(good)mots\(good) suite`, ou `\(plain)` pour le signe lui-même",
            en:
                "`\(text)` would be mailed as it stands: no blank may stand between the marks and their words, and no letter "
                + "right behind them; write `\(good)words\(good) more`, or `\(plain)` for the sign itself")
    }

    /// The stars of `120*80*40` would be lost; `[^1]` that leads somewhere would be a link without words.
    mutating func lookForEmphasis(_ node: OpaquePointer, _ kind: String, _ block: Int) {
        guard ["emph", "strong", "strikethrough", "link"].contains(kind) else { return }
        let line = max(Int(cmark_node_get_start_line(node)), block)
        let first = cmark_node_first_child(node).map(literal) ?? ""
        if kind == "link" {
            let isNote = first.first == "^" && first.count > 1 && first.dropFirst().allSatisfy(\.isNumber)
            if isNote { faults.append((line, UnreadMarkup.footnote("[\(first)]"))) }
            return
        }
        let before = cmark_node_previous(node).map(literal) ?? ""
        let behind = cmark_node_next(node).map(literal) ?? ""
        let last = cmark_node_last_child(node).map(literal) ?? ""
        // What stands on both sides of the first mark and of the second.
        let edges: [Character] = [
            before.last ?? " ", first.first ?? " ", last.last ?? " ", behind.first ?? " ",
        ]
        let numbers = edges.map { $0.isNumber }
        let isProduct = numbers[0] && numbers[1] || numbers[2] && numbers[3]
        guard isProduct || numbers.contains(true) && edges.allSatisfy({ $0.isWordPart }) else { return }
        let sign = kind == "strikethrough" ? "~" : "*"
        // First the author's own words, then the cut.
        let (front, middle, rest) = (
            sentinels.readable(before), sentinels.readable(first), sentinels.readable(behind)
        )
        let text = String(front.suffix(8)) + sign + String(middle.prefix(20)) + sign + String(rest.prefix(8))
        faults.append(
            (
                line,
                Phrase(
                    fr: "dans `\(text)`, les `\(sign)` passeraient pour une mise en valeur, et se "
                        + "perdraient ; écrivez `\\\(sign)`",
                    en:
                        "in `\(text)`, each `\(sign)` would be read as emphasis, and be lost; write "
                        + "`\\\(sign)`")
            ))
    }

    static func footnote(_ text: String) -> Phrase {
        Phrase(
            fr: "`\(text)` : les notes de bas de page de Markdown ne sont pas lues ; écrivez `[1]` ou `¹`",
            en: "`\(text)`: footnotes of Markdown are not read; write `[1]` or `¹`")
    }

    /// `+ 3 % on last year` alone is no list of one item: its sign would be lost.
    mutating func lookForSign(_ list: OpaquePointer) {
        let number = Int(cmark_node_get_start_line(list))
        guard let item = cmark_node_first_child(list), cmark_node_next(item) == nil,
            source.indices.contains(number - 1)
        else { return }
        let line = source[number - 1].drop { " >\t".contains($0) }
        guard let sign = line.first, "+-".contains(sign) else { return }
        let words = line.dropFirst().drop { $0 == " " }
        let digits = words.prefix { $0.isNumber || ",.\u{A0}\u{202F} ".contains($0) }
        guard digits.first?.isNumber == true, let unit = words.dropFirst(digits.count).first, "%€$£".contains(unit)
        else { return }
        let shown = sentinels.readable(String(line)).prefix(30)
        faults.append(
            (
                number,
                Phrase(
                    fr: "le signe de `\(shown)` passerait pour la puce d’une liste, et se perdrait ; écrivez "
                        + "`\\\(sign)`, ou `*` pour une puce",
                    en: "the sign of `\(shown)` would be taken for the mark of a list, and be lost; write "
                        + "`\\\(sign)`, or `*` for an item")
            ))
    }
}

extension Character {
    fileprivate var isWordPart: Bool { isLetter || isNumber }
}
