package import Vocabulary

extension Understanding {
    /// What a mail says, by its bytes alone. Reports of automata come first; then what people and their autoresponders write.
    ///
    /// `trustedResults` is the authserv-id of the sender's own provider (RFC 8601), without which no mail counts as authentic.
    /// `ownAddresses` are the sender's: what they wrote themselves is unrelated.
    package init(of mail: ReceivedMail, trustedResults: String?, ownAddresses: [AddrSpec]) {
        let authors = mail.headers.addresses("From")
        let from = authors.first.flatMap { try? AddrSpec(parsing: $0.address) }
        self.init(
            kind: .unrelated, from: from, at: mail.headers.raw("Date").flatMap(MailDate.instant),
            clues: ClueReader.clues(in: mail))
        if let report = ReportReader.read(mail) {
            take(report)
            return
        }
        recipients = Understanding.writers(of: mail, authors: authors)
        let reading = PersonalMail(mail, isOwn: from.map(ownAddresses.contains) ?? false, ownAddresses: ownAddresses)
        (kind, isPlainRequest, words) = (reading.kind, reading.isPlainRequest, reading.words.asWords)
        leavesDoubt = reading.leavesDoubt
        isAuthentic =
            reading.origin.maker == .person && Authenticity.vouches(trustedResults, for: from, in: mail.headers)
    }

    /// A forged report changes nothing by being authentic, so that none is.
    private mutating func take(_ report: FoundReport) {
        kind = report.kind
        recipients = report.recipients.map {
            Recipient(address: $0.address, class: $0.class, status: $0.status, diagnostic: $0.diagnostic.asWords)
        }
        words = report.recipients.first.map(\.diagnostic.asWords) ?? ""
        let known = Set(clues.returnedMessageIDs)
        clues.returnedMessageIDs = report.returnedMessageIDs.filter { !known.contains($0) } + clues.returnedMessageIDs
    }

    /// Whoever wrote; where nobody is named, whoever an answer goes to.
    private static func writers(of mail: ReceivedMail, authors: [HeaderAddress]) -> [Recipient] {
        var seen: Set<String> = []
        return (authors.isEmpty ? mail.headers.addresses("Reply-To") : authors).prefix(50).map(\.address)
            .filter { !$0.isEmpty && seen.insert($0.asciiLowercased()).inserted }
            .map { Recipient(address: $0) }
    }
}
