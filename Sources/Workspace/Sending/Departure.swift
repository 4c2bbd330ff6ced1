package import Vocabulary

/// When a mailing is to leave: what `send --at` names.
package struct Departure: Hashable, Sendable {
    package let moment: Instant
    /// True where the clocks are set forward past the time that was named: it is then as much later on them as they skip.
    package let isMoved: Bool

    /// `text`: a time on this machine's clocks, today's or else tomorrow's (`18:30`, `18h30`), or a day and a time (ISO 8601),
    /// with or without a zone. `offset`: minutes that the zone is ahead of UTC at a moment. Throws a `Failure` of usage where it
    /// is none, or over. Where the clocks show a time twice, the first that is still to come is meant.
    package init(
        _ text: String, now: Instant, offset: (Instant) -> Int = { Workspace.utcOffsetMinutes(at: $0) }
    ) throws {
        let text = text.trimmingBlanks()
        if let time = Departure.time(text) {
            let today = now.onClocks(aheadByMinutes: offset(now)).day
            for day in [today, CivilDate(dayNumber: today.dayNumber + 1)] {
                if let found = Departure.first(showing: day, time, after: now, offset) {
                    self = found
                    return
                }
            }
            throw Departure.over(text)
        }
        let bytes = Array(text.utf8)
        guard bytes.count > 11, let day = CivilDate(iso: String(decoding: bytes[..<10], as: UTF8.self)),
            [0x54, 0x74, 0x20].contains(bytes[10]), let time = TimeOfDay(bytes[11...])
        else {
            throw Failure(
                .usage,
                Phrase(
                    fr: "--at : `\(text)` n’est pas une heure ; attendu `18:30`, ou `2026-11-30T07:30`",
                    en: "--at: `\(text)` is not a time; expected `18:30`, or `2026-11-30T07:30`"))
        }
        if let zone = time.offsetMinutes {
            let moment = Instant(milliseconds: Departure.local(day, time) - Int64(zone) * 60_000)
            guard moment > now else { throw Departure.over(text) }
            (self.moment, isMoved) = (moment, false)
            return
        }
        guard let found = Departure.first(showing: day, time, after: now, offset) else { throw Departure.over(text) }
        self = found
    }

    private init(moment: Instant, isMoved: Bool) { (self.moment, self.isMoved) = (moment, isMoved) }

    private static func over(_ text: String) -> Failure {
        Failure(
            .usage,
            Phrase(
                fr: "--at : `\(text)` est passé ; attendu une heure à venir, ou `portillon send` sans --at",
                en: "--at: `\(text)` is over; expected a time to come, or `portillon send` without --at"))
    }

    /// `18:30`, `7:30`, `18h30`, `18h`; nil for anything else.
    private static func time(_ text: String) -> TimeOfDay? {
        let parts = text.lowercased().split(separator: "h", maxSplits: 1, omittingEmptySubsequences: false)
        let clock = parts.count == 2 ? "\(parts[0]):\(parts[1].isEmpty ? "00" : parts[1])" : text
        let padded = clock.utf8.dropFirst().first == 0x3A ? "0" + clock : clock
        guard let time = TimeOfDay(Array(padded.utf8)[...]), time.offsetMinutes == nil else { return nil }
        return time
    }

    /// What the clocks show, counted as though it were UTC.
    private static func local(_ day: CivilDate, _ time: TimeOfDay) -> Int64 {
        Int64(day.dayNumber) * Instant.millisecondsPerDay + Int64(time.milliseconds)
    }

    /// The first moment behind `now` at which the clocks show that; nil where there is none any more.
    private static func first(
        showing day: CivilDate, _ time: TimeOfDay, after now: Instant, _ offset: (Instant) -> Int
    ) -> Departure? {
        let local = local(day, time)
        // Wherever clocks are set, they are so within a day.
        let around = [local - Instant.millisecondsPerDay, local + Instant.millisecondsPerDay].map {
            Int64(offset(Instant(milliseconds: $0))) * 60_000
        }
        let moments = Set(around).map { Instant(milliseconds: local - $0) }.filter {
            $0.milliseconds + Int64(offset($0)) * 60_000 == local
        }
        if moments.isEmpty {
            let moment = Instant(milliseconds: local - around[0])
            return moment > now ? Departure(moment: moment, isMoved: true) : nil
        }
        return moments.filter { $0 > now }.min().map { Departure(moment: $0, isMoved: false) }
    }
}

extension Departure {
    /// The longest that is waited at once: a clock that is set, or a computer that slept, is noticed by then.
    private static let slice: Int64 = 500

    /// Waits until it is time, by the clock on the wall, which `now` reads; `pause` waits for some milliseconds, `tell` is told the
    /// seconds that are left. False where `mustStop` came first.
    package func wait(
        now: () -> Instant, pause: (Int64) -> Void, mustStop: () -> Bool, tell: (Double) -> Void
    ) -> Bool {
        while true {
            if mustStop() { return false }
            let left = moment.milliseconds - now().milliseconds
            guard left > 0 else { return true }
            tell(Double(left) / 1000)
            pause(min(left, Departure.slice))
        }
    }
}
