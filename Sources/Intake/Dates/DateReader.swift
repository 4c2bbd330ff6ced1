package import Vocabulary

/// Reads dates as people and programs write them, in English, French and German, whatever the machine's locale.
///
/// A date is read only where it can be read in one way: `21/03/2023` can; `10/11/2023` cannot and stays unreadable, unless the
/// order of day and month is known.
package enum DateReader {
    /// The date that a text states. Blank is missing; no date, an impossible one, or an ambiguous one is unreadable.
    /// A time after the date is passed over, unless the whole is ISO 8601 with a zone.
    /// `order` decides where day and month could be either.
    package static func read(_ text: String, order: DateOrder? = nil) -> StatedDate {
        if let date = text.utf8.withContiguousStorageIfAvailable(CommonDate.read) ?? nil { return .on(When(day: date)) }
        let trimmed = text.trimmingBlanks()
        if trimmed.isBlank { return .missing }
        if let when = When(iso: trimmed) { return .on(when) }
        guard trimmed.utf8.count <= 80 else { return .unreadable(String(trimmed.prefix(80))) }
        let tokens = DateTokens(trimmed).tokens
        guard let when = when(tokens, order) else { return .unreadable(trimmed) }
        return .on(when)
    }

    /// What a text says of the order of day and month.
    static func clue(_ text: String) -> DateClue {
        // Nearly all dates say nothing, and are told by a look.
        if text.utf8.count > 80 || text.utf8.count < 8 { return .none }
        if case .some(.some) = text.utf8.withContiguousStorageIfAvailable(CommonDate.read) { return .none }
        let tokens = DateTokens(text.trimmingBlanks()).tokens
        guard let numbers = numbers(tokens) else { return .none }
        let dayFirst = day(numbers.year, numbers.second, numbers.first)
        let monthFirst = day(numbers.year, numbers.first, numbers.second)
        switch (dayFirst, monthFirst) {
        case (nil, nil): return .none
        case (_, nil): return .proves(.dayFirst)
        case (nil, _): return .proves(.monthFirst)
        default: return dayFirst == monthFirst ? .none : .ambiguous
        }
    }

    /// The numbers of a date like `10/11/2023`, whose year stands last; nil for any other.
    private static func numbers(_ tokens: [DateTokens.Token]) -> (first: Int, second: Int, year: Int)? {
        guard tokens.count >= 5, case .number(let first, let digits) = tokens[0], digits <= 2,
            case .gap(let gap) = tokens[1], gap.count == 1, "/.-".contains(gap), case .gap(gap) = tokens[3],
            case .number(let second, let secondDigits) = tokens[2], secondDigits <= 2,
            case .number(let year, 4) = tokens[4], DateTokens.isTime(tokens.dropFirst(5))
        else { return nil }
        return (first, second, year)
    }

    private static func when(_ tokens: [DateTokens.Token], _ order: DateOrder?) -> When? {
        if let (first, second, year) = numbers(tokens) {
            let (dayFirst, monthFirst) = (day(year, second, first), day(year, first, second))
            guard let dayFirst, let monthFirst, dayFirst != monthFirst else { return dayFirst ?? monthFirst }
            // Both readings possible and not the same day: nobody can tell by the date alone.
            return order.map { $0 == .dayFirst ? dayFirst : monthFirst }
        }
        guard case .number(let first, let digits)? = tokens.first else {
            guard case .month(let month)? = tokens.first else { return nil }
            return monthFirst(month, tokens)
        }
        if digits == 8 {
            guard DateTokens.isTime(tokens.dropFirst()) else { return nil }
            return day(first / 10_000, first / 100 % 100, first % 100)
        }
        guard tokens.count >= 3, case .gap(let gap) = tokens[1] else { return nil }
        if case .month(let month) = tokens[2] {
            // 15 Mar 2021, 29-Mar-21, 2023-Mar-21
            guard tokens.count >= 5, case .gap(let after) = tokens[3], gap.count == 1, " .,-/".contains(gap),
                after.count == 1, " .,-/".contains(after), case .number(let last, let lastDigits) = tokens[4],
                DateTokens.isTime(tokens.dropFirst(5))
            else { return nil }
            if digits == 4, lastDigits <= 2 { return day(first, month, last) }
            guard digits <= 2, let year = year(last, lastDigits) else { return nil }
            return day(year, month, first)
        }
        guard gap.count == 1, "/.-".contains(gap), case .number(let second, let secondDigits) = tokens[2] else {
            return nil
        }
        guard tokens.count > 3 else {
            // 03/2023, 2023/03
            if digits == 4, secondDigits <= 2 { return monthOf(first, second) }
            if secondDigits == 4, digits <= 2 { return monthOf(second, first) }
            return nil
        }
        guard tokens.count >= 5, case .gap(gap) = tokens[3], case .number(let third, let thirdDigits) = tokens[4],
            secondDigits <= 2, DateTokens.isTime(tokens.dropFirst(5))
        else { return nil }
        return digits == 4 && thirdDigits <= 2 ? day(first, second, third) : nil
    }

    /// `Mar 21, 2023`, `March 2023`.
    private static func monthFirst(_ month: Int, _ tokens: [DateTokens.Token]) -> When? {
        guard tokens.count >= 3, case .gap(let gap) = tokens[1],
            gap == "-" || gap == "/" || DateTokens.saysNothing(gap),
            case .number(let first, let digits) = tokens[2]
        else { return nil }
        if digits == 4, tokens.count == 3 { return monthOf(first, month) }
        guard digits <= 2, tokens.count >= 5, case .gap(let after) = tokens[3],
            after == "-" || after == "/" || DateTokens.saysNothing(after),
            case .number(let last, let lastDigits) = tokens[4], lastDigits == 4, DateTokens.isTime(tokens.dropFirst(5))
        else { return nil }
        return day(last, month, first)
    }

    /// Two digits are a year of this century: cards, forms and connections with an older one are stale anyway.
    private static func year(_ number: Int, _ digits: Int) -> Int? {
        switch digits {
        case 4: number
        case 2: 2000 + number
        default: nil
        }
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> When? {
        guard year >= 1900, let date = CivilDate(year: year, month: month, day: day) else { return nil }
        return When(day: date)
    }

    private static func monthOf(_ year: Int, _ month: Int) -> When? {
        year >= 1900 ? When(year: year, month: month) : nil
    }
}
