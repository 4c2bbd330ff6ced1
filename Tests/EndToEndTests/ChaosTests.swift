import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whole mailings through a relay that misbehaves wherever it can, by a sender that is killed or asked to stop at random and
/// run again until all is done: nobody gets it twice, nobody is lost, and what the ledger says is what the relay knows.
///
/// `PORTILLON_CHAOS_SEEDS` says how many mailings there are, `PORTILLON_CHAOS_SEED` names a single one. A seed chooses the
/// settings, what the relay does and to whom, and when the sender is struck; the order of the threads is the machine's.
@Suite struct ChaosTests {
    static let seeds: [Int] = {
        let environment = ProcessInfo.processInfo.environment
        if let seed = environment["PORTILLON_CHAOS_SEED"].flatMap({ Int($0) }) { return [seed] }
        if let count = environment["PORTILLON_CHAOS_SEEDS"].flatMap({ Int($0) }) { return Array(0..<max(1, count)) }
        // Between them: one connection and many, short letters and long ones, each kind of whim, each kind of signal.
        return [0, 3, 6, 7, 9, 11]
    }()

    /// One after the other, on a thread of its own each: mostly they wait, and the other tests need not wait with them.
    @Test(.serialized, arguments: seeds) func nobodyTwiceAndNobodyLost(_ seed: Int) async throws {
        let (faults, story) = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<(faults: [String], story: [String]), any Error>) in
            Thread.detachNewThread {
                continuation.resume(with: Result { try ChaoticMailing(ChaosPlan(seed: seed)).run() })
            }
        }
        #expect(
            faults.isEmpty,
            """
            \(faults.prefix(12).joined(separator: "\n"))
            What was going on:
            \(story.joined(separator: "\n"))
            The same again: PORTILLON_CHAOS_SEED=\(seed) swift test --filter Chaos
            """)
    }
}
