import Intake
import Vocabulary

extension DateOrderFinding {
    /// For the JSON of an import.
    var document: JSONValue {
        .object([
            .init("column", .string(column)), .init("order", JSONValue(order?.rawValue)),
            .init("from", .string(basis.rawValue)), .init("dates", .int(dates)), .init("proof", JSONValue(proof)),
            .init("line", self.line.map { .int($0) } ?? .null), .init("againstOption", .bool(isAgainstOption)),
        ])
    }

    /// How the dates of a column were read, and why so.
    var report: Phrase {
        let name = printable(column.withoutControls)
        let french = text(.french)
        let english = text(.english)
        return Phrase(fr: "  dates             « \(name) » : \(french)", en: "  dates           “\(name)”: \(english)")
    }

    private func text(_ language: Language) -> String {
        let count = Wording.plural(
            dates, Phrase(fr: "date reste ambiguë", en: "date stays ambiguous"),
            Phrase(fr: "dates restent ambiguës", en: "dates stay ambiguous"), language)
        let proof = printable((proof ?? "").withoutControls)
        let place = "\(self.line ?? 0)"
        let words: Phrase =
            switch (basis, order) {
            case (.contradiction, _):
                Phrase(
                    fr: "l’ordre du jour et du mois se contredit (\(proof), ligne \(place)) ; \(count)",
                    en: "the order of day and month contradicts itself (\(proof), line \(place)); \(count)")
            case (.column, let order):
                Phrase(
                    fr:
                        "\(order == .monthFirst ? "le mois" : "le jour") d’abord, comme le montre \(proof), ligne \(place)"
                        + (isAgainstOption ? " (et non comme le dit `--dates`)" : ""),
                    en: "\(order == .monthFirst ? "month" : "day") first, as \(proof) in line \(place) shows"
                        + (isAgainstOption ? " (and not as `--dates` says)" : ""))
            case (.option, let order):
                Phrase(
                    fr: "\(order == .monthFirst ? "le mois" : "le jour") d’abord, d’après `--dates`",
                    en: "\(order == .monthFirst ? "month" : "day") first, by `--dates`")
            case (.nothing, _):
                Phrase(
                    fr:
                        "\(count) ; dites l’ordre du jour et du mois par `--dates day-first` ou `month-first`",
                    en: "\(count); say the order of day and month with `--dates day-first` or `month-first`")
            }
        return words[language]
    }
}
