import Mailroom
import Testing

@Suite struct BodyTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let why: String
        let mail: String
        let text: String
        var testDescription: String { why }
    }

    private static let plain = "Content-Type: text/plain\n\nPlain"
    private static let html = "Content-Type: text/html\n\n<p>HTML"
    private static let message = "Content-Type: message/rfc822\n\nSubject: x\n\nReturned"

    static let cases: [Case] = [
        Case(why: "plain text", mail: "Subject: x\n\nHello\n", text: "Hello\n"),
        Case(why: "HTML alone", mail: html, text: "HTML\n"),
        Case(why: "plain before HTML", mail: multipart("alternative", plain, html), text: "Plain"),
        Case(why: "plain behind HTML", mail: multipart("alternative", html, plain), text: "Plain"),
        Case(why: "plain that says nothing", mail: multipart("alternative", "\n \n", html), text: "HTML\n"),
        Case(
            why: "pictures",
            mail: multipart("related", multipart("alternative", plain, html), "Content-Type: image/png\n\nx"),
            text: "Plain"),
        Case(
            why: "attached text is not the body",
            mail: multipart(
                "mixed", plain, "Content-Disposition: attachment; filename=a.txt\n\nAttached",
                "Content-Type: text/plain; name=b.txt\n\nNamed", message), text: "Plain"),
        Case(why: "a list's footer", mail: multipart("mixed", plain, "\nFooter"), text: "Plain\nFooter"),
        Case(
            why: "a report",
            mail: multipart("report", plain, "Content-Type: message/delivery-status\n\nAction: failed", message),
            text: "Plain"),
        Case(
            why: "signed", mail: multipart("signed", plain, "Content-Type: application/pgp-signature\n\nxyz"),
            text: "Plain"),
        Case(why: "nothing but a message", mail: message, text: ""),
        Case(
            why: "an invitation",
            mail: multipart("alternative", html, "Content-Type: text/calendar\n\nBEGIN:VCALENDAR"), text: "HTML\n"),
        Case(
            why: "a multipart without parts", mail: "Content-Type: multipart/report; boundary=b\n\nJust text",
            text: "Just text"),
        Case(
            why: "flowed lines",
            mail:
                "Content-Type: text/plain; format=flowed\n\nMerci de me \nretirer.\n\n Fin\n> un \n> deux\n>> trois\n-- \nAda \nL\n",
            text: "Merci de me retirer.\n\nFin\n> un deux\n>> trois\n-- \nAda L\n"),
        Case(
            why: "flowed lines whose blank goes",
            mail: "Content-Type: text/plain; format=flowed; delsp=yes\n\nun \ndeux", text: "undeux"),
    ]

    @Test(arguments: cases) func theTextIsFound(_ sample: Case) {
        #expect(ReceivedMail(parsing: Array(sample.mail.utf8)).bodyText == sample.text)
    }

    private static func multipart(_ subtype: String, _ parts: String...) -> String {
        let boundary = "b-\(subtype)"
        return "Content-Type: multipart/\(subtype); boundary=\(boundary)\n\n"
            + parts.map { "--\(boundary)\n\($0)\n" }.joined() + "--\(boundary)--\n"
    }
}
