/// Whose fault a refusal is: one judgement for what a relay replies and for what a report says that comes back later.
///
/// Refused for good is for ever, so a fault of the sender's must never be booked on recipients. The codes are those of
/// RFC 3463; where a host gives none, its words are judged as those of a report are; where all leave it open, several
/// recipients in a row tell.
package enum Blame: String, Hashable, Sendable, CaseIterable {
    /// The sender, their login or their quota: everybody would be refused so.
    case sender
    /// The recipient: their address, their mailbox, or a message that is too large.
    case recipient
    /// Either: it counts for the recipient, unless others in a row are refused so.
    case suspect

    /// Judges a refusal. `code` is the reply's, nil where no server gave one: this side refused to send, or a report holds
    /// the status alone. `words` are the reply's. `onlyRecipientNeedsSMTPUTF8` says that the recipient's address is outside ASCII
    /// and the sender's is not.
    package init(
        code: Int?, status: EnhancedStatusCode?, words: String = "", in phase: SMTPPhase,
        onlyRecipientNeedsSMTPUTF8: Bool
    ) {
        self =
            if Blame.isAboutSize(code, status, in: phase) {
                .recipient
            } else if let status, status.isAboutSMTPUTF8, onlyRecipientNeedsSMTPUTF8, code != nil || phase != .mail {
                .recipient
            } else if phase == .connection || phase == .mail {
                // Before anybody is named.
                .sender
            } else {
                status.map { Blame.told(by: $0, isServers: code != nil) } ?? Blame.told(by: words, code, in: phase)
            }
    }

    /// The same, of an attempt.
    package init(_ refusal: Outcome.Refusal, onlyRecipientNeedsSMTPUTF8: Bool) {
        self.init(
            code: refusal.code, status: refusal.status, words: refusal.reply, in: refusal.phase,
            onlyRecipientNeedsSMTPUTF8: onlyRecipientNeedsSMTPUTF8)
    }

    /// RFC 1870 §6.1. Before the contents are seen, a 552 is about the size that MAIL names; later, one that says more may be
    /// about the contents, and a mailbox without room says `x.2.2`.
    private static func isAboutSize(_ code: Int?, _ status: EnhancedStatusCode?, in phase: SMTPPhase) -> Bool {
        guard let status, phase != .mail || code != 552 else { return code == 552 }
        return (status.subject, status.detail) == (3, 4) || (status.subject, status.detail) == (2, 3)
    }

    private static func told(by status: EnhancedStatusCode, isServers: Bool) -> Blame {
        switch (status.subject, status.detail) {
        // The sender's mailbox or system address (RFC 3463 §3.2).
        case (1, 7), (1, 8): .sender
        // As large receivers use it: past the sender's daily limit.
        case (4, 5) where status.class == 5: .sender
        // Not sent for it: an address of the sender's own is outside ASCII.
        case (6, 7) where !isServers: .sender
        case (1, 1...6), (1, 10), (2, _): .recipient
        default: .suspect
        }
    }
}

extension Blame {
    /// Of a host that gives no status: `550 no such user here`, `452 mailbox full`. That the sender is meant, one host's words
    /// do not tell for certain: the others in the row do.
    private static func told(by words: String, _ code: Int?, in phase: SMTPPhase) -> Blame {
        guard code != nil, phase == .recipient || phase == .message else { return .suspect }
        switch BounceClass(code: code, status: nil, words: words, at: phase) {
        case .dead: return .recipient
        case .temporary:
            let meanings = RefusalMeaning.all(in: words)
            return meanings.isDisjoint(with: [.mailboxFull, .mailboxClosed]) ? .suspect : .recipient
        case .sender, .unknown: return .suspect
        }
    }
}

extension EnhancedStatusCode {
    /// Addresses and headers outside ASCII (RFC 6531 §3.7.4).
    package var isAboutSMTPUTF8: Bool { subject == 6 && [7, 9].contains(detail) }

    /// True where the status says for good that there is no such mailbox or domain (RFC 3463 §3.2): not where it leaves
    /// open what is wrong with the address (`5.1.0`), nor where it is about the sender's own (`5.1.7`, `5.1.8`).
    package var isDeadAddress: Bool { `class` == 5 && subject == 1 && (1...6 ~= detail || detail == 10) }
}

extension Outcome.Refusal {
    /// True where it says for good that there is no such mailbox or domain, by a status that is there for it or, where the host
    /// gives none, by words that leave no more open; and no words speak against it, as `5.1.1` before `blocked` does.
    package var isOfDeadAddress: Bool {
        guard status.map(\.isDeadAddress) ?? (code.map { $0 / 100 == 5 } ?? false) else { return false }
        return BounceClass(code: code, status: status, words: reply, at: phase) == .dead
    }

    /// The code that a server's reply begins with; nil where it is no server's reply.
    package var code: Int? { Outcome.Refusal.split(reply)?.code }

    /// A refusal as the ledger keeps it: by its reply alone. It was after MAIL, or it would not have been kept.
    package init(kept reply: String) {
        let split = Outcome.Refusal.split(reply)
        let status = EnhancedStatusCode(prefixOf: split?.rest ?? reply[...])
        self.init(
            phase: .recipient, reply: reply,
            status: split.map { $0.code / 100 == status?.class } ?? true ? status : nil)
    }

    /// The code and what stands behind it: `550`, `550 5.1.1 …`.
    private static func split(_ reply: String) -> (code: Int, rest: Substring)? {
        let digits = reply.utf8.prefix(3)
        guard digits.count == 3, let code = Int(digits: digits), 400...599 ~= code else { return nil }
        let rest = reply.dropFirst(3)
        guard rest.isEmpty || rest.first == " " else { return nil }
        return (code, rest.drop { $0 == " " })
    }
}
