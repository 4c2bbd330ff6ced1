import Foundation
import Letter
import Testing
import Vocabulary

@testable import Courier

/// A relay that has served, and then grants no connection for a while.
@Suite struct ReopeningTests {
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

    @Test(arguments: [ScriptedRelay.Answer.replyAndClose("421 4.7.0 too many connections\r\n"), .close])
    func isAskedAgainALittleLater(_ answer: ScriptedRelay.Answer) throws {
        let (relay, carrier) = try carrier(greeting: answer, through: 3)
        defer { relay.stop() }
        let began = ContinuousClock.now
        #expect(try carrier.hand(message(to: "first@example.net")) == Self.accepted)
        #expect(try carrier.hand(message(to: "second@example.net")) == Self.accepted)
        #expect(ContinuousClock.now - began >= .milliseconds(1250))
        carrier.close()
        #expect(relay.record.connections == 4 && relay.record.messages.count == 2)
    }

    /// The wait has an end: three more tries, and the run stops with nothing done for the message.
    @Test func isNotAskedForEver() throws {
        let (relay, carrier) = try carrier(greeting: .replyAndClose("421 4.3.2 busy\r\n"), through: 99)
        defer { relay.stop() }
        #expect(try carrier.hand(message()) == Self.accepted)
        let fault = #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(fault?.kind == .turnedAway && fault?.detail == "421 4.3.2 busy")
        #expect(relay.record.connections == 5)
        carrier.close()
    }

    @Test func isNotAskedAgainWhereItRefusesForGood() throws {
        let (relay, carrier) = try carrier(greeting: .reply("554 5.3.2 no service\r\n"), through: 99)
        defer { relay.stop() }
        #expect(try carrier.hand(message()) == Self.accepted)
        #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(relay.record.connections == 2)
        carrier.close()
    }

    @Test func isNotWaitedForWhereItHasNeverServed() throws {
        let relay = try ScriptedRelay { $0.begins("CONNECT") ? .replyAndClose("421 busy\r\n") : .usual }
        defer { relay.stop() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        #expect(throws: RunFault.self) { try carrier.hand(message()) }
        #expect(relay.record.connections == 1)
        carrier.close()
    }

    /// Whoever asks the run to stop does not wait for the relay.
    @Test(.timeLimit(.minutes(1))) func isNotWaitedForAfterAStop() async throws {
        let (relay, carrier) = try carrier(greeting: .replyAndClose("421 busy\r\n"), through: 99)
        defer { relay.stop() }
        #expect(try carrier.hand(message()) == Self.accepted)
        let exchange = Exchange(capacity: 1)
        _ = exchange.offer(try parcel("second@example.net"), milliseconds: 0)
        carry(exchange, carrier)
        // Two are turned away; the third try is a second away, the one after it four.
        while relay.record.connections < 4 { try await Task.sleep(for: .milliseconds(5)) }
        let asked = ContinuousClock.now
        exchange.stop(.asked)
        while !exchange.isCarrierDone(withinMilliseconds: 10) { await Task.yield() }
        #expect(ContinuousClock.now - asked < .seconds(3))
        #expect(exchange.fault == nil && relay.record.messages.count == 1)
        carrier.close()
    }

    /// A connection that was made ahead, and turned away, stops the run once somebody is there to be mailed: not before,
    /// and without another try.
    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func oneMadeAheadStopsNothingForNobody(_ isSomebodyThere: Bool) async throws {
        let relay = try ScriptedRelay { $0.begins("CONNECT") ? .replyAndClose("421 busy\r\n") : .usual }
        defer { relay.stop() }
        let carrier = SMTPCarrier(settings: SMTPCarrierTests.settings(relay))
        carrier.expect(1)
        let made = carrier.openings.state
        while made.look(\.finished.isEmpty) { try await Task.sleep(for: .milliseconds(2)) }
        let exchange = Exchange(capacity: 1)
        carry(exchange, carrier)
        while !made.look(\.finished.isEmpty) { try await Task.sleep(for: .milliseconds(2)) }
        // It has heard of the refusal by the time it sleeps.
        while exchange.fault == nil, !exchange.isCarrierAsleep { try await Task.sleep(for: .milliseconds(2)) }
        #expect(exchange.fault == nil)
        if isSomebodyThere { _ = exchange.offer(try parcel("first@example.net"), milliseconds: 0) }
        exchange.finish()
        while !exchange.isCarrierDone(withinMilliseconds: 10) { await Task.yield() }
        #expect(exchange.fault?.kind == (isSomebodyThere ? .turnedAway : nil))
        #expect(relay.record.connections == 1)
        carrier.close()
    }

    private func parcel(_ address: String) throws -> Parcel {
        let message = try message(to: address)
        var parcel = Parcel(Parcel.Label(recipient: 1, clearance: message.clearance, attempts: 0), message)
        parcel.isClaimed = true
        return parcel
    }

    private func carry(_ exchange: Exchange, _ carrier: SMTPCarrier) {
        let carrier = Handover(carrier)
        Thread.detachNewThread {
            carrier.value.carry(exchange)
            exchange.carrierIsDone()
        }
    }
}
