private import Vocabulary

/// A mail as it came: any octets at all, read as far as they can be.
package struct ReceivedMail: Sendable {
    /// The outermost part.
    package let root: MailPart
    /// The octets with LF for line ends, without the byte order mark that an editor put before them.
    package let source: [UInt8]

    /// Never fails: octets that are no mail are one without headers.
    package init(parsing bytes: [UInt8]) {
        source = LineEnds.normalized(Array(bytes.withoutByteOrderMark))
        var parser = PartParser()
        root = parser.part(source[...])
    }

    package var headers: MailHeaders { root.headers }

    /// True where a header block is there with a field that mails have.
    package var isMail: Bool { ReceivedMail.wellKnown.contains { root.headers.raw($0) != nil } }

    private static let wellKnown = [
        "From", "To", "Subject", "Date", "Message-ID", "Received", "Return-Path", "MIME-Version", "Reply-To", "Sender",
        "Delivered-To", "Cc", "Content-Type",
    ]

    /// All parts, depth first, the outermost first.
    package var parts: [MailPart] {
        var parts: [MailPart] = []
        func take(_ part: MailPart) {
            parts.append(part)
            for child in part.children { take(child) }
        }
        take(root)
        return parts
    }

    /// What a person reads first: plain text where there is some, otherwise the text of HTML. Neither attachments nor returned
    /// messages, nor the parts of a report that are for programs. LF ends lines.
    package var bodyText: String { BodyText.of(root, isFirst: true) ?? "" }
}
