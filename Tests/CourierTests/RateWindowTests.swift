import TestSupport
import Testing
import Vocabulary

@testable import Courier

/// Several windows of one rate, all of which hold.
@Suite struct RateWindowTests {
    /// No stretch of any window sees more than its messages, whatever runs end and begin in between: each knows what the ledger
    /// would tell it, and no more.
    @Test(arguments: 0..<80) func noStretchOfAnyWindowSeesMore(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let windows = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            Pacer.Rate.Window(
                messages: Int.random(in: 1...15, using: &random), perSeconds: Int.random(in: 1...40, using: &random))
        }
        let rate = try #require(Pacer.Rate(windows))
        var now: Int64 = 1_000_000
        var sent: [Int64] = []
        var pacer = Pacer(rate: rate)
        for _ in 0..<250 {
            if random.below(12) == 0 {
                now += Int64.random(in: 0...20_000, using: &random)
                let since = now - Int64(rate.seconds * 1000)
                pacer = Pacer(rate: rate, history: sent.filter { $0 > since }.map { Instant(milliseconds: $0) })
            }
            let delay = pacer.delay(before: Instant(milliseconds: now))
            #expect(delay >= 0 && Double(delay) <= rate.seconds * 1000)
            now += delay
            #expect(pacer.delay(before: Instant(milliseconds: now)) == 0)
            // Whoever is asked for ahead of their time never leaves before it.
            #expect(pacer.delay(before: Instant(milliseconds: now), afterFurther: 3) >= 0)
            pacer.record(Instant(milliseconds: now))
            sent.append(now)
            if Bool.random(using: &random) { now += Int64.random(in: 0...300, using: &random) }
        }
        for window in windows {
            for (index, first) in sent.enumerated() where index + window.messages < sent.count {
                #expect(sent[index + window.messages] - first > Int64(window.perSeconds) * 1000, "\(window)")
            }
        }
    }

    private static let daily = Pacer.Rate([
        .init(messages: 400, perSeconds: 86_400), .init(messages: 20, perSeconds: 60),
    ])
    private let start = Instant(milliseconds: 1_000_000_000)

    /// Letters are spread over the shortest window alone.
    @Test func theLongWindowSpreadsNothing() throws {
        let rate = try #require(Self.daily)
        var pacer = Pacer(rate: rate)
        var now = start
        for _ in 0..<276 {
            now = Instant(milliseconds: now.milliseconds + pacer.delay(before: now))
            pacer.record(now)
        }
        let minutes = Double(now.milliseconds - start.milliseconds) / 60_000
        #expect(13.5...14 ~= minutes)
        #expect(abs(Pacer(rate: rate).seconds(for: 276, from: start) / 60 - minutes) < 0.01)
    }

    /// What is foretold is what comes, whatever was sent before.
    @Test(arguments: 0..<30) func whatIsForetoldComes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rate = try #require(
            Pacer.Rate([
                .init(messages: random.below(5) + 1, perSeconds: random.below(10) + 1),
                .init(messages: random.below(20) + 1, perSeconds: random.below(200) + 10),
            ]))
        let history = (0..<random.below(20)).map { _ in
            Instant(milliseconds: start.milliseconds - Int64(random.below(100_000)))
        }
        var pacer = Pacer(rate: rate, history: history)
        let count = random.below(60) + 1
        let foretold = pacer.seconds(for: count, from: start)
        var now = start
        for _ in 0..<count {
            now = Instant(milliseconds: now.milliseconds + pacer.delay(before: now))
            pacer.record(now)
        }
        let taken = Double(now.milliseconds - start.milliseconds) / 1000
        // Whole milliseconds are waited, one by one.
        #expect(abs(foretold - taken) < 0.002 * Double(count) + 0.001, "\(foretold) \(taken)")
    }

    @Test func aSecondDayIsCounted() throws {
        let pacer = Pacer(rate: Self.daily)
        #expect(86_400...88_000 ~= pacer.seconds(for: 401, from: start))
        #expect(2 * 86_400...2.05 * 86_400 ~= pacer.seconds(for: 900, from: start))
        #expect(pacer.seconds(for: 0, from: start) == 0 && Pacer(rate: nil).seconds(for: 9, from: start) == 0)
        // An estimate for more people than there are takes no longer than a moment.
        #expect(pacer.seconds(for: .max, from: start) > 1e9)
    }

    @Test func theOrderOfTheWindowsIsNoMatter() {
        #expect(Self.daily?.windows.map(\.perSeconds) == [60, 86_400])
        #expect(
            Pacer.Rate([]) == nil
                && Pacer.Rate(messages: 0, perSeconds: 0).windows == [.init(messages: 1, perSeconds: 1)])
    }
}
