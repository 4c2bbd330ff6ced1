import Vocabulary

/// What a layout is laid around: the letter's own text, its beginning, and what it shows by itself.
struct LayoutBody {
    let segments: [Segment]
    /// The beginning of the letter, which mail programs show in their lists.
    let preheader: [Segment]
    /// The names that the text shows outside sections.
    private let shown: Set<String>

    /// `hasWayOut`: true where the text shows `{{unsubscribe}}` to its readers.
    init(segments: [Segment], preheader: [Segment], hasWayOut: Bool) {
        self.segments = segments
        self.preheader = preheader
        var shown = segments.shown
        if !hasWayOut { shown.remove("unsubscribe") }
        self.shown = shown
    }

    /// `why` of `content.why`; nil for any other name.
    static func shownName(_ name: String) -> String? {
        name.hasPrefix("content.") ? String(name.dropFirst("content.".count)) : nil
    }

    /// Without the sections on `content.NAME`: what stands there by itself.
    static func withoutAdditions(_ tokens: [TemplateToken]) -> [TemplateToken] {
        var open: [String] = []
        return tokens.filter { token in
            guard case .tag(let tag) = token else { return open.isEmpty }
            switch tag.kind {
            case .open(let name), .inverted(let name):
                guard shownName(name) != nil else { break }
                open.append(name)
                return false
            case .close(let name):
                guard shownName(name) != nil else { break }
                if open.last == name { open.removeLast() }
                return false
            case .variable, .partial: break
            }
            return open.isEmpty
        }
    }

    /// Resolves the sections on `content.NAME`, so that a layout adds what the letter does not show by itself, and does not
    /// repeat what it does: the reason, the sender, the way out.
    func resolved(_ tokens: [TemplateToken]) -> [TemplateToken] {
        var result: [TemplateToken] = []
        /// Of each open section of this kind: its name, and whether what stands in it stays.
        var open: [(name: String, stays: Bool)] = []
        for token in tokens {
            if case .tag(let tag) = token {
                switch tag.kind {
                case .open(let name), .inverted(let name):
                    if let field = LayoutBody.shownName(name) {
                        let isInverted = tag.kind == .inverted(name)
                        open.append((name, shown.contains(field) != isInverted))
                        continue
                    }
                case .close(let name):
                    if LayoutBody.shownName(name) != nil {
                        if open.last?.name == name { open.removeLast() }
                        continue
                    }
                case .variable, .partial: break
                }
            }
            if open.allSatisfy(\.stays) { result.append(token) }
        }
        return result
    }
}

extension [Segment] {
    /// The names that are filled in for everybody, outside sections.
    var shown: Set<String> {
        Set(compactMap { if case .field(let name, _, _) = $0 { name } else { nil } })
    }
}

/// The beginning of a letter in one line, for the lists of mail programs, which would show the layout's own words else.
enum Preheader {
    /// About as many octets as lists have room for.
    private static let length = 140

    /// `text`: the letter as plain text. Targets of links are left out, and so is all that follows the first one.
    static func of(_ text: [Segment]) -> [Segment] {
        var room = length
        return of(text, &room)
    }

    private static func of(_ text: [Segment], _ room: inout Int) -> [Segment] {
        var result: [Segment] = []
        for segment in text {
            guard room > 0 else { break }
            switch segment {
            case .bytes(let bytes):
                let (line, isCut) = shortened(bytes, room)
                var escaped: [UInt8] = []
                OutputContext.writeHTML(line, to: &escaped)
                result.append(.bytes(escaped))
                room = isCut ? 0 : room - escaped.count
            case .field(let name, let fallback, let output):
                guard output == .text else {
                    room = 0
                    continue
                }
                result.append(.field(name, fallback: fallback, .html))
                room -= 12
            case .section(let name, let isInverted, let inner):
                result.append(.section(name, isInverted: isInverted, of(inner, &room)))
            }
        }
        return result
    }

    /// Text on one line, up to the end of a word; what begins a link's target ends it.
    private static func shortened(_ bytes: [UInt8], _ room: Int) -> (line: String, isCut: Bool) {
        var line = ""
        for character in String(decoding: bytes, as: UTF8.self) {
            if character == "<" || character.isWhitespace && line.utf8.count >= room { return (line, true) }
            if !character.isWhitespace {
                line.append(character)
            } else if line.last != " " {
                line.append(" ")
            }
        }
        return (line, false)
    }
}
