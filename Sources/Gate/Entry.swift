import Vocabulary

/// A contact at one address, on its way through the gate.
struct Entry {
    let address: Dossier.KnownAddress?
    /// Its place among the contact's addresses.
    let index: Int
    let pieces: [JudgedPiece]
    let lookedAt: [EvidenceID]
    /// The best of the sound pieces; nil where none is.
    let admitting: JudgedPiece?
    var findings: [Finding]

    var isAdmitted: Bool { admitting != nil && findings.isEmpty }
}

extension JudgedPiece {
    /// LinkedIn, which the person keeps up to date, comes first, then what was shared last, then the card's preferred
    /// address; the lowest number decides, so that the order of the evidence does not.
    func isBetter(than other: JudgedPiece) -> Bool {
        isPreferable(to: other) ?? (evidence.id < other.evidence.id)
    }

    /// Nil where neither is.
    func isPreferable(to other: JudgedPiece) -> Bool? {
        let (one, two) = (evidence.claim, other.evidence.claim)
        let (oneIsLinkedIn, twoIsLinkedIn) = (one.kind == .linkedInConnection, two.kind == .linkedInConnection)
        if oneIsLinkedIn != twoIsLinkedIn { return oneIsLinkedIn }
        if let mine = one.shared.when, let theirs = two.shared.when, mine != theirs {
            if mine.day != theirs.day { return mine.day > theirs.day }
            if let moment = mine.instant, let otherMoment = theirs.instant, moment != otherMoment {
                return moment > otherMoment
            }
        }
        if one.isPreferred != two.isPreferred { return one.isPreferred }
        return nil
    }
}
