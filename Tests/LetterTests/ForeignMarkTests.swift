import Gate
import Testing

@testable import Letter

/// Placeholders as other mail tools write them, outside `{{ }}`.
struct ForeignMarkTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let body: String
        /// `mark→field@line`, the body beginning on line 6.
        let expected: [String]
        var testDescription: String { body }

        init(_ body: String, _ expected: String...) {
            self.body = body
            self.expected = expected
        }
    }

    private func told(_ marks: [Warning.ForeignMark]) -> [String] {
        marks.map { "\($0.text)→\($0.field ?? "?")@\($0.line)" }
    }

    @Test(arguments: [
        // Whose marks they are is told by their look alone.
        Case("Hi *|FNAME|*, *|UNSUB|*", "*|FNAME|*→first_name@6", "*|UNSUB|*→unsubscribe@6"),
        Case("*|IF:FNAME|*x*|END:IF|*", "*|IF:FNAME|*→first_name@6", "*|END:IF|*→?@6"),
        Case("a\n\n%FIRSTNAME%, %CUSTOM_TAG%", "%FIRSTNAME%→first_name@8", "%CUSTOM_TAG%→?@8"),
        Case("%first_name% %prénom%", "%first_name%→first_name@6", "%prénom%→first_name@6"),
        Case(
            "[[first_name]] [[data:firstname:\"\"]]", "[[first_name]]→first_name@6",
            "[[data:firstname:\"\"]]→first_name@6"),
        Case("[[favourite colour]]", "[[favourite colour]]→?@6"),
        Case(
            "{FIRSTNAME} {name} {contact.FIRSTNAME}", "{FIRSTNAME}→first_name@6", "{name}→full_name@6",
            "{contact.FIRSTNAME}→first_name@6"),
        Case(
            "{$name} {!firstname} ${company}", "{$name}→full_name@6", "{!firstname}→first_name@6",
            "${company}→company@6"),
        Case("%%first_name%% %%emailaddr%%", "%%first_name%%→first_name@6", "%%emailaddr%%→?@6"),
        Case(
            "[FIRSTNAME] [Nom] [firstname,fallback=there]", "[FIRSTNAME]→first_name@6", "[Nom]→last_name@6",
            "[firstname,fallback=there]→first_name@6"),
        Case("[subscriber:firstname | default:reader]", "[subscriber:firstname | default:reader]→first_name@6"),
        Case("«Prénom» et « le prénom »", "«Prénom»→first_name@6"),
        Case("{% if x %}a{% endif %} [%user.gecos%]", "{% if x %}→?@6", "{% endif %}→?@6", "[%user.gecos%]→?@6"),
        Case(
            "@FIRSTNAME@ ##prenom## #NAME# $email$", "@FIRSTNAME@→first_name@6", "##prenom##→first_name@6",
            "#NAME#→full_name@6", "$email$→address@6"),
        // Columns of the sender's own tables count as names.
        Case("%city% [city]", "%city%→city@6", "[city]→city@6"),
        Case("Prénom : *|FNAME|*\n\n> *|LNAME|*", "*|FNAME|*→first_name@6", "*|LNAME|*→last_name@8"),
        // Ordinary text.
        Case("100 % of 50 % and 20%, 5%-10%"), Case("See [1], [2] and [a][1].\n\n[1]: https://example.org/x"),
        Case("[name](https://example.org) and [Nom][1] ![name](https://example.org/a.png)\n\n[1]: https://example.org"),
        Case("[x] done, [ ] to do, [sic], [...], [WEBINAR] and [IMPORTANT]"),
        Case("https://example.org/%C3%A9t%C3%A9%20%E2%82%AC and https://example.org/caf%C3%A9NOIR%20x"),
        Case("{a, b} and {1, 2, 3}, {x}, f(x) = {y}"), Case("« Bonjour », dit-il ; «bonjour» aussi"),
        Case("« Nom », «\u{A0}Société\u{A0}», «\u{202F}Nom\u{202F}» et « Prénom »"),
        Case("#société #climat et #nom #prix"),
        Case("@company @name, @nom @société"), Case("10 $ nom $ et 5 $ société $"), Case("## Nom ##\n\nx\n\n# Email #"),
        Case("a << b >> c, 1 << 2"), Case("write to @name and @other, #name or #1, 5 $ and 6 $"),
        Case("**bold** *|* and *| x *"),
        Case("{{first_name|%FIRSTNAME%}}{{! *|FNAME|* }} {{#company}}{{company}}{{/company}}"),
        // Code means itself.
        Case("`*|FNAME|*` and ``a ` ${name}`` but *|X|*", "*|X|*→?@6"),
        Case("```\n${name}\n```\n\n~~~ x\n*|FNAME|*\n~~~\n\n*|LNAME|*", "*|LNAME|*→last_name@14"),
        Case("a\n\n    ${name}\n\nb"), Case("- a\n\n    ${name}", "${name}→full_name@8"),
        Case("` is a sign, and *|FNAME|* is one", "*|FNAME|*→first_name@6"),
    ])
    func finds(_ example: Case) throws {
        #expect(told(try compile(letter(example.body)).foreignMarks) == example.expected)
    }

    @Test func looksIntoEveryText() throws {
        let source = letter("{{> p}} *|FNAME|*\n\n{{> p}}", subject: "*|FNAME|*, news", more: "Layout: l")
        let marks = try compile(
            source,
            [
                "p.md": "x\n[[first_name]]",
                "l.html":
                    "<style>a{FIRSTNAME}</style><!-- *|A|* -->\n<a href=\"*|UNSUB|*\">x</a><code>${a}</code>{{{content}}}",
                "l.txt": "{{{content}}}\n\n%%unsubscribe%%",
            ]
        ).foreignMarks
        #expect(
            marks.map { "\($0.file):\($0.line) \($0.text)" } == [
                "letter.md:3 *|FNAME|*", "letter.md:6 *|FNAME|*", "p.md:2 [[first_name]]", "l.html:2 *|UNSUB|*",
                "l.txt:3 %%unsubscribe%%",
            ])
    }

    @Test func looksIntoLettersInHTML() throws {
        let marks = try compile(
            letter("<p>&lt;&lt;First Name&gt;&gt; *|FNAME|*</p>", more: "Language: fr"), fileName: "letter.html",
            sibling: "a\n{FIRSTNAME}"
        ).foreignMarks
        #expect(
            marks.map { "\($0.file):\($0.line) \($0.text)" } == [
                "letter.html:6 &lt;&lt;First Name&gt;&gt;", "letter.html:6 *|FNAME|*",
                "letter.txt:2 {FIRSTNAME}",
            ])
    }

    @Test func mayBeMany() throws {
        let marks = try compile(letter(String(repeating: "*|FNAME|*\n", count: 5000))).foreignMarks
        #expect(marks.count == 100)
    }
}
