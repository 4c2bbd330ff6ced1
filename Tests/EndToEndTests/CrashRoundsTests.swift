import Foundation
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Kills at random instants, with few connections and with all that there may be, and what else ends a run in the middle.
///
/// `PORTILLON_CRASH_ROUNDS` says how many rounds each kind of connection goes through (1 unless told), each of which ends
/// several runs; a seed chooses the instants, and when they come the machine has its say.
@Suite struct CrashRoundsTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let connections: Int
        let pipelining: Bool
        var extensions: [String] { ["8BITMIME"] + (pipelining ? ["PIPELINING"] : []) }
        var testDescription: String { "\(connections) connections\(pipelining ? ", pipelined" : "")" }
    }

    static let kinds = [1, 4, 10, 50].flatMap { count in
        [true, false].map { Kind(connections: count, pipelining: $0) }
    }
    static let rounds: Int = {
        ProcessInfo.processInfo.environment["PORTILLON_CRASH_ROUNDS"].flatMap { Int($0) }.map { max(1, $0) } ?? 1
    }()

    @Test(arguments: kinds) func killedAtRandomInstants(_ kind: Kind) throws {
        for round in 0..<CrashRoundsTests.rounds {
            var chance = SeededGenerator(seed: UInt64(round * 1000 + kind.connections * 2 + (kind.pipelining ? 1 : 0)))
            let scene = try Scene(
                people: 30 + 3 * kind.connections, kind, delays: (0..<16).map { _ in chance.below(12) })
            defer { scene.relay.close() }
            var allowed = 0
            for _ in 0..<4 {
                let going = try scene.start()
                if chance.below(4) == 0 {
                    // Wherever it is then: reading, judging, opening, sending, or done.
                    usleep(UInt32(chance.below(400)) * 1000)
                } else {
                    scene.wait(for: scene.relay.received.count + 1 + chance.below(20), going)
                    usleep(UInt32(chance.below(6000)))
                }
                going.signal(SIGKILL)
                let run = try going.end()
                allowed += run.code == 128 + SIGKILL ? kind.connections : 0
                try scene.check(uncertain: allowed)
            }
            try scene.finish(uncertain: allowed)
        }
    }

    /// Each connection is cut and nobody listens any more; another relay takes over.
    @Test(arguments: kinds) func theRelayDiesInTheMiddle(_ kind: Kind) throws {
        let last = 8 + kind.connections
        // Those behind are not answered, or a run would be over before it is noticed that its end has come.
        let scene = try Scene(people: 30 + 2 * kind.connections, kind, delays: [3], answers: last)
        let going = try scene.start()
        scene.wait(for: last, going)
        scene.relay.die()
        let run = try going.end()
        #expect([69, 75].contains(run.code), "\(run.code) \(run.err)")
        #expect(try run.document(SendDocument.self).isBalanced)
        try scene.check(uncertain: kind.connections)
        let heir = try ScriptedRelay(extensions: kind.extensions)
        defer { heir.close() }
        try scene.finish(uncertain: kind.connections, relay: heir)
    }

    /// The ledger's files may not grow beyond some size: at whichever commit, the run ends and says so, and another one
    /// goes on where there is room.
    @Test(arguments: [4, 48, 98, 168, 268, 408, 708]) func theDiskIsFull(_ room: Int) throws {
        let kind = Kind(connections: 4, pipelining: true)
        let scene = try Scene(people: 120, kind, delays: [1])
        defer { scene.relay.close() }
        // In blocks of 512 octets.
        try scene.folder.write("limited.sh", "ulimit -f \(room * 2)\nexec \"$@\"\n")
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.currentDirectoryURL = scene.folder.url
        shell.arguments = ["limited.sh", Command.path, "send", "letter.md", "--yes", "--json"]
        let output = Pipe()
        shell.standardError = FileHandle.nullDevice
        shell.standardOutput = output
        try Spawning.lock.withLock { try shell.run() }
        let words = output.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        #expect(shell.terminationReason == .exit)
        #expect([0, 74].contains(shell.terminationStatus), "\(shell.terminationStatus)")
        // What can be read is said although nothing can be written; where the ledger cannot even be opened, that is nothing.
        if room > 4 {
            let document = try JSONDecoder().decode(SendDocument.self, from: words)
            #expect(document.isBalanced && document.contacts == 120)
            #expect(document.accepted <= scene.relay.received.count)
        }
        // A body whose outcome found no room is in doubt: one per connection.
        try scene.check(uncertain: kind.connections)
        try scene.finish(uncertain: kind.connections)
    }
}

