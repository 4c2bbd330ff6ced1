/// A moment on the time line, in milliseconds since 1970-01-01T00:00:00Z: within 270,000 years of it, so that whatever is
/// reckoned with one stays a number. What lies beyond is taken as the last one.
package struct Instant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64
    private static let bound: Int64 = 8_640_000_000_000_000
    package static let millisecondsPerDay: Int64 = 86_400_000

    package init(milliseconds: Int64) { self.milliseconds = max(-Instant.bound, min(Instant.bound, milliseconds)) }
    package init(seconds: Int64) {
        let bound = Instant.bound / 1000
        milliseconds = max(-bound, min(bound, seconds)) * 1000
    }

    /// `YYYY-MM-DDThh:mm:ss.sssZ` (RFC 3339).
    package var iso: String {
        let rest = millisecondsOfDay
        let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
        let (second, fraction) = (rest / 1000 % 60, rest % 1000)
        return day.iso
            + "T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(fraction, 3))Z"
    }

    /// Reads what ``iso`` writes, and RFC 3339 times with a zone.
    package init?(iso text: String) {
        guard let when = When(iso: text), let instant = when.instant else { return nil }
        self = instant
    }

    /// The day in UTC.
    package var day: CivilDate {
        CivilDate(dayNumber: Int((milliseconds - Int64(millisecondsOfDay)) / Instant.millisecondsPerDay))
    }

    /// How far the day in UTC has come, in milliseconds.
    package var millisecondsOfDay: Int {
        let rest = milliseconds % Instant.millisecondsPerDay
        return Int(rest < 0 ? rest + Instant.millisecondsPerDay : rest)
    }

    /// What the clocks of a zone show that is so many minutes ahead of UTC, as though it were UTC.
    package func onClocks(aheadByMinutes offset: Int) -> Instant {
        Instant(milliseconds: milliseconds + Int64(offset) * 60_000)
    }

    package static func < (one: Instant, other: Instant) -> Bool { one.milliseconds < other.milliseconds }

    /// This moment, so many seconds later.
    package func advanced(bySeconds seconds: Double) -> Instant {
        let bound = Double(Instant.bound)
        return Instant(milliseconds: milliseconds + Int64(max(-bound, min(bound, seconds * 1000))))
    }
}

extension Instant: CustomStringConvertible {
    package var description: String { iso }
}
