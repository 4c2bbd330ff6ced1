import Courier
import Testing
import Vocabulary

@testable import Gate
@testable import Mailing

/// Question, bar and run count the same people.
@Suite struct WorkloadTests {
    private func clearances(_ count: Int) -> [Clearance] {
        var gate = Gate(brief: brief())
        return (1...count).flatMap { gate.judge(dossier($0, [address($0)])).compactMap(\.clearance) }
    }

    private func workload(_ empty: Workload, _ count: Int = 10) -> Workload {
        clearances(count).reduce(into: empty) { $0.add($1) }
    }

    @Test func thoseWhoseTurnItIs() {
        #expect(workload(Workload()).count == 10)
        #expect(workload(Workload(limit: 3)).count == 3)
        #expect(workload(Workload(only: [spec(address(2)), spec("nobody@example.org")])).count == 1)
        #expect(workload(Workload(members: [ContactID(1), ContactID(2)])).count == 2, "nobody new is added")
        let later = workload(Workload(waiting: [address(1), address(2), "p99@example.org"]))
        #expect(later.count == 8 && later.later == 2)
        #expect(workload(Workload(only: [spec(address(1))], waiting: [address(1)])).count == 0)
        #expect(workload(Workload(limit: 9, waiting: [address(1), address(2)])).count == 8)
    }

    @Test func whoIsWithheldLeavesTheirPlaceToAnotherOne() {
        var progress = RunProgress()
        (progress.accepted, progress.withheld) = (3, 2)
        #expect(workload(Workload(limit: 3)).total(progress) == 5)
        #expect(workload(Workload(limit: 9)).total(progress) == 10)
        #expect(workload(Workload()).total(progress) == 10)
    }

    @Test func moreThanWereExpectedAreNoMoreThanAll() {
        var progress = RunProgress()
        progress.accepted = 10
        #expect(workload(Workload(waiting: [address(1)])).total(progress) == 10, "one fell due in the meantime")
    }

    // MARK: The time left

    private func seconds(
        _ left: TimeLeft, for more: Int, done: Int = 0, elapsed: Double = 0, at now: Instant = start
    ) -> Int { Int(left.seconds(for: more, done: done, elapsed: elapsed, at: now).rounded()) }

    @Test func theRateIsHonoured() {
        let left = TimeLeft(Pacer(rate: Pacer.Rate(messages: 20, perSeconds: 60)))
        // The first one leaves at once.
        #expect(seconds(left, for: 1) == 0)
        #expect(seconds(left, for: 21) == 60)
        #expect(seconds(left, for: 201) == 603, "half a percent longer than it need be")
        // What leaves at once in the beginning says nothing of the others.
        #expect(seconds(left, for: 100, done: 1, elapsed: 0.01) >= 297)
    }

    @Test func earlierRunsCount() {
        let rate = Pacer.Rate(messages: 20, perSeconds: 60)
        let history = (0..<20).map { start.advanced(bySeconds: -Double($0) / 10) }
        #expect(seconds(TimeLeft(Pacer(rate: rate, history: history)), for: 1) == 58)
    }

    @Test func whatTakesLongerThanTheRateIsMeasured() {
        let fast = TimeLeft(Pacer(rate: Pacer.Rate(messages: 1000, perSeconds: 1)))
        #expect(seconds(fast, for: 50, done: 10, elapsed: 20) == 100)
        #expect(seconds(TimeLeft(Pacer(rate: nil)), for: 50, done: 10, elapsed: 20) == 100)
        #expect(seconds(fast, for: 0, done: 10, elapsed: 20) == 0)
    }

    @Test func whatHasLeftIsNoted() {
        var left = TimeLeft(Pacer(rate: Pacer.Rate(messages: 2, perSeconds: 60)))
        var progress = RunProgress()
        progress.accepted = 2
        left.record(progress, at: start)
        #expect(seconds(left, for: 1) == 60)
        #expect(seconds(left, for: 1, at: start.advanced(bySeconds: 50)) == 10)
    }
}
