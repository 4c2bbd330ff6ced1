import Letter
import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// The dialogue without any connection: replies in, commands out.
@Suite struct SMTPDialogueTests {
    private static func capabilities(_ lines: String...) -> Capabilities { Capabilities(ehlo: ["relay"] + lines) }

    private func text(_ bytes: [UInt8]?) -> String { bytes.map { String(decoding: $0, as: UTF8.self) } ?? "nothing" }

    /// Takes the output and says that all of it was sent.
    private func flush(_ dialogue: inout SMTPDialogue) -> String {
        let output = dialogue.takeOutput()
        dialogue.sent(output?.count ?? 0)
        return text(output)
    }

    @Test func theNextEnvelopeTravelsWithTheBody() throws {
        var dialogue = SMTPDialogue(capabilities: Self.capabilities("PIPELINING"))
        let envelope = "MAIL FROM:<you@example.org>\r\nRCPT TO:<ada@example.net>\r\nDATA\r\n"
        #expect(try dialogue.start(message(text: "A: b\r\n\r\n.x\r\n")) == nil)
        #expect(flush(&dialogue) == envelope)
        #expect(try dialogue.start(message(text: "C: d\r\n\r\ny")) == nil)
        #expect(flush(&dialogue) == "nothing")
        #expect(dialogue.receive(Array("250 a\r\n250 b\r\n354 c\r\n".utf8)) == [.readyForBody])
        dialogue.sendBody()
        #expect(flush(&dialogue) == "A: b\r\n\r\n..x\r\n.\r\n" + envelope)
        let events = dialogue.receive(Array("250 one\r\n250 a\r\n250 b\r\n354 c\r\n".utf8))
        #expect(events == [.finished(.accepted(reply: "250 one")), .readyForBody])
        dialogue.sendBody()
        #expect(flush(&dialogue) == "C: d\r\n\r\ny\r\n.\r\n")
        #expect(dialogue.receive(Array("250 two\r\n".utf8)) == [.finished(.accepted(reply: "250 two"))])
        #expect(dialogue.isIdle)
    }

    @Test func aRefusedEnvelopeBetweenTwoMessagesIsReset() throws {
        var dialogue = SMTPDialogue(capabilities: Self.capabilities("PIPELINING"))
        _ = try dialogue.start(message())
        _ = flush(&dialogue)
        _ = try dialogue.start(message(to: "bob@example.net"))
        let events = dialogue.receive(Array("250 a\r\n550 5.1.1 no\r\n503 no\r\n".utf8))
        let refusal = Outcome.Refusal(phase: .recipient, reply: "550 5.1.1 no", status: EnhancedStatusCode(5, 1, 1))
        #expect(events == [.finished(.rejected(refusal))])
        #expect(flush(&dialogue) == "RSET\r\nMAIL FROM:<you@example.org>\r\nRCPT TO:<bob@example.net>\r\nDATA\r\n")
    }

    /// The doubt begins with the last byte of the final dot, not before.
    @Test func uncertainExactlyOnceTheDotIsOut() throws {
        for missing in [1, 0] {
            var dialogue = SMTPDialogue(capabilities: Self.capabilities())
            _ = try dialogue.start(message())
            for reply in ["250 a\r\n", "250 b\r\n", "354 c\r\n"] {
                _ = flush(&dialogue)
                _ = dialogue.receive(Array(reply.utf8))
            }
            dialogue.sendBody()
            dialogue.sent((dialogue.takeOutput()?.count ?? 0) - missing)
            let events = dialogue.connectionLost("gone")
            let end = SMTPDialogue.Event.ended(.init(reason: .lost("gone"), phase: .message))
            #expect(events == (missing == 0 ? [.finished(.uncertain(cause: "gone")), end] : [end]))
        }
    }

    @Test func a250BeforeTheDotIsOutIsNotBelieved() throws {
        var dialogue = SMTPDialogue(capabilities: Self.capabilities("PIPELINING"))
        _ = try dialogue.start(message())
        _ = flush(&dialogue)
        #expect(dialogue.receive(Array("250 a\r\n250 b\r\n354 c\r\n".utf8)) == [.readyForBody])
        dialogue.sendBody()
        dialogue.sent((dialogue.takeOutput()?.count ?? 0) - 1)
        let events = dialogue.receive(Array("250 early\r\n".utf8))
        guard case .ended(let end) = events.first, case .broken = end.reason else {
            Issue.record("\(events)")
            return
        }
    }

    /// A relay that takes a recipient without a sender, and then waits, must not be given a blank message.
    @Test func noBlankMessageForAnAcceptedRecipient() throws {
        var dialogue = SMTPDialogue(capabilities: Self.capabilities("PIPELINING"))
        _ = try dialogue.start(message())
        _ = flush(&dialogue)
        let events = dialogue.receive(Array("550 no\r\n250 b\r\n354 c\r\n".utf8))
        #expect(events.first == .senderRefused(Reply(code: 550, lines: ["no"])))
        #expect(dialogue.takeOutput() == nil)
        #expect(dialogue.hasEnded)
    }

