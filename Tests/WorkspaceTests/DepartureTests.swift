import Testing
import Vocabulary
import Workspace

/// `send --at`: what a time means, and waiting for it.
@Suite struct DepartureTests {
    /// Paris in 2026: an hour ahead, two from 29 March, 01:00 UTC, to 25 October, 01:00 UTC.
    private static func paris(_ moment: Instant) -> Int {
        let (spring, autumn) = (Instant(iso: "2026-03-29T01:00:00Z"), Instant(iso: "2026-10-25T01:00:00Z"))
        guard let spring, let autumn else { return 0 }
        return spring <= moment && moment < autumn ? 120 : 60
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let now: String
        /// Nil where it is refused.
        let moment: String?
        let testDescription: String
        var isMoved = false

        init(_ text: String, at now: String, _ moment: String?, _ why: String, isMoved: Bool = false) {
            (self.text, self.now, self.moment) = (text, now, moment)
            (testDescription, self.isMoved) = ("\(text) at \(now): \(why)", isMoved)
        }
    }

    @Test(arguments: [
        Case("18:30", at: "2026-11-28T10:00:00Z", "2026-11-28T17:30:00.000Z", "today"),
        Case("18:30", at: "2026-11-28T17:29:59Z", "2026-11-28T17:30:00.000Z", "in a second"),
        Case("18:30", at: "2026-11-28T17:30:00Z", "2026-11-29T17:30:00.000Z", "it is that now, so tomorrow"),
        Case("18:30", at: "2026-11-28T20:00:00Z", "2026-11-29T17:30:00.000Z", "over today, so tomorrow"),
        Case("00:15", at: "2026-11-28T23:10:00Z", "2026-11-28T23:15:00.000Z", "by the zone's own day"),
        Case("7:30", at: "2026-11-28T20:00:00Z", "2026-11-29T06:30:00.000Z", "one digit"),
        Case("18h30", at: "2026-11-28T10:00:00Z", "2026-11-28T17:30:00.000Z", "as French writes it"),
        Case("18h", at: "2026-11-28T10:00:00Z", "2026-11-28T17:00:00.000Z", "as French writes it"),
        Case(" 18:30:15 ", at: "2026-11-28T10:00:00Z", "2026-11-28T17:30:15.000Z", "with seconds"),
        Case("2026-11-30T07:30", at: "2026-11-28T10:00:00Z", "2026-11-30T06:30:00.000Z", "without a zone"),
        Case("2026-11-30 07:30", at: "2026-11-28T10:00:00Z", "2026-11-30T06:30:00.000Z", "with a blank"),
        Case("2026-11-30T07:30Z", at: "2026-11-28T10:00:00Z", "2026-11-30T07:30:00.000Z", "in UTC"),
        Case("2026-11-30T07:30:00-05:00", at: "2026-11-28T10:00:00Z", "2026-11-30T12:30:00.000Z", "in another zone"),
        Case("2026-07-01T07:30", at: "2026-03-01T10:00:00Z", "2026-07-01T05:30:00.000Z", "in summer, by summer's zone"),
        Case("02:30", at: "2026-03-28T20:00:00Z", "2026-03-29T01:30:00.000Z", "no such time that night", isMoved: true),
        Case("2026-03-29T02:00", at: "2026-03-28T20:00:00Z", "2026-03-29T01:00:00.000Z", "nor this", isMoved: true),
        Case("03:00", at: "2026-03-28T20:00:00Z", "2026-03-29T01:00:00.000Z", "behind the gap"),
        Case("02:30", at: "2026-10-24T20:00:00Z", "2026-10-25T00:30:00.000Z", "twice that night: the first"),
        Case("02:30", at: "2026-10-25T00:45:00Z", "2026-10-25T01:30:00.000Z", "the first is over: the second"),
        Case("2026-11-28T10:59", at: "2026-11-28T10:00:00Z", nil, "over"),
        Case("2026-11-28T10:00Z", at: "2026-11-28T10:00:00Z", nil, "now"),
        Case("2026-11-27", at: "2026-11-28T10:00:00Z", nil, "a day alone"),
        Case("24:00", at: "2026-11-28T10:00:00Z", nil, "no such time"),
        Case("", at: "2026-11-28T10:00:00Z", nil, "blank"),
        Case("18:60", at: "2026-11-28T10:00:00Z", nil, "no such minute"),
        Case("18", at: "2026-11-28T10:00:00Z", nil, "a number"),
        Case("h30", at: "2026-11-28T10:00:00Z", nil, "no hour"),
        Case("18:30Z", at: "2026-11-28T10:00:00Z", nil, "a zone without a day"),
        Case("demain", at: "2026-11-28T10:00:00Z", nil, "a word"),
        Case("2026-02-30T10:00", at: "2026-01-28T10:00:00Z", nil, "no such day"),
    ])
    func means(_ test: Case) throws {
        let now = try #require(Instant(iso: test.now))
        guard let moment = test.moment else {
            let failure = #expect(throws: Failure.self) { try Departure(test.text, now: now, offset: Self.paris) }
            #expect(failure?.kind == .usage)
            return
        }
        let departure = try Departure(test.text, now: now, offset: Self.paris)
        #expect(departure.moment.iso == moment)
        #expect(departure.isMoved == test.isMoved)
    }

    /// A clock that goes on by what is paused, and is set where a test says so.
    private final class Clock {
        var now: Instant
        var pauses: [Int64] = []
        init(_ now: Instant) { self.now = now }

        func pause(_ milliseconds: Int64) {
            pauses.append(milliseconds)
            now = Instant(milliseconds: now.milliseconds + milliseconds)
        }
    }

    private func departure(in seconds: Double) throws -> (Departure, Clock) {
        let clock = Clock(Instant(seconds: 1_800_000_000))
        let departure = try Departure(clock.now.advanced(bySeconds: seconds).iso, now: clock.now, offset: Self.paris)
        return (departure, clock)
    }

    @Test func waitsUntilItIsTimeAndNotLonger() throws {
        let (departure, clock) = try departure(in: 7200.25)
        var told: [Double] = []
        let isTime = departure.wait(
            now: { clock.now }, pause: clock.pause, mustStop: { false }, tell: { told.append($0) })
        #expect(isTime && clock.now == departure.moment)
        #expect(told.first == 7200.25 && told.last.map { $0 <= 0.5 } == true)
        #expect(clock.pauses.allSatisfy { 1...500 ~= $0 })
    }

    @Test func aComputerThatSleptIsLate() throws {
        let (departure, clock) = try departure(in: 7200)
        var count = 0
        let isTime = departure.wait(
            now: { clock.now },
            pause: { milliseconds in
                count += 1
                clock.pause(count == 3 ? 9_000_000 : milliseconds)
            }, mustStop: { false }, tell: { _ in })
        #expect(isTime && count == 3)
    }

    @Test func aStopComesFirst() throws {
        let (departure, clock) = try departure(in: 7200)
        let isTime = departure.wait(
            now: { clock.now }, pause: clock.pause, mustStop: { clock.pauses.count == 4 }, tell: { _ in })
        #expect(!isTime && clock.pauses.count == 4)
        // Also at the very moment.
        clock.now = departure.moment
        #expect(!departure.wait(now: { clock.now }, pause: clock.pause, mustStop: { true }, tell: { _ in }))
    }
}
