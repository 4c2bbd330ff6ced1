import Courier
import Gate
import Vocabulary

/// Records what the carrier reports: commits it as one group, waits until that is on the disk, and only then gives leave. Works on
/// the carrier's thread: while a group is committed, the replies for the next one arrive, and nobody has to be woken for it.
///
/// After a fault of the ledger nobody is claimed any more. What the ledger did not take is told again before the run ends; what it
/// never takes is found by the next run, where whoever may have been mailed is uncertain.
final class Recorder {
    private let queue: DeliveryQueue
    private let state: Monitor<RunState>
    private let retry: RetrySchedule
    private let isPaced: Bool
    private let store: any DeliveryStore
    private let clock: any RunClock
    private let progress: @Sendable (RunProgress) -> Void
    private let disk: Disk
    private let entries: OwedEntries

    /// What was reported, and the ledger did not take when it was told: it is told again, as it may have been busy.
    private var outcomes: [OutcomeRecord] = []
    private var returned: [(recipients: [Int64], because: String)] = []
    private var dead: [(address: AddrSpec, reply: String)] = []
    /// Those who were claimed, and must not be mailed as their claim did not get to the disk.
    private var refused: [Int64] = []

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

    init(
        queue: DeliveryQueue, state: Monitor<RunState>, retry: RetrySchedule, isPaced: Bool, store: any DeliveryStore,
        clock: any RunClock, progress: @escaping @Sendable (RunProgress) -> Void
    ) {
        self.queue = queue
        self.state = state
        self.retry = retry
        self.isPaced = isPaced
        self.store = store
        self.clock = clock
        self.progress = progress
        disk = Disk(store)
        entries = OwedEntries(store, disk, state) { Recorder.fail($0, state, queue) }
    }

    /// The carrier is done: whatever is left to tell is told, and everything is durable.
    func finish() {
        if !outcomes.isEmpty || !returned.isEmpty || !dead.isEmpty { _ = record([]) }
        entries.finish()
        do { try disk.wait() } catch { fail(error) }
        takeBack()
    }

    private func fail(_ error: any Error) { Recorder.fail(error, state, queue) }

    /// Nothing more leaves. What is not recorded is found in the next run, and is uncertain then.
    private static func fail(_ error: any Error, _ state: Monitor<RunState>, _ queue: DeliveryQueue) {
        state.update { if $0.fault == nil { $0.fault = error } }
        queue.stop(.asked)
    }

    /// Whoever was claimed and must not be mailed is in no doubt: nothing of theirs has left. Where the ledger refuses that as
    /// well, the next run finds them, and they are uncertain then.
    private func takeBack() {
        guard !refused.isEmpty else { return }
        do { try store.putBack(refused, because: "the claim was not brought to the disk") } catch { fail(error) }
    }

    /// Gives an answer to everybody who asks.
    func record(_ events: [DeliveryQueue.Event]) -> [DeliveryQueue.Answer] {
        let group = group(events)
        outcomes += group.outcomes
        returned += group.returned
        dead += group.dead
        var granted: [Int64] = []
        var withheld: [Int64] = []
        var outdated: [Int64] = []
        do {
            // Whoever is claimed has nothing before them that could still fail: it would leave them in doubt for nothing.
            if !returned.isEmpty || !dead.isEmpty { try recordConsequences() }
            // After a fault nobody is claimed any more: the disk may take the claim, and then not what becomes of it.
            let asking = state.read(\.fault) == nil ? group.asking : []
            let claims = asking.map { ClaimRequest(recipient: $0.recipient, clearance: $0.clearance, mark: $0.mark) }
            let answers = try store.commit(outcomes, claims: claims, pacedAt: isPaced ? clock.now : nil)
            for (claim, answer) in zip(claims, answers) {
                switch answer {
                case .granted: granted.append(claim.recipient)
                case .withheld: withheld.append(claim.recipient)
                case .outdated: outdated.append(claim.recipient)
                }
            }
            entries.add(withheld + outcomes.map(\.recipient))
            outcomes = []
            if !granted.isEmpty { try disk.wait() }
        } catch {
            fail(error)
            refused += granted
            granted = []
        }
        let progress = state.update { state in
            state.progress.add(group.progress)
            state.progress.withheld += withheld.count
            state.outdated.formUnion(outdated)
            state.allOutdated += outdated.count
            state.open -= group.concluded + withheld.count + outdated.count
            state.deferred += group.deferred
            return state.progress
        }
        self.progress(progress)
        let mayLeave = Set(granted)
        return group.asking.map { mayLeave.contains($0.recipient) ? .mayLeave($0.recipient) : .mustNot($0.recipient) }
    }

    /// What became of the messages before, with what follows from it for others than their recipients, each at most once.
    private func recordConsequences() throws {
        if !outcomes.isEmpty { _ = try store.commit(outcomes, claims: [], pacedAt: nil) }
        entries.add(outcomes.map(\.recipient))
        outcomes = []
        while let part = returned.first {
            try store.putBack(part.recipients, because: part.because)
            returned.removeFirst()
        }
        while let part = dead.first {
            try store.bounce(part.address, reply: part.reply)
            dead.removeFirst()
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
