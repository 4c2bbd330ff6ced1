/// Dates, numbers and lists as each language writes them; no locale of the machine has a say.
package enum Wording {
    /// `12 mars 2020`, `12 March 2020`; a month alone where that is all the source gave.
    package static func date(_ when: When, _ language: Language) -> String {
        when.precision == .month ? month(when.day, language) : date(when.day, language)
    }

    /// `1er mars 2020`, `1 March 2020`.
    package static func date(_ day: CivilDate, _ language: Language) -> String {
        let number = day.components.day
        let isFrenchFirst = language == .french && number == 1
        return (isFrenchFirst ? "1er" : String(number)) + " " + month(day, language)
    }

    /// `le 12 mars 2020`, `on 12 March 2020`; `en mars 2020`, `in March 2020`.
    package static func on(_ when: When, _ language: Language) -> String {
        (when.precision == .month ? Phrase(fr: "en ", en: "in ") : Phrase(fr: "le ", en: "on "))[language]
            + date(when, language)
    }

    /// `depuis le 12 mars 2020`, `depuis mars 2020`; `since 12 March 2020`, `since March 2020`.
    package static func since(_ when: When, _ language: Language) -> String {
        (when.precision == .month
            ? Phrase(fr: "depuis ", en: "since ") : Phrase(fr: "depuis le ", en: "since "))[language]
            + date(when, language)
    }

    /// `mars 2020`, `March 2020`.
    package static func month(_ day: CivilDate, _ language: Language) -> String {
        let (year, month, _) = day.components
        let names = months[language] ?? []
        return (names.indices.contains(month - 1) ? names[month - 1] : String(month)) + " \(year)"
    }

    /// `2 448` with a narrow no-break space in French, `2,448` in English.
    package static func number(_ number: Int, _ language: Language) -> String {
        GroupedNumber.text(number, language)
    }

    /// The number with its noun: French takes the singular for 0 and 1, English for 1 alone. No line breaks between
    /// them in French, whose numbers hold no-break spaces anyway.
    package static func plural(_ count: Int, _ one: Phrase, _ many: Phrase, _ language: Language) -> String {
        number(count, language) + (language == .french ? "\u{A0}" : " ") + noun(count, one, many, language)
    }

    /// The noun alone, in the number that the count asks for.
    package static func noun(_ count: Int, _ one: Phrase, _ many: Phrase, _ language: Language) -> String {
        let isSingular =
            switch language {
            case .french: count.magnitude < 2
            case .english: count.magnitude == 1
            }
        return (isSingular ? one : many)[language]
    }

    /// `2 448 jours`, `2,448 days`.
    package static func days(_ count: Int, _ language: Language) -> String {
        plural(count, Phrase(fr: "jour", en: "day"), Phrase(fr: "jours", en: "days"), language)
    }

    /// What follows the first few: `et 2 448 autres`, `and 2,448 more`.
    package static func others(_ count: Int, _ language: Language) -> String {
        Phrase(fr: "et ", en: "and ")[language]
            + plural(count, Phrase(fr: "autre", en: "more"), Phrase(fr: "autres", en: "more"), language)
    }

    /// A text of somebody else's in quotation marks, without line breaks and control characters.
    package static func quoted(_ text: String, _ language: Language) -> String {
        switch language {
        case .french: "« \(text.withoutControls) »"
        case .english: "“\(text.withoutControls)”"
        }
    }

    /// `a, b et c`, `a, b and c`.
    package static func list(_ items: [String], _ language: Language) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        let and = Phrase(fr: " et ", en: " and ")[language]
        return items.dropLast().joined(separator: ", ") + and + last
    }

    private static let months: [Language: [String]] = [
        .french: [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
            "novembre", "décembre",
        ],
        .english: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
    ]
}

extension Phrase {
    /// Both languages from one function of the language.
    package init(_ text: (Language) -> String) { self.init(fr: text(.french), en: text(.english)) }
}
