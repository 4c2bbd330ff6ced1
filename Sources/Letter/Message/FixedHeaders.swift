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
    /// What stands behind the left-hand side of Message-IDs.
    let messageIDEnd: String
    /// The letter's identity, and the form of it that stands in boundaries.
    let letter: String
    let letterAtom: [UInt8]

    init(letter: String, sender: Sender, replyTo: AddrSpec?, purpose: String, language: Language) {
        reversePath = sender.address
        let domain = sender.address.domain
        messageIDEnd = "@\(domain)>"
        self.letter = letter
        letterAtom = FixedHeaders.atom(letter)
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

    /// A letter's identity as it stands in boundaries.
    static func atom(_ letter: String) -> [UInt8] { Array(String(letter.prefix(30)).dotAtom.utf8) }
}
