/// The languages that the product speaks.
package enum Language: String, Sendable, CaseIterable, Codable {
    case french = "fr"
    case english = "en"
}

/// A text in every language of the product: a missing translation does not compile.
package struct Phrase: Hashable, Sendable {
    package let fr: String
    package let en: String

    package init(fr: String, en: String) {
        self.fr = fr
        self.en = en
    }

    package subscript(_ language: Language) -> String {
        switch language {
        case .french: fr
        case .english: en
        }
    }
}
