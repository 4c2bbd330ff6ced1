import Courier
import Gate
import Vocabulary

/// The stage that keeps the books: hears what the carrier says, commits it in groups, and hands the bodies that are claimed
/// to the ``Releaser``. Works on a thread of its own, so that neither the gate nor the wire waits for the ledger.
///
/// While one group is being committed, the next one gathers: the longer a commit takes, the more it holds.
struct Recorder: Sendable {
    /// What the recorder and the run both know.
    struct Books: Sendable {
        var progress = RunProgress()
        /// Parcels that were offered and are not concluded yet.
        var open = 0
        /// Deferred recipients that the run has not looked at yet.
        var deferred: [Retry] = []
        /// The ledger's fault: from then on, nothing may leave.
        var fault: (any Error)?
        /// Recipients whose claim was refused as what they were admitted by has changed, until the run judges them again.
        var outdated: Set<Int64> = []
        /// How many there were, over the whole run.
        var allOutdated = 0
        var isClosed = false
    }

    let exchange: Exchange
    let releaser: Releaser
    let books: Monitor<Books>
    let retry: RetrySchedule
    let isPaced: Bool
    let commit: @Sendable ([OutcomeRecord], [ClaimRequest], Instant?) throws -> [ClaimAnswer]
    let enter: @Sendable ([Int64]) throws -> Void
    let putBack: @Sendable ([Int64], String) throws -> Void
    let bounce: @Sendable (AddrSpec, String) throws -> Void
    let now: @Sendable () -> Instant
    let chance: @Sendable () -> Double
    let progress: @Sendable (RunProgress) -> Void

    /// One group on its way into the books.
    private struct Group {
        var outcomes: [OutcomeRecord] = []
        var asking: [Parcel.Label] = []
        var returned: [(recipients: [Int64], because: String)] = []
        var dead: [(address: AddrSpec, reply: String)] = []
        var deferred: [Retry] = []
        var progress = RunProgress()
        var concluded = 0
    }

    /// So many outcomes are entered into the log together, or fewer once nobody has said anything for so long.
    private static let (batch, quiet) = (64, 50)

    /// What was said and is not in the books yet.
    private struct Owed {
        /// Those whose state is recorded, and who are not in the log yet: the wire waits for the first alone.
        var entries: [Int64] = []
        /// What the ledger did not take when it was told: it is told again, as it may have been busy.
        var outcomes: [OutcomeRecord] = []
        var returned: [(recipients: [Int64], because: String)] = []
        var dead: [(address: AddrSpec, reply: String)] = []
        /// True where entering what is in the books would not be enough.
        var isUntold: Bool { !outcomes.isEmpty || !returned.isEmpty || !dead.isEmpty }
    }

    /// Works until the carrier is done.
    func run() {
        var owed = Owed()
        while true {
            switch exchange.hear(withinMilliseconds: owed.entries.isEmpty ? nil : Recorder.quiet) {
            case .words(let words): record(words, &owed)
            case .nothing: enter(&owed)
            case .end:
                if owed.isUntold { record([], &owed) }
                enter(&owed)
                releaser.finish()
                takeBack(releaser.refused)
                return books.change { $0.isClosed = true }
            }
            if owed.entries.count >= Recorder.batch { enter(&owed) }
        }
    }

    /// After a fault of the ledger nothing is entered: the next run finds what is missing.
    private func enter(_ owed: inout Owed) {
        guard !owed.entries.isEmpty, books.look(\.fault) == nil else { return }
        do {
            try enter(owed.entries)
            owed.entries = []
        } catch { fail(error) }
    }

    private func fail(_ error: any Error) { Recorder.fail(error, books, exchange) }

    /// Nothing more leaves. What is not recorded is found in the next run, and is uncertain then.
    static func fail(_ error: any Error, _ books: Monitor<Books>, _ exchange: Exchange) {
        books.change { if $0.fault == nil { $0.fault = error } }
        exchange.stop(.asked)
    }

    /// Whoever was claimed and must not be mailed is in no doubt: nothing of theirs has left. Where the ledger refuses that as
    /// well, the next run finds them, and they are uncertain then.
    private func takeBack(_ claimed: [Int64]) {
        guard !claimed.isEmpty else { return }
        do { try putBack(claimed, "the claim was not brought to the disk, and nothing was sent") } catch { fail(error) }
    }

