/// What was done about a mail that came back.
package enum MailAction: String, Hashable, Sendable, CaseIterable {
    /// An objection or a contact from the person is on record by it.
    case recorded
    /// It waits for the sender's word.
    case waiting
    /// It is kept, and held against nobody.
    case counted
    /// The same mail was heard before.
    case known
    /// Nothing, and nothing is kept of it.
    case none
}

/// What the sender says of a mail that waits.
package enum MailVerdict: String, Hashable, Sendable, CaseIterable {
    case objected, bounced, complained
    case heardFrom = "heard-from"
    /// It changes nothing.
    case nothing
}
