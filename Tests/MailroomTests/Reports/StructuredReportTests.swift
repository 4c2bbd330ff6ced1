import Mailroom
import Testing
import Vocabulary

/// Reports with a part for programs (RFC 3464, RFC 5965, RFC 8098).
@Suite struct StructuredReportTests {
    static func status(_ fields: String, text: String = "It could not be delivered.", type: String = "delivery-status")
        -> String
    {
        """
        Return-Path: <>
        From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
        To: you@example.org
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=\(type); boundary="b"

        --b
        Content-Type: text/plain

        \(text)

        --b
        Content-Type: message/\(type)

        \(fields)

        --b
        Content-Type: message/rfc822

        \(returnedMessage)
        --b--
        """
    }

    static let statuses: [ReportedMail] = [
        ReportedMail(
            "one", .bounce, [("kim@example.com", .dead)], id: "letter-1@example.org",
            status(
                """
                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; kim@example.com
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such
                    user
                """)),
        ReportedMail(
            "several, one of them delivered", .bounce, [("kim@example.com", .dead), ("lou@example.com", .temporary)],
            status(
                """
                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; kim@example.com
                Action: failed
                Status: 5.1.1

                Final-Recipient: rfc822; max@example.com
                Action: delivered
                Status: 2.0.0

                Final-Recipient: rfc822; <lou@example.com>
                Action: delayed
                Status: 4.4.1
                """)),
        ReportedMail(
            "without blank lines between them", .bounce, [("kim@example.com", .dead), ("lou@example.com", .sender)],
            status(
                """
                Final-Recipient: rfc822; kim@example.com
                Status: 5.1.1
                Final-Recipient: rfc822; lou@example.com
                Status: 5.7.1
                """)),
        ReportedMail(
            "a status that the words belie", .bounce, [("kim@example.com", .sender)],
            status(
                """
                Final-Recipient: rfc822; kim@example.com
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 blocked using zen.spamhaus.org
                """)),
        ReportedMail(
            "a vague status that the host's own betters", .bounce, [("kim@example.com", .sender)],
            status(
                """
                Final-Recipient: rfc822; kim@example.com
                Status: 5.0.0
                Diagnostic-Code: smtp; 550 5.7.1 no
                """)),
        ReportedMail(
            "words in the status's comment alone", .bounce, [("kim@example.com", .temporary)],
            status("Final-recipient: rfc822;kim@example.com\nStatus: 5.2.2 (Over quota)")),
        ReportedMail(
            "the original alone", .bounce, [("kim@example.com", .dead)],
            status(
                "Original-Recipient: <kim@example.com>\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 User unknown")),
        ReportedMail(
            "said behind DATA, as the text knows", .bounce, [("kim@example.com", .unknown)],
            status(
                "Final-Recipient: rfc822; kim@example.com\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 user unknown",
                text: "<kim@example.com>: host mx said: 550 user unknown (in reply to end of DATA command)")),
        ReportedMail(
            "said at RCPT, as the text knows", .bounce, [("kim@example.com", .dead)],
            status(
                "Final-Recipient: rfc822; kim@example.com\nStatus: 5.2.1\nDiagnostic-Code: smtp; 550 user unknown",
                text: "<kim@example.com>: host mx said: 550 user unknown (in reply to RCPT TO command)")),
        ReportedMail(
            "a report of success", .unrelated, [],
            status("Final-Recipient: rfc822; kim@example.com\nAction: delivered\nStatus: 2.0.0")),
        ReportedMail(
            "relayed to where no reports are made", .unrelated, [],
            status("Final-Recipient: rfc822; kim@example.com\nAction: relayed\nStatus: 2.0.0")),
        ReportedMail(
            "no words but Google's", .bounce, [("kim@example.com", .dead)],
            status(
                "Final-Recipient: rfc822; kim@example.com\nAction: failed\nStatus: 5.0.0",
                text:
                    "** Address not found **\n\nYour message wasn't delivered to kim@example.com because the address couldn't be found. Check for typos."
            )),
        ReportedMail(
            "a read receipt", .unrelated, [],
            status(
                "Final-Recipient: rfc822; kim@example.com\nDisposition: manual-action/MDN-sent-manually; displayed",
                type: "disposition-notification")),
        ReportedMail(
            "deleted without being read", .unrelated, [],
            status(
                "Final-Recipient: rfc822; kim@example.com\nDisposition: automatic-action/MDN-sent-automatically; deleted",
                type: "disposition-notification")),
    ]

