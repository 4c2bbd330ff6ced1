import TestSupport
import Testing
import Vocabulary

@testable import Postbox

/// What a server says, taken in as it comes: whole, octet by octet, or in any portions.
@Suite struct IMAPDialogueTests {
    /// All that a dialogue makes of a server's words after one command was asked, told in a line each.
    private func told(_ words: String, portions: (Int) -> Int = { $0 }) -> [String] {
        var dialogue = IMAPDialogue()
        #expect(dialogue.ask(.noop) == Array("P1 NOOP\r\n".utf8))
        #expect(dialogue.ask(.noop) == nil, "one at a time")
        var (events, rest) = ([IMAPDialogue.Event](), Array(words.utf8)[...])
        while !rest.isEmpty {
            let count = max(1, min(rest.count, portions(rest.count)))
            events += dialogue.receive(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return events.map(Self.text)
    }

    private static func text(_ event: IMAPDialogue.Event) -> String {
        func words(_ bytes: [UInt8]?) -> String { bytes.map { String(decoding: $0, as: UTF8.self) } ?? "-" }
        switch event {
        case .finished(let status): return "end \(status.kind.rawValue) \(status.code ?? "-")"
        case .farewell(let status): return "farewell \(status.line)"
        case .broken: return "broken"
        case .data(.fetch(let fetch)):
            return "fetch \(fetch.uid.map(String.init) ?? "-") \(fetch.size ?? -1) \(words(fetch.header)) "
                + words(fetch.text)
        case .data(.list(let folder)): return "list \(folder.name) \(folder.attributes.sorted())"
        case .data(.search(let uids)): return "search \(uids)"
        case .data(.exists(let count)): return "exists \(count)"
        case .data(.capability(let names)): return "capability \(names)"
        case .data(.status(_, let status)): return "status \(status.code ?? "-") \(status.argument)"
        case .data(.other), .data(.continuation): return "other"
        }
    }

    static let cases: [(String, [String])] = [
        ("P1 OK done\r\n", ["end OK -"]), ("P1 OK done\n", ["end OK -"]),
        ("P1 NO [NONEXISTENT] no such folder\r\n", ["end NO NONEXISTENT"]), ("P1 BAD what?\r\n", ["end BAD -"]),
        ("* BYE too many connections\r\n", ["farewell BYE too many connections"]),
        // What nobody asked for may come at any time.
        (
            "* 5 EXISTS\r\n* 2 EXPUNGE\r\n* 1 RECENT\r\n* FLAGS (\\Seen)\r\n* OK hi\r\nP1 OK x\r\n",
            ["exists 5", "other", "other", "other", "status - ", "end OK -"]
        ),
        ("* OK [UIDVALIDITY 4294967295] ok\r\n", ["status UIDVALIDITY 4294967295"]),
        // Words for people may look as though a literal followed.
        ("* OK now {5}\r\nP1 OK see {3}\r\n", ["status - ", "end OK -"]),
        ("* SEARCH\r\n* SEARCH 3 1 4294967295 4294967296 x\r\n", ["search []", "search [3, 1, 4294967295]"]),
        ("* CAPABILITY IMAP4rev1 idle\r\n", [#"capability ["IMAP4REV1", "IDLE"]"#]),
        (
            "* LIST (\\HasNoChildren \\Junk) \"/\" \"Courrier ind&AOk-sirable\"\r\n",
            [#"list Courrier indésirable ["\\hasnochildren", "\\junk"]"#]
        ),
        ("* LIST () NIL {7}\r\na \"b\\c \r\n", [#"list a "b\c  []"#]),
        ("* LIST () \"/\" \"a\\\"b\"\r\n", ["list a\"b []"]), ("* LIST () \"/\" NIL\r\n", ["list NIL []"]),
        ("* LIST (\r\n", ["other"]),
        (
            "* 1 FETCH (UID 9 RFC822.SIZE 44 BODY[HEADER]<0> {4}\r\nA: b BODY[TEXT]<0> {3}\r\nxyz)\r\n",
            ["fetch 9 44 A: b xyz"]
        ),
        // In whatever order, with other things between, empty, as a quoted string, or not there.
        (
            "* 1 FETCH (BODY[TEXT] \"q\\\\s\" FLAGS (\\Seen (a)) ENVELOPE (NIL (\"x\" {1}\r\n)) y) BODY[HEADER] {0}\r\n UID 7)\r\n",
            [#"fetch 7 -1  q\s"#]
        ),
        ("* 1 FETCH (UID 7 BODY[TEXT] NIL BINARY[1] ~{2}\r\n\u{0}x)\r\n", ["fetch 7 -1 - "]),
        ("* 1 FETCH (UID 7 BODY[HEADER.FIELDS (DATE FROM)] {2}\r\nzz BODY[TEXT] {1+}\r\ny)\r\n", ["fetch 7 -1 - y"]),
        // A mail that speaks like a server stays a mail.
        (
            "* 1 FETCH (UID 7 BODY[TEXT] {36}\r\nP1 OK done\r\n* BYE\r\n* SEARCH 1\r\n{9}\r\n)\r\nP1 OK done\r\n",
            ["fetch 7 -1 - P1 OK done\r\n* BYE\r\n* SEARCH 1\r\n{9}\r\n", "end OK -"]
        ),
        ("* 1 FETCH (FLAGS (\\Seen))\r\n", ["fetch - -1 - -"]), ("* 1 FETCH\r\n", ["fetch - -1 - -"]),
        ("* 0 FETCH (UID 99999999999)\r\n", ["fetch - -1 - -"]), ("* 99999999999 EXISTS\r\n", ["other"]),
        ("+ go on\r\nP1 OK x\r\n", ["end OK -"]),
        // What follows could belong to anything.
        ("P2 OK done\r\nP1 OK done\r\n", ["broken"]), ("P1 OK done\r\nP1 OK done\r\n", ["end OK -", "broken"]),
        ("HTTP/1.1 400 Bad Request\r\n", ["broken"]), ("\r\n", ["broken"]), ("\u{0}\r\n", ["broken"]),
        ("* LIST () \"/\" \"a\r\n", ["broken"]), ("* 1 FETCH (BODY[TEXT] {99999999999999999999}\r\n", ["broken"]),
        ("* 1 FETCH (BODY[TEXT] {9223372036854775807}\r\n", ["broken"]),
        ("* 1 FETCH (BODY[TEXT] {1073741825}\r\n", ["broken"]),
        ("* 1 FETCH (BODY[TEXT] {-1}\r\n", ["fetch - -1 - {-1}"]),
    ]

    @Test(arguments: cases) func isTakenAsItIsMeant(_ words: String, _ expected: [String]) {
        #expect(told(words) == expected)
        #expect(told(words, portions: { _ in 1 }) == expected, "octet by octet")
        for seed in 0..<20 {
            var random = SeededGenerator(seed: UInt64(seed))
            #expect(told(words, portions: { Int.random(in: 1...$0, using: &random) }) == expected, "\(seed)")
        }
    }

    /// Of a literal that is longer than what was asked for, the beginning is kept, and what follows is found again.
    @Test func aLiteralThatIsTooLongIsCut() {
        var dialogue = IMAPDialogue()
        _ = dialogue.ask(.noop)
        let length = MailLength.text * 3 + 17
        var events = dialogue.receive(Array("* 1 FETCH (UID 1 BODY[TEXT] {\(length)}\r\n".utf8)[...])
        for _ in 0..<length { events += dialogue.receive([0x41]) }
        events += dialogue.receive(Array(" UID 2)\r\nP1 OK done\r\n".utf8)[...])
        guard events.count == 2, case .data(.fetch(let fetch)) = events[0] else {
            Issue.record("\(events.count)")
            return
        }
        #expect(fetch.text?.count == MailLength.text && fetch.uid == 2)
    }

    @Test func noLineGrowsForEver() {
        for start in ["* LIST () \"/\" \"", "* SEARCH 1", "P1 OK ", "* 1 FETCH (BODY[TEXT] {1}\r\nx "] {
            var reader = IMAPReader()
            _ = reader.feed(Array(start.utf8)[...])
            let portion = [UInt8](repeating: 0x31, count: 1 << 16)
            var count = 0
            while reader.fault == nil, count < 1000 {
                _ = reader.feed(portion[...])
                count += 1
            }
            #expect(count <= 257, "\(start)")
        }
    }

    /// Whatever comes: no crash, and no end that was not told.
    @Test(arguments: 0..<300) func anyOctetsAreTaken(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces =
            Self.cases.map(\.0) + ["{3}\r\n", "\"", "(", ")", "* ", "P1 ", "\\", "]", "[", "\r\n", " NIL ", "<0>"]
        var dialogue = IMAPDialogue()
        _ = dialogue.ask(.noop)
        for _ in 0..<60 {
            var bytes = Array((pieces.randomElement(using: &random) ?? "").utf8)
            if Bool.random(using: &random), !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            for event in dialogue.receive(bytes[...]) { if case .finished = event { _ = dialogue.ask(.noop) } }
        }
    }

    @Test(arguments: [
        ("17-Jul-1996 02:44:25 -0700", "1996-07-17T09:44:25.000Z"),
        (" 1-Feb-2026 00:00:00 +0000", "2026-02-01T00:00:00.000Z"),
        ("01-dec-2026 23:59:60 +0100", "2026-12-01T23:00:00.000Z"), ("31-Feb-2026 00:00:00 +0000", nil),
        ("1-Feb-2026 00:00:00 +0000", nil), ("17-Jul-1996 02:44:25", nil), ("", nil),
    ]) func datesAreRead(_ text: String, _ iso: String?) {
        #expect(Instant(internalDate: Array(text.utf8))?.iso == iso)
    }

    @Test func nothingThatIsSaidChangesAnything() throws {
        let folder = IMAPFolder(octets: Array(#"a"\b"#.utf8), attributes: [])
        let day = try #require(CivilDate(iso: "2026-02-01"))
        let said: [(IMAPCommand, String)] = [
            (.capability, "CAPABILITY"), (.noop, "NOOP"), (.logout, "LOGOUT"), (.list, #"LIST "" "*""#),
            (.examine(folder), #"EXAMINE "a\"\\b""#), (.search(from: 5, since: nil), "UID SEARCH UID 5:*"),
            (.search(from: 1, since: day), "UID SEARCH UID 1:* SINCE 1-Feb-2026"),
            (
                .headers([1, 2, 3, 7, 9, 10]),
                "UID FETCH 1:3,7,9:10 (UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER]<0.65536>)"
            ),
            (.texts([4_294_967_295]), "UID FETCH 4294967295 (UID BODY.PEEK[TEXT]<0.262144>)"),
        ]
        for (command, line) in said { #expect(String(decoding: command.line, as: UTF8.self) == line) }
    }
}
