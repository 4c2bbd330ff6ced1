internal import GRDB
internal import Vocabulary

/// Puts on record what follows from a mail, as the sender would by hand: an objection or a contact from the person, with its entry
/// in the log.
final class MailEffects {
    private let key: Key
    private let language: Language
    private let day: (Instant) -> CivilDate
    let now: Instant
    private let db: Database
    private let objections: ObjectionBook
    private let contacts: HeardBook
    /// What a list says that can still be taken back does not stand for a word of the person's own.
    private var words: RecordedWords?

    init(_ db: Database, key: Key, language: Language, day: @escaping (Instant) -> CivilDate, now: Instant) {
        (self.db, self.key, self.language, self.day, self.now) = (db, key, language, day, now)
        objections = ObjectionBook(db, key: key, now: now)
        contacts = HeardBook(db, key: key, now: now)
    }

    /// False where the same is on record already. An objection to a letter counts from no earlier than that one: a date that is
    /// wrong or forged must not put it before a sign-up, which would lift it.
    ///
    /// `isSendersWord`: the sender decided on a mail that left it open, and the reason says so.
    func record(
        _ effect: MailEffect, address: String, at moment: Instant, answering letter: Instant?, because: String,
        isSendersWord: Bool = false
    ) throws -> Bool {
        switch effect {
        case .objection(let kind):
            let moment = max(moment, min(letter ?? moment, now))
            let request = ObjectionRequest(
                target: address, kind: kind, on: When(day: min(day(moment), day(now))),
                because: reason(because, isSendersWord))
            let words = try self.words ?? .spoken(db)
            self.words = words
            return try objections.record(request, unless: words) != .known
        case .heard:
            guard let address = try? AddrSpec(parsing: address), try !isForgotten(address.spelling) else {
                return false
            }
            return try contacts.record(address, on: When(day: min(day(moment), day(now))))
        }
    }

    /// True where the person of an address was erased and nobody is known by it since: nothing of them may be written down.
    func isForgotten(_ address: String) throws -> Bool { try Erasures.haveTaken(AddressKeys(address), key: key, db) }

    private func reason(_ words: String, _ isSendersWord: Bool) -> String {
        let said = words.isBlank ? Phrase(fr: "", en: "") : Phrase(fr: "\u{A0}: \(words)", en: ": \(words)")
        let whose =
            isSendersWord
            ? Phrase(
                fr: "décision de l’expéditeur sur un message reçu", en: "the sender’s decision on a message received")
            : Phrase(fr: "boîte de réception", en: "inbox")
        return Phrase(fr: whose.fr + said.fr, en: whose.en + said.en)[language]
    }
}
