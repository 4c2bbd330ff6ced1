/// Where a recipient of a mailing stands.
///
/// ```
/// queued → attempting → accepted | deferred | rejected | uncertain
/// deferred → attempting      uncertain → queued | settled      queued, deferred → withheld → queued
/// attempting → queued (not the recipient's fault, as far as is known)      rejected → queued (by the sender's own word)
/// ```
/// The instant of commitment: a message's body leaves only after `attempting` is durable.
package enum RecipientState: String, Sendable, CaseIterable {
    case queued
    /// The body may be on the wire; found after a crash, it becomes `uncertain`.
    case attempting
    case accepted
    case deferred
    case rejected
    /// The final dot was sent, no reply came.
    case uncertain
    /// Uncertain, and closed by the sender's own word.
    case settled
    /// Objected, or no longer admitted, between admission and sending.
    case withheld

    /// True where the letter was handed over, or may have been: never again without the sender's word.
    package var mayHaveBeenMailed: Bool {
        switch self {
        case .attempting, .accepted, .rejected, .uncertain, .settled: true
        case .queued, .deferred, .withheld: false
        }
    }

    /// True where a run may still claim the recipient.
    package var isWaiting: Bool { self == .queued || self == .deferred }
}
