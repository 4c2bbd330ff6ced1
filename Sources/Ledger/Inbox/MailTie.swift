/// What ties a mail to a letter that was sent, the surest first.
package enum MailTie: String, Hashable, Sendable, CaseIterable {
    /// An unsubscribe token: whoever has it has seen the letter, or was shown it.
    case token
    /// The Message-ID of a letter that the mail returns or reports on.
    case messageID = "message-id"
    /// The Message-ID of a letter in `In-Reply-To` or `References`.
    case reference
    /// The address of somebody mailed, which anybody can write into a mail.
    case address

    /// True where the mail proves that it answers a letter; what stands on an address alone may be forged.
    package var isProven: Bool { self != .address }
}
