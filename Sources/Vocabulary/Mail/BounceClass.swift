/// What a refusal or a report of non-delivery means for the address it is about.
///
/// In doubt the softer one: an address that is wrongly called dead loses a reader, one that is wrongly called alive costs
/// one more report.
package enum BounceClass: String, Hashable, Sendable, CaseIterable {
    /// There is no such mailbox or domain, or no more.
    case dead
    /// It may pass: mailbox full, host unreachable, time-out.
    case temporary
    /// The sender, their host, their domain or the message is meant: blocked, spam, DMARC, no reverse name, too many at once.
    case sender
    /// Nothing says which.
    case unknown
}
