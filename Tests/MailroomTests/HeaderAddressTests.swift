import Mailroom
import Testing

@Suite struct HeaderAddressTests {
    static let cases: [(why: String, text: String, mailboxes: [[String]])] = [
        ("an address alone", "ada@example.org", [["", "ada@example.org"]]),
        ("a name", "Ada Lovelace <ada@example.org>", [["Ada Lovelace", "ada@example.org"]]),
        (
            "quotes, with commas and brackets in them", #""Lovelace, Ada <x>" <ada@example.org>"#,
            [["Lovelace, Ada <x>", "ada@example.org"]]
        ),
        ("escapes in quotes", #""A \"B\" C" <ada@example.org>"#, [[#"A "B" C"#, "ada@example.org"]]),
        ("encoded words", "=?utf-8?Q?Ren=C3=A9?= =?utf-8?Q?e?= <r@example.org>", [["Renée", "r@example.org"]]),
        (
            "an encoded word that would pass for an address",
            "=?utf-8?Q?ada=40example=2Eorg=3E=2C?= <mallory@example.net>",
            [["ada@example.org>,", "mallory@example.net"]]
        ),
        (
            "a name that looks like an address", "ada@example.org <mallory@example.net>",
            [["ada@example.org", "mallory@example.net"]]
        ),
        (
            "a list", "a@example.org, B <b@example.org>,, c@example.org",
            [["", "a@example.org"], ["B", "b@example.org"], ["", "c@example.org"]]
        ),
        ("a list with semicolons", "a@example.org; b@example.org", [["", "a@example.org"], ["", "b@example.org"]]),
        (
            "two in brackets and no comma", "<a@example.org> <b@example.org>",
            [["", "a@example.org"], ["", "b@example.org"]]
        ),
        (
            "a group", "Friends: a@example.org, B <b@example.org>; c@example.org",
            [["", "a@example.org"], ["B", "b@example.org"], ["", "c@example.org"]]
        ),
        ("nobody told", "undisclosed-recipients:;", []),
        (
            "comments, nested", "ada@example.org (Ada (the first) \\) Lovelace)",
            [["Ada (the first) ) Lovelace", "ada@example.org"]]
        ),
        ("comments in the address", "<ada(x)@example.org (y)>", [["", "ada@example.org"]]),
        ("blanks in the address", "< ada @ example.org >", [["", "ada@example.org"]]),
        ("a quoted local part", #""ada l"@example.org"#, [["", #""ada l"@example.org"#]]),
        ("the same in brackets", #"Ada <"a,>l"@example.org>"#, [["Ada", #""a,>l"@example.org"#]]),
        ("a route", "<@relay.example.net,@b.example.net:ada@example.org>", [["", "ada@example.org"]]),
        ("an address literal", "ada@[IPv6:2001:db8::1]", [["", "ada@[IPv6:2001:db8::1]"]]),
        (
            "no closing bracket", "Ada <ada@example.org, bob@example.org",
            [["Ada", "ada@example.org"], ["", "bob@example.org"]]
        ),
        (
            "no closing quote", "\"Ada <ada@example.org>, b <b@example.org>",
            [["Ada", "ada@example.org"], ["b", "b@example.org"]]
        ),
        ("the empty reverse-path", "<>", []),
        ("a name for nothing", "MAILER-DAEMON <>", [["MAILER-DAEMON", ""]]),
        ("no address at all", "Mail Delivery System", [["", "MailDeliverySystem"]]),
        ("characters beyond ASCII", "Renée <renée@exämple.org>", [["Renée", "renée@exämple.org"]]),
        ("nothing", "", []),
        ("blanks run together", "  Ada \t  Lovelace   <ada@example.org>", [["Ada Lovelace", "ada@example.org"]]),
    ]

    @Test(arguments: cases.indices) func mailboxesAreRead(_ index: Int) {
        let (why, text, mailboxes) = HeaderAddressTests.cases[index]
        #expect(addresses(in: text).map { [$0.name, $0.address] } == mailboxes, "\(why)")
    }
}
