import Foundation
import Letter
import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// A relay that has served, and then grants no connection for a while.
@Suite struct ReconnectPolicyTests {
    private static let accepted = Outcome.accepted(reply: "250 2.0.0 queued")

    /// What the connections from the second to `last` are greeted with; each connection carries one message.
    private func carrier(
        greeting answer: ScriptedRelay.Answer, through last: Int
    ) throws -> (relay: ScriptedRelay, carrier: SMTPCarrier) {
        let relay = try ScriptedRelay { moment in
            moment.begins("CONNECT") && (2...last).contains(moment.connection) ? answer : .usual
        }
        return (relay, SMTPCarrier(settings: SMTPCarrierTests.settings(relay, perConnection: 1)))
    }

    @Test(arguments: [ScriptedRelay.Answer.replyAndClose("421 4.7.0 too many connections"), .close])
    func isAskedAgainALittleLater(_ answer: ScriptedRelay.Answer) throws {
        let (relay, carrier) = try carrier(greeting: answer, through: 3)
        defer { relay.close() }
        let began = ContinuousClock.now
        #expect(try carrier.hand(message(to: "first@example.net")) == Self.accepted)
        #expect(try carrier.hand(message(to: "second@example.net")) == Self.accepted)
        #expect(ContinuousClock.now - began >= .milliseconds(1250))
        carrier.close()
        #expect(relay.record.connections == 4 && relay.record.messages.count == 2)
    }

