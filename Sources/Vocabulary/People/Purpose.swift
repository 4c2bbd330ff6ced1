/// A kind of e-mail that the sender has declared (GDPR art. 5(1)(b)).
package struct Purpose: Hashable, Sendable {
    package enum Context: String, Sendable, CaseIterable { case professional, personal }

    package var name: String
    package var context: Context
    package var description: [Language: String]
    /// The legal basis that the sender asserts for it, in their words (GDPR art. 6(1)); blank where they assert none. It is kept
    /// and never judged.
    package var legalBasis: String

    package init(name: String, context: Context, description: [Language: String], legalBasis: String = "") {
        self.name = name
        self.context = context
        self.description = description
        self.legalBasis = legalBasis
    }

    /// The description in a language, else in the other one, else the name.
    package func described(in language: Language) -> String {
        let other: Language = language == .french ? .english : .french
        for candidate in [description[language], description[other]] {
            if let candidate, !candidate.isBlank { return candidate }
        }
        return name
    }
}
