import Testing
import Vocabulary

/// Numbers that were read may be anything: whatever is reckoned with them stays a number.
@Suite struct BoundsTests {
    @Test(arguments: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max]) func momentsAndDays(_ number: Int64) {
        let moment = Instant(milliseconds: number)
        #expect(!moment.iso.isEmpty && !Instant(seconds: number).iso.isEmpty)
        for seconds in [-1e300, -1, 0, 1, 1e300] { #expect(!moment.advanced(bySeconds: seconds).iso.isEmpty) }
        let day = CivilDate(dayNumber: Int(number))
        #expect(!day.iso.isEmpty && !When(day: day).lastDay.iso.isEmpty)
        #expect(day.days(since: CivilDate(dayNumber: .min)) >= 0 && day.days(since: CivilDate(dayNumber: .max)) <= 0)
    }

    @Test func aSumBeyondTheBoundIsTheBound() {
        #expect(Int64.max.saturated(adding: 1) == .max && Int64.min.saturated(adding: -1) == .min)
        #expect(UInt8(250).saturated(adding: 3) == 253 && (-3).saturated(adding: 5) == 2)
    }

    @Test func whatIsWithinIsAsItIs() {
        #expect(Instant(milliseconds: 1_795_420_800_123).iso == "2026-11-23T08:00:00.123Z")
        #expect(Instant(milliseconds: -1).iso == "1969-12-31T23:59:59.999Z")
    }
}