    @Test(arguments: statuses) func deliveryStatus(_ mail: ReportedMail) { mail.expectSame() }

    static let complaints: [ReportedMail] = [
        ReportedMail(
            "abuse, with whom it was for", .complaint, [("kim@example.com", nil)], id: "letter-1@example.org",
            status("Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <kim@example.com>", type: "feedback-report")),
        ReportedMail(
            "abuse, known by the returned message alone", .complaint, [("kim@example.com", nil)],
            status("Feedback-Type: abuse\nVersion: 1", type: "feedback-report")),
        ReportedMail(
            "no spam, somebody says", .unrelated, [],
            status("Feedback-Type: not-spam\nVersion: 1", type: "feedback-report")),
        ReportedMail(
            "a failed authentication, of which nobody complained", .bounce, [("kim@example.com", .sender)],
            status(
                "Feedback-Type: auth-failure\nVersion: 1\nOriginal-Rcpt-To: kim@example.com", type: "feedback-report")),
        ReportedMail(
            "Microsoft's form", .complaint, [("kim@example.com", nil)], id: "letter-1@example.org",
            """
            From: <staff@hotmail.com>
            To: you@example.org
            Subject: complaint about message from 192.0.2.1
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: message/rfc822

            X-HmXmrOriginalRecipient: kim@example.com
            \(returnedMessage)
            --b--
            """),
        ReportedMail(
            "a French provider's form", .complaint, [("kim@example.com", nil)],
            """
            From: Abuse <abuse@example.net>
            To: you@example.org
            Subject: Signalement de courrier indésirable
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8

            Un utilisateur a signalé ce message.

            --b
            Content-Type: message/rfc822

            \(returnedMessage)
            --b--
            """),
        ReportedMail(
            "a person forwards spam", nil, [],
            """
            From: Kim <kim@example.com>
            To: you@example.org
            Subject: complaint about message from you
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: message/rfc822

            \(returnedMessage)
            --b--
            """),
        ReportedMail(
            "Amazon's notification of a complaint", .complaint, [("kim@example.com", nil)],
            """
            From: SES <no-reply@sns.amazonaws.com>
            To: you@example.org
            Subject: AWS Notification Message

            {"Type":"Notification","Message":"{\\"notificationType\\":\\"Complaint\\",\\"complaint\\":{\\"complainedRecipients\\":[{\\"emailAddress\\":\\"kim@example.com\\"}]},\\"mail\\":{}}"}

            --
            If you wish to stop receiving notifications
            """),
        ReportedMail(
            "Amazon's notification of a bounce", .bounce, [("kim@example.com", .dead)],
            """
            From: SES <no-reply@sns.amazonaws.com>
            To: you@example.org
            Subject: AWS Notification Message

            {"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"kim@example.com","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{}}
            """),
    ]

    @Test(arguments: complaints) func feedback(_ mail: ReportedMail) { mail.expectSame() }

    /// What the sender wrote is kept beside what it became.
    @Test func aliases() {
        let text = Self.status(
            "Original-Recipient: rfc822;kim@example.com\nFinal-Recipient: rfc822;k.m@mail.example.com\nStatus: 5.1.1")
        let found = ReportReader.read(ReceivedMail(parsing: Array(text.utf8)))
        #expect(found?.recipients.first?.address == "k.m@mail.example.com")
        #expect(found?.recipients.first?.aliases == ["kim@example.com"])
        #expect(found?.returnedTo == ["kim@example.com"])
        #expect(found?.recipients.first?.status == EnhancedStatusCode(5, 1, 1))
    }
}
