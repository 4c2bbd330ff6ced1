import Intake
package import Vocabulary

/// The first rows of a table of sign-ups as they would be taken in, before they are.
package enum SignUpRows {
    /// Two lines a row; the second one may be long.
    package static func lines(_ rows: [IntakeRecord], _ language: Language, width: Int) -> [String] {
        rows.map { row in
            let name = row.fields.displayName
            let who = [row.addresses.joined(separator: ", "), name].filter { !$0.isBlank }.joined(separator: " · ")
            let what = row.claims.first.map { self.what($0, language) } ?? notASignUp[language]
            return "  " + shortened(printable(who), max(20, width - 4)) + "\n    " + printable(what)
        }
    }

    private static let notASignUp = Phrase(
        fr: "n’a pas accepté : un contact, pas une inscription", en: "did not agree: a contact, no sign-up")

    private static func what(_ claim: Claim, _ language: Language) -> String {
        let consent = claim.consent
        let agreed = consent?.purposes ?? []
        let signedUp = claim.shared.when.map { Wording.on($0, language) }
        let confirmed = consent?.confirmed.when.map { Wording.on($0, language) }
        return [
            signedUp.map { Phrase(fr: "inscription \($0)", en: "signed up \($0)") }
                ?? Phrase(fr: "inscription sans date", en: "signed up, without a date"),
            agreed.isEmpty
                ? Phrase(fr: "pour aucune finalité", en: "for no purpose")
                : Phrase(fr: "pour \(agreed.joined(separator: ", "))", en: "for \(agreed.joined(separator: ", "))"),
            confirmed.map { Phrase(fr: "confirmée \($0)", en: "confirmed \($0)") }
                ?? Phrase(fr: "pas confirmée", en: "not confirmed"),
            consent?.wording.isBlank ?? true ? Phrase(fr: "texte inconnu", en: "text not known") : nil,
        ].compactMap { $0?[language] }.joined(separator: ", ")
    }
}