/// A folder with people, a relay that counts, and what must hold whatever happened.
private struct Scene {
    let relay: ScriptedRelay
    let folder: WorkingFolder
    let addresses: Set<String>

    /// `answers`: how many messages are answered in time.
    init(people count: Int, _ kind: CrashRoundsTests.Kind, delays: [Int], answers: Int = .max) throws {
        let dots = Mutex(0)
        let relay = try ScriptedRelay(extensions: kind.extensions) { turn in
            guard turn.point == .finalDot else { return .usual }
            let number = dots.withLock { dots in
                dots += 1
                return dots
            }
            guard number <= answers else { return .late(30_000) }
            return .late(delays[Int(turn.recipient.utf8.last ?? 0) % delays.count])
        }
        self.relay = relay
        folder = try WorkingFolder(.with { $0.relay = relay.settings(", \"connections\": \(kind.connections)") })
        let people = (1...count).map { "p\($0)" }
        try folder.meet(people)
        addresses = Set(people.map { $0 + "@example.org" })
    }

    func start() throws -> Command.Going { try folder.start("send", "letter.md", "--yes", "--json") }

    /// Until the relay has so many messages, or the run is over.
    func wait(for count: Int, _ going: Command.Going) {
        let deadline = ContinuousClock.now + .seconds(20)
        while relay.received.count < min(count, addresses.count), ContinuousClock.now < deadline {
            if going.hasEnded { return }
            usleep(300)
        }
    }

    /// What holds after any end: the log is whole, nobody has it twice, and few are in doubt.
    func check(uncertain most: Int) throws {
        let verdict = try folder.verify()
        #expect(verdict.ok, "\(verdict.faults)")
        let doubled = Dictionary(grouping: relay.recipients, by: \.self).filter { $1.count > 1 }.keys
        #expect(doubled.isEmpty, "\(doubled)")
        // Before a mailing has begun there is nothing to tell.
        guard case let run = try folder.run("status", "l1", "--json"), run.code == 0 else { return }
        let document: StatusDocument = try run.document()
        #expect(document.uncertain <= most, "\(document.uncertain) in doubt, \(most) at most")
        #expect(Set(document.recipients.map(\.address)).isSubset(of: addresses))
    }

    /// Sends until all is done, and accounts for everybody.
    func finish(uncertain most: Int, relay heir: ScriptedRelay? = nil) throws {
        let environment = heir.map { ["PORTILLON_RELAY_URL": "smtp://127.0.0.1:\($0.port)"] } ?? [:]
        let run = try folder.run("send", "letter.md", "--yes", "--json", environment: environment)
        let document: SendDocument = try run.document()
        #expect(document.isBalanced)
        #expect(document.accepted + document.uncertain == addresses.count, "\(run.err)")
        #expect(document.uncertain <= most)
        #expect(run.code == (document.uncertain == 0 ? 0 : 75), "\(run.err)")

        let status = try folder.status()
        #expect(status.recipients.count == addresses.count && Set(status.states.keys) == addresses)
        let got = relay.recipients + (heir?.recipients ?? [])
        let copies = Dictionary(grouping: got, by: \.self).mapValues(\.count)
        for (address, state) in status.states {
            let count = copies[address] ?? 0
            #expect(
                state == "uncertain" ? count <= 1 : state == "accepted" && count == 1, "\(address) \(state) \(count)")
        }
        #expect(Set(got).isSubset(of: addresses))

        #expect(try folder.verify().ok)
        #expect(try folder.outcomesInTheLog() == status.states, "each final state has its entry")
    }
}

extension WorkingFolder {
    /// The last state that the log has of each recipient of `l1`.
    func outcomesInTheLog() throws -> [String: String] {
        struct Line: Decodable {
            struct Record: Decodable { let data: Outcome }
            let record: Record?
        }
        struct Outcome: Decodable {
            let address: String?
            let state: String?
        }
        var states: [String: String] = [:]
        let log = try run("log", "--letter", "l1")
        #expect(log.code == 0, "\(log.err)")
        for line in log.out.split(separator: "\n") where line.contains(#""kind":"outcome""#) {
            let outcome = try JSONDecoder().decode(Line.self, from: Data(line.utf8)).record?.data
            if let address = outcome?.address { states[address] = outcome?.state }
        }
        return states
    }
}
