import Vocabulary

/// Objections win over all evidence. They belong to the person, so they exclude every address of the contact, through
/// whichever contact a letter would reach it; only a bounce belongs to its address. Only the person's own later word lifts one (GDPR art. 21(3), 7(3), 17).
enum ObjectionRules {
    static func nobodyObjected(_ facts: EntryFacts) -> Observation? { standing(.objected, facts) }
    static func nobodyComplained(_ facts: EntryFacts) -> Observation? { standing(.complained, facts) }
    static func nothingBounced(_ facts: EntryFacts) -> Observation? { standing(.bounced, facts) }
    static func nobodyWasErased(_ facts: EntryFacts) -> Observation? { standing(.erased, facts) }

    /// The latest objection of a kind that stands.
    private static func standing(_ kind: ObjectionKind, _ facts: EntryFacts) -> Observation? {
        var latest: Objection?
        let elsewhere = facts.address?.objectionsElsewhere ?? []
        for objection in facts.dossier.objections + elsewhere where objection.kind == kind {
            guard concerns(objection, facts), !isLifted(objection, facts) else { continue }
            if let known = latest, known.on.day >= objection.on.day { continue }
            latest = objection
        }
        return latest.map { Observation(.date($0.on)) }
    }

    private static func concerns(_ objection: Objection, _ facts: EntryFacts) -> Bool {
        guard objection.kind == .bounced else { return true }
        switch objection.target {
        case .address(let normalForm, _): return facts.address?.spec?.normalForm == normalForm
        // A whole domain that takes no mail: each of its addresses, and the person's others stand.
        case .domain(let domain): return facts.address?.spec?.domain == domain
        }
    }

    private static func isLifted(_ objection: Objection, _ facts: EntryFacts) -> Bool {
        facts.pieces.contains { piece in
            speaksLouder(piece, than: objection)
                || objection.kind == .bounced && showsAddressAlive(piece, since: objection)
        }
    }

    /// The person's own sign-up for this very address and purpose, confirmed later. Sound says all of that but the
    /// confirmation: pieces are about this very address, and a purpose not agreed to is a reason of its own.
    private static func speaksLouder(_ piece: JudgedPiece, than objection: Objection) -> Bool {
        guard piece.evidence.claim.kind == .formOptIn, piece.isSound,
            let confirmed = piece.evidence.claim.ownConfirmation
        else { return false }
        return confirmed.isCertainlyLater(than: objection.on)
    }

    /// A card or a sign-up later than a bounce shows that the address is in use again; what it is good for is for the
    /// rules of evidence to say.
    private static func showsAddressAlive(_ piece: JudgedPiece, since bounce: Objection) -> Bool {
        guard piece.evidence.claim.kind != .linkedInConnection, piece.isSoundButForPurpose,
            let shared = piece.evidence.claim.shared.when
        else { return false }
        return shared.isCertainlyLater(than: bounce.on)
    }
}
