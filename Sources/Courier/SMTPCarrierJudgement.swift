import Letter
import Vocabulary

/// What a carrier makes of what happened on its connections: an outcome, another try, or a fault of the run.
///
/// What is about one recipient concludes that recipient alone. What is about the sender or the relay stops the run, and whoever was
/// claimed for nothing goes back to the queue. Where it may be either, the outcome is held until the row tells.
extension SMTPCarrier {
    func handle(_ events: [SMTPSession.Event], on session: SMTPSession) {
        for event in events {
            switch event {
            case .ready: continue
            case .finished(let queued, let outcome): conclude(queued, outcome)
            case .senderRefused(let reply):
                let messages = drop(session)
                let refusal = Outcome.Refusal(phase: .mail, reply: reply.description, status: reply.enhanced)
                stop(fault(ofSender: refusal, isForGood: reply.isPermanent))
                giveBack(messages.filter(\.isClaimed))
            case .ended(let end): ended(end, on: session)
            }
        }
    }

    /// The connection ended; what is left on it was not attempted.
    private func ended(_ end: SMTPDialogue.End, on session: SMTPSession) {
        let (isFresh, isAwaitingClaim) = (session.isFresh, session.state.isAwaitingClaim)
        var messages = drop(session)
        guard !messages.isEmpty else {
            if case .broken(let text) = end.reason { stop(fault(.protocolBroken, text)) }
            return
        }
        var first = messages.removeFirst()
        // What was begun behind it counts for nothing.
        returned += messages
        guard !isAwaitingClaim else {
            unanswered.append(first)
            if case .broken(let text) = end.reason { stop(fault(.protocolBroken, text)) }
            return
        }
        if case .broken(let text) = end.reason { return stumbled(first, end, text) }
        if isFresh { first.freshConnections += 1 }
        guard first.freshConnections >= SMTPCarrier.mostFreshConnections else {
            returned.append(first)
            return
        }
        giveUp(first, end)
    }

    /// The relay answered something that is no reply. Where it was at a recipient that it stumbled, this one is deferred,
    /// so that the next run does not stumble over them first; the run stops all the same.
    private func stumbled(_ queued: QueuedMessage, _ end: SMTPDialogue.End, _ text: String) {
        if end.phase == .mail || end.phase == .connection {
            leave(queued, at: end.phase, text)
        } else {
            hold(queued, .deferred(Outcome.Refusal(phase: end.phase, reply: text)))
        }
        stop(fault(.protocolBroken, text))
    }

    /// The connection ended before the final dot, on every one that was made for the message.
    private func giveUp(_ queued: QueuedMessage, _ end: SMTPDialogue.End) {
        let text: String
        var isClosed = false
        switch end.reason {
        case .closed(let reply): (text, isClosed) = (reply.description, true)
        case .lost(let found), .broken(let found): text = found
        }
        guard end.phase == .mail || end.phase == .connection else {
            return conclude(queued, .deferred(Outcome.Refusal(phase: end.phase, reply: text)))
        }
        leave(queued, at: end.phase, text)
        stop(fault(isClosed ? .senderRefusedForNow : .dropped, text))
    }

    /// The run ends at this recipient, who stays in the queue: no attempt counts. Where it was their MAIL, that is on record, so
    /// that the next run has others before them.
    private func leave(_ queued: QueuedMessage, at phase: SMTPPhase, _ text: String) {
        if queued.isClaimed {
            giveBack([queued])
        } else if phase == .mail {
            hold(queued, .rejected(Outcome.Refusal(phase: phase, reply: text)))
        }
    }

