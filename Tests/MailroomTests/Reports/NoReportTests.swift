import Mailroom
import Testing
import Vocabulary

/// What looks like a report and is none: a person's mail, however much it quotes, and somebody's absence.
@Suite struct NoReportTests {
    static let others: [ReportedMail] = [
        ReportedMail(
            "a person forwards a report in the text", nil, [],
            """
            From: Kim <kim@example.com>
            To: you@example.org
            Subject: TR: Undelivered Mail Returned to Sender

            Tu as vu ?

            <lou@example.com>: host mx.example.com said: 550 5.1.1 user unknown (in reply to RCPT TO command)
            """),
        ReportedMail(
            "a person forwards a report as an attachment", nil, [],
            """
            From: Kim <kim@example.com>
            To: you@example.org
            Subject: Fwd: failure notice
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="a"

            --a
            Content-Type: text/plain

            see below

            --a
            Content-Type: message/rfc822

            \(StructuredReportTests.status("Final-Recipient: rfc822; lou@example.com\nStatus: 5.1.1"))
            --a--
            """),
        ReportedMail(
            "a person asks why a letter bounced", nil, [],
            """
            From: Kim <kim@example.com>
            To: you@example.org
            Subject: Delivery failure?

            My mail to you came back: 550 5.1.1 <you@example.org>: user unknown. It could not be delivered.
            """),
        ReportedMail(
            "Microsoft sends an absence from postmaster", nil, [],
            """
            Return-Path: <>
            From: postmaster@example.com
            To: you@example.org
            Subject: Automatic reply: Notre lettre
            Auto-Submitted: auto-replied

            I am out of the office. Mail that cannot be delivered to me goes to lou@example.com.
            """),
        ReportedMail(
            "an absence with an empty reverse-path", nil, [],
            """
            Return-Path: <>
            From: Kim <kim@example.com>
            To: you@example.org
            Subject: Absent jusqu'au 12
            Auto-Submitted: auto-replied

            Je suis absente jusqu'au 12 novembre.
            """),
        ReportedMail(
            "an absence whose text speaks of delivery", nil, [],
            """
            Return-Path: <>
            From: Kim <kim@example.com>
            To: you@example.org
            Subject: Notre lettre
            Auto-Submitted: auto-replied

            Your message will not be delivered to anybody else while I am away.
            """),
        ReportedMail(
            "the postmaster writes", nil, [],
            """
            From: Postmaster <postmaster@example.com>
            To: you@example.org
            Subject: Votre question

            Bonjour, nous avons regardé, tout va bien.
            """),
        ReportedMail("nothing", nil, [], ""),
        ReportedMail("no mail", nil, [], "just a line"),
    ]

    @Test(arguments: others) func noReport(_ mail: ReportedMail) { mail.expectSame() }

    /// Whatever the octets are, reading ends, and soon.
    @Test(arguments: [
        String(repeating: "<a@b.c>: 550 5.1.1 user unknown\n", count: 20_000),
        String(repeating: "Final-Recipient: rfc822; a@b.c\n", count: 50_000), String(repeating: "@", count: 300_000),
        String(repeating: "a", count: 300_000) + "@b", String(repeating: ">>> RCPT\n<<< 5\n", count: 20_000),
        "\"" + String(repeating: "\"@", count: 100_000), String(repeating: "\u{0}\r", count: 50_000),
        String(repeating: "550 ", count: 100_000), String(repeating: "Original message:\n", count: 20_000),
        String(repeating: "9", count: 100_000) + ".9.9", String(repeating: "{", count: 100_000) + "notificationType",
    ])
    func hostileText(_ text: String) {
        let head = "Return-Path: <>\nFrom: MAILER-DAEMON@example.net\nSubject: failure notice\n\n"
        let found = ReportReader.read(ReceivedMail(parsing: Array((head + text).utf8)))
        #expect((found?.recipients.count ?? 0) <= 200)
        let structured = StructuredReportTests.status(text, text: text)
        let other = ReportReader.read(ReceivedMail(parsing: Array(structured.utf8)))
        #expect((other?.recipients.count ?? 0) <= 200)
    }
}
