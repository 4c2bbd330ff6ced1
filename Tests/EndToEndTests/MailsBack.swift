import Foundation

/// A letter as it lies in the Maildir, and the mails that may come back of it.
struct SentLetter {
    let raw: String
    let address: String
    /// With its angle brackets.
    let messageID: String
    /// The token of its link to unsubscribe.
    let token: String

    init(_ bytes: Data) {
        raw = String(decoding: bytes, as: UTF8.self)
        let to = header("To", of: raw) ?? ""
        address = to.firstMatch(of: #/([^ <>"]+@[^ <>"]+)/#).map { String($0.1) } ?? ""
        messageID = header("Message-ID", of: raw) ?? ""
        let list = header("List-Unsubscribe", of: raw) ?? ""
        token = list.firstMatch(of: #/[0-9a-f]{32}/#).map { String($0.0) } ?? ""
    }

    private func mail(from: String, to: String = "zoe@example.org", subject: String, extra: [String] = [], body: String)
        -> String
    {
        let moment = Date().formatted(
            .verbatim(
                "\(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) +0000",
                locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian)))
        let head =
            [
                "From: \(from)", "To: \(to)", "Subject: \(subject)", "Date: \(moment)",
                "Message-ID: <\(UUID().uuidString)@mail.example.com>", "MIME-Version: 1.0",
            ] + extra
        return (head.joined(separator: "\n") + "\n\n" + body).replacing("\n", with: "\r\n")
    }

    // MARK: What machines send

    /// A report of RFC 3464 with the letter's headers.
    func bounce(status: String = "5.1.1", _ diagnostic: String = "550 5.1.1 no such user here") -> String {
        let returned = raw.replacing("\r\n", with: "\n").components(separatedBy: "\n\n")[0]
        return mail(
            from: "Mail Delivery System <MAILER-DAEMON@relay.example.net>",
            subject: "Undelivered Mail Returned to Sender",
            extra: [
                "Auto-Submitted: auto-replied", "Return-Path: <>",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"",
            ],
            body: """
                --b1
                Content-Type: text/plain; charset=utf-8

                Your message could not be delivered to one or more recipients.

                <\(address)>: host mx.example.org said: \(diagnostic)

                --b1
                Content-Type: message/delivery-status

                Reporting-MTA: dns; relay.example.net

                Final-Recipient: rfc822; \(address)
                Action: \(status.hasPrefix("4") ? "delayed" : "failed")
                Status: \(status)
                Diagnostic-Code: smtp; \(diagnostic)

                --b1
                Content-Type: text/rfc822-headers

                \(returned)

                --b1--

                """)
    }

    /// A report of RFC 5965 with the letter.
    func complaint() -> String {
        mail(
            from: "complaints@provider.example.net", subject: "FW: \(header("Subject", of: raw) ?? "")",
            extra: ["Content-Type: multipart/report; report-type=feedback-report; boundary=\"b2\""],
            body: """
                --b2
                Content-Type: text/plain; charset=us-ascii

                This is an email abuse report for an email message received today.

                --b2
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Provider/1.0
                Version: 1
                Original-Rcpt-To: <\(address)>

                --b2
                Content-Type: message/rfc822

                \(raw.replacing("\r\n", with: "\n"))
                --b2--

                """)
    }

    /// What a mail program sends where its button to unsubscribe is pressed.
    func unsubscribe() -> String {
        mail(
            from: address, to: "unsubscribe@example.org", subject: "unsubscribe \(token)",
            extra: ["Content-Type: text/plain; charset=utf-8"], body: "")
    }

    func away() -> String {
        reply(
            "Bonjour,\n\nJe suis absente jusqu’au 15 du mois prochain et vous répondrai à mon retour.\n",
            subject: "Absence du bureau : Re: Hello", extra: ["Auto-Submitted: auto-replied"], isQuoting: false)
    }

    func gone() -> String {
        reply(
            "Bonjour,\n\nJe ne fais plus partie de la société. Merci de contacter accueil@example.org.\n",
            subject: "Réponse automatique : Hello", extra: ["Auto-Submitted: auto-replied"], isQuoting: false)
    }

    // MARK: What people write

    /// An answer, with the letter quoted below it. `isVouchedFor`: the sender's provider says that `From` is true.
    func reply(
        _ words: String, from: String? = nil, subject: String = "Re: Hello", isVouchedFor: Bool = false,
        extra: [String] = [], isQuoting: Bool = true
    ) -> String {
        let from = from ?? address
        let domain = from.split(separator: "@").last.map { $0.trimmingCharacters(in: ["<", ">"]) } ?? ""
        let results = "Authentication-Results: mx.example.org; dmarc=pass header.from=\(domain)"
        let text = raw.replacing("\r\n", with: "\n").components(separatedBy: "\n\n").dropFirst().joined(
            separator: "\n\n")
        let quoted = text.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)" }
        return mail(
            from: from, subject: subject,
            extra: (isVouchedFor ? [results] : []) + [
                "In-Reply-To: \(messageID)", "References: \(messageID)", "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit",
            ] + extra,
            body: words
                + (isQuoting
                    ? "\nLe lun. 16 nov. 2026 à 10:12, Zoe Sender <zoe@example.org> a écrit :\n"
                        + quoted.joined(separator: "\n") + "\n" : ""))
    }
}

extension WorkingFolder {
    /// The letters in the Maildir, by the address that they went to.
    func sentLetters() throws -> [String: SentLetter] {
        let letters = try outbox().map { SentLetter($0) }
        return Dictionary(letters.map { ($0.address, $0) }, uniquingKeysWith: { $1 })
    }
}

/// What `inbox --json` prints.
struct InboxDocument: Decodable {
    struct Source: Decodable {
        let source: String
        let messages: Int
        let new: Int
    }

    struct Recorded: Decodable, Equatable {
        var bounced = 0
        var complained = 0
        var objected = 0
        var heard = 0
    }

    struct Recipient: Decodable {
        let address: String
        let `class`: String?
        let status: String?
        let diagnostic: String
    }

    struct Message: Decodable {
        let source: String
        let id: Int?
        let kind: String
        let from: String?
        let at: String?
        let letter: String?
        let tiedBy: String?
        let recipients: [Recipient]
        let action: String
        let because: String
    }

    let sources: [Source]
    let kinds: [String: Int]
    let recorded: Recorded
    let waiting: Int
    let messages: [Message]
}

/// What `inbox review --json` prints of one message.
struct WaitingDocument: Decodable {
    let id: Int
    let kind: String
    let address: String
    let letter: String?
    let at: String
    let because: String
    let words: String
    let choices: [String]
}
