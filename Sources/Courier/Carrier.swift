package import Letter
package import Vocabulary

/// Delivers messages, and says what became of each.
///
/// A carrier works on one thread at a time. It takes messages from a ``DeliveryQueue`` until there are no more, or until it
/// is stopped; no body leaves before the queue has said that it may.
package protocol Carrier: AnyObject {
    /// Delivers what the queue offers; returns when that is over and everything on the wire has an outcome.
    /// A fault of the run stops the queue (``DeliveryQueue/fault``); messages that were not attempted are returned.
    func carry(_ queue: DeliveryQueue)

    /// So many messages are about to come: connections for them may be opened meanwhile. Waits for nothing; what goes wrong
    /// is reported by ``carry(_:)``.
    func prewarm(_ messages: Int)

    /// Ends the sessions (QUIT, RFC 5321 §4.1.1.10) without waiting for the replies.
    func quit()

    /// Quits where that was not done, waits a moment for the replies, and closes; afterwards ``carry(_:)`` begins anew.
    func close()
}

extension Carrier {
    package func prewarm(_ messages: Int) {}
    package func quit() {}

    /// Hands one message over, without a run around it, and waits for the relay's word. Throws where the fault is not
    /// the recipient's.
    package func hand(_ message: ClearedMessage) throws(RunFault) -> Outcome {
        let queue = DeliveryQueue(capacity: 1)
        let recipient = Int64(truncatingIfNeeded: message.envelope.forwardPath.hashValue)
        let label = QueuedMessage.Label(recipient: recipient, clearance: message.clearance, attempts: 0)
        var queued = QueuedMessage(label, message)
        queued.isClaimed = true
        _ = queue.offer(queued, milliseconds: 0)
        queue.finish()
        carry(queue)
        queue.carrierIsDone()
        var returned = false
        while let events = queue.nextEvents() {
            for event in events {
                switch event {
                case .finished(_, let outcome, _), .held(_, let outcome, _): if !returned { return outcome }
                case .returned: returned = true
                case .readyForBody, .judged: continue
                }
            }
        }
        throw queue.fault ?? RunFault(.dropped, relay: "")
    }
}
