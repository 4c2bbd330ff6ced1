import Letter
import Vocabulary
import Wire

/// One connection of a carrier, with the dialogue that runs on it and the messages that are on it: moves the bytes
/// between the two without ever waiting.
///
/// It decides nothing: what relay and network do becomes events, and the carrier judges them. A connection that fails in any way
/// is of no more use; what that means for the messages on it, ``SMTPDialogue`` knows.
final class SMTPSession {
    /// How far the message on the session is. What cannot be, cannot be written: only behind a body that is on its way may there
    /// be a second message, whose envelope travels with it.
    enum State {
        case idle
        /// MAIL, RCPT and DATA are on their way, or answered in part.
        case envelope(QueuedMessage)
        /// The relay waits for the body (354), and nobody was asked yet whether it may leave.
        case ready(QueuedMessage)
        /// The run was asked, and has not answered.
        case awaitingClaim(QueuedMessage)
        /// The relay waits for the body, which may leave: at the next turn that the rate allows.
        case claimed(QueuedMessage)
        /// The body is on its way, or its reply is waited for.
        case body(QueuedMessage, next: QueuedMessage?)
    }

    let connection: RelayConnection
    private let timeouts: RelayTimeouts
    private var dialogue: SMTPDialogue
    private(set) var state = State.idle
    /// What the socket did not take yet. TLS wants the very same bytes again.
    private var pending: [UInt8] = []
    private var offset = 0
    /// How many messages were begun on it.
    private(set) var begun = 0
    /// How many messages have an outcome.
    private var finished = 0
    /// When the relay has had its time; nil where nothing is waited for.
    private(set) var deadline: ContinuousClock.Instant?
    private let limit: Int
    /// The phase that the deadline was set for.
    private var awaitedPhase: SMTPPhase?
    private let trace: Trace?

    init(_ connection: RelayConnection, _ settings: RelaySettings) {
        self.connection = connection
        timeouts = settings.timeouts
        limit = max(1, settings.messagesPerConnection)
        trace = settings.trace
        dialogue = SMTPDialogue(capabilities: connection.capabilities)
    }

    var hasEnded: Bool { dialogue.hasEnded }
    var isIdle: Bool {
        if case .idle = state { return true }
        return false
    }
    var wantsToWrite: Bool { !pending.isEmpty }
    /// True where no message was finished on it: it was made for the one that is on it.
    var isFresh: Bool { finished == 0 }

    /// True once it has served as many messages as one connection may.
    var isSpent: Bool { begun >= limit }
    /// True where another message may be begun: on an idle session, or behind a body that is on its way.
    var hasRoom: Bool {
        if isSpent { return false }
        switch state {
        case .idle: return true
        case .body(_, next: nil): return connection.capabilities.pipelining
        case .envelope, .ready, .awaitingClaim, .claimed, .body: return false
        }
    }

    // MARK: Messages

    /// Begins a message, where ``hasRoom`` says so. Gives the refusal where this relay cannot take it: then nothing of it is
    /// sent.
    func start(_ queued: QueuedMessage) -> Outcome.Refusal? {
        // What is not sent uses nothing up: a session that only refused is as good as new.
        if let refusal = dialogue.start(queued.message) { return refusal }
        begun += 1
        var queued = queued
        queued.takenAfter = nil
        if case .body(let first, _) = state { state = .body(first, next: queued) } else { state = .envelope(queued) }
        return nil
    }

    /// Notes when the relay took the first message's recipient, unless that was done.
    func markRecipientTaken(after judged: Int) {
        guard dialogue.hasRecipient, let first = state.first, first.takenAfter == nil else { return }
        state.first?.takenAfter = judged
    }

    /// The run is asked whether the body may leave.
    func awaitClaim() {
        if case .ready(let queued) = state { state = .awaitingClaim(queued) }
    }

    /// The claim that was asked for is durable.
    func grantClaim() {
        guard case .awaitingClaim(var queued) = state else { return }
        queued.isClaimed = true
        state = .claimed(queued)
    }

    /// The body that is claimed leaves; nothing is sent before ``pump()``.
    func sendBody() {
        guard case .claimed(let first) = state else { return }
        state = .body(first, next: nil)
        dialogue.sendBody()
    }

    /// What became of the first message is known.
    private func removeFirst() -> QueuedMessage? {
        guard let first = state.first else { return nil }
        finished += 1
        if case .body(_, let next?) = state { state = .envelope(next) } else { state = .idle }
        return first
    }

    // MARK: Bytes

    /// What happened on the session.
    enum Event {
        /// The relay waits for the first message's body.
        case ready
        case finished(QueuedMessage, Outcome)
        /// The relay refused MAIL; the messages were not attempted.
        case senderRefused(Reply)
        /// The connection is of no more use. The messages that are left were not attempted.
        case ended(SMTPDialogue.End)
    }