    private func record(_ words: [Exchange.Word], _ owed: inout Owed) {
        let group = group(words)
        owed.outcomes += group.outcomes
        owed.returned += group.returned
        owed.dead += group.dead
        var answers: [Exchange.Answer] = []
        var withheld = 0
        var outdated: [Int64] = []
        do {
            // Whoever is claimed has nothing before them that could still fail: it would leave them in doubt for nothing.
            if !owed.returned.isEmpty || !owed.dead.isEmpty { try settle(&owed) }
            // After a fault nobody is claimed any more: the disk may take the claim, and then not what becomes of it.
            let asking = books.look(\.fault) == nil ? group.asking : []
            let claims = asking.map { ClaimRequest(recipient: $0.recipient, clearance: $0.clearance, mark: $0.mark) }
            let claimed = try commit(owed.outcomes, claims, isPaced ? now() : nil)
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
        if exchange.hasWords { releaser.release(answers) } else { releaser.releaseAtOnce(answers) }
        let progress = books.change { books in
            books.progress.add(group.progress)
            books.progress.withheld += withheld
            books.outdated.formUnion(outdated)
            books.allOutdated += outdated.count
            books.open -= group.concluded + withheld + outdated.count
            books.deferred += group.deferred
            return books.progress
        }
        self.progress(progress)
    }

    /// What became of the messages before, with what follows from it for others than their recipients, each at most once.
    private func settle(_ owed: inout Owed) throws {
        if !owed.outcomes.isEmpty { _ = try commit(owed.outcomes, [], nil) }
        owed.entries += owed.outcomes.map(\.recipient)
        owed.outcomes = []
        while let part = owed.returned.first {
            try putBack(part.recipients, part.because)
            owed.returned.removeFirst()
        }
        while let part = owed.dead.first {
            try bounce(part.address, part.reply)
            owed.dead.removeFirst()
        }
    }

    private func group(_ words: [Exchange.Word]) -> Group {
        var group = Group()
        let moment = now()
        for word in words {
            switch word {
            case .asks(let label): group.asking.append(label)
            case .returned(let labels, let because):
                group.returned.append((labels.map(\.recipient), because))
                group.concluded += labels.count
            case .finished(let label, let outcome, let wasClaimed):
                group.concluded += 1
                note(outcome, of: label, wasClaimed: wasClaimed, at: moment, in: &group)
            case .held(let label, let outcome, let wasClaimed):
                group.concluded += 1
                if isForGood(outcome, of: label) {
                    // Whatever dies now, they are not marked for what may be the sender's fault: they are asked again.
                    group.outcomes.append(
                        OutcomeRecord(
                            recipient: label.recipient, state: .queued, reply: outcome.words, at: moment,
                            isUnclaimed: !wasClaimed))
                } else {
                    note(outcome, of: label, wasClaimed: wasClaimed, at: moment, in: &group)
                }
            case .judged(let label, let outcome):
                // Whoever is deferred has been so since it was held.
                if isForGood(outcome, of: label) {
                    note(outcome, of: label, wasClaimed: false, at: moment, in: &group)
                }
            }
        }
        return group
    }

    /// True where an outcome would be the last one.
    private func isForGood(_ outcome: Outcome, of label: Parcel.Label) -> Bool {
        switch outcome {
        case .deferred: retry.delaySeconds(afterAttempts: label.attempts + 1, chance: 0) == nil
        case .accepted, .rejected, .uncertain: true
        }
    }

    /// What becomes of a recipient by an outcome.
    private func note(
        _ outcome: Outcome, of label: Parcel.Label, wasClaimed: Bool, at moment: Instant, in group: inout Group
    ) {
        func record(_ state: RecipientState, _ reply: String, due: Instant? = nil) {
            group.outcomes.append(
                OutcomeRecord(
                    recipient: label.recipient, state: state, reply: reply, due: due, at: moment,
                    isUnclaimed: !wasClaimed))
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
            if let status = refusal.status, status.isDeadAddress {
                group.dead.append((label.clearance.address, refusal.reply))
            }
        case .deferred(let refusal):
            let made = label.attempts + 1
            guard let delay = retry.delaySeconds(afterAttempts: made, chance: chance()) else {
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
    fileprivate var words: String {
        switch self {
        case .accepted(let reply): reply
        case .deferred(let refusal), .rejected(let refusal): refusal.reply
        case .uncertain(let cause): cause
        }
    }
}
