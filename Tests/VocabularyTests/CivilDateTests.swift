import Testing
import Vocabulary

@Suite struct CivilDateTests {
    /// Day numbers that other sources give.
    @Test(arguments: [
        ("0001-01-01", -719_162), ("1582-10-15", -141_427), ("1600-02-29", -135_081), ("1899-12-31", -25_568),
        ("1900-03-01", -25_508), ("1969-12-31", -1), ("1970-01-01", 0), ("1972-02-29", 789), ("2000-01-01", 10_957),
        ("2000-02-29", 11_016), ("2000-03-01", 11_017), ("2018-05-25", 17_676), ("2026-11-23", 20_780),
        ("9999-12-31", 2_932_896),
    ]) func knownDays(_ iso: String, _ number: Int) {
        #expect(CivilDate(iso: iso)?.dayNumber == number)
        #expect(CivilDate(dayNumber: number).iso == iso)
    }

    /// Over 100,000 days in a row, each day is the one after the day before, and reads back as itself.
    @Test func everyDayReadsBack() throws {
        var expected = (year: 1899, month: 12, day: 31)
        let start = try #require(CivilDate(year: 1899, month: 12, day: 31)).dayNumber
        for number in start..<(start + 100_000) {
            let date = CivilDate(dayNumber: number)
            let found = date.components
            guard found == expected, CivilDate(iso: date.iso) == date,
                CivilDate(year: found.year, month: found.month, day: found.day) == date
            else {
                Issue.record("day \(number) is \(found), not \(expected)")
                return
            }
            expected.day += 1
            if CivilDate(year: expected.year, month: expected.month, day: expected.day) == nil {
                expected = (expected.year, expected.month + 1, 1)
                if expected.month == 13 { expected = (expected.year + 1, 1, 1) }
            }
        }
        #expect(expected.year == 2173)
    }

    @Test(arguments: [
        "", "2026", "2026-1-1", "2026-01-1", "26-01-01", "2026/01/01", "2026-00-01", "2026-13-01", "2026-01-00",
        "2026-01-32", "2026-04-31", "2026-02-29", "1900-02-29", "2100-02-29", "0000-01-01", "-001-01-01",
        "2026-01-01 ", " 2026-01-01", "2026-01-01T", "２０２６-01-01", "2026-+1-01", "20é6-01-01",
    ]) func isNoDay(_ text: String) {
        #expect(CivilDate(iso: text) == nil)
    }

    @Test(arguments: [
        (Int.min, 1, 1), (Int.max, 1, 1), (2026, Int.min, 1), (2026, Int.max, 1), (2026, 1, Int.min),
        (2026, 1, Int.max), (0, 1, 1), (10_000, 1, 1),
    ]) func numbersOutOfRangeAreNoDay(_ year: Int, _ month: Int, _ day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func orderAndDistance() throws {
        let early = try #require(CivilDate(iso: "2023-11-24"))
        let late = try #require(CivilDate(iso: "2026-11-23"))
        #expect(early < late)
        #expect(late.days(since: early) == 1095)
        #expect(early.days(since: late) == -1095)
    }

    @Test(arguments: [
        ("0", 0), ("007", 7), ("999999999", 999_999_999),
    ]) func digitsAreANumber(_ text: String, _ value: Int) {
        #expect(Int(digits: Array(text.utf8)) == value)
    }

    @Test(arguments: ["", "-1", "+1", " 1", "1.0", "1e3", "٣", "9999999999", "99999999999999999999999"])
    func otherTextIsNoNumber(_ text: String) {
        #expect(Int(digits: Array(text.utf8)) == nil)
    }
}
