/// What the words of a refusal say, in any of the languages that hosts and providers write them in.
package enum RefusalMeaning: Hashable, Sendable, CaseIterable {
    /// The sender, their host, their domain, or what the message holds.
    case sender
    /// The same, by words that are also said of recipients: `blocked`, `denied`, `policy`.
    case perhapsSender
    /// The mailbox is full.
    case mailboxFull
    /// The mailbox is there and closed: suspended, disabled, archived.
    case mailboxClosed
    /// The network, a server, a queue.
    case network
    /// There is no such domain, or it takes no mail.
    case noSuchDomain
    /// There is no such mailbox, or no more, by words that leave nothing open whoever says them.
    case noSuchMailbox
    /// There is no such user, by the usual words. Behind DATA, hosts say them of what their user filters, too.
    case unknownUser
    /// The recipient is refused; why is not said.
    case recipientRefused
    /// The recipient does not want it, or may not be written to from outside.
    case unwanted
}

extension RefusalMeaning {
    /// All that the words say.
    package static func all(in words: String) -> Set<RefusalMeaning> { all(in: RefusalText(words)) }

    static func all(in text: RefusalText) -> Set<RefusalMeaning> { phrases.meanings(in: text.bytes) }

    private static let phrases = PhraseSet(RefusalWords.table)
}
