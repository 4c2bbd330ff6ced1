import Foundation
import Letter
import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// A carrier beside a run: who is held while it is open whom the relay means, and what becomes of them.
@Suite struct RowOfRefusalsTests {
    /// What was said of each recipient, in order: `held`, `judged`, `accepted`, `rejected`, `deferred`, `returned`.
    private struct Account {
        var events: [String] = []
        var fault: RunFault?
        func who(_ event: String) -> [String] {
            events.filter { $0.hasPrefix(event + " ") }.map { String($0.dropFirst(event.count + 1)) }
        }
    }

    /// Sends to `names` (a local part, the domain's first letter behind a point: `p1.a`) through a relay that answers so.
    private func send(
        to names: [String], connections: Int = 1, extensions: [String] = ["PIPELINING"],
        onHeld: (String, DeliveryQueue) -> Void = { _, _ in },
        _ script: @escaping @Sendable (ScriptedRelay.Turn) -> ScriptedRelay.Answer
    ) throws -> (account: Account, record: ScriptedRelay.Record) {
        let relay = try ScriptedRelay(extensions: extensions, script: script)
        defer { relay.close() }
        var settings = SMTPCarrierTests.settings(relay)
        settings.connections = connections
        let queue = DeliveryQueue(capacity: names.count)
        for (number, name) in names.enumerated() {
            let parts = name.split(separator: ".")
            let message = try message(to: "\(parts[0])@\(parts[1]).example.net")
            let label = QueuedMessage.Label(recipient: Int64(number), clearance: message.clearance, attempts: 0)
            _ = queue.offer(QueuedMessage(label, message), milliseconds: 0)
        }
        queue.finish()
        let carrier = TransferBox(SMTPCarrier(settings: settings))
        Thread.detachNewThread {
            carrier.value.carry(queue)
            carrier.value.close()
            queue.carrierIsDone()
        }
        var account = Account()
        while let events = queue.nextEvents() {
            for event in events {
                func tell(_ verb: String, _ label: QueuedMessage.Label) {
                    account.events.append("\(verb) \(names[Int(label.recipient)])")
                }
                switch event {
                case .readyForBody(let label): queue.answer([.mayLeave(label.recipient)])
                case .finished(let label, let outcome, _): tell("\(outcome)".prefix { $0 != "(" }.description, label)
                case .held(let label, _, _):
                    tell("held", label)
                    onHeld(names[Int(label.recipient)], queue)
                case .judged(let label, _): tell("judged", label)
                case .returned(let labels, _): for label in labels { tell("returned", label) }
                }
            }
        }
        account.fault = queue.fault
        return (account, relay.record)
    }

    static let mixed = (1...9).map { "p\($0).\($0 % 2 == 0 ? "a" : "b")" }

    @Test(
        arguments: ["RCPT", "DATA", "."],
        [("550 5.7.1", RunFault.Kind.distrust), ("554", .distrust), ("451 4.7.1", .distrustForNow)])
    func theFifthInARowStopsTheRun(_ at: String, _ reply: (String, RunFault.Kind)) throws {
        let (account, _) = try send(to: Self.mixed) { $0.begins(at) ? .reply(reply.0 + " no") : .usual }
        #expect(account.fault?.kind == reply.1 && account.fault?.detail == reply.0 + " no")
        // Of those whose envelope was on its way by then, nobody is marked either.
        #expect(account.who("held") == Array(Self.mixed.prefix(5)))
        #expect(account.who("judged").isEmpty && account.who("rejected").isEmpty && account.who("deferred").isEmpty)
    }

    @Test func anAcceptanceMakesItTheirOwnMatter() throws {
        let (account, _) = try send(to: Self.mixed) { moment in
            moment.begins("RCPT") && !moment.line.contains("p5@") ? .reply("550 5.7.1 no") : .usual
        }
        #expect(account.fault == nil)
        #expect(account.who("accepted") == ["p5.b"])
        #expect(account.who("judged") == Self.mixed.filter { $0 != "p5.b" })
        #expect(account.who("held") == account.who("judged"))
        let events = account.events
        // Those before it, as soon as it is known.
        #expect(events.firstIndex(of: "judged p4.a").map { $0 < events.firstIndex(of: "held p6.a") ?? 0 } == true)
    }

    @Test func oneHostsMatterIsNotTheSenders() throws {
        let names = ["q1.c"] + (1...12).map { "p\($0).a" }
        let (account, _) = try send(to: names) { moment in
            moment.begins("RCPT") && moment.line.contains("@a.") ? .reply("550 5.7.1 no") : .usual
        }
        #expect(account.fault == nil)
        #expect(account.who("judged").count == 12 && account.who("accepted") == ["q1.c"])
    }

