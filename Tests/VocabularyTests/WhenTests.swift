import TestSupport
import Testing
import Vocabulary

@Suite struct WhenTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var text: String
        var day: String
        var precision: When.Precision
        var iso: String

        init(_ text: String, _ day: String, _ precision: When.Precision, _ iso: String) {
            self.text = text
            self.day = day
            self.precision = precision
            self.iso = iso
        }

        var testDescription: String { text }
    }

    static let rows: [Row] = [
        .init("2026-11", "2026-11-01", .month, "2026-11"),
        .init("2026-11-23", "2026-11-23", .day, "2026-11-23"),
        // A time without a zone is no moment: the day is all that is sure.
        .init("2026-11-23T10:00:00", "2026-11-23", .day, "2026-11-23"),
        .init("2026-11-23 10:00", "2026-11-23", .day, "2026-11-23"),
        .init("2026-11-23T10:00Z", "2026-11-23", .instant, "2026-11-23T10:00:00.000Z"),
        .init("2026-11-23t10:00:00z", "2026-11-23", .instant, "2026-11-23T10:00:00.000Z"),
        .init("2026-11-23 10:00:00 +0200", "2026-11-23", .instant, "2026-11-23T08:00:00.000Z"),
        .init("2026-11-23T10:00:00+02", "2026-11-23", .instant, "2026-11-23T08:00:00.000Z"),
        .init("2026-11-23T10:00:00.5-05:30", "2026-11-23", .instant, "2026-11-23T15:30:00.500Z"),
        .init("2026-11-23T10:00:00,123456Z", "2026-11-23", .instant, "2026-11-23T10:00:00.123Z"),
        // The day is the one written, whatever it is in UTC.
        .init("2026-11-23T00:30:00+02:00", "2026-11-23", .instant, "2026-11-22T22:30:00.000Z"),
        .init("2026-12-31T23:30:00-02:00", "2026-12-31", .instant, "2027-01-01T01:30:00.000Z"),
        // A leap second is read as the second after it.
        .init("2016-12-31T23:59:60Z", "2016-12-31", .instant, "2017-01-01T00:00:00.000Z"),
        .init("1969-12-31T23:59:59.999Z", "1969-12-31", .instant, "1969-12-31T23:59:59.999Z"),
    ]

    @Test(arguments: rows) func isRead(_ row: Row) throws {
        let when = try #require(When(iso: row.text))
        #expect(when.day.iso == row.day)
        #expect(when.precision == row.precision)
        #expect((when.instant != nil) == (row.precision == .instant))
        #expect(when.iso == row.iso)
        #expect(when.description == row.iso)
    }

    @Test(arguments: [
        "", "2026", "2026-", "2026-13", "2026-00", "2026-02-30", "2026-11-23T", "2026-11-23T10", "2026-11-23T10:0",
        "2026-11-23T24:00:00Z", "2026-11-23T10:60:00Z", "2026-11-23T10:00:61Z", "2026-11-23T10:00:00.Z",
        "2026-11-23T10:00:00+", "2026-11-23T10:00:00+2", "2026-11-23T10:00:00+24:00", "2026-11-23T10:00:00+02:60",
        "2026-11-23T10:00:00Z ", "2026-11-23T10:00:00ZZ", "2026-11-23T10:00:00 Europe/Paris", "2026-11-23_10:00:00Z",
        "2026-11-23T10:00:00+02:00:00", "2026-11-23T-1:00:00Z", "10/11/2023", "2026-11-23T10:00:00é", "é026-11-23",
        "2026\u{2011}11", "éé6-11",
    ]) func isNoDate(_ text: String) {
        #expect(When(iso: text) == nil)
    }

    /// `later` is certainly later than `earlier`, or it is not; where in doubt, it is not.
    @Test(arguments: [
        ("2025-01-02", "2025-01-01", true),
        ("2025-01-01", "2025-01-01", false),
        ("2025-01-01", "2025-01-02", false),
        ("2025-01-01T12:00:00Z", "2025-01-01T11:59:59Z", true),
        ("2025-01-01T12:00:00Z", "2025-01-01T12:00:00Z", false),
        ("2025-01-01T12:00:00+02:00", "2025-01-01T11:00:00Z", false),
        // One of the two without a time: the day decides, and the same day is not later.
        ("2025-01-01T23:59:59Z", "2025-01-01", false),
        ("2025-01-01", "2025-01-01T00:00:00Z", false),
        ("2025-01-02", "2025-01-01T23:59:59Z", true),
        // A month may be any of its days.
        ("2025-02", "2025-01-31", true),
        ("2025-02", "2025-02-01", false),
        ("2025-02-15", "2025-02", false),
        ("2025-03-01", "2025-02", true),
        ("2024-02-29", "2024-02", false),
        ("2024-03-01", "2024-02", true),
        ("2025-02", "2025-01", true),
        ("2025-02", "2025-02", false),
    ]) func certainlyLater(_ later: String, _ earlier: String, _ expected: Bool) throws {
        let (one, other) = (try #require(When(iso: later)), try #require(When(iso: earlier)))
        #expect(one.isCertainlyLater(than: other) == expected)
        if expected { #expect(!other.isCertainlyLater(than: one)) }
    }

    @Test(arguments: [
        ("2024-02", "2024-02-29"), ("2025-02", "2025-02-28"), ("2025-12", "2025-12-31"), ("2025-04", "2025-04-30"),
        ("2025-04-07", "2025-04-07"), ("2025-04-07T10:00:00Z", "2025-04-07"),
    ]) func lastDay(_ text: String, _ day: String) throws {
        #expect(try #require(When(iso: text)).lastDay.iso == day)
    }

    @Test func monthsAreInTheCalendar() {
        #expect(When(year: 2026, month: 2)?.iso == "2026-02")
        #expect(When(year: 2026, month: 0) == nil)
        #expect(When(year: 2026, month: 13) == nil)
        #expect(When(year: 0, month: 1) == nil)
    }
}

@Suite struct InstantTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (1, "1970-01-01T00:00:00.001Z"),
            (-86_400_000, "1969-12-31T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_795_437_021_042, "2026-11-23T12:30:21.042Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)]) func readsAndWrites(_ milliseconds: Int64, _ iso: String)
    {
        #expect(Instant(milliseconds: milliseconds).iso == iso)
        #expect(Instant(iso: iso)?.milliseconds == milliseconds)
    }

    @Test(arguments: ["2026-11-23", "2026-11", "2026-11-23T10:00:00", "now", ""])
    func whatIsNoMomentIsRefused(_ text: String) {
        #expect(Instant(iso: text) == nil)
    }

    @Test func seededMomentsReadBack() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<10_000 {
            let moment = Instant(milliseconds: .random(in: -62_135_596_800_000...253_402_300_799_999, using: &random))
            guard Instant(iso: moment.iso) == moment else {
                Issue.record("`\(moment.iso)` does not read back")
                return
            }
        }
    }

    @Test func laterIsGreater() {
        let moment = Instant(seconds: 10)
        #expect(moment.milliseconds == 10_000)
        #expect(moment.advanced(bySeconds: 0.25).milliseconds == 10_250)
        #expect(moment.advanced(bySeconds: -20) < moment)
    }
}
