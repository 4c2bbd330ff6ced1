extension BounceClass {
    /// Judges a refusal: a relay's reply, or what a report says that came back.
    ///
    /// Words first, as hosts choose their words with more care than their codes: `5xx` alone means a dead address in one of
    /// three cases, and `5.1.1` stands before `blocked using spamhaus` as well. Then the status (RFC 3463), where the words
    /// say nothing. In doubt the softer one.
    /// - Parameters:
    ///   - code: of the reply; nil where there is none.
    ///   - status: the most telling one.
    ///   - words: the host's, with or without the codes before them.
    ///   - phase: what was refused; nil where nothing says it.
    package init(code: Int?, status: EnhancedStatusCode?, words: String, at phase: SMTPPhase?) {
        let text = RefusalText(words)
        let meanings = RefusalMeaning.all(in: text)
        let isForNow = status.map { $0.class == 4 } ?? (code.map { $0 / 100 == 4 } ?? false)
        if meanings.contains(.sender) || status?.isAboutSender == true || phase == .mail && !isForNow {
            self = .sender
        } else if !meanings.isDisjoint(with: [.mailboxFull, .mailboxClosed]) {
            self = .temporary
        } else if isForNow {
            self = meanings.contains(.perhapsSender) || status?.subject == 7 ? .sender : .temporary
        } else if meanings.contains(.unwanted) {
            self = .unknown
        } else if !meanings.isDisjoint(with: [.noSuchDomain, .noSuchMailbox])
            || Self.takesNoMail(meanings, code, status, at: phase)
        {
            self = .dead
        } else if meanings.contains(.network) {
            self = .temporary
        } else if phase == .connection {
            self = .sender
        } else if status?.isDeadAddress == true && !Self.isPolicy(meanings)
            || Self.isDead(meanings, code: code, status, at: phase, text)
        {
            self = .dead
        } else {
            self = Self.softly(meanings, status)
        }
    }

    /// Some mailers put `5.1.1` to any 550 at RCPT, whatever the host said.
    private static func isPolicy(_ meanings: Set<RefusalMeaning>) -> Bool {
        meanings.contains(.perhapsSender) && meanings.isDisjoint(with: [.unknownUser, .recipientRefused])
    }

    /// A domain without any way to it (`5.4.4`, as Postfix and others use it), or that takes no mail at all (RFC 7504): 521 is
    /// also what some say to a sender whom they block, so that it counts at RCPT alone, and where the status speaks of the host.
    private static func takesNoMail(
        _ meanings: Set<RefusalMeaning>, _ code: Int?, _ status: EnhancedStatusCode?, at phase: SMTPPhase?
    ) -> Bool {
        if code == 556 { return true }
        if let status, (status.class, status.subject, status.detail) == (5, 4, 4) {
            return !meanings.contains(.network)
        }
        return code == 521 && phase == .recipient && status.map { $0.subject == 3 } ?? true
    }

    /// By the usual words. Said at RCPT they are about the address; said later they may be about what its user filters. Where
    /// nobody knows when a host said them, the status must stand by them; where no host said them, the mailer itself did.
    private static func isDead(
        _ meanings: Set<RefusalMeaning>, code: Int?, _ status: EnhancedStatusCode?, at phase: SMTPPhase?,
        _ text: RefusalText
    ) -> Bool {
        let isOfAddress = status.map { $0.subject == 1 && $0.class == 5 } ?? false
        if meanings.contains(.unknownUser) {
            if phase == .recipient || isOfAddress { return true }
            if phase == nil {
                guard let status else { return code == nil }
                return (status.subject == 0 || status.subject == 5) && !text.beginsWithColon
            }
        }
        guard meanings.contains(.recipientRefused) else { return false }
        // Microsoft's directory at the edge says so of whoever is not in it.
        if let status, (status.subject, status.detail) == (4, 1) { return true }
        let saysNothing = status.map { $0.subject == 0 || $0.subject == 5 } ?? true
        // Microsoft's relay, of a host that gave the bare words of RFC 5321 at RCPT.
        if phase == nil, code == 550, let status, (status.subject, status.detail) == (5, 0) {
            return text.begins(with: "550 requested action not taken : mailbox unavailable")
        }
        return phase == .recipient && saysNothing && !meanings.contains(.perhapsSender)
            || isOfAddress && phase != .message
    }

    /// What it is, where it is not dead, by words that say little, and by the status.
    private static func softly(_ meanings: Set<RefusalMeaning>, _ status: EnhancedStatusCode?) -> BounceClass {
        if meanings.contains(.perhapsSender), meanings.isDisjoint(with: [.unknownUser]) { return .sender }
        guard let status, meanings.isDisjoint(with: [.unknownUser]) else { return .unknown }
        switch (status.subject, status.detail) {
        case (3, 4), (2, 3), (6, _), (7, _): return .sender
        case (2, _), (3, _), (4, _): return .temporary
        default: return .unknown
        }
    }
}

extension EnhancedStatusCode {
    /// The sender's own address (RFC 3463 §3.2), or past the sender's daily limit, as large receivers use it.
    fileprivate var isAboutSender: Bool {
        subject == 1 && (detail == 7 || detail == 8) || `class` == 5 && subject == 4 && detail == 5
    }
}
