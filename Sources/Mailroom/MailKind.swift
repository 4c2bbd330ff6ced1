/// What a mail that came back is.
package enum MailKind: String, Hashable, Sendable, CaseIterable {
    /// A report that a message could not be delivered (RFC 3464), or its plain-text like.
    case bounce
    /// A report that somebody called a message spam (RFC 5965), or its plain-text like.
    case complaint
    /// A request for no further letters.
    case unsubscribe
    /// Words of a person.
    case reply
    /// An automatic reply of somebody who will be back (RFC 3834).
    case away
    /// Somebody left their position, or has another address now.
    case gone
    /// None of these.
    case unrelated
}
