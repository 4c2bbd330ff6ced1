/// What became of one attempt to hand a message over.
package enum Outcome: Hashable, Sendable {
    /// The relay has it; nothing more is known, so never say "delivered".
    case accepted(reply: String)
    /// 4yz: try again later.
    case deferred(Refusal)
    /// 5yz, or a message that this relay cannot take.
    case rejected(Refusal)
    /// The final dot was sent and no reply came: never resent automatically.
    case uncertain(cause: String)

    /// A refusal with the phase that it came in.
    package struct Refusal: Hashable, Sendable {
        package var phase: SMTPPhase
        package var reply: String
        /// The relay's enhanced status code, where it gave one.
        package var status: EnhancedStatusCode?

        package init(phase: SMTPPhase, reply: String, status: EnhancedStatusCode? = nil) {
            self.phase = phase
            self.reply = reply
            self.status = status
        }
    }
}

/// The phases of a mail transaction (RFC 5321 §3.3).
package enum SMTPPhase: String, Sendable {
    case connection, mail = "MAIL", recipient = "RCPT", data = "DATA", message
}
