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
        (86_400, "24\u{A0}h 0\u{A0}min", "24 h 0 min"), (.infinity, "—", "—"),
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
}
