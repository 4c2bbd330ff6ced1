import Courier
import Gate
import Vocabulary

/// The stage that records: takes the carrier's events, commits them in groups, and passes the claims on to the
/// ``GroupCommit``. Works on a thread of its own, so that neither the gate nor the wire waits for the ledger.
///
/// While one group is being committed, the next one gathers: the longer a commit takes, the more it holds.
///
/// After a fault of the ledger nobody is claimed any more. What the ledger did not take is told again before the run ends; what it
/// never takes is found by the next run, where whoever may have been mailed is uncertain.
struct Recorder: Sendable {
    let queue: DeliveryQueue
    let groupCommit: GroupCommit
    let state: Monitor<RunState>
    let retry: RetrySchedule
    let isPaced: Bool
    let store: any DeliveryStore
    let clock: any RunClock
    let progress: @Sendable (RunProgress) -> Void

    /// The events that are committed together.
    private struct Group {
        var outcomes: [OutcomeRecord] = []
        var asking: [QueuedMessage.Label] = []
        var returned: [(recipients: [Int64], because: String)] = []
        var dead: [(address: AddrSpec, reply: String)] = []
        var deferred: [Retry] = []
        var progress = RunProgress()
        var concluded = 0
    }

    /// So many outcomes are entered into the log together, or fewer once no event has come for so many milliseconds.
    private static let (batch, quiet) = (256, 50)

    /// What was reported and is not recorded in full yet.
    private struct Owed {
        /// Those whose state is recorded, and who are not in the log yet: the wire waits for the first alone.
        var entries: [Int64] = []
        /// What the ledger did not take when it was told: it is told again, as it may have been busy.
        var outcomes: [OutcomeRecord] = []
        var returned: [(recipients: [Int64], because: String)] = []
        var dead: [(address: AddrSpec, reply: String)] = []
        /// True where the log entries alone would not be enough.
        var isUntold: Bool { !outcomes.isEmpty || !returned.isEmpty || !dead.isEmpty }
    }

    /// Works until the carrier is done.
    func run() {
        var owed = Owed()
        while true {
            switch queue.nextEvents(withinMilliseconds: owed.entries.isEmpty ? nil : Recorder.quiet) {
            case .events(let events): record(events, &owed)
            case .timeout: enter(&owed)
            case .end:
                if owed.isUntold { record([], &owed) }
                enter(&owed)
                groupCommit.finish()
                takeBack(groupCommit.refused)
                return state.update { $0.isClosed = true }
            }
            if owed.entries.count >= Recorder.batch { enter(&owed) }
        }
    }

    /// After a fault of the ledger nothing is entered: the next run finds what is missing.
    private func enter(_ owed: inout Owed) {
        guard !owed.entries.isEmpty, state.read(\.fault) == nil else { return }
        do {
            try store.enter(owed.entries)
            owed.entries = []
        } catch { fail(error) }
    }

    private func fail(_ error: any Error) { Recorder.fail(error, state, queue) }

    /// Nothing more leaves. What is not recorded is found in the next run, and is uncertain then.
    static func fail(_ error: any Error, _ state: Monitor<RunState>, _ queue: DeliveryQueue) {
        state.update { if $0.fault == nil { $0.fault = error } }
        queue.stop(.asked)
    }

    /// Whoever was claimed and must not be mailed is in no doubt: nothing of theirs has left. Where the ledger refuses that as
    /// well, the next run finds them, and they are uncertain then.
    private func takeBack(_ claimed: [Int64]) {
        guard !claimed.isEmpty else { return }
        do { try store.putBack(claimed, because: "the claim was not brought to the disk") } catch { fail(error) }
    }

    private func record(_ events: [DeliveryQueue.Event], _ owed: inout Owed) {
        let group = group(events)
        owed.outcomes += group.outcomes
        owed.returned += group.returned
        owed.dead += group.dead
        var answers: [DeliveryQueue.Answer] = []
        var withheld = 0
        var outdated: [Int64] = []
        do {
            // Whoever is claimed has nothing before them that could still fail: it would leave them in doubt for nothing.
            if !owed.returned.isEmpty || !owed.dead.isEmpty { try recordConsequences(&owed) }
            // After a fault nobody is claimed any more: the disk may take the claim, and then not what becomes of it.
            let asking = state.read(\.fault) == nil ? group.asking : []
            let claims = asking.map { ClaimRequest(recipient: $0.recipient, clearance: $0.clearance, mark: $0.mark) }
            let claimed = try store.commit(owed.outcomes, claims: claims, pacedAt: isPaced ? clock.now : nil)
            answers = group.asking.dropFirst(asking.count).map { .mustNot($0.recipient) }
            for (label, answer) in zip(asking, claimed) {
                answers.append(answer == .granted ? .mayLeave(label.recipient) : .mustNot(label.recipient))
                switch answer {
                case .granted: continue
                case .withheld:
                    withheld += 1
                    owed.entries.append(label.recipient)
                case .outdated: outdated.append(label.recipient)
                }
            }
            owed.entries += owed.outcomes.map(\.recipient)
            owed.outcomes = []
        } catch {
            fail(error)
            answers = group.asking.map { .mustNot($0.recipient) }
        }
        if queue.hasEvents { groupCommit.release(answers) } else { groupCommit.releaseAtOnce(answers) }
        let progress = state.update { state in
            state.progress.add(group.progress)
            state.progress.withheld += withheld
            state.outdated.formUnion(outdated)
            state.allOutdated += outdated.count
            state.open -= group.concluded + withheld + outdated.count
            state.deferred += group.deferred
            return state.progress
        }
        self.progress(progress)
    }

