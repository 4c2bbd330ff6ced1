import Testing
import Vocabulary

@Suite struct ReplyTests {
    @Test(arguments: [(250, "positive"), (354, "intermediate"), (421, "transient"), (550, "permanent")])
    func belongsToOneClass(_ code: Int, _ name: String) {
        let reply = Reply(code: code, lines: [])
        let classes = [
            ("positive", reply.isPositive), ("intermediate", reply.isIntermediate), ("transient", reply.isTransient),
            ("permanent", reply.isPermanent),
        ]
        #expect(classes.filter(\.1).map(\.0) == [name])
    }

    /// A hostile server's text may reach a screen, a log or a header.
    @Test func controlCharactersAreReplaced() {
        let reply = Reply(code: 550, lines: ["no\r\nBcc: eve", "\u{1B}[2J\u{9B}0m", "tab\there"])
        #expect(reply.lines == ["no\u{FFFD}\u{FFFD}Bcc: eve", "\u{FFFD}[2J\u{FFFD}0m", "tab\u{FFFD}here"])
    }

    @Test(
        arguments: [
            (550, ["5.1.1 no such user"], "550 5.1.1 no such user"),
            (250, ["one", "two"], "250 one two"),
            (250, [], "250"),
            (250, [""], "250"),
        ] as [(Int, [String], String)]) func isOneLine(_ code: Int, _ lines: [String], _ expected: String)
    {
        #expect(Reply(code: code, lines: lines).description == expected)
    }

    @Test(
        arguments: [
            (550, "5.1.1 no such user", "5.1.1"), (451, "4.7.1 greylisted", "4.7.1"), (250, "2.0.0", "2.0.0"),
            (250, "ok", nil), (550, "4.1.1 of another class", nil), (354, "3.0.0 there is no class 3", nil),
            (250, "", nil),
        ] as [(Int, String, String?)]) func carriesItsOwnClassOnly(_ code: Int, _ line: String, _ status: String?)
    {
        #expect(Reply(code: code, lines: [line]).enhanced?.description == status)
    }

    @Test func aReplyWithoutLinesHasNoStatus() {
        #expect(Reply(code: 550, lines: []).enhanced == nil)
    }
}

@Suite struct EnhancedStatusCodeTests {
    @Test(arguments: [
        ("2.0.0", "2.0.0"), ("5.1.1 unknown", "5.1.1"), ("4.999.999 far", "4.999.999"), ("5.01.001 zeros", "5.1.1"),
    ]) func isRead(_ text: String, _ expected: String) {
        #expect(EnhancedStatusCode(prefixOf: text)?.description == expected)
    }

    @Test(arguments: [
        "", " 5.1.1", "5.1", "5.1.1.1", "5..1", "1.1.1", "3.1.1", "6.1.1", "55.1.1", "5.1000.1", "5.1.1:", "5.1.x",
        "5.-1.1", "5,1,1", "é.1.1",
    ]) func isNone(_ text: String) {
        #expect(EnhancedStatusCode(prefixOf: text) == nil)
    }

    @Test func partsAreKept() {
        let status = EnhancedStatusCode(prefixOf: "4.7.28 slow down")
        #expect(status == EnhancedStatusCode(4, 7, 28))
        #expect(status?.class == 4)
        #expect(status?.subject == 7)
        #expect(status?.detail == 28)
    }
}
