import Letter
import Vocabulary
import Wire

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Hands messages to an SMTP relay, over up to `connections` at a time: one thread polls them all.
///
/// A connection is made when there is a message that no standing one has room for, used for as many as the settings
/// say, and made anew where the relay closed it between messages. Opening one blocks in libcurl, so that is done on
/// threads aside. Where the relay announces PIPELINING, a body, its final dot and the next message's envelope go in one
/// write: one round trip a message.
///
/// A message whose connection ends before its final dot is tried again on another one, and on new ones twice at most:
/// if it is MAIL that fails so, the run stops; if RCPT or later, the recipient is deferred. Where a further connection
/// cannot be had, the standing ones do the work; where there is none left, the relay is asked again a few times, and then
/// the run stops.
package final class SMTPCarrier: Carrier {
    /// After so many uncertain messages in a row the relay is not to be trusted with more.
    static let mostUncertainInARow = 5
    /// How often one message may be tried on connections made for it.
    static let mostFreshConnections = 2
    /// How often the wire is looked at again, at once, before what came is reported.
    private static let mostLooks = 8
    /// How long before its turn at the rate a message's envelope may wait at the relay.
    private static let leadMilliseconds: Int64 = 1000

    let settings: RelaySettings
    var sessions: [SMTPSession] = []
    private(set) var openings: Openings
    /// Connections that were told that no more will come, and may answer.
    private var quitting: [SMTPSession] = []
    /// Why the last connection could not be had: as long as others stand or are on their way, they are enough.
    private var refusal: (fault: RunFault, duration: Duration)?
    private var reconnectPolicy: ReconnectPolicy
    var detector = SenderRefusalDetector<QueuedMessage.Label>()
    var uncertainInARow = 0
    /// A fault found after everything had an outcome: it stops what comes next.
    private var found: RunFault?
    private var buffer = [UInt8](repeating: 0, count: 16_384)

    // What one call of `carry` is about.
    var queue = DeliveryQueue(capacity: 1)
    var events: [DeliveryQueue.Event] = []
    /// Messages that were taken up and have to be tried again.
    var returned: [QueuedMessage] = []
    /// Messages that asked, and whose connection ended before the answer: whether they are claimed is not known yet.
    var unanswered: [QueuedMessage] = []
    private var pacer = Pacer(rate: nil)
    /// True where the rate kept something from being begun when it was looked at last.
    private var isHeldBack = false
    var fault: RunFault?
    /// True once messages were given back for the fault: whoever offered them knows of it.
    var hasGivenBack = false

    package init(settings: RelaySettings) {
        var settings = settings
        settings.trace = settings.trace?.hiding(Redaction(settings.connection))
        self.settings = settings
        openings = Openings(settings)
        reconnectPolicy = ReconnectPolicy(connections: settings.connections)
    }

    deinit { openings.abandon() }

    // MARK: The loop

    package func carry(_ queue: DeliveryQueue) {
        (self.queue, fault, refusal, hasGivenBack) = (queue, nil, nil, false)
        detector = SenderRefusalDetector()
        pacer = Pacer(rate: queue.pace?.rate, history: queue.pace?.history ?? [])
        if let found { stop(found) }
        found = nil
        openings.wake { [queue] in queue.wake() }
        reconnectPolicy.begin()
        while true {
            takeAnswers()
            takeOpened()
            fill()
            let isOver = isOver
            if isOver { endTheRow() }
            queue.report(events)
            events = []
            if isOver { break }
            // Answers may be there already. All the same, no body is put on a connection that has ended meanwhile.
            wait()
        }
        openings.wake(nil)
        if !hasGivenBack { found = fault }
    }

    /// Opens a connection, with TLS and login, without sending anything; says what the relay can do.
    package func open() throws(RunFault) -> Capabilities {
        if let session = sessions.first { return session.connection.capabilities }
        let session = SMTPSession(try RelayConnection(settings), settings)
        sessions.append(session)
        reconnectPolicy.connected(sessions.count)
        return session.connection.capabilities
    }

    private var isOver: Bool {
        guard sessions.allSatisfy(\.isIdle) else { return false }
        return queue.isOver && returned.isEmpty && unanswered.isEmpty
    }

    package func prewarm(_ messages: Int) {
        let wanted = min(messages, settings.connections) - sessions.count
        while openings.count < wanted { openings.open() }
    }

    package func quit() {
        for case .success(let connection) in openings.takeFinished().map(\.connection) {
            sessions.append(SMTPSession(connection, settings))
        }
        openings.abandon()
        openings = Openings(settings)
        quitting += sessions.filter { $0.quit() }
        for session in sessions where !quitting.contains(where: { $0 === session }) { session.connection.close() }
        sessions = []
    }

    package func close() {
        quit()
        let deadline = ContinuousClock.now + min(settings.timeouts.reply, .seconds(1))
        var polled = quitting.map { pollfd(fd: $0.connection.socket, events: Int16(POLLIN), revents: 0) }
        // Each answers or closes; those that do neither in time are left alone.
        while polled.contains(where: { $0.fd >= 0 }), ContinuousClock.now < deadline {
            guard poll(&polled, nfds_t(polled.count), 100) >= 0 || errno == EINTR else { break }
            for index in polled.indices where polled[index].revents != 0 { polled[index].fd = -1 }
        }
        for session in quitting { session.connection.close() }
        quitting = []
        found = nil
    }

    // MARK: Connections

    private func takeOpened() {
        let finished = openings.count > 0 ? openings.takeFinished() : []
        for result in finished {
            switch result.connection {
            case .success(let connection):
                sessions.append(SMTPSession(connection, settings))
                reconnectPolicy.connected(sessions.count)
            case .failure(let fault): refusal = (fault, max(result.duration, refusal?.duration ?? .zero))
            }
        }
        guard let refusal else { return }
        if !finished.isEmpty { reconnectPolicy.refused(beside: sessions.count + openings.count) }
        guard sessions.isEmpty, openings.count == 0, fault == nil else { return }
        // As long as there is nobody to be mailed, it stops nothing.
        guard queue.waiting > 0 || !returned.isEmpty else { return }
        if reconnectPolicy.mayRetry(after: refusal.fault, taking: refusal.duration) {
            self.refusal = nil
        } else {
            stop(reconnectPolicy.fault(for: refusal.fault))
        }
    }

    /// Takes a session away, and decides about the messages that are left on it.
    func drop(_ session: SMTPSession) -> [QueuedMessage] {
        sessions.removeAll { $0 === session }
        // Those that stood are gone: it is worth another try.
        if sessions.isEmpty { refusal = nil }
        session.connection.close()
        return session.takeMessages()
    }

    // MARK: Messages

    /// Gives every session with room a message, and opens further ones where messages wait.
    private func fill() {
        let isWaiting = reconnectPolicy.isWaiting()
        isHeldBack = false
        if fault != nil || queue.isStopped { return clearUp() }
        releaseHeld()
        for session in sessions where session.isIdle && session.isSpent {
            _ = session.quit()
            _ = drop(session)
        }
        for session in sessions where session.hasRoom {
            refill(session)
            handle(session.pump(), on: session)
        }
        guard !isWaiting, fault == nil, refusal == nil, sessions.allSatisfy({ !$0.isIdle }), mayBegin() else { return }
        let messages = (mayTakeUp ? queue.waiting : 0) + returned.count
        let wanted = min(messages, reconnectPolicy.mostConnections - sessions.count)
        while openings.count < wanted { openings.open() }
    }

    /// Recipients who are claimed, or asked for, and whose body leaves as soon as the rate allows. Those whose connection has
    /// gone are not counted: they wait for another one, and neither they nor anybody else must wait behind them.
    private var reserved: Int {
        sessions.count(where: \.state.isReserved) + unanswered.count
    }

    /// False while the rate leaves no room for another envelope.
    private var isTime: Bool {
        guard let pace = queue.pace else { return true }
        let ahead = reserved + sessions.count(where: \.state.isReady)
        return pacer.delay(before: pace.now(), afterFurther: ahead) <= SMTPCarrier.leadMilliseconds
    }

    /// The same, and notes that something had to wait: a moment later it may be time, and somebody has to look again then.
    private func mayBegin() -> Bool {
        let isTime = isTime
        if !isTime { isHeldBack = true }
        return isTime
    }

    /// A claim whose connection has gone keeps its place: with each of the others on a connection of its own, no more
    /// recipients can ever be in doubt than connections may stand.
    private var mayTakeUp: Bool {
        sessions.count { !$0.isIdle } + unanswered.count + returned.count(where: \.isClaimed) < settings.connections
    }

    /// False where no further connection is to be had as long as these stand.
    private var mayOpenMore: Bool {
        refusal == nil && sessions.count + openings.count < reconnectPolicy.mostConnections
    }

    /// False where a session is to come to rest, or to stay so, before it begins with another message: a busy one, for one that
    /// is claimed and has no connection of its own to hope for.
    private func mayTakeUp(_ session: SMTPSession) -> Bool {
        session.isIdle ? mayTakeUp : mayOpenMore || !returned.contains(where: \.isClaimed)
    }

    /// The next message for a session: on an idle one, those that were claimed already come first.
    private func next(for session: SMTPSession) -> QueuedMessage? {
        if session.isIdle, let claimed = returned.lastIndex(where: \.isClaimed) { return returned.remove(at: claimed) }
        guard mayTakeUp(session) else { return nil }
        if let again = returned.lastIndex(where: { !$0.isClaimed }) { return returned.remove(at: again) }
        return queue.next()
    }

    /// Begins messages on a session as far as it has room; nothing is sent before it is pumped, so that what a body is on
    /// its way for goes together with it.
    private func refill(_ session: SMTPSession) {
        while session.hasRoom, mayBegin() {
            guard let queued = next(for: session) else { return }
            if let refusal = session.start(queued) { conclude(queued, .rejected(refusal)) }
        }
    }

    /// Asks for the bodies that the relays wait for, and lets those go that are claimed, as the rate allows: it counts
    /// when a body leaves, however long its claim took.
    private func releaseHeld() {
        for session in sessions where fault == nil {
            switch session.state {
            case .claimed:
                if let pace = queue.pace {
                    let now = pace.now()
                    guard pacer.delay(before: now) == 0 else { continue }
                    pacer.record(now)
                }
                send(session)
            case .ready(let queued):
                if let pace = queue.pace {
                    guard pacer.delay(before: pace.now(), afterFurther: reserved) == 0 else { continue }
                }
                session.awaitClaim()
                events.append(.readyForBody(queued.label))
            case .idle, .envelope, .awaitingClaim, .body: continue
            }
        }
    }

    private func takeAnswers() {
        for answer in queue.takeAnswers() {
            switch answer {
            case .mayLeave(let recipient):
                if let session = asking(recipient) {
                    session.grantClaim()
                } else if var queued = takeUnanswered(recipient) {
                    queued.isClaimed = true
                    returned.append(queued)
                }
            case .mustNot(let recipient):
                if let session = asking(recipient) {
                    // The relay waits for a body that must not come: only the end of the connection says so.
                    _ = drop(session)
                } else {
                    _ = takeUnanswered(recipient)
                }
            }
        }
    }

    private func asking(_ recipient: Int64) -> SMTPSession? {
        sessions.first { $0.state.isAwaitingClaim && $0.state.first?.label.recipient == recipient }
    }

    private func takeUnanswered(_ recipient: Int64) -> QueuedMessage? {
        unanswered.firstIndex { $0.label.recipient == recipient }.map { unanswered.remove(at: $0) }
    }

    private func send(_ session: SMTPSession) {
        session.sendBody()
        reconnectPolicy.sentMessage()
        refill(session)
        handle(session.pump(), on: session)
    }

    /// Nothing more is begun. Sessions whose body has not left are given up, and so is what would have been tried again;
    /// those of it that were claimed go back to the queue, the others never left it. Whoever asked is waited for.
    private func clearUp() {
        for session in sessions {
            switch session.state {
            case .envelope, .ready, .claimed: giveBack(drop(session).filter(\.isClaimed))
            case .idle, .awaitingClaim, .body: continue
            }
        }
        giveBack(returned.filter(\.isClaimed))
        returned = []
    }

    // MARK: Waiting

    private func wait() {
        let deadline = (sessions.map(\.deadline) + [reconnectPolicy.deadline]).compactMap(\.self).min()
        var patience = deadline.map { max(0, ($0 - ContinuousClock.now).milliseconds + 1) } ?? -1
        let standing = sessions.count + openings.count
        // After a refusal, one who comes is told of it.
        let mayOpen =
            (refusal == nil || standing == 0) && reconnectPolicy.deadline == nil && mayTakeUp
            && standing < reconnectPolicy.mostConnections
        let hasRoom = sessions.contains { $0.hasRoom && mayTakeUp($0) }
        let waiting = queue.waiting
        if let pace = queue.pace {
            let isNext = sessions.contains(where: \.state.isClaimed)
            let isReady = isNext || sessions.contains(where: \.state.isReady)
            let delay = pacer.delay(before: pace.now(), afterFurther: isNext ? 0 : reserved)
            let lead = isReady ? 0 : SMTPCarrier.leadMilliseconds
            let isHeld = isReady || isHeldBack && waiting + returned.count > 0
            let own = Int(clamping: max(1, delay - lead))
            if isHeld { patience = patience < 0 ? own : min(patience, own) }
        }
        // One who comes while the rate leaves no room is looked at, so that it is known until when to sleep.
        let wantsMessages = (mayOpen || hasRoom) && fault == nil && !(isHeldBack && waiting > 0)
        if !queue.mayPoll(wantsMessages: wantsMessages, providedFor: hasRoom ? 0 : openings.count) { patience = 0 }
        if attend(within: patience) {
            // Replies that come together are committed together.
            for _ in 0..<SMTPCarrier.mostLooks where !attend(within: 0) { break }
        }
        guard let deadline, deadline <= .now else { return }
        for session in sessions {
            if let own = session.deadline, own <= .now { handle(session.timeOut(), on: session) }
        }
    }

    /// Waits at most so many milliseconds (-1: for ever) for whoever has something to say, and hears it; false where nobody has.
    private func attend(within milliseconds: Int) -> Bool {
        let sessions = sessions
        var polled = [pollfd(fd: queue.wakeup.descriptor, events: Int16(POLLIN), revents: 0)]
        for session in sessions {
            let interest = session.wantsToWrite ? POLLIN | POLLOUT : POLLIN
            polled.append(pollfd(fd: session.connection.socket, events: Int16(interest), revents: 0))
        }
        let count = poll(&polled, nfds_t(polled.count), Int32(clamping: milliseconds))
        queue.didWake()
        guard count > 0 else { return false }
        if polled[0].revents != 0 { queue.wakeup.drain() }
        for (session, entry) in zip(sessions, polled.dropFirst()) where entry.revents != 0 {
            attend(session, isReadable: entry.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0)
        }
        return true
    }

    private func attend(_ session: SMTPSession, isReadable: Bool) {
        if isReadable {
            handle(session.read(into: &buffer), on: session)
            session.markRecipientTaken(after: detector.judged)
        }
        // Without PIPELINING, each reply brings the next command.
        if !session.hasEnded, sessions.contains(where: { $0 === session }) { handle(session.pump(), on: session) }
    }
}
