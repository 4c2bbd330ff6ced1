package import Vocabulary

/// Where a run and its carrier meet: messages go one way, what becomes of them the other, and no body leaves before the
/// run has said that it may.
///
/// The run offers parcels from one thread and answers from another; the carrier works on a third. Parcels wait in a
/// bounded queue, so that memory is the same for any number of recipients.
package final class Exchange: Sendable {
    /// What the carrier has to say.
    package enum Word: Sendable {
        /// The relay waits for the body: commit the attempt, then ``Exchange/answer(_:)``.
        case asks(Parcel.Label)
        /// What became of a message. `wasClaimed` is false where it was refused before its body was asked for.
        case finished(Parcel.Label, Outcome, wasClaimed: Bool)
        /// A refusal that may be the sender's fault: until ``judged(_:_:)`` follows, it is not for good, whatever the relay
        /// says and whatever comes in between.
        case held(Parcel.Label, Outcome, wasClaimed: Bool)
        /// What was held turned out to be the recipient's own.
        case judged(Parcel.Label, Outcome)
        /// It was no recipient's fault: back to the queue, whatever was recorded of them.
        case returned([Parcel.Label], because: String)
    }

    /// The run's answer to a parcel that asks.
    package enum Answer: Sendable {
        /// `attempting` is durable.
        case mayLeave(Int64)
        /// The recipient must not be mailed any more, or nothing could be recorded.
        case mustNot(Int64)
    }

    /// Why the carrier takes up nothing more.
    package enum Stop: Sendable {
        /// The sender asked for it: what is on the wire is finished.
        case asked
        case fault(RunFault)
    }

    private struct State {
        var parcels: [Parcel] = []
        /// The parcels before this one are taken.
        var first = 0
        var isFinished = false
        var stop: Stop?
        var words: [Word] = []
        var answers: [Answer] = []
        var isCarrierDone = false
        /// True while the carrier polls, and must be woken.
        var isPolling = false
        /// True while it would take a parcel at once.
        var wantsParcels = false
        /// True where something changed that the carrier may not have seen yet: it must look before it sleeps.
        var isNudged = false
        /// True while the carrier waits for a parcel, without polling.
        var isWaiting = false

        var waiting: Int { parcels.count - first }

        mutating func take() -> Parcel? {
            guard first < parcels.count else { return nil }
            let parcel = parcels[first]
            first += 1
            if first == parcels.count || first > 256 {
                parcels.removeFirst(first)
                first = 0
            }
            return parcel
        }
    }

    /// How many parcels may wait.
    private let capacity: Int
    private let state = Monitor(State())
    let wakeup = Wakeup()
    /// The rate that bodies leave at; nil for none.
    package let pace: Pace?

    /// The rate with what earlier runs did, and the clock that it goes by.
    package struct Pace: Sendable {
        package let rate: Pacer.Rate
        package let history: [Instant]
        package let now: @Sendable () -> Instant

        package init(rate: Pacer.Rate, history: [Instant], now: @escaping @Sendable () -> Instant) {
            self.rate = rate
            self.history = history
            self.now = now
        }
    }

    package init(capacity: Int, pace: Pace? = nil) {
        self.capacity = max(1, capacity)
        self.pace = pace
    }

    // MARK: The run's side

    /// What became of an offer.
    package enum Offer: Sendable { case taken, full, stopped }

    /// Offers a parcel; waits at most so long for room.
    package func offer(_ parcel: Parcel, milliseconds: Int) -> Offer {
        let result = state.wait(milliseconds: milliseconds) {
            state -> (offer: Offer, mustRing: Bool, mustTell: Bool)? in
            if state.stop != nil { return (.stopped, false, false) }
            guard state.waiting < capacity else { return nil }
            state.parcels.append(parcel)
            let mustRing = state.isPolling && state.wantsParcels
            if mustRing { state.isPolling = false }
            return (.taken, mustRing, state.isWaiting)
        }
        guard let result else { return .full }
        if result.mustTell { state.change { _ in } }
        if result.mustRing { wakeup.ring() }
        return result.offer
    }

    /// Says that there are no more parcels.
    package func finish() { nudge { $0.isFinished = true } }

    /// Asks the carrier to take up nothing more; the first reason counts.
    package func stop(_ reason: Stop) { nudge { if $0.stop == nil { $0.stop = reason } } }

    package var fault: RunFault? {
        state.look { state in
            if case .fault(let fault)? = state.stop { return fault }
            return nil
        }
    }

    package var isStopped: Bool { state.look { $0.stop != nil } }

    /// What a wait for the carrier's words came to.
    package enum Heard: Sendable {
        case words([Word])
        /// It said nothing in time.
        case nothing
        /// The carrier is done, and all was heard.
        case end
    }

    /// What the carrier has said since; waits for it. Nil once the carrier is done and all was heard.
    package func hear() -> [Word]? {
        if case .words(let words) = hear(withinMilliseconds: nil) { return words }
        return nil
    }

    /// What the carrier has said since; waits for it, at most so long where a limit is given.
    package func hear(withinMilliseconds limit: Int?) -> Heard {
        func look(_ state: inout State) -> Heard? {
            if !state.words.isEmpty {
                defer { state.words = [] }
                return .words(state.words)
            }
            return state.isCarrierDone ? .end : nil
        }
        guard let limit else { return state.wait(look) }
        return state.wait(milliseconds: limit, look) ?? .nothing
    }

    /// True where the carrier has said something that was not heard yet.
    package var hasWords: Bool { state.look { !$0.words.isEmpty } }

    /// Answers parcels that ask.
    package func answer(_ answers: [Answer]) {
        guard !answers.isEmpty else { return }
        nudge { $0.answers += answers }
    }

    /// Waits at most so long for the carrier to be done.
    package func isCarrierDone(withinMilliseconds limit: Int) -> Bool {
        state.wait(milliseconds: limit) { $0.isCarrierDone && $0.words.isEmpty ? true : nil } ?? false
    }

    private func nudge(_ body: (inout State) -> Void) {
        let mustRing = state.change { state in
            body(&state)
            state.isNudged = true
            defer { state.isPolling = false }
            return state.isPolling
        }
        if mustRing { wakeup.ring() }
    }

    // MARK: The carrier's side

    /// The next parcel, without waiting; nil where none waits, or none is to be taken up any more.
    func next() -> Parcel? {
        let (parcel, waiting) = state.look { state in (state.stop == nil ? state.take() : nil, state.waiting) }
        // Whoever waits for room is woken when there is some, not for every parcel.
        if parcel != nil, waiting == capacity / 2 { state.change { _ in } }
        return parcel
    }

    /// The next parcel; waits for one. Nil where there will be none.
    func nextWaiting() -> Parcel? {
        state.wait { state -> Parcel?? in
            state.isWaiting = false
            if state.stop != nil { return .some(nil) }
            if let parcel = state.take() { return parcel }
            state.isWaiting = !state.isFinished
            return state.isFinished ? .some(nil) : nil
        }.map { parcel in
            state.change { _ in }
            return parcel
        }
    }

    /// How many parcels wait to be taken up.
    var waiting: Int { state.look { $0.stop == nil ? $0.waiting : 0 } }

    /// True where no parcel will come any more.
    var isOver: Bool { state.look { $0.stop != nil || $0.isFinished && $0.waiting == 0 } }

    func say(_ words: [Word]) {
        guard !words.isEmpty else { return }
        state.change { $0.words += words }
    }

    func takeAnswers() -> [Answer] {
        state.look { state in
            defer { if !state.answers.isEmpty { state.answers = [] } }
            return state.answers
        }
    }

    /// Says something that ends with a question, and waits for the answer.
    func waitForLeave(saying words: [Word]) -> Bool {
        say(words)
        let answer = state.wait { state -> Answer? in state.answers.popLast() }
        if case .mayLeave = answer { return true }
        return false
    }

    /// True where the carrier may go to sleep: nothing has come that it would look at. From then on it is woken.
    /// It would look at parcels where it wants them and more wait than it has provided for.
    func mayPoll(wantsParcels: Bool, providedFor: Int) -> Bool {
        state.look { state in
            guard !state.isNudged else {
                state.isNudged = false
                return false
            }
            if wantsParcels, state.stop == nil, state.waiting > providedFor { return false }
            (state.isPolling, state.wantsParcels) = (true, wantsParcels)
            return true
        }
    }

    /// True while the carrier waits to be woken.
    var isCarrierAsleep: Bool { state.look(\.isPolling) }

    /// The carrier is awake again.
    func isAwake() { state.look { $0.isPolling = false } }

    /// Ends a wait from a thread of the carrier's own.
    func wake() { nudge { _ in } }

    package func carrierIsDone() { state.change { $0.isCarrierDone = true } }
}
