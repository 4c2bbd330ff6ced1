package import Vocabulary

/// What an automaton reports: that a message came back, or that somebody called it spam.
package struct FoundReport: Hashable, Sendable {
    /// A person whom the report is about.
    package struct Recipient: Hashable, Sendable {
        /// As the report names them: of several forms the final one (RFC 3464 §2.3.2).
        package var address: String
        /// Other forms of the same: what the sender wrote (`Original-Recipient`, `expanded from`), what it became on the way
        /// (`X-Actual-Recipient`). The sender knows one of them at least.
        package var aliases: [String]
        /// Of a bounce; nil for a complaint.
        package var `class`: BounceClass?
        package var status: EnhancedStatusCode?
        /// The host's words, else the report's: on one line, at most 500 characters; blank for none.
        package var diagnostic: String

        package init(
            address: String, aliases: [String] = [], class: BounceClass? = nil, status: EnhancedStatusCode? = nil,
            diagnostic: String = ""
        ) {
            self.address = address
            self.aliases = aliases
            self.class = `class`
            self.status = status
            self.diagnostic = diagnostic
        }
    }

    /// `bounce`, `complaint`, or `unrelated` for a report of success or a receipt: an automaton's, and no news.
    package var kind: MailKind
    /// In the order of the report, each address once; none where the report names nobody.
    package var recipients: [Recipient]
    /// Message-IDs of what is returned or reported on, without angle brackets, the likeliest first.
    package var returnedMessageIDs: [String]
    /// Whom the returned message was addressed to.
    package var returnedTo: [String]

    package init(
        kind: MailKind, recipients: [Recipient] = [], returnedMessageIDs: [String] = [], returnedTo: [String] = []
    ) {
        self.kind = kind
        self.recipients = recipients
        self.returnedMessageIDs = returnedMessageIDs
        self.returnedTo = returnedTo
    }
}
