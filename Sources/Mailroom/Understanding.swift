package import Vocabulary

/// What a mail says: its kind, whom it is about, and what could tie it to a letter. Read from its bytes alone, so that what it
/// claims may be forged: what follows from it is for whoever ties it.
package struct Understanding: Hashable, Sendable {
    /// A person whom the mail is about.
    package struct Recipient: Hashable, Sendable {
        /// As it stands in the mail, without brackets; it need not be an address.
        package var address: String
        /// Of a bounce; nil for every other kind.
        package var `class`: BounceClass?
        package var status: EnhancedStatusCode?
        /// The words of the host or of the report, on one line, at most 500 characters; blank for none.
        package var diagnostic: String

        package init(
            address: String, class: BounceClass? = nil, status: EnhancedStatusCode? = nil, diagnostic: String = ""
        ) {
            self.address = address
            self.class = `class`
            self.status = status
            self.diagnostic = diagnostic
        }
    }

    package var kind: MailKind
    /// In the order of the mail, each address once. For a report those it is about, otherwise whoever wrote.
    package var recipients: [Recipient]
    /// The address in `From`; nil where there is none.
    package var from: AddrSpec?
    /// When it was written, by its `Date`; nil where that cannot be read.
    package var at: Instant?
    /// The words that decided, or the first of those that are new; at most 500 characters, control characters replaced.
    package var words: String
    /// True where all that is new is one of the closed list of plain requests to leave.
    package var isPlainRequest: Bool
    /// True of a reply whose words may ask to leave, or tell that somebody left, although neither is recognised in them: it is not to
    /// count as a contact before somebody has read it.
    package var leavesDoubt: Bool
    /// True where the sender's own provider vouches for `From` (RFC 8601), and neither an automaton nor a list sent it.
    package var isAuthentic: Bool
    package var clues: Clues

    package init(
        kind: MailKind, recipients: [Recipient] = [], from: AddrSpec? = nil, at: Instant? = nil, words: String = "",
        isPlainRequest: Bool = false, leavesDoubt: Bool = false, isAuthentic: Bool = false, clues: Clues = Clues()
    ) {
        self.kind = kind
        self.recipients = recipients
        self.from = from
        self.at = at
        self.words = words
        self.isPlainRequest = isPlainRequest
        self.leavesDoubt = leavesDoubt
        self.isAuthentic = isAuthentic
        self.clues = clues
    }
}

/// What could tie a mail to a letter that was sent: each in the order of the mail, each once. All of it is a claim, which only
/// the ledger can tell to be true.
package struct Clues: Hashable, Sendable {
    /// Whatever has the form of an unsubscribe token (32 lower-case hexadecimal digits): in a header, an address, a returned or
    /// quoted part, decoded.
    package var tokens: [String]
    /// Message-IDs of messages that the mail returns or reports on, without angle brackets.
    package var returnedMessageIDs: [String]
    /// Of `In-Reply-To` and `References`, without angle brackets.
    package var references: [String]
    /// Every text in the mail that has the form of an address, in any of its parts and headers: of those, one that was mailed
    /// may be whom it is about.
    package var addresses: [String]

    package init(
        tokens: [String] = [], returnedMessageIDs: [String] = [], references: [String] = [], addresses: [String] = []
    ) {
        self.tokens = tokens
        self.returnedMessageIDs = returnedMessageIDs
        self.references = references
        self.addresses = addresses
    }
}
