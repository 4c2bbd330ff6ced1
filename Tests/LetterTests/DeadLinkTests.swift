import Testing
import Vocabulary

@testable import Letter

/// A link that no reader could follow is a fault, with its line and what was likely meant.
@Suite struct DeadLinkTests {
    /// Targets that lead nowhere, and what the message proposes.
    static let dead: [(target: String, proposal: String)] = [
        ("www.example.org", "leads nowhere; write `https://www.example.org`"),
        ("example.org/page", "write `https://example.org/page`"),
        ("example.org:8080/x", "write `https://example.org:8080/x`"),
        ("WWW.Example.org", "write `https://WWW.Example.org`"), ("page.html", "write the whole address"),
        ("/page", "write the whole address"), ("../x", "write the whole address"),
        ("//example.org/x", "write `https://example.org/x`"), ("zoe@example.org", "write `mailto:zoe@example.org`"),
        ("httsp://example.org", "write `https://example.org`"), ("htp://example.org/x", "write `http://example.org/x`"),
        ("ttps://example.org", "write `https://example.org`"), ("http:/example.org", "write `http://example.org`"),
        ("https:example.org", "write `https://example.org`"),
        ("https:\\\\\\\\example.org", "write `https://example.org`"),
        ("https://", "write the whole address"), ("https:///x", "write the whole address"),
        ("https://example", "write the whole address"), ("https://example..org", "write the whole address"),
        ("https://www,example.org", "write the whole address"), ("https://page.html", "write the whole address"),
        ("https://https://example.org", "write `https://example.org`"), ("mailto:", "a link without a target"),
        ("mailto:zoe", "write the whole address"), ("mailto://zoe@example.org", "write `mailto:zoe@example.org`"),
        ("mialto:zoe@example.org", "write `mailto:zoe@example.org`"), ("tel:", "a link without a target"),
        ("+33123456789", "write `tel:+33123456789`"), ("file:///home/zoe/x.pdf", "attach it (`Attach:`)"),
        ("C:/Users/zoe/x.pdf", "attach it (`Attach:`)"), ("javascript:void\\(0\\)", "leads nowhere"),
        ("data:text/html,x", "leads nowhere"), ("blob://x", "leads nowhere"), ("filesystem://x", "leads nowhere"),
        ("vbscript://x", "leads nowhere"), ("file://x/y", "attach it"), ("htttps://example.org", "write `https://"),
        ("note:x", "leads nowhere"), ("notion://", "leads nowhere"), ("example.org://x", "leads nowhere"),
        ("#end", "leads to no place"),
        ("#", "leads to no place"), ("http://localhost:8080/x", "the reader's own machine"),
        ("localhost:8080", "the reader's own machine"), ("https://127.0.0.1/x", "the reader's own machine"),
        ("", "a link without a target"),
        ("https://☃.example/x", "`☃.example` is no domain name (IDNA); correct it"),
        ("https://b%FCcher.example", "is no domain name"), ("https://-bücher.example", "is no domain name"),
        ("mailto:zoe@☃.example", "`☃.example` is no domain name"),
    ]

