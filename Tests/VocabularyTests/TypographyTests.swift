import Testing
import Vocabulary

struct TypographyTests {
    @Test(arguments: [
        ("attendu : un nom", "attendu\u{A0}: un nom"), ("rien ; tout", "rien\u{202F}; tout"),
        ("vouliez-vous `a` ?", "vouliez-vous `a`\u{202F}?"), ("« ici »", "«\u{A0}ici\u{A0}»"),
        ("(« oui » ?)", "(«\u{A0}oui\u{A0}»\u{202F}?)"), ("`a : b ; c`", "`a : b ; c`"), ("a :b", "a :b"),
        ("12:30", "12:30"), ("", ""), (" : ", " : "), ("fin !", "fin\u{202F}!"), ("un\n ? deux", "un\n ? deux"),
    ])
    func frenchSpaces(_ text: String, _ expected: String) {
        #expect(FrenchTypography.typeset(text) == expected)
        // What is set already stays as it is.
        #expect(FrenchTypography.typeset(expected) == expected)
    }

    @Test(arguments: [
        (0.0, "0,0\u{A0}s", "0.0 s"), (0.44, "0,4\u{A0}s", "0.4 s"), (9.96, "10\u{A0}s", "10 s"),
        (59.4, "59\u{A0}s", "59 s"),
        (200, "3\u{A0}min 20\u{A0}s", "3 min 20 s"), (7500, "2\u{A0}h 5\u{A0}min", "2 h 5 min"),
        (-3, "0,0\u{A0}s", "0.0 s"),
        // Of which there is none is left out.
        (59.6, "1\u{A0}min", "1 min"), (180, "3\u{A0}min", "3 min"), (3599.7, "1\u{A0}h", "1 h"),
        (3600, "1\u{A0}h", "1 h"), (3659, "1\u{A0}h", "1 h"), (86_400, "24\u{A0}h", "24 h"),
        (3_600_060, "1\u{202F}000\u{A0}h 1\u{A0}min", "1,000 h 1 min"), (.infinity, "—", "—"),
    ])
    func durations(_ seconds: Double, _ french: String, _ english: String) {
        #expect(Elapsed.text(seconds, .french) == french)
        #expect(Elapsed.text(seconds, .english) == english)
    }

    /// French takes the singular for nothing, too.
    @Test(arguments: [(0, "0\u{A0}jour", "0 days"), (1, "1\u{A0}jour", "1 day"), (2, "2\u{A0}jours", "2 days")])
    func plurals(_ count: Int, _ french: String, _ english: String) {
        #expect(Wording.days(count, .french) == french)
        #expect(Wording.days(count, .english) == english)
    }

    @Test(arguments: [(1, "et 1\u{A0}autre", "and 1 more"), (2448, "et 2\u{202F}448\u{A0}autres", "and 2,448 more")])
    func others(_ count: Int, _ french: String, _ english: String) {
        #expect(Wording.others(count, .french) == french)
        #expect(Wording.others(count, .english) == english)
    }

    /// What is known of a month alone has no day to stand on.
    @Test(arguments: [
        ("2022-03", "en mars 2022", "in March 2022", "depuis mars 2022", "since March 2022"),
        ("2022-08", "en août 2022", "in August 2022", "depuis août 2022", "since August 2022"),
        ("2022-03-01", "le 1er mars 2022", "on 1 March 2022", "depuis le 1er mars 2022", "since 1 March 2022"),
        (
            "2022-03-04T23:30:00+02:00", "le 4 mars 2022", "on 4 March 2022", "depuis le 4 mars 2022",
            "since 4 March 2022"
        ),
    ])
    func datesBehindPrepositions(_ iso: String, _ le: String, _ on: String, _ depuis: String, _ since: String) throws {
        let when = try #require(When(iso: iso))
        #expect(Wording.on(when, .french) == le)
        #expect(Wording.on(when, .english) == on)
        #expect(Wording.since(when, .french) == depuis)
        #expect(Wording.since(when, .english) == since)
    }
}
