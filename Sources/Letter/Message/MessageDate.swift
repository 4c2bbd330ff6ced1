import Vocabulary

/// RFC 5322 §3.3, in English whatever the letter's language, with the line's end.
enum MessageDate {
    static func append(_ instant: Instant, offset: Int, to bytes: inout [UInt8]) {
        let local = instant.onClocks(aheadByMinutes: offset)
        let seconds = local.millisecondsOfDay / 1000
        let (year, month, day) = local.day.components
        func append(_ number: Int, _ next: UInt8? = nil) {
            if 0..<100 ~= number {
                bytes.append(0x30 + UInt8(number / 10))
                bytes.append(0x30 + UInt8(number % 10))
            } else {
                bytes += String(number).utf8
            }
            if let next { bytes.append(next) }
        }
        bytes += weekdays[((local.day.dayNumber % 7) + 7) % 7].utf8
        bytes += [0x2C, 0x20]
        if day < 10 { bytes.append(0x30 + UInt8(day)) } else { append(day) }
        bytes += months[month - 1].utf8
        bytes += String(year).utf8
        bytes.append(0x20)
        append(seconds / 3600, 0x3A)
        append(seconds / 60 % 60, 0x3A)
        append(seconds % 60, 0x20)
        bytes.append(offset < 0 ? 0x2D : 0x2B)
        append(Int(offset.magnitude / 60))
        append(Int(offset.magnitude % 60))
        bytes += [0x0D, 0x0A]
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec ",
    ]
}
