import Vocabulary

extension Instant {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// `17-Jul-1996 02:44:25 -0700`, the day with a blank before it where it has one digit (RFC 9051 §9, `date-time`); nil for
    /// anything else.
    init?(internalDate bytes: [UInt8]) {
        guard bytes.count == 26, bytes[2] == 0x2D, bytes[6] == 0x2D, bytes[11] == 0x20,
            let day = Int(digits: bytes[0..<2].drop { $0 == 0x20 }),
            let month = Instant.months.firstIndex(of: bytes[3..<6].lowercased),
            let year = Int(digits: bytes[7..<11]), let date = CivilDate(year: year, month: month + 1, day: day),
            let time = TimeOfDay(bytes[12...]), let offset = time.offsetMinutes
        else { return nil }
        let local = Int64(date.dayNumber) * Instant.millisecondsPerDay + Int64(time.milliseconds)
        self.init(milliseconds: local - Int64(offset) * 60_000)
    }
}

extension CivilDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `1-Feb-1994`, as SEARCH takes it (RFC 9051 §9, `date`).
    var imap: String {
        let (year, month, day) = components
        return "\(day)-\(CivilDate.months[max(0, min(11, month - 1))])-\(year)"
    }
}
