package import Gate
package import Vocabulary

/// A finding in words: why, what was seen, what was expected, what can be done.
package struct Explanation: Hashable, Sendable {
    package let message: Phrase
    /// Nil where nothing was there to be seen.
    package let observed: Phrase?
    /// The same for people to read: fields have their French names in French.
    package let seen: Phrase?
    package let expected: Phrase?
    package let remedy: Phrase
}

/// Words a finding of the gate, with its facts.
package func explain(_ finding: Finding) -> Explanation {
    Explanation(
        message: finding.code.message, observed: FactWording.observed(finding), seen: FactWording.seen(finding),
        expected: FactWording.expected(finding),
        remedy: finding.code.remedy)
}

/// How somebody came to be admitted: `card, 4 March 2026, trade fair`; nil where the decision excludes.
package func explain(_ decision: Decision) -> Phrase? { decision.admittedBy.map { explain($0) } }

/// A piece of evidence in one line: its kind, its date, then where, for what or by which export; of an entry in a list,
/// whence it says the address came.
package func explain(_ evidence: Evidence) -> Phrase {
    Phrase { language in
        let claim = evidence.claim
        var parts = [claim.kind.name[language]]
        if !claim.kind.admits { return (parts + origin(of: claim, language)).joined(separator: ", ") }
        switch claim.shared {
        case .on(let when): parts.append(Wording.date(when, language))
        case .unreadable(let text): parts.append(Wording.quoted(text, language))
        case .missing: parts.append(Phrase(fr: "sans date", en: "undated")[language])
        }
        if !claim.place.isBlank { parts.append(claim.place.withoutControls.trimmingBlanks()) }
        if let consent = claim.consent {
            if let confirmed = consent.confirmed.when {
                let (on, date) = (Wording.on(confirmed, .french), Wording.date(confirmed, .english))
                parts.append(Phrase(fr: "confirmée \(on)", en: "confirmed \(date)")[language])
            }
            if !consent.purposes.isEmpty {
                let purposes = Wording.list(consent.purposes.map(\.withoutControls), language)
                parts.append(Phrase(fr: "pour \(purposes)", en: "for \(purposes)")[language])
            }
        }
        if let export = evidence.linkedIn?.latestExport {
            let date = Wording.date(export, language)
            parts.append(Phrase(fr: "export du \(date)", en: "export of \(date)")[language])
        }
        return parts.joined(separator: ", ")
    }
}

/// From whom the address came and to whom it went, as far as the source says so.
private func origin(of claim: Claim, _ language: Language) -> [String] {
    var parts: [String] = []
    switch claim.source {
    case .person: break
    case .thirdParty: parts.append(Phrase(fr: "d’un tiers", en: "from a third party")[language])
    case .unreadable(let text):
        let word = Wording.quoted(text, language)
        parts.append(Phrase(fr: "source\u{A0}: \(word)", en: "source: \(word)")[language])
    }
    if !claim.sharedWith.isBlank {
        let address = claim.sharedWith.withoutControls.trimmingBlanks()
        parts.append(Phrase(fr: "communiquée à \(address)", en: "given to \(address)")[language])
    }
    return parts
}
