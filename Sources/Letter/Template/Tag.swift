/// A Mustache tag as it stands in a source.
struct Tag: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// `fallback` is what stands behind `|`.
        case variable(String, fallback: String?)
        case open(String)
        case inverted(String)
        case close(String)
        case partial(String)
    }

    var kind: Kind
    /// The French name that its author wrote for the field; nil where the field's own stands there.
    var written: String?
    var place: Place
    /// The blanks before a tag that stands alone on its line; nil for every other tag.
    var indentation: String?
    var isStandalone: Bool { indentation != nil }

    /// The same about the fields that its names mean.
    func resolved(_ fields: LetterFields) -> Tag {
        func kind(_ name: String, _ make: (String) -> Kind) -> Tag {
            let field = fields.field(named: name)
            if field == name { return self }
            var tag = self
            (tag.kind, tag.written) = (make(field), name)
            return tag
        }
        return switch self.kind {
        case .variable(let name, let fallback): kind(name) { .variable($0, fallback: fallback) }
        case .open(let name): kind(name) { .open($0) }
        case .inverted(let name): kind(name) { .inverted($0) }
        case .close(let name): kind(name) { .close($0) }
        case .partial: self
        }
    }

    /// As its author wrote the name, which may be another one than the field's.
    func shown(_ name: String) -> String { written ?? name }

    var isVariable: Bool {
        if case .variable = kind { return true }
        return false
    }
}

/// Where something stands, for messages.
struct Place: Hashable, Sendable {
    var file: String
    var line: Int
    var column: Int
}

/// A source cut into literal text and tags; comments are gone.
enum TemplateToken: Hashable, Sendable {
    /// A stretch of text, with the place of its first character; its lines follow one another in the file.
    case text(String, Place)
    case tag(Tag)
}
