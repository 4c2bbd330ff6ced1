internal import Mailroom
internal import Vocabulary

/// What follows from a mail for a person: the contract's table ("What comes back"), row by row.
///
/// A mail can be forged. What proves that it answers a letter may exclude; what stands on an address alone excludes only where
/// it is a plain request to leave, which costs a reader at most. Nothing but an authentic mail from the very address may ever
/// speak for somebody.
struct MailRuling: Hashable {
    let action: MailAction
    let because: MailReason
    let effect: MailEffect?

    private init(_ action: MailAction, _ because: MailReason, _ effect: MailEffect? = nil) {
        (self.action, self.because, self.effect) = (action, because, effect)
    }

    /// `isFromThem`: the mail is from the very address that the tie names, by its strict form. `isAgainAndAgain`: it is the third
    /// temporary failure in a row, and they span long enough. `tie` is nil where nothing ties the mail to anybody.
    init?(
        on mail: Understanding, _ class: BounceClass?, tiedBy tie: MailTie?, isFromThem: Bool, isAgainAndAgain: Bool
    ) {
        guard let tie else {
            // Who asks to leave from an address that nobody knows must not be lost.
            guard mail.kind == .unsubscribe else { return nil }
            self.init(.waiting, .requestOfUnknown)
            return
        }
        switch mail.kind {
        case .bounce: self = MailRuling.onBounce(`class` ?? .unknown, tie, isAgainAndAgain: isAgainAndAgain)
        case .complaint where tie.isProven: self.init(.recorded, .complained, .objection(.complained))
        case .complaint: self.init(.waiting, .complaintByAddressAlone)
        case .unsubscribe where tie.isProven || mail.isPlainRequest:
            self.init(.recorded, .askedToLeave, .objection(.objected))
        case .unsubscribe: self.init(.waiting, .unclearRequest)
        case .reply where !tie.isProven: self.init(.waiting, .replyByAddressAlone)
        case .reply where !isFromThem: self.init(.waiting, .replyFromElsewhere)
        case .reply where !mail.isAuthentic: self.init(.waiting, .replyNotAuthentic)
        case .reply where mail.leavesDoubt: self.init(.waiting, .replyInDoubt)
        case .reply: self.init(.recorded, .wrote, .heard)
        case .gone: self.init(.waiting, .gone)
        case .away: self.init(.counted, .away)
        case .unrelated: return nil
        }
    }

    private static func onBounce(_ class: BounceClass, _ tie: MailTie, isAgainAndAgain: Bool) -> MailRuling {
        switch `class` {
        case .dead where tie.isProven: MailRuling(.recorded, .addressDead, .objection(.bounced))
        case .dead: MailRuling(.waiting, .deadByAddressAlone)
        case .temporary where tie.isProven && isAgainAndAgain: MailRuling(.waiting, .temporaryAgainAndAgain)
        case .temporary: MailRuling(.counted, .temporary)
        case .sender: MailRuling(.counted, .senderMeant)
        case .unknown: MailRuling(.counted, .causeUnknown)
        }
    }
}

extension MailVerdict {
    /// What the sender may say of a mail of a kind, the likeliest first. Nobody is heard from by a report or an automatic reply.
    static func choices(for kind: MailKind) -> [MailVerdict] {
        switch kind {
        case .bounce: [.bounced, .objected, .nothing]
        case .complaint: [.complained, .objected, .nothing]
        case .unsubscribe: [.objected, .complained, .heardFrom, .nothing]
        case .reply: [.heardFrom, .objected, .complained, .nothing]
        case .gone: [.bounced, .objected, .nothing]
        case .away, .unrelated: [.nothing]
        }
    }

    /// What the word puts on record.
    var effect: MailEffect? {
        switch self {
        case .objected: .objection(.objected)
        case .bounced: .objection(.bounced)
        case .complained: .objection(.complained)
        case .heardFrom: .heard
        case .nothing: nil
        }
    }
}
