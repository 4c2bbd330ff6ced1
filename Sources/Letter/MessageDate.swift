import Vocabulary

/// RFC 5322 §3.3, in English whatever the letter's language.
enum MessageDate {
    static func text(_ instant: Instant, offset: Int) -> String {
        let local = instant.milliseconds + Int64(offset) * 60_000
        let dayNumber = Int(local.flooredDivision(by: 86_400_000))
        let seconds = Int((local - Int64(dayNumber) * 86_400_000) / 1000)
        let (year, month, day) = CivilDate(dayNumber: dayNumber).components
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = weekdays[((dayNumber % 7) + 7) % 7]
        let magnitude = offset.magnitude
        let zone = (offset < 0 ? "-" : "+") + two(Int(magnitude / 60)) + two(Int(magnitude % 60))
        return "\(weekday), \(day) \(months[month - 1]) \(year) "
            + "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)) \(zone)"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension Int64 {
    /// Division that rounds towards minus infinity.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
