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
    var place: Place
    /// The blanks before a tag that stands alone on its line; nil for every other tag.
    var indentation: String?
    var isStandalone: Bool { indentation != nil }

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
