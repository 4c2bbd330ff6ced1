import Foundation
import Letter
import Testing
import Vocabulary

@testable import Courier

/// Where a run and a carrier meet, and what becomes of a claim whose connection has gone.
@Suite struct ExchangeTests {
    private func parcel(_ number: Int64) throws -> Parcel {
        let message = try message(to: "r\(number)@example.net")
        return Parcel(Parcel.Label(recipient: number, clearance: message.clearance, attempts: 0), message)
    }

    /// Runs a carrier on a thread of its own, as a run does.
    private func carry(_ carrier: SMTPCarrier, _ exchange: Exchange) {
        let carrier = Handover(carrier)
        Thread.detachNewThread {
            carrier.value.carry(exchange)
            carrier.value.close()
            exchange.carrierIsDone()
        }
    }

    @Test func parcelsWaitInTheirOrderAndNoMoreThanThereIsRoomFor() throws {
        let exchange = Exchange(capacity: 2)
        #expect(exchange.offer(try parcel(1), milliseconds: 0) == .taken)
        #expect(exchange.offer(try parcel(2), milliseconds: 0) == .taken)
        #expect(exchange.offer(try parcel(3), milliseconds: 1) == .full)
        #expect(exchange.next()?.label.recipient == 1)
        #expect(exchange.offer(try parcel(3), milliseconds: 0) == .taken)
        exchange.finish()
        #expect(!exchange.isOver)
        #expect([exchange.next(), exchange.next(), exchange.next()].map { $0?.label.recipient } == [2, 3, nil])
        #expect(exchange.isOver)
        exchange.stop(.asked)
        exchange.stop(.fault(RunFault(.dropped, relay: "relay")))
        #expect(exchange.fault == nil)
        #expect(exchange.offer(try parcel(4), milliseconds: 0) == .stopped)
    }

    @Test func nothingLeavesBeforeTheAnswer() throws {
        let relay = try ScriptedRelay()
        defer { relay.stop() }
        let exchange = Exchange(capacity: 4)
        _ = exchange.offer(try parcel(1), milliseconds: 0)
        exchange.finish()
        carry(SMTPCarrier(settings: SMTPCarrierTests.settings(relay)), exchange)
        let words = try #require(exchange.hear())
        guard case .asks(let label)? = words.first else {
            Issue.record("\(words)")
            return
        }
        #expect(label.recipient == 1 && words.count == 1)
        #expect(relay.record.messages.isEmpty)
        exchange.answer([.mayLeave(1)])
        guard case .finished(_, .accepted, wasClaimed: true)? = exchange.hear()?.first else {
            Issue.record("not accepted")
            return
        }
        #expect(exchange.hear() == nil)
        #expect(relay.record.messages.count == 1)
    }

    /// Refused before they are sent, messages use no connection up: not even the only one, by as many as it may carry.
    @Test func moreThanAConnectionMayCarryAreAllTooLarge() throws {
        let relay = try ScriptedRelay(extensions: ["PIPELINING", "SIZE 10"])
        defer { relay.stop() }
        let exchange = Exchange(capacity: 5)
        for number in 1...5 { _ = exchange.offer(try parcel(Int64(number)), milliseconds: 0) }
        exchange.finish()
        let carrier = Handover(SMTPCarrier(settings: SMTPCarrierTests.settings(relay, perConnection: 2)))
        let isDone = Monitor(false)
        Thread.detachNewThread {
            carrier.value.carry(exchange)
            carrier.value.close()
            exchange.carrierIsDone()
            isDone.change { $0 = true }
        }
        try #require(isDone.wait(milliseconds: 20_000) { $0 ? true : nil } == true, "the carrier never ends")
        var rejected: [Int64] = []
        while let words = exchange.hear() {
            for case .finished(let label, .rejected, _) in words { rejected.append(label.recipient) }
        }
        #expect(rejected == [1, 2, 3, 4, 5])
        #expect(relay.record.connections == 1 && relay.record.count("MAIL") == 0)
    }

    /// An objection that came meanwhile: the relay waits for a body that must not come.
    @Test func whoIsWithheldGetsNothingAndTheOthersGoOn() throws {
        let relay = try ScriptedRelay()
        defer { relay.stop() }
        let exchange = Exchange(capacity: 4)
        for number in 1...3 { _ = exchange.offer(try parcel(Int64(number)), milliseconds: 0) }
        exchange.finish()
        carry(SMTPCarrier(settings: SMTPCarrierTests.settings(relay)), exchange)
        var accepted: [Int64] = []
        while let words = exchange.hear() {
            for word in words {
                switch word {
                case .asks(let label):
                    exchange.answer([label.recipient == 2 ? .mustNot(2) : .mayLeave(label.recipient)])
                case .finished(let label, .accepted, _): accepted.append(label.recipient)
                default: Issue.record("\(word)")
                }
            }
        }
        #expect(accepted == [1, 3])
        #expect(relay.record.messages.count == 2)
    }

    /// The relay hangs up while the claim is on its way to the disk: the claim is used on another connection, unless the
    /// body went into the closing one before that was seen; then nobody can know. It is not asked for a second time.
    @Test(arguments: 0..<8) func aClaimOutlivesItsConnection(_ round: Int) throws {
        let relay = try ScriptedRelay {
            $0.connection == 1 && $0.begins("DATA") ? .replyAndClose("354 go on\r\n") : .usual
        }
        defer { relay.stop() }
        let exchange = Exchange(capacity: 4)
        _ = exchange.offer(try parcel(1), milliseconds: 0)
        exchange.finish()
        carry(SMTPCarrier(settings: SMTPCarrierTests.settings(relay)), exchange)
        guard case .asks? = exchange.hear()?.first else {
            Issue.record("does not ask")
            return
        }
        exchange.answer([.mayLeave(1)])
        let words = exchange.hear() ?? []
        guard words.count == 1, case .finished(_, let outcome, wasClaimed: true) = words[0] else {
            Issue.record("\(words)")
            return
        }
        #expect(exchange.hear() == nil)
        switch outcome {
        case .accepted: #expect(relay.record.messages.count == 1 && relay.record.connections == 2)
        case .uncertain: #expect(relay.record.messages.isEmpty)
        default: Issue.record("\(outcome)")
        }
    }

    /// The run stops while a claim is on its way to the disk.
    @Test func aFaultGivesClaimsBack() throws {
        let hasAsked = Monitor(false)
        let relay = try ScriptedRelay { moment in
            guard moment.line.contains("r2@") else { return .usual }
            return hasAsked.wait { $0 ? ScriptedRelay.Answer.reply("550 5.4.5 quota\r\n") : nil }
        }
        defer { relay.stop() }
        var settings = SMTPCarrierTests.settings(relay)
        settings.connections = 2
        settings.timeouts.reply = .seconds(20)
        let exchange = Exchange(capacity: 4)
        for number in 1...2 { _ = exchange.offer(try parcel(Int64(number)), milliseconds: 0) }
        exchange.finish()
        carry(SMTPCarrier(settings: settings), exchange)
        var back: [Int64] = []
        while let words = exchange.hear() {
            for word in words {
                switch word {
                case .asks(let label):
                    hasAsked.change { $0 = true }
                    while exchange.fault == nil { usleep(1000) }
                    exchange.answer([.mayLeave(label.recipient)])
                case .returned(let labels, _): back += labels.map(\.recipient)
                case .finished, .held, .judged: Issue.record("\(word)")
                }
            }
        }
        #expect(exchange.fault?.kind == .quota)
        #expect(back == [1])
        #expect(relay.record.messages.isEmpty)
    }
}
