import Mailroom
import TestSupport
import Testing
import Vocabulary

/// What in a mail could tie it to a letter.
@Suite struct CluesTests {
    private static let token = "0123456789abcdef0123456789abcdef"

    private static func clues(_ mail: String) -> Clues {
        let bytes = Array(mail.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
        return Understanding(of: ReceivedMail(parsing: bytes), trustedResults: nil, ownAddresses: []).clues
    }

    private static func body(_ text: String, _ type: String = "text/plain; charset=utf-8") -> String {
        "From: jean@example.net\nContent-Type: \(type)\n\n\(text)\n"
    }

    @Test(arguments: [
        "Subject: unsubscribe \(token)\n\nx", "To: camille+\(token)@example.org\n\nx",
        "X-Other: <https://example.org/u?t=\(token)>\n\nx",
        "Subject: =?utf-8?q?d=C3=A9sabonnement_\(token)?=\n\nx",
        body("https://example.org/u/\(token)"), body("> Se désabonner : https://example.org/u/\(token)."),
        body("mailto:u@example.org?subject=unsubscribe%20\(token)"),
        body("<a href=\"https://example.org/u?t%3D\(token)\">x</a>", "text/html"),
        body("<a href=\"mailto:u@example.org?subject=d%C3%A9sabonnement%20\(token)&amp;body=x\">x</a>", "text/html"),
        body("<a href=\"https://example.org/u/&#48;123456789abcdef0123456789abcdef\">x</a>", "text/html"),
        body("https://example.org/u?t=3D\(token)"), body("https://example.org/u/0123456789abcdef01234=\n56789abcdef"),
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nList-Unsubscribe: <https://example.org/u/\(token)>\n\nx\n--b--\n",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/rfc822-headers\n\nList-Unsubscribe: <https://example.org/u/\(token)>\n--b--\n",
        "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\naHR0cHM6Ly9leGFtcGxlLm9yZy91LzAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVm\n",
    ])
    func aTokenIsFound(_ mail: String) { #expect(Self.clues(mail).tokens == [Self.token]) }

    @Test(arguments: [
        "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef0", "0123456789ABCDEF0123456789abcdef",
        "A0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdeg", "0123456789abcdef-0123456789abcdef",
        "",
    ])
    func anythingElseIsNone(_ text: String) { #expect(Self.clues(Self.body(text)).tokens == []) }

    @Test func messageIDsOfWhatIsReturned() {
        let mail = """
            From: mailer-daemon@example.net
            Message-ID: <report@example.net>
            X-Microsoft-Original-Message-ID: <outer@example.org>
            In-Reply-To: <a@example.org>
            References: <b@example.org> <a@example.org>
             <c@example.org>
            Content-Type: multipart/mixed; boundary=b

            --b

            Here is what came back:
            > Message-Id: <quoted@example.org>
            --b
            Content-Type: text/rfc822-headers

            Message-ID: <headers@example.org>
            X-Original-Message-ID: <first@example.org>
            --b
            Content-Type: message/rfc822

            Message-ID:
             <folded@example.org>
            Subject: x

            x
            --b--
            """
        let clues = Self.clues(mail)
        #expect(
            clues.returnedMessageIDs == [
                "outer@example.org", "quoted@example.org", "headers@example.org", "first@example.org",
                "folded@example.org",
            ])
        #expect(clues.references == ["a@example.org", "b@example.org", "c@example.org"])
    }

    /// What a report answers is a reference of its own, and no message that it returns.
    @Test func aReportsReferencesStayReferences() {
        let clues = Self.clues(
            "From: mailer-daemon@example.net\nSubject: Undelivered Mail Returned to Sender\nIn-Reply-To: <a@example.org>\n"
                + "References: <b@example.org>\n\n<jean@example.net>: 550 5.1.1 user unknown\n\n"
                + "--- The original message ---\nMessage-ID: <c@example.org>\nSubject: x\nFrom: camille@example.org\n")
        #expect(clues.returnedMessageIDs == ["c@example.org"])
        #expect(clues.references == ["a@example.org", "b@example.org"])
    }

    @Test func everyAddressOnceInOrder() {
        let mail = """
            From: "jean@example.com" <Jean@Example.net>
            To: camille@example.org

            'anne@example.org', <luc.martin@sub.example.org>, jean@example.NET. https://example.org/?a=paul%40example.com marie=zoe@example.net
            élodie@exemple-é.example, @example.org, a@b, x@.example.org, x@example..org
            """
        let addresses = Self.clues(mail).addresses
        #expect(
            addresses == [
                "jean@example.com", "Jean@Example.net", "camille@example.org", "anne@example.org",
                "luc.martin@sub.example.org",
                "marie=zoe@example.net", "zoe@example.net", "élodie@exemple-é.example", "a=paul@example.com",
                "paul@example.com",
            ])
    }

    /// A mail of addresses alone, or of marks that begin one, is read in time that grows with its length.
    @Test(arguments: [
        "@", "a@", "a@b.c ", "=", "%40x.y ", "<", "0123456789abcdef", "&#64;", "Message-ID: <a@b.c>\n", "> ", "a.",
    ])
    func hostileTextIsBounded(_ piece: String) {
        let clues = Self.clues(Self.body(String(repeating: piece, count: 30_000), "text/html"))
        #expect(clues.addresses.count <= 500 && clues.tokens.count <= 200 && clues.returnedMessageIDs.count <= 200)
    }
}
