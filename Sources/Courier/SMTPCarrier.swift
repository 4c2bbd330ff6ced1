import Letter
import Vocabulary

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
    /// How long before its turn at the rate a message's envelope may wait at the relay.
    private static let leadMilliseconds: Int64 = 1000

    let settings: RelaySettings
    var lanes: [Lane] = []
    private(set) var openings: Openings
    /// Connections that were told that no more will come, and may answer.
    private var leaving: [Lane] = []
    /// Why the last connection could not be had: as long as others stand or are on their way, they are enough.
    private var refusal: (fault: RunFault, duration: Duration)?
    private var reopening: Reopening
    var opinion = RelayOpinion<Parcel.Label>()
    var uncertainInARow = 0
    /// A fault found after everything had an outcome: it stops what comes next.
    private var found: RunFault?
    private var buffer = [UInt8](repeating: 0, count: 16_384)

    // What one call of `carry` is about.
    var exchange = Exchange(capacity: 1)
    var words: [Exchange.Word] = []
    /// Parcels that were taken up and have to be tried again.
    var returned: [Parcel] = []
    /// Parcels that asked, and whose connection ended before the answer: whether they are claimed is not known yet.
    var unanswered: [Parcel] = []
    private var pacer = Pacer(rate: nil)
    /// True where the rate kept something from being begun when it was looked at last.
    private var isHeldBack = false
    var fault: RunFault?
    /// True once parcels were given back for the fault: whoever offered them knows of it.
    var hasGivenBack = false

    package init(settings: RelaySettings) {
        var settings = settings
        settings.trace = settings.trace?.hiding(Redaction(settings))
        self.settings = settings
        openings = Openings(settings)
        reopening = Reopening(connections: settings.connections)
    }

    deinit { openings.abandon() }

    // MARK: The loop

    package func carry(_ exchange: Exchange) {
        (self.exchange, fault, refusal, hasGivenBack) = (exchange, nil, nil, false)
        opinion = RelayOpinion()
        pacer = Pacer(rate: exchange.pace?.rate, history: exchange.pace?.history ?? [])
        if let found { stop(found) }
        found = nil
        openings.wake { [exchange] in exchange.wake() }
        reopening.begin()
        while true {
            takeAnswers()
            takeOpened()
            fill()
            let isOver = isOver
            if isOver { endTheRow() }
            exchange.say(words)
            words = []
            if isOver { break }
            wait()
        }
        openings.wake(nil)
        if !hasGivenBack { found = fault }
    }

    /// Opens a connection, with TLS and login, without sending anything; says what the relay can do.
    package func open() throws(RunFault) -> Capabilities {
        if let lane = lanes.first { return lane.connection.capabilities }
        let lane = Lane(try RelayConnection(settings), settings)
        lanes.append(lane)
        reopening.stands(lanes.count)
        return lane.connection.capabilities
    }

    private var isOver: Bool {
        guard lanes.allSatisfy(\.isIdle) else { return false }
        return exchange.isOver && returned.isEmpty && unanswered.isEmpty
    }

    package func expect(_ messages: Int) {
        let wanted = min(messages, settings.connections) - lanes.count
        while openings.count < wanted { openings.open() }
    }

    package func takeLeave() {
        for case .success(let connection) in openings.takeFinished().map(\.connection) {
            lanes.append(Lane(connection, settings))
        }
        openings.abandon()
        openings = Openings(settings)
        leaving += lanes.filter { $0.sayGoodbye() }
        for lane in lanes where !leaving.contains(where: { $0 === lane }) { lane.connection.close() }
        lanes = []
    }

    package func close() {
        takeLeave()
        let deadline = ContinuousClock.now + min(settings.timeouts.reply, .seconds(1))
        var polled = leaving.map { pollfd(fd: $0.connection.socket, events: Int16(POLLIN), revents: 0) }
        // Each answers or closes; those that do neither in time are left alone.
        while polled.contains(where: { $0.fd >= 0 }), ContinuousClock.now < deadline {
            guard poll(&polled, nfds_t(polled.count), 100) >= 0 || errno == EINTR else { break }
            for index in polled.indices where polled[index].revents != 0 { polled[index].fd = -1 }
        }
        for lane in leaving { lane.connection.close() }
        leaving = []
        found = nil
    }

    // MARK: Connections

    private func takeOpened() {
        let finished = openings.count > 0 ? openings.takeFinished() : []
        for result in finished {
            switch result.connection {
            case .success(let connection):
                lanes.append(Lane(connection, settings))
                reopening.stands(lanes.count)
            case .failure(let fault): refusal = (fault, max(result.duration, refusal?.duration ?? .zero))
            }
        }
        guard let refusal else { return }
        if !finished.isEmpty { reopening.refused(beside: lanes.count + openings.count) }
        guard lanes.isEmpty, openings.count == 0, fault == nil else { return }
        // As long as there is nobody to be mailed, it stops nothing.
        guard exchange.waiting > 0 || !returned.isEmpty else { return }
        if reopening.mayWait(after: refusal.fault, taking: refusal.duration) {
            self.refusal = nil
        } else {
            stop(reopening.fault(for: refusal.fault))
        }
    }

    /// Takes a lane away, and decides about the parcels that are left on it.
    func drop(_ lane: Lane) -> [Parcel] {
        lanes.removeAll { $0 === lane }
        // Those that stood are gone: it is worth another try.
        if lanes.isEmpty { refusal = nil }
        lane.connection.close()
        return lane.takeParcels()
    }

    // MARK: Messages

    /// Gives every lane with room a message, and opens further ones where messages wait.
    private func fill() {
        let isWaiting = reopening.isWaiting()
        isHeldBack = false
        if fault != nil || exchange.isStopped { return clearUp() }
        releaseHeld()
        for lane in lanes where lane.isIdle && lane.isSpent {
            _ = lane.sayGoodbye()
            _ = drop(lane)
        }
        for lane in lanes where lane.hasRoom {
            refill(lane)
            handle(lane.pump(), on: lane)
        }
        guard !isWaiting, fault == nil, refusal == nil, lanes.allSatisfy({ !$0.isIdle }), mayBegin() else { return }
        let parcels = (mayTakeUp ? exchange.waiting : 0) + returned.count
        let wanted = min(parcels, reopening.mostConnections - lanes.count)
        while openings.count < wanted { openings.open() }
    }

    /// Recipients who are claimed, or asked for, and whose body leaves as soon as the rate allows. Those whose connection has
    /// gone are not counted: they wait for another one, and neither they nor anybody else must wait behind them.
    private var reserved: Int {
        lanes.count { $0.hasAsked || $0.isGranted || $0.isReady && $0.parcels.first?.isClaimed == true }
            + unanswered.count
    }

    /// False while the rate leaves no room for another envelope.
    private var isTime: Bool {
        guard let pace = exchange.pace else { return true }
        let ahead = reserved + lanes.count { $0.isReady && $0.parcels.first?.isClaimed != true }
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
        lanes.count { !$0.isIdle } + unanswered.count + returned.count(where: \.isClaimed) < settings.connections
    }

    /// False where no further connection is to be had as long as these stand.
    private var mayOpenMore: Bool { refusal == nil && lanes.count + openings.count < reopening.mostConnections }

    /// False where a lane is to come to rest, or to stay so, before it begins with another message: a busy one, for one that
    /// is claimed and has no connection of its own to hope for.
    private func mayTakeUp(_ lane: Lane) -> Bool {
        lane.isIdle ? mayTakeUp : mayOpenMore || !returned.contains(where: \.isClaimed)
    }

    /// The next message for a lane: on an idle one, those that were claimed already come first.
    private func next(for lane: Lane) -> Parcel? {
        if lane.isIdle, let claimed = returned.lastIndex(where: \.isClaimed) { return returned.remove(at: claimed) }
        guard mayTakeUp(lane) else { return nil }
        if let again = returned.lastIndex(where: { !$0.isClaimed }) { return returned.remove(at: again) }
        return exchange.next()
    }

    /// Begins messages on a lane as far as it has room; nothing is sent before it is pumped, so that what a body is on
    /// its way for goes together with it.
    private func refill(_ lane: Lane) {
        while lane.hasRoom, mayBegin() {
            guard let parcel = next(for: lane) else { return }
            if let refusal = lane.start(parcel) { conclude(parcel, .rejected(refusal)) }
        }
    }

    /// Asks for the bodies that the relays wait for, and lets those go that are claimed, as the rate allows: it counts
    /// when a body leaves, however long its claim took.
    private func releaseHeld() {
        for lane in lanes where lane.isReady || lane.isGranted {
            guard fault == nil, let parcel = lane.parcels.first else { continue }
            if parcel.isClaimed {
                if let pace = exchange.pace {
                    let now = pace.now()
                    guard pacer.delay(before: now) == 0 else { continue }
                    pacer.record(now)
                }
                send(lane)
            } else {
                if let pace = exchange.pace {
                    guard pacer.delay(before: pace.now(), afterFurther: reserved) == 0 else { continue }
                }
                words.append(.asks(lane.ask().label))
            }
        }
    }

    private func takeAnswers() {
        for answer in exchange.takeAnswers() {
            switch answer {
            case .mayLeave(let recipient):
                if let lane = asking(recipient) {
                    lane.grant()
                } else if var parcel = takeUnanswered(recipient) {
                    parcel.isClaimed = true
                    returned.append(parcel)
                }
            case .mustNot(let recipient):
                if let lane = asking(recipient) {
                    // The relay waits for a body that must not come: only the end of the connection says so.
                    _ = drop(lane)
                } else {
                    _ = takeUnanswered(recipient)
                }
            }
        }
    }

    private func asking(_ recipient: Int64) -> Lane? {
        lanes.first { $0.hasAsked && $0.parcels.first?.label.recipient == recipient }
    }

    private func takeUnanswered(_ recipient: Int64) -> Parcel? {
        unanswered.firstIndex { $0.label.recipient == recipient }.map { unanswered.remove(at: $0) }
    }

    private func send(_ lane: Lane) {
        lane.sendBody()
        reopening.serves()
        refill(lane)
        handle(lane.pump(), on: lane)
    }

    /// Nothing more is begun. Lanes whose body has not left are given up, and so is what would have been tried again;
    /// those of it that were claimed go back to the queue, the others never left it. Whoever asked is waited for.
    private func clearUp() {
        for lane in lanes where !lane.isIdle && !lane.hasAsked && !lane.isBodyGone {
            giveBack(drop(lane).filter(\.isClaimed))
        }
        giveBack(returned.filter(\.isClaimed))
        returned = []
    }

    // MARK: Waiting

    private func wait() {
        var polled = [pollfd(fd: exchange.wakeup.descriptor, events: Int16(POLLIN), revents: 0)]
        var deadline: ContinuousClock.Instant?
        for lane in lanes {
            let events = lane.wantsToWrite ? POLLIN | POLLOUT : POLLIN
            polled.append(pollfd(fd: lane.connection.socket, events: Int16(events), revents: 0))
            if let own = lane.deadline { deadline = min(own, deadline ?? own) }
        }
        if let own = reopening.deadline { deadline = min(own, deadline ?? own) }
        var patience = deadline.map { max(0, ($0 - ContinuousClock.now).milliseconds + 1) } ?? -1
        let standing = lanes.count + openings.count
        // After a refusal, one who comes is told of it.
        let mayOpen =
            (refusal == nil || standing == 0) && reopening.deadline == nil && mayTakeUp
            && standing < reopening.mostConnections
        let hasRoom = lanes.contains { $0.hasRoom && mayTakeUp($0) }
        let waiting = exchange.waiting
        if let pace = exchange.pace {
            let ready = lanes.filter { $0.isReady || $0.isGranted }
            let isReady = !ready.isEmpty
            let isNext = ready.contains { $0.parcels.first?.isClaimed == true }
            let delay = pacer.delay(before: pace.now(), afterFurther: isNext ? 0 : reserved)
            let lead = isReady ? 0 : SMTPCarrier.leadMilliseconds
            let isHeld = isReady || isHeldBack && waiting + returned.count > 0
            let own = Int(clamping: max(1, delay - lead))
            if isHeld { patience = patience < 0 ? own : min(patience, own) }
        }
        // One who comes while the rate leaves no room is looked at, so that it is known until when to sleep.
        let wantsParcels = (mayOpen || hasRoom) && fault == nil && !(isHeldBack && waiting > 0)
        if !exchange.mayPoll(wantsParcels: wantsParcels, providedFor: hasRoom ? 0 : openings.count) { patience = 0 }
        let count = poll(&polled, nfds_t(polled.count), Int32(clamping: patience))
        exchange.isAwake()
        if count > 0 {
            if polled[0].revents != 0 { exchange.wakeup.silence() }
            let polledLanes = lanes
            for (lane, entry) in zip(polledLanes, polled.dropFirst()) where entry.revents != 0 {
                attend(lane, isReadable: entry.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0)
            }
        }
        guard let deadline, deadline <= .now else { return }
        for lane in lanes {
            if let own = lane.deadline, own <= .now { handle(lane.timeOut(), on: lane) }
        }
    }

    private func attend(_ lane: Lane, isReadable: Bool) {
        if isReadable {
            handle(lane.read(into: &buffer), on: lane)
            lane.noteRecipient(after: opinion.judged)
        }
        // Without PIPELINING, each reply brings the next command.
        if !lane.hasEnded, lanes.contains(where: { $0 === lane }) { handle(lane.pump(), on: lane) }
    }
}
