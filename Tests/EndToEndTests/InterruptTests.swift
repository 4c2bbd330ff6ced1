import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A second signal ends a run at once, and says who is in doubt.
@Suite struct InterruptTests {
    private static let people = (1...12).map { "person\($0)" }

    private func begin(_ point: ScriptedRelay.Turn.Point, connections: Int) throws -> (ScriptedRelay, WorkingFolder) {
        let relay = try ScriptedRelay { $0.point == point ? .late(20_000) : .usual }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(", \"connections\": \(connections)") })
        try folder.meet(InterruptTests.people)
        return (relay, folder)
    }

    @Test(arguments: ["en", "fr"]) func onATerminal(_ language: String) throws {
        let (relay, folder) = try begin(.finalDot, connections: 3)
        defer { relay.close() }
        let stopping = language == "en" ? "Stopping" : "Arrêt demandé"
        let run = try Terminal().run(
            ["send", "letter.md", "--yes", "--lang", language], in: folder,
            [.interrupt(at: "/12"), .interrupt(at: stopping)])
        #expect(run.code == 75)
        let doubtful = try folder.status().recipients.filter { $0.state == "attempting" }.map(\.address)
        #expect(!doubtful.isEmpty && doubtful.count <= 3)
        // The bar is taken away first, and what is said begins at the margin and ends with a whole line.
        let said = try #require(run.screen.range(of: language == "en" ? "Stopped at once" : "Arrêt immédiat"))
        let before = run.screen[..<said.lowerBound]
        #expect(before.hasSuffix("\r\u{1B}[K") || before.hasSuffix("\n"), "\(before.suffix(80))")
        let end = String(run.screen[said.lowerBound...])
        #expect(end.hasSuffix("\n") && !end.contains("█") && !end.contains("░"))
        for address in doubtful { #expect(end.contains("  \(address)\n"), "\(end)") }
        #expect(end.contains("\(doubtful.count)"), "\(end)")
        #expect(end.contains("portillon status l1") && end.contains("portillon resolve l1"))
        // Nobody else is: the others are as they were.
        let resolved = try folder.run("resolve", "l1")
        #expect(resolved.code == 75 && doubtful.allSatisfy { resolved.out.contains($0) }, "\(resolved.out)")
        #expect(try folder.status().uncertain == doubtful.count)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func whereNobodyWasClaimedTheFirstOneIsEnough(_ signal: Int32) throws {
        let (relay, folder) = try begin(.mail, connections: 2)
        defer { relay.close() }
        let going = try folder.start("send", "letter.md", "--yes")
        let deadline = ContinuousClock.now + .seconds(20)
        while !relay.lines.contains(where: { $0.hasPrefix("MAIL") }), ContinuousClock.now < deadline { usleep(500) }
        going.signal(signal)
        #expect(try going.end().code == 75)
        #expect(try folder.status().left == InterruptTests.people.count)
    }

    /// Before a run there is nothing on the wire to finish.
    @Test func atTheQuestion() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let run = try Terminal().run(["send", "letter.md"], in: folder, [.interrupt(at: "(1)")])
        #expect(run.code == 75)
        #expect(run.screen.hasSuffix("\n"), "the shell's own line begins at its margin")
        #expect(try folder.outbox().isEmpty)
    }

    @Test func whoseTimeHasNotComeIsNotAskedFor() throws {
        let relay = try ScriptedRelay { turn in
            turn.point == .recipient && turn.recipient.hasPrefix("person1@") ? .reply("451 4.2.2 full") : .usual
        }
        defer { relay.close() }
        let folder = try WorkingFolder(.with { $0.relay = relay.settings() })
        try folder.meet("person1", "person2", "person3")
        #expect(try folder.send("--limit", "2").code == 75)
        let run = try Terminal().run(["send", "letter.md"], in: folder, [.answer("1", to: "(1)")])
        #expect(run.code == 75, "\(run.screen)")
        #expect(run.screen.contains("1 deferred recipient waits"), "\(run.screen)")
        #expect(relay.recipients.sorted() == ["person2@example.org", "person3@example.org"])
        // Nobody's turn it is: there is nothing to agree to.
        let again = try Terminal().run(["send", "letter.md"], in: folder)
        #expect(again.code == 75 && again.screen.contains("Nothing was due yet"), "\(again.screen)")
    }
}
