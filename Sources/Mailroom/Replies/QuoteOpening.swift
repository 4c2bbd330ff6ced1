internal import Vocabulary

/// The lines that mail programs put above what they quote: `Le … a écrit :`, `-----Message d'origine-----`, the block of `De`,
/// `Envoyé`, `À` and `Objet`.
enum QuoteOpening {
    /// True for a line below which nothing is its writer's: a heading of a forwarded or quoted message.
    static func isHeading(_ line: BodyLine) -> Bool {
        let folded = line.folded
        if isOldWebmail(folded) || isNotesHeading(folded) { return true }
        guard folded.count <= 100 else { return false }
        return headings.hold(withoutDashes(folded[...].trimmingOctets(isRule)))
    }

    /// `> Message du 03/11/25 10:12`, as the webmails of Orange and La Poste write, whether they quote the rest or not.
    private static func isOldWebmail(_ folded: [UInt8]) -> Bool {
        guard folded.count <= 60, let length = oldWebmail.prefix(of: folded[...]) else { return false }
        return folded.dropFirst(length).first?.isASCIIDigit == true
    }

    private static let oldWebmail = FoldedPhrases(["message du "])

    /// `Camille Aubry ---03/11/2025 10:12:33---Bonjour`.
    private static func isNotesHeading(_ folded: [UInt8]) -> Bool {
        let isRule = { (place: Int) in folded[place] == notesRule[0] && folded[place...].starts(with: notesRule) }
        guard let dashes = folded.indices.first(where: isRule) else { return false }
        let rest = folded[(dashes + notesRule.count)...]
        return rest.first?.isASCIIDigit == true && rest.prefix(30).contains(UInt8(ascii: "/"))
            && rest.indices.contains(where: isRule)
    }

    private static let notesRule = Array("---".utf8)

    private static func isRule(_ octet: UInt8) -> Bool {
        octet == 0x20 || "-_=*>#:".utf8.contains(octet)
    }

    /// Dashes that are none of ASCII: U+2010 to U+2015.
    private static func withoutDashes(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        while text.starts(with: [0xE2, 0x80]), let third = text.dropFirst(2).first, 0x90...0x95 ~= third {
            text = text.dropFirst(3)
        }
        while let last = text.last, 0x90...0x95 ~= last, text.dropLast().suffix(2).elementsEqual([0xE2, 0x80]) {
            text = text.dropLast(3)
        }
        return text.trimmingOctets(isRule)
    }

    private static let headings = FoldedPhrases([
        "message d'origine", "message original", "message d'origine envoye", "mail original", "mail d'origine",
        "courriel d'origine", "courriel original", "e-mail d'origine", "email d'origine", "message transfere",
        "message reexpedie", "debut du message transfere", "debut du message reexpedie", "message initial",
        "message precedent", "original message", "original mail", "original email", "forwarded message",
        "forwarded mail", "begin forwarded message", "start of forwarded message", "reply message",
        "ursprungliche nachricht", "urspruengliche nachricht", "original-nachricht", "originalnachricht",
        "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "mensaje original",
        "mensaje reenviado", "inicio del mensaje reenviado", "messaggio originale", "messaggio inoltrato",
        "inizio messaggio inoltrato", "oorspronkelijk bericht", "doorgestuurd bericht", "mensagem original",
    ])

    // MARK: The line before a quotation

    /// How a line could end an attribution.
    enum AttributionEnd {
        /// All of an attribution stands on it.
        case whole
        /// Its beginning stands on a line above.
        case part
    }

    static func attributionEnd(_ line: BodyLine) -> AttributionEnd? {
        guard line.folded.last == UInt8(ascii: ":") else { return nil }
        let text = line.folded.dropLast().trimmingOctets { $0 == 0x20 }
        // `2025-11-03 10:12 GMT+01:00 Camille Aubry <camille@example.org>:`
        if text.last == UInt8(ascii: ">"), line.hasAtSign, text.first?.isASCIIDigit == true { return .whole }
        let isVerb = verbs.hold(text) || spacedVerbs.end(text) || (innerVerbs.stands(in: Array(text)) && line.hasDigit)
        guard isVerb else { return nil }
        return line.hasDigit && (line.hasAtSign || isOpener(line)) ? .whole : .part
    }

    /// True for a line that an attribution could begin with.
    static func beginsAttribution(_ line: BodyLine) -> Bool {
        guard let last = line.folded.last, !".!?".utf8.contains(last) else { return false }
        return (isOpener(line) && line.hasDigit) || (line.hasAtSign && last == UInt8(ascii: ">"))
    }

    /// At most as many lines make one.
    static let attributionLines = 4

    private static func isOpener(_ line: BodyLine) -> Bool {
        let word = line.folded.prefix { $0 != 0x20 }
        return word.first?.isASCIIDigit == true || openers.hold(word)
    }

    private static let openers = FoldedPhrases([
        "le", "on", "am", "el", "il", "op", "em", "in", "date", "au", "du", "en", "a", "lun.", "mar.", "mer.", "jeu.",
        "ven.", "sam.", "dim.", "mon,", "tue,", "wed,", "thu,", "fri,", "sat,", "sun,", "lundi", "mardi", "mercredi",
        "jeudi", "vendredi", "samedi", "dimanche",
    ])

    private static let verbNames = [
        "a ecrit", "ecrit", "wrote", "writes", "schrieb", "escribio", "ha scritto", "schreef", "escreveu",
        "a ecrit ce qui suit", "skrev", "napisal(a)",
    ]
    private static let verbs = FoldedPhrases(verbNames)
    private static let spacedVerbs = FoldedPhrases(verbNames.map { " " + $0 })
    /// `Am 03.11.2025 um 10:12 schrieb Camille Aubry:`, `Camille Aubry a écrit le 03/11/2025 à 10:12 :`.
    private static let innerVerbs = PhraseSet(["schrieb", "schreef", "a ecrit le", "wrote on"])

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
    private static func isFlattenedBlock(_ folded: [UInt8]) -> Bool {
        flattenedDates.stands(in: folded) && flattenedOthers.stands(in: folded)
    }

    private static let flattenedDates = PhraseSet(["envoye", "sent:", "date:", "date :", "gesendet:"])
    private static let flattenedOthers = PhraseSet(["objet", "subject:", "betreff:", "a :", "to:", "an:"])

    private static func field(_ folded: [UInt8]) -> Field? {
        guard let colon = folded.prefix(20).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = folded[..<colon].trimmingOctets { $0 <= 0x20 || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") }
        return names[String(decoding: name, as: UTF8.self)]
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
