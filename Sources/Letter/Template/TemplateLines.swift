/// A source line by line, so that tags that stand alone on theirs can take the whole line with them.
struct TemplateLines {
    enum Piece {
        case text(String, Place)
        case tag(Tag)
        case comment
    }

    fileprivate struct Line {
        var pieces: [Piece] = []
        /// Where the line feed stands; nil for a last line without one.
        var end: Place?
    }

    private var lines: [Line] = [Line()]

    mutating func append(_ piece: Piece) { lines[lines.count - 1].pieces.append(piece) }

    mutating func append(text: String, _ place: Place) {
        if !text.isEmpty { append(.text(text, place)) }
    }

    mutating func endLine(_ place: Place) {
        lines[lines.count - 1].end = place
        lines.append(Line())
    }

    /// Text and tags in order, without comments and without the lines on which a tag stands alone.
    func tokens() -> [TemplateToken] {
        var tokens: [TemplateToken] = []
        var text = ""
        var start: Place?
        func flush() {
            if let start, !text.isEmpty { tokens.append(.text(text, start)) }
            text = ""
            start = nil
        }
        for line in lines {
            if let (piece, indentation) = line.standalone {
                flush()
                if case .tag(var tag) = piece {
                    tag.indentation = indentation
                    tokens.append(.tag(tag))
                }
                continue
            }
            for piece in line.pieces {
                switch piece {
                case .text(let words, let place):
                    if start == nil { start = place }
                    text += words
                case .tag(let tag):
                    flush()
                    tokens.append(.tag(tag))
                case .comment:
                    // It may have held line breaks: what follows has a place of its own.
                    flush()
                }
            }
            guard let end = line.end else { continue }
            if start == nil { start = end }
            text += "\n"
        }
        flush()
        return tokens
    }
}

extension TemplateLines.Line {
    /// The section, comment or partial tag that stands alone on this line, with the blanks before it.
    fileprivate var standalone: (TemplateLines.Piece, String)? {
        var found: TemplateLines.Piece?
        var indentation = ""
        for piece in pieces {
            switch piece {
            case .text(let words, _):
                guard words.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return nil }
                if found == nil { indentation += words }
            case .tag(let tag):
                guard found == nil, !tag.isVariable else { return nil }
                found = piece
            case .comment:
                guard found == nil else { return nil }
                found = piece
            }
        }
        return found.map { ($0, indentation) }
    }
}
