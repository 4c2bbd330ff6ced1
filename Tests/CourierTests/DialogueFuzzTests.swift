import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// Whatever a relay sends, in whatever portions: no crash, no outcome twice, nothing accepted that was not.
@Suite struct DialogueFuzzTests {
    private static let pieces = [
        "220 hi\r\n", "250 ok\r\n", "250-a\r\n", "250 2.0.0 queued\r\n", "354 go\r\n", "354\r\n", "421 4.3.2 bye\r\n",
        "450 4.2.1 busy\r\n", "452 4.5.3 many\r\n", "550 5.1.1 no\r\n", "550-x\r\n550 y\r\n", "554 5.7.1 spam\r\n",
        "\r\n", "\n",
        "2", "25", "250", "250-", "999 x\r\n", "\u{0}\u{1}\r\n", "é250 x\r\n",
        "250 " + String(repeating: "y", count: 5000), "QUIT\r\n",
    ]

    private struct Play {
        var started = 0
        var finished = 0
        var bodies = 0
        var accepted = 0
        var senderRefused = 0
        var ended = 0
        var trail: [String] = []

        mutating func note(_ event: SMTPDialogue.Event) {
            trail.append("\(event)".prefix(60).description)
            switch event {
            case .readyForBody: break
            case .finished(let outcome):
                finished += 1
                if case .accepted = outcome { accepted += 1 }
            case .senderRefused: senderRefused += 1
            case .ended: ended += 1
            }
        }
    }

    @Test(arguments: 0..<400) func survives(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var capabilities = Capabilities()
        capabilities.pipelining = Bool.random(using: &random)
        capabilities.announcesSize = Bool.random(using: &random)
        var dialogue = SMTPDialogue(capabilities: capabilities)
        var play = Play()
        var pending = 0
        for _ in 0..<300 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1:
                if play.started - play.finished - play.senderRefused < 2, !dialogue.hasEnded {
                    if dialogue.start(try message(to: "r\(play.started)@example.net")) == nil { play.started += 1 }
                }
            case 2, 3:
                if let output = dialogue.takeOutput() { pending += output.count }
                let sent = Int.random(in: 0...pending, using: &random)
                dialogue.sent(sent)
                pending -= sent
            case 4:
                for event in Bool.random(using: &random) ? [] : dialogue.connectionLost("lost") { play.note(event) }
            default:
                let piece = Array((DialogueFuzzTests.pieces.randomElement(using: &random) ?? "").utf8)
                var rest = piece[...]
                while !rest.isEmpty {
                    let count = Int.random(in: 1...rest.count, using: &random)
                    for event in dialogue.receive(rest.prefix(count)) {
                        play.note(event)
                        if case .readyForBody = event, Bool.random(using: &random) {
                            dialogue.sendBody()
                            play.bodies += 1
                        }
                    }
                    rest = rest.dropFirst(count)
                }
            }
        }
        #expect(play.finished + play.senderRefused <= play.started, "\(play.trail)")
        #expect(play.accepted <= play.bodies, "\(play.trail)")
        #expect(play.ended <= 1)
        if dialogue.hasEnded {
            #expect(dialogue.takeOutput() == nil && dialogue.receive(Array("250 ok\r\n".utf8)).isEmpty)
        }
    }

    /// However its bytes are cut, a stream of replies says the same.
    @Test(arguments: 0..<200) func repliesDoNotDependOnPortions(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let stream = (0..<30).flatMap { _ in Array((DialogueFuzzTests.pieces.randomElement(using: &random) ?? "").utf8)
        }
        var whole = ReplyReader()
        let expected = whole.feed(stream)
        var cut = ReplyReader()
        var found: [Reply] = []
        var rest = stream[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...min(9, rest.count), using: &random)
            found += cut.feed(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        #expect(found == expected)
        #expect(cut.fault == whole.fault)
        #expect(found.allSatisfy { $0.lines.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 } } })
    }
}
