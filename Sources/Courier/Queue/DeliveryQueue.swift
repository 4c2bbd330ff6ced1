package import Vocabulary

/// Where a run and its carrier meet: messages go one way, what becomes of them the other, and no body leaves before the
/// run has said that it may.
///
/// The run offers messages from one thread and answers from another; the carrier works on a third. Messages wait in a
/// bounded queue, so that memory is the same for any number of recipients.
package final class DeliveryQueue: Sendable {
    /// What the carrier reports.
    package enum Event: Sendable {
        /// The relay waits for the body: commit the attempt, then ``DeliveryQueue/answer(_:)``.
        case readyForBody(QueuedMessage.Label)
        /// What became of a message. `wasClaimed` is false where it was refused before its body was asked for.
        case finished(QueuedMessage.Label, Outcome, wasClaimed: Bool)
        /// A refusal that may be the sender's fault: until ``judged(_:_:)`` follows, it is not for good, whatever the relay
        /// says and whatever comes in between.
        case held(QueuedMessage.Label, Outcome, wasClaimed: Bool)
        /// What was held turned out to be the recipient's own.
        case judged(QueuedMessage.Label, Outcome)
        /// It was no recipient's fault: back to the queue, whatever was recorded of them.
        case returned([QueuedMessage.Label], because: String)
    }

    /// The run's answer to a message that asks.
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
        var messages: [QueuedMessage] = []
        /// The messages before this one are taken.
        var first = 0
        var isFinished = false
        var stop: Stop?
        var events: [Event] = []
        var answers: [Answer] = []
        var isCarrierDone = false
        /// True while the carrier polls, and must be woken.
        var isPolling = false
        /// True while it would take a message at once.
        var wantsMessages = false
        /// True where something changed that the carrier may not have seen yet: it must look before it sleeps.
        var isNudged = false
        /// True while the carrier waits for a message, without polling.
        var isWaiting = false

        var waiting: Int { messages.count - first }

        mutating func take() -> QueuedMessage? {
            guard first < messages.count else { return nil }
            let queued = messages[first]
            first += 1
            if first == messages.count || first > 256 {
                messages.removeFirst(first)
                first = 0
            }
            return queued
        }
    }

    /// How many messages may wait.
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

    /// Offers a message; waits at most so long for room.
    package func offer(_ queued: QueuedMessage, milliseconds: Int) -> Offer {
        let result = state.wait(milliseconds: milliseconds) {
            state -> (offer: Offer, mustSignal: Bool, mustTell: Bool)? in
            if state.stop != nil { return (.stopped, false, false) }
            guard state.waiting < capacity else { return nil }
            state.messages.append(queued)
            let mustSignal = state.isPolling && state.wantsMessages
            if mustSignal { state.isPolling = false }
            return (.taken, mustSignal, state.isWaiting)
        }
        guard let result else { return .full }
        if result.mustTell { state.change { _ in } }
        if result.mustSignal { wakeup.signal() }
        return result.offer
    }

    /// Says that there are no more messages.
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

    /// What a wait for the carrier's events came to.
    package enum Next: Sendable {
        case events([Event])
        /// It reported nothing in time.
        case timeout
        /// The carrier is done, and all its events were taken.
        case end
    }

    /// The events since the last call; waits for some. Nil once the carrier is done and all were taken.
    package func nextEvents() -> [Event]? {
        if case .events(let events) = nextEvents(withinMilliseconds: nil) { return events }
        return nil
    }

    /// The events since the last call; waits for some, at most so long where a limit is given.
    package func nextEvents(withinMilliseconds limit: Int?) -> Next {
        func look(_ state: inout State) -> Next? {
            if !state.events.isEmpty {
                defer { state.events = [] }
                return .events(state.events)
            }
            return state.isCarrierDone ? .end : nil
        }
        guard let limit else { return state.wait(look) }
        return state.wait(milliseconds: limit, look) ?? .timeout
    }

    /// True where there are events that were not taken yet.
    package var hasEvents: Bool { state.look { !$0.events.isEmpty } }

    /// Answers messages that ask.
    package func answer(_ answers: [Answer]) {
        guard !answers.isEmpty else { return }
        nudge { $0.answers += answers }
    }

    /// Waits at most so long for the carrier to be done.
    package func isCarrierDone(withinMilliseconds limit: Int) -> Bool {
        state.wait(milliseconds: limit) { $0.isCarrierDone && $0.events.isEmpty ? true : nil } ?? false
    }

    private func nudge(_ body: (inout State) -> Void) {
        let mustSignal = state.change { state in
            body(&state)
            state.isNudged = true
            defer { state.isPolling = false }
            return state.isPolling
        }
        if mustSignal { wakeup.signal() }
    }

    // MARK: The carrier's side

    /// The next message, without waiting; nil where none waits, or none is to be taken up any more.
    func next() -> QueuedMessage? {
        let (queued, waiting) = state.look { state in (state.stop == nil ? state.take() : nil, state.waiting) }
        // Whoever waits for room is woken when there is some, not for every message.
        if queued != nil, waiting == capacity / 2 { state.change { _ in } }
        return queued
    }

    /// The next message; waits for one. Nil where there will be none.
    func nextWaiting() -> QueuedMessage? {
        state.wait { state -> QueuedMessage?? in
            state.isWaiting = false
            if state.stop != nil { return .some(nil) }
            if let queued = state.take() { return queued }
            state.isWaiting = !state.isFinished
            return state.isFinished ? .some(nil) : nil
        }.map { queued in
            state.change { _ in }
            return queued
        }
    }

    /// How many messages wait to be taken up.
    var waiting: Int { state.look { $0.stop == nil ? $0.waiting : 0 } }

    /// True where no message will come any more.
    var isOver: Bool { state.look { $0.stop != nil || $0.isFinished && $0.waiting == 0 } }

    func report(_ events: [Event]) {
        guard !events.isEmpty else { return }
        state.change { $0.events += events }
    }

    func takeAnswers() -> [Answer] {
        state.look { state in
            defer { if !state.answers.isEmpty { state.answers = [] } }
            return state.answers
        }
    }

    /// Reports events of which the last asks for a body, and waits for the answer.
    func waitForPermission(reporting events: [Event]) -> Bool {
        report(events)
        let answer = state.wait { state -> Answer? in state.answers.popLast() }
        if case .mayLeave = answer { return true }
        return false
    }

    /// True where the carrier may go to sleep: nothing has come that it would look at. From then on it is woken.
    /// It would look at messages where it wants them and more wait than it has provided for.
    func mayPoll(wantsMessages: Bool, providedFor: Int) -> Bool {
        state.look { state in
            guard !state.isNudged else {
                state.isNudged = false
                return false
            }
            if wantsMessages, state.stop == nil, state.waiting > providedFor { return false }
            (state.isPolling, state.wantsMessages) = (true, wantsMessages)
            return true
        }
    }

    /// True while the carrier waits to be woken.
    var isCarrierAsleep: Bool { state.look(\.isPolling) }

    /// The carrier is awake again.
    func didWake() { state.look { $0.isPolling = false } }

    /// Ends a wait from a thread of the carrier's own.
    func wake() { nudge { _ in } }

    package func carrierIsDone() { state.change { $0.isCarrierDone = true } }
}
