import Vocabulary

/// What other tools write between `{{` and `}}` (Jinja, Django, Liquid, Handlebars, Go, and the names of mailing services),
/// and Portillon's own form of it.
struct ForeignPlaceholder {
    private let fields: LetterFields
    /// The fields that mean something where the tag stands.
    private let names: [String]
    /// The same, and their French names.
    private let spellings: [String]

    /// `further`: names that mean something in this source beside the fields.
    init(_ fields: LetterFields, further: [String] = []) {
        self.fields = fields
        names = fields.names + further
        spellings = names + fields.frenchNames
    }

    // MARK: - Defaults

    /// The right form for a default that is a filter, a text in quotes or the name of a field, all of which would be
    /// mailed as they stand; nil where it is the author's own text.
    func form(of name: String, fallback: String) -> Phrase? {
        let pieces = ForeignPlaceholder.pieces(fallback)
        let isForeign =
            pieces.contains { Quoted.isWhole($0) || ForeignPlaceholder.isFilter($0) }
            || pieces.count > 1 && pieces[0].isEmpty
            || pieces.contains { $0.contains { "._".contains($0) } && names.contains($0) }
        guard isForeign else { return nil }
        let text = Quoted.texts(in: fallback).first ?? ForeignPlaceholder.bareArgument(pieces)
        // A right name stays as it was written.
        if fields.isKnown(fields.field(named: name)) { return Phrase { _ in ForeignPlaceholder.form(name, text) } }
        return form(self.field(in: name) ?? name, text)
    }

    private func form(_ field: String, _ text: String?) -> Phrase {
        Phrase { ForeignPlaceholder.form(fields.spelled(field, $0), text) }
    }

    private static func form(_ name: String, _ text: String?) -> String {
        text.map { "{{\(name)|\($0)}}" } ?? "{{\(name)}}"
    }

