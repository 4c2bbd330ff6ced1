internal import Vocabulary

/// What Amazon SES has to say of a message, as JSON, where its topic is subscribed to by mail: a bounce, a complaint or a delivery.
enum SESNotification {
    /// Nil where the text is none.
    static func read(_ parts: ReportParts) -> FoundReport? {
        guard let first = parts.lines.first(where: { !$0.isBlank }), first.trimmingBlanks().hasPrefix("{"),
            let outer = value(in: parts.lines.joined(separator: "\n"))
        else { return nil }
        // In an envelope of the topic's, it is a text within the JSON.
        let message = outer["Message"]?.text.flatMap(value) ?? outer
        let ids =
            (message["mail"]?["commonHeaders"]?["messageId"]?.text).map {
                [$0.trimming { "<>".unicodeScalars.contains($0) }]
            } ?? []
        switch (message["notificationType"] ?? message["eventType"])?.text {
        case "Bounce":
            let bounced = message["bounce"]?["bouncedRecipients"]?.values ?? []
            return FoundReport(
                kind: .bounce, recipients: bounced.prefix(100).compactMap(recipient), returnedMessageIDs: ids)
        case "Complaint":
            let complained = message["complaint"]?["complainedRecipients"]?.values ?? []
            let addresses = complained.prefix(100).compactMap { $0["emailAddress"]?.text }
            return FoundReport(
                kind: .complaint, recipients: addresses.map { FoundReport.Recipient(address: $0) },
                returnedMessageIDs: ids)
        case "Delivery": return FoundReport(kind: .unrelated)
        default: return nil
        }
    }

    /// What stands behind the closing brace is the topic's leave-taking; lines may be broken in the middle of a text.
    private static func value(in text: String) -> JSONValue? {
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end else { return nil }
        let bytes = Array(text[start...end].utf8)
        return (try? JSONValue(parsing: bytes)) ?? (try? JSONValue(parsing: bytes.filter { $0 != 0x0A }))
    }

    private static func recipient(_ value: JSONValue) -> FoundReport.Recipient? {
        guard let address = value["emailAddress"]?.text else { return nil }
        let diagnostic = value["diagnosticCode"]?.text ?? ""
        let reply = HostReply(in: diagnostic)
        let status = value["status"]?.text.flatMap { EnhancedStatusCode(prefixOf: $0) } ?? reply.status
        return FoundReport.Recipient(
            address: address, class: BounceClass(code: reply.code, status: status, words: reply.words, at: nil),
            status: status,
            diagnostic: String(reply.words.withoutControls.prefix(500)))
    }
}
