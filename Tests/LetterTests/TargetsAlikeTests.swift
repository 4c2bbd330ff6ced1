import Foundation
import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// Both parts lead to the same place: a URL in plain text is the one of the HTML, octet by octet.
@Suite struct TargetsAlikeTests {
    static let links = [
        "[w](https://example.org/a_(b)?x=1&y=é#ç)", "[w](<https://example.org/my file.pdf>)",
        "[w](https://example.org/my file.pdf)",
        "[w](https://example.org/ünï/{{city}}?c={{company}}&d=(e))", "https://example.org/é/{{city}} z",
        "<https://example.org/é?a=[b]>",
        "[w]({{website}})", "[w]({{website}}/é/{{city}})", "[w](https://{{website}})", "[w](https://{{website}}/é)",
        "[w](https://{{city}}.example.org/)", "[w](https://example.org/{{website}})",
        "[w](mailto:{{website}}?subject={{city}} é)",
        "[w](mailto:zoe@example.org?subject=Ça va)", "<{{website}}>", "www.example.org/é",
        "- <https://example.org/x>\n- https://example.org/y", "> [w]({{unsubscribe}})", "a\n\n<https://example.org/>",
        "[w]({{website|https://example.org/é à}})", "[w][r]\n\n[r]: <https://example.org/a b>",
        "https://bücher.example/é?q=ü", "[w](https://BÜCHER.example:8080/{{city}})",
        "[w](mailto:zoé@bücher.example?subject=é)",
        "[w](https://b%C3%BCcher.example)",
        "[w](https://example.org/\\*\\_&amp;\"'`^|~)",
    ]
    static let websites = [
        "https://www.example.net/x?y=1&z=é", "www.example.net", "www.example.net/a b", "example.net/(x)",
        "ada@example.net",
        "bücher.example/é", "zoe@bücher.example", "https://☃.example/",
        "javascript:alert(1)", "", "https://x.example/[a]{b}|c",
    ]

    @Test(arguments: links)
    func areTheSame(_ link: String) throws {
        let compiled = try compile(letter(link + "\n"))
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        for website in TargetsAlikeTests.websites {
            let found = render(
                compiled,
                clearance(
                    ContactFields(
                        firstName: "Ada", company: "Ann & Co", extra: ["city": "Zürich (CH)", "website": website])))
            let targets = found.html.components(separatedBy: "href=\"").dropFirst().map { piece in
                String(piece.prefix { $0 != "\"" }).replacing("&#x27;", with: "'").replacing("&#39;", with: "'")
                    .replacing("&amp;", with: "&")
            }
            #expect(!targets.isEmpty)
            for target in targets where !target.isEmpty {
                #expect(target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(target)")
                // An address and the name of a host stand without what is implied.
                let bare =
                    target.hasPrefix("http://www.") && link.hasPrefix("www.") ? String(target.dropFirst(7)) : target
                let count = found.text.components(separatedBy: bare).count
                #expect(count == 2, "\(target): \(found.text)")
            }
            #expect(!found.html.contains("javascript:alert(1)\""), "\(found.html)")
        }
    }

    /// cmark's own way with every octet that a target can hold.
    @Test func encodesAsTheHTMLDoes() throws {
        for number in 0x21...0x7E {
            guard let scalar = Unicode.Scalar(number), !"<>\\&".unicodeScalars.contains(scalar) else { continue }
            let found = try markdown("[w](<https://example.org/\(scalar)x>)")
            let target = try #require(found.html.components(separatedBy: "\"").dropFirst().first)
                .replacing("&#x27;", with: "'").replacing("&quot;", with: "\"")
            #expect(found.text == "w <\(target)>\n")
        }
    }

    /// Behind `https://`, a value's own scheme is not said twice, and its path stays one.
    @Test(arguments: [
        ("https://{{website}}", "www.example.net/x", "https://www.example.net/x"),
        ("https://{{website}}", "https://www.example.net/x", "https://www.example.net/x"),
        ("http://{{website}}/y", "HTTPS://www.example.net", "http://www.example.net/y"),
        ("https://{{website}}", "a b", "https://a%20b"),
        ("https://{{website}}", "javascript:x", "https://javascript%3Ax"),
        ("https://{{website}}.example.org/", "evil.example/", "https://evil.example%2F.example.org/"),
    ])
    func completesBehindAScheme(_ target: String, _ website: String, _ expected: String) throws {
        let found = try markdown("[w](\(target))", ContactFields(extra: ["website": website]))
        #expect(found.html == "<p><a href=\"\(expected)\">w</a></p>\n")
        #expect(found.text == "w <\(expected)>\n")
    }

    /// In a text that its author wrote, a field inside a URL is encoded as in a link's target.
    @Test(arguments: [
        ("https://example.org/?c={{company}}", "https://example.org/?c=Ann%20%26%20Co"),
        ("<https://example.org/{{city}}/{{company}}>", "<https://example.org/Z%C3%BCrich/Ann%20%26%20Co>"),
        ("(https://example.org/{{#city}}{{city}}{{/city}})", "(https://example.org/Z%C3%BCrich)"),
        ("https://{{website}}", "https://a.example"), ("mailto:{{address}}", "mailto:ada@example.net"),
        ("https://example.org/x {{company}}", "https://example.org/x Ann & Co"), ("a/{{company}}", "a/Ann & Co"),
        ("Out: {{unsubscribe}}", "Out: https://example.org/u/tok_1"),
    ])
    func ownTextToo(_ text: String, _ expected: String) throws {
        let compiled = try compile(letter("<p>{{unsubscribe}}</p>"), fileName: "letter.html", sibling: text)
        #expect(compiled.faults.isEmpty)
        #expect(render(compiled).text == expected)
    }

    /// Hosts go out as A-labels, the rest percent-encoded (RFC 3987 §3.1, RFC 6068 §2).
    @Test(arguments: [
        ("[w](https://bücher.example/é?q=ü)", "https://xn--bcher-kva.example/%C3%A9?q=%C3%BC"),
        ("https://www.BÜCHER.example", "https://www.xn--bcher-kva.example"),
        ("[w](https://b%C3%BCcher.example:8080/)", "https://xn--bcher-kva.example:8080/"),
        ("[w](mailto:zoé@bücher.example?subject=é)", "mailto:zo%C3%A9@xn--bcher-kva.example?subject=%C3%A9"),
        ("[w]({{website}})", "https://xn--bcher-kva.example/%C3%A9"),
        ("[w](https://{{website}})", "https://xn--bcher-kva.example/%C3%A9"),
        ("[w](https://Example.org/é)", "https://Example.org/%C3%A9"),
        ("[w](https://_a.bücher.example)", "https://_a.xn--bcher-kva.example"),
    ])
    func hostsAreALabels(_ link: String, _ target: String) throws {
        let compiled = try compile(letter(link + "\n"))
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        let found = render(compiled, clearance(ContactFields(firstName: "Ada", extra: ["website": "bücher.example/é"])))
        #expect(found.html.contains("href=\"\(target)\""), "\(found.html)")
        #expect(found.text.contains(target), "\(found.text)")
    }
}
