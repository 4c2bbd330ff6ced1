package import Vocabulary

/// Tells a relay's opinion of the recipient from its opinion of the sender.
///
/// A reply `4.7.x` or `5.7.x` (security and policy, RFC 3463 §3.8) on one recipient counts for that recipient; on a
/// second one in a row it is about the sender: both are put back, and the run stops, before it refuses everybody.
/// `5.4.5` is a quota of the sender at once. Everything else, `5.1.x` above all, is about the recipient.
package struct RelayOpinion<Recipient: Hashable & Sendable>: Sendable {
    package enum Verdict: Hashable, Sendable {
        /// It is what became of the recipient.
        case recipient
        /// The sender's quota is used up: the recipient of this reply is put back.
        case quota
        /// About the sender: the recipient of this reply is put back, and so are those named, refused just before it.
        case sender(putBack: [Recipient])
    }

    private var suspect: Recipient?

    package init() {}

    /// Judges one outcome; they come in the order in which the relay gave them, over all its connections.
    package mutating func judge(_ outcome: Outcome, of recipient: Recipient) -> Verdict {
        let refusal: Outcome.Refusal
        switch outcome {
        case .deferred(let found), .rejected(let found): refusal = found
        case .accepted:
            suspect = nil
            return .recipient
        case .uncertain: return .recipient
        }
        guard let status = refusal.status else {
            suspect = nil
            return .recipient
        }
        if status.class == 5, status.subject == 4, status.detail == 5 { return .quota }
        guard status.subject == 7 else {
            suspect = nil
            return .recipient
        }
        // The same recipient, tried again, is not a second one.
        guard let before = suspect, before != recipient else {
            suspect = recipient
            return .recipient
        }
        suspect = nil
        return .sender(putBack: [before])
    }
}
