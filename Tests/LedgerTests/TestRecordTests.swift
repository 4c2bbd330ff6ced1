import Ledger
import Testing
import Vocabulary

/// The last test of a letter.
@Suite struct TestRecordTests {
    @Test func theLastOneOfEachLetter() throws {
        let books = try Books()
        let ledger = books.ledger
        func test(_ letter: String, _ shown: String?, _ minute: Int64) throws {
            try ledger.logTest(
                letter: letter, address: spec("you@example.org"), outcome: "accepted: 250", shown: shown, key: key,
                now: at(minute))
        }
        #expect(try ledger.lastTest(of: "autumn") == nil)
        try test("autumn", "aa", 1)
        try test("autumn 2", "bb", 2)
        try test("autumn", "cc", 3)
        // The relay did not take this one.
        try test("autumn", nil, 4)
        let last = try #require(try ledger.lastTest(of: "autumn"))
        #expect(last.at == at(3) && last.shown == "cc")
        #expect(try ledger.lastTest(of: "autumn 2")?.shown == "bb")
        #expect(try ledger.lastTest(of: "2") == nil)
    }
}
