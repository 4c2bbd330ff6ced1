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
}
