import Intake
import TestSupport
import Testing
import Vocabulary

@Suite struct DateReaderTests {
    @Test(arguments: [
        ("2021-03-15", "2021-03-15"), ("15 Mar 2021", "2021-03-15"), ("Mar 21, 2023", "2023-03-21"),
        ("March 21, 2023", "2023-03-21"), ("29-Mar-21", "2021-03-29"), ("12 mars 2023", "2023-03-12"),
        ("1er mars 2023", "2023-03-01"), ("12 févr. 2023", "2023-02-12"), ("12 FÉVRIER 2023", "2023-02-12"),
        ("3 aou\u{302}t 2022", "2022-08-03"), ("3 AOUT 2022", "2022-08-03"), ("12. März 2023", "2023-03-12"),
        ("3. Dez. 2022", "2022-12-03"), ("5 Oktober 2022", "2022-10-05"), ("21st March 2023", "2023-03-21"),
        ("20230321", "2023-03-21"), ("21/03/2023", "2023-03-21"), ("03/21/2023", "2023-03-21"),
        ("05/05/2023", "2023-05-05"), ("2023/03/21", "2023-03-21"), ("2023.3.1", "2023-03-01"),
        ("21.03.2023", "2023-03-21"), ("21-03-2023", "2023-03-21"), ("21/03/2023 10:15:22", "2023-03-21"),
        ("21/03/2023, 10:15", "2023-03-21"), ("21/03/2023 à 10h15", "2023-03-21"), ("3/21/2023 4:05 PM", "2023-03-21"),
        ("2023/03/21 10:15:22 UTC+1", "2023-03-21"), ("2023-03-21 10:15:22", "2023-03-21"),
        ("\u{A0}15\u{202F}Mar\u{A0}2021 ", "2021-03-15"), ("29 Feb 2024", "2024-02-29"), ("15-mar-2021", "2021-03-15"),
        ("Sept. 3, 2021", "2021-09-03"), ("2021-Sep-03", "2021-09-03"),
        ("Tue, 21 Mar 2023 10:00:00 +0100", "2023-03-21"), ("mardi 21 mars 2023", "2023-03-21"),
        ("13/11/2025 10:30:15.250 +02:00", "2025-11-13"), ("13/11/2025 10.30", "2025-11-13"),
        ("13/11/2025 10 h 30", "2025-11-13"), ("13/11/2025 10:30:00 GMT+0100 (CET)", "2025-11-13"),
        ("(2023-03-21)", "2023-03-21"), ("'21/03/2023", "2023-03-21"), ("21.03.2023.", "2023-03-21"),
        ("Montag, 3. Juli 2023 um 10:15 Uhr", "2023-07-03"), ("March 21st, 2023", "2023-03-21"),
    ])
    func readsADay(_ text: String, _ iso: String) {
        #expect(DateReader.read(text) == day(iso).map { .on($0) })
    }

    @Test(arguments: [
        ("mars 2023", "2023-03"), ("2023-03", "2023-03"), ("Mar-2023", "2023-03"), ("März 2023", "2023-03"),
        ("03/2023", "2023-03"), ("2023/3", "2023-03"),
    ])
    func readsAMonth(_ text: String, _ iso: String) {
        let when = DateReader.read(text).when
        #expect(when?.precision == .month)
        #expect(when?.iso == iso)
    }

    @Test func keepsAMomentWithItsZone() {
        #expect(DateReader.read("2023-03-21T10:00:00+02:00").when?.instant?.iso == "2023-03-21T08:00:00.000Z")
    }

    @Test(arguments: [
        "10/11/2023", "10.11.2023", "10-11-2023", "31/02/2023", "30 Feb 2023", "29 Feb 2023", "2023-13-01", "20231301",
        "mars", "mars 23", "Mar-21", "yesterday", "12 foo 2023", "44986", "29/03/21", "0", "12", "2023", "32/01/2023",
        "12 mars 2023 or later", "12 mars 2023 99:00", "99999999999999999999", "1/1/1", "--", "12//03/2023", "n/a",
        "13/11/2025 12.11.2024", "13/11/2025 12.11.24", "13/11/2025, 12:11:2024", "13/11/2025 10:30, 12.11.2024",
        "13/11/2025 12h11 2024", "2025-11-13 12.11.2024", "15 Mar 2021 12.11.2024", "20251113 12.11.2024",
        "Mar 21, 2023 12.11.2024", "13/11/2025 10:30 - 12.11.2024",
        "00/00/2023", "12 mars 0023", "15 ??? Mar 2021", "21/03-2023", "mardi", "Monday 2023", "- 12 mars 2023 -x",
        "2026-05-02?", "2026-05-02 ?", "~2026-05-02", "<2026-05-02", "> 2026-05-02", "≈ 02/05/2026", "±2026-05-02",
        "2026-05-02 -", "-2026-05-02", "?12 mars 2023", "mars 2023 ?", "mars ~2023", "ca. 2026-05-02",
        "env. 2026-05-02",
        "vers 2026-05-02", "2026-05-02 env.", "2026-05-02*", "Mar ~21, 2023", "20260502?",
    ])
    func leavesUnreadable(_ text: String) {
        #expect(DateReader.read(text) == .unreadable(text))
    }

    @Test(arguments: ["", "  ", "\t", "\u{A0}"])
    func takesBlankAsMissing(_ text: String) {
        #expect(DateReader.read(text) == .missing)
    }

    @Test func readsBackWhatItWrites() {
        var numbers = SeededGenerator(seed: 7)
        let months = [
            "Jan", "fév.", "März", "April", "mai", "Juni", "juillet", "août", "Sep", "Okt.", "nov", "décembre",
        ]
        for _ in 0..<2000 {
            let date = CivilDate(dayNumber: Int.random(in: 0...30_000, using: &numbers))
            let (year, month, dayOfMonth) = date.components
            let expected = StatedDate.on(When(day: date))
            #expect(DateReader.read("\(dayOfMonth) \(months[month - 1]) \(year)") == expected)
            #expect(DateReader.read("\(months[month - 1]) \(dayOfMonth), \(year)") == expected)
            #expect(DateReader.read("\(year)/\(month)/\(dayOfMonth)") == expected)
            let slashed = DateReader.read("\(dayOfMonth)/\(month)/\(year)")
            let isAmbiguous = dayOfMonth <= 12 && dayOfMonth != month
            #expect(isAmbiguous ? slashed.when == nil : slashed == expected)
        }
    }

    @Test func nothingCrashesIt() {
        var numbers = SeededGenerator(seed: 11)
        let pieces = [
            "12", "/", ".", "-", " ", "mars", "2023", "T", ":", "é", "\u{301}", ",", "er", "+", "Z", "00", "9999999999",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...8, using: &numbers)
            let text = (0..<count).map { _ in pieces.randomElement(using: &numbers) ?? "" }.joined()
            if let when = DateReader.read(text).when { #expect(when.day.components.year >= 1) }
        }
    }
}
