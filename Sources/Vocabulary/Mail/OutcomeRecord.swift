/// The reply that stands for a relay's where a message was written into a Maildir: `new/` and the file's name. A relay's
/// begins with its code.
package enum MaildirReply {
    package static let folder = "new/"

    package static func text(_ fileName: String) -> String { folder + fileName }
    package static func isOne(_ reply: String?) -> Bool { reply?.hasPrefix(folder) ?? false }
}

/// What became of an attempt, as the ledger keeps it.
package struct OutcomeRecord: Hashable, Sendable {
    package let recipient: Int64
    package let state: RecipientState
    package let reply: String?
    /// When a deferred one may be tried again.
    package let due: Instant?
    package let at: Instant
    /// True where the recipient was refused before the body was asked for, and so before it was claimed: the attempt
    /// still counts. One that leads back to `queued` never does.
    package let isUnclaimed: Bool
    /// The address that was asked for, in normal form: what was said of it before a claim is not about another one, to which
    /// the recipient may have been moved meanwhile. Nil for whatever the address is.
    package let address: String?

    package init(
        recipient: Int64, state: RecipientState, reply: String?, due: Instant? = nil, at: Instant,
        isUnclaimed: Bool = false, address: String? = nil
    ) {
        self.address = address
        self.recipient = recipient
        self.state = state
        self.reply = reply
        self.due = due
        self.at = at
        self.isUnclaimed = isUnclaimed
    }
}
