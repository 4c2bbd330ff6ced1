private import CCmark
import Vocabulary

/// Link and image syntax that Markdown did not read as such, and that would go out as literal text. A target with blanks
/// in it is mended; everything else is a fault, unless its bracket is escaped.
struct UnreadMarkup {
    /// The source with its targets mended; nil where there are none to mend.
    private(set) var repaired: String?
    /// Each with its line.
    var faults: [(line: Int, problem: Phrase)] = []
    let sentinels: Sentinels
    private let mends: Bool
    private(set) var source: [Substring]
    /// Characters that may still be compared with the source: what brackets by the thousand ask for is no letter.
    private var room = 4_000_000

    /// A line of text as it reads, with a stand-in for links, pictures and code.
    private struct Line {
        var number: Int
        var words: [Character] = []
    }

    private static let standIn: Character = "\u{FFFC}"

    /// `mends`: whether targets with blanks are mended; they are faults else.
    init(_ document: OpaquePointer, _ text: String, _ sentinels: Sentinels, mends: Bool) {
        self.sentinels = sentinels
        self.mends = mends
        source = text.split(separator: "\n", omittingEmptySubsequences: false)
        let iterator = cmark_iter_new(document)
        defer { cmark_iter_free(iterator) }
        var block: Int?
        var isRepaired = false
        var shown: [String] = []
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
            if cmark_node_get_start_line(node) > 0 { block = Int(cmark_node_get_start_line(node)) }
            let kind = cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
            if kind == "code_block" { shown += literal(node).split(separator: "\n").map(String.init) }
            if kind == "table_row" { lookForSurplus(node) }
            if kind == "paragraph" { lookForBlocks(node) }
            if kind == "list" { lookForSign(node) }
            lookForEmphasis(node, kind, block ?? 1)
            guard ["paragraph", "heading", "table_cell"].contains(kind) else { continue }
            var lines = [Line(number: block ?? 1)]
            read(node, into: &lines)
            for line in lines {
                if look(at: line) { isRepaired = true }
                lookForMarks(line.words, line.number)
            }
            shown += lines.map { String($0.words) }
        }
        lookForLost(shown)
        if isRepaired { repaired = source.joined(separator: "\n") }
    }

    private func read(_ parent: OpaquePointer, into lines: inout [Line]) {
        var child = cmark_node_first_child(parent)
        while let node = child {
            child = cmark_node_next(node)
            let line = Int(cmark_node_get_start_line(node))
            let kind = cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
            switch kind {
            case "text":
                if line > 0 { lines[lines.count - 1].number = line }
                lines[lines.count - 1].words += literal(node)
            case "softbreak", "linebreak": lines.append(Line(number: lines[lines.count - 1].number + 1))
            case "link" where isBare(node): read(node, into: &lines)
            case "link", "image", "code", "html_inline": lines[lines.count - 1].words.append(UnreadMarkup.standIn)
            default: read(node, into: &lines)
            }
        }
    }

    func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }

    /// True for a URL or an address that stood in the text as such.
    private func isBare(_ link: OpaquePointer) -> Bool {
        guard let child = cmark_node_first_child(link), cmark_node_next(child) == nil,
            let url = cmark_node_get_url(link).map({ String(cString: $0) })
        else { return false }
        let words = literal(child)
        return ["", "http://", "mailto:"].contains { $0 + words == url }
    }

    /// Returns whether the source was mended.
    private mutating func look(at line: Line) -> Bool {
        let words = line.words
        guard words.contains(where: { "[])<".contains($0) }) else { return false }
        // What is looked for behind each bracket is found once for the whole line.
        let closings = UnreadMarkup.next(in: words) { $0 == "]" }
        let letters = UnreadMarkup.next(in: words, where: \.isLetter)
        var isRepaired = false
        for (index, character) in words.enumerated() where "[])<".contains(character) {
            let rest = words[index...]
            switch character {
            case "]" where rest.starts(with: "]("):
                guard let place = place(of: "](", before: rest.dropFirst(2), line.number) else { continue }
                if mend(line.number, at: place) { isRepaired = true } else { fault(line.number, words, index) }
            case "[" where index > 0 && words[index - 1] == "!":
                // What follows its closing bracket is looked at by itself.
                let end = closings[index]
                guard end < words.count, letters[index] < end, !words[(index + 1)..<end].elementsEqual("sic"),
                    end + 1 == words.count || !"([".contains(words[end + 1]),
                    place(of: "![", before: rest.dropFirst(), line.number) != nil
                else { continue }
                fault(line.number, words, index)
            case "[" where rest.starts(with: "[^"):
                let end = closings[index]
                guard (3...20).contains(end - index), end < words.count,
                    !words[index..<end].contains(where: \.isWhitespace),
                    place(of: "[^", before: rest.dropFirst(2), line.number) != nil
                else { continue }
                faults.append((line.number, UnreadMarkup.footnote(String(words[index...end]))))
            case "<": lookAtAngle(rest, line.number)
            default: if isLink(line, index, closings) { fault(line.number, words, index) }
            }
        }
        return isRepaired
    }

    /// Takes out of a line of the source what keeps a link from being one; false where that is not for us to mend.
    private mutating func mend(_ number: Int, at place: Int) -> Bool {
        guard mends, UnreadMarkup.opening(in: Array(source[number - 1]), before: place) != nil,
            let mended = UnreadMarkup.mended(Array(source[number - 1]), from: place + 2)
        else { return false }
        source[number - 1] = Substring(mended)
        return true
    }

    /// True where a bracket that closes would be a link's, but for a blank, a reference that nothing defines, a definition
    /// that a paragraph swallowed, or brackets the wrong way round.
    private mutating func isLink(_ line: Line, _ index: Int, _ closings: [Int]) -> Bool {
        let words = line.words
        let rest = words[index...]
        if rest.starts(with: "] (") {
            let target = rest.dropFirst(3).prefix { $0 != ")" && $0 != " " }
            return leads(String(target)) && place(of: "] (", before: rest.dropFirst(3), line.number) != nil
        }
        if rest.starts(with: "][") {
            let end = closings[index + 1]
            guard end < words.count else { return false }
            let reference = words[(index + 2)..<end]
            return (!reference.allSatisfy(\.isNumber) || reference.isEmpty)
                && place(of: "][", before: rest.dropFirst(2), line.number) != nil
        }
        if rest.starts(with: "]: ") {
            return words.first == "[" && !words[..<index].contains("]")
                && leads(String(rest.dropFirst(3).prefix { $0 != " " }))
                && place(of: "]: ", before: rest.dropFirst(3), line.number) != nil
        }
        guard rest.starts(with: ")[") else { return false }
        let target = String(words[(index + 2)..<closings[index + 1]].prefix(UnreadMarkup.farEnough))
        return leads(target) && place(of: ")[", before: rest.dropFirst(2), line.number) != nil
    }

    /// An address in angle brackets with a blank in it: what follows the blank would not lead there.
    private mutating func lookAtAngle(_ rest: ArraySlice<Character>, _ number: Int) {
        let inner = rest.dropFirst().prefix { $0 != ">" && $0 != "<" }
        let target = inner.prefix { !$0.isWhitespace }
        guard inner.count + 1 < rest.count, target.count < inner.count, leads(String(target)),
            place(of: "<", before: rest.dropFirst(), number) != nil
        else { return }
        let text = String(sentinels.readable(String(rest.prefix(inner.count + 2))).prefix(60))
        let problem = Phrase(
            fr: "`\(text)` : un lien n’a pas d’espace ; écrivez `%20`, ou `\\<` si ce n’est pas un lien",
            en: "`\(text)`: a link has no blanks; write `%20`, or `\\<` where no link is meant")
        faults.append((number, problem))
    }

    /// Characters that tell whether a target leads somewhere.
    private static let farEnough = 100

    /// For each place of a line, the next one from there on where something stands; the line's end where nothing does.
    private static func next(in words: [Character], where stands: (Character) -> Bool) -> [Int] {
        var (places, last) = (Array(repeating: words.count, count: words.count), words.count)
        for index in words.indices.reversed() {
            if stands(words[index]) { last = index }
            places[index] = last
        }
        return places
    }

    /// As labels are compared (CommonMark 0.31 §4.7): case and runs of blanks aside.
    private static func label(_ text: Substring) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing("[ ", with: "[").replacing(" ]", with: "]")
    }

    /// `[PS]: thanks` looks like the definition of a link's target, and no part of the letter would show it.
    private mutating func lookForLost(_ shown: [String]) {
        var labels: [String] = []
        for (index, line) in source.enumerated() {
            let words = line.drop { $0 == " " || $0 == ">" }
            guard words.first == "[", let end = words.firstRange(of: "]:"), room > 0 else { continue }
            var target = words[end.upperBound...].drop { $0 == " " }.prefix { $0 != " " }
            if target.first == "<", target.last == ">" { target = target.dropFirst().dropLast() }
            // `[//]: # (words)` and `[//]: <> (words)`: what people write for a comment.
            guard !target.isEmpty, target != "#", !sentinels.occur(in: String(words)),
                LinkTarget.fault(String(target), .link) != nil
            else { continue }
            let label = words[..<end.upperBound]
            // Where a link leads there, the link is the fault.
            if labels.isEmpty { labels = source.map(UnreadMarkup.label) }
            room -= labels.reduce(0) { $0 + $1.utf8.count }
            let name = UnreadMarkup.label(label.dropLast())
            let isUsed = labels.indices.contains { labels[$0].contains(name) && source[$0] != line }
            guard !isUsed, !shown.contains(where: { $0.contains(label) }) else { continue }
            faults.append(
                (
                    index + 1,
                    Phrase(
                        fr: "`\(words.prefix(40))` passe pour la cible d’un lien, et se perdrait ; écrivez `\\[`",
                        en: "`\(words.prefix(40))` is taken for the target of a link, and would be lost; write `\\[`")
                ))
        }
    }

    /// Whether something was meant as a target.
    private func leads(_ target: String) -> Bool {
        let bytes = Array(target.utf8)
        if let first = bytes.first, first == 0x7A, let (index, _, end) = sentinels.tag(in: bytes, at: 0),
            end == bytes.count, case .variable(let name, _) = sentinels.tags[index].kind
        {
            return name == "unsubscribe"
        }
        let start = target.lowercased()
        return ["http://", "https://", "mailto:", "www."].contains { start.hasPrefix($0) }
            || LinkTarget.completed(target) != nil
    }

    /// Where, on a line of the source, something stands that is not escaped and goes on in the same way. Nil, and said, where
    /// that would take too long to tell.
    mutating func place(of wanted: String, before rest: ArraySlice<Character>, _ number: Int) -> Int? {
        guard source.indices.contains(number - 1), room > 0 else { return nil }
        let line = Array(source[number - 1])
        let wanted = Array(wanted)
        guard line.count >= wanted.count else { return nil }
        room -= line.count
        for index in 0...(line.count - wanted.count) where line[index...].starts(with: wanted) {
            guard room > 0 else { break }
            let alike = UnreadMarkup.alike(line[(index + wanted.count)...], rest)
            room -= alike.count
            guard alike.goesOn, !UnreadMarkup.isEscaped(line, index) else { continue }
            room -= index
            let opening = wanted[0] == "]" ? UnreadMarkup.opening(in: line, before: index) : nil
            if let opening, UnreadMarkup.isEscaped(line, opening) { continue }
            return index
        }
        if room <= 0 {
            faults.append(
                (
                    number,
                    Phrase(
                        fr: "trop de crochets pour dire lesquels sont des liens ; écrivez `\\[` là où il n’y en a pas",
                        en: "too many brackets to tell which of them are links; write `\\[` where no link is meant")
                ))
        }
        return nil
    }

    private static func isEscaped(_ line: [Character], _ index: Int) -> Bool {
        line[..<index].reversed().prefix { $0 == "\\" }.count % 2 == 1
    }

    /// The bracket that one at a place closes, escaped or not; nil where it stands on an earlier line.
    private static func opening(in line: [Character], before index: Int) -> Int? {
        var depth = 0
        for place in line[..<index].indices.reversed() {
            if line[place] == "]" { depth += 1 }
            if line[place] == "[" {
                if depth == 0 { return place }
                depth -= 1
            }
        }
        return nil
    }

    /// Whether a source reads like a text, as far as neither markup nor escapes part them, and how far that was to be seen.
    private static func alike(_ source: ArraySlice<Character>, _ text: ArraySlice<Character>) -> (
        goesOn: Bool, count: Int
    ) {
        var count = 0
        for (written, read) in zip(source, text) {
            count += 1
            if written != read { return (read == standIn || "\\&*_~`[!".contains(written), count) }
        }
        return (true, count)
    }

    /// A line whose target, from a place on, has blanks in it: angle brackets hold them together. Nil where that does not
    /// mend it.
    private static func mended(_ line: [Character], from start: Int) -> String? {
        var depth = 1
        var end = start
        while end < line.count {
            if line[end] == "(" { depth += 1 }
            if line[end] == ")" { depth -= 1 }
            if depth == 0 { break }
            end += 1
        }
        guard end < line.count else { return nil }
        let inner = String(line[start..<end]).trimmingWhitespace()
        var (target, title) = (inner, "")
        for quote in ["\"", "'"] where inner.hasSuffix(quote) {
            guard let range = inner.firstRange(of: " " + quote) else { continue }
            (target, title) = (
                String(inner[..<range.lowerBound]).trimmingWhitespace(), String(inner[range.lowerBound...])
            )
        }
        guard target.contains(where: \.isWhitespace), !target.contains(where: { "<>\"".contains($0) }) else {
            return nil
        }
        return String(line[..<start]) + "<\(target)>\(title)" + String(line[end...])
    }

    private mutating func fault(_ line: Int, _ words: [Character], _ index: Int) {
        let start = words[..<index].lastIndex { $0 == "[" || $0 == "(" } ?? index
        let shown = words[start...].map { $0 == UnreadMarkup.standIn ? "…" : String($0) }.joined()
        let text = sentinels.readable(shown).prefix(40)
        faults.append(
            (
                line,
                Phrase(
                    fr: "`\(text)` partirait tel quel ; écrivez `[mots](https://…)`, ou `\\[` si ce n’est pas un lien",
                    en: "`\(text)` would be mailed as it stands; write `[words](https://…)`, or `\\[` where no link is "
                        + "meant")
            ))
    }
}
