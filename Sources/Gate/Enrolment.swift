package import Vocabulary

/// A recipient of a mailing who may be handed a message, with where they stand.
package struct Enrolled: Hashable, Sendable {
    /// The ledger's number for this recipient of this mailing.
    package let recipient: Int64
    package let clearance: Clearance
    package let state: RecipientState
    /// Attempts over all runs so far.
    package let attempts: Int
    /// When a deferred one may be tried again.
    package let due: Instant?
    /// True for one who is queued again: an earlier run was refused, and did not hold it against them.
    package let wasPutBack: Bool
    /// Since when they stand so, where a run ended at them and the relay had said nothing that is a reply; nil otherwise.
    package let stumbledAt: Instant?
    /// The ledger's mark when the gate gave the clearance; nil where it is not known.
    package var mark: Int64?

    package init(
        recipient: Int64, clearance: Clearance, state: RecipientState, attempts: Int, due: Instant?,
        wasPutBack: Bool = false, stumbledAt: Instant? = nil, mark: Int64? = nil
    ) {
        self.recipient = recipient
        self.clearance = clearance
        self.state = state
        self.attempts = attempts
        self.due = due
        self.wasPutBack = wasPutBack
        self.stumbledAt = stumbledAt
        self.mark = mark
    }
}

/// What became of a chunk of decisions once the ledger recorded them.
package struct Enrolment: Hashable, Sendable {
    /// Those who may be handed a message, now or later, in the order of the decisions.
    package var enrolled: [Enrolled]
    /// Entries that are no recipients of the mailing.
    package var excluded: Int

    package init(enrolled: [Enrolled] = [], excluded: Int = 0) {
        self.enrolled = enrolled
        self.excluded = excluded
    }
}
