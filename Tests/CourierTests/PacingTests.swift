import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// Rate and retries.
@Suite struct PacingTests {
    @Test(arguments: 0..<60) func noStretchSeesMoreThanTheRate(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let window = Pacer.Rate.Window(
            messages: Int.random(in: 1...20, using: &random), perSeconds: Int.random(in: 1...5, using: &random))
        var now: Int64 = 1_000_000
        var sent: [Int64] = (0..<Int.random(in: 0...window.messages, using: &random)).map { _ in
            now - Int64.random(in: 0...6000, using: &random)
        }
        let history = sent.map { Instant(milliseconds: $0) }.shuffled(using: &random)
        var pacer = Pacer(rate: Pacer.Rate([window]), history: history)
        for _ in 0..<200 {
            let delay = pacer.delay(before: Instant(milliseconds: now))
            #expect(0...Int64(window.perSeconds * 1005 + 1) ~= delay)
            now += delay
            #expect(pacer.delay(before: Instant(milliseconds: now)) == 0)
            pacer.record(Instant(milliseconds: now))
            sent.append(now)
            if Bool.random(using: &random) { now += Int64.random(in: 0...300, using: &random) }
        }
        sent.sort()
        for (index, first) in sent.enumerated() where index + window.messages < sent.count {
            #expect(sent[index + window.messages] - first > Int64(window.perSeconds) * 1000)
        }
    }

    /// Evenly, and no slower than need be, although each message leaves somewhat later than it might.
    @Test(arguments: [(300, 60), (1000, 1), (5, 1), (1, 10), (2000, 86_400)])
    func spreadsEvenlyAndLosesLittle(_ messages: Int, _ seconds: Int) {
        let rate = Pacer.Rate(messages: messages, perSeconds: seconds)
        var random = SeededGenerator(seed: UInt64(messages))
        var pacer = Pacer(rate: rate)
        var now: Int64 = 1_000_000
        var sent: [Int64] = []
        for _ in 0..<3 * messages + 1 {
            let delay = pacer.delay(before: Instant(milliseconds: now))
            now += delay + Int64.random(in: 0...2, using: &random) * (delay > 0 ? 1 : 0)
            pacer.record(Instant(milliseconds: now))
            sent.append(now)
        }
        let ideal = Double(3 * seconds) * 1000
        #expect(Double(sent[sent.count - 1] - sent[0]) <= ideal / 0.95)
        // No half of the time sees much more than its half of the messages.
        let half = Int64(seconds) * 500
        for (index, first) in sent.enumerated() where messages >= 10 {
            let count = sent[index...].prefix { $0 - first < half }.count
            #expect(Double(count) <= Double(messages) * 0.5 + Double(messages) * 100 / (Double(seconds) * 1000) + 3)
        }
    }

    /// Nothing is late before anything has begun, nor after a rest.
    @Test func neverTwoAtOnce() {
        var pacer = Pacer(rate: Pacer.Rate(messages: 20, perSeconds: 2))
        for moment in [Int64(1_000_000), 1_000_500, 1_060_000] {
            #expect(pacer.delay(before: Instant(milliseconds: moment)) == 0)
            pacer.record(Instant(milliseconds: moment))
            #expect(pacer.delay(before: Instant(milliseconds: moment)) >= 80)
        }
    }

    @Test func withoutARateThereIsNoWait() {
        var pacer = Pacer(rate: nil)
        for _ in 0..<10 { pacer.record(Instant(milliseconds: 5)) }
        #expect(pacer.delay(before: Instant(milliseconds: 5)) == 0)
    }

    @Test func aClockSetBackDoesNotStopTheRun() {
        var pacer = Pacer(rate: Pacer.Rate(messages: 1, perSeconds: 10), history: [Instant(milliseconds: 10_000_000)])
        #expect(pacer.delay(before: Instant(milliseconds: 1000)) == 10_051)
        #expect(pacer.delay(before: Instant(milliseconds: 11_051)) == 0)
    }

    @Test func extremeRatesDoNotTrap() {
        var pacer = Pacer(
            rate: Pacer.Rate(messages: 1, perSeconds: .max),
            history: [Instant(milliseconds: .min), Instant(milliseconds: .max)])
        #expect(pacer.delay(before: Instant(milliseconds: .max)) >= 0)
        #expect(pacer.delay(before: Instant(milliseconds: .min)) >= 0)
    }

    @Test func delaysDouble() {
        let schedule = RetrySchedule(attempts: 5, firstDelaySeconds: 60)
        let delays = (1...5).map { schedule.delaySeconds(afterAttempts: $0, chance: 0) }
        #expect(delays == [60, 120, 240, 480, nil])
    }

    @Test(arguments: [0, 0.25, 1, -3, 7, .nan, .infinity]) func chanceAddsATenthAtMost(chance: Double) throws {
        let schedule = RetrySchedule(attempts: .max, firstDelaySeconds: 60)
        for made in [0, 1, 2, 10, 63, 64, 100_000, .max - 1] {
            let base = try #require(schedule.delaySeconds(afterAttempts: made, chance: 0))
            let delay = try #require(schedule.delaySeconds(afterAttempts: made, chance: chance))
            #expect(base...(base * 1.1 + 0.001) ~= delay)
            #expect(delay <= RetrySchedule.longestDelaySeconds * 1.1 + 1)
        }
    }
}