    @Test(arguments: [1, 2]) func aRunWithoutOneAcceptance(_ count: Int) throws {
        let (account, _) = try send(to: Array(Self.mixed.prefix(count))) {
            $0.line == "." ? .reply("554 no") : .usual
        }
        #expect(account.fault?.kind == (count == 1 ? nil : .distrust))
        #expect(account.who("held").count == count && account.who("judged").count == (count == 1 ? 1 : 0))
    }

    /// Several connections, and an acceptance that comes after the run has stopped: nobody is marked by it.
    @Test func whatComesAfterTheStop() throws {
        let isStopped = Monitor(0)
        let isOnTheWire = Monitor(false)
        let (account, _) = try send(to: ["ok.c"] + Self.mixed, connections: 2) { moment in
            if moment.begins("RCPT"), !moment.line.contains("ok@") {
                // Before its body has left, it would not be let go any more.
                Self.wait { isOnTheWire.read { $0 } }
                return isStopped.update { count in
                    count += 1
                    return .reply("550 5.7.1 no")
                }
            }
            guard moment.line == "." else { return .usual }
            isOnTheWire.update { $0 = true }
            // The other connection has had its five by then.
            Self.wait { isStopped.read { $0 } >= 5 }
            usleep(50_000)
            return .usual
        }
        #expect(account.fault?.kind == .distrust)
        #expect(account.who("accepted") == ["ok.c"])
        #expect(account.who("held").count >= 5 && account.who("judged").isEmpty && account.who("rejected").isEmpty)
    }

    private static func wait(for condition: () -> Bool) {
        let deadline = Date(timeIntervalSinceNow: 5)
        while !condition(), Date() < deadline { usleep(1000) }
    }

    /// What a relay took before it began to refuse the sender says nothing for those whom it refused meanwhile, however late
    /// it is accepted.
    @Test func aLateAcceptance() throws {
        let seen = Monitor((dots: 0, accepted: 0, refused: 0))
        let (account, _) = try send(to: ["ok.c"] + Self.mixed.prefix(5), connections: 2, extensions: []) { moment in
            if moment.line == "." {
                seen.update { $0.dots += 1 }
                Self.wait { seen.read { $0.refused } >= 4 }
                seen.update { $0.accepted += 1 }
            } else if moment.begins("RCPT"), !moment.line.contains("ok@") {
                Self.wait { seen.read { $0.dots } > 0 }
                if moment.line.contains("p5@") { Self.wait { seen.read { $0.accepted } > 0 } }
                seen.update { $0.refused += 1 }
                return .reply("550 5.7.1 no")
            }
            return .usual
        }
        #expect(account.fault?.kind == .distrust)
        #expect(account.who("accepted") == ["ok.c"] && account.who("held").count == 5)
        #expect(account.who("judged").isEmpty && account.who("rejected").isEmpty)
    }

    /// Nobody knows what the relay would have said next: those of the row are asked again.
    @Test func aRunThatIsInterrupted() throws {
        let isStopped = Monitor(false)
        func interrupt(_ name: String, _ queue: DeliveryQueue) {
            guard name == "p2.a" else { return }
            queue.stop(.asked)
            isStopped.update { $0 = true }
        }
        let (account, _) = try send(to: ["ok.c"] + Self.mixed, extensions: [], onHeld: interrupt) { moment in
            guard moment.begins("RCPT"), !moment.line.contains("ok@") else { return .usual }
            if moment.line.contains("p3@") { Self.wait { isStopped.read { $0 } } }
            return .reply("550 5.7.1 no")
        }
        #expect(account.fault == nil && account.who("accepted") == ["ok.c"])
        #expect(account.who("held").prefix(2) == ["p1.b", "p2.a"])
        #expect(account.who("judged").isEmpty && account.who("rejected").isEmpty)
    }

    /// The sender's own address is refused while a row is open: nobody of it is marked.
    @Test func theSenderIsRefusedWhileARowIsOpen() throws {
        let (account, _) = try send(to: ["ok.c"] + Self.mixed) { moment in
            guard moment.begins("RCPT"), !moment.line.contains("ok@") else { return .usual }
            return .reply(moment.line.contains("p3@") ? "550 5.1.8 you" : "550 5.7.1 no")
        }
        #expect(account.fault?.kind == .senderRefused)
        #expect(account.who("held") == ["p1.b", "p2.a"] && account.who("judged").isEmpty)
    }

    /// A relay that hangs up on each recipient is no better than one that says why.
    @Test func hangingUpOnEverybody() throws {
        let (account, _) = try send(to: Self.mixed, extensions: []) { $0.begins("RCPT") ? .close : .usual }
        #expect(account.fault?.kind == .distrustForNow)
        #expect(account.who("held").count == 5)
    }
}
