import Gate
import Vocabulary

/// The placeholders that are the same for every recipient of a letter, and the names of those that are not.
struct LetterFields: Sendable {
    let language: Language
    private let statics: [String: String]
    let extra: Set<String>
    /// The columns, as French names are compared with them.
    private let extraKeys: Set<String>

    static let perRecipient = ContactFields.builtIn + ["address"]
    static let perMessage = ["date", "why", "unsubscribe"]

    init(sender: Sender, purpose: Purpose?, language: Language, extra: Set<String>) {
        self.language = language
        self.extra = extra
        extraKeys = Set(extra.map(FieldAlias.key))
        var statics: [String: String] = [
            "sender.name": sender.name, "sender.address": sender.address.spelling,
            "sender.organization": sender.organization, "sender.postalAddress": sender.postalAddress,
            "sender.postal_address": sender.postalAddress,
            "sender.replyTo": (sender.replyTo ?? sender.address).spelling,
            "purpose": purpose?.described(in: language) ?? "", "language": language.rawValue,
        ]
        for (name, phrase) in LetterFields.labels { statics[name] = phrase[language] }
        self.statics = statics
    }

    /// Words that layouts need in the letter's language.
    private static let labels: [String: Phrase] = [
        "label.unsubscribe": Phrase(fr: "Se désabonner", en: "Unsubscribe"),
        "label.why": Phrase(fr: "Pourquoi ce message ?", en: "Why this message?"),
    ]

    /// What stands before the subject of a test, so that nobody takes it for the letter.
    var testMark: String { Phrase(fr: "[Essai] ", en: "[Test] ")[language] }

    /// All names, for "known" and "did you mean".
    var names: [String] {
        LetterFields.perRecipient + LetterFields.perMessage + statics.keys.sorted() + extra.sorted()
    }

    /// The field that a name means: its own, else that of a French name (``FieldAlias``), else the name as it is.
    ///
    /// A column comes before a French name: a letter that shows a column `société` goes on to show it. A name that is a
    /// column's but for accents or case is no French name either; which of the two is meant is for the author to say.
    func field(named name: String) -> String {
        guard !isKnown(name), let field = FieldAlias.field(name), isKnown(field), isFree(name) else { return name }
        return field
    }

    /// A field by its name in a language, for messages: the French one where no column has it.
    func spelled(_ field: String, _ language: Language) -> String {
        let french = FieldAlias.french(field)
        return language == .french && isFree(french) ? french : field
    }

    /// The French names that mean a field here.
    var frenchNames: [String] { FieldAlias.names.filter { field(named: $0) != $0 } }

    private func isFree(_ name: String) -> Bool { !extraKeys.contains(FieldAlias.key(name)) }

    func isKnown(_ name: String) -> Bool {
        statics[name] != nil || LetterFields.perRecipient.contains(name) || LetterFields.perMessage.contains(name)
            || extra.contains(name)
    }

    /// The value of a static placeholder: nil where it is none, blank where the configuration leaves it blank.
    func fixed(_ name: String) -> String? { statics[name] }

    /// Whether a contact can lack it: the address that the letter goes to never lacks.
    func isOfContact(_ name: String) -> Bool {
        statics[name] == nil && !LetterFields.perMessage.contains(name)
            && (ContactFields.builtIn.contains(name) || extra.contains(name) && name != "address")
    }
}
