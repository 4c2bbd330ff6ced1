import Mailroom
import Testing
import Vocabulary

/// A mail written for a test, and what is to be read out of it.
struct ReportedMail: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    /// Nil where it is no report.
    let kind: MailKind?
    let recipients: [(String, BounceClass?)]
    let messageID: String?
    var testDescription: String { name }

    init(_ name: String, _ kind: MailKind?, _ recipients: [(String, BounceClass?)], id: String? = nil, _ text: String) {
        (self.name, self.kind, self.recipients, self.messageID, self.text) = (name, kind, recipients, id, text)
    }

    /// With every line end that occurs.
    func expectSame() {
        for end in ["\n", "\r\n", "\r"] {
            let bytes = Array(text.replacing("\n", with: end).utf8)
            let found = ReportReader.read(ReceivedMail(parsing: bytes))
            #expect(found?.kind == kind)
            #expect(found?.recipients.map(\.address) ?? [] == recipients.map(\.0))
            #expect(found?.recipients.map(\.class) ?? [] == recipients.map(\.1))
            if let messageID { #expect(found?.returnedMessageIDs.first == messageID) }
            for recipient in found?.recipients ?? [] {
                #expect(recipient.diagnostic.count <= 500 && !recipient.diagnostic.contains { $0.isNewline })
            }
        }
    }

    /// A plain report of a mailer's: `text` is what it says.
    static func plain(
        _ name: String, from: String = "MAILER-DAEMON@mx.example.net",
        subject: String = "Undelivered Mail Returned to Sender",
        _ recipients: [(String, BounceClass?)], id: String? = nil, _ text: String
    ) -> ReportedMail {
        ReportedMail(
            name, .bounce, recipients, id: id,
            """
            Return-Path: <>
            From: \(from)
            To: you@example.org
            Subject: \(subject)
            Date: Mon, 2 Nov 2026 09:00:00 +0100

            \(text)
            """)
    }
}

/// The message that comes back.
let returnedMessage = """
    Received: from mail.example.org by mx.example.net; Mon, 2 Nov 2026 08:59:00 +0100
    From: You <you@example.org>
    To: kim@example.com
    Subject: Notre lettre
    Message-ID: <letter-1@example.org>
    Date: Mon, 2 Nov 2026 08:59:00 +0100

    Bonjour
    """