    @Test(arguments: 0..<300) func garbageNeverMakesAnAcceptance(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "250 ok\r\n", "250-more\r\n", "354 go\r\n", "550 5.1.1 no\r\n", "450 later\r\n", "421 bye\r\n", "\r\n",
            "\n",
            "2", "25", "999 x\r\n", "250", "554-\r\n", "\u{0}", "é", "503 bad\r\n", "250\n", "333 x\r\n", "220 hi\r\n",
            String(repeating: "a", count: 5000),
        ]
        let extensions = Bool.random(using: &random) ? ["relay", "PIPELINING"] : ["relay"]
        var dialogue = SMTPDialogue(capabilities: Capabilities(ehlo: extensions))
        var open = 0
        var dotsOut = 0
        var finals = 0
        for _ in 0..<60 {
            if open < 2, try dialogue.start(message()) == nil, !dialogue.hasEnded { open += 1 }
            let output = dialogue.takeOutput() ?? []
            dialogue.sent(output.count)
            if text(output).contains("End.\r\n.\r\n") { dotsOut += 1 }
            let piece = random.next() % 3 == 0 ? pieces.randomElement(using: &random) ?? "" : nextGood(dialogue)
            for event in dialogue.receive(Array(piece.utf8)) {
                switch event {
                case .readyForBody: dialogue.sendBody()
                case .finished(let outcome):
                    open -= 1
                    switch outcome {
                    case .accepted(let reply):
                        finals += 1
                        #expect(reply.hasPrefix("250"))
                    case .uncertain: finals += 1
                    case .deferred, .rejected: break
                    }
                    #expect(finals <= dotsOut)
                case .senderRefused: open -= 1
                case .ended: open = 0
                }
            }
            if dialogue.hasEnded { break }
        }
        _ = dialogue.connectionLost("end")
        #expect(dialogue.connectionLost("again").isEmpty)
    }

    private func nextGood(_ dialogue: SMTPDialogue) -> String { dialogue.phase == .data ? "354 go\r\n" : "250 ok\r\n" }

    @Test(arguments: 0..<100) func dotsAreDoubledAsTheStandardSays(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [".", "\r\n", "a", "..", "\r\n.", "\r\n.\r\n", "é"]
        let body = (0..<Int.random(in: 0..<40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        let message = try message(text: body.joined())
        let form = WireForm(message)
        var output: [UInt8] = []
        form.append(message.bytes, to: &output)

        // The other way round: what a server makes of it.
        var received: [UInt8] = []
        var lines: [[UInt8]] = [[]]
        for byte in output {
            lines[lines.count - 1].append(byte)
            if byte == 0x0A { lines.append([]) }
        }
        #expect(lines.removeLast().isEmpty)
        #expect(lines.removeLast() == Array(".\r\n".utf8))
        for line in lines {
            #expect(line != Array(".\r\n".utf8))
            received += line.first == 0x2E ? line.dropFirst() : line[...]
        }
        let isEnded = message.bytes.isEmpty || message.bytes.suffix(2) == Array("\r\n".utf8)[...]
        #expect(received == message.bytes + (isEnded ? [] : Array("\r\n".utf8)))
        #expect(!form.hasBareLineEnd)
    }

    @Test(arguments: ["a\nb", "a\rb", "\n", "\r", "a\r\n\r", "a\r\r\nb", "a\r\n.\nb\r\n"])
    func bareLineEndsAreSeen(text: String) throws {
        #expect(WireForm(try message(text: text)).hasBareLineEnd)
    }
}

/// Reading replies.
@Suite struct ReplyReaderTests {
    @Test func portionsDoNotMatter() {
        let text = Array("250-first\r\n250 second\r\n354\n550 5.1.1 no\r\n".utf8)
        let whole = [
            Reply(code: 250, lines: ["first", "second"]), Reply(code: 354, lines: [""]),
            Reply(code: 550, lines: ["5.1.1 no"]),
        ]
        for size in 1...text.count {
            var reader = ReplyReader()
            var replies: [Reply] = []
            var start = 0
            while start < text.count {
                replies += reader.feed(text[start..<min(start + size, text.count)])
                start += size
            }
            #expect(replies == whole)
            #expect(reader.fault == nil)
        }
    }

    @Test(arguments: [
        "hello\r\n", "25\r\n", "\r\n", "150 x\r\n", "600 x\r\n", "2500 x\r\n", "250_x\r\n", "250-a\r\n550 b\r\n",
        " 250 x\r\n",
    ])
    func malformedLinesAreFaults(text: String) {
        var reader = ReplyReader()
        #expect(reader.feed(Array(text.utf8)).isEmpty)
        #expect(reader.fault != nil)
        #expect(reader.feed(Array("250 ok\r\n".utf8)).isEmpty)
    }

    @Test func boundsHold() {
        var reader = ReplyReader()
        _ = reader.feed(repeatElement(0x32, count: 100_000))
        #expect(reader.fault != nil)
        reader = ReplyReader()
        for _ in 0..<1000 { _ = reader.feed(Array("250-x\r\n".utf8)) }
        #expect(reader.fault != nil)
    }
}
