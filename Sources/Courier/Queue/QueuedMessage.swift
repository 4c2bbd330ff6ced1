package import Gate
package import Letter

/// A message on its way to the carrier, and what is known of its way: whether its recipient is claimed, and how often a
/// connection failed it. A claim outlives the connection that it was made on.
package struct QueuedMessage: Sendable {
    /// Who it is for, without the message; passed around without being copied.
    package final class Label: Hashable, Sendable {
        /// The ledger's number for this recipient of this mailing.
        package let recipient: Int64
        package let clearance: Clearance
        /// Attempts over all runs before this one.
        package let attempts: Int
        /// The ledger's mark when the gate gave the clearance; nil where it is not known.
        package let mark: Int64?

        package init(recipient: Int64, clearance: Clearance, attempts: Int, mark: Int64? = nil) {
            self.recipient = recipient
            self.clearance = clearance
            self.attempts = attempts
            self.mark = mark
        }

        package static func == (one: Label, other: Label) -> Bool { one.recipient == other.recipient }
        package func hash(into hasher: inout Hasher) { hasher.combine(recipient) }
    }

    private final class Contents: Sendable {
        let message: ClearedMessage
        init(_ message: ClearedMessage) { self.message = message }
    }

    package let label: Label
    private let contents: Contents
    package var message: ClearedMessage { contents.message }
    /// True once `attempting` is durable: the body may leave.
    var isClaimed = false
    /// How many replies were judged before the relay took its recipient (``SenderRefusalDetector/judged``); nil until then.
    var takenAfter: Int?
    /// How often a connection that was made for it ended before the final dot.
    var freshConnections = 0

    package init(_ label: Label, _ message: ClearedMessage) {
        self.label = label
        contents = Contents(message)
    }
}
