package import Mailroom
package import Vocabulary

/// What came back about one person, as it is kept.
package struct CameBack: Hashable, Sendable {
    /// The number by which it is settled.
    package var id: Int64
    package var kind: MailKind
    /// The person's: as the letter was addressed, or of whoever wrote.
    package var address: String
    /// Who wrote the mail; nil where that is the same address, or none.
    package var from: String?
    package var letter: String?
    package var tiedBy: MailTie?
    package var at: Instant
    /// Of a bounce; nil for every other kind.
    package var `class`: BounceClass?
    package var status: String?
    package var diagnostic: String
    /// The words that decided, or the first new ones.
    package var words: String
    package var place: MailPlace
    package var action: MailAction
    package var because: MailReason
    /// The sender's word; nil where it was not asked for, or waits.
    package var verdict: MailVerdict?

    package init(
        id: Int64, kind: MailKind, address: String, from: String? = nil, letter: String?, tiedBy: MailTie?, at: Instant,
        class: BounceClass? = nil, status: String? = nil, diagnostic: String = "", words: String = "", place: MailPlace,
        action: MailAction, because: MailReason, verdict: MailVerdict? = nil
    ) {
        (self.id, self.kind, self.address, self.from) = (id, kind, address, from)
        (self.letter, self.tiedBy, self.at, self.place) = (letter, tiedBy, at, place)
        (self.class, self.status, self.diagnostic, self.words) = (`class`, status, diagnostic, words)
        (self.action, self.because, self.verdict) = (action, because, verdict)
    }
}

/// What came back of a letter for one recipient: the report that says the most.
package struct Returned: Hashable, Sendable {
    package var `class`: BounceClass
    package var at: Instant
    package var diagnostic: String

    package init(class: BounceClass, at: Instant, diagnostic: String) {
        (self.class, self.at, self.diagnostic) = (`class`, at, diagnostic)
    }
}

/// How the inbox stands.
package struct InboxStanding: Hashable, Sendable {
    /// When all folders of the account were last read to their end; nil where they never were.
    package var lastRead: Instant?
    /// True where a letter was handed over since, or ever where the inbox was never read.
    package var hasMailedSince: Bool
    /// How many wait for the sender's word.
    package var waiting: Int

    package init(lastRead: Instant?, hasMailedSince: Bool, waiting: Int) {
        (self.lastRead, self.hasMailedSince, self.waiting) = (lastRead, hasMailedSince, waiting)
    }
}
