import Foundation
import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// What somebody else wrote is data, in every place and whatever it holds.
@Suite struct HostileTests {
    static let values = [
        "\r\nBcc: x@example.net", "a\nb", "a\rb", "a\u{0}b", "{{unsubscribe}}", "{{{x}}}", "{{#city}}", "{{/company}}",
        "}}",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='x", "</p><p>", "<!--", "&lt;b&gt;",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "data:text/html,<b>", "vbscript:x", "\u{1}javascript:x", "//evil.example",
        "https://evil.example/\" onclick=\"x",
        "https://x.example/ y", "=?utf-8?q?=0D=0ABcc=3A_x=40example.net?=", "\u{202E}gnp.exe", "\u{2066}x",
        "a\u{2028}b",
        "**b** [x](y) `c`", "| a | b |", "- a", "# a", "zqPortillonqz0zq", "--=_portillon_7_autumn-2026--", "\r\n.\r\n",
        "%0d%0a",
        String(repeating: "x", count: 10_000), String(repeating: "é ", count: 5000),
        String(repeating: "<", count: 10_000),
    ]

    static let body = """
        {{company}} *{{company}}* `{{company}}` "{{company}}"

        # {{company}}

        - {{company}}

        > {{company}}

        | {{company}} | x |
        |---|---|
        | {{#company}}{{.}}{{/company}} | {{&company}} |

        [{{company}}]({{company}} "{{company}}") [x](https://x.example/{{company}}?{{company}}#{{company}})
        [x]({{company}}/{{company}}) [x](mailto:{{company}}) ![{{company}}]({{company}}) <{{company}}>
        https://x.example/{{company}}

            {{company}}

        [x]({{unsubscribe}})
        """

    /// The tags of some HTML, with their attributes' names and the beginnings of their targets: its markup, without data.
    private func markup(_ html: String) -> [String] {
        var tags: [String] = []
        for piece in html.split(separator: "<").dropFirst(html.hasPrefix("<") ? 0 : 1) {
            let tag = piece.prefix { $0 != ">" }
            tags.append(
                tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset % 2 == 0 }.map { String($0.element) }.joined(separator: "\""))
        }
        return tags
    }

    @Test(arguments: values)
    func isDataEverywhere(_ value: String) throws {
        let compiled = try compile(
            letter(HostileTests.body, subject: "{{company}} x {{company}}"),
            [
                "bare.html":
                    "<a href=\"{{company}}\" title=\"{{company}}\">{{company}}</a>{{{content}}}{{^company}}{{/company}}"
            ])
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        func filled(_ value: String) -> (Rendered, [UInt8]) {
            let pass = clearance(
                ContactFields(firstName: value, fullName: value, company: value), evidence: evidence(place: value))
            return (render(compiled, pass), compiled.message(for: pass, stamp: stamp).bytes)
        }
        let (found, bytes) = filled(value)
        let (harmless, _) = filled("Ann")
        #expect(markup(found.html) == markup(harmless.html))
        #expect(!found.html.contains("{{"))
        for target in ["href=\"", "href='", "src=\""] {
            for piece in found.html.components(separatedBy: target).dropFirst() {
                let isSafe = ["#", "https://", "http://", "mailto:"].contains { piece.hasPrefix($0) }
                #expect(isSafe, "\(piece.prefix(40))")
            }
        }
        for text in [found.subject, found.html, found.text] {
            #expect(!text.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x2066 || $0.value == 0 })
            #expect(!text.contains("\r"))
        }
        #expect(!found.subject.contains("\n"))
        #expect(found.text.split(separator: "\n").count == harmless.text.split(separator: "\n").count)
        expectWireRules(bytes)
        let parsed = try #require(PythonJudge.parse([bytes]).first)
        #expect(parsed.defects.isEmpty)
        #expect(parsed.names.count == 11)
        #expect(parsed.names.filter { ["From", "To", "Subject", "Date", "Message-ID"].contains($0) }.count == 5)
        #expect(parsed.to.count == 1)
        #expect(parsed.to.first?.last == "ada@example.net")
        #expect(parsed.structure == "alternative(text/plain text/html)")
    }

    /// A target from data is a web or mail address, made whole where it lacks its scheme, or none.
    @Test(arguments: [
        ("https://a.example/x?y=1&z", "https://a.example/x?y=1&amp;z"), ("HTTP://a.example", "HTTP://a.example"),
        ("mailto:a@example.org", "mailto:a@example.org"), ("javascript:x", "#"), ("data:x", "#"), ("//a.example", "#"),
        ("a.example", "https://a.example"), ("https://a.example/ x", "#"), ("https://a.example/\u{7}x", "#"),
        ("ftp://a.example", "#"),
        ("https://a.example/\"x", "https://a.example/%22x"),
        ("www.a.example/é?x=1&y", "https://www.a.example/%C3%A9?x=1&amp;y"),
        (" www.a.example ", "https://www.a.example"), ("ada+x@a.example", "mailto:ada%2Bx@a.example"),
        ("a.example:8080/x", "https://a.example:8080/x"), ("a.example:alert(1)", "#"), ("a.example:80:x", "#"),
        ("https:/a.example", "#"), ("https:a.example", "#"), ("https://", "#"), ("https:///x", "#"), ("http://.", "#"),
        ("https://a.example b.example", "#"), ("mailto:x", "#"), ("mailto:", "#"), ("x@", "#"), ("@a.example", "#"),
        ("a@b@c.example", "#"), ("javascript:a.example", "#"), ("javascript://a.example/%0Aalert(1)", "#"),
        ("cv.pdf", "#"), ("1.2", "#"), ("v1.2", "#"), ("192.0.2.7/x", "https://192.0.2.7/x"), ("Smith & Co.", "#"),
        ("https://user@a.example", "https://user@a.example"), ("user:pass@a.example/", "#"),
        ("\u{A0}www.a.example\u{A0}", "https://www.a.example"), ("www.a\u{A0}b.example", "#"),
        ("müller.example/ß", "https://xn--mller-kva.example/%C3%9F"),
        ("https://a.example/100%", "https://a.example/100%"),
        ("https://a.example/[x]{y}", "https://a.example/%5Bx%5D%7By%7D"),
        ("https://a.example\\b", "https://a.example%5Cb"),
    ])
    func choosesOnlyHarmlessTargets(_ value: String, _ expected: String) throws {
        let found = try markdown("[x]({{company}})", ContactFields(company: value))
        #expect(found.html == "<p><a href=\"\(expected)\">x</a></p>\n")
    }
}
