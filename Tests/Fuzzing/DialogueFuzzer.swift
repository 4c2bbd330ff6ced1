import Vocabulary

@testable import Courier
@testable import Gate
@testable import Letter

// What libFuzzer drives: `make fuzz` builds and runs it. The bytes are what a relay says; a few that no UTF-8 text has
// are what happens meanwhile. A broken promise ends the program, and libFuzzer keeps the bytes that led there.

/// What the bytes from 0xF8 on stand for.
private enum Move: UInt8 {
    /// One message more is begun.
    case start = 0xF8
    /// The socket takes all that there is to send.
    case sendAll
    /// The socket takes one octet.
    case sendOne
    /// The claim is durable: the body may go.
    case body
    /// What the relay said so far arrives in a portion of its own.
    case portion
    case lost
}

/// Plays one connection, and counts what was promised of it.
private struct Play {
    var dialogue: SMTPDialogue
    let letter: ClearedMessage
    var started = 0
    var concluded = 0
    var bodies = 0
    var accepted = 0
    var ended = 0
    var ready = false
    /// Handed over by the dialogue, and not taken by the socket yet.
    var pending = 0

    mutating func take(_ events: [SMTPDialogue.Event]) {
        for event in events {
            precondition(ended == 0, "an event after the end")
            switch event {
            case .readyForBody:
                precondition(!ready && bodies < started, "ready for a body that nobody has")
                ready = true
            case .finished(let outcome):
                concluded += 1
                ready = false
                if case .accepted = outcome { accepted += 1 }
                if case .uncertain = outcome { precondition(bodies > 0, "in doubt without a body") }
            case .senderRefused:
                concluded += 1
                ready = false
            case .ended: ended += 1
            }
        }
        precondition(concluded <= started, "more outcomes than messages")
        precondition(accepted <= bodies, "accepted without a body")
    }

    mutating func make(_ move: Move) {
        switch move {
        case .start:
            guard started - concluded < 2, !dialogue.hasEnded, dialogue.start(letter) == nil else { return }
            started += 1
        case .sendAll, .sendOne:
            if let output = dialogue.takeOutput() {
                precondition(!output.isEmpty && ended == 0, "output after the end")
                pending += output.count
            }
            let count = move == .sendAll ? pending : min(1, pending)
            dialogue.sent(count)
            pending -= count
        case .body:
            guard ready else { return }
            ready = false
            bodies += 1
            dialogue.sendBody()
        case .portion: break
        case .lost: take(dialogue.connectionLost("lost"))
        }
    }
}

/// However its octets are cut, a stream says the same.
private func readTwice(_ bytes: [UInt8]) {
    var (whole, single) = (ReplyReader(), ReplyReader())
    let expected = whole.feed(bytes)
    let found = bytes.flatMap { single.feed(CollectionOfOne($0)) }
    precondition(expected == found && whole.fault == single.fault, "portions matter")
    for reply in expected {
        precondition((200...599).contains(reply.code) && !reply.lines.isEmpty, "no reply at all")
        precondition(reply.lines.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } }, "controls")
        _ = (reply.description, reply.enhanced)
    }
    _ = Capabilities(ehlo: expected.first?.lines ?? [])
}

private func letter() -> ClearedMessage? {
    guard let recipient = try? AddrSpec(parsing: "ada@example.net"),
        let sender = try? AddrSpec(parsing: "you@example.org")
    else { return nil }
    let clearance = Clearance(
        letter: "autumn", contact: ContactID(1), address: recipient,
        purpose: Purpose(name: "newsletter", context: .professional, description: [:]), fields: ContactFields(),
        evidence: nil, policyRevision: "", isTest: false)
    return ClearedMessage(
        clearance: clearance, envelope: Envelope(reversePath: sender, forwardPath: recipient),
        bytes: Array("Subject: Hello\r\n\r\nHello.\r\n.dot\r\n".utf8))
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let flags = bytes.first, let letter = letter() else { return 0 }
    readTwice(Array(bytes.dropFirst()))
    var capabilities = Capabilities()
    capabilities.pipelining = flags & 1 != 0
    capabilities.announcesSize = flags & 2 != 0
    capabilities.eightBitMIME = flags & 4 != 0
    var play = Play(dialogue: SMTPDialogue(capabilities: capabilities), letter: letter)
    var said: [UInt8] = []
    for byte in bytes.dropFirst() {
        guard let move = Move(rawValue: byte) else {
            said.append(byte)
            continue
        }
        play.take(play.dialogue.receive(said))
        said = []
        play.make(move)
    }
    play.take(play.dialogue.receive(said))
    play.take(play.dialogue.connectionLost("the end"))
    precondition(play.ended == 1, "a connection that does not end")
    precondition(play.dialogue.takeOutput() == nil && play.dialogue.receive([0x32]).isEmpty, "talk after the end")
    return 0
}
