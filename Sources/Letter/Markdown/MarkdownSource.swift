import Vocabulary

/// A letter's tokens as a source for Markdown: tags as words. Section tags that stood alone on their lines become
/// paragraphs of their own, or items of the list that they stand in, which are taken away again afterwards.
struct MarkdownSource {
    private(set) var text = ""
    private(set) var sentinels: Sentinels
    /// Where each line of ``text`` comes from.
    private var origins: [Place] = []
    /// Where each line of ``text`` ends in its author's file.
    private(set) var widths: [LineWidth] = []
    private var isAtLineStart = true

    /// Columns of a line as its author wrote it, with tags and comments in full: what an editor that wraps lines counts.
    struct LineWidth {
        /// Of the whole line.
        var columns = 0
        /// Of its first word, behind the marks of quotes; nil for a line without one.
        var firstWord: Int? { start.map { max(1, (end ?? columns + 1) - $0) } }
        fileprivate var start: Int?
        fileprivate var end: Int?
        /// The column of the character before.
        fileprivate var last = 0
    }

    init(_ tokens: [TemplateToken]) {
        sentinels = Sentinels(avoiding: tokens.compactMap { if case .text(let text, _) = $0 { text } else { nil } })
        let markers = ListMarkers.around(tokens)
        for (index, token) in tokens.enumerated() {
            switch token {
            case .text(let words, let place): append(words, place)
            case .tag(let tag) where tag.isStandalone: appendStandalone(tag, marker: markers[index])
            case .tag(let tag):
                let isAutolink = tag.isVariable && text.hasSuffix("<") && tokens.continuesWithClosingBracket(index)
                let word = sentinels.word(for: tag)
                append(isAutolink ? sentinels.scheme + word : word, tag.place)
            }
        }
    }

    /// The place in the author's file that a line of ``text``, from 1, comes from.
    func origin(ofLine line: Int) -> Place? {
        origins.isEmpty ? nil : origins[min(max(line - 1, 0), origins.count - 1)]
    }

    private mutating func appendStandalone(_ tag: Tag, marker: String?) {
        let word = sentinels.word(for: tag)
        if !isAtLineStart { append("\n", tag.place) }
        guard let marker else {
            for line in ["\n", (tag.indentation ?? "") + word + "\n", "\n"] { append(line, tag.place) }
            return
        }
        append(marker + word + "\n", tag.place)
    }

    private mutating func append(_ words: String, _ place: Place) {
        var (line, column) = (place.line, place.column)
        for scalar in words.unicodeScalars {
            if isAtLineStart {
                origins.append(Place(file: place.file, line: line, column: column))
                widths.append(LineWidth())
            }
            isAtLineStart = scalar == "\n"
            widths[widths.count - 1].take(scalar, at: column)
            column += 1
            if isAtLineStart { (line, column) = (line + 1, 1) }
        }
        text += words
    }
}

extension MarkdownSource.LineWidth {
    /// Takes the character at a column, from 1; a tag's word stands for itself at the column where the tag begins, and the
    /// text behind it says where it ended.
    fileprivate mutating func take(_ scalar: Unicode.Scalar, at column: Int) {
        // A comment stood in between.
        if start == nil, column > last + 1 { start = last + 1 }
        last = column
        switch scalar {
        case "\n": columns = column - 1
        case " ", "\t", ">": if start != nil, end == nil, scalar != ">" { end = column }
        default:
            if start == nil { start = column }
            columns = column
        }
    }
}

extension [TemplateToken] {
    /// Whether the text right after a token closes an angle bracket.
    fileprivate func continuesWithClosingBracket(_ index: Int) -> Bool {
        guard index + 1 < count, case .text(let text, _) = self[index + 1] else { return false }
        return text.hasPrefix(">")
    }
}