    /// Sends what there is to send, as far as the socket takes it.
    func pump() -> [Event] {
        var hasSent = false
        while true {
            if pending.isEmpty {
                guard let output = dialogue.takeOutput() else { break }
                trace?.sent(output, hidingBody: state.isBody)
                (pending, offset) = (output, 0)
            }
            switch connection.send(pending, from: offset) {
            case .bytes(let count):
                hasSent = true
                offset += count
                dialogue.sent(count)
                if offset == pending.count { pending = [] }
            case .nothingYet:
                deadline = ContinuousClock.now + timeouts.dataBlock
                return []
            case .closed: return events(dialogue.connectionLost("the connection is closed"))
            case .failed(let words):
                // The relay may have said why before it closed.
                var said: [SMTPDialogue.Event] = []
                var buffer = [UInt8](repeating: 0, count: 4096)
                if case .bytes(let count) = connection.receive(into: &buffer) { said = receive(buffer[..<count]) }
                return events(said + dialogue.connectionLost(words))
            }
        }
        // A relay that sends a byte now and then, and never a whole reply, gains no time by it.
        if hasSent { resetDeadline() }
        return []
    }

    /// Reads what has come, without waiting.
    func read(into buffer: inout [UInt8]) -> [Event] {
        switch connection.receive(into: &buffer) {
        case .bytes(let count):
            let found = events(receive(buffer[..<count]))
            // A reply of its own for each command: the time begins anew with each.
            if dialogue.phase != awaitedPhase || state.isOurTurn { resetDeadline() }
            if deadline != nil { connection.acknowledgeAtOnce() }
            return found
        case .closed: return events(dialogue.connectionLost("the relay closed the connection"))
        case .failed(let words): return events(dialogue.connectionLost(words))
        case .nothingYet: return []
        }
    }

    /// The relay did not answer in time, or takes nothing more.
    func timeOut() -> [Event] {
        events(dialogue.connectionLost(pending.isEmpty ? "no reply in time" : "the relay takes nothing more"))
    }

    private func receive(_ bytes: ArraySlice<UInt8>) -> [SMTPDialogue.Event] {
        trace?.received(bytes)
        return dialogue.receive(bytes)
    }

    private func resetDeadline() {
        guard pending.isEmpty else { return }
        // A relay that waits for a body waits for us, and an idle one for nothing.
        guard !dialogue.hasEnded, !isIdle, !state.isOurTurn else {
            (deadline, awaitedPhase) = (nil, nil)
            return
        }
        awaitedPhase = dialogue.phase
        deadline = ContinuousClock.now + (dialogue.phase == .message ? timeouts.finalDot : timeouts.reply)
    }

    private func events(_ found: [SMTPDialogue.Event]) -> [Event] {
        found.compactMap { event in
            switch event {
            case .readyForBody:
                if case .envelope(let queued) = state {
                    state = queued.isClaimed ? .claimed(queued) : .ready(queued)
                }
                return .ready
            case .finished(let outcome): return removeFirst().map { .finished($0, outcome) }
            case .senderRefused(let reply): return .senderRefused(reply)
            case .ended(let end):
                deadline = nil
                return .ended(end)
            }
        }
    }

    /// Takes the messages off a session that is given up.
    func takeMessages() -> [QueuedMessage] {
        defer { state = .idle }
        return state.messages
    }

    // MARK: The end

    /// Says QUIT where that is in order, without waiting for the answer.
    func quit() -> Bool {
        guard !dialogue.hasEnded, dialogue.isIdle, pending.isEmpty else { return false }
        guard case .bytes = connection.send(Array("QUIT\r\n".utf8), from: 0) else { return false }
        trace?.sent("QUIT\r\n".utf8)
        return true
    }
}

extension SMTPSession.State {
    /// The message that the relay's next reply is about.
    fileprivate(set) var first: QueuedMessage? {
        get {
            switch self {
            case .idle: nil
            case .envelope(let first), .ready(let first), .awaitingClaim(let first), .claimed(let first),
                .body(let first, _):
                first
            }
        }
        set {
            guard let newValue else { return }
            switch self {
            case .idle: return
            case .envelope: self = .envelope(newValue)
            case .ready: self = .ready(newValue)
            case .awaitingClaim: self = .awaitingClaim(newValue)
            case .claimed: self = .claimed(newValue)
            case .body(_, let next): self = .body(newValue, next: next)
            }
        }
    }

    /// All messages on the session, the first one first.
    fileprivate var messages: [QueuedMessage] {
        if case .body(let first, let next?) = self { return [first, next] }
        return first.map { [$0] } ?? []
    }

    fileprivate var isBody: Bool {
        if case .body = self { return true }
        return false
    }

    /// True where the relay waits for us.
    fileprivate var isOurTurn: Bool {
        switch self {
        case .ready, .awaitingClaim, .claimed: true
        case .idle, .envelope, .body: false
        }
    }

    /// True where the recipient is claimed, or asked for, and the body has not left.
    var isReserved: Bool {
        switch self {
        case .awaitingClaim, .claimed: true
        case .idle, .envelope, .ready, .body: false
        }
    }

    var isReady: Bool {
        if case .ready = self { return true }
        return false
    }

    var isClaimed: Bool {
        if case .claimed = self { return true }
        return false
    }

    var isAwaitingClaim: Bool {
        if case .awaitingClaim = self { return true }
        return false
    }
}
