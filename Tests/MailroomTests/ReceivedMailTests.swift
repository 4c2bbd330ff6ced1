import Mailroom
import Testing

@Suite struct ReceivedMailTests {
    @Test func aReplyIsTakenApart() {
        let mail = ReceivedMail(
            parsing: Array(
                """
                From: =?utf-8?Q?Ren=C3=A9e?= Dupont <renee@example.org>
                Subject: =?utf-8?B?RMOpc2Fib25uZXotbW9p?=
                 svp
                MIME-Version: 1.0
                Content-Type: multipart/alternative;
                 boundary="b1"

                preamble
                --b1
                Content-Type: text/plain; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                Bonjour, =E9t=E9=
                 fini
                --b1
                Content-Type: text/html; charset=utf-8

                <p>Bonjour&nbsp;!<br>été</p><blockquote>Avant<div>hier</div></blockquote>
                --b1--
                epilogue
                """.utf8))
        #expect(mail.isMail)
        #expect(mail.headers["subject"] == "Désabonnez-moi svp")
        #expect(mail.headers.addresses("From") == [HeaderAddress(name: "Renée Dupont", address: "renee@example.org")])
        #expect(mail.parts.map { $0.contentType.subtype } == ["alternative", "plain", "html"])
        #expect(mail.bodyText == "Bonjour, été fini")
        #expect(HTMLText.plain(mail.parts[2].text) == "Bonjour !\nété\n\n> Avant\n> hier\n")
    }
}
