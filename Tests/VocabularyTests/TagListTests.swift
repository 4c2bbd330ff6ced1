import Testing
import Vocabulary

/// RFC 6376 §3.2.
@Suite struct TagListTests {
    @Test func valuesStandByTheirTags() throws {
        let list = try #require(TagList(parsing: " v=1; a = rsa-sha256;\r\n\tb=ab\r\n cd==; h=From : To ;"))
        #expect(list["v"] == "1" && list["a"] == "rsa-sha256" && list["B"] == nil)
        #expect(list["b"] == "ab\r\n cd==", "white space within a value stays")
        #expect(list.compact("b") == "abcd==" && list.compact("h") == "From:To" && list.compact("x") == nil)
    }

    @Test(arguments: ["", ";", " ; ", "a", "a=1; b", "=1", "1a=1", "a=1; a=2", "a b=1", "é=1"])
    func whatIsNoList(_ text: String) {
        #expect(TagList(parsing: text) == nil)
    }

    @Test func aListHasAnEnd() {
        #expect(TagList(parsing: (0..<100).map { "t\($0)=1;" }.joined()) != nil)
        #expect(TagList(parsing: (0..<101).map { "t\($0)=1;" }.joined()) == nil)
    }
}
