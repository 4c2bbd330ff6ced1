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
            ($0, found.names[$0], DepartureColumns.meaning(of: found.names[$0]))
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
            endings.contains(HeaderName(cell).key)
                || [.objected, .complained].contains(ObjectionListKind.word(cell))
        case .subscribed: NegativeAnswer.isOne(cell) || NegativeAnswer.isWithdrawal(cell)
        case .other: ObjectionListKind.word(cell) == .objected
        }
    }

    /// What bounced; a `statut` that is `permanent` or `soft` may be anything else's.
    private static let endings: Set<String> = [
        "bounced", "bounce", "hardbounce", "hardbounced", "softbounce", "softbounced", "cleaned", "undeliverable",
        "npai",
        "invalidemail", "rebond", "rebonddur", "nonsubscribed", "unsubscribed", "optedout", "optout", "withdrawn",
        "desabonne", "desabonnee", "desinscrit", "desinscrite", "abgemeldet", "donotcontact",
    ]

    /// True where the cell of a column of departures says that there was none.
    private static func isDenial(_ cell: String) -> Bool {
        if Placeholder.isOne(cell) { return !cell.unicodeScalars.contains { marks.contains($0) } && !isTick(cell) }
        let words = cell.folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        // `0000-00-00` is no day.
        return words.allSatisfy { word in denials.contains(word) || word.allSatisfy { $0 == "0" } }
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

    /// By whole words of the header, as its own words may be part of others (`Téléphone plus récent`, `Autre fusion`).
    private static func meaning(of header: String) -> Meaning {
        let words = header.folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let (text, key) = (" " + words.joined(separator: " "), HeaderName(header).key)
        // Where the way out leads, or which letter it stood in, is not that it was taken; and another channel is not this one.
        guard !words.contains(where: { asides.contains($0) }), !asides.contains(where: key.hasSuffix) else {
            return .other
        }
        if leftWords.contains(where: { text.contains(" " + $0) }) || leftKeys.contains(key) { return .left }
        let standing: Set<String> = ["status", "statut", "stato", "etat", "zustand"]
        if words.contains(where: standing.contains),
            words.allSatisfy({ standing.contains($0) || subjects.contains($0) })
        {
            return .standing
        }
        return subscribedKeys.contains(key) ? .subscribed : .other
    }

    /// What belongs to a way out, and the channels that are no e-mail.
    private static let asides: Set<String> = [
        "link", "url", "lien", "token", "campaign", "campagne", "list", "liste", "hash", "code", "key", "page", "id",
        "sms", "fax", "phone", "tel", "telephone", "call", "whatsapp", "push", "courrier", "photo", "voice",
    ]
    private static let leftWords = [
        "unsub", "optout", "opt out", "optedout", "opted out", "do not contact", "do not email", "do not mail",
        "do not send", "dont contact", "dont email", "donotcontact", "donotemail", "blacklisted", "blocklisted",
        "suppressed", "withdrawn", "hard bounce", "bounced", "complained",
        "desabonn", "desinscri", "ne pas contacter", "ne pas ecrire", "ne pas envoyer", "ne pas solliciter",
        "ne plus contacter", "ne plus ecrire", "ne plus envoyer", "liste noire", "liste rouge",
        "abgemeldet", "abbestellt", "widersprochen", "widerrufen", "nicht kontaktieren", "keine werbung", "keine email",
    ]
    private static let leftKeys: Set<String> = ["dnc", "stop", "refus", "opposition", "blacklist", "objected"]
    /// Of whom or what a standing may be, as far as it is about letters.
    private static let subjects: Set<String> = [
        "subscription", "subscriber", "email", "e", "mail", "contact", "marketing", "newsletter", "member", "consent",
        "abonnement", "abonne", "optin", "opt", "in", "du", "de", "d", "l",
    ]
    private static let subscribedKeys: Set<String> = [
        "subscribed", "issubscribed", "abonne", "abonnee", "newsletter", "optin", "emailoptin", "optedin", "consent",
        "emailconsent", "consentement", "marketing", "mailing", "emailing", "acceptsmarketing", "gdpr", "rgpd",
        "dsgvo", "einwilligung", "infolettre", "inscrit", "inscrite", "angemeldet",
    ]
}
