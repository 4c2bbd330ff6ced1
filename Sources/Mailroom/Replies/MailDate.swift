internal import Vocabulary

/// The moment that a `Date` field names (RFC 5322 §3.3, with the obsolete forms of §4.3).
enum MailDate {
    /// Nil where it cannot be read. A zone that is missing or unknown is UTC.
    static func instant(_ field: String) -> Instant? {
        var words = withoutComments(field).split { $0 == " " || $0 == "," || $0 == "\t" }[...]
        // The name of the day says nothing that the date does not.
        if let first = words.first, first.first?.isNumber == false { words = words.dropFirst() }
        guard let day = words.popFirst().flatMap({ Int(digits: $0.utf8) }),
            let month = words.popFirst().flatMap({ months[String($0.prefix(3)).asciiLowercased()] }),
            let year = words.popFirst().flatMap({ year($0.utf8) }),
            let date = CivilDate(year: year, month: month, day: day),
            let time = words.popFirst().flatMap({ TimeOfDay(Array($0.utf8)[...]) })
        else { return nil }
        let zone = words.popFirst().map(offset) ?? 0
        let local = Int64(date.dayNumber) * Instant.millisecondsPerDay + Int64(time.milliseconds)
        return Instant(milliseconds: local - Int64(time.offsetMinutes ?? zone) * 60_000)
    }

    private static func withoutComments(_ field: String) -> String {
        var depth = 0
        var text = ""
        for character in field.unicodeScalars.prefix(200) {
            switch character {
            case "(": depth += 1
            case ")": depth = max(0, depth - 1)
            default: if depth == 0 { text.unicodeScalars.append(character) }
            }
        }
        return text
    }

    private static func year(_ digits: Substring.UTF8View) -> Int? {
        guard let year = Int(digits: digits) else { return nil }
        return switch digits.count {
        case 2: year < 50 ? 2000 + year : 1900 + year
        case 3: 1900 + year
        default: year
        }
    }

    /// Minutes ahead of UTC.
    private static func offset(_ zone: Substring) -> Int {
        let digits = zone.utf8.dropFirst()
        if zone.first == "+" || zone.first == "-", digits.count == 4, let number = Int(digits: digits) {
            let minutes = number / 100 * 60 + number % 100
            return zone.first == "-" ? -minutes : minutes
        }
        return zones[zone.uppercased()] ?? 0
    }

    private static let zones = [
        "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
        "CET": 60, "CEST": 120,
    ]
    private static let months = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
        "dec": 12,
    ]
}
