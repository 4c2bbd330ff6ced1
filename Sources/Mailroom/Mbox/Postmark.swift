internal import Vocabulary

/// The line that stands before each mail of an mbox (RFC 4155, appendix A): `From `, an address or what stands for one, and
/// when the mail was taken in, as asctime(3), a mail's `Date` or ISO 8601 writes it. `From Paris we went on` is none.
enum Postmark {
    /// Octets behind `From ` beyond which no such line goes.
    static let longest = 1_000

    /// Whether a line is one; `rest` is what stands behind its `From `.
    static func isOne(_ rest: [UInt8]) -> Bool {
        let words = rest.split { $0 <= 0x20 }.prefix(20).map { String(decoding: $0, as: UTF8.self).asciiLowercased() }
        // An address in quotation marks may have blanks in it.
        return words.indices.dropFirst().prefix(8).contains { index in
            let rest = words[(index + 1)...]
            return weekdays.contains(words[index].trimming { $0 == "," })
                ? isDate(rest) : isISODate(words[index]) && rest.first.map(isTime) ?? false
        }
    }

    /// `2026-11-28`
    private static func isISODate(_ word: String) -> Bool {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 3 && isYear(parts[0]) && isNumber(parts[1], 1...12) && isNumber(parts[2], 1...31)
    }

    /// `Nov 28 10:00:00 2026`, with a zone before the year or behind it, or `28 Nov 2026 10:00:00 +0000`; more may follow.
    private static func isDate(_ words: ArraySlice<String>) -> Bool {
        var rest = words
        guard let first = rest.popFirst(), let second = rest.popFirst(), let third = rest.popFirst() else {
            return false
        }
        guard isMonth(first) else {
            return isNumber(first, 1...31) && isMonth(second) && isYear(third) && rest.first.map(isTime) ?? false
        }
        return isNumber(second, 1...31) && isTime(third)
            && rest.prefix(3).firstIndex(where: isYear).map { rest[..<$0].allSatisfy(isZone) } ?? false
    }

    private static let weekdays: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months: Set<String> = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private static func isMonth(_ word: String) -> Bool { months.contains(word) }

    private static func isNumber(_ word: some StringProtocol, _ range: ClosedRange<Int>, digits: Int = 2) -> Bool {
        (1...digits).contains(word.utf8.count) && word.utf8.allSatisfy(\.isASCIIDigit)
            && Int(word).map(range.contains) ?? false
    }

    private static func isYear(_ word: String) -> Bool {
        word.utf8.count == 4 && isNumber(word, 1_000...9_999, digits: 4)
    }

    private static func isTime(_ word: String) -> Bool {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        return (2...3).contains(parts.count) && isNumber(parts[0], 0...23)
            && parts.dropFirst().allSatisfy { isNumber($0, 0...60) }
    }

    private static func isZone(_ word: String) -> Bool {
        guard word.utf8.count <= 5, let first = word.utf8.first else { return false }
        let isSigned = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
        return isSigned ? word.utf8.dropFirst().allSatisfy(\.isASCIIDigit) : word.utf8.allSatisfy(\.isFoldedLetter)
    }
}
