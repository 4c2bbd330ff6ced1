package import Vocabulary

extension Understanding {
    /// What a mail says, by its bytes alone.
    ///
    /// `trustedResults` is the authserv-id of the sender's own provider (RFC 8601), without which no mail counts as authentic.
    /// `ownAddresses` are the sender's: what they wrote themselves is unrelated.
    package init(of mail: ReceivedMail, trustedResults: String?, ownAddresses: [AddrSpec]) {
        let authors = mail.headers.addresses("From")
        let from = authors.first.flatMap { try? AddrSpec(parsing: $0.address) }
        self.init(
            kind: .unrelated, from: from, at: mail.headers.raw("Date").flatMap(MailDate.instant),
            clues: ClueReader.clues(in: mail))
        recipients = Understanding.writers(of: mail, authors: authors)
        let reading = PersonalMail(mail, isOwn: from.map(ownAddresses.contains) ?? false, ownAddresses: ownAddresses)
        (kind, isPlainRequest, words) = (reading.kind, reading.isPlainRequest, reading.words.asWords)
        isAuthentic =
            reading.origin.maker == .person && Authenticity.vouches(trustedResults, for: from, in: mail.headers)
    }

    /// Whoever wrote; where nobody is named, whoever an answer goes to.
    private static func writers(of mail: ReceivedMail, authors: [HeaderAddress]) -> [Recipient] {
        var seen: Set<String> = []
        return (authors.isEmpty ? mail.headers.addresses("Reply-To") : authors).prefix(50).map(\.address)
            .filter { !$0.isEmpty && seen.insert($0.asciiLowercased()).inserted }
            .map { Recipient(address: $0) }
    }
}
