import Mailroom
import Testing

/// Mails as programs really write them, and what is to be read in them all the same.
@Suite struct BrokenMailTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let why: String
        let mail: String
        /// `plain[One]` for a leaf with its text, `mixed(…)` for a container.
        let outline: String
        var testDescription: String { why }
    }

    static let multiparts: [Case] = [
        Case(
            why: "by the book: preamble, epilogue, and the line end before a delimiter is the delimiter's",
            mail:
                "Content-Type: multipart/mixed; boundary=b\n\npre\n--b\n\nOne\n\n--b\nContent-Type: text/html\n\nTwo\n--b--\nepi\n",
            outline: "mixed(plain[One\n] html[Two])"),
        Case(
            why: "no closing delimiter", mail: "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne\n--b\n\nTwo\n",
            outline: "mixed(plain[One] plain[Two\n])"),
        Case(
            why: "the inner one is not closed, the outer one is",
            mail: multipart(
                "o", "Content-Type: multipart/alternative; boundary=i\n\n--i\n\nOne\n--i\n\nTwo", "\nThree"),
            outline: "mixed(alternative(plain[One] plain[Two]) plain[Three])"),
        Case(
            why: "the same boundary within and without",
            mail:
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nOne\n--b\n\nTwo\n--b--\n--b\n\nThree\n--b--\n",
            outline: "mixed(alternative[] plain[One] plain[Two] plain[Three])"),
        Case(
            why: "a boundary that begins like the one around it",
            mail: multipart("b", "Content-Type: multipart/mixed; boundary=bb\n\n--bb\n\nOne\n--bb--", "\nTwo"),
            outline: "mixed(mixed(plain[One]) plain[Two])"),
        Case(
            why: "blanks behind delimiters and boundary",
            mail: "Content-Type: multipart/mixed; boundary=\"b  \"\n\n--b \n\nOne\n--b\t\n\nTwo\n--b-- \n",
            outline: "mixed(plain[One] plain[Two])"),
        Case(
            why: "no boundary named",
            mail: "Content-Type: multipart/mixed\n\nhello\n--\n-- \n--x1\nContent-Type: text/plain\n\nOne\n--x1--\n",
            outline: "mixed(plain[One])"),
        Case(
            why: "another boundary named than the one that is there",
            mail: "Content-Type: multipart/mixed; boundary=b\n\n--c\ncontent-type: text/plain\n\nOne\n--c--\n",
            outline: "mixed(plain[One])"),
        Case(
            why: "no part at all", mail: "Content-Type: multipart/mixed; boundary=b\n\nJust text\n",
            outline: "mixed[Just text\n]"),
        Case(why: "nothing at all", mail: "Content-Type: multipart/mixed; boundary=b\n", outline: "mixed[]"),
        Case(
            why: "a part without headers and without the empty line",
            mail: multipart("b", "One is here\nand here", "Content-Type: text/plain\nno empty line"),
            outline: "mixed(plain[One is here\nand here] plain[no empty line])"),
        Case(
            why: "delimiters one behind another, and one that ends the mail",
            mail: "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n\nOne\n--b\n", outline: "mixed(plain[One])"),
        Case(
            why: "a parameter whose line lost its indentation",
            mail: "Content-Type: multipart/mixed;\nboundary=\"b\"\n\n--b\n\nOne\n--b--\n", outline: "mixed(plain[One])"),
        Case(
            why: "no space and no quotes where they belong",
            mail: "CONTENT-TYPE:Multipart/Mixed;charset=x;BOUNDARY=a b;\n\n--a b\n\nOne\n--a b--\n",
            outline: "mixed(plain[One])"),
        Case(
            why: "a boundary in sections",
            mail: "Content-Type: multipart/mixed; boundary*1=c; boundary*0=b\n\n--bc\n\nOne\n--bc--\n",
            outline: "mixed(plain[One])"),
        Case(
            why: "a multipart in base64",
            mail:
                "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\nLS1iCgpPbmUKLS1iLS0K\n",
            outline: "mixed(plain[One])"),
        Case(
            why: "a digest is of messages",
            mail: "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: 1\n\nOne\n--b--\n",
            outline: "digest(rfc822(plain[One]))"),
    ]

    static let messages: [Case] = [
        Case(
            why: "a message within", mail: "Content-Type: message/rfc822\n\nSubject: 1\n\nOne\n",
            outline: "rfc822(plain[One\n])"),
        Case(
            why: "empty lines before it", mail: "Content-Type: message/rfc822\n\n\n\nSubject: 1\n\nOne\n",
            outline: "rfc822(plain[One\n])"),
        Case(
            why: "a line of an mbox before it",
            mail: "Content-Type: message/rfc822\n\nFrom a Thu Jan  1 00:00:00 1970\nSubject: 1\n\nOne\n",
            outline: "rfc822(plain[One\n])"),
        Case(
            why: "in base64",
            mail: "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogMQoKT25lCg==\n",
            outline: "rfc822(plain[One\n])"),
        Case(
            why: "said to be in base64",
            mail: "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nSubject: 1\n\nOne\n",
            outline: "rfc822(plain[One\n])"),
        Case(
            why: "in quoted-printable",
            mail:
                "Content-Type: message/global\nContent-Transfer-Encoding: quoted-printable\n\nSubject: =\n1\n\nOne=20\n",
            outline: "global(plain[One \n])"),
        Case(
            why: "headers alone", mail: "Content-Type: message/rfc822\n\nSubject: 1\nTo: a@example.org\n",
            outline: "rfc822(plain[])"),
        Case(
            why: "reports are leaves",
            mail: "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\nQWN0aW9uOiBmYWlsZWQK\n",
            outline: "delivery-status[Action: failed\n]"),
        Case(
            why: "so are returned headers", mail: "Content-Type: text/rfc822-headers\n\nSubject: 1\n",
            outline: "rfc822-headers[Subject: 1\n]"),
    ]

    static let headers: [Case] = [
        Case(why: "no header at all", mail: "Hello\nAda\n", outline: "plain[Hello\nAda\n]"),
        Case(why: "an empty line first", mail: "\nHello\n", outline: "plain[Hello\n]"),
        Case(why: "no empty line", mail: "Subject: 1\nHello Ada\n", outline: "plain[Hello Ada\n]"),
        Case(why: "a blank before the colon", mail: "Content-Type : text/html\n\nOne\n", outline: "html[One\n]"),
        Case(why: "no media type", mail: "Content-Type: text\n\nOne\n", outline: "plain[One\n]"),
        Case(why: "a type of half a name", mail: "Content-Type: /html\n\nOne\n", outline: "plain[One\n]"),
        Case(
            why: "a comment in it", mail: "Content-Type: text/html (x); charset=utf-8 (y)\n\né\n", outline: "html[é\n]"),
        Case(
            why: "a field without a value", mail: "X-Id:\nAbc123==\nContent-Type: text/html\n\nOne\n",
            outline: "html[One\n]"),
        Case(why: "a continuation first", mail: " x\nContent-Type: text/html\n\nOne\n", outline: "html[One\n]"),
        Case(
            why: "a line with blanks alone ends nothing", mail: "A: 1\n \nContent-Type: text/html\n\nOne\n",
            outline: "html[One\n]"),
        Case(why: "not text", mail: "Content-Type: image/png\n\nOne\n", outline: "png[]"),
        Case(why: "nothing", mail: "", outline: "plain[]"),
    ]

    @Test(arguments: multiparts + messages + headers) func whatIsThereIsRead(_ sample: Case) {
        for end in ["\n", "\r\n", "\r"] {
            let mail = ReceivedMail(parsing: withLineEnds(end, Array(sample.mail.utf8)))
            #expect(BrokenMailTests.outline(mail.root) == sample.outline)
        }
    }

    @Test func lineEndsMayBeMixed() {
        let mail = ReceivedMail(parsing: Array("Subject: 1\r\nTo: a\r\r\nX: 2\rY: 3\n\r\nOne\rTwo\r\n\nThree\r".utf8))
        #expect(mail.headers.names == ["Subject", "To", "X", "Y"])
        #expect(mail.root.text == "One\nTwo\n\nThree\n")
    }

    @Test func aMailIsOneThatHasTheFieldsOfMails() {
        for (text, isMail) in [
            ("From: a@example.org\n\n", true), ("received: x\n\n", true), ("X-Thing: y\n\n", false),
            ("name,email\n", false),
            ("\u{FEFF}Subject: x\n\n", true), ("", false), ("\nFrom: a@example.org\n", false),
        ] {
            #expect(ReceivedMail(parsing: Array(text.utf8)).isMail == isMail, "\(text)")
        }
    }

    @Test func returnedHeadersMayStandBehindEmptyLines() {
        #expect(MailHeaders(parsing: Array("\r\n\r\nSubject: x\r\n".utf8))["Subject"] == "x")
        #expect(MailHeaders(parsing: []).isEmpty)
    }

    @Test func blocksOfAReport() {
        let report =
            "\nReporting-MTA: dns; a\n\n\nnot a field\nAction: failed\nDiagnostic-Code: smtp; 550-No\n550 such user\nStatus: 5.1.1\n\n"
        let blocks = MailHeaders.blocks(parsing: withLineEnds("\r\n", Array(report.utf8)))
        #expect(blocks.map(\.names) == [["Reporting-MTA"], ["Action", "Diagnostic-Code", "Status"]])
        #expect(blocks.last?["diagnostic-code"] == "smtp; 550-No 550 such user")
    }

    private static func multipart(_ boundary: String, _ parts: String...) -> String {
        "Content-Type: multipart/mixed; boundary=\(boundary)\n\n" + parts.map { "--\(boundary)\n\($0)\n" }.joined()
            + "--\(boundary)--\n"
    }

    private static func outline(_ part: MailPart) -> String {
        if part.children.isEmpty { return "\(part.contentType.subtype)[\(part.text)]" }
        return "\(part.contentType.subtype)(\(part.children.map(outline).joined(separator: " ")))"
    }
}
