import Testing
import Vocabulary

/// Canonical JSON carries the log's hashes: it must come out to the byte (RFC 8785), and read back.
@Suite struct JSONValueTests {
    static let value: JSONValue = [
        "b": [1, -2, true, false, nil], "a": "é\u{20AC}\"\\\u{8}\u{C}\n\r\t\u{F}\u{7F}/", "": [:],
        "\u{10000}": 1, "\u{FB33}": 2,
    ]

    @Test func canonicalSortsByUTF16() {
        // U+10000 begins with the code unit D800 and so comes before U+FB33.
        let expected =
            #"{"":{},"a":"é€\"\\\b\f\n\r\t\u000f"# + "\u{7F}" + #"/","b":[1,-2,true,false,null],"#
            + "\"\u{10000}\":1,\"\u{FB33}\":2}"
        #expect(Self.value.canonical == expected)
    }

    @Test func everyFormReadsBack() throws {
        for text in [Self.value.compact, Self.value.pretty] {
            #expect(try JSONValue(parsing: Array(text.utf8)) == Self.value)
        }
        #expect(try JSONValue(parsing: Array(Self.value.canonical.utf8)).canonical == Self.value.canonical)
    }

    @Test(arguments: [
        (#""\u00e9""#, "é"), (#""\ud83c\udf31""#, "🌱"), (#""\/""#, "/"), (#""\u0000""#, "\0"), ("\u{FEFF}\"a\"", "a"),
    ]) func textIsRead(_ text: String, _ expected: String) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == .string(expected))
    }

    @Test func numbersKeepTheirSpelling() throws {
        let text = "[0, -7, 9223372036854775807, 1.50, 1e3, -0.1E-2, -0.0]"
        #expect(
            try JSONValue(parsing: Array(text.utf8))
                == .array([
                    .int(0), .int(-7), .int(.max), .decimal("1.50"), .decimal("1e3"), .decimal("-0.1E-2"),
                    .decimal("-0.0"),
                ]))
    }

    @Test(arguments: [
        "", " ", "{", "}", "[", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "{'a':1}", "\"a", "\"\\x\"", "\"\\u12\"",
        "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "tru", "nul", "01", "-", "+1", ".5", "5.",
        "1e", "0x1", "1 2", "// a", "{\"a\":1,\"a\":2}", "99999999999999999999", "NaN", "-01", "1.e3", "--1",
        "00.5", "01e3", "1.5e", "1e+", "-.5", "-e1", "1e1.5", "1-2",
    ]) func isNoJSON(_ text: String) {
        #expect(throws: JSONFault.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test func invalidUTF8IsNoJSON() {
        #expect(throws: JSONFault.self) { try JSONValue(parsing: [0x22, 0xC3, 0x22]) }
    }

    /// A hostile file cannot use up the stack.
    @Test func depthIsBounded() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONFault.self) { try JSONValue(parsing: deep) }
    }

    @Test func faultsNameTheirPlace() {
        #expect {
            try JSONValue(parsing: Array("{\n  \"a\": tru\n}".utf8))
        } throws: { error in
            let fault = error as? JSONFault
            return fault?.line == 2 && fault?.column == 8
        }
    }

    @Test func hexIsLowerCase() {
        #expect([0x00, 0x0F, 0xA0, 0xFF].hex == "000fa0ff")
        #expect([UInt8]().hex.isEmpty)
    }
}
