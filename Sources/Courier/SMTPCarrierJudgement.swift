import Letter
import Vocabulary

/// What a carrier makes of what happened on its connections: an outcome, another try, or a fault of the run.
extension SMTPCarrier {
    func handle(_ events: [Lane.Event], on lane: Lane) {
        for event in events {
            switch event {
            case .ready: continue
            case .finished(let parcel, let outcome): conclude(parcel, outcome)
            case .senderRefused(let reply):
                let parcels = drop(lane)
                let refusal = Outcome.Refusal(phase: .mail, reply: reply.description, status: reply.enhanced)
                stop(fault(ofSender: refusal, isForGood: reply.isPermanent))
                giveBack(parcels.filter(\.isClaimed))
            case .ended(let end): ended(end, on: lane)
            }
        }
    }

    /// The connection ended; what is left on it was not attempted.
    private func ended(_ end: SMTPDialogue.End, on lane: Lane) {
        let (isFresh, hasAsked) = (lane.isFresh, lane.hasAsked)
        var parcels = drop(lane)
        guard !parcels.isEmpty else {
            if case .broken(let text) = end.reason { stop(fault(.protocolBroken, text)) }
            return
        }
        var first = parcels.removeFirst()
        // What was begun behind it counts for nothing.
        returned += parcels
        guard !hasAsked else {
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
    private func stumbled(_ parcel: Parcel, _ end: SMTPDialogue.End, _ text: String) {
        if end.phase == .mail || end.phase == .connection {
            leave(parcel, at: end.phase, text)
        } else {
            hold(parcel, .deferred(Outcome.Refusal(phase: end.phase, reply: text)))
        }
        stop(fault(.protocolBroken, text))
    }

    /// The connection ended before the final dot, on every one that was made for the message.
    private func giveUp(_ parcel: Parcel, _ end: SMTPDialogue.End) {
        let text: String
        var isClosed = false
        switch end.reason {
        case .closed(let reply): (text, isClosed) = (reply.description, true)
        case .lost(let found), .broken(let found): text = found
        }
        guard end.phase == .mail || end.phase == .connection else {
            return conclude(parcel, .deferred(Outcome.Refusal(phase: end.phase, reply: text)))
        }
        leave(parcel, at: end.phase, text)
        stop(fault(isClosed ? .senderRefusedForNow : .dropped, text))
    }

    /// The run ends at this recipient, who stays in the queue: no attempt counts. Where it was their MAIL, that is on record, so
    /// that the next run has others before them.
    private func leave(_ parcel: Parcel, at phase: SMTPPhase, _ text: String) {
        if parcel.isClaimed {
            giveBack([parcel])
        } else if phase == .mail {
            hold(parcel, .rejected(Outcome.Refusal(phase: phase, reply: text)))
        }
    }

    /// Judges an outcome: it may be the relay's opinion of the sender.
    func conclude(_ parcel: Parcel, _ outcome: Outcome) {
        countUncertain(outcome)
        let envelope = parcel.message.envelope
        let verdict = opinion.judge(
            outcome, of: parcel.label, at: envelope.forwardPath, from: envelope.reversePath)
        switch verdict {
        case .recipient:
            if case .accepted = outcome { acquitTheRow(before: parcel.takenAfter ?? 0) }
            say(parcel, outcome)
        case .sender:
            switch outcome {
            case .deferred(let refusal): stop(fault(ofSender: refusal, isForGood: false))
            case .rejected(let refusal): stop(fault(ofSender: refusal, isForGood: true))
            case .accepted, .uncertain: return say(parcel, outcome)
            }
            giveBack([parcel].filter(\.isClaimed))
        case .suspect: hold(parcel, outcome)
        case .row:
            hold(parcel, outcome)
            stopForTheRow()
        }
    }

    /// The row ends with what the relay said: where it has turned out to be the sender's, those of it stay queued. So they do
    /// where the run was cut short: what the relay would have said next, nobody knows.
    func endTheRow() {
        if opinion.isLongAtTheEnd { return stopForTheRow() }
        if !exchange.isStopped { acquitTheRow() }
    }

    /// Whoever was refused in the row, before so many replies were judged, was refused on their own account, unless the run
    /// stopped for the sender's sake: then nobody can tell, and they are asked again by the next one.
    private func acquitTheRow(before judged: Int = .max) {
        guard fault?.isAboutTheSender != true else { return }
        for suspect in opinion.takeRow(before: judged) {
            words.append(.judged(suspect.recipient, suspect.outcome))
        }
    }

    private func stopForTheRow() {
        hasGivenBack = true
        var words = ""
        switch opinion.row.last?.outcome {
        case .deferred(let refusal), .rejected(let refusal): words = refusal.reply
        case .accepted, .uncertain, nil: break
        }
        stop(fault(opinion.isForGood ? .distrust : .distrustForNow, words))
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

    private func say(_ parcel: Parcel, _ outcome: Outcome) {
        words.append(.finished(parcel.label, outcome, wasClaimed: parcel.isClaimed))
    }

    private func hold(_ parcel: Parcel, _ outcome: Outcome) {
        words.append(.held(parcel.label, outcome, wasClaimed: parcel.isClaimed))
    }

    /// Nothing befell these that was about them: what was recorded of them is taken back.
    func giveBack(_ claimed: [Parcel]) {
        guard !claimed.isEmpty else { return }
        hasGivenBack = true
        words.append(.returned(claimed.map(\.label), because: fault?.detail ?? ""))
    }

    /// Stops the run: what is on the wire is finished, nothing else is begun.
    func stop(_ reason: RunFault) {
        if fault == nil { fault = reason }
        exchange.stop(.fault(reason))
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
