internal import Vocabulary

/// What a mail is made of, as a report would be (RFC 6522): the text, what programs read, and what is returned. What lies inside a
/// returned message belongs to that message, so that a forwarded report is none.
struct ReportParts {
    /// The lines that people read, of all plain texts; of HTML where there is no plain text.
    private(set) var lines: [String] = []
    /// The lines of `message/delivery-status`.
    private(set) var statusLines: [String] = []
    private(set) var hasStatus = false
    /// The lines of `message/feedback-report`.
    private(set) var feedbackLines: [String]?
    /// True for what a mail program says of what its user did (RFC 8098).
    private(set) var isReceipt = false
    /// The header blocks of what is returned.
    private(set) var returned: [MailHeaders] = []
    /// What stands behind a returned header that has no Message-ID.
    private(set) var brokenOff: [String] = []
    let isReportByType: Bool

    /// False where nobody will ask for the text: a person's mail may be long, and costs no more than its structure then.
    private let readsText: Bool

    init(_ mail: ReceivedMail, readsText: Bool) {
        self.readsText = readsText
        let type = mail.root.contentType
        isReportByType = type.type == "multipart" && type.subtype == "report"
        isReceipt = isReportByType && type.parameters["report-type"]?.lowercased() == "disposition-notification"
        var html: [String] = []
        take(mail.root, &html)
        if lines.allSatisfy(\.isBlank) { lines = html }
    }

    private mutating func take(_ part: MailPart, _ html: inout [String]) {
        let type = part.contentType
        switch (type.type, type.subtype) {
        case ("message", "rfc822"), ("message", "global"), ("message", "partial"):
            if let message = part.children.first {
                returned.append(message.headers)
                // Its header ends too early where a mailer broke a folded line.
                if message.headers.raw("Message-ID") == nil { brokenOff += Self.lines(of: message.text).prefix(60) }
            } else {
                returned.append(MailHeaders(parsing: part.content))
            }
        case ("text", "rfc822-headers"), ("message", "rfc822-headers"), ("message", "global-headers"):
            returned.append(MailHeaders(parsing: part.content))
        case ("message", "delivery-status"), ("message", "global-delivery-status"):
            hasStatus = true
            statusLines += Self.lines(of: part.text) + [""]
        case ("message", "feedback-report"): feedbackLines = (feedbackLines ?? []) + Self.lines(of: part.text)
        case ("message", "disposition-notification"), ("message", "global-disposition-notification"): isReceipt = true
        case ("text", _) where !readsText: break
        case ("text", "html"): html += Self.lines(of: HTMLText.plain(part.text))
        case ("text", _): lines += Self.lines(of: part.text)
        case ("multipart", _) where part.children.isEmpty: lines += Self.lines(of: part.text)
        default: for child in part.children { take(child, &html) }
        }
    }

    /// A report says what it has to say in its first lines; what comes after is the returned message.
    private static let mostLines = 5_000

    private static func lines(of text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), maxSplits: mostLines, omittingEmptySubsequences: false)
            .prefix(mostLines).map { String($0) ?? "" }
    }
}
