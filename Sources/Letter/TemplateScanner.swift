import Vocabulary

/// Cuts a source into text and Mustache tags (mustache(5)); standalone section, comment and partial tags take their
/// line with them.
struct TemplateScanner {
    private let file: String
    private let text: [Character]
    private var position = 0
    private var line: Int
    private var column: Int
    private(set) var faults: [TemplateFault] = []

    static func scan(
        _ text: String, file: String, firstLine: Int = 1, firstColumn: Int = 1
    ) -> (tokens: [TemplateToken], faults: [TemplateFault]) {
        var scanner = TemplateScanner(text, file: file, firstLine: firstLine, firstColumn: firstColumn)
        let raw = scanner.rawTokens()
        return (scanner.withoutStandaloneLines(raw), scanner.faults)
    }

    private init(_ text: String, file: String, firstLine: Int, firstColumn: Int) {
        self.text = Array(text.replacingLineEnds())
        self.file = file
        line = firstLine
        column = firstColumn
    }

    /// A tag, a comment, or text.
    private enum Raw {
        case text(String)
        case tag(Tag)
        case comment
    }

    private mutating func rawTokens() -> [Raw] {
        var tokens: [Raw] = []
        var literal = ""
        while position < text.count {
            guard text[position] == "{", position + 1 < text.count, text[position + 1] == "{" else {
                literal.append(text[position])
                advance()
                continue
            }
            let place = Place(file: file, line: line, column: column)
            guard let raw = tag(place) else {
                literal.append(text[position])
                advance()
                continue
            }
            if !literal.isEmpty { tokens.append(.text(literal)) }
            literal = ""
            tokens.append(raw)
        }
        if !literal.isEmpty { tokens.append(.text(literal)) }
        return tokens
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < text.count {
            if text[position] == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
            position += 1
        }
    }

    /// Reads the tag that begins here; nil, with a fault, where it is not closed.
    private mutating func tag(_ place: Place) -> Raw? {
        let isTriple = position + 2 < text.count && text[position + 2] == "{"
        let closing: [Character] = isTriple ? ["}", "}", "}"] : ["}", "}"]
        let start = position + closing.count
        var end = start
        while end + closing.count <= text.count, Array(text[end..<end + closing.count]) != closing { end += 1 }
        guard end + closing.count <= text.count else {
            fault(place, Phrase(fr: "`{{` n'est jamais refermé ; ajoutez `}}`", en: "`{{` is never closed; add `}}`"))
            return nil
        }
        let content = String(text[start..<end]).trimmingWhitespace()
        advance(end + closing.count - position)
        return isTriple ? .tag(variable(content, place)) : kind(of: content, place)
    }

    private mutating func kind(of content: String, _ place: Place) -> Raw {
        let rest = String(content.dropFirst()).trimmingWhitespace()
        switch content.first {
        case "!": return .comment
        case "#": return .tag(Tag(kind: .open(name(rest, place)), place: place))
        case "^": return .tag(Tag(kind: .inverted(name(rest, place)), place: place))
        case "/": return .tag(Tag(kind: .close(name(rest, place)), place: place))
        case ">": return .tag(Tag(kind: .partial(rest), place: place))
        case "&": return .tag(variable(rest, place))
        case "=":
            fault(
                place,
                Phrase(
                    fr: "les délimiteurs ne se changent pas ; gardez `{{` et `}}`",
                    en: "delimiters cannot be changed; keep `{{` and `}}`"))
            return .comment
        default: return .tag(variable(content, place))
        }
    }

    private mutating func variable(_ content: String, _ place: Place) -> Tag {
        guard let bar = content.firstIndex(of: "|") else {
            return Tag(kind: .variable(name(content, place), fallback: nil), place: place)
        }
        let field = String(content[..<bar]).trimmingWhitespace()
        let fallback = String(content[content.index(after: bar)...]).trimmingWhitespace()
        return Tag(kind: .variable(name(field, place), fallback: fallback), place: place)
    }

    private mutating func name(_ text: String, _ place: Place) -> String {
        if text.isEmpty {
            fault(place, Phrase(fr: "une balise sans nom de champ", en: "a tag without the name of a field"))
        }
        return text
    }

    private mutating func fault(_ place: Place, _ problem: Phrase) {
        faults.append(TemplateFault(file: place.file, line: place.line, column: place.column, problem: problem))
    }

    /// Removes the lines on which a section, comment or partial tag stands alone.
    private func withoutStandaloneLines(_ raw: [Raw]) -> [TemplateToken] {
        var tokens: [TemplateToken] = []
        var texts = raw.map { token -> String? in
            if case .text(let text) = token { return text }
            return nil
        }
        // A line begins right behind a tag that took its line with it.
        var endsItsLine = raw.map { _ in false }
        for index in raw.indices {
            var isStandalone = false
            var indent = ""
            let follows = index < 2 ? index == 1 : endsItsLine[index - 2]
            let isFirst = index == 0 || endsItsLine[index - 1]
            if isLineTag(raw[index]),
                let (before, after) = surroundings(texts, index, follows: follows, isFirst: isFirst)
            {
                isStandalone = true
                endsItsLine[index] = true
                if index > 0, let text = texts[index - 1] {
                    indent = String(text.suffix(before))
                    texts[index - 1] = String(text.dropLast(before))
                }
                if index + 1 < raw.count, let text = texts[index + 1] {
                    texts[index + 1] = String(text.dropFirst(after))
                }
            }
            // Text is taken over when its right-hand tag has had its say.
            if index > 0, let text = texts[index - 1], !text.isEmpty { tokens.append(.text(text)) }
            if case .tag(var tag) = raw[index] {
                tag.isStandalone = isStandalone
                if case .partial = tag.kind { tag.indent = indent }
                tokens.append(.tag(tag))
            }
        }
        if let last = raw.indices.last, let text = texts[last], !text.isEmpty { tokens.append(.text(text)) }
        return tokens
    }

    private func isLineTag(_ raw: Raw) -> Bool {
        switch raw {
        case .comment: return true
        case .text: return false
        case .tag(let tag):
            if case .variable = tag.kind { return false }
            return true
        }
    }

    /// How many characters before and behind the tag belong to its line; nil where it does not stand alone.
    /// `follows`: the text before it begins a line; `isFirst`: the tag itself does, without any text before it.
    private func surroundings(_ texts: [String?], _ index: Int, follows: Bool, isFirst: Bool) -> (Int, Int)? {
        var before = 0
        if index > 0, let text = texts[index - 1] {
            before = text.reversed().prefix { $0 == " " || $0 == "\t" }.count
            let beginsLine = before == text.count ? follows : text.dropLast(before).last == "\n"
            guard beginsLine else { return nil }
        } else if !isFirst {
            return nil
        }
        var after = 0
        if index + 1 < texts.count {
            guard let text = texts[index + 1] else { return nil }
            after = text.prefix { $0 == " " || $0 == "\t" }.count
            if after == text.count { return index + 2 == texts.count ? (before, after) : nil }
            guard text.dropFirst(after).first == "\n" else { return nil }
            after += 1
        }
        return (before, after)
    }
}

extension String {
    /// CRLF and CR as LF.
    func replacingLineEnds() -> String {
        guard utf8.contains(0x0D) else { return self }
        var result = ""
        for character in self { result.append(character == "\r\n" || character == "\r" ? "\n" : character) }
        return result
    }

    func trimmingWhitespace() -> String {
        var view = self[...]
        while view.first?.isWhitespace == true { view = view.dropFirst() }
        while view.last?.isWhitespace == true { view = view.dropLast() }
        return String(view)
    }
}
