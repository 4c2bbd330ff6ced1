package import Vocabulary

/// Tells a relay's opinion of the recipient from its opinion of the sender.
///
/// What `Blame` leaves open, the row decides: where several recipients of more than one domain were refused one after the
/// other, and nobody was accepted in between, the sender is meant. Refusals that are plainly about a recipient neither
/// belong to the row nor end it: a relay may look the recipient up before it looks at the sender.
package struct SenderRefusalDetector<Recipient: Hashable & Sendable>: Sendable {
    package enum Verdict: Hashable, Sendable {
        /// It is what became of the recipient; an acceptance is of those before as well (``takeRow(before:)``).
        case recipient
        /// About the sender, whoever the recipient is.
        case sender
        /// Either, and kept in the row.
        case suspect
        /// Kept in the row, which is long enough to say that the sender is meant.
        case row
    }

    /// A refusal that may be the recipient's own or the sender's.
    package struct Suspect: Sendable {
        package let recipient: Recipient
        let domain: String
        package let outcome: Outcome
        /// How many replies had been judged, this one among them.
        let judged: Int
        /// False where it was the message that was refused, after its recipient had been taken.
        let isBeforeTheMessage: Bool
    }

    /// So many different recipients in a row, of so many domains at least.
    static var fewest: (recipients: Int, domains: Int) { (5, 2) }
    /// So many in a row are no matter of one host any more, and no more are kept in mind.
    static var most: Int { 1000 }

    /// Those whom no acceptance has acquitted, the first one first.
    package private(set) var row: [Suspect] = []
    /// How many replies were judged, over all connections.
    package private(set) var judged = 0
    /// The same, when an acceptance was judged last.
    private var lastAcceptance = 0
    private var hasAccepted: Bool { lastAcceptance > 0 }

    package init() {}

    /// Judges one outcome; they come in the order in which the relay gave them, over all its connections.
    package mutating func judge(
        _ outcome: Outcome, of recipient: Recipient, at address: AddrSpec, from sender: AddrSpec
    )
        -> Verdict
    {
        judged += 1
        let refusal: Outcome.Refusal
        switch outcome {
        case .deferred(let found), .rejected(let found): refusal = found
        case .accepted:
            lastAcceptance = judged
            return .recipient
        case .uncertain: return .recipient
        }
        let isOnlyTheirs = address.needsSMTPUTF8 && !sender.needsSMTPUTF8
        let blame = Blame(refusal, onlyRecipientNeedsSMTPUTF8: isOnlyTheirs)
        // Whoever was tried again counts once, by what the relay said last.
        row.removeAll { $0.recipient == recipient }
        switch blame {
        case .sender: return .sender
        case .recipient: return .recipient
        case .suspect:
            row.append(
                Suspect(
                    recipient: recipient, domain: address.domain, outcome: outcome, judged: judged,
                    isBeforeTheMessage: refusal.phase != .message))
            return isLong ? .row : .suspect
        }
    }

    /// True where the row is long enough to say that the sender is meant.
    package var isLong: Bool { row.count >= Self.most || isEnough(row.filter { $0.judged > lastAcceptance }) }

    /// True where the row says so, should no more come: several were refused, and nobody at all was accepted, or nobody
    /// whose recipient the relay took after it had refused those.
    package var isLongAtTheEnd: Bool {
        isLong || row.count > 1 && !hasAccepted
            || isEnough(row.filter { $0.isBeforeTheMessage || $0.judged > lastAcceptance })
    }

    private func isEnough(_ suspects: [Suspect]) -> Bool {
        suspects.count >= Self.fewest.recipients && Set(suspects.map(\.domain)).count >= Self.fewest.domains
    }

    /// True where somebody of the row was refused for good.
    package var isForGood: Bool {
        row.contains {
            if case .rejected = $0.outcome { return true }
            return false
        }
    }

    /// Those of the row who were refused on their own account, as it turns out, and takes them from it: by an acceptance
    /// whose recipient the relay took when so many replies had been judged. What it says of one that it took before it began
    /// to refuse the sender may come long after, and tells nothing of those in between.
    package mutating func takeRow(before judged: Int = .max) -> [Suspect] {
        defer { row.removeAll { $0.judged <= judged } }
        return row.filter { $0.judged <= judged }
    }
}
