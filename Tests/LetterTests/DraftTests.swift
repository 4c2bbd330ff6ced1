import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// A letter as its author looks at it.
@Suite struct DraftTests {
    private func supposition(_ fields: ContactFields = ada) -> Supposition {
        Supposition(
            letter: "autumn-2026", contact: ContactID(7), address: spec("ada@example.net"), purpose: newsletter,
            fields: fields, evidence: evidence())
    }

    @Test func isByteForByteWhatWouldLeave() throws {
        let compiled = try compile(
            CompositionTests.source.replacing(
                "Layout: bare", with: "Layout: bare\nAttach: a.txt\nAttach: {{city}}.pdf"),
            files: CompositionTests.files)
        let files = [RecipientFile(place: 0, path: "Zürich.pdf", content: [1, 2, 3])]
        let draft = compiled.draft(for: supposition(), stamp: stamp, files: files)
        #expect(draft.bytes == compiled.message(for: clearance(), stamp: stamp, files: files).bytes)
        let rendered = render(compiled)
        #expect(
            (draft.rendered.subject, draft.rendered.text, draft.rendered.html) == (
                rendered.subject, rendered.text, rendered.html
            ))
    }

    @Test func imagesStandInTheHTML() throws {
        let compiled = try compile(letter("![l](logo.png) {{unsubscribe}}"), files: ["logo.png": [1, 2, 3]])
        let draft = compiled.draft(for: supposition(), stamp: stamp)
        #expect(
            draft.rendered.html.contains("src=\"data:image/png;base64,AQID\"") && !draft.rendered.html.contains("cid:"))
    }

    @Test func asMuchAsCanBeMadeOut() throws {
        let compiled = try compile(
            letter(
                "Bonjour {{frist_name}} de {{city}} ![x](nowhere.png)\n\n{{#company}}\nEt {{company}}\n",
                more: "Layout: nowhere"))
        #expect(compiled.unknownNames == ["frist_name"])
        #expect(compiled.faults.count == 4)
        var fields = ada
        fields.extra["frist_name"] = "{{frist_name}}"
        let draft = compiled.draft(for: supposition(fields), stamp: stamp)
        #expect(draft.rendered.text.contains("Bonjour {{frist_name}} de Zürich"))
        #expect(
            draft.rendered.html.contains("Et Ann &amp; Co") && draft.rendered.html.contains("&#123;&#123;frist_name"))
    }
}
