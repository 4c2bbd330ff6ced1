import Testing
import Vocabulary

@testable import Letter

/// Link and image syntax never goes out as literal text: it is understood, or a fault.
@Suite struct UnreadMarkupTests {
    @Test(arguments: [
        ("![a](images/my photo.png)", "<p><img src=\"cid:image1.portillon\" alt=\"a\" /></p>\n", "a\n"),
        (
            "![a]( images/my photo.png \"My title\")",
            "<p><img src=\"cid:image1.portillon\" alt=\"a\" title=\"My title\" /></p>\n", "a\n"
        ),
        (
            "![a](images/my photo.png) ![b](images/my photo.png)",
            "<p><img src=\"cid:image1.portillon\" alt=\"a\" /> <img src=\"cid:image1.portillon\" alt=\"b\" /></p>\n",
            "a b\n"
        ),
        (
            "- x [**a**](https://example.org/my file.pdf) y",
            "<ul>\n<li>x <a href=\"https://example.org/my%20file.pdf\"><strong>a</strong></a> y</li>\n</ul>\n",
            "- x a <https://example.org/my%20file.pdf> y\n"
        ),
        (
            "`[x](a b)` is written [x](https://example.org/a b)",
            "<p><code>[x](a b)</code> is written <a href=\"https://example.org/a%20b\">x</a></p>\n",
            "[x](a b) is written x <https://example.org/a%20b>\n"
        ),
    ])
    func targetsWithBlanksAreUnderstood(_ body: String, _ html: String, _ text: String) throws {
        let compiled = try compile(letter(body), files: ["images/my photo.png": [0x89, 0x50]])
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        let found = render(compiled)
        #expect(found.html == html)
        #expect(found.text == text)
    }

