import Foundation
import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// Whole messages, byte for byte, with fixed date and ids. PORTILLON_REGENERATE_GOLDENS=1 writes them anew.
@Suite struct GoldenTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let source: String
        var templates: [String: String] = [:]
        var fields = ada
        var address = "ada@example.net"
        var evidence = piece(.businessCard, place: "Salon du livre, Lyon")
        var isTest = false
        var language = Language.french
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "card-fr",
            source: letter(
                "Bonjour {{first_name}}{{#company}}, chez {{company}}{{/company}},\n\nUn *mot* et un [lien](https://example.org/?a=1&b={{ville}}).\n\n"
                    + "- un\n- deux\n\n{{why}} · [Se désabonner]({{unsubscribe}})\n",
                subject: "{{first_name|Bonjour}}, notre lettre d'automne")),
        Case(
            name: "form-en",
            source: letter(
                "Hello {{first_name}},\n\n{{why}} [Unsubscribe]({{unsubscribe}})\n", subject: "News",
                more: "Reply-To: desk@example.org\n"),
            evidence: piece(.formOptIn, on: "2026-05-03", confirmed: "2026-05-04"), language: .english),
        Case(
            name: "linkedin-layout",
            source: letter("# Bonjour\n\n{{date}}, {{purpose}}. {{why}} {{unsubscribe}}\n", more: "Layout: plain\n"),
            templates: [
                "plain.html":
                    "<html lang=\"{{language}}\"><body>\n{{{content}}}\n<p>{{sender.name}}, {{sender.postalAddress}}</p></body></html>\n",
                "plain.txt": "{{{content}}}\n-- \n{{sender.name}}\n",
            ],
            fields: ContactFields(), evidence: piece(.linkedInConnection, on: "2021-03")),
        Case(
            name: "test-smtputf8", source: letter("{{why}} {{unsubscribe}}\n"), address: "zoé@bücher.example",
            isTest: true),
    ]

    @Test(arguments: cases)
    func isTheSameToTheByte(_ example: Case) throws {
        let compiled = try compile(example.source, templates: example.templates, language: example.language)
        #expect(compiled.faults.isEmpty)
        let cleared = try clearance(
            example.fields, to: example.address, evidence: example.evidence, isTest: example.isTest)
        let bytes = compiled.message(for: cleared, stamp: stamp).bytes
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(example.name).eml")
        if ProcessInfo.processInfo.environment["PORTILLON_REGENERATE_GOLDENS"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
    }

    @Test func knowsItsNeedsAndItsWayOut() throws {
        let compiled = try compile(
            letter(
                "{{first_name}} {{ville|x}} {{#company}}{{position}}{{/company}}{{^company}}{{last_name}}{{/company}} {{unsubscribe}}"
            ))
        #expect(
            compiled.needs == [
                .field("first_name"), .ifPresent("company", [.field("position")]),
                .ifAbsent("company", [.field("last_name")]),
            ])
        #expect(compiled.partsWithoutWayOut.isEmpty)
        let hidden = try compile(letter("{{#company}}{{unsubscribe}}{{/company}}{{! {{unsubscribe}} }}"))
        #expect(hidden.partsWithoutWayOut == ["html", "text"])
    }

    @Test func freezesAllThatItPullsIn() throws {
        func content(_ layout: String, _ partial: String) throws -> [UInt8] {
            try compile(
                letter("{{>sig}} {{unsubscribe}}", more: "Layout: a\n"),
                templates: ["a.html": layout, "sig.md": partial]
            ).content
        }
        let one = try content("{{{content}}}", "x")
        #expect(try content("{{{content}}}", "x") == one)
        #expect(try content("{{{content}}} ", "x") != one)
        #expect(try content("{{{content}}}", "y") != one)
    }
}
