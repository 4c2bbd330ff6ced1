import TestSupport
import Testing

@testable import Vocabulary

/// One member of a document is changed, and not an octet beside it.
@Suite struct JSONTextTests {
    private let value = JSONValue.object([.init("url", .string("maildir:outbox"))])

    @Test(arguments: [
        ("{\"relay\": 1}", "{\"relay\": X}"),
        (
            "{\n\t\"a\" : [1 , 2],\n\t\"relay\":{\"u\":[\"}\\\"\"]} ,\"z\":null}\n",
            "{\n\t\"a\" : [1 , 2],\n\t\"relay\":X ,\"z\":null}\n"
        ),
        ("\u{FEFF}{ \"r\\u0065lay\": \"a, b\" }", "\u{FEFF}{ \"r\\u0065lay\": X }"),
        ("{\"a\": {\"relay\": 1}, \"relay\": -1.5e3}", "{\"a\": {\"relay\": 1}, \"relay\": X}"),
        ("{\"relay\":[],\"b\":true}", "{\"relay\":X,\"b\":true}"),
        ("{\n  \"a\": 1\n}\n", "{\n  \"a\": 1,\n  \"relay\": X\n}\n"), ("{}", "{\n  \"relay\": X\n}"),
    ])
    func nothingElseChanges(_ text: String, _ expected: String) throws {
        let changed = try #require(JSONText.setting("relay", to: .string("X"), in: Array(text.utf8)))
        #expect(String(decoding: changed, as: UTF8.self) == expected.replacing("X", with: "\"X\""))
    }

    @Test func itIsLaidOutAsTheFileIs() throws {
        let changed = try #require(
            JSONText.setting("relay", to: value, in: Array("{\r\n    \"relay\": 1,\r\n    \"a\": 2\r\n}".utf8)))
        #expect(
            String(decoding: changed, as: UTF8.self)
                == "{\r\n    \"relay\": {\r\n      \"url\": \"maildir:outbox\"\r\n    },\r\n    \"a\": 2\r\n}")
    }

    @Test(arguments: ["", "[]", "{", "{\"relay\": 1,}", "nonsense"]) func whatIsNoObjectIsLeft(_ text: String) {
        #expect(JSONText.setting("relay", to: value, in: Array(text.utf8)) == nil)
    }

    /// Whatever a document holds: the others read as they did, and stand as they stood.
    @Test(arguments: 0..<60) func anyDocument(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func blanks() -> String { random.one(of: ["", " ", "\n", "\n  ", "\t"]) }
        let values = ["1", "\"a\\\"},{\"", "{\"relay\":{}}", "[{},[\"]\"]]", "null", "-0.5", "\"é\\u00e9\""]
        let names = (0..<random.below(6)).map { "\"k\($0)\"" } + ["\"relay\""]
        let members = names.shuffled(using: &random).map {
            ($0, blanks() + ":" + blanks() + random.one(of: values) + blanks())
        }
        let text = blanks() + "{" + members.map { blanks() + $0 + $1 }.joined(separator: ",") + "}" + blanks()
        let before = try JSONValue(parsing: Array(text.utf8))
        let changed = try #require(JSONText.setting("relay", to: value, in: Array(text.utf8)))
        let after = try JSONValue(parsing: changed)
        #expect(after["relay"] == value)
        for name in names where name != "\"relay\"" {
            let name = name.replacing("\"", with: "")
            #expect(after[name] == before[name])
        }
        // Once more changes nothing.
        #expect(JSONText.setting("relay", to: value, in: changed) == changed)
    }
}
