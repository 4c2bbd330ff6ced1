package import Courier
import Foundation
package import Gate
package import Vocabulary

/// One run of a mailing: gate, enrol, compose, hand over, record. Running again resumes.
///
/// Stages work side by side: one judges contacts and enrols the admitted ones (`Enrolling`); this one composes their messages; the carrier
/// delivers them (`Carrier`), and between two looks at the wire the `Recorder` commits what it reports; the `OwedEntries` follow
/// in the log. The order is the promise: a recipient is claimed, in the transaction that reads objections again, only when the
/// relay waits for the body, and only when `attempting` is durable does the body leave. Whatever dies when, a recipient is
/// mailed at most once, and nobody is lost.
///
/// A fault of the ledger or of a message is thrown once all stages have ended, a fault of the relay is in the result; in either
/// case everything recorded stays true, and another run goes on from there.
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
        /// What the survey before the run decided; nil judges anew.
        package var surveyed: SurveyedDecisions?
        package var rate: Pacer.Rate?
        package var retry: RetrySchedule

        package init(
            limit: Int? = nil, only: Set<AddrSpec>? = nil, mayAdd: Bool = true, agreed: AgreedRecipients? = nil,
            surveyed: SurveyedDecisions? = nil, rate: Pacer.Rate? = nil, retry: RetrySchedule = RetrySchedule()
        ) {
            self.limit = limit
            self.only = only
            self.mayAdd = mayAdd
            self.agreed = agreed
            self.surveyed = surveyed
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
        /// Those whom the sender agreed to as a preview showed them, and who are not as it showed them any more: none of them was
        /// written to.
        package var changed = 0
        /// True where the ledger was still being changed when the run left off judging anew.
        package var wasOutrun = false
        /// True where the run was asked to stop.
        package var wasStopped = false
        /// What stopped the run, if anything; everything recorded stays true.
        package var fault: RunFault?
    }

    private let ports: Ports
    private let options: Options
    private let queue: DeliveryQueue
    private let state = Monitor(RunState())
    private let brief: Brief
    private var result = Result()
    private var retries = RetryQueue()
    /// Those whom an earlier run put back. They go in between the others: were they the first again, five dead addresses that
    /// the relay does not name as such would stop each run at the same place.
    private var putBack: [Enrolled] = []
    /// Those at whom a run ended, and the relay had said nothing that is a reply: it may do so again, and everybody behind
    /// them would get nothing. They come last, the one that it ended at last behind the others.
    private var stumbled: [Enrolled] = []
    /// The ledger's mark when the first contact of all was judged; nil before that.
    private var judgedAt: Int64?
    /// Where everybody is judged once more, the recipients whose claim was refused for that; nil the first time.
    private var outdated: Set<Int64>?
    /// Where everybody is judged once more, the retries of before by their recipients: each is one again once the gate has
    /// said the same of its recipient. Whoever was moved meanwhile must not be asked for at both addresses.
    private var unconfirmed: [Int64: Retry] = [:]
    /// Those withheld at the claim whom the gate has counted since.
    private var countedAgain = 0
    /// Recipients offered for the first time in this run.
    private var offered = 0
    /// Contacts whose decisions are recorded in one transaction: few enough that no claim waits long for it (some 20 ms), and enough
    /// that the pages of an index, which people are spread over, are written once for several of them.
    static let slice = 512
    /// How often everybody is judged once more where the ledger changes all the time.
    private static let mostRounds = 5
    /// How long to wait before looking whether a stop was asked for.
    private static let tick = 100

    package init(brief: Brief, options: Options, ports: Ports) throws {
        self.ports = ports
        self.options = options
        self.brief = brief
        let history = options.rate == nil ? [] : try ports.source.earlierDeliveries()
        queue = DeliveryQueue(
            capacity: ports.capacity,
            pace: options.rate.map {
                DeliveryQueue.Pace(rate: $0, history: history, now: { [clock = ports.clock] in clock.now })
            })
    }

    /// Runs to the end, to a stop, or to a fault of the run. Throws the ledger's faults. The carrier has taken leave then, and
    /// is to be closed.
    package mutating func run() throws -> Result {
        startStages()
        var failure: (any Error)?
        do {
            try judgeAndOffer()
            try offerTheRest()
            try judgeAgain()
        } catch {
            failure = error
            queue.stop(.asked)
        }
        queue.finish()
        while !queue.isCarrierDone(withinMilliseconds: Run.tick) { checkForStop() }
        let state = state.read { $0 }
        ports.carrier.quit()
        if let failure = failure ?? state.fault { throw failure }
        result.progress = state.progress
        result.excluded += state.progress.withheld - countedAgain
        result.fault = queue.fault
        result.wasStopped = ports.mustStop()
        return result
    }

    /// The carrier with the recorder, and what enters into the log, each on a thread of its own.
    private func startStages() {
        let recorder = Recorder(
            queue: queue, state: state, retry: options.retry, isPaced: options.rate != nil, store: ports.store,
            clock: ports.clock, progress: ports.progress)
        let (queue, carrier, box) = (queue, TransferBox(ports.carrier), TransferBox(recorder))
        queue.hand { box.value.record($0) }
        Thread.detachNewThread {
            carrier.value.carry(queue)
            box.value.finish()
            queue.carrierIsDone()
        }
    }

    // MARK: The gate, and what comes through it

    private mutating func judgeAndOffer() throws {
        try judgeAndOffer(from: try takeSurveyed())
    }

    /// Whoever waits for all others.
    private mutating func offerTheRest() throws {
        for enrolled in putBack { try handOver(to: enrolled) }
        putBack = []
        try offerRetries()
        guard !stumbled.isEmpty else { return }
        let last = stumbled.sorted { one, other in
            (one.stumbledAt?.milliseconds ?? 0, one.recipient) < (other.stumbledAt?.milliseconds ?? 0, other.recipient)
        }
        stumbled = []
        for enrolled in last { try handOver(to: enrolled) }
        try offerRetries()
    }

    /// An import at this very moment may have taken away by what somebody was admitted, moved them to another address, or found that
    /// two contacts are one. Once nobody is on the wire, everybody is judged as another run would judge them, until nothing
    /// changes any more: whoever is admitted still gets their letter, and whoever is not has their reason on record.
    private mutating func judgeAgain() throws {
        var rounds = 0
        while !queue.isStopped {
            let outdated = state.update { state in
                defer { state.outdated = [] }
                return state.outdated
            }
            guard try ports.source.changeMark() != judgedAt || !outdated.isEmpty else { return }
            guard rounds < Run.mostRounds else {
                result.wasOutrun = true
                return
            }
            rounds += 1
            self.outdated = outdated
            takeUpDeferred()
            unconfirmed = Dictionary(
                retries.takeAll().map { ($0.enrolled.recipient, $0) }, uniquingKeysWith: { _, last in last })
            (result.contacts, result.excluded, result.changed) = (0, 0, 0)
            countedAgain = state.read(\.progress.withheld)
            try judgeAndOffer(from: ContactID(.min))
            try offerTheRest()
        }
    }

    private mutating func judgeAndOffer(from start: ContactID?) throws {
        // Contacts come in the order of their numbers.
        var done = start
        var before: ContactID?
        while let last = done {
            // Where the ledger changes all the time, a round without any progress is not followed by another.
            done = try judgeAndOffer(behind: last, heedsAtOnce: last != before)
            before = last
        }
    }

    /// Judges those behind a contact. Gives the last one that is done with where the ledger changed meanwhile, as an import may
    /// show that an address is shared no longer; nil at the end.
    private mutating func judgeAndOffer(behind start: ContactID, heedsAtOnce: Bool) throws -> ContactID? {
        let mark = try ports.source.changeMark()
        if start.rawValue == .min { judgedAt = mark }
        ports.source.rewind()
        let enrolling = Enrolling(source: ports.source, options: options)
        var gate = Gate(brief: brief)
        var (rest, newestObjection, last): (ArraySlice<Dossier>, Int64, ContactID) = ([], 0, start)
        return try offer(from: start) {
            while true {
                if rest.isEmpty {
                    let next = try enrolling.source.nextDossiers()
                    if next.dossiers.isEmpty { return .end }
                    (rest, newestObjection) = (next.dossiers[...], next.newestObjection)
                }
                if heedsAtOnce || last > start, try enrolling.source.changeMark() != mark { return .outdated }
                // Those who are done are judged all the same: who comes behind may share an address with them.
                let judged = rest.prefix(Run.slice).map { (contact: $0.contact.id, decisions: gate.judge($0)) }
                    .filter { $0.contact > start }
                rest = rest.dropFirst(Run.slice)
                guard let contact = judged.last?.contact else { continue }
                last = contact
                return .slice(try enrolling.enrol(judged.map(\.decisions), newestObjection, mark))
            }
        }
    }

    /// Takes up what the survey decided. Gives the last contact that is done with; nil where that is everybody.
    private mutating func takeSurveyed() throws -> ContactID? {
        guard let surveyed = options.surveyed, surveyed.isWhole else { return ContactID(.min) }
        let enrolling = Enrolling(source: ports.source, options: options)
        var rest = surveyed.contacts[...]
        let done = try offer(from: ContactID(.min)) {
            guard try enrolling.source.changeMark() == surveyed.mark else { return .outdated }
            guard !rest.isEmpty else { return .end }
            defer { rest = rest.dropFirst(Run.slice) }
            return .slice(
                try enrolling.enrol(Array(rest.prefix(Run.slice)), surveyed.newestObjection, surveyed.mark))
        }
        // Whatever was taken up of it was judged by then.
        if done?.rawValue != .min { judgedAt = surveyed.mark }
        return done
    }

    /// Hands over to whom `next` enrols, slice by slice, while the slice behind is being enrolled. Gives the last contact that is
    /// done with where the ledger changed meanwhile; nil at the end.
    private mutating func offer(from start: ContactID, _ next: @escaping () throws -> Enrolling.Step) throws
        -> ContactID?
    {
        var done = start
        var isOver = false
        let ahead =
            !ports.source.mayEnrolAhead
            ? nil
            : ReadAhead(
                TransferBox { () -> Enrolling.Step? in
                    guard !isOver else { return nil }
                    let step = try next()
                    if case .slice = step {} else { isOver = true }
                    return step
                })
        // Nothing is enrolled any more once this has returned.
        defer { ahead?.end() }
        while true {
            switch try ahead?.next() ?? next() {
            case .end: return nil
            case .outdated: return done
            case .slice(let slice):
                try take(slice)
                if let last = slice.last { done = last }
            }
        }
    }

    /// Hands over to those of a slice who are to get a message.
    private mutating func take(_ slice: Enrolling.Slice) throws {
        result.contacts += slice.contacts
        result.changed += slice.changed
        result.excluded += slice.excluded
        // After a stop the others are judged and enrolled all the same: the counts are the mailing's.
        for enrolled in slice.enrolled { try take(enrolled) }
        if let fault = state.read(\.fault) { throw fault }
    }

    /// Hands over to one recipient if this run is to.
    private mutating func take(_ enrolled: Enrolled) throws {
        if let only = options.only {
            guard only.contains(enrolled.clearance.address) else { return }
            result.selected += 1
        }
        if let agreed = options.agreed, !agreed.contains(enrolled.clearance) { return }
        // Once more, those who had their turn in this run are left, and wait for another one.
        if let outdated, enrolled.state == .deferred || enrolled.wasPutBack, !outdated.contains(enrolled.recipient) {
            return confirmRetry(of: enrolled)
        }
        if let retry = unconfirmed.removeValue(forKey: enrolled.recipient), retry.isCounted {
            state.update { $0.progress.deferred -= 1 }
        }
        if enrolled.stumbledAt != nil, enrolled.due.map({ $0 <= ports.clock.now }) ?? true {
            return stumbled.append(enrolled)
        }
        guard !enrolled.wasPutBack else { return putBack.append(enrolled) }
        try handOver(to: enrolled)
        if let other = putBack.popLast() { try handOver(to: other) }
    }

    /// Whoever is deferred in this run, and still admitted by the same, is tried again when it is time.
    private mutating func confirmRetry(of enrolled: Enrolled) {
        guard let retry = unconfirmed.removeValue(forKey: enrolled.recipient), enrolled.state == .deferred,
            retry.enrolled.clearance.makesTheSame(as: enrolled.clearance)
        else { return }
        retries.add(Retry(enrolled: enrolled, due: retry.due, isCounted: retry.isCounted))
    }

    private mutating func handOver(to enrolled: Enrolled) throws {
        try offerWhatIsDue()
        guard mayGoOn else { return }
        if enrolled.state == .deferred, let due = enrolled.due, due > ports.clock.now {
            retries.add(Retry(enrolled: enrolled, due: due, isCounted: false))
            return
        }
        offered += 1
        try offer(enrolled)
    }

    /// True while another recipient may be taken up; those who are withheld do not count towards the limit.
    private var mayGoOn: Bool {
        guard !queue.isStopped else { return false }
        guard !ports.mustStop() else {
            queue.stop(.asked)
            return false
        }
        return options.limit.map { limit in offered - state.read { $0.progress.withheld + $0.allOutdated } < limit }
            ?? true
    }

    private func checkForStop() {
        if ports.mustStop() { queue.stop(.asked) }
    }

    // MARK: Handing over

    private mutating func offer(_ enrolled: Enrolled) throws {
        let message = try ports.composer.message(for: enrolled.clearance, at: ports.clock.now)
        let label = QueuedMessage.Label(
            recipient: enrolled.recipient, clearance: enrolled.clearance, attempts: enrolled.attempts,
            mark: enrolled.mark)
        let queued = QueuedMessage(label, message)
        state.update { $0.open += 1 }
        while true {
            switch queue.offer(queued, milliseconds: Run.tick) {
            case .taken: return
            case .full: checkForStop()
            case .stopped: return state.update { $0.open -= 1 }
            }
        }
    }

    /// Takes up those whom the recorder has deferred.
    private mutating func takeUpDeferred() {
        for retry in state.update({ state in
            defer { state.deferred = [] }
            return state.deferred
        }) { retries.add(retry) }
    }

    /// Deferred recipients whose time has come while the run has other work.
    private mutating func offerWhatIsDue() throws {
        takeUpDeferred()
        while !queue.isStopped, let retry = retries.takeDue(at: ports.clock.now) {
            if retry.isCounted {
                state.update { $0.progress.deferred -= 1 }
            } else {
                // One that an earlier run left: its first time in this run.
                guard mayGoOn else { return }
                offered += 1
            }
            try offer(retry.enrolled)
        }
    }

    /// Everybody was offered: while messages are on their way, some may be deferred and fall due.
    private mutating func offerRetries() throws {
        while !queue.isStopped {
            try offerWhatIsDue()
            let isQuiet = state.wait(milliseconds: Run.tick) { state -> Bool? in
                if state.fault != nil || state.open == 0 && state.deferred.isEmpty { return true }
                return state.deferred.isEmpty ? nil : false
            }
            if isQuiet == true { return try offerWhatIsDue() }
            checkForStop()
        }
    }
}
