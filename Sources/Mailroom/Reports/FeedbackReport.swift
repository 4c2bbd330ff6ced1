internal import Vocabulary

/// A complaint: a feedback report (RFC 5965), or a provider's mail to the same end with the message attached.
enum FeedbackReport {
    /// Nil where it is none.
    static func read(_ parts: ReportParts, of mail: ReceivedMail) -> FoundReport? {
        var returned = ReturnedMessage()
        for headers in parts.returned { returned.take(headers) }
        if let lines = parts.feedbackLines { return read(fields(of: lines), returned) }
        guard isForm(parts, of: mail) else { return nil }
        return report(.complaint, named: returned.noted, returned)
    }

    private static func read(_ fields: [(name: String, value: String)], _ returned: ReturnedMessage) -> FoundReport {
        var returned = returned
        for field in fields where field.name == "original-message-id" || field.name == "reported-message-id" {
            returned.takeIDs(field.value)
        }
        let named = fields.filter { $0.name == "original-rcpt-to" }
            .flatMap { AddressScan.hits(in: $0.value, limit: 5).map(\.address) }
        let type = fields.first { $0.name == "feedback-type" }?.value.lowercased() ?? "abuse"
        switch type {
        // A receiver says that the sender's authentication fails (RFC 6591): nobody complained, and nobody may be held to have.
        case "auth-failure", "dmarc":
            var found = report(.bounce, named: named, returned)
            for index in found.recipients.indices {
                found.recipients[index].class = .sender
                found.recipients[index].diagnostic = "Feedback-Type: \(type)"
            }
            return found
        // Somebody said that it is no spam.
        case "not-spam": return report(.unrelated, named: [], returned)
        default: return report(.complaint, named: named, returned)
        }
    }

    private static func report(_ kind: MailKind, named: [String], _ returned: ReturnedMessage) -> FoundReport {
        var addresses: [String] = []
        let all = named.isEmpty ? returned.noted.isEmpty ? returned.to : returned.noted : named
        for address in all where !addresses.contains(where: { $0.lowercased() == address.lowercased() }) {
            addresses.append(address)
        }
        return FoundReport(
            kind: kind, recipients: kind == .unrelated ? [] : addresses.map { FoundReport.Recipient(address: $0) },
            returnedMessageIDs: returned.messageIDs, returnedTo: returned.to)
    }

    private static func fields(of lines: [String]) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for line in lines.prefix(500) {
            if let first = line.utf8.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t"), !fields.isEmpty {
                if fields[fields.count - 1].value.utf8.count < 2_000 {
                    fields[fields.count - 1].value += " " + line.trimmingBlanks()
                }
            } else if let colon = line.utf8.prefix(40).firstIndex(of: UInt8(ascii: ":")) {
                fields.append((line[..<colon].lowercased(), String(line[line.index(after: colon)...]).trimmingBlanks()))
            }
        }
        return fields
    }

    /// A provider that forwards what its users call spam, in a form of its own: by its desk and its subject, with the message
    /// attached. Whoever forwards spam by hand has another address.
    private static func isForm(_ parts: ReportParts, of mail: ReceivedMail) -> Bool {
        guard !parts.returned.isEmpty, !parts.hasStatus else { return false }
        let from = mail.headers.addresses("From").first?.address.lowercased() ?? ""
        let local = from.prefix { $0 != "@" }
        guard desks.contains(where: { local.hasPrefix($0) }) else { return false }
        return subjects.stands(in: (mail.headers["Subject"] ?? "").folded)
    }

    private static let desks = [
        "staff", "abuse", "feedback", "fbl", "scomp", "complaint", "no-reply", "noreply", "jmrp", "postmaster",
        "mailer-daemon",
        "spam", "signalement", "arf",
    ]
    private static let subjects = PhraseSet([
        "complaint about message", "complaint about", "abuse report", "spam report", "feedback report",
        "email feedback", "spam complaint",
        "signalement", "plainte", "reported as spam", "client tos notification", "report as spam",
    ])
}
