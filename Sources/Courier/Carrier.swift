package import Letter
package import Vocabulary

/// Hands messages over, one after the other, and says what became of each.
///
/// A carrier is used by one thread. Commit the recipient's `attempting` before calling ``hand(_:)``: the call may put
/// the whole message on the wire.
package protocol Carrier: AnyObject {
    /// Hands one message over and waits for the relay's word.
    /// Throws where the run must stop: the recipient was then not attempted, or refused for a reason that is not
    /// theirs, and goes back to `queued`, together with those that ``RunFault/putBack`` names.
    func hand(_ message: ClearedMessage) throws(RunFault) -> Outcome

    /// Takes leave; afterwards ``hand(_:)`` begins anew. Returns a fault that came to light behind the last outcome,
    /// where there is one.
    @discardableResult
    func close() -> RunFault?
}
