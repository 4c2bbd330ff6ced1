import Vocabulary

/// From whom the address came, to whom it went, and in which setting.
enum OriginRules {
    /// A sender's former address will do; a text that is no address names somebody else.
    static func sharedWithTheSender(_ facts: PieceFacts) -> Observation? {
        let named = facts.evidence.claim.sharedWith
        if named.isEmpty || named.isBlank { return nil }
        let sender = facts.context.brief.sender
        if let address = try? AddrSpec(parsing: named), sender.owns(address) { return nil }
        return Observation(.text(named.trimmingBlanks()), expected: .text(sender.address.spelling))
    }

    static func cameFromThePerson(_ facts: PieceFacts) -> Observation? {
        facts.evidence.claim.source == .thirdParty ? Observation() : nil
    }

    /// A setting that is stated and blank counts as not professional.
    static func wasProfessional(_ facts: PieceFacts) -> Observation? {
        guard case .other(let setting) = facts.evidence.claim.context else { return nil }
        return Observation(setting.isBlank ? .nothing : .text(setting.trimmingBlanks()))
    }

    static func isReadable(_ facts: PieceFacts) -> Observation? {
        guard case .unreadable(let source) = facts.evidence.claim.source else { return nil }
        return Observation(.text(source))
    }
}
