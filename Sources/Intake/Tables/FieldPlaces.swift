import Vocabulary

/// The columns of a table whose headers mean the same, as `context` and `Contexte` do: nearly always one alone, or none.
struct FieldPlaces {
    /// The one that comes first; nil where the table has none.
    let first: Int?
    /// All of them with their headers, where there are several; empty otherwise.
    let several: [(column: Int, name: String)]

    init(_ columns: [Int], names: [String]) {
        first = columns.first
        several = columns.count > 1 ? columns.map { ($0, names[$0]) } : []
    }
}

/// What a source says of one thing, which may stand in several places: two columns of one meaning, a property that comes twice.
///
/// Where they say the same, or all but one of them say nothing, that is what it says. Where they contradict each other nobody
/// can tell which of them is true, and to admit, neither counts.
enum Said {
    /// Blank where nothing is said.
    case agreed(String)
    /// Who says what, in the source's own words.
    case contradiction(String)

    /// `meaning` gives equal texts for what means the same.
    init(_ sayings: [(name: String, text: String)], meaning: (String) -> String) {
        let said = sayings.filter { !$0.text.isBlank }
        guard let first = said.first else {
            self = .agreed(sayings.first?.text ?? "")
            return
        }
        let known = meaning(first.text)
        let isAgreed = said.dropFirst().allSatisfy { meaning($0.text).isSpelled(known) }
        self = isAgreed ? .agreed(first.text) : .contradiction(Said.told(said))
    }

    /// The text that is agreed on; blank for a contradiction.
    var text: String {
        guard case .agreed(let text) = self else { return "" }
        return text
    }

    /// What stands in the way of each other: `source=self ≠ Source=third-party`.
    static func told(_ sayings: [(name: String, text: String)]) -> String {
        sayings.map { "\($0.name.withoutControls.prefix(60))=\($0.text.withoutControls.prefix(60))" }
            .joined(separator: " ≠ ")
    }

    /// One date of several. Two of one day are that day; dates of different days, and one that cannot be read beside one that
    /// can, are none.
    static func date(_ sayings: [(name: String, date: StatedDate)]) -> StatedDate {
        let said = sayings.filter { $0.date != .missing }
        guard let first = said.first?.date else { return .missing }
        if said.allSatisfy({ $0.date == first }) { return first }
        let days = said.map { $0.date.when.flatMap { $0.precision == .month ? nil : $0.day } }
        // A time that the other does not bear out is not taken.
        if let day = days[0], days.allSatisfy({ $0 == day }) { return .on(When(day: day)) }
        return .unreadable(told(said.map { ($0.name, $0.date.text) }))
    }
}

extension CSVReader {
    /// What the row says in the columns of a field. `text` reads one of them.
    func said(_ places: FieldPlaces, meaning: (String) -> String = { $0 }, text: (Int?) -> String) -> Said {
        if places.several.isEmpty { return .agreed(text(places.first)) }
        return Said(places.several.map { ($0.name, text($0.column)) }, meaning: meaning)
    }

    /// The same for a cell as it stands.
    func said(_ places: FieldPlaces, meaning: (String) -> String = { $0 }) -> Said {
        said(places, meaning: meaning) { self[$0] }
    }

    /// A name; blank as well where the columns contradict each other: nobody is called by a name that may be another's.
    func name(_ places: FieldPlaces) -> String { said(places, meaning: \.folded) { name($0) }.text }
}

/// What addresses mean: to the letter as the strict key has them.
enum AddressMeaning {
    static func of(_ text: String) -> String { (try? AddrSpec(parsing: text))?.normalForm ?? text }
}
