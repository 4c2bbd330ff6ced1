internal import Vocabulary

/// The lines that mail programs put above what they quote: `Le … a écrit :`, `-----Message d'origine-----`, the block of `De`,
/// `Envoyé`, `À` and `Objet`.
enum QuoteOpening {
    /// True for a line below which nothing is its writer's: a heading of a forwarded or quoted message.
    static func isHeading(_ line: BodyLine) -> Bool {
        let folded = line.folded
        if isOldWebmail(folded) { return true }
        let core = folded.trimming { rules.contains($0) || $0 == " " || $0 == ":" }
        guard core.utf8.count <= 40 else { return isNotesHeading(folded) }
        return headings.contains(core)
    }

    /// `> Message du 03/11/25 10:12`, as the webmails of Orange and La Poste write, whether they quote the rest or not.
    private static func isOldWebmail(_ folded: String) -> Bool {
        folded.hasPrefix("message du ") && folded.dropFirst(11).first?.isNumber == true && folded.utf8.count <= 60
    }

    /// `Camille Aubry ---03/11/2025 10:12:33---Bonjour`.
    private static func isNotesHeading(_ folded: String) -> Bool {
        guard let dashes = folded.firstRange(of: "---") else { return false }
        let rest = folded[dashes.upperBound...]
        return rest.first?.isNumber == true && rest.prefix(30).contains("/") && rest.contains("---")
    }

    private static let rules: Set<Unicode.Scalar> = ["-", "_", "=", "*", "‐", "–", "—", ">", "#"]

    private static let headings: Set<String> = [
        "message d'origine", "message original", "message d'origine envoye", "mail original", "mail d'origine",
        "courriel d'origine", "courriel original", "e-mail d'origine", "email d'origine", "message transfere",
        "message reexpedie", "debut du message transfere", "debut du message reexpedie", "message initial",
        "message precedent", "original message", "original mail", "original email", "forwarded message",
        "forwarded mail", "begin forwarded message", "start of forwarded message", "reply message",
        "ursprungliche nachricht", "urspruengliche nachricht", "original-nachricht", "originalnachricht",
        "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "mensaje original",
        "mensaje reenviado", "inicio del mensaje reenviado", "messaggio originale", "messaggio inoltrato",
        "inizio messaggio inoltrato", "oorspronkelijk bericht", "doorgestuurd bericht", "mensagem original",
    ]

    // MARK: The line before a quotation

    /// How a line could end an attribution.
    enum AttributionEnd {
        /// All of an attribution stands on it.
        case whole
        /// Its beginning stands on a line above.
        case part
    }

    static func attributionEnd(_ line: BodyLine) -> AttributionEnd? {
        let folded = line.folded
        guard folded.hasSuffix(":") else { return nil }
        let text = folded.dropLast().trimming { $0 == " " }
        // `2025-11-03 10:12 GMT+01:00 Camille Aubry <camille@example.org>:`
        if text.hasSuffix(">"), line.hasAtSign, text.first?.isNumber == true { return .whole }
        guard verbs.contains(where: { text == $0 || text.hasSuffix(" " + $0) }) || holdsVerb(text) else { return nil }
        let opens = isOpener(line)
        return (line.hasDigit && opens) || (line.hasAtSign && line.hasDigit) ? .whole : .part
    }

    /// True for a line that an attribution could begin with.
    static func beginsAttribution(_ line: BodyLine) -> Bool {
        (isOpener(line) && line.hasDigit) || (line.hasAtSign && line.folded.hasSuffix(">"))
    }

    /// At most as many lines make one.
    static let attributionLines = 4

    private static func isOpener(_ line: BodyLine) -> Bool {
        guard let word = line.folded.split(separator: " ", maxSplits: 1).first else { return false }
        return openers.contains(String(word)) || word.first?.isNumber == true
    }

    private static let openers: Set<String> = [
        "le", "on", "am", "el", "il", "op", "em", "in", "date", "au", "du", "en", "a", "lun.", "mar.", "mer.", "jeu.",
        "ven.", "sam.", "dim.", "mon,", "tue,", "wed,", "thu,", "fri,", "sat,", "sun,", "lundi", "mardi", "mercredi",
        "jeudi", "vendredi", "samedi", "dimanche",
    ]

    private static let verbs = [
        "a ecrit", "ecrit", "wrote", "writes", "schrieb", "escribio", "ha scritto", "schreef", "escreveu",
        "a ecrit ce qui suit", "skrev", "napisal(a)",
    ]

    /// `Am 03.11.2025 um 10:12 schrieb Camille Aubry:`, `Camille Aubry a écrit le 03/11/2025 à 10:12 :`.
    private static func holdsVerb(_ text: String) -> Bool {
        [" schrieb ", " schreef ", " a ecrit le ", " wrote on "].contains(where: text.contains)
            && text.contains(where: \.isNumber)
    }

    // MARK: The block of header fields

    /// True where a block of header fields begins at a line, so that a message stands below.
    static func isBlock(_ lines: ArraySlice<BodyLine>) -> Bool {
        guard let first = lines.first, let kind = field(first.folded), kind != .other else { return false }
        if kind == .from, isFlattenedBlock(first.folded) { return true }
        var kinds: Set<Field> = [kind]
        var others = 0
        for line in lines.dropFirst().prefix(blockLines - 1) where !line.isBlank {
            if let kind = field(line.folded) { kinds.insert(kind) } else { others += 1 }
            // A long list of addressees goes over lines.
            if others > 2 { break }
        }
        return kinds.contains(.from) && (kinds.contains(.subject) || kinds.contains(.date)) && kinds.count >= 3
    }

    /// How far a block is looked for.
    static let blockLines = 13

    private enum Field { case from, date, to, subject, other }

    /// `De : … Envoyé : … Objet : …` on one line, as some make of HTML.
    private static func isFlattenedBlock(_ folded: String) -> Bool {
        [" envoye", " sent:", " date:", " date :", " gesendet:"].contains(where: folded.contains)
            && [" objet", " subject:", " betreff:", " a :", " to:", " an:"].contains(where: folded.contains)
    }

    private static func field(_ folded: String) -> Field? {
        let octets = folded.utf8
        guard let colon = octets.prefix(20).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = folded[..<colon].trimming { $0 == " " || $0 == "*" || $0 == "_" || $0 == ">" || $0.isUnseenBlank }
        return names[name]
    }

    private static let names: [String: Field] = {
        let groups: [(Field, String)] = [
            (.from, "de|from|von|da|van|expediteur|remitente|absender"),
            (
                .date,
                "envoye|envoye le|sent|date|gesendet|datum|inviato|enviado|verzonden|date d'envoi|fecha|data|enviado el"
            ),
            (.to, "a|to|an|aan|para|pour|destinataire|destinataires"),
            (.subject, "objet|subject|betreff|oggetto|asunto|onderwerp|sujet|assunto"),
            (
                .other,
                "cc|cci|copie|copie a|bcc|kopie|reply-to|repondre a|importance|priorite|pieces jointes|piece jointe"
            ),
        ]
        var names: [String: Field] = [:]
        for (field, list) in groups {
            for name in list.split(separator: "|") { names[String(name)] = field }
        }
        return names
    }()
}

extension Unicode.Scalar {
    fileprivate var isUnseenBlank: Bool { value == 0xA0 || value == 0x202F || value == 0x09 }
}
