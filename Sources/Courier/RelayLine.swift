import Letter
import Vocabulary

/// A connection with the dialogue that runs on it: moves the bytes between the two, and keeps the time.
final class RelayLine {
    private let connection: RelayConnection
    private let timeouts: RelayTimeouts
    private var dialogue: SMTPDialogue
    private var buffer = [UInt8](repeating: 0, count: 16_384)
    /// How many messages were begun on it.
    private(set) var messages = 0

    var hasEnded: Bool { dialogue.hasEnded }
    var capabilities: Capabilities { connection.capabilities }

    /// How one message went.
    struct Exchange {
        enum Result { case outcome(Outcome), senderRefused(Reply), notAttempted }
        var result: Result = .notAttempted
        /// Set where the connection is of no more use.
        var end: SMTPDialogue.End?
        fileprivate var isDone = false
    }

    init(_ settings: RelaySettings) throws(RunFault) {
        connection = try RelayConnection(settings)
        timeouts = settings.timeouts
        dialogue = SMTPDialogue(capabilities: connection.capabilities)
    }

    /// What the relay did while the connection rested: a 421 or a close; nil where it still stands.
    func endWhileResting() -> SMTPDialogue.End? {
        var end: SMTPDialogue.End?
        for case .ended(let found) in readOnce(until: nil) { end = found }
        return end
    }

    func exchange(_ message: ClearedMessage) -> Exchange {
        messages += 1
        var exchange = Exchange()
        if let refusal = dialogue.start(message) {
            exchange.result = .outcome(.rejected(refusal))
            return exchange
        }
        var waitsFor = dialogue.phase
        var deadline = ContinuousClock.now + limit
        while !exchange.isDone {
            if let output = dialogue.takeOutput() {
                note(write(output), in: &exchange)
                deadline = ContinuousClock.now + limit
            } else {
                note(readOnce(until: deadline), in: &exchange)
            }
            if dialogue.phase != waitsFor {
                waitsFor = dialogue.phase
                deadline = ContinuousClock.now + limit
            }
        }
        return exchange
    }

    /// Takes leave, as far as that is quickly done.
    func quit() {
        if !dialogue.hasEnded, dialogue.isIdle, case .bytes = connection.send(Array("QUIT\r\n".utf8), from: 0) {
            let patience = min(timeouts.reply, .seconds(1))
            if case .ready = connection.wait(toWrite: false, until: ContinuousClock.now + patience) {
                _ = connection.receive(into: &buffer)
            }
        }
        connection.close()
    }

    private var limit: Duration { dialogue.phase == .message ? timeouts.finalDot : timeouts.reply }

    private func note(_ events: [SMTPDialogue.Event], in exchange: inout Exchange) {
        for event in events {
            switch event {
            case .readyForBody: dialogue.sendBody()
            case .finished(let outcome):
                exchange.result = .outcome(outcome)
                exchange.isDone = true
            case .senderRefused(let reply):
                exchange.result = .senderRefused(reply)
                exchange.isDone = true
            case .ended(let end):
                exchange.end = end
                exchange.isDone = true
            }
        }
    }

    private func write(_ output: [UInt8]) -> [SMTPDialogue.Event] {
        var events: [SMTPDialogue.Event] = []
        var offset = 0
        var deadline = ContinuousClock.now + timeouts.dataBlock
        while offset < output.count, !dialogue.hasEnded {
            switch connection.send(output, from: offset) {
            case .bytes(let count):
                offset += count
                dialogue.sent(count)
                deadline = ContinuousClock.now + timeouts.dataBlock
            case .nothingYet:
                switch connection.wait(toWrite: true, until: deadline) {
                case .timedOut: events += dialogue.connectionLost("the relay takes nothing more")
                // A relay that waits for its replies to be read would otherwise wait for us, and we for it.
                case .ready(let readable): if readable { events += readOnce(until: nil) }
                }
            case .closed: events += dialogue.connectionLost("the connection is closed")
            case .failed(let words):
                // The relay may have said why before it closed.
                events += readOnce(until: nil)
                events += dialogue.connectionLost(words)
            }
        }
        return events
    }

    /// Reads once; waits until the deadline where one is given and nothing has come.
    private func readOnce(until deadline: ContinuousClock.Instant?) -> [SMTPDialogue.Event] {
        while true {
            switch connection.receive(into: &buffer) {
            case .bytes(let count): return dialogue.receive(buffer[..<count])
            case .closed: return dialogue.connectionLost("the relay closed the connection")
            case .failed(let words): return dialogue.connectionLost(words)
            case .nothingYet:
                guard let deadline else { return [] }
                if case .timedOut = connection.wait(toWrite: false, until: deadline) {
                    return dialogue.connectionLost("no reply in time")
                }
            }
        }
    }
}
