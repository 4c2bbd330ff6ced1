import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

private let people = (1...24).map { "person\($0)" }
private let addresses = Set(people.map { $0 + "@example.org" })

/// Nobody gets it twice and nobody is lost, whatever ends a run and when.
@Suite struct CrashTests {
    /// A relay that takes its time, a folder with people, and a `send` that has reached so many of them.
    private func begin(_ count: Int, connections: Int = 2) throws -> (ScriptedRelay, WorkingFolder, Command.Going) {
        let relay = try ScriptedRelay { $0.point == .finalDot ? .late(15) : .usual }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(", \"connections\": \(connections)") })
        try folder.meet(people)
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        let deadline = ContinuousClock.now + .seconds(20)
        while relay.received.count < count, ContinuousClock.now < deadline { usleep(500) }
        return (relay, folder, going)
    }

    @Test(arguments: [1, 4, 9, 17]) func killedAndResumed(_ count: Int) throws {
        let (relay, folder, going) = try begin(count)
        defer { relay.close() }
        going.signal(SIGKILL)
        #expect(try going.end().code == 128 + SIGKILL)

        let run = try folder.send()
        let document: SendDocument = try run.document()
        let status = try folder.status()
        let uncertain = Set(status.recipients.filter { $0.state == "uncertain" }.map(\.address))
        #expect(document.isBalanced)
        #expect(uncertain.count <= 2)
        #expect(run.code == (uncertain.isEmpty ? 0 : 75), "\(run.err)")
        #expect(document.accepted + uncertain.count == people.count)
        #expect(Set(status.recipients.map(\.address)) == addresses)
        let got = relay.recipients
        for address in addresses {
            let copies = got.count { $0 == address }
            #expect(uncertain.contains(address) ? copies <= 1 : copies == 1, "\(address)")
        }
    }

    /// The digest of a preview shows everybody, those as well whom a run that died had not come to.
    @Test func killedAndResumedAsPreviewed() throws {
        let relay = try ScriptedRelay { $0.point == .finalDot ? .late(3) : .usual }
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(#", "connections": 1"#) })
        // One slice is enrolled ahead of the one that is handed over.
        let many = (1...1100).map { "p\($0)@example.org" }
        try folder.meet(addresses: many)
        let digest = try folder.preview().digest
        let going = try folder.start("send", "letter.md", "--yes", "--as-previewed", digest)
        while relay.received.count < 3 { usleep(500) }
        going.signal(SIGKILL)
        _ = try going.end()
        try #require(folder.status().recipients.count < many.count, "nobody was left to be enrolled")
        #expect(try folder.preview().digest == digest)
        #expect(try folder.run("status").err.contains("cut off before it had looked at everybody"))
        #expect([0, 75].contains(try folder.send("--as-previewed", digest).code))
        let status = try folder.status()
        #expect(status.accepted + status.uncertain == many.count && status.uncertain <= 1)
        #expect(try !folder.run("status").err.contains("cut off"))
        #expect(many.allSatisfy { address in relay.recipients.count { $0 == address } <= 1 })
    }

    @Test func killedAgainAndAgain() throws {
        let (relay, folder, going) = try begin(3)
        defer { relay.close() }
        going.signal(SIGKILL)
        _ = try going.end()
        var kills = 1
        for goal in [7, 12, 16] {
            let next = try folder.start("send", "letter.md", "--yes")
            let deadline = ContinuousClock.now + .seconds(20)
            while relay.received.count < goal, ContinuousClock.now < deadline { usleep(500) }
            next.signal(SIGKILL)
            _ = try next.end()
            kills += 1
        }
        #expect([0, 75].contains(try folder.send().code))
        let status = try folder.status()
        #expect(status.accepted + status.uncertain == people.count)
        #expect(status.uncertain <= 2 * kills)
        #expect(addresses.allSatisfy { address in relay.recipients.count { $0 == address } <= 1 })
    }

    @Test(arguments: [SIGTERM, SIGINT]) func askedToStop(_ signal: Int32) throws {
        let (relay, folder, going) = try begin(5)
        defer { relay.close() }
        going.signal(signal)
        let run = try going.end()
        #expect(run.code == 75, "\(run.err)")
        let document: SendDocument = try run.document()
        #expect(document.isBalanced)
        #expect(document.uncertain == 0 && document.left > 0 && document.accepted >= 5)
        #expect(relay.received.count == document.accepted)
        #expect(try folder.send().code == 0)
        #expect(relay.recipients.sorted() == addresses.sorted())
    }

    @Test func aSecondSendSaysWhoIsSending() throws {
        let (relay, folder, going) = try begin(2, connections: 1)
        defer { relay.close() }
        let second = try folder.send()
        #expect(second.code == 75)
        #expect(second.err.contains(String(going.pid)), "\(second.err)")
        // Looking on is no sending.
        #expect(try folder.run("status", "l1", "--json").code == 0)
        #expect(try folder.run("preview", "letter.md").code == 0)
        #expect(try going.end().code == 0)
        #expect(relay.recipients.sorted() == addresses.sorted())
    }

    @Test func objectedMeanwhileIsWithheld() throws {
        let (relay, folder, going) = try begin(2, connections: 1)
        defer { relay.close() }
        let last = try #require(addresses.subtracting(relay.recipients).max { $0.count < $1.count || $0 < $1 })
        let objection = try folder.run("object", last)
        let run = try going.end()
        #expect(objection.code == 0, "\(objection.err)")
        #expect(run.code == 0, "\(run.err)")
        let status = try folder.status()
        // It was admitted and is excluded now, unless it was on the wire before the objection came.
        if relay.recipients.contains(last) {
            #expect(status.states[last] == "accepted")
        } else {
            #expect(status.states[last] == "withheld")
            #expect(status.excluded == 1 && status.admitted == people.count - 1)
        }
    }
}
