import Foundation
import Letter
import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// Where a run and a carrier meet, and what becomes of a claim whose connection has gone.
@Suite struct DeliveryQueueTests {
    private func queued(_ number: Int64) throws -> QueuedMessage {
        let message = try message(to: "r\(number)@example.net")
        return QueuedMessage(QueuedMessage.Label(recipient: number, clearance: message.clearance, attempts: 0), message)
    }

    /// Runs a carrier on a thread of its own, as a run does.
    private func carry(_ carrier: SMTPCarrier, _ queue: DeliveryQueue) {
        let carrier = TransferBox(carrier)
        Thread.detachNewThread {
            carrier.value.carry(queue)
            carrier.value.close()
            queue.carrierIsDone()
        }
    }

    @Test func messagesWaitInTheirOrderAndNoMoreThanThereIsRoomFor() throws {
        let queue = DeliveryQueue(capacity: 2)
        #expect(queue.offer(try queued(1), milliseconds: 0) == .taken)
        #expect(queue.offer(try queued(2), milliseconds: 0) == .taken)
        #expect(queue.offer(try queued(3), milliseconds: 1) == .full)
        #expect(queue.next()?.label.recipient == 1)
        #expect(queue.offer(try queued(3), milliseconds: 0) == .taken)
        queue.finish()
        #expect(!queue.isOver)
        #expect([queue.next(), queue.next(), queue.next()].map { $0?.label.recipient } == [2, 3, nil])
        #expect(queue.isOver)
        queue.stop(.asked)
        queue.stop(.fault(RunFault(.dropped, relay: "relay")))
        #expect(queue.fault == nil)
        #expect(queue.offer(try queued(4), milliseconds: 0) == .stopped)
    }