    /// Judges an outcome: it may be the relay's opinion of the sender.
    func conclude(_ queued: QueuedMessage, _ outcome: Outcome) {
        countUncertain(outcome)
        let envelope = queued.message.envelope
        let verdict = detector.judge(
            outcome, of: queued.label, at: envelope.forwardPath, from: envelope.reversePath)
        switch verdict {
        case .recipient:
            if case .accepted = outcome { acquitTheRow(before: queued.takenAfter ?? 0) }
            report(queued, outcome)
        case .sender:
            switch outcome {
            case .deferred(let refusal): stop(fault(ofSender: refusal, isForGood: false))
            case .rejected(let refusal): stop(fault(ofSender: refusal, isForGood: true))
            case .accepted, .uncertain: return report(queued, outcome)
            }
            giveBack([queued].filter(\.isClaimed))
        case .suspect: hold(queued, outcome)
        case .row:
            hold(queued, outcome)
            stopForTheRow()
        }
    }

    /// The row ends with what the relay said: where it has turned out to be the sender's, those of it stay queued. So they do
    /// where the run was cut short: what the relay would have said next, nobody knows.
    func endTheRow() {
        if detector.isLongAtTheEnd { return stopForTheRow() }
        if !queue.isStopped { acquitTheRow() }
    }

    /// Whoever was refused in the row, before so many replies were judged, was refused on their own account, unless the run
    /// stopped for the sender's sake: then nobody can tell, and they are asked again by the next one.
    private func acquitTheRow(before judged: Int = .max) {
        guard fault?.isAboutTheSender != true else { return }
        for suspect in detector.takeRow(before: judged) {
            events.append(.judged(suspect.recipient, suspect.outcome))
        }
    }

    private func stopForTheRow() {
        hasGivenBack = true
        var reply = ""
        switch detector.row.last?.outcome {
        case .deferred(let refusal), .rejected(let refusal): reply = refusal.reply
        case .accepted, .uncertain, nil: break
        }
        stop(fault(detector.isForGood ? .distrust : .distrustForNow, reply))
    }

    private func countUncertain(_ outcome: Outcome) {
        guard case .uncertain = outcome else {
            uncertainInARow = 0
            return
        }
        uncertainInARow += 1
        guard uncertainInARow >= SMTPCarrier.mostUncertainInARow else { return }
        uncertainInARow = 0
        stop(fault(.dropped, "no reply after the message, \(SMTPCarrier.mostUncertainInARow) times in a row"))
    }

    private func report(_ queued: QueuedMessage, _ outcome: Outcome) {
        events.append(.finished(queued.label, outcome, wasClaimed: queued.isClaimed))
    }

    private func hold(_ queued: QueuedMessage, _ outcome: Outcome) {
        events.append(.held(queued.label, outcome, wasClaimed: queued.isClaimed))
    }

    /// Nothing befell these that was about them: what was recorded of them is taken back.
    func giveBack(_ claimed: [QueuedMessage]) {
        guard !claimed.isEmpty else { return }
        hasGivenBack = true
        events.append(.returned(claimed.map(\.label), because: fault?.detail ?? ""))
    }

    /// Stops the run: what is on the wire is finished, nothing else is begun.
    func stop(_ reason: RunFault) {
        if fault == nil { fault = reason }
        queue.stop(.fault(reason))
    }

    /// The fault of a refusal that is about the sender.
    private func fault(ofSender refusal: Outcome.Refusal, isForGood: Bool) -> RunFault {
        if let header = WireForm.header(namedBy: refusal) { return fault(.senderNeedsSMTPUTF8, header) }
        let isQuota = refusal.status == EnhancedStatusCode(5, 4, 5)
        return fault(isQuota ? .quota : isForGood ? .senderRefused : .senderRefusedForNow, refusal.reply)
    }

    private func fault(_ kind: RunFault.Kind, _ detail: String) -> RunFault {
        RunFault(kind, relay: settings.name, detail: detail)
    }
}

extension RunFault {
    /// True where it is the sender whom the relay does not want: of those who were refused meanwhile, nobody is marked for it.
    fileprivate var isAboutTheSender: Bool {
        switch kind {
        case .senderRefused, .senderRefusedForNow, .senderNeedsSMTPUTF8, .quota, .distrust, .distrustForNow,
            .loginNotOffered, .loginRefused, .loginRefusedForNow:
            true
        default: false
        }
    }
}
