package import Vocabulary

/// Where a run and its carrier meet: messages go one way, what becomes of them the other, and no body leaves before the
/// run has said that it may.
///
/// The run offers messages from one thread, the carrier works on another. What it reports is kept until somebody asks for it, or
/// handed to a listener on the carrier's own thread. Messages wait in a bounded queue, so that memory is the same for any
/// number of recipients.
///
/// After a stop nothing more is taken up, and the first reason counts. Whoever was claimed gets an event before the carrier is
/// done.
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

    /// What goes from the run to the carrier.
    private struct Inbox {
        var messages: [QueuedMessage] = []
        /// The messages before this one are taken.
        var first = 0
        var isFinished = false
        var stop: Stop?
        var answers: [Answer] = []
        /// True while the carrier polls, and must be woken.
        var isPolling = false
        /// True while it would take a message at once.
        var wantsMessages = false
        /// True where something changed that the carrier may not have seen yet: it must look before it sleeps.
        var hasNews = false

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

    /// What goes from the carrier to the run.
    private struct Outbox {
        var events: [Event] = []
        var isCarrierDone = false
        var listener: (@Sendable ([Event]) -> [Answer])?
    }

    /// How many messages may wait.
    private let capacity: Int
    private let inbox = Monitor(Inbox())
    private let outbox = Monitor(Outbox())
    /// How often room was made, for whoever waits to offer: woken when there is some, not for every message that is taken.
    private let roomMade = Monitor(0)
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
        // Read before the first attempt: room that is made after it ends the wait at once.
        let before = roomMade.read { $0 }
        if let offer = offerAtOnce(queued) { return offer }
        _ = roomMade.wait(milliseconds: milliseconds) { $0 != before ? true : nil }
        return offerAtOnce(queued) ?? .full
    }

    /// Nil where there is no room.
    private func offerAtOnce(_ queued: QueuedMessage) -> Offer? {
        let (offer, mustSignal) = inbox.update { inbox -> (Offer?, Bool) in
            if inbox.stop != nil { return (.stopped, false) }
            guard inbox.waiting < capacity else { return (nil, false) }
            inbox.messages.append(queued)
            let mustSignal = inbox.isPolling && inbox.wantsMessages
            if mustSignal { inbox.isPolling = false }
            return (.taken, mustSignal)
        }
        if mustSignal { wakeup.signal() }
        return offer
    }

    /// Says that there are no more messages.
    package func finish() { tellCarrier { $0.isFinished = true } }

    /// Asks the carrier to take up nothing more; the first reason counts.
    package func stop(_ reason: Stop) {
        tellCarrier { if $0.stop == nil { $0.stop = reason } }
        roomMade.update { $0 += 1 }
    }

    package var fault: RunFault? {
        inbox.read { inbox in
            if case .fault(let fault)? = inbox.stop { return fault }
            return nil
        }
    }

    package var isStopped: Bool { inbox.read { $0.stop != nil } }

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
        func take(_ outbox: inout Outbox) -> Next? {
            if !outbox.events.isEmpty {
                defer { outbox.events = [] }
                return .events(outbox.events)
            }
            return outbox.isCarrierDone ? .end : nil
        }
        guard let limit else { return outbox.wait(until: take) }
        return outbox.wait(milliseconds: limit, until: take) ?? .timeout
    }

    /// From now on, events are handed to `listener` as they are reported, on the carrier's thread; it gives the answers. What it
    /// does keeps the wire waiting, and saves waking a thread for it.
    package func hand(eventsTo listener: @escaping @Sendable ([Event]) -> [Answer]) {
        outbox.update { $0.listener = listener }
    }

    /// Answers messages that ask.
    package func answer(_ answers: [Answer]) {
        guard !answers.isEmpty else { return }
        tellCarrier { $0.answers += answers }
    }

    /// Waits at most so long for the carrier to be done.
    package func isCarrierDone(withinMilliseconds limit: Int) -> Bool {
        outbox.wait(milliseconds: limit) { $0.isCarrierDone && $0.events.isEmpty ? true : nil } ?? false
    }

    /// Changes what the carrier must see before it sleeps, and wakes it.
    private func tellCarrier(_ change: (inout Inbox) -> Void) {
        let mustSignal = inbox.update { inbox in
            change(&inbox)
            inbox.hasNews = true
            defer { inbox.isPolling = false }
            return inbox.isPolling
        }
        if mustSignal { wakeup.signal() }
    }

    // MARK: The carrier's side

    /// The next message, without waiting; nil where none waits, or none is to be taken up any more.
    func next() -> QueuedMessage? {
        let (queued, waiting) = inbox.update { inbox in (inbox.stop == nil ? inbox.take() : nil, inbox.waiting) }
        if queued != nil, waiting == capacity / 2 { roomMade.update { $0 += 1 } }
        return queued
    }

    /// The next message; waits for one. Nil where there will be none.
    func nextWaiting() -> QueuedMessage? {
        let queued = inbox.wait { inbox -> QueuedMessage?? in
            if inbox.stop != nil { return .some(nil) }
            if let queued = inbox.take() { return queued }
            return inbox.isFinished ? .some(nil) : nil
        }
        if queued != nil { roomMade.update { $0 += 1 } }
        return queued
    }

    /// How many messages wait to be taken up.
    var waiting: Int { inbox.read { $0.stop == nil ? $0.waiting : 0 } }

    /// True where no message will come any more.
    var isOver: Bool { inbox.read { $0.stop != nil || $0.isFinished && $0.waiting == 0 } }

    func report(_ events: [Event]) {
        guard !events.isEmpty else { return }
        guard let listener = outbox.read(\.listener) else { return outbox.update { $0.events += events } }
        answer(listener(events))
    }

    func takeAnswers() -> [Answer] {
        inbox.update { inbox in
            defer { if !inbox.answers.isEmpty { inbox.answers = [] } }
            return inbox.answers
        }
    }

    /// Reports events of which so many ask for a body, and waits for all answers: the recipients whose letters may leave.
    func waitForPermission(of count: Int, reporting events: [Event]) -> Set<Int64> {
        report(events)
        var (granted, left) = (Set<Int64>(), count)
        while left > 0 {
            let answers = inbox.wait { inbox in
                defer { inbox.answers = [] }
                return inbox.answers.isEmpty ? nil : inbox.answers
            }
            left -= answers.count
            for case .mayLeave(let recipient) in answers { granted.insert(recipient) }
        }
        return granted
    }

    /// The same for one body.
    func waitForPermission(reporting events: [Event]) -> Bool {
        !waitForPermission(of: 1, reporting: events).isEmpty
    }

    /// True where the carrier may go to sleep: nothing has come that it would look at. From then on it is woken.
    /// It would look at messages where it wants them and more wait than it has provided for.
    func mayPoll(wantsMessages: Bool, providedFor: Int) -> Bool {
        inbox.update { inbox in
            guard !inbox.hasNews else {
                inbox.hasNews = false
                return false
            }
            if wantsMessages, inbox.stop == nil, inbox.waiting > providedFor { return false }
            (inbox.isPolling, inbox.wantsMessages) = (true, wantsMessages)
            return true
        }
    }

    /// True while the carrier waits to be woken.
    var isCarrierAsleep: Bool { inbox.read(\.isPolling) }

    /// The carrier is awake again.
    func didWake() { inbox.update { $0.isPolling = false } }

    /// Ends a wait from a thread of the carrier's own.
    func wake() { tellCarrier { _ in } }

    /// Nothing is reported any more. The listener goes, which may hold the queue and a ledger.
    package func carrierIsDone() {
        outbox.update { outbox in
            outbox.isCarrierDone = true
            outbox.listener = nil
        }
    }
}