    /// What stands between bars outside quotes.
    private static func pieces(_ text: String) -> [String] {
        var pieces = [""]
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" && (pieces.last ?? "").last?.isLetter != true {
                quote = character
            } else if character == "|" {
                pieces.append("")
                continue
            }
            pieces[pieces.count - 1].append(character)
        }
        return pieces.map { $0.trimmingWhitespace() }
    }

    /// Filters that stand alone, and are no words of a letter.
    private static let bareFilters: Set<String> = [
        "default", "capitalize", "capfirst", "upcase", "downcase", "upper", "lower", "uppercase", "lowercase",
        "ucfirst",
        "title", "titlecase", "titleize", "trim", "strip", "escape", "safe", "urlencode", "url_encode", "striptags",
        "strip_html",
    ]
    private static let filters = bareFilters.union([
        "d", "default_if_none", "fallback", "ifempty", "if_empty", "coalesce", "replace", "append", "prepend",
        "truncate",
        "date", "split", "join",
    ])

    private static func isFilter(_ piece: String) -> Bool {
        let name = String(piece.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        guard !name.isEmpty else { return false }
        let rest = piece.dropFirst(name.count)
        let isKnown = filters.contains(name)
        if rest.isEmpty { return bareFilters.contains(name) }
        // `ami(e)` and `date(s)` are no calls: what they hold is no argument.
        if rest.hasPrefix("("), rest.hasSuffix(")") {
            let inside = rest.dropFirst().dropLast()
            return !Quoted.texts(in: String(inside)).isEmpty || isKnown && takes(String(inside), name)
        }
        let argument = String(rest).trimmingWhitespace()
        if argument.hasPrefix(":") {
            return isKnown || rest.hasPrefix(":") && Quoted.isWhole(String(argument.dropFirst()).trimmingWhitespace())
        }
        return isKnown && rest.first?.isWhitespace == true && Quoted.isWhole(argument)
    }

    /// Whether a filter takes what stands in its parentheses: nothing, a number, a field, or a default without quotes.
    private static func takes(_ argument: String, _ filter: String) -> Bool {
        let isWord = !argument.isEmpty && argument.allSatisfy(\.isLetter)
        return !isWord || filter.hasPrefix("default") || filter.hasPrefix("if") || filter == "fallback"
            || filter == "coalesce"
    }

    /// `there` of `default(there)` and `default: there`.
    private static func bareArgument(_ pieces: [String]) -> String? {
        for piece in pieces where piece.hasPrefix("default") {
            let argument = piece.dropFirst("default".count).filter { !"()".contains($0) }
            let text = String(argument.drop { $0 == ":" || $0 == " " }).trimmingWhitespace()
            if !text.isEmpty { return text }
        }
        return nil
    }

    // MARK: - Names

    /// The right form for what stands where a name should, as far as it can be told.
    func form(ofName written: String) -> Phrase? {
        guard let field = field(in: written) else { return nil }
        let texts = Quoted.texts(in: written).filter { alias($0) == nil }
        let text = texts.last.map { $0.hasPrefix("default=") ? String($0.dropFirst("default=".count)) : $0 }
        return form(field, text)
    }

    /// Words that open, part and close blocks in other tools.
    enum Block { case condition, negation, alternative, end }

    static func block(_ written: String) -> Block? {
        switch written.prefix(while: { $0 != " " }) {
        case "if", "each", "with", "range", "for": .condition
        case "unless": .negation
        case "else", "elseif", "elsif", "elif": .alternative
        case "end", "endif", "endfor", "endunless": .end
        default: nil
        }
    }

    /// The field that somebody means, in whatever spelling, and whatever stands around it.
    func field(in written: String) -> String? {
        let words = written.split { !($0.isLetter || $0.isNumber || "._".contains($0)) }.map {
            $0.trimming { $0 == "." }
        }.filter { ForeignPlaceholder.block($0) == nil && !ForeignPlaceholder.operators.contains($0) }
        for word in words { if let field = alias(word) { return field } }
        // Names of several words, as in the header of a table.
        if let field = alias(words.joined(separator: "_")) { return field }
        for word in words where word.count > 2 {
            if let near = near(word) ?? near(ForeignPlaceholder.last(word)) { return near }
        }
        return nil
    }

    private func near(_ word: String) -> String? {
        nearestName(to: word, among: spellings).map(fields.field(named:))
    }

    private static let operators: Set<String> = ["or", "and", "not", "default", "eq", "ne", "then", "var", "insert"]

    private static func last(_ word: String) -> String { word.split(separator: ".").last.map(String.init) ?? word }

    /// The field of a word as other tools spell it.
    private func alias(_ word: String) -> String? {
        if names.contains(word) { return word }
        for spelling in [word, ForeignPlaceholder.last(word)] {
            let key = ForeignNames.key(spelling)
            guard !key.isEmpty else { continue }
            if let name = names.first(where: { ForeignNames.key($0) == key }) { return name }
            // A column that was written without its accents.
            if let name = names.first(where: { FieldAlias.key($0) == FieldAlias.key(spelling) }) { return name }
            if let name = ForeignNames.field(key, inTag: true), names.contains(name) { return name }
        }
        return nil
    }
}

/// Text in quotes, straight ones and those that word processors make of them.
private enum Quoted {
    private static let pairs: [(Character, Character)] = [
        ("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("”", "”"), ("’", "’"),
    ]

    static func isWhole(_ text: String) -> Bool {
        text.count > 1 && pairs.contains { text.first == $0.0 && text.last == $0.1 }
    }

    /// What stands in quotes, in order. An apostrophe inside a word opens none.
    static func texts(in text: String) -> [String] {
        var texts: [String] = []
        var open: (closing: Character, start: String.Index)?
        var before: Character = " "
        for index in text.indices {
            let character = text[index]
            if let quote = open {
                let next = text.index(after: index)
                let isInside = character != "\"" && next < text.endIndex && text[next].isLetter && before.isLetter
                if character == quote.closing, !isInside {
                    texts.append(String(text[quote.start..<index]))
                    open = nil
                }
            } else if !before.isLetter, let pair = pairs.first(where: { $0.0 == character }) {
                open = (pair.1, text.index(after: index))
            }
            before = character
        }
        return texts
    }
}
