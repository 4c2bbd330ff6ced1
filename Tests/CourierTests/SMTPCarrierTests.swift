import Letter
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// The carrier against a scripted relay, with and without PIPELINING.
@Suite struct SMTPCarrierTests {
    static let pipelining: [[String]] = [["PIPELINING", "8BITMIME", "SIZE 0"], ["8BITMIME"]]

    /// Long enough for a busy machine.
    static let patience = Duration.seconds(30)
    /// For a relay that says nothing.
    static let littlePatience = Duration.milliseconds(800)

    static func settings(
        _ relay: ScriptedRelay, perConnection: Int = 100, patience: Duration = patience
    ) -> RelaySettings {
        let short = RelayTimeouts(connect: .seconds(5), reply: patience, dataBlock: patience, finalDot: patience)
        return RelaySettings(
            host: "127.0.0.1", port: relay.port, security: .none, messagesPerConnection: perConnection, timeouts: short)
    }

    /// Hands over one message that the script troubles, then one that it does not.
    func outcomes(
        _ extensions: [String], patience: Duration = patience,
        _ script: @escaping @Sendable (ScriptedRelay.Turn) -> ScriptedRelay.Answer
    ) throws -> (first: Outcome, second: Outcome, record: ScriptedRelay.Record) {
        let relay = try ScriptedRelay(extensions: extensions, script: script)
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: Self.settings(relay, patience: patience))
        let first = try carrier.hand(message(to: "first@example.net"))
        let second = try carrier.hand(message(to: "second@example.net"))
        carrier.close()
        return (first, second, relay.finalRecord)
    }

    @Test(arguments: pipelining) func messagesArriveByteForByte(extensions: [String]) throws {
        let (first, second, record) = try outcomes(extensions) { _ in .usual }
        #expect(first == .accepted(reply: "250 2.0.0 queued"))
        #expect(second == .accepted(reply: "250 2.0.0 queued"))
        #expect(record.connections == 1)
        #expect(
            try record.messages.map(\.bytes) == [
                message(to: "first@example.net").bytes, message(to: "second@example.net").bytes,
            ])
        #expect(record.lines.last == "QUIT")
        #expect(record.count("RSET") == 0)
    }

    @Test(arguments: pipelining) func repliesMaySplitAnywhere(extensions: [String]) throws {
        let (first, second, record) = try outcomes(extensions) { moment in
            switch moment.line {
            case "DATA": .octets(Array("354 go\r\n".utf8), singly: true)
            case ".": .octets(Array("250-2.0.0 two\r\n250 2.0.0 lines\r\n".utf8), singly: true)
            default: .usual
            }
        }
        #expect(first == .accepted(reply: "250 2.0.0 two 2.0.0 lines"))
        #expect(second == first)
        #expect(record.connections == 1)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let at: String
        let reply: String
        let phase: SMTPPhase
        var testDescription: String { "\(at) \(reply)" }
    }

    static let refusals = [
        Refusal(at: "RCPT", reply: "550 5.1.1 no such user", phase: .recipient),
        Refusal(at: "RCPT", reply: "450 4.2.0 later", phase: .recipient),
        Refusal(at: "RCPT", reply: "452 4.5.3 too many", phase: .recipient),
        Refusal(at: "DATA", reply: "554 5.5.1 no", phase: .data),
        Refusal(at: "DATA", reply: "451 4.3.0 later", phase: .data),
        Refusal(at: ".", reply: "552 5.3.4 too large", phase: .message),
        Refusal(at: ".", reply: "452 4.3.1 no room", phase: .message),
        Refusal(at: ".", reply: "554 5.7.1 spam", phase: .message),
        Refusal(at: "MAIL", reply: "552 5.3.4 too large", phase: .mail),
    ]

    @Test(arguments: refusals, pipelining)
    func refusalsDoNotCostTheConnection(refusal: Refusal, extensions: [String]) throws {
        let hits = Mutex(0)
        let (first, second, record) = try outcomes(extensions) { moment in
            guard moment.begins(refusal.at) else { return .usual }
            let isFirst = hits.withLock { hits in
                hits += 1
                return hits == 1
            }
            return isFirst ? .reply(refusal.reply + "") : .usual
        }
        let status = EnhancedStatusCode(prefixOf: refusal.reply.dropFirst(4))
        let expected = Outcome.Refusal(phase: refusal.phase, reply: refusal.reply, status: status)
        #expect(first == (refusal.reply.hasPrefix("5") ? .rejected(expected) : .deferred(expected)))
        #expect(second == .accepted(reply: "250 2.0.0 queued"))
        #expect(record.connections == 1)
    }

    /// Where DATA travels with a RCPT that is refused and the relay answers 354 all the same, a lone dot goes.
    @Test func aLoneDotEndsDataWithoutRecipients() throws {
        let (first, second, record) = try outcomes(["PIPELINING"]) { moment in
            if moment.line.contains("first@") { return .reply("550 5.1.1 unknown") }
            return moment.line == "DATA" ? .reply("354 go on") : .usual
        }
        guard case .rejected(let refusal) = first else {
            Issue.record("\(first)")
            return
        }
        #expect(refusal.phase == .recipient)
        #expect(second == .accepted(reply: "250 2.0.0 queued"))
        #expect(record.withoutRecipient == [[]] && record.messages.count == 1)
        #expect(record.connections == 1)
    }

    @Test(arguments: ["RCPT", "DATA", "."], pipelining)
    func closingWith421DefersAndReopens(at: String, extensions: [String]) throws {
        let (first, second, record) = try outcomes(extensions) { moment in
            moment.connection == 1 && moment.begins(at) ? .replyAndClose("421 4.3.2 going down") : .usual
        }
        guard case .deferred(let refusal) = first else {
            Issue.record("\(first)")
            return
        }
        #expect(refusal.reply == "421 4.3.2 going down")
        #expect(second == .accepted(reply: "250 2.0.0 queued"))
        #expect(record.connections == 2)
    }

    /// Before the final dot nothing was attempted: the message goes over a new connection.
    @Test(arguments: ["MAIL", "RCPT", "DATA"], pipelining)
    func aLossBeforeTheDotIsTriedAgain(at: String, extensions: [String]) throws {
        for answer in [ScriptedRelay.Answer.close, .stall] {
            let (first, second, record) = try outcomes(extensions, patience: Self.littlePatience) { moment in
                moment.connection == 1 && moment.begins(at) ? answer : .usual
            }
            #expect(first == .accepted(reply: "250 2.0.0 queued"))
            #expect(second == .accepted(reply: "250 2.0.0 queued"))
            #expect(record.connections == 2)
            #expect(record.messages.count == 2)
        }
    }

    @Test func a421AtMailOfAStandingConnectionIsNoFault() throws {
        let mails = Mutex(0)
        let again = try outcomes(["PIPELINING"]) { moment in
            guard moment.begins("MAIL") else { return .usual }
            let isSecond = mails.withLock { mails in
                mails += 1
                return mails == 2
            }
            return isSecond ? .replyAndClose("421 4.7.0 too many messages") : .usual
        }
        #expect(again.second == .accepted(reply: "250 2.0.0 queued"))
        #expect(again.record.connections == 2)
    }

    @Test func aConnectionClosedBetweenMessagesIsOpenedAgain() throws {
        let (_, second, record) = try outcomes(["PIPELINING"]) { moment in
            moment.connection == 1 && moment.line == "." ? .replyAndClose("250 2.0.0 queued") : .usual
        }
        #expect(second == .accepted(reply: "250 2.0.0 queued"))
        #expect(record.connections == 2)
    }

    @Test(arguments: pipelining) func silenceAfterTheDotIsUncertain(extensions: [String]) throws {
        for answer in [ScriptedRelay.Answer.close, .stall] {
            let (first, second, record) = try outcomes(extensions, patience: Self.littlePatience) { moment in
                moment.connection == 1 && moment.line == "." ? answer : .usual
            }
            guard case .uncertain = first else {
                Issue.record("\(first)")
                return
            }
            #expect(second == .accepted(reply: "250 2.0.0 queued"))
            #expect(record.connections == 2)
            // Never resent by itself.
            #expect(record.messages.count == 2)
        }
    }

    @Test func aRecipientWhoseConnectionAlwaysBreaksIsDeferred() throws {
        let (first, second, record) = try outcomes(["PIPELINING"]) { $0.line.contains("first@") ? .close : .usual }
        guard case .deferred(let refusal) = first else {
            Issue.record("\(first)")
            return
        }
        #expect(refusal.phase == .recipient)
        #expect(second == .accepted(reply: "250 2.0.0 queued"))
        #expect(record.connections == 3)
    }

    @Test func aConnectionServesSoManyMessages() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: Self.settings(relay, perConnection: 2))
        for _ in 0..<5 { _ = try carrier.hand(message()) }
        carrier.close()
        let record = relay.finalRecord
        #expect(record.connections == 3)
        #expect(record.count("QUIT") == 3)
        #expect(record.messages.count == 5)
    }

    @Test func aLargeMessageGoesThroughWhileTheRelayIsSlow() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let line = ".\(String(repeating: "x", count: 70))\r\n"
        let big = try message(text: "Subject: big\r\n\r\n" + String(repeating: line, count: 20_000))
        let carrier = SMTPCarrier(settings: Self.settings(relay))
        #expect(try carrier.hand(big) == .accepted(reply: "250 2.0.0 queued"))
        // Compared first: a failure would print every byte of both.
        let isWhole = relay.record.messages.map(\.bytes) == [big.bytes]
        #expect(isWhole)
        carrier.close()
    }

    @Test func whatTheRelayCannotTakeIsNotSent() throws {
        let relay = try ScriptedRelay(extensions: ["PIPELINING", "SIZE 300"])
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: Self.settings(relay))
        let large = try carrier.hand(message(text: "Subject: a\r\n\r\n" + String(repeating: "x", count: 400) + "\r\n"))
        let utf8 = try carrier.hand(message(to: "zoé@example.net"))
        let header = try carrier.hand(message(to: "éva@example.net", text: "To: éva@example.net\r\n\r\nx\r\n"))
        let body = try carrier.hand(message(text: "Subject: e\r\n\r\né\r\n"))
        let smuggled = try carrier.hand(message(text: "Subject: e\r\n\r\na\n.\nMAIL FROM:<x@example.com>\r\n"))
        let statuses = [large, utf8, header, body, smuggled].map { outcome -> String? in
            guard case .rejected(let refusal) = outcome else { return nil }
            return refusal.status?.description
        }
        #expect(statuses == ["5.3.4", "5.6.7", "5.6.7", "5.6.3", "5.6.0"])
        #expect(relay.record.count("MAIL") == 0)
        #expect(try carrier.hand(message()) == .accepted(reply: "250 2.0.0 queued"))
        carrier.close()
    }

    @Test func parametersGoOnlyWhereAnnounced() throws {
        let relay = try ScriptedRelay(extensions: ["PIPELINING", "SIZE", "8BITMIME", "SMTPUTF8"])
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: Self.settings(relay))
        let text = "Subject: e\r\n\r\né\r\n"
        _ = try carrier.hand(message(to: "zoé@bücher.example", text: text))
        carrier.close()
        let count = text.utf8.count
        let mail = "MAIL FROM:<you@example.org> SIZE=\(count) BODY=8BITMIME SMTPUTF8"
        #expect(relay.record.lines.contains(mail))
        #expect(relay.record.lines.contains("RCPT TO:<zoé@xn--bcher-kva.example>"))

        let plain = try ScriptedRelay(extensions: [])
        defer { plain.close() }
        let other = SMTPCarrier(settings: Self.settings(plain))
        _ = try other.hand(message())
        other.close()
        #expect(plain.record.lines.contains("MAIL FROM:<you@example.org>"))
    }
}
