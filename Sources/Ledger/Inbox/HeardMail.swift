package import Mailroom
package import Vocabulary

/// A mail that is to be heard: what it says, where it was found, and by what it is known again.
package struct MailToHear: Sendable {
    package var place: MailPlace
    /// What ``Key/digest(ofMail:)`` makes of its bytes.
    package var digest: [UInt8]
    package var understanding: Understanding
    /// When the server received it; nil where nobody says.
    package var receivedAt: Instant?

    package init(place: MailPlace, digest: [UInt8], understanding: Understanding, receivedAt: Instant? = nil) {
        self.place = place
        self.digest = digest
        self.understanding = understanding
        self.receivedAt = receivedAt
    }
}

/// What was done about a mail.
package struct HeardMail: Sendable {
    /// Those it is about: first the people it is tied to, then other addresses that it names.
    package var people: [HeardPerson]
    /// Of several people, what asks most of the sender: `waiting`, then `recorded`, then `counted`.
    package var action: MailAction
    package var because: MailReason
    /// Bounded by now, and with what the mail lacks filled in.
    package var at: Instant

    init(_ people: [HeardPerson], at: Instant, otherwise: MailReason) {
        self.people = people
        self.at = at
        let order: [MailAction] = [.waiting, .recorded, .counted, .known]
        let first = order.lazy.compactMap { action in people.first { $0.action == action } }.first
        action = first?.action ?? .none
        because = first?.because ?? people.first { $0.because == .erased }?.because ?? otherwise
    }
}

/// Somebody a mail is about, and what was done.
package struct HeardPerson: Hashable, Sendable {
    /// As the letter was addressed, where it was; else as it stands in the mail.
    package var address: String
    /// Of a bounce; nil for every other kind.
    package var `class`: BounceClass?
    package var status: EnhancedStatusCode?
    package var diagnostic: String
    /// The number by which it is settled; nil where nothing is kept of it.
    package var id: Int64?
    /// `none` for an address that stands in the mail beside the person's.
    package var action: MailAction
    package var because: MailReason
    package var letter: String?
    package var tiedBy: MailTie?
    /// What is on record by it, and was not before; nil for nothing new.
    package var newEffect: MailEffect?
    /// What was done and why where the mail was heard before, as it stands now; nil where it was not.
    package var before: Before?

    package struct Before: Hashable, Sendable {
        package let action: MailAction
        package let because: MailReason
    }

    package init(
        address: String, class: BounceClass? = nil, status: EnhancedStatusCode? = nil, diagnostic: String = "",
        id: Int64? = nil, action: MailAction, because: MailReason, letter: String? = nil, tiedBy: MailTie? = nil,
        newEffect: MailEffect? = nil
    ) {
        (self.address, self.class, self.status, self.diagnostic) = (address, `class`, status, diagnostic)
        (self.id, self.action, self.because) = (id, action, because)
        (self.letter, self.tiedBy, self.newEffect) = (letter, tiedBy, newEffect)
    }
}

/// What a mail can put on record.
package enum MailEffect: Hashable, Sendable {
    case objection(ObjectionKind)
    /// A contact from the person.
    case heard
}
