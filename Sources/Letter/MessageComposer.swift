package import Gate
package import Vocabulary

/// What is particular to one message, beside its recipient: comes in, as this room knows no clock and no chance.
package struct MessageStamp: Hashable, Sendable {
    package var date: Instant
    /// Minutes that the sender's zone is ahead of UTC.
    package var utcOffsetMinutes: Int
    /// The left-hand side of the Message-ID: letters, digits, `.`, `-`, `_`; everything else is dropped.
    package var messageID: String
    /// The way out: an http(s) url or a `mailto:` url.
    package var unsubscribeURL: String
    /// True for an https url with a token: RFC 8058 applies.
    package var isOneClick: Bool

    package init(
        date: Instant, utcOffsetMinutes: Int, messageID: String, unsubscribeURL: String, isOneClick: Bool
    ) {
        self.date = date
        self.utcOffsetMinutes = utcOffsetMinutes
        self.messageID = messageID
        self.unsubscribeURL = unsubscribeURL
        self.isOneClick = isOneClick
    }
}

/// The header lines that are the same for every recipient.
struct FixedHeaders: Sendable {
    let reversePath: AddrSpec
    let from: [UInt8]
    let replyTo: [UInt8]
    let listID: [UInt8]
    let language: [UInt8]
    /// The right-hand side of Message-IDs.
    let domain: String

    init(sender: Sender, replyTo: AddrSpec?, purpose: String, language: Language) {
        reversePath = sender.address
        domain = sender.address.domain
        from = HeaderText.line("From", words: HeaderText.mailbox(Mailbox(name: sender.name, address: sender.address)))
        self.replyTo = replyTo.map { HeaderText.line("Reply-To", words: [$0.spelling]) } ?? []
        let label = String(
            purpose.lowercased().unicodeScalars.map { scalar in
                let isPlain = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
                return isPlain ? Character(scalar) : "-"
            }.prefix(60))
        listID = HeaderText.line("List-Id", words: ["<\(label).\(domain)>"])
        self.language = HeaderText.line("Content-Language", words: [language.rawValue])
    }
}

extension CompiledLetter {
    /// The message for one cleared recipient: RFC 5322, multipart/alternative of text and HTML.
    package func message(for clearance: Clearance, stamp: MessageStamp) -> ClearedMessage {
        let values = values(clearance, stamp)
        var subjectBytes: [UInt8] = []
        values.render(subject, into: &subjectBytes)
        let recipient = Mailbox(name: clearance.fields.displayName, address: clearance.address)
        let messageID = stamp.messageID.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16_384)
        bytes += HeaderText.line("Date", words: [MessageDate.text(stamp.date, offset: stamp.utcOffsetMinutes)])
        bytes += headers.from
        bytes += HeaderText.line("To", words: HeaderText.mailbox(recipient))
        bytes += headers.replyTo
        bytes += HeaderText.unstructured("Subject", String(decoding: subjectBytes, as: UTF8.self).trimmingBlanks())
        bytes += HeaderText.line("Message-ID", words: ["<\(messageID)@\(headers.domain)>"])
        bytes += headers.listID
        bytes += HeaderText.line("List-Unsubscribe", words: ["<\(HeaderText.url(stamp.unsubscribeURL))>"])
        if stamp.isOneClick { bytes += Array("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".utf8) }
        bytes += headers.language
        bytes += Array("MIME-Version: 1.0\r\n".utf8)
        // The same for a preview and for what is sent, so that only Date and Message-ID differ.
        appendBody(values, seed: "\(clearance.contact.rawValue)_\(clearance.letter.prefix(30))", to: &bytes)
        return ClearedMessage(
            clearance: clearance,
            envelope: Envelope(reversePath: headers.reversePath, forwardPath: clearance.address), bytes: bytes)
    }

    private func appendBody(_ values: FieldValues, seed: String, to bytes: inout [UInt8]) {
        var textBody: [UInt8] = []
        var htmlBody: [UInt8] = []
        values.render(text, into: &textBody)
        values.render(html, into: &htmlBody)
        // `=_` cannot stand in quoted-printable or base64, and lines that begin with `--` are never sent as they are.
        let boundary = "=_portillon_\(seed)"
        bytes += Array("Content-Type: multipart/alternative; boundary=\"\(boundary)\"\r\n\r\n".utf8)
        for (type, body) in [("plain", textBody), ("html", htmlBody)] {
            let encoding = BodyEncoding.best(for: body)
            bytes += Array("--\(boundary)\r\nContent-Type: text/\(type); charset=utf-8\r\n".utf8)
            bytes += Array("Content-Transfer-Encoding: \(encoding.rawValue)\r\n\r\n".utf8)
            encoding.write(body, to: &bytes)
        }
        bytes += Array("--\(boundary)--\r\n".utf8)
    }

    func values(_ clearance: Clearance, _ stamp: MessageStamp) -> FieldValues {
        let fields = fields
        return FieldValues { name in
            switch name {
            case "address": return clearance.address.spelling
            case "why": return WhyText.text(clearance, fields.language)
            case "unsubscribe": return HeaderText.url(stamp.unsubscribeURL)
            case "date":
                let local = stamp.date.milliseconds + Int64(stamp.utcOffsetMinutes) * 60_000
                return Wording.date(CivilDate(dayNumber: Int(local.flooredDivision(by: 86_400_000))), fields.language)
            default:
                if let fixed = fields.fixed(name) { return fixed.isBlank ? nil : fixed }
                return clearance.fields[name]
            }
        }
    }
}

/// RFC 5322 §3.3, in English whatever the letter's language.
enum MessageDate {
    static func text(_ instant: Instant, offset: Int) -> String {
        let local = instant.milliseconds + Int64(offset) * 60_000
        let dayNumber = Int(local.flooredDivision(by: 86_400_000))
        let seconds = Int((local - Int64(dayNumber) * 86_400_000) / 1000)
        let (year, month, day) = CivilDate(dayNumber: dayNumber).components
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = weekdays[((dayNumber % 7) + 7) % 7]
        let magnitude = offset.magnitude
        let zone = (offset < 0 ? "-" : "+") + two(Int(magnitude / 60)) + two(Int(magnitude % 60))
        return "\(weekday), \(day) \(months[month - 1]) \(year) "
            + "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)) \(zone)"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension Int64 {
    /// Division that rounds towards minus infinity.
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
