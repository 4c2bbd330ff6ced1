/// What somebody types to find a person: names and the company, in any order and case, with accents and hyphens or without.
package struct NameQuery: Sendable {
    /// How a text answers a query.
    package enum Match: Sendable {
        /// Each word of the query is a whole word of the text.
        case whole
        /// Some are the beginning of one.
        case partial
    }

    private let words: [String]
    /// `Jean-Pierre`, `Jean Pierre` and `Jeanpierre` are one name: so many words that stand side by side may be written as one.
    private static let mostJoined = 3

    /// Nil for a text without a letter or digit: it names nobody.
    package init?(_ text: String) {
        words = NameQuery.words(text)
        guard !words.isEmpty else { return nil }
    }

    /// How a contact's name and company answer, and the texts beside them, such as addresses; nil where some word of the query is
    /// in none of them.
    package func match(_ fields: ContactFields, and texts: [String] = []) -> Match? {
        let (first, last) = (fields.firstName, fields.lastName)
        let own = [first + " " + last, last + " " + first, fields.fullName, fields.company]
        let known = Set((own + texts).flatMap { NameQuery.joined(NameQuery.words($0)) })
        if covers(0, { known.contains($0) }) { return .whole }
        return covers(0, { word in known.contains { $0.hasPrefix(word) } }) ? .partial : nil
    }

    /// True where the words from a place on, some of them as one, are all known.
    private func covers(_ start: Int, _ isKnown: (String) -> Bool) -> Bool {
        guard start < words.count else { return true }
        return (1...NameQuery.mostJoined).contains { count in
            start + count <= words.count && isKnown(words[start..<start + count].joined())
                && covers(start + count, isKnown)
        }
    }

    private static func words(_ text: String) -> [String] {
        // Nobody's name is longer; what is, is no name to be searched at any price.
        String(text.prefix(200)).folded.split { !$0.isLetter && !$0.isNumber }.prefix(20).map(String.init)
    }

    /// The words, and those side by side as one.
    private static func joined(_ words: [String]) -> [String] {
        words.indices.flatMap { start in
            (1...mostJoined).compactMap { count in
                start + count <= words.count ? words[start..<start + count].joined() : nil
            }
        }
    }
}
