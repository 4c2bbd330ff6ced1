package import Gate
package import Vocabulary

extension RecipientState {
    /// The state of a recipient in a list, as a receipt counts it.
    package var word: Phrase {
        switch self {
        case .queued: Phrase(fr: "en attente", en: "queued")
        case .attempting: Phrase(fr: "en cours", en: "attempting")
        case .accepted: Phrase(fr: "accepté", en: "accepted")
        case .deferred: Phrase(fr: "différé", en: "deferred")
        case .rejected: Phrase(fr: "rejeté", en: "rejected")
        case .uncertain: Phrase(fr: "incertain", en: "uncertain")
        case .settled: Phrase(fr: "réglé", en: "settled")
        case .withheld: Phrase(fr: "retenu", en: "withheld")
        }
    }
}

extension ObjectionKind {
    /// What was recorded, in a list.
    package var word: Phrase {
        switch self {
        case .objected: Phrase(fr: "opposition", en: "objected")
        case .complained: Phrase(fr: "plainte", en: "complaint")
        case .bounced: BounceClass.dead.word
        case .erased: Phrase(fr: "demande d’oubli", en: "erased")
        }
    }
}

/// A decision in one line of a list: the evidence that admits, else the reasons in a few words each.
package func explainBriefly(_ decision: Decision) -> Phrase {
    if let evidence = explain(decision) { return evidence }
    var codes: [ReasonCode] = []
    for finding in decision.findings where !codes.contains(finding.code) { codes.append(finding.code) }
    return Phrase { language in codes.map { $0.label[language] }.joined(separator: ", ") }
}
