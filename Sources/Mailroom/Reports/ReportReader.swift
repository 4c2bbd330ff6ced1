internal import Vocabulary

/// Reads what automata report: that a message came back, or that somebody called it spam.
///
/// By the structure where there is one (RFC 3464, RFC 5965), by the words of hosts and providers where there is none. Whatever a
/// person wrote, however much of a report it quotes, is none.
package struct ReportReader {
    /// Nil where the mail is no report of an automaton: a reply, an absence, anything else.
    package static func read(_ mail: ReceivedMail) -> FoundReport? {
        let sender = ReportEvidence.sender(of: mail)
        let parts = ReportParts(mail, readsText: sender != .person || isReport(mail) || mail.root.text.hasPrefix("{"))
        if parts.feedbackLines != nil, parts.isReportByType { return FeedbackReport.read(parts, of: mail) }
        if parts.isReceipt { return FoundReport(kind: .unrelated) }
        if let found = FeedbackReport.read(parts, of: mail) ?? SESNotification.read(parts) { return found }
        guard isBounce(parts, of: mail, from: sender) else { return nil }
        return ReportReader(mail, parts).report()
    }

    private static func isReport(_ mail: ReceivedMail) -> Bool {
        mail.root.contentType.type == "multipart" && mail.root.contentType.subtype == "report"
    }

    private static func isBounce(_ parts: ReportParts, of mail: ReceivedMail, from sender: ReportEvidence.Sender)
        -> Bool
    {
        if parts.hasStatus, parts.isReportByType || sender != .person { return true }
        guard sender != .person else { return false }
        let headers = mail.headers
        let subject = headers["Subject"] ?? ""
        if ReportEvidence.isAutomaticReply(subject: subject) { return false }
        if headers.raw("X-Failed-Recipients") != nil { return true }
        let isBySubject = ReportEvidence.isFailure(subject: subject)
        let isByText = ReportEvidence.isFailure(text: parts.lines.prefix(200))
        return sender == .mailer ? isBySubject || isByText : isBySubject && isByText || parts.isReportByType
    }

    private let mail: ReceivedMail
    private let parts: ReportParts
    private let text: BounceText
    private let statuses: [DeliveryStatus]
    private let returned: ReturnedMessage
    private let isDelay: Bool

    private init(_ mail: ReceivedMail, _ parts: ReportParts) {
        self.mail = mail
        self.parts = parts
        let start = ReturnedMessage.start(in: parts.lines)
        var returned = ReturnedMessage()
        let (fromStatus, ids) = DeliveryStatus.read(parts.statusLines)
        for id in ids { returned.takeIDs(id) }
        for headers in parts.returned { returned.take(headers) }
        returned.take(parts.brokenOff)
        if start < parts.lines.count {
            returned.take(parts.lines[start...].drop { !$0.contains(":") || $0.hasSuffix(":") || $0.hasPrefix("-") })
        }
        for name in ["X-Original-Message-ID", "X-Microsoft-Original-Message-ID"] {
            for value in mail.headers.allRaw(name) { returned.takeIDs(value) }
        }
        self.returned = returned
        // Fields that stand in the text, where the structure was lost on the way.
        statuses = fromStatus.isEmpty ? DeliveryStatus.read(Array(parts.lines.prefix(400))).recipients : fromStatus
        let headers = mail.headers
        let owners = ["From", "Reply-To", "To", "Delivered-To"].flatMap {
            headers.addresses($0).map { $0.address.lowercased() }
        }
        text = BounceText(parts.lines[..<start], others: Set(owners), to: returned.to)
        isDelay = Self.isDelay(subject: headers["Subject"] ?? "", text)
    }

    /// A warning that goes on trying.
    private static func isDelay(subject: String, _ text: BounceText) -> Bool {
        delaySubjects.stands(in: subject.folded) || text.lines.prefix(60).contains { delays.stands(in: $0.folded) }
    }

    private static let delaySubjects = PhraseSet([
        "(delay)", "delayed", "delay)", "warning: message", "warning--could not send", "retarde",
    ])
    private static let delays = PhraseSet([
        "warning message only", "has not yet been delivered", "temporary failure report", "will be retried",
        "no action is required",
        "will keep trying", "n'a pas encore ete",
    ])

    // MARK: - What it says

    private func report() -> FoundReport {
        let failures = statuses.filter { !$0.isSuccess }
        if !statuses.isEmpty, failures.isEmpty { return found(.unrelated, []) }
        var recipients = failures.compactMap { recipient($0, isOnly: failures.count == 1) }
        if recipients.isEmpty { recipients = byText() }
        return found(.bounce, recipients)
    }

    private func found(_ kind: MailKind, _ recipients: [FoundReport.Recipient]) -> FoundReport {
        var once: [FoundReport.Recipient] = []
        for recipient in recipients
        where !once.contains(where: { $0.address.lowercased() == recipient.address.lowercased() }) {
            once.append(recipient)
        }
        return FoundReport(
            kind: kind, recipients: once, returnedMessageIDs: returned.messageIDs, returnedTo: returned.to)
    }

    /// Of one group of fields.
    private func recipient(_ status: DeliveryStatus, isOnly: Bool) -> FoundReport.Recipient? {
        let failed = failedRecipients
        guard let address = status.address ?? (isOnly ? failed.first ?? returned.to.first : nil) else { return nil }
        let beside = text.named.first { named in
            ([address] + status.aliases).contains { $0.lowercased() == named.address.lowercased() }
        }
        let lines = beside?.lines ?? (isOnly ? text.lines : [])
        var judged = judge(
            reply: status.words, status: status.status, beside: lines, isOnly: isOnly,
            isDelay: status.action == .delayed)
        judged.address = address
        judged.aliases = status.aliases + (beside?.aliases ?? [])
        return judged
    }

    /// RFC 3464's forerunner of Exim, which others took over.
    private var failedRecipients: [String] {
        mail.headers.allRaw("X-Failed-Recipients").flatMap { AddressScan.hits(in: $0).map(\.address) }
    }

    private func byText() -> [FoundReport.Recipient] {
        let failed = failedRecipients
        var named = text.named
        if !failed.isEmpty {
            named = failed.map { address in
                text.named.first { $0.address.lowercased() == address.lowercased() }
                    ?? BounceText.Named(address: address, lines: [])
            }
        } else if named.isEmpty {
            let noted = returned.noted
            named = (noted.isEmpty || !returned.to.isEmpty ? returned.to : noted).prefix(5).map {
                BounceText.Named(address: $0, lines: [])
            }
        }
        let isOnly = named.count == 1
        return named.map { named in
            var judged = judge(
                reply: "", status: nil, beside: named.lines.isEmpty && isOnly ? text.lines : named.lines,
                isOnly: isOnly, isDelay: isDelay)
            judged.address = named.address
            judged.aliases = named.aliases
            return judged
        }
    }

    // MARK: - What it means

    /// `reply` is the diagnostic where there is one; `beside` what the text says of the recipient.
    private func judge(reply: String, status: EnhancedStatusCode?, beside lines: [String], isOnly: Bool, isDelay: Bool)
        -> FoundReport.Recipient
    {
        let paragraph = lines.joined(separator: " ")
        var said = reply.isBlank ? HostReply(in: paragraph) : HostReply(in: reply)
        // The address may stand far from what the host said.
        if reply.isBlank, isOnly, !said.isFound {
            let anywhere = HostReply(amid: text.lines)
            if anywhere.isFound || paragraph.isBlank { said = anywhere }
        }
        let whole = isOnly ? text.lines : lines
        let phase =
            RefusedPhase.transcribed(in: whole) ?? RefusedPhase.said(in: paragraph.folded)
            ?? (isOnly ? RefusedPhase.said(in: text.whole.folded) : nil)
        let best = Self.moreTelling(said.status, status)
        var verdict = BounceClass(code: said.code, status: best, words: said.words, at: phase)
        // What the host said says nothing: the report's own words may.
        if verdict == .unknown, !said.isClear {
            for words in [paragraph, isOnly ? text.whole : ""] where verdict == .unknown {
                verdict = BounceClass(code: said.code, status: best, words: words, at: phase)
            }
        }
        if isDelay, verdict != .sender { verdict = .temporary }
        let diagnostic = said.isFound || !reply.isBlank ? said.words : paragraph
        return FoundReport.Recipient(address: "", class: verdict, status: best, diagnostic: Self.oneLine(diagnostic))
    }

    /// The host's own status, unless the report's says more.
    private static func moreTelling(_ host: EnhancedStatusCode?, _ report: EnhancedStatusCode?) -> EnhancedStatusCode? {
        guard let host else { return report }
        guard let report, host.subject == 0, host.class == report.class else { return host }
        return report
    }

    private static func oneLine(_ text: String) -> String {
        let words = text.withoutControls.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        return String(words.prefix(500))
    }
}

extension HostReply {
    /// True where the words say something, though not enough.
    fileprivate var isClear: Bool { !RefusalMeaning.all(in: words).isDisjoint(with: [.unwanted, .unknownUser]) }
}
