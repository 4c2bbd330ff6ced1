package import Courier
package import Gate
package import Vocabulary

/// One run of a mailing: gate, enrol, claim, render, hand over, record. Running again resumes.
///
/// The order is the promise. A chunk of contacts is judged and the admitted ones are enrolled; then each recipient is
/// claimed, in the transaction that commits the outcome before it and reads objections again; only when `attempting`
/// is durable does the message leave. Whatever dies when, a recipient is mailed at most once, and nobody is lost.
package struct Run {
    /// What a run is asked to do.
    package struct Options: Sendable {
        /// Hand over to at most so many recipients.
        package var limit: Int?
        /// Hand over to these addresses alone; nil for everybody.
        package var only: Set<AddrSpec>?
        /// False where the run is bound to an earlier preview: nobody new is enrolled.
        package var mayAdd: Bool
        /// Whom the sender agreed to: nobody else is enrolled or handed over to. Nil for whoever is admitted.
        package var agreed: AgreedRecipients?
        package var rate: Pacer.Rate?
        package var retry: RetrySchedule

        package init(
            limit: Int? = nil, only: Set<AddrSpec>? = nil, mayAdd: Bool = true, agreed: AgreedRecipients? = nil,
            rate: Pacer.Rate? = nil, retry: RetrySchedule = RetrySchedule()
        ) {
            self.limit = limit
            self.only = only
            self.mayAdd = mayAdd
            self.agreed = agreed
            self.rate = rate
            self.retry = retry
        }
    }

    /// What a run did.
    package struct Result: Sendable {
        package var progress = RunProgress()
        /// Contacts and entries that are no recipients.
        package var contacts = 0
        package var excluded = 0
        /// The addresses of `only` that are recipients of this mailing and could be handed a message.
        package var selected = 0
        /// True where the run was asked to stop.
        package var wasStopped = false
        /// What stopped the run, if anything; everything recorded stays true.
        package var fault: RunFault?
    }

    private let ports: Ports
    private let options: Options
    private var gate: Gate
    private var pacer: Pacer
    private var result = Result()
    /// Outcomes that the next claim commits.
    private var unsettled: [OutcomeRecord] = []
    private var retries = RetryQueue()
    /// The last recipient that was refused, with none accepted since: the relay may turn out to have meant the sender.
    private var lastRefused: Enrolled?
    private var handed = 0

    package init(brief: Brief, options: Options, ports: Ports) throws {
        self.ports = ports
        self.options = options
        gate = Gate(brief: brief)
        pacer = Pacer(rate: options.rate, history: options.rate == nil ? [] : try ports.pace())
    }

    /// Runs to the end, to a stop, or to a fault of the run. Throws the ledger's faults.
    package mutating func run() throws -> Result {
        let next = ports.dossiers()
        defer { _ = ports.carrier.close() }
        do {
            while true {
                // Judging may go on for long without anybody to claim: nothing stays uncommitted meanwhile.
                try settle()
                let (dossiers, newestObjection) = try next()
                if dossiers.isEmpty { break }
                result.contacts += dossiers.count
                let decisions = dossiers.flatMap { gate.judge($0) }
                let enrolment = try ports.enrol(
                    decisions, { options.mayAdd && options.agreed?.contains($0) ?? true }, newestObjection)
                result.excluded += enrolment.excluded
                // After a fault of the run the others are judged and enrolled all the same: the counts are the mailing's.
                try noteFault { run in for enrolled in enrolment.enrolled { try run.take(enrolled) } }
            }
            try noteFault { run in try run.retryWhatIsDue() }
        } catch {
            // The ledger's own fault. What the relay said of the last recipient may still be kept; else it is uncertain.
            try? settle()
            throw error
        }
        try settle()
        // A fault that came to light behind the last outcome is said, too.
        if let fault = ports.carrier.close(), result.fault == nil { result.fault = fault }
        result.wasStopped = ports.mustStop()
        return result
    }

    /// Keeps a fault of the run for the result; everything else goes on to the caller.
    private mutating func noteFault(_ body: (inout Run) throws -> Void) throws {
        do { try body(&self) } catch let fault as RunFault {
            if result.fault == nil { result.fault = fault }
        }
    }

    /// Hands over to one recipient if this run is to.
    private mutating func take(_ enrolled: Enrolled) throws {
        if let only = options.only {
            guard only.contains(enrolled.clearance.address) else { return }
            result.selected += 1
        }
        if let agreed = options.agreed, !agreed.contains(enrolled.clearance) { return }
        try retryWhatIsDue()
        guard mayGoOn else { return }
        if enrolled.state == .deferred, let due = enrolled.due, due > ports.now() {
            retries.add(Retry(enrolled: enrolled, due: due, isCounted: false))
            return
        }
        try hand(enrolled)
    }

    private var mayGoOn: Bool {
        !ports.mustStop() && result.fault == nil && options.limit.map { handed < $0 } ?? true
    }

    /// Deferred recipients whose time has come while the run has other work.
    private mutating func retryWhatIsDue() throws {
        while mayGoOn {
            guard let retry = retries.takeDue(at: ports.now()) else { return }
            if retry.isCounted { result.progress.deferred -= 1 }
            try hand(retry.enrolled)
        }
    }

    private mutating func hand(_ enrolled: Enrolled) throws {
        try pause()
        guard mayGoOn else { return }
        let isClaimed = try ports.claim(enrolled.recipient, unsettled)
        unsettled = []
        guard isClaimed else {
            result.progress.withheld += 1
            result.excluded += 1
            ports.progress(result.progress)
            return
        }
        handed += 1
        let message = ports.compose(enrolled.clearance, ports.now())
        try ports.noteIfPaced(options.rate)
        let outcome: Outcome
        do throws(RunFault) {
            outcome = try ports.carrier.hand(message)
        } catch {
            try putBack(enrolled, after: error)
            throw error
        }
        // The body left between the claim and now: from now on, the stretch is certainly kept.
        pacer.record(ports.now())
        try note(outcome, of: enrolled)
        ports.progress(result.progress)
    }

    /// Keeps the rate; nothing stays uncommitted while it waits.
    private mutating func pause() throws {
        while true {
            let delay = pacer.delay(before: ports.now())
            guard delay > 0, !ports.mustStop() else { break }
            try settle()
            ports.sleep(delay)
        }
    }

    /// Takes down what became of a recipient; the next claim commits it.
    private mutating func note(_ outcome: Outcome, of enrolled: Enrolled) throws {
        let now = ports.now()
        func record(_ state: RecipientState, _ reply: String, due: Instant? = nil) {
            unsettled.append(
                OutcomeRecord(recipient: enrolled.recipient, state: state, reply: reply, due: due, at: now))
        }
        switch outcome {
        case .accepted(let reply):
            lastRefused = nil
            record(.accepted, reply)
            result.progress.accepted += 1
        case .uncertain(let cause):
            record(.uncertain, cause)
            result.progress.uncertain += 1
        case .rejected(let refusal):
            record(.rejected, refusal.reply)
            result.progress.rejected += 1
            lastRefused = enrolled
            if let status = refusal.status, status.isDeadAddress {
                try settle()
                try ports.bounce(enrolled.clearance.address, refusal.reply)
            }
        case .deferred(let refusal):
            lastRefused = enrolled
            let made = enrolled.attempts + 1
            guard let delay = options.retry.delaySeconds(afterAttempts: made, chance: ports.chance()) else {
                record(.rejected, refusal.reply)
                result.progress.rejected += 1
                return
            }
            let due = now.advanced(bySeconds: delay)
            record(.deferred, refusal.reply, due: due)
            result.progress.deferred += 1
            let again = Enrolled(
                recipient: enrolled.recipient, clearance: enrolled.clearance, state: .deferred, attempts: made, due: due
            )
            retries.add(Retry(enrolled: again, due: due, isCounted: true))
        }
    }

    /// A fault of the run: nobody is marked for what was not about them.
    private mutating func putBack(_ enrolled: Enrolled, after fault: RunFault) throws {
        try settle()
        var recipients = [enrolled.recipient]
        if let lastRefused, fault.putBack.contains(lastRefused.clearance.address) {
            recipients.append(lastRefused.recipient)
        }
        try ports.putBack(recipients, fault.detail)
    }

    /// Commits what is not committed yet.
    private mutating func settle() throws {
        guard !unsettled.isEmpty else { return }
        _ = try ports.claim(nil, unsettled)
        unsettled = []
    }
}

extension Ports {
    /// Notes for later runs that a message is about to leave: before it does, so that none is forgotten.
    fileprivate func noteIfPaced(_ rate: Pacer.Rate?) throws {
        if rate != nil { try notePace(now()) }
    }
}

extension EnhancedStatusCode {
    /// True where the status says that there is no such mailbox or domain (RFC 3463 §3.2): not where it is about the
    /// sender's own address (`5.1.7`, `5.1.8`).
    var isDeadAddress: Bool { `class` == 5 && subject == 1 && ![7, 8, 9].contains(detail) }
}
