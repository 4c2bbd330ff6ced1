import Vocabulary

/// Whether the contact shared an address at all, and this very one.
enum SharingRules {
    static func somethingWasShared(_ facts: EntryFacts) -> Observation? {
        guard facts.sharing == .nowhere, let address = facts.address else { return nil }
        return Observation(expected: .text(address.text))
    }

    static func thisAddressWasShared(_ facts: EntryFacts) -> Observation? {
        guard case .elsewhere(let shared, let evidence) = facts.sharing, let address = facts.address else { return nil }
        return Observation(.texts(shared), expected: .text(address.text), evidence: evidence)
    }
}
