import Foundation
import TestSupport
import Testing

/// Mailings at a rate, with imports in between that withdraw by what people were admitted, and give it back: at moments and of
/// people that a seed chooses. Nobody is mailed whose claim came after the import that withdrew it, nobody is lost, nobody has it
/// twice, and the log holds.
///
/// `PORTILLON_CHAOS_SEEDS` says how many mailings there are, `PORTILLON_CHAOS_SEED` names a single one.
@Suite struct EvidenceChaosTests {
    static let seeds: [Int] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["PORTILLON_CHAOS_SEED"].flatMap({ Int($0) }) { return [seed] }
        if let count = environment["PORTILLON_CHAOS_SEEDS"].flatMap({ Int($0) }) { return Array(0..<max(1, count)) }
        return [1, 2, 3]
    }()

    private static let people = (1...24).map { "p\($0)" }

    private func export(_ shown: Set<String>) -> String {
        ChangedDuringSendTests.export(
            Self.people.map { ChangedDuringSendTests.connection($0, shown.contains($0) ? "\($0)@example.org" : "") })
    }

    @Test(.serialized, arguments: seeds) func nobodyByWhatWasWithdrawn(_ seed: Int) async throws {
        let faults = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<[String], any Error>) in
            Thread.detachNewThread { continuation.resume(with: Result { try play(seed) }) }
        }
        #expect(
            faults.isEmpty,
            "\(faults.joined(separator: "\n"))\nPORTILLON_CHAOS_SEED=\(seed) swift test --filter EvidenceChaos")
    }

    private func play(_ seed: Int) throws -> [String] {
        var chance = SeededGenerator(seed: UInt64(seed), place: "evidence")
        var faults: [String] = []
        let turnstile = Turnstile()
        let relay = try ScriptedRelay {
            turnstile.pass($0)
            return .usual
        }
        defer { relay.close() }
        let connections = 1 + chance.below(4)
        let settings = #", "connections": \#(connections), "rate": {"messages": 20, "perSeconds": 1}"#
        let folder = try WorkingFolder(.with { $0.relay = relay.settings(settings) })
        func take(_ shown: Set<String>) throws {
            try folder.write("Connections.csv", export(shown))
            let run = try folder.run("import", "linkedin", "Connections.csv", "--exported-on", day(-2))
            if run.code != 0 { faults.append("import: \(run.code) \(run.err)") }
        }
        var shown = Set(Self.people)
        try take(shown)
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        var hasEnded = false
        for _ in 0..<2 {
            let until = relay.recipients.count + 1 + chance.below(8)
            while relay.recipients.count < until, !going.hasEnded { usleep(1_000) }
            // From now on the relay asks for no body. Once those that it has asked for are here, nobody is claimed.
            turnstile.shut()
            var (still, last) = (0, -1)
            while turnstile.inside > 0, still < 1_000, !going.hasEnded {
                still = relay.recipients.count == last ? still + 1 : 0
                last = relay.recipients.count
                usleep(1_000)
            }
            for person in Self.people where chance.below(3) == 0 {
                if !shown.insert(person).inserted { shown.remove(person) }
            }
            let before = relay.recipients.count
            try take(shown)
            hasEnded = going.hasEnded
            turnstile.open()
            let wait = 1 + chance.below(4)
            while relay.recipients.count < before + wait, !going.hasEnded { usleep(1_000) }
            for late in relay.recipients.dropFirst(before) where !shown.contains(String(late.prefix { $0 != "@" })) {
                faults.append("\(late) was mailed by what had been withdrawn")
            }
        }
        let first = relay.recipients.count
        let run = try going.end()
        for late in relay.recipients.dropFirst(first) where !shown.contains(String(late.prefix { $0 != "@" })) {
            faults.append("\(late) was mailed by what had been withdrawn")
        }
        // Whoever is shown in the end has it: in this run, where it was under way when the last import was done.
        if run.code != 0 { faults.append("code \(run.code): \(run.err)") }
        if hasEnded {
            let next = try folder.send()
            if next.code != 0 { faults.append("code \(next.code): \(next.err)") }
        }
        let received = relay.recipients
        if Set(received).count != received.count { faults.append("somebody has it twice") }
        for person in shown where !received.contains("\(person)@example.org") { faults.append("\(person) is lost") }
        let states = try folder.status().states
        for person in Self.people {
            let state = states["\(person)@example.org"]
            let isMailed = received.contains("\(person)@example.org")
            if isMailed != (state == "accepted") {
                faults.append("\(person) is \(state ?? "nobody"), mailed: \(isMailed)")
            }
        }
        let document = try run.document(SendDocument.self)
        if !document.isBalanced || document.left > 0 { faults.append("\(run.out)") }
        let verdict = try folder.run("log", "verify")
        if verdict.code != 0 { faults.append("log verify: \(verdict.out)\(verdict.err)") }
        return faults
    }
}
