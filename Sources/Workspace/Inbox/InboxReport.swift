package import Ledger
package import Mailroom
package import Vocabulary

/// What a reading of the inbox heard.
package struct InboxReport: Sendable {
    /// One source, and what was in it.
    package struct Source: Sendable {
        package let name: String
        /// Mails that were looked at.
        package var messages = 0
        /// Those that are about a letter, and were not heard before.
        package var new = 0

        package init(name: String, messages: Int = 0, new: Int = 0) {
            (self.name, self.messages, self.new) = (name, messages, new)
        }
    }

    /// People about whom something new is on record.
    package struct Recorded: Hashable, Sendable {
        package var bounced = 0
        package var complained = 0
        package var objected = 0
        package var heard = 0

        package init() {}

        package var sum: Int { bounced + complained + objected + heard }
    }

    /// A source that could not be read to its end; what was read of it before is kept.
    package struct Fault: Sendable {
        package let source: String
        package let error: any Error

        package init(source: String, error: any Error) { (self.source, self.error) = (source, error) }
    }

    package var sources: [Source] = []
    /// How many mails there were of each kind, those that were heard before aside.
    package var kinds: [MailKind: Int] = [:]
    package var recorded = Recorded()
    /// How many wait for the sender's word, those of earlier readings among them.
    package var waiting = 0
    /// The mails that are about a letter, in the order in which they were read; of a dry run, all.
    package var messages: [HeardMessage] = []
    package var faults: [Fault] = []
    /// True where the reading was broken off before its end.
    package var wasStopped = false

    package init() {}
}

/// A mail that came back, and what was done about it.
package struct HeardMessage: Sendable {
    /// The name of its source.
    package var source: String
    /// The number by which it is settled, of the first of its recipients who has one; nil where nothing is kept.
    package var id: Int64?
    package var kind: MailKind
    package var from: String?
    package var at: Instant?
    package var letter: String?
    package var tiedBy: MailTie?
    /// The people it is tied to, then other addresses that it names, of which nothing follows.
    package var recipients: [HeardPerson]
    /// Of several recipients, what asks most of the sender: `waiting`, then `recorded`, then `counted`.
    package var action: MailAction
    package var because: MailReason
    /// The words that decided; at most 500 characters.
    package var words: String

    package init(
        source: String, id: Int64?, kind: MailKind, from: String?, at: Instant?, letter: String?, tiedBy: MailTie?,
        recipients: [HeardPerson], action: MailAction, because: MailReason, words: String
    ) {
        (self.source, self.id, self.kind, self.from, self.at) = (source, id, kind, from, at)
        (self.letter, self.tiedBy, self.recipients) = (letter, tiedBy, recipients)
        (self.action, self.because, self.words) = (action, because, words)
    }
}
