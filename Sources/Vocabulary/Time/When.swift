/// When something happened, with the precision that its source gave: a month, a day, or a moment with its zone.
///
/// For a month, ``day`` is its first day: the earliest it can have been, so that age is never understated.
package struct When: Hashable, Sendable {
    package enum Precision: String, Sendable { case month, day, instant }

    package let day: CivilDate
    package let precision: Precision
    /// The moment, where the source gave a time and a zone.
    package let instant: Instant?

    package init(day: CivilDate) {
        self.day = day
        precision = .day
        instant = nil
    }

    /// Nil where there is no such month.
    package init?(year: Int, month: Int) {
        guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
        day = first
        precision = .month
        instant = nil
    }

    /// `day` is the day as written, in the zone that the source named.
    package init(day: CivilDate, instant: Instant) {
        self.day = day
        precision = .instant
        self.instant = instant
    }

    /// Reads ISO 8601: `YYYY-MM`, `YYYY-MM-DD`, and RFC 3339 times with a zone. A time without a zone keeps its day.
    package init?(iso text: String) {
        let bytes = Array(text.utf8)
        if bytes.count == 7, bytes[4] == 0x2D {
            guard let year = Int(digits: bytes[0..<4]), let month = Int(digits: bytes[5..<7]) else { return nil }
            self.init(year: year, month: month)
            return
        }
        guard bytes.count >= 10, let day = CivilDate(iso: String(decoding: bytes[0..<10], as: UTF8.self)) else {
            return nil
        }
        guard bytes.count > 10 else {
            self.init(day: day)
            return
        }
        guard bytes[10] == 0x54 || bytes[10] == 0x74 || bytes[10] == 0x20,
            let time = TimeOfDay(bytes[11...])
        else { return nil }
        guard let offset = time.offsetMinutes else {
            self.init(day: day)
            return
        }
        let local = Int64(day.dayNumber) * Instant.millisecondsPerDay + Int64(time.milliseconds)
        self.init(day: day, instant: Instant(milliseconds: local - Int64(offset) * 60_000))
    }

    /// ISO 8601, as ``init(iso:)`` reads it; moments in UTC.
    package var iso: String {
        switch precision {
        case .month: String(day.iso.prefix(7))
        case .day: day.iso
        case .instant: instant?.iso ?? day.iso
        }
    }

    /// True only where this certainly came after `other`: by the moment where both have one, else by the day,
    /// the same day counting as not later.
    package func isCertainlyLater(than other: When) -> Bool {
        if let instant, let otherInstant = other.instant { return instant > otherInstant }
        return day > other.lastDay
    }

    /// The latest day it can have been.
    package var lastDay: CivilDate {
        guard precision == .month else { return day }
        let (year, month, _) = day.components
        return CivilDate(dayNumber: day.dayNumber + CivilDate.days(inMonth: month, of: year) - 1)
    }
}

extension When: CustomStringConvertible {
    package var description: String { iso }
}

/// `hh:mm[:ss[.sss]]` with an optional zone (`Z`, `+02:00`, `+0200`).
package struct TimeOfDay {
    /// Since the beginning of the day.
    package private(set) var milliseconds: Int
    /// Minutes that the zone is ahead of UTC; nil where none is named.
    package private(set) var offsetMinutes: Int?

    /// Nil for anything else.
    package init?(_ text: ArraySlice<UInt8>) {
        var rest = text
        func number(_ count: Int) -> Int? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Int(digits: rest.prefix(count))
        }
        guard let hour = number(2), hour < 24, rest.popFirst() == 0x3A, let minute = number(2), minute < 60 else {
            return nil
        }
        milliseconds = (hour * 60 + minute) * 60_000
        if rest.first == 0x3A {
            rest = rest.dropFirst()
            guard let second = number(2), second <= 60 else { return nil }
            milliseconds += second * 1000
            if rest.first == 0x2E || rest.first == 0x2C {
                let fraction = rest.dropFirst().prefix { 0x30...0x39 ~= $0 }
                guard !fraction.isEmpty else { return nil }
                rest = rest.dropFirst(1 + fraction.count)
                let thousandths = (Array(fraction) + [0x30, 0x30]).prefix(3)
                milliseconds += Int(digits: thousandths) ?? 0
            }
        }
        if rest.first == 0x20 { rest = rest.dropFirst() }
        switch rest.first {
        case nil: offsetMinutes = nil
        case 0x5A, 0x7A:
            guard rest.count == 1 else { return nil }
            offsetMinutes = 0
        case 0x2B, 0x2D:
            let sign = rest.first == 0x2D ? -1 : 1
            rest = rest.dropFirst()
            guard let hours = number(2), hours < 24 else { return nil }
            if rest.first == 0x3A { rest = rest.dropFirst() }
            let minutes = rest.isEmpty ? 0 : number(2)
            guard let minutes, minutes < 60, rest.isEmpty else { return nil }
            offsetMinutes = sign * (hours * 60 + minutes)
        default: return nil
        }
    }
}
