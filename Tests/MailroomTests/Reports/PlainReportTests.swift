import Mailroom
import Testing
import Vocabulary

/// Reports in plain words, as mailers and providers lay them out.
@Suite struct PlainReportTests {
    static let mailers: [ReportedMail] = [
        .plain(
            "qmail", subject: "failure notice", [("kim@example.com", .dead)], id: "letter-1@example.org",
            """
            Hi. This is the qmail-send program at mx.example.net.
            I'm afraid I wasn't able to deliver your message to the following addresses.
            This is a permanent error; I've given up. Sorry it didn't work out.

            <kim@example.com>:
            Sorry, no mailbox here by that name. (#5.1.1)

            --- Below this line is a copy of the message.

            \(returnedMessage)
            """),
        .plain(
            "qmail, two", subject: "failure notice", [("kim@example.com", .dead), ("lou@example.com", .temporary)],
            """
            Hi. This is the qmail-send program at mx.example.net.
            I'm afraid I wasn't able to deliver your message to the following addresses.

            <kim@example.com>:
            192.0.2.1 does not like recipient.
            Remote host said: 550 no such user
            Giving up on 192.0.2.1.

            <lou@example.com>:
            192.0.2.1 does not like recipient.
            Remote host said: 552 mailbox full
            Giving up on 192.0.2.1.

            --- Below this line is a copy of the message.

            \(returnedMessage)
            """),
        .plain(
            "Exim", from: "Mail Delivery System <Mailer-Daemon@mx.example.net>",
            subject: "Mail delivery failed: returning message to sender", [("kim@example.com", .dead)],
            id: "letter-1@example.org",
            """
            This message was created automatically by mail delivery software.

            A message that you sent could not be delivered to one or more of its
            recipients. This is a permanent error. The following address(es) failed:

              kim@example.com
                host mx.example.com [192.0.2.1]
                SMTP error from remote mail server after RCPT TO:<kim@example.com>:
                550 unknown user

            ------ This is a copy of the message, including all the headers. ------

            \(returnedMessage)
            """),
        .plain(
            "Exim's warning", from: "Mail Delivery System <Mailer-Daemon@mx.example.net>",
            subject: "Warning: message 1a2b delayed 24 hours", [("kim@example.com", .temporary)],
            """
            This message was created automatically by mail delivery software.
            A message that you sent has not yet been delivered to one or more of its
            recipients after more than 24 hours on the queue on mx.example.net.

            The address to which the message has not yet been delivered is:

              kim@example.com
                Delay reason: SMTP error from remote mail server after RCPT TO:<kim@example.com>:
                host mx.example.com [192.0.2.1]: 450 unknown user

            No action is required on your part.
            """),
        .plain(
            "Postfix without structure", from: "Mail Delivery System <MAILER-DAEMON@mx.example.net>",
            [("kim@example.com", .dead)],
            """
            This is the mail system at host mx.example.net.

            For further assistance, please send mail to
            <postmaster@mx.example.net>

            <kim@example.com>: host mx.example.com[192.0.2.1] said: 550
                <kim@example.com>: Recipient address rejected: User unknown in local
                recipient table (in reply to RCPT TO command)
            """),
        .plain(
            "Postfix, behind DATA", from: "Mail Delivery System <MAILER-DAEMON@mx.example.net>",
            [("kim@example.com", .unknown)],
            """
            <kim@example.com>: host mx.example.com[192.0.2.1] said: 550 User unknown (in reply
                to end of DATA command)
            """),
        .plain(
            "Sendmail's transcript", subject: "Returned mail: see transcript for details", [("kim@example.com", .dead)],
            """
               ----- The following addresses had permanent fatal errors -----
            <kim@example.com>
                (reason: 550 no such user)

               ----- Transcript of session follows -----
            ... while talking to mx.example.com.:
            >>> RCPT To:<kim@example.com>
            <<< 550 no such user
            """),
        .plain(
            "an old Sendmail, three", subject: "Returned mail: User unknown",
            [("kim@example.com", .sender), ("lou@example.net", .dead), ("max@example.com", .dead)],
            """
               ----- Transcript of session follows -----
            While talking to mx.example.com:
            >>> MAIL From:<you@example.org>
            <<< 550 Access denied
            554 <kim@example.com>... Remote protocol error
            550 example.net (smtp)... 550 Host unknown
            554 <lou@example.net>... 550 Host unknown (Authoritative answer from name server)
            While talking to mx.example.com:
            >>> RCPT To:<max@example.com>
            <<< 550 No such user here.
            550 <max@example.com>... User unknown

               ----- Unsent message follows -----
            \(returnedMessage)
            """),
        .plain(
            "Exchange 2003", from: "System Administrator <postmaster@example.com>",
            subject: "Undeliverable: Notre lettre",
            [("kim@example.com", .dead)],
            """
            Your message

              To:      kim@example.com
              Subject: Notre lettre
              Sent:    Mon, 2 Nov 2026 08:59:00 +0100

            did not reach the following recipient(s):

            kim@example.com on Mon, 2 Nov 2026 09:00:00 +0100
                The e-mail account does not exist at the organization this message
                was sent to.  Check the e-mail address, or contact the recipient
                directly to find out the correct address.
                    <mx.example.com #5.1.1>
            """),
        .plain(
            "Exchange 2007", from: "postmaster@example.com", subject: "Undeliverable: Notre lettre",
            [("kim@example.com", .dead)],
            """
            Delivery has failed to these recipients or groups:

            kim@example.com<mailto:kim@example.com>
            The email address you entered couldn't be found. Please check the
            recipient's email address and try to resend the message.

            Diagnostic information for administrators:

            Generating server: example.com

            kim@example.com
            #550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

            Original message headers:

            \(returnedMessage)
            """),
        .plain(
            "Domino", from: "postmaster@example.com",
            subject: "DELIVERY FAILURE: User kim not listed in Domino Directory",
            [("kim@example.com", .dead)],
            """
            Your message

              Subject: Notre lettre

            was not delivered to:

              kim@example.com

            because:

              User kim (kim@example.com) not listed in Domino Directory
            """),
        .plain(
            "Courier without structure", from: "postmaster@example.net", subject: "NOTICE: mail delivery status.",
            [("kim@example.com", .dead)],
            """
                                       UNDELIVERABLE MAIL

            Your message to the following recipients cannot be delivered:

            <kim@example.com>:
                mx.example.com [192.0.2.1]:
            >>> RCPT TO:<kim@example.com>
            <<< 550 User unknown.

            ---------------------------------------------------------------------------
            """),
        .plain(
            "James", from: "postmaster@example.net", subject: "Undelivered mail", [("kim@example.com", .dead)],
            """
            Hi. This is the James mail server at example.net.
            I'm afraid I wasn't able to deliver your message to the following addresses.

            Failed recipient(s):
            kim@example.com

            Error message:
            550 5.1.1 <kim@example.com>... User Unknown
            """),
        .plain(
            "MailMarshal, the address last", from: "postmaster@example.net",
            subject: "Undeliverable Mail: \"Notre lettre\"",
            [("kim@example.com", .dead)],
            """
            Your message:
               From:    you@example.org
               Subject: Notre lettre

            Could not be delivered because of

            550 5.1.1 User unknown

            The following recipients were affected:

                kim@example.com
            """),
        .plain(
            "IMail", from: "Postmaster <postmaster@example.com>", subject: "Undeliverable Mail",
            [("kim@example.com", .dead)],
            """
            Unknown user: kim@example.com

            Original message follows.

            \(returnedMessage)
            """),
        .plain(
            "OpenSMTPD, two", from: "Mailer Daemon <MAILER-DAEMON@mx.example.net>",
            subject: "Delivery status notification: error",
            [("kim@example.com", .temporary), ("lou@example.com", .dead)],
            """
                An error has occurred while attempting to deliver a message for
                the following list of recipients:

            kim@example.com: 552 5.2.2 quota exceeded
            lou@example.com: 550 5.1.1 user unknown

                Below is a copy of the original message:

            \(returnedMessage)
            """),
        .plain(
            "a list with bullets", from: "Mail.Delivery.System@mx.example.net", subject: "Delivery status notification",
            [("kim@example.com", .temporary)],
            """
            ============================================================
            Delivery to the following recipients was aborted after 5.0 hour(s):

              * kim@example.com

            ============================================================
            Technical details:

            SMTP:RCPT host 192.0.2.1: 452 4.2.2 over quota
            """),
        .plain(
            "an address in a sentence", subject: "Mail delivery failed", [("kim@example.com", .dead)],
            """
            There was an error delivering your mail to <kim@example.com>.

            DNS lookup failure: host example.com not found

            Message headers follow.

            \(returnedMessage)
            """),
        .plain(
            "whom the returned message names, and nobody else", subject: "Undeliverable message",
            [("kim@example.com", .temporary)],
            id: "letter-1@example.org",
            """
            Your message could not be delivered: connection timed out.

            --- Original message follows.

            \(returnedMessage)
            """),
    ]

