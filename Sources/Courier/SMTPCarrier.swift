package import Letter
package import Vocabulary

/// Hands messages to an SMTP relay, over one connection at a time.
///
/// The connection is made with the first message, used for as many as the settings say, and made anew where the relay
/// closed it between messages. A message whose connection ends before its final dot is tried again at once, on a new
/// connection, twice at most: if it is MAIL that fails so, the run stops; if RCPT or later, the recipient is deferred.
package final class SMTPCarrier: Carrier {
    /// After so many uncertain messages in a row the relay is not to be trusted with more.
    static let mostUncertainInARow = 5
    /// How often one message may be tried on connections made for it.
    static let mostFreshConnections = 2

    private let settings: RelaySettings
    private let judge: (Outcome, AddrSpec) -> RelayOpinion.Verdict
    private var line: RelayLine?
    /// A fault found after an outcome was certain: it stops the run at the next message.
    private var found: RunFault?
    private var uncertainInARow = 0

    /// `judge` tells refusals that are about the sender; carriers that work side by side share one, behind a lock.
    /// Without one, the carrier judges by what it sees itself.
    package init(settings: RelaySettings, judge: ((Outcome, AddrSpec) -> RelayOpinion.Verdict)? = nil) {
        self.settings = settings
        if let judge {
            self.judge = judge
        } else {
            var opinion = RelayOpinion()
            self.judge = { opinion.judge($0, of: $1) }
        }
    }

    /// Opens the connection, with TLS and login, without sending anything; says what the relay can do.
    package func open() throws(RunFault) -> Capabilities {
        try standingLine().line.capabilities
    }

    package func hand(_ message: ClearedMessage) throws(RunFault) -> Outcome {
        if let found {
            self.found = nil
            throw found
        }
        var freshConnections = 0
        while true {
            let (line, isFresh) = try standingLine()
            let exchange = line.exchange(message)
            if line.hasEnded || exchange.end != nil { drop() }
            switch exchange.result {
            case .outcome(let outcome):
                if case .broken(let words) = exchange.end?.reason { found = fault(.protocolBroken, words) }
                return try judged(outcome, of: message)
            case .senderRefused(let reply):
                throw fault(SMTPCarrier.kind(ofSenderRefusal: reply), reply.description)
            case .notAttempted:
                guard let end = exchange.end else { throw fault(.dropped, "") }
                if case .broken(let words) = end.reason { return try stumbled(end, words) }
                if isFresh { freshConnections += 1 }
                guard freshConnections >= SMTPCarrier.mostFreshConnections else { continue }
                return try givenUp(end)
            }
        }
    }

    @discardableResult
    package func close() -> RunFault? {
        line?.quit()
        line = nil
        defer { found = nil }
        return found
    }

    // MARK: The connection

    private func drop() {
        line?.quit()
        line = nil
    }

    /// A connection that stands, and whether it was made just now.
    private func standingLine() throws(RunFault) -> (line: RelayLine, isFresh: Bool) {
        if let line, line.messages < max(1, settings.messagesPerConnection) {
            guard let end = line.endWhileResting() else { return (line, line.messages == 0) }
            if case .broken(let words) = end.reason {
                drop()
                throw fault(.protocolBroken, words)
            }
        }
        drop()
        let line = try RelayLine(settings)
        self.line = line
        return (line, true)
    }

    // MARK: Judgement

    private func judged(_ outcome: Outcome, of message: ClearedMessage) throws(RunFault) -> Outcome {
        if case .uncertain = outcome {
            uncertainInARow += 1
            if uncertainInARow >= SMTPCarrier.mostUncertainInARow, found == nil {
                uncertainInARow = 0
                found = fault(.dropped, "no reply after the message, \(SMTPCarrier.mostUncertainInARow) times in a row")
            }
        } else {
            uncertainInARow = 0
        }
        let words: String
        var isTransient = false
        switch outcome {
        case .deferred(let refusal):
            words = refusal.reply
            isTransient = true
        case .rejected(let refusal): words = refusal.reply
        case .accepted, .uncertain: words = ""
        }
        switch judge(outcome, message.envelope.forwardPath) {
        case .recipient: return outcome
        case .quota: throw fault(.quota, words)
        case .sender(let putBack): throw fault(isTransient ? .distrustForNow : .distrust, words, putBack)
        }
    }

    /// The relay answered something that is no reply. Where it was at a recipient that it stumbled, this one is deferred,
    /// so that the next run does not stumble over them first; the run stops all the same.
    private func stumbled(_ end: SMTPDialogue.End, _ words: String) throws(RunFault) -> Outcome {
        let fault = fault(.protocolBroken, words)
        guard end.phase != .mail, end.phase != .connection else { throw fault }
        found = fault
        return .deferred(Outcome.Refusal(phase: end.phase, reply: words))
    }

    /// The connection ended before the final dot, on every connection that was tried.
    private func givenUp(_ end: SMTPDialogue.End) throws(RunFault) -> Outcome {
        let words: String
        switch end.reason {
        case .closed(let reply): words = reply.description
        case .lost(let text), .broken(let text): words = text
        }
        if end.phase == .mail || end.phase == .connection {
            if case .closed = end.reason { throw fault(.senderRefusedForNow, words) }
            throw fault(.dropped, words)
        }
        return .deferred(Outcome.Refusal(phase: end.phase, reply: words))
    }

    private static func kind(ofSenderRefusal reply: Reply) -> RunFault.Kind {
        if reply.enhanced == EnhancedStatusCode(5, 4, 5) { return .quota }
        return reply.isPermanent ? .senderRefused : .senderRefusedForNow
    }

    private func fault(_ kind: RunFault.Kind, _ detail: String, _ putBack: [AddrSpec] = []) -> RunFault {
        RunFault(kind, relay: settings.name, detail: detail, putBack: putBack)
    }
}
