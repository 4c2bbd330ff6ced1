import Mailroom
import Testing

@Suite struct HTMLTextTests {
    static let cases: [(why: String, html: String, text: String)] = [
        ("blanks run together", " Bonjour \n\t Ada  ", "Bonjour Ada\n"),
        ("br ends a line", "a<br>b<BR/>c<br\n/><br>d", "a\nb\nc\n\nd\n"),
        ("blocks", "<div>a</div><div>b<div>c</div></div>d", "a\nb\nc\nd\n"),
        ("paragraphs have a line between them", "<p>a</p>\n<p>b</p>", "a\n\nb\n"),
        ("a list", "<ul><li>a<li>b</ul>c", "a\nb\nc\n"),
        ("a table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc\n"),
        ("markup within words", "dés<b>abon</b>nez<span style='x'>-moi</span>", "désabonnez-moi\n"),
        (
            "what nobody sees", "<style>p { x }</style>a<script>if (a<b) x</script>b<!-- c > d -->e<title>f</title>",
            "abe\n"
        ),
        ("entities", "&eacute;&#233;&#xE9;&amp;&lt;&gt;&quot;&rsquo;&nbsp;&euro;x", "ééé&<>\"’ €x\n"),
        ("entities without their end", "&eacute &#233 &#xe9 &ampx", "é é é &ampx\n"),
        ("no entities", "AT&T & &nobody; &; &# &#x; &#xZ;", "AT&T & &nobody; &; &# &#x; &#xZ;\n"),
        ("characters that are none", "&#0;&#xD800;&#x110000;&#99999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\n"),
        ("Windows-1252 by number", "&#146;&#128;", "’€\n"),
        ("a quote", "Oui<blockquote>Le texte<br><br>fin</blockquote>Ada", "Oui\n> Le texte\n> \n> fin\nAda\n"),
        ("a quote in a quote", "<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n> > b\n> c\n"),
        (
            "paragraphs in and about a quote", "<p>a</p><blockquote><p>b</p><p>c</p></blockquote><p>d</p>",
            "a\n\n> b\n> \n> c\n\nd\n"
        ),
        ("a rule", "a<hr>b", "a\n________________________________\nb\n"),
        ("as it was typed", "<pre>a\n  b</pre>c", "a\n  b\nc\n"),
        ("less than", "a < b <3 c<", "a < b <3 c<\n"),
        ("a tag that does not end", "a<b href='x", "a\n"),
        ("an attribute with a bracket", "<a title='>' href=\"x\">y</a>", "y\n"),
        ("a comment that does not end", "a<!-- b", "a\n"),
        ("a script that does not end", "a<script>b<br>c", "a\n"),
        ("a declaration", "<!DOCTYPE html><?xml x?><html><body>a</body></html>", "a\n"),
        ("Word", "<o:p>&nbsp;</o:p><![if !mso]>a<![endif]>", " a\n"),
        ("more ends than starts", "</blockquote></blockquote>a</p></pre>b", "a\n\nb\n"),
        ("nothing", "", ""),
        ("nothing to see", "<div><br></div>", "\n"),
    ]

    @Test(arguments: cases.indices) func textIsReadOutOfHTML(_ index: Int) {
        let (why, html, text) = HTMLTextTests.cases[index]
        #expect(HTMLText.plain(html) == text, "\(why)")
    }

    @Test func linksAreKept() {
        let html = #"""
            <a href="https://example.org/u?a=1&amp;t=2">x</a><A class=b HREF='mailto:a@example.org'>y</A><a name=z>
            <a href= https://example.org/plain >z</a><area href=" q "><link href="no"><!-- <a href="no"> -->
            """#
        #expect(
            HTMLText.links(html) == [
                "https://example.org/u?a=1&t=2", "mailto:a@example.org", "https://example.org/plain", "q",
            ])
    }

    @Test func quotesAreMarkedTenDeepAtMost() {
        let html = String(repeating: "<blockquote>", count: 1_000) + "a"
        #expect(HTMLText.plain(html) == String(repeating: "> ", count: MailLimits.quoteDepth) + "a\n")
    }

    /// A mail that names no charset may have a document that does.
    @Test func aDocumentNamesItsCharset() {
        let head = "Content-Type: text/html\n\n<html><head><meta charset=\"koi8-r\"></head><body>"
        let mail = ReceivedMail(parsing: Array(head.utf8) + [0xF0, 0xD2, 0xC9])
        #expect(mail.bodyText == "При\n")
    }
}
