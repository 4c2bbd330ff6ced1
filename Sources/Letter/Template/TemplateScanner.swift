import Vocabulary

/// Cuts a source into text and Mustache tags (mustache(5)); standalone section, comment and partial tags take their
/// line with them.
struct TemplateScanner {
    private let file: String
    /// Scalars, as a combining mark behind a brace must not hide it. Columns count them too.
    private let text: [Unicode.Scalar]
    /// How many characters at each line's start were put there for a partial's indentation.
    private let shift: Int
    private var position = 0
    private var line: Int
    private var column = 1
    private var lines = TemplateLines()
    private var faults: [TemplateFault] = []
    /// Set once no closing braces follow any more, so that a source full of opening ones is searched only once.
    private var lacksDoubleClosing = false
    private var lacksTripleClosing = false

    /// `indentation` goes before every line that is not blank, as the standalone tag of a partial asks.
    static func scan(
        _ text: String, file: String, firstLine: Int = 1, indentation: String = ""
    ) -> (tokens: [TemplateToken], faults: [TemplateFault]) {
        var scanner = TemplateScanner(text, file: file, firstLine: firstLine, indentation: indentation)
        scanner.readAll()
        return (scanner.lines.tokens(), scanner.faults)
    }

    private init(_ text: String, file: String, firstLine: Int, indentation: String) {
        let text = text.replacingLineEnds()
        self.text = Array((indentation.isEmpty ? text : text.indented(by: indentation)).unicodeScalars)
        self.file = file
        shift = indentation.unicodeScalars.count
        line = firstLine
    }

    private var place: Place { Place(file: file, line: line, column: max(1, column - shift)) }

    private mutating func readAll() {
        var literal = ""
        var literalPlace = place
        while position < text.count {
            let start = place
            if isOpening, let piece = tag(start) {
                lines.append(text: literal, literalPlace)
                literal = ""
                literalPlace = place
                lines.append(piece)
                continue
            }
            if literal.isEmpty { literalPlace = start }
            if text[position] == "\n" {
                lines.append(text: literal, literalPlace)
                literal = ""
                lines.endLine(start)
            } else {
                literal.unicodeScalars.append(text[position])
            }
            advance()
        }
        lines.append(text: literal, literalPlace)
    }

    private var isOpening: Bool { position + 1 < text.count && text[position] == "{" && text[position + 1] == "{" }

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
    private mutating func tag(_ place: Place) -> TemplateLines.Piece? {
        let isTriple = position + 2 < text.count && text[position + 2] == "{"
        let width = isTriple ? 3 : 2
        let start = position + width
        guard let end = closing(from: start, width: width) else {
            fault(place, Phrase(fr: "`{{` n’est jamais refermé ; ajoutez `}}`", en: "`{{` is never closed; add `}}`"))
            return nil
        }
        let content = String(String.UnicodeScalarView(text[start..<end])).trimmingWhitespace()
        advance(end + width - position)
        return isTriple ? .tag(variable(content, place)) : kind(of: content, place)
    }

    /// Where the closing braces begin; nil where another tag or the end comes first.
    private mutating func closing(from start: Int, width: Int) -> Int? {
        if width == 3 ? lacksTripleClosing : lacksDoubleClosing { return nil }
        let isComment = width == 2 && start < text.count && text[start] == "!"
        var end = start
        while end + width <= text.count {
            if text[end] == "}", text[end + 1] == "}", width == 2 || text[end + 2] == "}" { return end }
            if !isComment, end > start, text[end] == "{", text[end + 1] == "{" { return nil }
            end += 1
        }
        if width == 3 { lacksTripleClosing = true } else { lacksDoubleClosing = true }
        return nil
    }

    private mutating func kind(of content: String, _ place: Place) -> TemplateLines.Piece {
        let rest = String(content.dropFirst()).trimmingWhitespace()
        switch content.first {
        case "!": return .comment
        case "#": return .tag(Tag(kind: .open(name(rest, place)), place: place))
        case "^": return .tag(Tag(kind: .inverted(name(rest, place)), place: place))
        case "/": return .tag(Tag(kind: .close(name(rest, place)), place: place))
        case ">": return .tag(Tag(kind: .partial(name(rest, place)), place: place))
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
}

extension String {
    /// CRLF and CR as LF.
    func replacingLineEnds() -> String {
        guard utf8.contains(0x0D) else { return self }
        var result = ""
        for character in self { result.append(character == "\r\n" || character == "\r" ? "\n" : character) }
        return result
    }

    /// Every line that is not blank, with something before it.
    fileprivate func indented(by indentation: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isBlank ? String($0) : indentation + $0 }.joined(separator: "\n")
    }
}
