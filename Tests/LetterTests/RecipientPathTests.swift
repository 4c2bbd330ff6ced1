import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// Where each recipient's own file is looked for, and what never leads there.
@Suite struct RecipientPathTests {
    private func path(_ text: String) throws -> (RecipientPath?, faults: [String]) {
        let compiled = try compile(letter("x {{unsubscribe}}", more: "Layout: bare\nAttach: \(text)"))
        return (compiled.recipientPaths.first, compiled.faults.map(\.message.en))
    }

    private func outcome(_ text: String, _ city: String, address: String = "Ada@Example.net") throws
        -> RecipientPath.Outcome?
    {
        let (path, faults) = try path(text)
        #expect(faults.isEmpty)
        return path?.outcome(ContactFields(firstName: "Ada", extra: ["city": city]), address: spec(address))
    }

    @Test(arguments: [
        ("files/{{city}}.pdf", "Paris", "files/Paris.pdf"), ("{{city}}", "a/b.pdf", "a/b.pdf"),
        ("./{{city}}.pdf", "Paris", "./Paris.pdf"), ("{{city}}", "Été à Zürich", "Été à Zürich"),
        ("{{first_name}}/{{city}}.pdf", "x..y", "Ada/x..y.pdf"), ("{{address}}.pdf", "", "ada@example.net.pdf"),
        ("{{city|none}}.pdf", "", "none.pdf"), ("{{city|none}}.pdf", " ", "none.pdf"),
        ("{{#city}}{{city}}.pdf{{/city}}{{^city}}all.pdf{{/city}}", "", "all.pdf"),
        ("{{sender.name}}/{{city}}", "x", "Zoé Lefèvre/x"), ("{{city}}.pdf", "%2e%2e", "%2e%2e.pdf"),
    ])
    func leadsTo(_ text: String, _ city: String, _ expected: String) throws {
        #expect(try outcome(text, city) == .path(expected))
    }

    @Test(arguments: [
        "..", "../x", "a/../../x", "a/..", "/etc/passwd", "./x", ".ssh", "a/.ssh/id", "a\\b", "..\\x", "a\u{7}b",
        "a\nb", "a\u{85}b", "a\u{0}b",
    ])
    func isHostile(_ value: String) throws {
        let found = try outcome("{{city}}", value)
        guard case .hostile = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test func aSectionMayLeaveNothing() throws {
        #expect(try outcome("{{#city}}{{city}}.pdf{{/city}}", "") == .nothing)
        #expect(try outcome("{{city}}.pdf", "") == .incomplete)
    }

    @Test(arguments: [
        ("../{{city}}.pdf", "5:9: a path that differs"), ("/srv/{{city}}.pdf", "5:9: a path that differs"),
        (".hidden/{{city}}", "5:9: a path that differs"), ("a/{{city|..}}/x", "5:9: a path that differs"),
        ("a/{{#city}}..{{/city}}/x{{city|}}", "5:9: a path that differs"), ("x{{date}}", "`{{date}}` may not stand"),
        ("{{why}}.pdf", "`{{why}}` may not stand"), ("{{unsubscribe}}", "`{{unsubscribe}}` may not stand"),
        ("a/{{citi}}.pdf", "5:11: unknown placeholder `{{citi}}`; did you mean `{{city}}`"),
        ("a/{{#city}}.pdf", "is never closed"), ("{{> x}}.pdf", "no place in a path"), ("{{city", "is never closed"),
    ])
    func isAFault(_ text: String, _ fault: String) throws {
        let faults = try path(text).faults.filter { !$0.contains("first_name") || fault.contains("unknown") }
        #expect(faults.contains { $0.contains(fault) }, "\(faults)")
    }

    @Test func itsFieldsAreNeeded() throws {
        let compiled = try compile(
            letter(
                "x {{unsubscribe}}", more: "Layout: bare\nAttach: {{city}}/a{{#company}}{{position}}{{/company}}.pdf"))
        #expect(compiled.needs == [.field("city"), .ifPresent("company", [.field("position")])])
        #expect(compiled.names == ["unsubscribe"])
    }

    @Test func whatIsTheSameForEverybodyIsOneFile() throws {
        let compiled = try compile(
            letter("x {{unsubscribe}}", more: "Layout: bare\nAttach: {{language}}/{{sender.address}}.txt"),
            files: ["fr/zoe@example.org.txt": [65]])
        #expect(compiled.faults.isEmpty && compiled.recipientPaths.isEmpty)
        #expect(compiled.attachments.compactMap(\.common).map(\.path) == ["fr/zoe@example.org.txt"])
    }

    // MARK: - In the message

    @Test func eachFileStandsWhereItsPathDoes() throws {
        let compiled = try compile(
            letter(
                "![l](logo.png) {{unsubscribe}}",
                more:
                    "Layout: bare\nAttach: {{city}}.pdf\nAttach: a.txt\nAttach: {{#position}}{{position}}{{/position}}\n"
                    + "Attach: {{first_name}} été.bin"),
            files: ["logo.png": [1, 2], "a.txt": Array("é\n".utf8)])
        #expect(compiled.faults.isEmpty)
        let files = [
            RecipientFile(place: 2, path: "Ada été.bin", content: Array(0...255)),
            RecipientFile(place: 0, path: "in/Zürich.pdf", content: Array("%PDF".utf8)),
        ]
        let message = compiled.message(for: clearance(), stamp: stamp, files: files).bytes
        expectWireRules(message, "own files")
        let parsed = try #require(try PythonJudge.parse([message]).first)
        // Encoded-words in quotes: see `carriesFiles`.
        #expect(Set(parsed.defects) == ["Content-Type: InvalidHeaderDefect"])
        #expect(
            parsed.structure == "mixed(alternative(text/plain related(text/html image/png)) application/pdf text/plain "
                + "application/octet-stream)")
        try #require(parsed.parts.count == 6)
        #expect(parsed.parts.suffix(3).map(\.name) == ["Zürich.pdf", "a.txt", "Ada été.bin"])
        #expect(parsed.parts[3].content == "25504446" && parsed.parts[4].content == "é\n")
        #expect(parsed.parts[5].content.count == 512)
        // A recipient without any file has no multipart/mixed at all.
        let alone = try compile(letter("{{unsubscribe}}", more: "Layout: bare\nAttach: {{#city}}{{city}}{{/city}}"))
        let bare = try compile(letter("{{unsubscribe}}"))
        #expect(
            alone.message(for: clearance(), stamp: stamp).bytes == bare.message(for: clearance(), stamp: stamp).bytes)
    }
}
