package import Letter
package import Vocabulary

/// The mail transactions on an opened connection, without the connection (RFC 5321 §3.3, RFC 2920): bytes of replies
/// go in, bytes to send and events come out.
///
/// Whoever drives it (1) calls ``start(_:)``, (2) sends what ``takeOutput()`` gives and reports with ``sent(_:)`` how
/// much of it the socket took, (3) feeds what it reads to ``receive(_:)``, and (4) answers ``Event/readyForBody`` with
/// ``sendBody()``. One message more may be started while one is on its way: where the relay announces PIPELINING, its
/// envelope then travels in the same write as the body before it.
///
/// What is certain: a message is accepted only by a 250 that came after its final dot was handed to the socket. Once
/// it was handed, and the connection ends without a reply, the message is uncertain. Before that it was not attempted.
/// A refused MAIL, RCPT or DATA does not cost the connection: the next transaction begins with RSET.
package struct SMTPDialogue: Sendable {
    package enum Event: Hashable, Sendable {
        /// The relay waits for the message: commit the attempt, then call ``SMTPDialogue/sendBody()``.
        case readyForBody
        /// What became of the first message that was started and is not finished yet.
        case finished(Outcome)
        /// The relay refused MAIL: the first message was not attempted, and the next would fare no better.
        case senderRefused(Reply)
        /// The connection is of no more use; messages that are not finished were not attempted.
        case ended(End)
    }

    /// How a connection came to its end.
    package struct End: Hashable, Sendable {
        package enum Reason: Hashable, Sendable {
            /// The relay said so: 421 (RFC 5321 §3.8).
            case closed(Reply)
            /// It was lost, or nothing came in time; says how.
            case lost(String)
            /// The relay sent what cannot be understood; says what.
            case broken(String)
        }

        package let reason: Reason
        /// The phase that the first unfinished message was in.
        package let phase: SMTPPhase
    }

    private enum Step { case reset, mail, recipient, data, message, abandoned }

    private struct Transaction {
        let message: ClearedMessage
        let form: WireForm
        /// Commands that are not written yet.
        var unsent: [Step] = []
        var isActive = false
        var isReady = false
        /// Where the final dot ends, counted over all output.
        var bodyEnd: Int?
        var refusal: Outcome?
        var senderRefusal: Reply?
        var recipientAccepted = false

        var hasFailed: Bool { refusal != nil || senderRefusal != nil }
    }

    private let capabilities: Capabilities
    private var reader = ReplyReader()
    private var transactions: [Transaction] = []
    /// What the next replies answer, in order.
    private var awaited: [Step] = []
    /// What the reply in hand answers.
    private var answering: Step?
    private var needsReset = false
    private var output: [UInt8] = []
    private var produced = 0
    private var handed = 0
    private var events: [Event] = []
    /// True once the connection is of no more use.
    package private(set) var hasEnded = false

    package init(capabilities: Capabilities) { self.capabilities = capabilities }

    /// True where nothing is under way, so that the connection may rest or be closed with QUIT.
    package var isIdle: Bool { transactions.isEmpty }

    /// True where the relay took the first message's recipient, whatever becomes of the message.
    var hasRecipient: Bool { transactions.first?.recipientAccepted == true }

    /// The phase whose reply is waited for: it decides how long to wait (RFC 5321 §4.5.3.2).
    package var phase: SMTPPhase {
        switch answering ?? awaited.first {
        case nil: transactions.first.map { $0.isActive ? .message : .mail } ?? .connection
        case .reset, .mail: .mail
        case .recipient: .recipient
        case .data, .abandoned: .data
        case .message: .message
        }
    }

    /// Begins a message. Returns the refusal where this relay cannot take it: then nothing of it is sent.
    package mutating func start(_ message: ClearedMessage) -> Outcome.Refusal? {
        let form = WireForm(message)
        if let refusal = form.refusal(of: message, by: capabilities) { return refusal }
        transactions.append(Transaction(message: message, form: form))
        advance()
        return nil
    }

    /// Lets the body of the first message go, after ``Event/readyForBody``.
    package mutating func sendBody() {
        guard !hasEnded, let first = transactions.first, first.isReady, first.bodyEnd == nil else { return }
        let before = output.count
        first.form.append(first.message.bytes, to: &output)
        produced += output.count - before
        transactions[0].bodyEnd = produced
        awaited.append(.message)
        advance()
    }

    /// What is to be sent now, in one piece; nil where nothing is.
    package mutating func takeOutput() -> [UInt8]? {
        guard !output.isEmpty, !hasEnded else { return nil }
        defer { output = [] }
        return output
    }

    /// The socket took so many bytes more. Call it before the next ``receive(_:)``.
    package mutating func sent(_ count: Int) { handed += count }

    /// Takes in what the relay sent.
    package mutating func receive(_ bytes: some Sequence<UInt8>) -> [Event] {
        guard !hasEnded else { return [] }
        for reply in reader.feed(bytes) where !hasEnded { handle(reply) }
        if let fault = reader.fault, !hasEnded { end(.broken(fault)) }
        return takeEvents()
    }

    /// The connection was lost, or a reply did not come in time.
    package mutating func connectionLost(_ cause: String) -> [Event] {
        guard !hasEnded else { return [] }
        end(.lost(cause))
        return takeEvents()
    }

    private mutating func takeEvents() -> [Event] {
        defer { events = [] }
        return events
    }

    // MARK: Commands

    /// Writes the commands that may be written now.
    private mutating func advance() {
        guard !hasEnded else { return }
        for index in transactions.indices.prefix(2) {
            if !transactions[index].isActive {
                // DATA ends a group (RFC 2920 §3.1); the text of a message may be followed by the next group.
                let mayFollow = capabilities.pipelining && transactions[0].bodyEnd != nil
                guard index == 0 || mayFollow else { return }
                transactions[index].isActive = true
                transactions[index].unsent =
                    needsReset ? [.reset, .mail, .recipient, .data] : [.mail, .recipient, .data]
                needsReset = false
            }
            while !transactions[index].unsent.isEmpty, capabilities.pipelining || awaited.isEmpty {
                let step = transactions[index].unsent.removeFirst()
                write(command(step, of: transactions[index]))
                awaited.append(step)
            }
        }
    }

    private func command(_ step: Step, of transaction: Transaction) -> String {
        let envelope = transaction.message.envelope
        switch step {
        case .reset: return "RSET"
        case .mail:
            var line = "MAIL FROM:<\(envelope.reversePath.spelling)>"
            if capabilities.announcesSize { line += " SIZE=\(transaction.message.bytes.count)" }
            if transaction.form.has8Bit { line += " BODY=8BITMIME" }
            if envelope.needsSMTPUTF8 || transaction.form.has8BitHeader { line += " SMTPUTF8" }
            return line
        case .recipient: return "RCPT TO:<\(envelope.forwardPath.spelling)>"
        case .data: return "DATA"
        case .message, .abandoned: return "."
        }
    }

    private mutating func write(_ line: String) {
        let before = output.count
        output.append(contentsOf: line.utf8)
        output.append(0x0D)
        output.append(0x0A)
        produced += output.count - before
    }

    // MARK: Replies

    private mutating func handle(_ reply: Reply) {
        guard !awaited.isEmpty, !transactions.isEmpty else {
            if reply.code == 421 { return end(.closed(reply)) }
            return end(.broken("`\(reply)` answers nothing that was asked"))
        }
        let step = awaited.removeFirst()
        answering = step
        defer { answering = nil }
        switch step {
        case .reset: handleReset(reply)
        case .mail: handleMail(reply)
        case .recipient: handleRecipient(reply)
        case .data: handleData(reply)
        case .abandoned:
            conclude()
            if reply.code == 421 { end(.closed(reply)) }
        case .message: handleMessage(reply)
        }
    }

    private mutating func handleReset(_ reply: Reply) {
        if reply.code == 421 { return end(.closed(reply)) }
        guard reply.isPositive else { return end(.broken("RSET was answered `\(reply)`")) }
        advance()
    }

    private mutating func handleMail(_ reply: Reply) {
        if reply.isPositive { return advance() }
        if reply.code == 421 { return end(.closed(reply)) }
        if reply.isIntermediate { return end(.broken("MAIL was answered `\(reply)`")) }
        // MAIL names the size as well (RFC 1870 §6), and what the recipient's address needs: the rest of it is the sender's.
        let envelope = transactions[0].message.envelope
        let blame = Blame(
            code: reply.code, status: reply.enhanced, in: .mail,
            onlyRecipientNeedsSMTPUTF8: envelope.forwardPath.needsSMTPUTF8 && !envelope.reversePath.needsSMTPUTF8)
        if blame == .recipient {
            transactions[0].refusal = SMTPDialogue.outcome(of: reply, in: .mail)
        } else {
            transactions[0].senderRefusal = reply
        }
        concludeIfAllAnswered(needsReset: false)
    }

    private mutating func handleRecipient(_ reply: Reply) {
        if reply.isPositive {
            transactions[0].recipientAccepted = true
            return advance()
        }
        if reply.isIntermediate { return end(.broken("RCPT was answered `\(reply)`")) }
        if !transactions[0].hasFailed { transactions[0].refusal = SMTPDialogue.outcome(of: reply, in: .recipient) }
        if reply.code == 421 { return end(.closed(reply)) }
        concludeIfAllAnswered(needsReset: true)
    }

    private mutating func handleData(_ reply: Reply) {
        let hasFailed = transactions[0].hasFailed
        switch reply.code {
        case 354 where !hasFailed:
            transactions[0].isReady = true
            events.append(.readyForBody)
        case 354:
            // DATA went with a RCPT that was refused, and the relay waits for a message all the same: one without
            // recipients, which a lone dot ends. Where it has a recipient, that dot would send them a blank message.
            guard !transactions[0].recipientAccepted else { return end(.broken("DATA was answered `\(reply)`")) }
            write(".")
            awaited.append(.abandoned)
        case 400...599:
            if !hasFailed { transactions[0].refusal = SMTPDialogue.outcome(of: reply, in: .data) }
            if reply.code == 421 { return end(.closed(reply)) }
            needsReset = true
            conclude()
        default: end(.broken("DATA was answered `\(reply)`"))
        }
    }

    private mutating func handleMessage(_ reply: Reply) {
        let isComplete = transactions[0].bodyEnd.map { handed >= $0 } ?? false
        if reply.isTransient || reply.isPermanent {
            transactions[0].refusal = SMTPDialogue.outcome(of: reply, in: .message)
            // Before the dot was out, the rest of the body has no reader any more.
            if reply.code == 421 || !isComplete { return end(.closed(reply)) }
            return conclude()
        }
        guard reply.code == 250, isComplete else { return end(.broken("the message was answered `\(reply)`")) }
        transactions[0].refusal = .accepted(reply: reply.description)
        conclude()
    }

    // MARK: Conclusions

    /// In a group, the replies to the commands that followed are still to come.
    private mutating func concludeIfAllAnswered(needsReset reset: Bool) {
        guard awaited.isEmpty else { return }
        needsReset = reset
        conclude()
    }

    private mutating func conclude() {
        let first = transactions.removeFirst()
        if let refusal = first.refusal {
            events.append(.finished(refusal))
        } else if let reply = first.senderRefusal {
            events.append(.senderRefused(reply))
        }
        advance()
    }

    private mutating func end(_ reason: End.Reason) {
        var phase = phase
        hasEnded = true
        output = []
        if let first = transactions.first {
            if first.hasFailed {
                conclude()
            } else if let bodyEnd = first.bodyEnd, handed >= bodyEnd {
                transactions.removeFirst()
                events.append(.finished(.uncertain(cause: SMTPDialogue.cause(reason))))
                // What befell it is not about the message behind it, whose envelope alone was sent.
                if !transactions.isEmpty { phase = .mail }
            }
        }
        transactions = []
        awaited = []
        events.append(.ended(End(reason: reason, phase: phase)))
    }

    private static func cause(_ reason: End.Reason) -> String {
        switch reason {
        case .closed(let reply): reply.description
        case .lost(let text), .broken(let text): text
        }
    }

    private static func outcome(of reply: Reply, in phase: SMTPPhase) -> Outcome {
        let refusal = Outcome.Refusal(phase: phase, reply: reply.description, status: reply.enhanced)
        return reply.isPermanent ? .rejected(refusal) : .deferred(refusal)
    }
}
