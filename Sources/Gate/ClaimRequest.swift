/// A recipient whom a run asks for, at the moment before the body leaves, with the judgement that this rests on.
package struct ClaimRequest: Sendable {
    /// The ledger's number for this recipient of this mailing.
    package let recipient: Int64
    /// What the message was made by.
    package let clearance: Clearance
    /// The ledger's mark when the gate gave the clearance; nil where it is not known, and the gate is asked again.
    package let mark: Int64?

    package init(recipient: Int64, clearance: Clearance, mark: Int64?) {
        self.recipient = recipient
        self.clearance = clearance
        self.mark = mark
    }
}

/// What the ledger says to a request.
package enum ClaimAnswer: Hashable, Sendable {
    /// `attempting` is committed: once that is durable, the body may leave.
    case granted
    /// The recipient must not be mailed any more: somebody objected, or another run has taken them.
    case withheld
    /// The gate no longer says what the message was made by. The recipient stands where they stood, to be judged again.
    case outdated
}
