import Vocabulary

/// A written date taken apart into numbers, months and what stands between them.
struct DateTokens {
    enum Token: Equatable {
        case number(Int, digits: Int)
        case month(Int)
        /// What stands between two others, blanks around it left out; a single space for blanks alone.
        case gap(String)
        case word(String)
    }

    private(set) var tokens: [Token] = []

    init(_ text: String) {
        let scalars = Array(text.folded.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let start = index
            if scalars[index].isDigit {
                while index < scalars.count, scalars[index].isDigit { index += 1 }
                let digits = scalars[start..<index].map { UInt8(truncatingIfNeeded: $0.value) }
                guard let number = Int(digits: digits) else {
                    tokens = []
                    return
                }
                tokens.append(.number(number, digits: digits.count))
                index = DateTokens.behindOrdinal(scalars, index)
            } else if scalars[index].properties.isAlphabetic {
                while index < scalars.count, scalars[index].properties.isAlphabetic { index += 1 }
                let word = String(String.UnicodeScalarView(scalars[start..<index]))
                if let month = MonthNames.number(word) {
                    tokens.append(.month(month))
                    // The full stop of an abbreviation is part of it, unless it separates: 29.Mar.2021 reads alike.
                    if index < scalars.count, scalars[index] == "." { index += 1 }
                    if index < scalars.count, scalars[index].isDigit { tokens.append(.gap(".")) }
                } else if word == "de" || word == "of" || (tokens.isEmpty && MonthNames.weekdays.contains(word)) {
                    continue
                } else {
                    tokens.append(.word(word))
                }
            } else {
                while index < scalars.count, !scalars[index].isDigit, !scalars[index].properties.isAlphabetic {
                    index += 1
                }
                appendGap(String(String.UnicodeScalarView(scalars[start..<index])))
            }
        }
        // `~2026`, `2026?`, `<2026`: a sign of doubt beside a date leaves none.
        for case .gap(let text)? in [tokens.first, tokens.last] where !DateTokens.saysNothing(text) {
            tokens = []
            return
        }
        if case .gap? = tokens.last { tokens.removeLast() }
        if case .gap? = tokens.first { tokens.removeFirst() }
    }

    /// True for signs that stand around a date, and between its parts, without a meaning of their own.
    static func saysNothing(_ gap: String) -> Bool {
        gap.unicodeScalars.allSatisfy { $0.properties.isWhitespace || ".,;:()[]\"'«»“”’".unicodeScalars.contains($0) }
    }

    private mutating func appendGap(_ text: String) {
        let inner = text.filter { $0 != " " && $0 != "\t" }
        let gap = inner.isEmpty ? " " : inner
        if case .gap(let before)? = tokens.last {
            // Around a word that was passed over.
            if before == " " { tokens[tokens.count - 1] = .gap(gap) }
            return
        }
        tokens.append(.gap(gap))
    }

    /// The place behind `st`, `nd`, `rd`, `th`, `er` or `e`, where one of them follows a number as its ending.
    private static func behindOrdinal(_ scalars: [Unicode.Scalar], _ index: Int) -> Int {
        var end = index
        while end < scalars.count, scalars[end].properties.isAlphabetic { end += 1 }
        let ending = String(String.UnicodeScalarView(scalars[index..<end]))
        return ["st", "nd", "rd", "th", "er", "re", "e", "eme"].contains(ending) ? end : index
    }

    /// True where what follows a date is nothing, or a time of day with what may stand around one.
    static func isTime(_ rest: ArraySlice<Token>) -> Bool {
        var rest = rest
        while let first = rest.first {
            switch first {
            case .gap(let text) where [" ", ",", ", ", "-"].contains(text): rest = rest.dropFirst()
            case .word("t"), .word("a"), .word("at"), .word("um"): rest = rest.dropFirst()
            default:
                guard case .number(let hour, let digits) = first, digits <= 2, hour < 24, rest.count >= 2 else {
                    return false
                }
                return isBehindHour(rest.dropFirst())
            }
        }
        return true
    }

    private static func isBehindHour(_ tokens: ArraySlice<Token>) -> Bool {
        var rest = tokens
        let separator = rest.popFirst()
        switch separator {
        case .gap(":"), .gap("."), .word("h"), .word("am"), .word("pm"): break
        case .gap(" "):
            guard case .word(let word)? = rest.first, ["am", "pm", "h", "uhr"].contains(word) else { return false }
        default: return false
        }
        var time = TimeParts(isDotted: separator == .gap("."))
        // Minutes, seconds, a fraction and the zone: of no interest to the day, but nothing else may follow.
        return rest.allSatisfy { token in
            switch token {
            case .number(let number, let digits): time.take(number, digits)
            case .gap(let text): time.pass(text)
            case .word(let word):
                ["h", "z", "am", "pm", "utc", "gmt", "cet", "cest", "uhr", "est", "edt", "pst", "pdt"].contains(word)
            case .month: false
            }
        }
    }

    /// The numbers behind an hour. A second date is no time: `13/11/2025 12.11.2024`, nor with two digits of the year.
    private struct TimeParts {
        /// True for `12.30`, which has no seconds behind another full stop.
        let isDotted: Bool
        private var count = 0
        private var zone: Int?
        private var before = ""

        init(isDotted: Bool) { self.isDotted = isDotted }

        mutating func pass(_ gap: String) -> Bool {
            before = gap
            if ["+", "-", "−"].contains(gap) { zone = 0 }
            return [" ", ":", ".", ",", "+", "-", "−", "(", ")"].contains(gap)
        }

        mutating func take(_ number: Int, _ digits: Int) -> Bool {
            if let parts = zone {
                zone = parts + 1
                // +0200, +2, +02:00
                return parts == 0 ? digits <= 4 : parts == 1 && before == ":" && digits == 2
            }
            count += 1
            switch count {
            case 1: return digits <= 2 && number < 60
            case 2: return digits <= 2 && number <= 60 && !isDotted
            default: return count == 3 && (before == "." || before == ",")
            }
        }
    }
}

extension Unicode.Scalar {
    /// An ASCII digit.
    fileprivate var isDigit: Bool { 0x30...0x39 ~= value }
}
