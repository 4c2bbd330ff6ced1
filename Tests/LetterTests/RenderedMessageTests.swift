import Foundation
import Testing
import Vocabulary

@testable import Gate
@testable import Letter

/// What is looked at is what is mailed.
@Suite struct RenderedMessageTests {
    @Test func readsAsTheMessageDoes() throws {
        let compiled = try compile(CompositionTests.source)
        let rendered = compiled.rendered(for: clearance(), stamp: stamp)
        let message = compiled.message(for: clearance(), stamp: stamp)
        let parsed = try #require(try PythonJudge.parse([message.bytes]).first)
        #expect(parsed.headers["Subject"] == rendered.subject)
        // The last line's end belongs to the boundary (RFC 2046 §5.1.1).
        #expect(parsed.parts.map { $0.content + "\n" } == [rendered.text, rendered.html])
    }

    @Test func imagesOfTheLetterStandInIt() throws {
        let source = letter("![Logo](logo.png)\n\n[Leave]({{unsubscribe}})\n")
        let rendered = try compile(source, files: ["logo.png": [0x89, 0x50, 0x4E, 0x47]])
            .rendered(for: clearance(), stamp: stamp)
        #expect(rendered.html.contains("src=\"data:image/png;base64,iVBORw==\"") && !rendered.html.contains("cid:"))
        // Too large to be carried about: the reference stays, and shows nothing.
        let large = try compile(source, files: ["logo.png": Array(repeating: 0, count: 600 << 10)])
            .rendered(for: clearance(), stamp: stamp)
        #expect(large.html.contains("cid:image1.portillon") && !large.html.contains("data:"))
    }
}
