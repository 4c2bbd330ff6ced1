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
    /// True where a section tag stands alone on its line.
    var isStandalone = false
    /// The blanks before a partial tag that stands alone: each line of the partial begins with them.
    var indent = ""
}

/// Where something stands, for messages.
struct Place: Hashable, Sendable {
    var file: String
    var line: Int
    var column: Int
}

/// A source cut into literal text and tags; comments are gone.
enum TemplateToken: Hashable, Sendable {
    case text(String)
    case tag(Tag)
}
