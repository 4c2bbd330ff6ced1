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
                stop(fault(SMTPCarrier.kind(ofSenderRefusal: reply), reply.description))
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
            giveBack([parcel].filter(\.isClaimed))
        } else {
            say(parcel, .deferred(Outcome.Refusal(phase: end.phase, reply: text)))
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
            return say(parcel, .deferred(Outcome.Refusal(phase: end.phase, reply: text)))
        }
        giveBack([parcel].filter(\.isClaimed))
        stop(fault(isClosed ? .senderRefusedForNow : .dropped, text))
    }

    /// Judges an outcome: it may be the relay's opinion of the sender.
    func conclude(_ parcel: Parcel, _ outcome: Outcome) {
        countUncertain(outcome)
        let words: String
        var isTransient = false
        switch outcome {
        case .deferred(let refusal): (words, isTransient) = (refusal.reply, true)
        case .rejected(let refusal): words = refusal.reply
        case .accepted, .uncertain: words = ""
        }
        switch opinion.judge(outcome, of: parcel.label) {
        case .recipient where fault?.isAbout(outcome) == true: giveBack([parcel].filter(\.isClaimed))
        case .recipient: say(parcel, outcome)
        case .quota:
            giveBack([parcel].filter(\.isClaimed))
            stop(fault(.quota, words))
        case .sender(let suspects):
            // One that is on its way again by now has an outcome of its own to come: it must not be queued beside it.
            let underway = lanes.flatMap(\.parcels) + unanswered + returned
            let idle = suspects.filter { suspect in !underway.contains { $0.label == suspect } }
            if !idle.isEmpty { self.words.append(.returned(idle, because: words)) }
            giveBack([parcel].filter(\.isClaimed))
            stop(fault(isTransient ? .distrustForNow : .distrust, words))
        }
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

    private static func kind(ofSenderRefusal reply: Reply) -> RunFault.Kind {
        if reply.enhanced == EnhancedStatusCode(5, 4, 5) { return .quota }
        return reply.isPermanent ? .senderRefused : .senderRefusedForNow
    }

    private func fault(_ kind: RunFault.Kind, _ detail: String) -> RunFault {
        RunFault(kind, relay: settings.name, detail: detail)
    }
}

extension RunFault {
    /// True for a refusal of the kind that stopped the run: of those that were on the wire then, nobody is marked for it.
    fileprivate func isAbout(_ outcome: Outcome) -> Bool {
        let status: EnhancedStatusCode?
        switch outcome {
        case .deferred(let refusal), .rejected(let refusal): status = refusal.status
        case .accepted, .uncertain: return false
        }
        guard let status else { return false }
        return switch kind {
        case .quota: status == EnhancedStatusCode(5, 4, 5)
        case .distrust, .distrustForNow: status.subject == 7
        default: false
        }
    }
}