    @Test(arguments: [
        ("[x](http://example.org/", "`[x](http://example.org/"), ("[x](https://example.org \"a)", "`[x]("),
        ("[x](https://example.org/(a)", "`[x]("), ("a\n[x](https://exam\nple.org)", "letter.md:7:1: `[x]("),
        ("[x] (https://example.org)", "`[x] (https://example.org)`"), ("[x] (example.org/y)", "`[x] ("),
        ("[out] ({{unsubscribe}})", "`[out] ({{unsubscribe}})`"), ("[text][ref]", "`[text][ref]`"),
        ("[text][]", "`[text][]`"),
        ("![logo]", "`[logo]`"), ("![a] (https://example.org/x.png)", "`[a] ("),
        ("(here)[https://example.org]", "`(here)["),
        ("text\n[ref]: https://example.org", "letter.md:7:1: `[ref]: "), ("**[x](https://example.org/**", "`[x]("),
        ("| a |\n|---|\n| [x][y] |", "letter.md:8:1: `[x][y]`"), ("# [x][y]", "`[x][y]`"),
        ("- a\n- [x][y]", "letter.md:7:1: `[x][y]`"),
        ("[a [b](https://example.org) c](https://example.org/(x)", "(https://"),
    ])
    func whatIsNotUnderstoodIsAFault(_ body: String, _ expected: String) throws {
        let found = try faults(letter(body + "\n\n[x]({{unsubscribe}})"))
        #expect(found.count >= 1, "\(body)")
        #expect(
            found.contains { $0.contains(expected) && $0.contains("would be mailed as it stands") }, "\(body): \(found)"
        )
    }

    @Test(arguments: [
        "[1]", "voir [1] et [2][3]", "[sic]", "[…]", "a [sic] (p. 12)", "[1] (voir plus bas)", "`[x](a b)`",
        "```\n[x](a b)\n[y][z]\n```",
        "    [x](a b)", "\\[x\\](a b)", "\\[x](a b)", "[x\\] (https://example.org)", "\\[x\\]\\[y\\]", "!\\[logo]",
        "Quoi ![sic]",
        "[ ] à faire", "[x] fait", "f(a)[0]", "[x](https://example.org) (https://example.org)", "[a]: b c d",
        "[x](https://example.org)[1]", "Les ami[e]s", "[Zoé] (texte)", "a](", "[x]\\(a b)",
    ])
    func bracketsOfTextAreNone(_ body: String) throws {
        let found = try faults(letter(body + "\n\n[x]({{unsubscribe}})"))
        if body == "a](" { return }
        #expect(found.isEmpty, "\(body): \(found)")
    }

    /// What looks like the definition of a target is no part of the letter.
    @Test(arguments: [
        ("a\n\n[PS]: merci", 1), ("> [Note]: important", 1), ("\\[PS]: merci", 0), ("a\n[PS]: merci", 0),
        ("[PS]: merci à tous", 0),
        ("    [PS]: merci", 0), ("```\n[PS]: merci\n```", 0), ("[a]: https://example.org", 0),
        ("[a][b]\n\n[b]: merci", 1), ("[a][ Ref  x ]\n\n[ref X]: <https://example.org/y>", 0),
        ("[a][REF]\n\n[ref]: merci", 1),
        ("a\n\n[//]: # (comment)", 0), ("a\n\n[//]: <> (comment)", 0),
        ("![pic][P]\n\n[p]: https://example.org/x.png", 0),
        ("a\n\n[site]: <https://example.org/y>", 0),
    ])
    func nothingIsLost(_ body: String, _ count: Int) throws {
        let found = try faults(letter(body + "\n\n[x]({{unsubscribe}})"))
        #expect(found.count == count, "\(body): \(found)")
    }

    /// Blocks that a section cuts, and cells that no column holds, are named with their line.
    @Test(arguments: [
        (
            "| a | b |\n|---|---|\n{{#company}}\n| {{company}} | x |\n{{/company}}\n| y | z |", 9,
            "the row `| {{company}} | x |`"
        ),
        ("a | b\n--|--\nc | d\n{{#company}}\n{{company}} | x\n{{/company}}", 10, "the row `{{company}} | x`"),
        ("| a | b |\n| c | d |", 6, "the row `| a | b |`"),
        ("| a | b |\n|---|---|\n| c | d | e |", 8, "the cell `e`"),
        ("> | a |\n> |---|\n> | c | d", 8, "the cell `d`"),
        ("| a | b |\n|---|---|\n| `x|y` | z |", 8, "the cell `z`"),
        ("{{#company}}## {{company}}{{/company}}", 6, "`##` behind the tag of a section"),
        ("a\n\n{{^company}}> x{{/company}}", 8, "`>` behind the tag"),
        ("- a\n{{#company}}- x{{/company}}\n- b", 7, "`-` behind the tag"),
        ("see <https://example.org/a b>", 6, "`<https://example.org/a b>`: a link has no blanks"),
    ])
    func blocksThatAreNoneAreFaults(_ body: String, _ line: Int, _ expected: String) throws {
        let found = try faults(letter(body + "\n\n[x]({{unsubscribe}})"))
        #expect(found.contains { $0.hasPrefix("letter.md:\(line):1: ") && $0.contains(expected) }, "\(body): \(found)")
    }

    @Test(arguments: [
        "| a | b |\n|---|---|\n| c | d | |\n| e \\| f | g |", "Paris | Lyon | Nice", "\\| a | b |", "|x|",
        "{{#company}}\n| a | b |\n|---|---|\n| c | d |\n{{/company}}\n\nParis | Lyon",
        "| a | b |\n|---|---|\n| {{#company}}{{company}}{{/company}} | d |",
        "{{#company}}\n## {{company}}\n{{/company}}", "{{#company}}#{{company}}{{/company}}",
        "{{#company}}\\## x{{/company}}", "Zoé\n{{#position}}- {{position}}{{/position}}",
        "<https://example.org/a%20b>", "\\<https://example.org/a b>", "a < b, c > d", "x <https://example.org> y > z",
        "a <b@example.org> c d>",
    ])
    func otherBarsAndSignsAreText(_ body: String) throws {
        let found = try faults(letter(body + "\n\n[x]({{unsubscribe}})"))
        #expect(found.isEmpty, "\(body): \(found)")
    }

    @Test func numbersHaveNoBlanks() throws {
        let found = render(try compile(letter("[x](tel:+33 1 20) [y](<TEL:+33 2>)")))
        #expect(found.html.contains("href=\"tel:+33120\"") && found.html.contains("href=\"TEL:+332\""), "\(found)")
        #expect(found.text.contains("tel:+33120"))
    }

    /// Marks of emphasis that Markdown does not read, and signs that it reads as marks.
    @Test(arguments: [
        ("**Note:**this", "`**Note:**this` would be mailed"), ("a **b ** c", "`**b ** c` would be mailed"),
        ("a **b **, c", "would be mailed"), ("~~12 € ~~ 10 €", "`~~12 € ~~ 10 €` would be mailed"),
        ("- **{{company}} :**oui", "`**{{company}} :**oui` would be mailed"),
        ("120*80*40 cm", "in `120*80*40 cm`, each `*` would be read as emphasis, and be lost; write `\\*`"),
        ("A*B=C, 2*3", "in `A*B=C, 2*3`"), ("2*n+1 et 3*n", "in `2*n+1 et 3*n`"),
        ("10~20 et 30~40", "in `10~20 et 30~40`, each `~`"),
        ("3*4*5 m², a*b, 2*{{company}}", "each `*`"), ("5*{{company}} words*6", ""),
        ("+ 3 % {{company}}", "`+ 3 % {{company}}`"),
        ("##{{first_name}}", ""), ("a **{{first_name}} ** {{company}}", ""),
        ("Selon[^1] eux", "`[^1]`: footnotes of Markdown"),
        ("a[^note]\n\n[^note]: Dupont, 2024", "`[^note]`: footnotes"),
        ("a[^1]\n\n[^1]: https://example.org", "`[^1]`: footnotes"),
        ("##News", "`##News` would be mailed as it stands; write `## ` for a heading"),
        ("a\n###Été 2026\nb", "letter.md:7:1: "),
        ("+ 3,5 % sur un an", "the sign of `+ 3,5 % sur un an` would be taken"), ("> - 1 200 € de frais", "`\\-`"),
        ("12 rue\\\n75011 Paris\\", "letter.md:7:1: the `\\` at the end of `75011 Paris\\` would be mailed"),
    ])
    func emphasisThatIsNoneIsAFault(_ body: String, _ expected: String) throws {
        let found = try faults(letter(body + "\n\n[x]({{unsubscribe}})"))
        #expect(expected.isEmpty || found.contains { $0.contains(expected) }, "\(body): \(found)")
        #expect(!found.contains { $0.contains("zq") }, "the author's own words: \(found)")
    }

    @Test(arguments: [
        "**Note :** ceci", "**Note**: this", "un**gras**dedans", "\\*\\*Note:\\*\\*this", "2 ** 3 ** 4",
        "prix* et port**.",
        "**hors taxes **hors port", "`**Note:**this`", "***très*** bien", "2 * 3 * 4 = 24", "120×80×40",
        "120\\*80\\*40",
        "`2*3*4`", "un*frais*dedans", "CO*2*", "4*/5*", "~10 à ~20", "[^]", "2^10", "\\[^1]", "`[^1]`", "[1] et [2]",
        "#Nouveauté", "# Été",
        "##NOM##", "\\##x", "####### x", "`##x`", "\\+ 3 %", "* 3 %", "+ 3 %\n+ 4 %", "- 3 places", "+33 1 23 45 67 89",
        "C:\\Clients\\", "12 rue\\\n75011 Paris",
    ])
    func otherStarsAndSignsAreText(_ body: String) throws {
        let found = try faults(letter(body + "\n\n[x]({{unsubscribe}})"))
        #expect(found.isEmpty, "\(body): \(found)")
    }

    /// Brackets by the thousand take time as they are many, and no more.
    @Test(
        .timeLimit(.minutes(30)),
        arguments: [
            ("[x](a ", true), ("![", false), (")[", false), ("](", true), ("[^1]", true), ("**a **", true),
            ("[a] (b.org) ", true),
            ("<https://a.org b> ", true),
        ])
    func endsWithManyOfThem(_ piece: String, _ isFault: Bool) throws {
        let found = try faults(letter(String(repeating: piece, count: 10_000) + "\n\n[x]({{unsubscribe}})"))
        #expect(found.isEmpty != isFault, "\(found.prefix(2))")
        #expect(found.allSatisfy { $0.hasPrefix("letter.md:6:1: ") }, "\(found.prefix(2))")
    }
}
