import Letter
import Vocabulary

/// One connection of a carrier, with the dialogue that runs on it and the messages that are on it: moves the bytes
/// between the two without ever waiting.
final class SMTPSession {
    let connection: RelayConnection
    private let timeouts: RelayTimeouts
    private var dialogue: SMTPDialogue
    /// The first may be on the wire; the second one's envelope travels behind its body.
    private(set) var messages: [QueuedMessage] = []
    /// What the socket did not take yet. TLS wants the very same bytes again.
    private var pending: [UInt8] = []
    private var offset = 0
    /// How many messages were begun on it.
    private(set) var begun = 0
    /// How many messages have an outcome.
    private var finished = 0
    /// When the relay has had its time; nil where nothing is waited for.
    private(set) var deadline: ContinuousClock.Instant?
    /// True where the relay waits for a body that is not asked for yet.
    private(set) var isReady = false
    /// True where the first message was asked for and not answered.
    private(set) var hasAsked = false
    /// True where the first message's body may leave, and has not.
    private(set) var isGranted = false
    /// True once the first message's body is on its way.
    private(set) var isBodyGone = false
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
    var isIdle: Bool { messages.isEmpty }
    var wantsToWrite: Bool { !pending.isEmpty }
    /// True where no message was finished on it: it was made for the one that is on it.
    var isFresh: Bool { finished == 0 }

    /// True once it has served as many messages as one connection may.
    var isSpent: Bool { begun >= limit }
    /// True where another message may be begun: on an idle session, or behind a body that is on its way.
    var hasRoom: Bool {
        if isSpent { return false }
        return messages.isEmpty || messages.count == 1 && connection.capabilities.pipelining && isBodyGone
    }

    // MARK: Messages

    /// Begins a message. Gives the refusal where this relay cannot take it: then nothing of it is sent.
    func start(_ queued: QueuedMessage) -> Outcome.Refusal? {
        // What is not sent uses nothing up: a session that only refused is as good as new.
        if let refusal = dialogue.start(queued.message) { return refusal }
        begun += 1
        messages.append(queued)
        messages[messages.count - 1].takenAfter = nil
        return nil
    }

    /// Notes when the relay took the first message's recipient, unless that was done.
    func markRecipientTaken(after judged: Int) {
        guard dialogue.hasRecipient, let first = messages.first, first.takenAfter == nil else { return }
        messages[0].takenAfter = judged
    }

    /// The first message is asked for.
    func ask() -> QueuedMessage {
        (isReady, hasAsked) = (false, true)
        return messages[0]
    }

    /// The first message is claimed.
    func grant() {
        (hasAsked, isGranted) = (false, true)
        messages[0].isClaimed = true
    }

    /// The first message's body leaves; nothing is sent before ``pump()``.
    func sendBody() {
        (isReady, hasAsked, isGranted, isBodyGone) = (false, false, false, true)
        dialogue.sendBody()
    }

    /// What became of the first message is known.
    private func removeFirst() -> QueuedMessage? {
        guard !messages.isEmpty else { return nil }
        (isReady, hasAsked, isGranted, isBodyGone) = (false, false, false, false)
        finished += 1
        return messages.removeFirst()
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
                trace?.sent(output, hidingBody: isBodyGone)
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
            if dialogue.phase != awaitedPhase || isReady { resetDeadline() }
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
        guard !dialogue.hasEnded, !messages.isEmpty, !isReady, !hasAsked, !isGranted else {
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
                isReady = !messages.isEmpty
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
        defer { messages = [] }
        return messages
    }

    // MARK: The end

    /// Says QUIT where that is in order, without waiting for the answer.
    func quit() -> Bool {
        guard !dialogue.hasEnded, dialogue.isIdle, pending.isEmpty else { return false }
        guard case .bytes = connection.send(Array("QUIT\r\n".utf8), from: 0) else { return false }
        trace?.sent(Array("QUIT\r\n".utf8), hidingBody: false)
        return true
    }
}
