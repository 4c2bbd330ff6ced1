import Vocabulary

/// What can be said against an address whatever the evidence.
enum AddressRules {
    static func isSomebodys(_ facts: EntryFacts) -> Observation? {
        guard let spec = facts.address?.spec, let role = RoleAddresses.role(of: spec.localPart) else { return nil }
        let isExcluded =
            switch role {
            case .nobody: true
            case .administrative: !facts.pieces.contains(where: isConfirmedSignUp)
            case .office: facts.context.brief.policy.officeAddresses == .exclude
            }
        return isExcluded ? Observation(.text(spec.localPart)) : nil
    }

    static func isValid(_ facts: EntryFacts) -> Observation? {
        guard let address = facts.address, address.spec == nil else { return nil }
        return Observation(address.fault.map { .fault($0) } ?? .text(address.text))
    }

    static func isThere(_ facts: EntryFacts) -> Observation? { facts.address == nil ? Observation() : nil }

    static func isOfOneScript(_ facts: EntryFacts) throws(RuleFault) -> Observation? {
        guard let spec = facts.address?.spec, let mixed = try MixedScripts.part(of: spec) else { return nil }
        return Observation(.text(mixed))
    }

    private static func isConfirmedSignUp(_ piece: JudgedPiece) -> Bool {
        piece.isSound && piece.evidence.claim.ownConfirmation != nil
    }
}