    /// What became of the messages before, with what follows from it for others than their recipients, each at most once.
    private func recordConsequences(_ owed: inout Owed) throws {
        if !owed.outcomes.isEmpty { _ = try store.commit(owed.outcomes, claims: [], pacedAt: nil) }
        owed.entries += owed.outcomes.map(\.recipient)
        owed.outcomes = []
        while let part = owed.returned.first {
            try store.putBack(part.recipients, because: part.because)
            owed.returned.removeFirst()
        }
        while let part = owed.dead.first {
            try store.bounce(part.address, reply: part.reply)
            owed.dead.removeFirst()
        }
    }

    private func group(_ events: [DeliveryQueue.Event]) -> Group {
        var group = Group()
        let moment = clock.now
        for event in events {
            switch event {
            case .readyForBody(let label): group.asking.append(label)
            case .returned(let labels, let because):
                group.returned.append((labels.map(\.recipient), because))
                group.concluded += labels.count
            case .finished(let label, let outcome, let wasClaimed):
                group.concluded += 1
                conclude(outcome, of: label, wasClaimed: wasClaimed, at: moment, in: &group)
            case .held(let label, let outcome, let wasClaimed):
                group.concluded += 1
                if isForGood(outcome, of: label) {
                    // Whatever dies now, they are not marked for what may be the sender's fault: they are asked again.
                    group.outcomes.append(
                        OutcomeRecord(
                            recipient: label.recipient, state: .queued, reply: outcome.text, at: moment,
                            isUnclaimed: !wasClaimed, address: label.clearance.address.normalForm))
                } else {
                    conclude(outcome, of: label, wasClaimed: wasClaimed, at: moment, in: &group)
                }
            case .judged(let label, let outcome):
                // Whoever is deferred has been so since it was held.
                if isForGood(outcome, of: label) {
                    conclude(outcome, of: label, wasClaimed: false, at: moment, in: &group)
                }
            }
        }
        return group
    }

    /// True where an outcome would be the last one.
    private func isForGood(_ outcome: Outcome, of label: QueuedMessage.Label) -> Bool {
        switch outcome {
        case .deferred: retry.delaySeconds(afterAttempts: label.attempts + 1, chance: 0) == nil
        case .accepted, .rejected, .uncertain: true
        }
    }

    /// What becomes of a recipient by an outcome.
    private func conclude(
        _ outcome: Outcome, of label: QueuedMessage.Label, wasClaimed: Bool, at moment: Instant, in group: inout Group
    ) {
        func record(_ state: RecipientState, _ reply: String, due: Instant? = nil) {
            group.outcomes.append(
                OutcomeRecord(
                    recipient: label.recipient, state: state, reply: reply, due: due, at: moment,
                    isUnclaimed: !wasClaimed, address: label.clearance.address.normalForm))
        }
        switch outcome {
        case .accepted(let reply):
            record(.accepted, reply)
            group.progress.accepted += 1
        case .uncertain(let cause):
            record(.uncertain, cause)
            group.progress.uncertain += 1
        case .rejected(let refusal):
            record(.rejected, refusal.reply)
            group.progress.rejected += 1
            if refusal.isOfDeadAddress {
                group.dead.append((label.clearance.address, refusal.reply))
            }
        case .deferred(let refusal):
            let made = label.attempts + 1
            guard let delay = retry.delaySeconds(afterAttempts: made, chance: clock.chance()) else {
                record(.rejected, refusal.reply)
                group.progress.rejected += 1
                return
            }
            let due = moment.advanced(bySeconds: delay)
            record(.deferred, refusal.reply, due: due)
            group.progress.deferred += 1
            let again = Enrolled(
                recipient: label.recipient, clearance: label.clearance, state: .deferred, attempts: made, due: due,
                mark: label.mark)
            group.deferred.append(Retry(enrolled: again, due: due, isCounted: true))
        }
    }
}

extension RunProgress {
    fileprivate mutating func add(_ other: RunProgress) {
        accepted += other.accepted
        deferred += other.deferred
        rejected += other.rejected
        uncertain += other.uncertain
    }
}

extension Outcome {
    /// What was said.
    fileprivate var text: String {
        switch self {
        case .accepted(let reply): reply
        case .deferred(let refusal), .rejected(let refusal): refusal.reply
        case .uncertain(let cause): cause
        }
    }
}
