import Foundation
import Testing
import Vocabulary

@testable import Letter

/// Lines and columns look alike in HTML and in plain text.
@Suite struct LinesAndColumnsTests {
    @Test(arguments: [
        // A line that ends early is its author's, and so are the others of its paragraph.
        (
            "Cordialement,\nZoé Exemple\nDirectrice", "<p>Cordialement,<br />\nZoé Exemple<br />\nDirectrice</p>\n",
            "Cordialement,\nZoé Exemple\nDirectrice\n"
        ),
        (
            "{{sender.name}}\n{{sender.postalAddress}}\n[site](https://example.org)",
            "<p>Zoé Lefèvre<br />\n12 rue des Lilas, Paris<br />\n<a href=\"https://example.org\">site</a></p>\n",
            "Zoé Lefèvre\n12 rue des Lilas, Paris\nsite <https://example.org>\n"
        ),
        ("**a**\n*b*", "<p><strong>a</strong><br />\n<em>b</em></p>\n", "a\nb\n"),
        ("> a\n> b", "<blockquote>\n<p>a<br />\nb</p>\n</blockquote>\n", "> a\n> b\n"),
        ("- a\n  b", "<ul>\n<li>a<br />\nb</li>\n</ul>\n", "- a\n  b\n"),
        (
            "This line is long enough that an editor could have wrapped it right here,\nhe said.\nBut not this one.",
            "<p>This line is long enough that an editor could have wrapped it right here,<br />\nhe said.<br />\nBut not this one.</p>\n",
            "This line is long enough that an editor could have wrapped it right here,\nhe said.\nBut not this one.\n"
        ),
        // What an editor wrapped flows.
        (
            "Voici une lettre dont les lignes ont été coupées par un éditeur de\ntexte à soixante-douze colonnes, comme on le fait au terminal\ndepuis toujours.",
            "<p>Voici une lettre dont les lignes ont été coupées par un éditeur de\ntexte à soixante-douze colonnes, comme on le fait au terminal\ndepuis toujours.</p>\n",
            "Voici une lettre dont les lignes ont été coupées par un éditeur de texte à soixante-douze colonnes, comme on le fait au terminal depuis toujours.\n"
        ),
        // The dashes above a signature make no heading of what stands above them.
        (
            "Bye,\n-- \nZoé\nDirectrice", "<p>Bye,<br />\n--<br />\nZoé<br />\nDirectrice</p>\n",
            "Bye,\n--\nZoé\nDirectrice\n"
        ),
        ("Bye,\n--\n\nZoé", "<p>Bye,<br />\n--</p>\n<p>Zoé</p>\n", "Bye,\n--\n\nZoé\n"),
        ("Bye\n\n-- \nZoé", "<p>Bye</p>\n<p>--<br />\nZoé</p>\n", "Bye\n\n--\nZoé\n"),
        // Nor does a rule below several lines.
        (
            "Zoé | CEO\nAcme | 12 rue des Lilas\n---\nx",
            "<p>Zoé | CEO<br />\nAcme | 12 rue des Lilas</p>\n<hr />\n<p>x</p>\n",
            "Zoé | CEO\nAcme | 12 rue des Lilas\n\n---\n\nx\n"
        ),
        ("> a\n> b\n> ----", "<blockquote>\n<p>a<br />\nb</p>\n<hr />\n</blockquote>\n", "> a\n> b\n>\n> ---\n"),
        ("Title\n-----\nx", "<h2>Title</h2>\n<p>x</p>\n", "Title\n\nx\n"),
    ])
    func linesStayOrFlowInBoth(_ body: String, _ html: String, _ text: String) throws {
        let found = try markdown(body)
        #expect(found.html == html)
        #expect(found.text == text)
    }

    /// Columns are those of the author's file, tags and comments in full, the marks of lists and quotes counted.
    @Test(arguments: [
        // Wrapped at about 72 columns, and at 60 in a list and in a quote.
        (
            "Nous serions ravis de vous revoir, {{first_name|cher ami de longue date}},\nau salon de cet automne, où nous présentons nos nouveautés à tous ceux\nqui viennent.",
            false
        ),
        (
            "Nous serions ravis {{#company}}avec toute l’équipe de {{company}}{{/company}}\nde vous revoir au salon de cet automne, où nous présentons nos nouveautés.",
            false
        ),
        (
            "Nous serions {{! ravis est le mot juste, ne pas le changer }}ravis de vous\nrevoir au salon de cet automne, où nous présentons toutes nos nouveautés.",
            false
        ),
        (
            "- Nous serions ravis de vous revoir au salon de cet automne\n  prochain, où nous présentons toutes nos nouveautés à tous\n  ceux.",
            false
        ),
        (
            "> Nous serions ravis de vous revoir au salon de cet automne\n> prochain, où nous présentons toutes nos nouveautés à tous\n> ceux.",
            false
        ),
        (
            "> Nous serions ravis de vous revoir au salon de cet\n> {{! une note }} automne, où nous présentons toutes nos nouveautés.",
            false
        ),
        // Ended early, however long the words are that stand for tags.
        ("Cher{{#first_name}} {{first_name}}{{/first_name}},\nmerci.", true),
        ("{{company}}{{city}}{{first_name}}\n{{last_name}}{{city}}\nmerci", true),
    ])
    func linesAreMeasuredAsTheirAuthorSeesThem(_ body: String, _ areKept: Bool) throws {
        #expect(try markdown(body).html.contains("<br />") == areKept, "\(body)")
    }

    @Test func columnsAreAligned() throws {
        let found = try markdown(
            """
            | Produit | Prix | Note |
            |:--------|-----:|:----:|
            | Pommes  | 3,20 | é |
            | [Noix](https://example.org/n) | 12,00 | **très bon** |
            """)
        #expect(
            found.text
                == """
                Produit                        |  Prix |   Note
                Pommes                         |  3,20 |    é
                Noix <https://example.org/n>   | 12,00 | très bon

                """.replacing("                        |  Prix", with: String(repeating: " ", count: 22) + "|  Prix")
                .replacing("Pommes                         |", with: "Pommes" + String(repeating: " ", count: 23) + "|")
                .replacing("n>   |", with: "n> |"))
        #expect(found.html.contains("<th style=\"text-align: left\">Produit</th>"))
        #expect(found.html.contains("<td style=\"text-align: right\">3,20</td>"))
        #expect(found.html.contains("<td style=\"text-align: center\"><strong>très bon</strong></td>"))
        #expect(!found.html.contains("align=\""))
        #expect(try HTMLJudge.faults("<!doctype html><title>x</title>" + found.html) == "")
    }

    /// The style of a cell stands closer to it than the layout's, which says `left`.
    @Test func aColumnWithFieldsIsAsWideAsTheyAre() throws {
        let found = try markdown("> | a | b | c |\n> |---|---|--:|\n> | {{city}} | x | 1 |\n> | y | long | 10 |\n\nz")
        #expect(found.text == "> a | b    |  c\n> Zürich | x    |  1\n> y | long | 10\n\nz\n")
        #expect(found.html.contains("<td style=\"text-align: right\">10</td>"))
    }

    @Test func rawHTMLInACellIsStillNamed() throws {
        #expect(try faults(letter("| a |\n|---|\n| x<br>y |")).first?.hasPrefix("letter.md:8:1: raw HTML") == true)
    }
}
