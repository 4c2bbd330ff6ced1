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
}

/// What waits for the sender's eye, and the sender's word on it.
package final class InboxReview {
    /// What became of one message.
    package enum Settled: Hashable, Sendable {
        /// Settled; `isNew` is false where the same was on record already.
        case done(WaitingMessage, isNew: Bool)
        /// It was settled before, with this word.
        case before(id: Int64, as: MailVerdict)
    }

    private let workspace: Workspace

    /// Throws where there is no ledger, or no key to it.
    package init(in workspace: Workspace) throws {
        self.workspace = workspace
    }

    /// All that wait, the oldest first.
    package func waiting() throws -> [WaitingMessage] { [] }

    /// Records the sender's word on some of those, all or none. Throws a ``Failure`` of usage where one of the numbers is none of
    /// them, or where the word does not go with its kind; whichever was settled before stays as it is.
    package func settle(_ ids: [Int64], as verdict: MailVerdict) throws -> [Settled] { [] }
}
