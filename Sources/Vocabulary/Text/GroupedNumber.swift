/// Whole numbers as each language groups them by thousands: `2 448` in French, with a narrow no-break space, `2,448` in
/// English.
package enum GroupedNumber {
    package static func text(_ number: Int, _ language: Language) -> String {
        let separator =
            switch language {
            case .french: "\u{202F}"
            case .english: ","
            }
        let digits = String(number.magnitude)
        var grouped = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped += separator }
            grouped.append(digit)
        }
        return grouped
    }
}
