/// Words that a request to leave seldom does without, whatever its phrase: a reply with one of these is for somebody to read.
///
/// Nobody can list all the ways to ask. Taken for a contact, such a reply would renew the very evidence that its author wants gone;
/// taken for a doubt, it costs the sender a glance.
enum LeaveDoubt {
    /// True where no word was read as well: what somebody wrote may stand where nobody looked for it.
    static func isLeft(by text: FoldedWords) -> Bool {
        guard !text.words.isEmpty else { return true }
        return text.sentences.contains { sentence in
            let words = sentence.words.map(\.text)
            if words.contains(where: { named.contains($0) || beginnings.contains(where: $0.hasPrefix) }) { return true }
            guard let no = words.firstIndex(where: nos.contains) else { return false }
            let behind = words[no...].dropFirst().prefix(12)
            return behind.contains(where: ends.contains)
                && words.contains { word in ours.contains(where: word.hasPrefix) }
        }
    }

    private static let named: Set<String> = [
        "stop", "stopp", "spam", "spams", "spamming", "rgpd", "gdpr", "cnil", "marre", "opt", "optout", "delete",
        "erase",
        "unwanted", "unsolicited", "indesirable", "indesirables", "poubelle", "corbeille", "abmelden", "abbestellen",
        "halte", "basta", "enough", "inutile", "lachez", "lache", "alone", "wanted", "assez",
    ]

    private static let beginnings = [
        "desabon", "desinscri", "unsub", "unsuscr", "retir", "supprim", "enlev", "effac", "arret", "cess", "remov",
        "discontinu", "harcel", "harass", "importun", "sollicit", "prospection", "demarchage", "consent", "radiation",
        "radier", "radiez", "resili",
    ]

    /// A no, what ends something, and what the sender does: `je n’ouvre plus vos lettres`, `no longer interested in your news`.
    private static let nos: Set<String> = [
        "ne", "n", "pas", "non", "plus", "no", "not", "t", "never", "jamais", "sans",
    ]
    private static let ends: Set<String> = [
        "plus", "jamais", "rien", "aucun", "aucune", "longer", "more", "anymore", "again", "any", "interesse",
        "interessee",
        "interested", "souhaite", "veux", "voulons", "desire", "want", "wish", "demande", "asked", "need", "besoin",
    ]
    private static let ours = [
        "recev", "recoi", "recu", "ecri", "envo", "contact", "mail", "email", "courrier", "courriel", "lettre",
        "message", "newsletter",
        "liste",
        "list", "letter", "send", "receiv", "writ", "communication", "interess", "interest", "destinat", "abonn",
        "inscri", "subscri", "adress", "hear",
    ]
}
