internal import Vocabulary

/// The message that came back, as far as it came along: a part of its own, or text behind a line that announces it.
struct ReturnedMessage {
    private(set) var messageIDs: [String] = []
    private(set) var to: [String] = []
    /// Addresses that a receiver noted down on the way in.
    private(set) var noted: [String] = []

    private static let most = 20

    mutating func take(_ headers: MailHeaders) {
        for name in ["Message-ID", "X-Microsoft-Original-Message-ID", "X-Original-Message-ID"] {
            for value in headers.allRaw(name) { takeIDs(value) }
        }
        for name in ["To", "Cc", "Bcc"] { takeTo(headers.addresses(name).map(\.address)) }
        for name in [
            "X-HmXmrOriginalRecipient", "X-Original-To", "Delivered-To", "X-Apparently-To", "X-Envelope-To",
            "X-Rcpt-To",
        ] {
            for value in headers.allRaw(name) {
                noted += AddressScan.hits(in: value, limit: 5).map(\.address).filter { !noted.contains($0) }
            }
        }
    }

    /// Lines of a message that stands in the text: what is no field among them is passed over, as mailers break folded lines.
    mutating func take(_ lines: some Collection<String>) {
        var octets: [UInt8] = []
        for line in lines.prefix(300) {
            if line.isBlank, !octets.isEmpty { break }
            let isFolded = line.utf8.first == UInt8(ascii: " ") || line.utf8.first == UInt8(ascii: "\t")
            if isFolded ? !octets.isEmpty : Self.isAnyField(line) { octets += Array(line.utf8) + [UInt8(ascii: "\n")] }
        }
        take(MailHeaders(parsing: octets))
    }

    private static func isAnyField(_ line: String) -> Bool {
        guard let colon = line.utf8.prefix(60).firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
            return false
        }
        return line.utf8[..<colon].allSatisfy { 0x21...0x7E ~= $0 }
    }

    /// Whatever stands in angle brackets, or alone.
    mutating func takeIDs(_ value: String) {
        for word in value.utf8.split(whereSeparator: { $0 <= 0x20 || $0 == UInt8(ascii: ",") }) {
            let id = (String(word) ?? "").trimming { "<>()".unicodeScalars.contains($0) }
            guard id.contains("@") || value.hasPrefix("<"), !id.isEmpty, id.utf8.count <= 998 else { continue }
            if !messageIDs.contains(id), messageIDs.count < Self.most { messageIDs.append(id) }
        }
    }

    private mutating func takeTo(_ addresses: [String]) {
        for address in addresses where address.contains("@") && !to.contains(address) && to.count < Self.most {
            to.append(address)
        }
    }
}

extension ReturnedMessage {
    /// The first line of what is returned, or of what announces it; the end where there is none.
    static func start(in lines: [String]) -> Int {
        for index in lines.indices where announces(lines[index]) || beginsHeader(lines, at: index) { return index }
        return lines.endIndex
    }

    /// `--- Below this line is a copy of the message.`
    private static func announces(_ line: String) -> Bool {
        guard line.utf8.count < 160, line.utf8.count > 8 else { return false }
        let text = line.folded.trimmingBlanks()
        guard announcements.stands(in: text) else { return false }
        let last = text.unicodeScalars.last ?? " "
        return text.hasPrefix("--") || text.hasPrefix("==") || text.hasPrefix("__") || last == ":"
            || text.hasSuffix("--")
            || pointers.stands(in: text)
                && !others.stands(in: text) && text.utf8.count < 80
    }

    private static let announcements = PhraseSet([
        "copy of the message", "copy of the original", "copy of your message", "original message", "original mail",
        "unsent message",
        "message header", "returned message", "header of the", "headers of the", "message text follows",
        "message that you sent",
        "your original", "en-tetes", "entetes", "message d'origine", "message original", "message initial",
        "copie de votre message",
        "copie du message", "ursprungliche", "originalnachricht", "kopfzeilen", "mensaje original", "mensagem original",
        "messaggio originale", "oorspronkelijk bericht", "исходное сообщение", "元のメッセージ",
    ])
    private static let pointers = PhraseSet(["follow", "below", "copy of", "ci-dessous", "copie"])
    private static let others = PhraseSet(["attach", "recipient", "piece jointe"])

    private static let fieldNames: Set<String> = [
        "received", "return-path", "message-id", "mime-version", "date", "from", "to", "subject", "dkim-signature",
        "delivered-to",
        "content-type", "user-agent", "x-mailer", "reply-to",
    ]

    /// Three fields of a header at least among the next lines, at the left edge.
    private static func beginsHeader(_ lines: [String], at start: Int) -> Bool {
        guard isField(lines[start]) else { return false }
        return lines[start...].prefix(12).count(where: isField) >= 3
    }

    private static func isField(_ line: String) -> Bool {
        guard let colon = line.utf8.prefix(20).firstIndex(of: UInt8(ascii: ":")) else { return false }
        return fieldNames.contains(line[..<colon].lowercased())
    }
}
