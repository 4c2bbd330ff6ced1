package import Vocabulary

/// How old evidence is: counted from the sharing or the last contact from the person, whichever came later.
package enum EvidenceAge {
    /// The latest sign from the person that a card or sign-up rests on; its confirmation is one, unless the sender stated it
    /// for a whole file. What is yet to come renews nothing. Nil where the sharing has no date.
    package static func latestSign(_ evidence: Evidence, lastHeardFrom: When?, today: CivilDate) -> When? {
        guard var latest = evidence.claim.shared.when else { return nil }
        let signs = [lastHeardFrom, evidence.claim.ownConfirmation]
        for case let sign? in signs where sign.day <= today && sign.day > latest.day { latest = sign }
        return latest
    }
}
