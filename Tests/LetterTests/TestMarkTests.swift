import Foundation
import Testing
import Vocabulary

@testable import Letter

/// A test says so before its subject, and is the letter otherwise.
@Suite struct TestMarkTests {
    private static let source = letter(
        "Bonjour.\n\n{{unsubscribe}}\n", subject: "{{first_name|Bonjour}}, des nouvelles d’automne")

    @Test(arguments: [(Language.french, "[Essai]"), (.english, "[Test]")])
    func standsBeforeTheSubject(_ language: Language, _ mark: String) throws {
        let compiled = try compile(TestMarkTests.source, language: language)
        let (test, real) = (clearance(isTest: true), clearance())
        let messages = [test, real].map { compiled.message(for: $0, stamp: stamp).bytes }
        let parsed = try PythonJudge.parse(messages)
        let subject = "Ada, des nouvelles d’automne"
        #expect(parsed.map { $0.headers["Subject"] } == ["\(mark) \(subject)", subject])
        for message in messages { expectWireRules(message, "\(language)") }
        // Nothing else differs.
        let lines = messages.map { bytes -> [String] in
            let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
            let start = lines.firstIndex { $0.hasPrefix("Subject:") } ?? 0
            let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") } ?? start
            return Array(lines[..<start] + lines[end...])
        }
        #expect(lines[0] == lines[1])
    }

    @Test func ofAPlainSubjectToo() throws {
        let compiled = try compile(
            letter("News.\n\n{{unsubscribe}}\n", subject: "News", more: "Layout: bare\nLanguage: en"))
        let bytes = compiled.message(for: clearance(isTest: true), stamp: stamp).bytes
        #expect(String(decoding: bytes, as: UTF8.self).contains("\r\nSubject: [Test] News\r\n"))
        // What an author looks at is no test.
        #expect(compiled.rendered(for: clearance(), stamp: stamp).subject == "News")
    }
}
