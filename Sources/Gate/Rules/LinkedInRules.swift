import Vocabulary

/// What a connection in the sender's own LinkedIn export shows.
enum LinkedInRules {
    /// The connection switches its address on: it is off by default.
    static func addressIsShown(_ facts: PieceFacts) -> Observation? { Observation() }

    /// The exchange is reciprocal: the sender's own address was visible by the day of the export, on any reading
    /// of the attestation's date.
    static func sharingIsReciprocal(_ facts: PieceFacts) throws(RuleFault) -> Observation? {
        let export = try standing(facts).latestExport
        let expected = export.map { Fact.day($0) } ?? .nothing
        guard let since = facts.context.brief.sender.linkedInAddressVisibleSince else {
            return Observation(expected: expected)
        }
        guard let export, since.lastDay > export else { return nil }
        return Observation(.date(since), expected: expected)
    }

    /// Exports are snapshots: what the latest one does not show is shared no longer.
    static func isInLatestExport(_ facts: PieceFacts) throws(RuleFault) -> Observation? {
        let standing = try standing(facts)
        if standing.isInLatest { return nil }
        return Observation(standing.latestExport.map { .day($0) } ?? .nothing)
    }

    static func exportIsRecent(_ facts: PieceFacts) throws(RuleFault) -> Observation? {
        guard let export = try standing(facts).latestExport else { return nil }
        let limit = facts.context.brief.policy.linkedInExportMaxAgeDays
        let age = facts.today.days(since: export)
        return age > limit ? Observation(.age(When(day: export), days: age), expected: .days(limit)) : nil
    }

    private static func standing(_ facts: PieceFacts) throws(RuleFault) -> LinkedInStanding {
        guard let standing = facts.evidence.linkedIn else {
            throw RuleFault("the evidence does not say how the connection stands in the exports")
        }
        return standing
    }
}
