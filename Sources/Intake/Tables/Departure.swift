import Vocabulary

/// Columns by which other tools say that a person is no longer written to: `Unsubscribed`, `Statut`, `Abonné`. Whatever a row is
/// evidence of, one that says so there admits nobody.
struct DepartureColumns {
    private enum Meaning {
        /// Says that the person left, by a yes, a date or a reason.
        case left
        /// Says how the person stands.
        case standing
        /// Says that the person is to be written to, unless by a no.
        case subscribed
        /// Any other further column: only the plain word for it counts.
        case other
    }

    private let columns: [(column: Int, name: String, meaning: Meaning)]

    /// `columns` are those that no field takes, with their headers; `asked` those whose answers the sender stated.
    init(_ found: TableColumns, asked: [Int]) {
        columns = found.extra.map(\.column).filter { !asked.contains($0) }.map {
            ($0, found.names[$0], DepartureColumns.meaning(of: HeaderName(found.names[$0]).key))
        }
    }

    /// What a row says of a departure, in its own words; nil where it says none.
    func told(_ row: CSVReader) -> String? {
        let told = columns.first { column in
            let cell = row[column.column]
            return !cell.isEmpty && !cell.isBlank && DepartureColumns.isDeparture(cell, column.meaning)
        }
        return told.map { "\($0.name.withoutControls.prefix(60))=\(row[$0.column].withoutControls.prefix(60))" }
    }

    private static func isDeparture(_ cell: String, _ meaning: Meaning) -> Bool {
        switch meaning {
        case .left: !isDenial(cell)
        case .standing:
            endings.contains(HeaderName(cell).key) || ObjectionListKind.saysNo(cell) != nil
                || NegativeAnswer.isWithdrawal(cell) || [.objected, .complained].contains(ObjectionListKind.word(cell))
        case .subscribed: NegativeAnswer.isOne(cell) || NegativeAnswer.isWithdrawal(cell)
        case .other: ObjectionListKind.word(cell) == .objected
        }
    }

    /// What bounced; a `statut` that is `permanent` or `soft` may be anything else's.
    private static let endings: Set<String> = [
        "bounced", "bounce", "hardbounce", "hardbounced", "softbounce", "softbounced", "cleaned", "undeliverable",
        "npai",
        "invalidemail", "blocked", "rebond", "rebonddur", "archived", "deleted",
    ]

    /// True where the cell of a column of departures says that there was none.
    private static func isDenial(_ cell: String) -> Bool {
        if Placeholder.isOne(cell) { return !cell.unicodeScalars.contains { marks.contains($0) } && !isTick(cell) }
        let words = cell.folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return words.allSatisfy(denials.contains)
    }

    /// One letter that stands for a tick.
    private static func isTick(_ cell: String) -> Bool { cell.trimmingBlanks().lowercased() == "x" }

    private static let marks: Set<Unicode.Scalar> = [
        "☑", "✓", "✔", "✅", "👍", "🗸", "☒", "✗", "✘", "❌", "✖", "×", "🚫", "⛔",
    ]
    private static let denials: Set<String> = [
        "no", "non", "nein", "n", "false", "faux", "falsch", "0", "never", "jamais", "nie", "off", "unchecked",
        "decoche",
        "active", "actif", "subscribed", "abonne", "abonnee", "inscrit", "inscrite",
    ]

    private static func meaning(of key: String) -> Meaning {
        // Where the way out leads, or which letter it stood in, is not that it was taken.
        if linkWords.contains(where: key.contains) { return .other }
        if leftWords.contains(where: key.contains) || key == "dnc" || key == "stop" { return .left }
        if ["status", "statut", "stato"].contains(where: key.contains) || ["etat", "state", "zustand"].contains(key) {
            return .standing
        }
        return subscribedWords.contains(where: key.contains) || key == "mailing" || key == "marketing"
            ? .subscribed : .other
    }

    private static let linkWords = ["link", "url", "lien", "token", "campaign", "campagne"]
    private static let leftWords = [
        "unsub", "optout", "optedout", "donotcontact", "donotemail", "donotmail", "donotsend", "dontcontact",
        "dontemail", "blacklist", "blocklist", "suppressed", "objected", "objection", "withdrawn", "withdrawal",
        "complained", "complaint", "bounced", "hardbounce",
        "desabon", "desinscri", "nepascontacter", "nepasecrire", "nepasenvoyer", "nepassolliciter", "neplus", "refus",
        "opposition", "listenoire", "listerouge",
        "abgemeldet", "abbestellt", "widerspruch", "widerruf", "nichtkontaktieren", "keinewerbung", "keinemail",
    ]
    private static let subscribedWords = [
        "subscri", "consent", "optin", "newsletter", "emailing", "gdpr", "rgpd", "dsgvo", "acceptsmarketing",
        "abonne", "inscrit", "inscription", "infolettre", "einwilligung", "zustimmung", "angemeldet",
    ]
}
