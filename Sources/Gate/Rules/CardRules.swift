import Vocabulary

/// What makes a business card more than a found object.
enum CardRules {
    /// A bare card proves possession; an exchange has a date, and a place or an occasion.
    static func exchangeIsAttested(_ facts: PieceFacts) -> Observation? {
        let isDateMissing = facts.evidence.claim.shared == .missing
        // A placeholder is no place.
        let isPlaceMissing = Placeholder.isOne(facts.evidence.claim.place)
        guard isDateMissing || isPlaceMissing else { return nil }
        var missing: [String] = []
        if isDateMissing { missing.append("date") }
        if isPlaceMissing { missing.append("place") }
        return Observation(expected: .texts(missing))
    }
}