    /// The wait has an end: three more tries, and the run stops with nothing done for the message.
    @Test func isNotAskedForEver() throws {
        let (relay, carrier) = try carrier(greeting: .replyAndClose("421 4.3.2 busy"), through: 99)
        defer { relay.close() }
        #expect(try carrier.hand(message()) == Self.accepted)
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message()) }
        // The settings are not to blame.
        #expect(fault?.kind == .dropped && fault?.detail == "421 4.3.2 busy")
        #expect(relay.record.connections == 5)
        carrier.close()
    }

    @Test func isNotAskedAgainWhereItRefusesForGood() throws {
        let (relay, carrier) = try carrier(greeting: .reply("554 5.3.2 no service"), through: 99)
        defer { relay.close() }
        #expect(try carrier.hand(message()) == Self.accepted)
        #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(relay.record.connections == 2)
        carrier.close()
    }

    @Test func isNotWaitedForWhereItHasNeverServed() throws {
        let relay = try ScriptedRelay { $0.begins("CONNECT") ? .replyAndClose("421 busy") : .usual }
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(relay.record.connections == 1)
        carrier.close()
    }

    /// Whoever asks the run to stop does not wait for the relay.
    @Test func isNotWaitedForAfterAStop() throws {
        let queue = DeliveryQueue(capacity: 1)
        let asked = Monitor<ContinuousClock.Instant?>(nil)
        let relay = try ScriptedRelay { moment in
            guard moment.begins("CONNECT"), moment.connection > 1 else { return .usual }
            if moment.connection == 4 {
                // The next try is four seconds away, once this refusal is heard.
                Thread.detachNewThread {
                    usleep(100_000)
                    asked.update { $0 = .now }
                    queue.stop(.asked)
                }
            }
            return .replyAndClose("421 busy")
        }
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay, perConnection: 1))
        #expect(try carrier.hand(message()) == Self.accepted)
        _ = queue.offer(try queued("second@example.net"), milliseconds: 0)
        carrier.carry(queue)
        let since = try #require(asked.read { $0 })
        #expect(ContinuousClock.now - since < .seconds(3))
        #expect(queue.fault == nil && relay.record.messages.count == 1)
        carrier.close()
    }

    /// A connection that was made ahead, and turned away, stops the run once somebody is there to be mailed: not before,
    /// and without another try.
    @Test(.timeLimit(.minutes(30)), arguments: [true, false])
    func oneMadeAheadStopsNothingForNobody(_ isSomebodyThere: Bool) async throws {
        let relay = try ScriptedRelay { $0.begins("CONNECT") ? .replyAndClose("421 busy") : .usual }
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        carrier.prewarm(1)
        let made = carrier.openings.state
        while made.read(\.finished.isEmpty) { try await Task.sleep(for: .milliseconds(2)) }
        let queue = DeliveryQueue(capacity: 1)
        carry(queue, carrier)
        while !made.read(\.finished.isEmpty) { try await Task.sleep(for: .milliseconds(2)) }
        // It has heard of the refusal by the time it sleeps.
        while queue.fault == nil, !queue.isCarrierAsleep { try await Task.sleep(for: .milliseconds(2)) }
        #expect(queue.fault == nil)
        if isSomebodyThere {
            _ = queue.offer(try queued("first@example.net"), milliseconds: 0)
            // It is told of it at once, not only when nobody else will come.
            while queue.fault == nil { try await Task.sleep(for: .milliseconds(2)) }
        }
        queue.finish()
        while !queue.isCarrierDone(withinMilliseconds: 10) { await Task.yield() }
        #expect(queue.fault?.kind == (isSomebodyThere ? .turnedAway : nil))
        #expect(relay.record.connections == 1)
        carrier.close()
    }

    // MARK: With a rate

    /// The relay hangs up while a claim is on its way to the disk, and the next message may only leave in ten seconds: the one
    /// that is claimed does not wait behind itself. Where its body went into the closing connection, nobody can know.
    @Test(.timeLimit(.minutes(30)), arguments: [1, 2], 0..<4)
    func aClaimWithoutAConnectionIsNoOnesNext(_ connections: Int, _ round: Int) throws {
        let relay = try ScriptedRelay {
            $0.connection == 1 && $0.begins("DATA") ? .replyAndClose("354 go on") : .usual
        }
        defer { relay.close() }
        var settings = SMTPCarrierTests.settings(relay)
        settings.connections = connections
        let queue = DeliveryQueue(capacity: 4, pace: pace(1, perSeconds: 10, Calls()))
        _ = queue.offer(try queued("first@example.net", isClaimed: false), milliseconds: 0)
        queue.finish()
        let carrier = SMTPCarrier(settings: settings)
        carry(queue, carrier)
        guard case .readyForBody? = queue.nextEvents()?.first else {
            Issue.record("does not ask")
            return
        }
        // By then it knows of the connection's end.
        guard case .timeout = queue.nextEvents(withinMilliseconds: 200) else {
            Issue.record("says more than it asked")
            return
        }
        let answered = ContinuousClock.now
        queue.answer([.mayLeave(1)])
        guard case .finished(_, let outcome, wasClaimed: true)? = queue.nextEvents()?.first else {
            Issue.record("says nothing of it")
            return
        }
        #expect(ContinuousClock.now - answered < .seconds(5))
        if case .uncertain = outcome {
            #expect(relay.record.messages.isEmpty)
        } else {
            #expect(outcome == Self.accepted && relay.record.connections == 2)
        }
        while !queue.isCarrierDone(withinMilliseconds: 10) { _ = queue.nextEvents(withinMilliseconds: 10) }
        carrier.close()
    }

    /// The time to ask again comes while it is not time for a message: the carrier sleeps until then, and all tries are left.
    @Test(.timeLimit(.minutes(30))) func theRateIsWaitedForAsleep() throws {
        let relay = try ScriptedRelay { moment in
            guard moment.begins("CONNECT"), [2, 3].contains(moment.connection) else { return .usual }
            // The first one has served and gone by the time this one is refused.
            if moment.connection == 2 { usleep(300_000) }
            return .replyAndClose("421 4.7.0 too many connections")
        }
        defer { relay.close() }
        var settings = SMTPCarrierTests.settings(relay, perConnection: 1)
        settings.connections = 2
        let calls = Calls()
        let queue = DeliveryQueue(capacity: 4, pace: pace(1, perSeconds: 3, calls))
        let carrier = SMTPCarrier(settings: settings)
        for address in ["first@example.net", "second@example.net"] {
            _ = queue.offer(try queued(address), milliseconds: 0)
        }
        queue.finish()
        carry(queue, carrier)
        var accepted = 0
        while let events = queue.nextEvents() {
            for case .finished(_, .accepted, _) in events { accepted += 1 }
        }
        #expect(accepted == 2 && queue.fault == nil)
        #expect(relay.record.connections == 4)
        #expect(calls.count < 300, "it looks at the clock once or twice each time that it wakes")
        carrier.close()
    }

    private final class Calls: Sendable {
        private let lock = NSLock()
        nonisolated(unsafe) private var made = 0
        var count: Int { lock.withLock { made } }
        func note() { lock.withLock { made += 1 } }
    }

    private func pace(_ messages: Int, perSeconds seconds: Int, _ calls: Calls) -> DeliveryQueue.Pace {
        DeliveryQueue.Pace(rate: Pacer.Rate(messages: messages, perSeconds: seconds), history: []) {
            calls.note()
            return Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        }
    }

    private func queued(_ address: String, isClaimed: Bool = true) throws -> QueuedMessage {
        let message = try message(to: address)
        var queued = QueuedMessage(
            QueuedMessage.Label(recipient: 1, clearance: message.clearance, attempts: 0), message)
        queued.isClaimed = isClaimed
        return queued
    }

    // MARK: The rule itself

    private static let busy = RunFault(.turnedAway, relay: "mail.example.com:25", detail: "421 4.3.2 busy")

    /// Why it is waited for, or not.
    @Test(
        arguments: [
            (.turnedAway, "421 4.3.2 busy", 0, true), (.turnedAway, "", 9, true),
            (.unreachable, "Connection refused", 0, true),
            // For good, or late: it will not be otherwise in a moment.
            (.turnedAway, "554 5.3.2 no service", 0, false), (.unreachable, "server response timeout", 300, false),
            // Asking again would make it worse, or be unsafe.
            (.loginRefusedForNow, "454 4.7.0 too many logins", 0, false), (.loginRefused, "535 no", 0, false),
            (.certificate, "", 0, false), (.tls, "", 0, false), (.startTLSNotOffered, "", 0, false),
            (.dropped, "", 0, false),
        ] as [(RunFault.Kind, String, Int, Bool)])
    func waitsForWhatMayPass(_ kind: RunFault.Kind, _ detail: String, _ seconds: Int, _ isWaitedFor: Bool) {
        let fault = RunFault(kind, relay: "mail.example.com:25", detail: detail)
        var reconnectPolicy = ReconnectPolicy(connections: 4)
        let before = reconnectPolicy.mayRetry(after: fault, taking: .seconds(seconds))
        #expect(!before, "it has never served")
        reconnectPolicy.connected(1)
        let mayRetry = reconnectPolicy.mayRetry(after: fault, taking: .seconds(seconds))
        #expect(mayRetry == isWaitedFor && (reconnectPolicy.deadline != nil) == isWaitedFor)
        let isWaiting = reconnectPolicy.isWaiting()
        #expect(isWaiting == isWaitedFor)
    }

    @Test func triesAreGivenBackByAConnectionAndByAnotherBeginning() {
        var reconnectPolicy = ReconnectPolicy(connections: 4)
        reconnectPolicy.connected(1)
        for giveBack in [{ (_: inout ReconnectPolicy) in }, { $0.connected(1) }, { $0.begin() }] {
            giveBack(&reconnectPolicy)
            let answers = (0..<4).map { _ in reconnectPolicy.mayRetry(after: Self.busy, taking: .zero) }
            #expect(answers == [true, true, true, false])
        }
        reconnectPolicy.connected(1)
        #expect(reconnectPolicy.deadline == nil)
    }

    /// One knocks where none stands; where one is let in, twice as many are tried, up to the setting.
    @Test func asManyAreTriedAsTheRelayMayGrant() {
        var reconnectPolicy = ReconnectPolicy(connections: 50)
        #expect(reconnectPolicy.mostConnections == 50)
        reconnectPolicy.refused(beside: 3)
        #expect(reconnectPolicy.mostConnections == 3)
        reconnectPolicy.refused(beside: 0)
        #expect(reconnectPolicy.mostConnections == 1)
        var most: [Int] = []
        for count in [1, 2, 3, 4, 5, 8, 16, 32, 33, .max] {
            reconnectPolicy.connected(count)
            most.append(reconnectPolicy.mostConnections)
        }
        #expect(most == [2, 4, 6, 8, 10, 16, 32, 50, 50, 50])
    }

    @Test func theSettingsAreNotToBlameOnceItHasServed() {
        var reconnectPolicy = ReconnectPolicy(connections: 1)
        #expect(reconnectPolicy.fault(for: Self.busy) == Self.busy)
        reconnectPolicy.connected(1)
        #expect(reconnectPolicy.fault(for: Self.busy) == Self.busy, "nothing was sent")
        reconnectPolicy.sentMessage()
        for kind in RunFault.Kind.allCases {
            let fault = RunFault(kind, relay: "mail.example.com:25", detail: "said")
            let said = reconnectPolicy.fault(for: fault)
            #expect(said.kind == ([.turnedAway, .unreachable].contains(kind) ? .dropped : kind))
            #expect((said.relay, said.detail) == (fault.relay, fault.detail))
        }
    }

    private func carry(_ queue: DeliveryQueue, _ carrier: SMTPCarrier) {
        let carrier = TransferBox(carrier)
        Thread.detachNewThread {
            carrier.value.carry(queue)
            queue.carrierIsDone()
        }
    }
}
