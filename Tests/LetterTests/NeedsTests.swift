import Testing
import Vocabulary

@testable import Letter

/// What a letter needs of each contact, and whether each part shows the way out.
@Suite struct NeedsTests {
    struct Case: CustomTestStringConvertible {
        let body: String
        let needs: [FieldNeed]

        init(_ body: String, _ needs: FieldNeed...) { (self.body, self.needs) = (body, needs) }

        var testDescription: String { body }
    }

    @Test(arguments: [
        Case("x"), Case("{{first_name}}", .field("first_name")), Case("{{first_name|friend}}"), Case("{{first_name|}}"),
        Case("{{first_name|a}} {{first_name}}", .field("first_name")), Case("{{{city}}}", .field("city")),
        Case("{{first_name}} {{city}} {{first_name}}", .field("first_name"), .field("city")),
        Case("{{#city}}x{{/city}}"), Case("{{^city}}x{{/city}}"),
        Case("{{#city}}{{.}}{{/city}}", .ifPresent("city", [.field("city")])),
        Case("{{#city}}{{company}}{{/city}}", .ifPresent("city", [.field("company")])),
        Case("{{^city}}{{company}}{{/city}}", .ifAbsent("city", [.field("company")])),
        Case("{{^city}}{{company|x}}{{/city}}"),
        Case(
            "{{#city}}{{^company}}{{position}}{{/company}}{{/city}}",
            .ifPresent("city", [.ifAbsent("company", [.field("position")])])),
        // What every message has.
        Case("{{address}} {{date}} {{why}} {{unsubscribe}} {{purpose}} {{sender.name}} {{language}} {{label.why}}"),
        Case("{{#address}}{{city}}{{/address}}", .field("city")), Case("{{^address}}{{city}}{{/address}}"),
        Case("{{#sender.name}}{{city}}{{/sender.name}}", .field("city")),
        Case("{{^sender.name}}{{city}}{{/sender.name}}"),
        Case("{{#sender.organization}}{{city}}{{/sender.organization}}"),
        Case("{{^sender.organization}}{{city}}{{/sender.organization}}", .field("city")),
        Case("{{#why}}{{city}}{{/why}}", .field("city")), Case("{{! {{city}}"), Case("`{{city}}`", .field("city")),
        Case("[x](https://x.example/{{city}})", .field("city")), Case("{{> partial}}", .field("position")),
    ])
    func areFound(_ example: Case) throws {
        let compiled = try compile(letter(example.body), ["partial.md": "{{position}}"].merging(bare) { one, _ in one })
        #expect(compiled.faults.isEmpty, "\(compiled.faults.map(\.message.en))")
        #expect(compiled.needs == example.needs)
    }

    @Test func areThoseOfSubjectAndLayoutsToo() throws {
        let compiled = try compile(
            letter("x", subject: "{{first_name}}{{#city}}{{company}}{{/city}}"),
            ["bare.html": "{{{content}}} {{position}}", "bare.txt": "{{content}} {{last_name}}"])
        #expect(
            compiled.needs == [
                .field("first_name"), .ifPresent("city", [.field("company")]), .field("position"), .field("last_name"),
            ])
    }

    struct UnsubscribeExample: CustomTestStringConvertible {
        let body: String
        var html = "{{{content}}}"
        var text = "{{{content}}}"
        let lacking: [String]

        var testDescription: String { body + html + text }
    }

    @Test(arguments: [
        UnsubscribeExample(body: "x", lacking: ["html", "text"]),
        UnsubscribeExample(body: "{{unsubscribe}}", lacking: []),
        UnsubscribeExample(body: "[x]({{unsubscribe}})", lacking: []),
        UnsubscribeExample(body: "<{{{unsubscribe}}}>", lacking: []),
        UnsubscribeExample(body: "`{{&unsubscribe}}`", lacking: []),
        UnsubscribeExample(body: "{{unsubscribe|x}}", lacking: []),
        UnsubscribeExample(body: "{{#city}}{{unsubscribe}}{{/city}}", lacking: ["html", "text"]),
        UnsubscribeExample(body: "{{^city}}{{unsubscribe}}{{/city}}", lacking: ["html", "text"]),
        UnsubscribeExample(body: "{{#unsubscribe}}{{.}}{{/unsubscribe}}", lacking: ["html", "text"]),
        UnsubscribeExample(body: "{{#city}}\n{{unsubscribe}}\n{{/city}}", lacking: ["html", "text"]),
        UnsubscribeExample(body: "x{{! {{unsubscribe}}", lacking: ["html", "text"]),
        UnsubscribeExample(body: "![{{unsubscribe}}](https://x.example/)", lacking: ["html"]),
        UnsubscribeExample(body: "[x](https://x.example/ \"{{unsubscribe}}\")", lacking: ["html", "text"]),
        UnsubscribeExample(body: "x", html: "<a href=\"{{unsubscribe}}\">x</a>{{{content}}}", lacking: ["text"]),
        UnsubscribeExample(body: "x", text: "{{{content}}}{{unsubscribe}}", lacking: ["html"]),
        UnsubscribeExample(body: "{{unsubscribe}}", html: "{{#city}}{{{content}}}{{/city}}", lacking: ["html"]),
        UnsubscribeExample(body: "{{unsubscribe}}", text: "{{#city}}{{{content}}}{{/city}}", lacking: ["text"]),
    ])
    func needAWayOutInEachPart(_ example: UnsubscribeExample) throws {
        let compiled = try compile(letter(example.body), ["bare.html": example.html, "bare.txt": example.text])
        #expect(compiled.partsWithoutWayOut == example.lacking)
    }

    @Test func doNotTakeTheSubjectForAPart() throws {
        #expect(try compile(letter("x", subject: "{{unsubscribe}}")).partsWithoutWayOut == ["html", "text"])
    }

    @Test func coverAllThatIsPulledIn() throws {
        let source = letter("![x](a.png)\n{{> p}}", more: "Layout: bare\nAttach: b.pdf")
        func content(_ partial: String, _ image: UInt8, _ file: UInt8) throws -> [UInt8] {
            try compile(
                source, ["bare.html": "{{{content}}}", "p.md": partial], files: ["a.png": [image], "b.pdf": [file]]
            ).content.bytes
        }
        let first = try content("x", 1, 2)
        #expect(first == (try content("x", 1, 2)))
        #expect(first != (try content("y", 1, 2)))
        #expect(first != (try content("x", 3, 2)))
        #expect(first != (try content("x", 1, 3)))
    }
}
