import Vocabulary

/// The header lines that are the same for every recipient.
struct FixedHeaders: Sendable {
    let reversePath: AddrSpec
    let from: [UInt8]
    let replyTo: [UInt8]
    /// List-Id (RFC 2919), and what tells automatic repliers to keep silent.
    let list: [UInt8]
    /// Content-Language (RFC 3282) and MIME-Version.
    let body: [UInt8]
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
        list =
            HeaderText.line("List-Id", words: ["<\(label).\(domain)>"])
            + HeaderText.line("Precedence", words: ["bulk"])
        body =
            HeaderText.line("Content-Language", words: [language.rawValue])
            + HeaderText.line("MIME-Version", words: ["1.0"])
    }
}
