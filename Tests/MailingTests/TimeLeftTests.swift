import Courier
import Foundation
import Mailing
import TestSupport
import Testing
import Vocabulary

/// How long a run still takes: as the rate has it, as it was measured, and told without a jump.
@Suite struct TimeLeftTests {
    private static let begin = Instant(seconds: 1_800_000_000)

    private func seconds(
        _ left: TimeLeft, for more: Int, done: Int = 0, elapsed: Double = 0, at now: Instant = begin
    ) -> Int {
        var left = left
        return Int(left.seconds(for: more, done: done, elapsed: elapsed, at: now).rounded())
    }

    private func paced(_ messages: Int, _ seconds: Int, history: [Instant] = []) -> TimeLeft {
        TimeLeft(Pacer(rate: Pacer.Rate(messages: messages, perSeconds: seconds), history: history))
    }

    @Test func theRateIsHonoured() {
        let left = paced(20, 60)
        // The first one leaves at once.
        #expect(seconds(left, for: 1) == 0)
        #expect(seconds(left, for: 21) == 60)
        #expect(seconds(left, for: 201) == 603, "half a percent longer than it need be")
        // What leaves at once in the beginning says nothing of the others.
        #expect(seconds(left, for: 100, done: 1, elapsed: 0.01) >= 297)
    }

    @Test func theRateAloneTellsBeforeTheRun() {
        #expect(paced(300, 60).seconds(for: 0, at: Self.begin) == 0)
        #expect(paced(300, 60).seconds(for: 60_001, at: Self.begin).rounded() == 12_060)
        #expect(TimeLeft(Pacer(rate: nil)).seconds(for: 60_000, at: Self.begin) == 0)
    }

    @Test func earlierRunsCount() {
        let history = (0..<20).map { Self.begin.advanced(bySeconds: -Double($0) / 10) }
        #expect(seconds(paced(20, 60, history: history), for: 1) == 58)
    }

    @Test func whatTakesLongerThanTheRateIsMeasured() {
        // The eleventh is under way.
        #expect(seconds(paced(1000, 1), for: 55, done: 10, elapsed: 20) == 100)
        #expect(seconds(TimeLeft(Pacer(rate: nil)), for: 55, done: 10, elapsed: 20) == 100)
        #expect(seconds(paced(1000, 1), for: 0, done: 10, elapsed: 20) == 0)
    }

    @Test func whatHasLeftIsNoted() {
        var left = paced(2, 60)
        var progress = RunProgress()
        progress.accepted = 2
        left.record(progress, at: Self.begin)
        #expect(seconds(left, for: 1) == 60)
        #expect(seconds(left, for: 1, at: Self.begin.advanced(bySeconds: 50)) == 10)
    }

    /// A relay that became slower halfway is believed.
    @Test func theLaterHalfTells() {
        var left = TimeLeft(Pacer(rate: nil))
        for second in 1...100 { _ = left.seconds(for: 1, done: second * 10, elapsed: Double(second), at: Self.begin) }
        for second in 101...200 {
            _ = left.seconds(for: 1, done: 1000 + second - 100, elapsed: Double(second), at: Self.begin)
        }
        let told = left.seconds(for: 100, done: 1100, elapsed: 200, at: Self.begin)
        #expect(95...105 ~= told, "one a second, and not the ten of before: \(told)")
    }

    /// Whoever is deferred has another turn while the others are written to, and takes another place in the rate then.
    @Test func whoFallsDueMeanwhileIsCounted() {
        var left = TimeLeft(
            Pacer(rate: Pacer.Rate(messages: 60, perSeconds: 60)), retry: RetrySchedule(firstDelaySeconds: 300))
        var progress = RunProgress()
        progress.deferred = 100
        left.record(progress, at: Self.begin)
        let short = left.seconds(for: 201, done: 100, elapsed: 100, at: Self.begin)
        let long = left.seconds(for: 601, done: 100, elapsed: 100, at: Self.begin)
        #expect(200...202 ~= short, "a later run takes them up: \(short)")
        #expect(702...706 ~= long, "\(long)")
        // Half of them had their turn.
        progress.deferred = 50
        progress.accepted = 50
        left.record(progress, at: Self.begin)
        #expect(seconds(left, for: 601, done: 100, elapsed: 100) < 705)
    }

    @Test func nothingIsToldBeforeAnybodyCanTell() {
        var free = TimeLeft(Pacer(rate: nil))
        #expect(free.steadySeconds(for: 100, done: 1, elapsed: 0.1, at: Self.begin) == nil)
        #expect(free.steadySeconds(for: 99, done: 0, elapsed: 60, at: Self.begin) == nil)
        #expect(free.steadySeconds(for: 90, done: 9, elapsed: 6, at: Self.begin).map { $0.rounded() } == 54)
        var paced = paced(60, 60)
        #expect(paced.steadySeconds(for: 101, done: 1, elapsed: 0.1, at: Self.begin).map { $0 > 99 } == true)
        #expect(paced.steadySeconds(for: 0, done: 101, elapsed: 0.2, at: Self.begin) == 0)
    }

    /// From one second to the next, what is told goes down by about a second, whatever the relay does: it stalls, it is twice as
    /// fast or half as fast from one minute to the next, it defers some.
    @Test(arguments: 0..<20) func whatIsToldNeverJumps(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let isPaced = seed % 2 == 0
        var left = isPaced ? paced(600, 60) : TimeLeft(Pacer(rate: nil))
        let total = 3000
        var progress = RunProgress()
        var exact = 0.0
        var speed = 8.0
        var before: Double?
        for second in 1...2000 where progress.done < total {
            if second % 60 == 0 { speed = random.one(of: [0, 2, 4, 8, 16]) }
            exact += isPaced ? min(speed, 9.9) : speed
            progress.accepted = min(total - progress.deferred, Int(exact))
            if random.below(50) == 0, progress.done < total { progress.deferred += 1 }
            let now = Self.begin.advanced(bySeconds: Double(second))
            left.record(progress, at: now)
            let told = left.steadySeconds(
                for: total - progress.done, done: progress.done, elapsed: Double(second), at: now)
            if let told, let before, told > 1 {
                let jump = abs(told - (before - 1))
                #expect(jump <= max(1.01, before * 0.05), "second \(second): \(before) and then \(told)")
            }
            before = told
        }
        #expect(before != nil)
    }

    /// A relay that keeps up with its rate is told of to the second, from the first message on.
    @Test func aPacedRunIsToldOfAsItComes() throws {
        var left = paced(60, 3600)
        var progress = RunProgress()
        for second in 0..<600 {
            progress.accepted = second / 60 + 1
            let now = Self.begin.advanced(bySeconds: Double(second) * 1.005)
            left.record(progress, at: now)
            let steady = left.steadySeconds(
                for: 100 - progress.accepted, done: progress.accepted, elapsed: Double(second) * 1.005, at: now)
            let told = try #require(steady)
            let truth = (99 * 60 - Double(second)) * 1.005
            #expect(abs(told - truth) <= 62, "second \(second): \(told), and it is \(truth)")
        }
    }
}
