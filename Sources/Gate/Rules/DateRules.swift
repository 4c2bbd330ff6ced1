import Vocabulary

/// When evidence came about: known, not yet to come, and not too long ago.
enum DateRules {
    /// A card without any date has no attested exchange, which is another rule's to say. A LinkedIn share is as old as
    /// the export that shows it, so the export needs a date too.
    static func isDated(_ facts: PieceFacts) -> Observation? {
        switch facts.evidence.claim.shared {
        case .unreadable(let text): return Observation(.text(text))
        case .missing: if facts.evidence.claim.kind != .businessCard { return Observation() }
        case .on: break
        }
        if let standing = facts.evidence.linkedIn, standing.latestExport == nil { return Observation() }
        return nil
    }

    static func liesInThePast(_ facts: PieceFacts) -> Observation? {
        let today = facts.today
        if let shared = facts.evidence.claim.shared.when, shared.day > today {
            return Observation(.date(shared), expected: .day(today))
        }
        if let confirmed = facts.evidence.claim.consent?.confirmed.when, confirmed.day > today {
            return Observation(.date(confirmed), expected: .day(today))
        }
        if let export = facts.evidence.linkedIn?.latestExport, export > today {
            return Observation(.day(export), expected: .day(today))
        }
        return nil
    }

    /// Counted from the sharing or the last contact from the person, whichever came later (GDPR art. 5(1)(e)); the
    /// confirmation of a sign-up is such a contact. What has no date is not also too old.
    static func isRecent(_ facts: PieceFacts) -> Observation? {
        guard
            let latest = EvidenceAge.latestSign(facts.evidence, lastHeardFrom: facts.lastHeardFrom, today: facts.today)
        else { return nil }
        let limit = facts.context.brief.policy.evidenceMaxAgeDays
        let age = facts.today.days(since: latest.day)
        return age > limit ? Observation(.age(latest, days: age), expected: .days(limit)) : nil
    }
}
