import Courier
package import Vocabulary

/// Who of a mailing was rejected for a fault that was the sender's, told from what the ledger kept of them: by the replies
/// themselves, and by the row that they stand in (`SenderRefusalDetector`). Earlier versions booked such on the recipients.
///
/// Whoever cannot be read any more is left out: nobody is taken back on a guess.
package struct SendersFaults: Sendable {
    private enum Event: Sendable {
        case accepted
        case rejected(ContactID, AddrSpec, String)
        /// Back in the queue, as the run that ended for the sender's sake left them: they belong to the row, and need no one
        /// to take them back.
        case queued(ContactID, AddrSpec, String)
    }

    private var events: [(at: Instant, event: Event)] = []
    private let sender: AddrSpec

    package init(sender: AddrSpec) { self.sender = sender }

    /// Takes in how a recipient stands; they come in the order in which they were admitted.
    package mutating func add(
        _ contact: ContactID, at address: String, state: RecipientState, reply: String?, since at: Instant
    ) {
        switch state {
        case .accepted: events.append((at, .accepted))
        case .rejected:
            // Of somebody who was erased, the state is all that is left.
            guard let address = try? AddrSpec(parsing: address), let reply else { return }
            events.append((at, .rejected(contact, address, reply)))
        case .queued:
            guard let address = try? AddrSpec(parsing: address), let reply, reply.hasPrefix("5") else { return }
            events.append((at, .queued(contact, address, reply)))
        case .attempting, .deferred, .uncertain, .settled, .withheld: return
        }
    }

    /// Those who were rejected for a fault of the sender's.
    package var contacts: Set<ContactID> {
        var (found, queued): (Set<ContactID>, Set<ContactID>) = ([], [])
        var detector = SenderRefusalDetector<ContactID>()
        // Once a row says that the sender is meant, it says so of everybody up to the next acceptance.
        var isMeant = false
        // What was recorded together bears one moment, and then they come as they were admitted.
        let order = events.indices.sorted { (events[$0].at, $0) < (events[$1].at, $1) }
        for index in order {
            switch events[index].event {
            case .accepted:
                _ = detector.judge(.accepted(reply: ""), of: ContactID(.min), at: sender, from: sender)
                _ = detector.takeRow()
                isMeant = false
            case .rejected(let contact, let address, let reply), .queued(let contact, let address, let reply):
                if case .queued = events[index].event { queued.insert(contact) }
                let outcome = Outcome.rejected(Outcome.Refusal(kept: reply))
                switch detector.judge(outcome, of: contact, at: address, from: sender) {
                case .recipient: continue
                case .sender: found.insert(contact)
                case .row: isMeant = true
                case .suspect: break
                }
                if isMeant { found.formUnion(detector.takeRow().map(\.recipient)) }
            }
        }
        if detector.isLongAtTheEnd { found.formUnion(detector.takeRow().map(\.recipient)) }
        return found.subtracting(queued)
    }
}
