import Vocabulary

/// What a sign-up must show (GDPR art. 7(1)): what was agreed to, and that the person agreed.
enum FormRules {
    /// The answer to a question does not say what the question was.
    static func wordingIsKnown(_ facts: PieceFacts) throws(RuleFault) -> Observation? {
        let wording = try consent(facts).wording
        if wording.isBlank { return Observation() }
        return isBareAnswer(wording) || Placeholder.isOne(wording) || NegativeAnswer.isRefusal(wording)
            ? Observation(.text(wording)) : nil
    }

    /// True for a word or mark of agreement alone, without what was agreed to.
    static func isBareAnswer(_ wording: String) -> Bool {
        let words = wording.lowercased().split { !$0.isLetter }.map(String.init)
        return words.allSatisfy { $0.unicodeScalars.count < 2 || answers.contains($0) }
    }

    private static let answers: Set<String> = [
        "oui", "non", "ok", "okay", "vrai", "faux", "coché", "cochée", "yes", "no", "yep", "true", "false", "checked",
        "on", "off",
        "ja", "nein", "wahr", "falsch", "sí", "si", "sim", "da", "tak", "да", "はい", "null", "none", "na", "nil",
        "accepted", "accepté", "acceptée", "acceptés", "agreed", "accord", "undefined", "selected", "sélectionné",
        "sélectionnée", "subscribed", "abonné", "abonnée", "inscrit", "inscrite", "opt", "in", "opted", "optin",
        "ticked",
        "validé", "validée", "confirmed", "confirmé", "confirmée", "approved", "approuvé", "granted", "given", "donné",
        "consented", "enabled", "activé", "active", "akzeptiert", "einverstanden", "zugestimmt", "angemeldet",
        "ausgewählt", "aceptado", "accettato", "akkoord",
    ]

    /// Double opt-in. Where the policy takes recorded sign-ups, a blank confirmation will do; one that cannot be read,
    /// or that precedes its own sign-up, never does.
    static func isConfirmed(_ facts: PieceFacts) throws(RuleFault) -> Observation? {
        let signedUp = facts.evidence.claim.shared.when
        switch try consent(facts).confirmed {
        case .missing:
            return facts.context.brief.policy.formConfirmation == .required ? Observation() : nil
        case .unreadable(let text):
            return Observation(.text(text))
        case .on(let confirmed):
            guard let signedUp, signedUp.isCertainlyLater(than: confirmed) else { return nil }
            return Observation(.date(confirmed), expected: .date(signedUp))
        }
    }

    /// Consent is given for each kind of e-mail (GDPR art. 6(1)(a)).
    static func purposeIsAgreed(_ facts: PieceFacts) throws(RuleFault) -> Observation? {
        guard let purpose = facts.context.purpose, let name = facts.context.brief.purpose?.name else {
            return nil
        }
        let agreed = try consent(facts).purposes
        if agreed.contains(where: { EvaluationContext.folded($0) == purpose }) { return nil }
        return Observation(agreed.isEmpty ? .nothing : .texts(agreed), expected: .text(name))
    }

    private static func consent(_ facts: PieceFacts) throws(RuleFault) -> FormConsent {
        guard let consent = facts.evidence.claim.consent else {
            throw RuleFault("the sign-up does not say what was agreed to")
        }
        return consent
    }
}