    @Test func nothingLeavesBeforeTheAnswer() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let queue = DeliveryQueue(capacity: 4)
        _ = queue.offer(try queued(1), milliseconds: 0)
        queue.finish()
        carry(SMTPCarrier(settings: SMTPCarrierTests.settings(relay)), queue)
        let events = try #require(queue.nextEvents())
        guard case .readyForBody(let label)? = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect(label.recipient == 1 && events.count == 1)
        #expect(relay.record.messages.isEmpty)
        queue.answer([.mayLeave(1)])
        guard case .finished(_, .accepted, wasClaimed: true)? = queue.nextEvents()?.first else {
            Issue.record("not accepted")
            return
        }
        #expect(queue.nextEvents() == nil)
        #expect(relay.record.messages.count == 1)
    }

    /// Refused before they are sent, messages use no connection up: not even the only one, by as many as it may carry.
    @Test func moreThanAConnectionMayCarryAreAllTooLarge() throws {
        let relay = try ScriptedRelay(extensions: ["PIPELINING", "SIZE 10"])
        defer { relay.close() }
        let queue = DeliveryQueue(capacity: 5)
        for number in 1...5 { _ = queue.offer(try queued(Int64(number)), milliseconds: 0) }
        queue.finish()
        let carrier = TransferBox(SMTPCarrier(settings: SMTPCarrierTests.settings(relay, perConnection: 2)))
        let isDone = Monitor(false)
        Thread.detachNewThread {
            carrier.value.carry(queue)
            carrier.value.close()
            queue.carrierIsDone()
            isDone.update { $0 = true }
        }
        try #require(isDone.wait(milliseconds: 20_000) { $0 ? true : nil } == true, "the carrier never ends")
        var rejected: [Int64] = []
        while let events = queue.nextEvents() {
            for case .finished(let label, .rejected, _) in events { rejected.append(label.recipient) }
        }
        #expect(rejected == [1, 2, 3, 4, 5])
        #expect(relay.record.connections == 1 && relay.record.count("MAIL") == 0)
    }

    /// An objection that came meanwhile: the relay waits for a body that must not come.
    @Test func whoIsWithheldGetsNothingAndTheOthersGoOn() throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let queue = DeliveryQueue(capacity: 4)
        for number in 1...3 { _ = queue.offer(try queued(Int64(number)), milliseconds: 0) }
        queue.finish()
        carry(SMTPCarrier(settings: SMTPCarrierTests.settings(relay)), queue)
        var accepted: [Int64] = []
        while let events = queue.nextEvents() {
            for event in events {
                switch event {
                case .readyForBody(let label):
                    queue.answer([label.recipient == 2 ? .mustNot(2) : .mayLeave(label.recipient)])
                case .finished(let label, .accepted, _): accepted.append(label.recipient)
                default: Issue.record("\(event)")
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
            $0.connection == 1 && $0.begins("DATA") ? .replyAndClose("354 go on") : .usual
        }
        defer { relay.close() }
        let queue = DeliveryQueue(capacity: 4)
        _ = queue.offer(try queued(1), milliseconds: 0)
        queue.finish()
        carry(SMTPCarrier(settings: SMTPCarrierTests.settings(relay)), queue)
        guard case .readyForBody? = queue.nextEvents()?.first else {
            Issue.record("does not ask")
            return
        }
        queue.answer([.mayLeave(1)])
        let events = queue.nextEvents() ?? []
        guard events.count == 1, case .finished(_, let outcome, wasClaimed: true) = events[0] else {
            Issue.record("\(events)")
            return
        }
        #expect(queue.nextEvents() == nil)
        switch outcome {
        case .accepted: #expect(relay.record.messages.count == 1 && relay.record.connections == 2)
        case .uncertain: #expect(relay.record.messages.isEmpty)
        default: Issue.record("\(outcome)")
        }
    }

    /// The same where the claim is answered on the carrier's own thread: however long that takes, the connection is looked at before
    /// a body goes into it, and nobody is in doubt.
    @Test func noBodyGoesIntoAConnectionThatHasEnded() throws {
        let relay = try ScriptedRelay {
            $0.connection == 1 && $0.begins("DATA") ? .replyAndClose("354 go on") : .usual
        }
        defer { relay.close() }
        let queue = DeliveryQueue(capacity: 4)
        let outcomes = Monitor<[Outcome]>([])
        queue.hand { events in
            events.compactMap { event in
                switch event {
                case .readyForBody(let label):
                    if relay.record.connections == 1 { #expect(relay.becomesQuiet()) }
                    return .mayLeave(label.recipient)
                case .finished(_, let outcome, _): outcomes.update { $0.append(outcome) }
                default: Issue.record("\(event)")
                }
                return nil
            }
        }
        _ = queue.offer(try queued(1), milliseconds: 0)
        queue.finish()
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        carrier.carry(queue)
        carrier.close()
        guard case .accepted? = outcomes.read(\.first) else {
            Issue.record("\(outcomes.read { $0 })")
            return
        }
        #expect(relay.record.messages.count == 1 && relay.record.connections == 2)
    }

    /// The run stops while a claim is on its way to the disk.
    @Test func aFaultGivesClaimsBack() throws {
        let hasAsked = Monitor(false)
        let relay = try ScriptedRelay { moment in
            guard moment.line.contains("r2@") else { return .usual }
            return hasAsked.wait { $0 ? ScriptedRelay.Answer.reply("550 5.4.5 quota") : nil }
        }
        defer { relay.close() }
        var settings = SMTPCarrierTests.settings(relay)
        settings.connections = 2
        settings.timeouts.reply = .seconds(20)
        let queue = DeliveryQueue(capacity: 4)
        for number in 1...2 { _ = queue.offer(try queued(Int64(number)), milliseconds: 0) }
        queue.finish()
        carry(SMTPCarrier(settings: settings), queue)
        var back: [Int64] = []
        while let events = queue.nextEvents() {
            for event in events {
                switch event {
                case .readyForBody(let label):
                    hasAsked.update { $0 = true }
                    while queue.fault == nil { usleep(1000) }
                    queue.answer([.mayLeave(label.recipient)])
                case .returned(let labels, _): back += labels.map(\.recipient)
                case .finished, .held, .judged: Issue.record("\(event)")
                }
            }
        }
        #expect(queue.fault?.kind == .quota)
        #expect(back == [1])
        #expect(relay.record.messages.isEmpty)
    }
}
