package import Letter
package import Vocabulary

/// Delivers messages, and says what became of each.
///
/// A carrier works on one thread at a time. It takes parcels from an ``Exchange`` until there are no more, or until it
/// is stopped; no body leaves before the exchange has said that it may.
package protocol Carrier: AnyObject {
    /// Delivers what the exchange offers; returns when that is over and everything on the wire has an outcome.
    /// A fault of the run stops the exchange (``Exchange/fault``); parcels that were not attempted are returned.
    func carry(_ exchange: Exchange)

    /// So many messages are about to come: what they will need may be made ready meanwhile. Nothing is waited for, and what
    /// goes wrong is told by ``carry(_:)``.
    func expect(_ messages: Int)

    /// Says that no more messages will come, and waits for nothing.
    func takeLeave()

    /// Takes leave where that was not done, and waits a moment for the answer; afterwards ``carry(_:)`` begins anew.
    func close()
}

extension Carrier {
    package func expect(_ messages: Int) {}
    package func takeLeave() {}

    /// Hands one message over, without a run around it, and waits for the relay's word. Throws where the fault is not
    /// the recipient's.
    package func hand(_ message: ClearedMessage) throws(RunFault) -> Outcome {
        let exchange = Exchange(capacity: 1)
        let recipient = Int64(truncatingIfNeeded: message.envelope.forwardPath.hashValue)
        let label = Parcel.Label(recipient: recipient, clearance: message.clearance, attempts: 0)
        var parcel = Parcel(label, message)
        parcel.isClaimed = true
        _ = exchange.offer(parcel, milliseconds: 0)
        exchange.finish()
        carry(exchange)
        exchange.carrierIsDone()
        var returned = false
        while let words = exchange.hear() {
            for word in words {
                switch word {
                case .finished(_, let outcome, _), .held(_, let outcome, _): if !returned { return outcome }
                case .returned: returned = true
                case .asks, .judged: continue
                }
            }
        }
        throw exchange.fault ?? RunFault(.dropped, relay: "")
    }
}