    @Test(arguments: mailers) func mailersOfAllKinds(_ mail: ReportedMail) { mail.expectSame() }

    static let providers: [ReportedMail] = [
        .plain(
            "Gmail, old", from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
            subject: "Delivery Status Notification (Failure)", [("kim@example.com", .dead)],
            """
            Delivery to the following recipient failed permanently:

                 kim@example.com

            Technical details of permanent failure:
            Google tried to deliver your message, but it was rejected by the recipient domain. We recommend contacting the other email provider for further information. The error that the other server returned was: 550 550 unknown user (state 14).

            ----- Original message -----

            \(returnedMessage)
            """),
        .plain(
            "Yahoo", from: "MAILER-DAEMON@yahoo.com", subject: "Failure Notice", [("kim@example.com", .dead)],
            """
            Sorry, we were unable to deliver your message to the following address.

            <kim@example.com>:
            Remote host said:
            550 <kim@example.com>... User unknown
            [RCPT_TO]

            --- Below this line is a copy of the message.
            """),
        .plain(
            "AOL", from: "MAILER-DAEMON@aol.com (Mail Delivery System)", [("kim@example.com", .sender)],
            """
            <kim@example.com>: host mailin.example.com[192.0.2.1] said: 554 5.7.1 : (RLY:B1)  The IP address sending
                this message has been blocked (in reply to RCPT TO command)
            """),
        .plain(
            "Amazon", from: "MAILER-DAEMON@amazonses.com", subject: "Delivery Status Notification (Failure)",
            [("kim@example.com", .dead)],
            """
            An error occurred while trying to deliver the mail to the following recipients:
            kim@example.com

            Technical report:

            Final-Recipient: rfc822; kim@example.com
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 user unknown
            """),
        .plain(
            "Orange", from: "MAILER-DAEMON@orange.fr", subject: "Message non remis", [("kim@example.com", .dead)],
            """
            Votre message n'a pas pu être remis au destinataire suivant :

            <kim@example.com>: 550 5.1.1 Adresse d au moins un destinataire invalide. OFR_416 [416]

            Message d'origine :

            \(returnedMessage)
            """),
        .plain(
            "Wanadoo, the box full", from: "Postmaster <postmaster@wanadoo.fr>", subject: "Avis de non-remise",
            [("kim@example.com", .temporary)],
            """
            Bonjour,

            Votre message adressé à kim@example.com n'a pas pu être remis : la boîte aux lettres du destinataire est pleine.

            Message d'origine :

            \(returnedMessage)
            """),
        .plain(
            "La Poste", from: "Mail Delivery System <MAILER-DAEMON@laposte.net>",
            subject: "Undelivered Mail Returned to Sender",
            [("kim@example.com", .dead)],
            """
            Nous n'avons pas pu remettre votre message à un ou plusieurs destinataires.

            Destinataire : kim@example.com
            Motif : l'adresse n'existe pas
            """),
        .plain(
            "Free", from: "MAILER-DAEMON@free.fr", subject: "failure notice", [("kim@example.com", .dead)],
            """
            Hi. This is the qmail-send program at free.fr.

            <kim@example.com>:
            192.0.2.1 does not like recipient.
            Remote host said: 550 5.1.1 user unknown (UserSearch)
            """),
        .plain(
            "SFR", from: "Mail Delivery System <MAILER-DAEMON@sfr.fr>", subject: "Message non distribuable",
            [("kim@example.com", .dead)],
            """
            Le message n'a pu être distribué à :

            <kim@example.com>: utilisateur inconnu
            """),
        .plain(
            "OVH, spam", from: "MAILER-DAEMON@mail.ovh.net", subject: "failure notice", [("kim@example.com", .sender)],
            """
            <kim@example.com>:
            Remote host said: 550 5.7.1 Message rejected as spam
            """),
        .plain(
            "Gandi", from: "MAILER-DAEMON@relay.gandi.net (Mail Delivery System)", [("kim@example.com", .dead)],
            """
            <kim@example.com>: host spool.example.com[192.0.2.1] said: 550 5.1.1
                <kim@example.com>: Recipient address rejected: User unknown in virtual
                mailbox table (in reply to RCPT TO command)
            """),
        .plain(
            "Infomaniak, in French", from: "Mail Delivery Subsystem <MAILER-DAEMON@infomaniak.ch>",
            subject: "Échec de la remise de votre message",
            [("kim@example.com", .temporary)],
            """
            Votre message n'a pas pu être délivré au destinataire suivant :

            kim@example.com
            La boîte mail du destinataire est désactivée.
            """),
        .plain(
            "Proton", from: "Mail Delivery System <MAILER-DAEMON@protonmail.ch>", [("kim@example.com", .dead)],
            """
            <kim@example.com>: host mail.protonmail.ch[192.0.2.1] said: 550 5.1.1 <kim@example.com>:
                Recipient address rejected: Address does not exist (in reply to RCPT TO command)
            """),
        .plain(
            "GMX, in German", from: "MAILER-DAEMON@gmx.net",
            subject: "Mail konnte nicht zugestellt werden: unzustellbar",
            [("kim@example.com", .dead)],
            """
            Ihre Nachricht konnte nicht zugestellt werden.

            kim@example.com:
            Unbekannter Empfänger

            --- Kopfzeilen der ursprünglichen Nachricht: ---

            \(returnedMessage)
            """),
        ReportedMail(
            "Exim's header beside a local part", .bounce, [("kim@example.com", .temporary)],
            """
            From: Mail Delivery System <Mailer-Daemon@mx.example.net>
            To: you@example.org
            Subject: Mail delivery failed: returning message to sender
            X-Failed-Recipients: kim@example.com
            Auto-Submitted: auto-replied

            The following address(es) failed:

              save to /var/mail/kim
                mailbox is full
            """),
        ReportedMail(
            "in HTML alone", .bounce, [("kim@example.com", .dead)],
            """
            From: postmaster@example.com
            To: you@example.org
            Subject: Undeliverable: Notre lettre
            Content-Type: text/html; charset=utf-8

            <html><body><p>Delivery has failed to these recipients:</p><p>kim@example.com</p>
            <p>550 5.1.1 <b>user unknown</b></p></body></html>
            """),
    ]

    @Test(arguments: providers) func providersOfAllKinds(_ mail: ReportedMail) { mail.expectSame() }
}
