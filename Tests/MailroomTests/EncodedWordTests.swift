import Mailroom
import Testing

@Suite struct EncodedWordTests {
    static let cases: [(why: String, text: String, decoded: String)] = [
        ("nothing encoded", "Re: Bonjour =?", "Re: Bonjour =?"),
        ("Q", "=?iso-8859-1?Q?D=E9sabonnez-moi_svp?=", "Désabonnez-moi svp"),
        ("B", "=?UTF-8?B?RMOpc2Fib25uZXotbW9p?=", "Désabonnez-moi"),
        ("small letters for the encoding", "=?utf-8?q?=c3=a9?= =?utf-8?b?w6k=?=", "éé"),
        ("blanks between two of them go, of any number", "=?utf-8?Q?a?=  \t =?utf-8?Q?b?=", "ab"),
        ("blanks beside other words stay", "x =?utf-8?Q?a?= y  =?utf-8?Q?b?=", "x a y  b"),
        ("a character that two words share", "=?utf-8?Q?=C3?= =?utf-8?Q?=A9t=C3=A9?=", "été"),
        ("the same in base64", "=?utf-8?B?w6nD?= =?UTF-8?B?qQ==?=", "éé"),
        ("two charsets beside each other", "=?utf-8?Q?=C3=A9?= =?iso-8859-1?Q?=E9?=", "éé"),
        ("within another word", "Re:=?utf-8?Q?=C3=A9?=!", "Re:é!"),
        ("within quotes", "\"=?utf-8?Q?Ren=C3=A9?=\" <r@example.org>", "\"René\" <r@example.org>"),
        ("a language", "=?utf-8*fr?Q?=C3=A9?=", "é"),
        ("blanks in a word", "=?utf-8?Q?un deux?=", "un deux"),
        ("a question in a word", "=?utf-8?Q?Quoi?_Non?=", "Quoi? Non"),
        ("base64 with blanks of a folding in it", "=?utf-8?B?RMOpc2Fi b25uZXotbW9p?=", "Désabonnez-moi"),
        ("base64 without its padding", "=?utf-8?B?w6k?=", "é"),
        ("a charset that is not known", "=?x-nobody?Q?=E9t=E9?=", "été"),
        ("the wrong charset", "=?utf-8?Q?=E9t=E9?=", "\u{FFFD}t\u{FFFD}"),
        ("an escape that is none", "=?utf-8?Q?50=_=G1?=", "50= =G1"),
        ("no end", "=?utf-8?Q?abc", "=?utf-8?Q?abc"),
        ("another encoding", "=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("no charset", "=??Q?abc?=", "=??Q?abc?="),
        ("nothing in it", "a =?utf-8?Q??= b", "a  b"),
        ("characters beside it that are not encoded", "été =?utf-8?Q?=C3=A9?=", "été é"),
        ("Japanese in seven bits", "=?ISO-2022-JP?B?GyRCRnxLXDhsGyhC?=", "日本語"),
        ("Chinese", "=?gb2312?B?xOO6ww==?=", "你好"),
        ("Russian", "=?koi8-r?B?8NLJ18XU?=", "Привет"),
    ]

    @Test(arguments: cases.indices) func wordsAreDecoded(_ index: Int) {
        let (why, text, decoded) = EncodedWordTests.cases[index]
        #expect(EncodedWord.decode(text) == decoded, "\(why)")
    }

    /// The header of a mail gives the value as it is and as it reads.
    @Test func aHeaderIsUnfoldedAndDecoded() {
        let headers = MailHeaders(
            parsing: Array(
                "subject: =?utf-8?Q?a?=\r\n\t=?utf-8?Q?b?=\r\n  c \r\nX: 1\r\nx: =?utf-8?Q?=C3=A9?=\r\n".utf8))
        #expect(headers["Subject"] == "ab  c")
        #expect(headers.raw("SUBJECT") == "=?utf-8?Q?a?=\t=?utf-8?Q?b?=  c")
        #expect(headers.all("X") == ["1", "é"])
        #expect(headers.names == ["subject", "X", "x"])
        #expect(headers["Y"] == nil && headers.all("Y").isEmpty)
    }

    @Test(arguments: [
        (Array("Subject: été\n".utf8), "été"),
        (Array("Subject: ".utf8) + [0xE9, 0x74, 0xE9, 0x20, 0x80, 0x0A], "été €"),
        (Array("Subject: é ".utf8) + [0xC3, 0x0A], "é \u{FFFD}"),
    ]) func octetsThatNobodyEncodedAreRead(_ octets: [UInt8], _ subject: String) {
        #expect(MailHeaders(parsing: octets)["Subject"] == subject)
    }
}
