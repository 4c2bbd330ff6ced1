package import Ledger
package import Mailroom
package import Vocabulary

/// A message that waits for the sender's word, about one person.
package struct WaitingMessage: Hashable, Sendable {
    /// Small, and never another one's.
    package let id: Int64
    package let kind: MailKind
    /// The person's: as the letter was addressed, or of whoever wrote.
    package let address: String
    /// Who wrote the mail, where that is another address.
    package let from: String?
    package let letter: String?
    package let tiedBy: MailTie?
    package let at: Instant
    package let because: MailReason
    /// The words that decided, or the diagnostic of the report; at most 500 characters.
    package let words: String
    /// Where the mail is, to be looked at whole.
    package let place: MailPlace
    /// What the sender may say of it, the likeliest first; `nothing` is always the last one.
    package let choices: [MailVerdict]

    package init(_ mail: CameBack) {
        (id, kind, address, from) = (mail.id, mail.kind, mail.address, mail.from)
        (letter, tiedBy, at, because) = (mail.letter, mail.tiedBy, mail.at, mail.because)
        words = mail.diagnostic.isBlank ? mail.words : mail.diagnostic
        (place, choices) = (mail.place, mail.choices)
    }
}

/// What waits for the sender's eye, and the sender's word on it.
package final class InboxReview {
    /// What became of one message.
    package enum Settled: Hashable, Sendable {
        /// Settled; `isNew` is false where the same was on record already, or nothing is to be recorded.
        case done(WaitingMessage, isNew: Bool)
        /// It was settled before, with this word, which stands.
        case before(WaitingMessage, as: MailVerdict)
    }

    private let workspace: Workspace
    private let ledger: Ledger

    /// Throws where there is no ledger.
    package init(in workspace: Workspace) throws {
        self.workspace = workspace
        ledger = try workspace.ledger()
    }

    deinit { ledger.close() }

    /// All that wait, the oldest first.
    package func waiting() throws -> [WaitingMessage] { try ledger.waitingMail().map { WaitingMessage($0) } }

    /// Records the sender's word on some of those, all or none. Throws a ``Failure`` of usage where one of the numbers is none of
    /// them, or where the word does not go with its kind, and one of refusal without the key; whichever was settled before stays as
    /// it is.
    package func settle(_ ids: [Int64], as verdict: MailVerdict) throws -> [Settled] {
        let key = try workspace.key(for: ledger)
        switch try workspace.hearing(ledger, key).settle(ids, as: verdict, now: Workspace.now()) {
        case .done(let rows):
            try workspace.suppressionList.keepUp(with: ledger, key)
            return rows.map { row in
                let message = WaitingMessage(row.mail)
                guard row.wasSettled, let before = row.mail.verdict else { return .done(message, isNew: row.isNew) }
                return .before(message, as: before)
            }
        case .unknown(let unknown, let waiting): throw InboxReview.unknown(unknown, waiting)
        case .notAChoice(let mail, let choices): throw InboxReview.notAChoice(mail, verdict, choices)
        }
    }

    private static func unknown(_ numbers: [Int64], _ waiting: [Int64]) -> Failure {
        let named = numbers.map { "`\($0)`" }
        let (first, all) = (waiting.prefix(20).map(String.init), waiting.count)
        let known = Phrase { language in
            let more = all > first.count ? [Wording.others(all - first.count, language)] : []
            return (first + more).joined(separator: ", ")
        }
        let remedy =
            waiting.isEmpty
            ? Phrase(fr: "rien n’attend", en: "nothing waits")
            : Phrase(fr: "attendent : \(known.fr)", en: "waiting are: \(known.en)")
        return Failure(
            .usage,
            Phrase(
                fr: "aucun message en attente n’a le numéro \(Wording.list(named, .french)) ; \(remedy.fr)",
                en: "no message that waits has the number \(Wording.list(named, .english)); \(remedy.en)"))
    }

    private static func notAChoice(_ mail: CameBack, _ verdict: MailVerdict, _ choices: [MailVerdict]) -> Failure {
        let known = choices.map(\.rawValue).joined(separator: ", ")
        return Failure(
            .usage,
            Phrase(
                fr:
                    "le message \(mail.id) (`\(mail.kind.rawValue)`) ne se règle pas par `\(verdict.rawValue)` : \(known)",
                en: "message \(mail.id) (`\(mail.kind.rawValue)`) is not settled as `\(verdict.rawValue)`: \(known)"))
    }
}