    @Test(arguments: dead.indices)
    func inMarkdownIsAFault(_ index: Int) throws {
        let (target, proposal) = DeadLinkTests.dead[index]
        let found = try faults(letter("a\n\nb [x](\(target)) {{unsubscribe}}"))
        #expect(found.count == 1, "\(found)")
        #expect(
            found.first?.hasPrefix("letter.md:8:1: ") == true && found.first?.contains(proposal) == true, "\(found)")
    }

    @Test(arguments: dead.indices)
    func inHTMLIsAFault(_ index: Int) throws {
        let (written, proposal) = DeadLinkTests.dead[index]
        let target = written.replacing("\\\\\\\\", with: "\\\\").replacing("\\(", with: "(").replacing("\\)", with: ")")
        let html = "<p>x</p>\n<a\n href=\"\(target)\">x</a>"
        let own = try compile(letter(html + "{{unsubscribe}}"), fileName: "letter.html", sibling: "{{unsubscribe}}")
        let inLayout = try compile(letter("{{unsubscribe}}"), ["bare.html": html + "{{{content}}}"])
        let inPartial = try compile(letter("{{unsubscribe}}"), ["bare.html": "{{> p}}{{{content}}}", "p.html": html])
        for (compiled, start) in [
            (own, "letter.html:8:7: "), (inLayout, "bare.html:3:7: "), (inPartial, "p.html:3:7: "),
        ] {
            let found = compiled.faults.map(\.message.en)
            #expect(found.count == 1, "\(target): \(found)")
            #expect(found.first?.hasPrefix(start) == true && found.first?.contains(proposal) == true, "\(found)")
        }
    }

    static let alive = [
        "https://example.org", "http://www.example.org/x?y=1&z#top", "HTTPS://Example.org",
        "https://example.org:8080/x",
        "https://müller.example/é", "https://zoe@example.org/", "https://192.0.2.7/x", "https://[2001:db8::1]/",
        "https://example.org./x", "mailto:zoe@example.org", "mailto:zoe@example.org,max@example.org?subject=x%20y",
        "mailto:?subject=x", "mailto:zoe%40example.org", "tel:+33123456789", "sms:+33123456789",
        "webcal://example.org/x.ics",
        "https://example.org/a_(b)", "https://example.org/page.html", "whatsapp://send?text=x",
        "ftp://example.org/x", "webcals://example.org/x.ics", "geo:48.85,2.35", "notion://www.notion.so/x",
        "spotify:album:x", "vscode://file/x",
    ]

    @Test(arguments: alive)
    func whatCanBeFollowedIsNone(_ target: String) throws {
        #expect(try faults(letter("[x](\(target)) <a@example.org> www.example.org {{unsubscribe}}")) == [])
        let html =
            "<a href='\(target)'>x</a><img src=\"https://example.org/x.png\"><img src=\"data:image/png;base64,aa\">"
        #expect(try faults(letter("{{unsubscribe}}"), ["bare.html": html + "{{{content}}}"]) == [])
    }

    @Test(arguments: [
        ("[a][r]\n\n[r]: www.example.org", "letter.md:6:1: the link `www.example.org`"),
        ("a\n<httsp://example.org>", "letter.md:7:1: the link `httsp://example.org`"),
        ("- a\n- [x](example.org)", "letter.md:7:1: the link `example.org`"),
        ("![x]()", "letter.md:6:1: a picture without an address"),
        ("![x](file:///home/x.png)", "letter.md:6:1: the picture `file:///home/x.png` leads to a file"),
        ("![x](httsp://example.org/x.png)", "write `https://example.org/x.png`"),
        (
            "[x](www.example.org/{{city}})",
            "letter.md:6:1: the link `www.example.org/…` leads nowhere; write `https://www.example.org/…`"
        ),
        ("[x](page/{{city}})", "letter.md:6:1: the link `page/…`"),
        ("[x](http:/{{website}})", "letter.md:6:1: the link `http:/…`"),
        ("[x]({{website|www.example.org}})", "letter.md:6:1: the link `www.example.org` leads nowhere"),
        ("[x]({{website|}})", "letter.md:6:1: a link without a target"),
        ("a\n\n{{> p}}", "p.md:2:1: the link `example.org`"),
        ("[![x](https://example.org/x.png)](example.org)", "letter.md:6:1: the link `example.org`"),
        ("http://localhost:8080/x", "the reader's own machine"),
    ])
    func whereverItStands(_ body: String, _ expected: String) throws {
        let found = try faults(letter(body + "\n\n{{unsubscribe}}"), ["p.md": "a\n[x](example.org)\n"])
        #expect(found.count == 1 && found[0].contains(expected), "\(found)")
    }

    @Test(arguments: [
        ("<img src=\"images/x.png\">", 1), ("<img src='cid:logo'>", 1), ("<img src=\"\">", 1),
        ("<a href=www.example.org>x</a>", 1),
        ("<a HREF=\"WWW.example.org\">x</a>", 1), ("<area href=\"x\">", 1), ("<table background=\"x.png\"></table>", 1),
        ("<a href=\"mailto:zoe&#64;example.org\">x</a>", 0), ("<a href=\"mailto:zoe&#x40;example.org\">x</a>", 0),
        ("<a href=\"https://example.org/?a=1&amp;b=2\">x</a>", 0), ("<a href=\"#there\">x</a><p id=\"there\">x</p>", 0),
        ("<a href=\"#there\">x</a><a name=\"there\">x</a>", 0), ("<a href=\"#there\">x</a><p id=\"here\">x</p>", 1),
        ("<a name=\"x\">x</a>", 0), ("<!-- <a href=\"x\"> -->", 0), ("<blockquote cite=\"x\"></blockquote>", 0),
        ("<a href=\"https://{{website}}\">x</a>", 0), ("<a href=\"{{website}}\">x</a>", 0),
        ("<a href=\"{{#website}}{{website}}{{/website}}{{^website}}https://example.org{{/website}}\">x</a>", 0),
        ("<a href=\"{{website|www.example.org}}\">x</a>", 1), ("<a href=\"www.example.org/{{city}}\">x</a>", 1),
    ])
    func inHTMLAsAMailProgramReadsIt(_ html: String, _ count: Int) throws {
        let compiled = try compile(
            letter(html + "{{unsubscribe}}"), fileName: "letter.html", sibling: "{{unsubscribe}}")
        let found = compiled.faults.map(\.message.en)
        #expect(found.count == count, "\(found)")
    }

    /// The letter and its layout are one page.
    @Test func aJumpLeadsToAnyPlaceOfThePage() throws {
        let layout = ["bare.html": "<a href=\"#there\">x</a><a href=\"#nowhere\">x</a>{{{content}}}"]
        let compiled = try compile(
            letter("<p id=\"there\">{{unsubscribe}}</p>"), layout, fileName: "letter.html", sibling: "{{unsubscribe}}")
        #expect(compiled.faults.map(\.line) == [1])
        #expect(compiled.faults.first?.message.en.contains("`#nowhere`") == true)
    }

    /// All of them at once, each named.
    @Test func namesEveryOneOfALetter() throws {
        let body =
            "[our site](www.example.org), [there](example.org/page), [page](page.html), [mail](zoe@example.org), "
            + "[x](httsp://example.org), [y](http:/example.org), [z](https://exa mple.org), [empty](), [anchor](#top), "
            + "[file](file:///home/zoe/x.pdf), [js](javascript:alert(1)), [tel](tel:+33123456789), "
            + "![pic](http://example.org/x.png), [local](http://localhost:8080/x), [your page]({{website}})"
        let found = try faults(letter(body + " {{unsubscribe}}"))
        #expect(found.count == 12, "\(found)")
        #expect(found.allSatisfy { $0.hasPrefix("letter.md:6:1: ") })
        #expect(
            found.contains { $0.contains("the link `https://exa mple.org` leads nowhere; write `https://example.org`") }
        )
    }

    @Test func saysItInFrenchToo() throws {
        let found = try compile(letter("[x](www.example.org) {{unsubscribe}}")).faults.map(\.message.fr)
        #expect(
            found == [
                "letter.md:6:1 : le lien `www.example.org` ne mène nulle part ; écrivez `https://www.example.org`"
            ])
    }
}
