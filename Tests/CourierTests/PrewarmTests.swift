import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// Connections that are made before their messages come, and the end of them.
@Suite struct PrewarmTests {
    private func settings(_ relay: ScriptedRelay, connections: Int) -> RelaySettings {
        var settings = SMTPCarrierTests.settings(relay)
        settings.connections = connections
        return settings
    }

    private func wait(_ relay: ScriptedRelay, for connections: Int) async throws {
        while relay.record.count("EHLO") < connections { try await Task.sleep(for: .milliseconds(2)) }
    }

    @Test(.timeLimit(.minutes(30))) func asManyAreMadeAsMessagesAreExpected() async throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: settings(relay, connections: 3))
        carrier.prewarm(1)
        try await wait(relay, for: 1)
        carrier.prewarm(2)
        try await wait(relay, for: 2)
        carrier.prewarm(2)
        #expect(try carrier.hand(message()) == .accepted(reply: "250 2.0.0 queued"))
        #expect(relay.record.connections == 2)
        carrier.prewarm(200)
        try await wait(relay, for: 3)
        carrier.close()
        #expect(relay.record.connections == 3)
    }

    @Test func aRelayThatIsNotThereIsToldByTheRun() throws {
        let relay = try ScriptedRelay()
        let settings = settings(relay, connections: 2)
        relay.close()
        let carrier = SMTPCarrier(settings: settings)
        carrier.prewarm(2)
        #expect(throws: RunFault.self) { try carrier.hand(message()) }
        carrier.close()
    }

    @Test(.timeLimit(.minutes(30))) func leaveIsTakenWithoutWaitingAndAnsweredLater() async throws {
        let relay = try ScriptedRelay()
        defer { relay.close() }
        let carrier = SMTPCarrier(settings: settings(relay, connections: 1))
        _ = try carrier.hand(message())
        carrier.quit()
        while relay.record.lines.last != "QUIT" { try await Task.sleep(for: .milliseconds(2)) }
        carrier.close()
        // Made anew for what comes after.
        #expect(try carrier.hand(message()) == .accepted(reply: "250 2.0.0 queued"))
        #expect(relay.record.connections == 2)
        carrier.close()
        #expect(relay.finalRecord.count("QUIT") == 2)
    }
}
