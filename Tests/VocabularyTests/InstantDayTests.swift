import Testing
import Vocabulary

@Suite struct InstantDayTests {
    @Test(arguments: [
        (0, "1970-01-01", 0), (-1, "1969-12-31", 86_399_999), (-86_400_000, "1969-12-31", 0),
        (86_399_999, "1970-01-01", 86_399_999), (1_774_742_400_000, "2026-03-29", 0),
    ])
    func hasADay(_ milliseconds: Int64, _ day: String, _ rest: Int) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(instant.day.iso == day && instant.millisecondsOfDay == rest)
    }

    @Test func isAnotherDayOnClocksElsewhere() {
        let instant = Instant(milliseconds: -1)
        #expect(instant.onClocks(aheadByMinutes: 1).day.iso == "1970-01-01")
        #expect(instant.onClocks(aheadByMinutes: -24 * 60).day.iso == "1969-12-30")
    }

    @Test func theLastDayIsTheOneThatCanBeWritten() { #expect(CivilDate.last.iso == "9999-12-31") }
}
