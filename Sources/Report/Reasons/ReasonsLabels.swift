import Gate
import Vocabulary

extension ReasonCode {
    /// The reason as the head of a row or a bar: a few words, of 34 columns at most, without a capital.
    var label: Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .noExplicitShare: Phrase(fr: "aucun partage d’adresse connu", en: "no sharing of an address known")
        case .addressNotShared: Phrase(fr: "a communiqué une autre adresse", en: "shared another address")
        case .sharedWithSomeoneElse: Phrase(fr: "communiquée à quelqu’un d’autre", en: "shared with someone else")
        case .thirdPartySource: Phrase(fr: "adresse venue d’un tiers", en: "address from a third party")
        case .notProfessional: Phrase(fr: "hors cadre professionnel", en: "not in a professional setting")
        case .cardExchangeNotAttested: Phrase(fr: "échange de carte non attesté", en: "card exchange not attested")
        case .linkedInAddressNotShared: Phrase(fr: "adresse masquée sur LinkedIn", en: "address hidden on LinkedIn")
        case .linkedInNotReciprocal:
            Phrase(fr: "réciprocité LinkedIn non attestée", en: "LinkedIn reciprocity not attested")
        case .linkedInNoLongerShared:
            Phrase(fr: "n’est plus montrée sur LinkedIn", en: "no longer shown on LinkedIn")
        case .linkedInExportStale: Phrase(fr: "export LinkedIn trop ancien", en: "LinkedIn export too old")
        case .formWordingMissing: Phrase(fr: "texte du formulaire inconnu", en: "wording of the form unknown")
        case .formUnconfirmed: Phrase(fr: "inscription non confirmée", en: "sign-up not confirmed")
        case .purposeNotAgreed: Phrase(fr: "inscription à d’autres courriels", en: "signed up for other e-mail")
        case .evidenceUndated: Phrase(fr: "preuve sans date lisible", en: "evidence without a clear date")
        case .evidenceInFuture: Phrase(fr: "preuve datée dans l’avenir", en: "evidence dated in the future")
        case .evidenceStale: Phrase(fr: "preuve trop ancienne", en: "evidence too old")
        case .evidenceUnreadable: Phrase(fr: "preuve en partie incomprise", en: "evidence not understood")
        case .objected: Phrase(fr: "opposition ou désabonnement", en: "objected or unsubscribed")
        case .complained: Phrase(fr: "signalement comme indésirable", en: "reported as spam")
        case .bounced: Phrase(fr: "adresse qui refuse les messages", en: "address that refuses messages")
        case .erased: Phrase(fr: "demande d’oubli", en: "asked to be forgotten")
        case .roleAddress: Phrase(fr: "boîte d’une fonction", en: "mailbox of a role")
        case .invalidAddress: Phrase(fr: "adresse mal formée", en: "not an address")
        case .noAddress: Phrase(fr: "aucune adresse", en: "no address")
        case .suspiciousAddress: Phrase(fr: "alphabets mêlés dans l’adresse", en: "alphabets mixed in the address")
        case .duplicateAddress: Phrase(fr: "joint par un autre contact", en: "reached through another contact")
        case .otherAddressChosen: Phrase(fr: "joint à une autre adresse", en: "reached at another address")
        case .alreadyMailed: Phrase(fr: "lettre déjà partie", en: "already mailed")
        case .letterIncomplete: Phrase(fr: "champ ou fichier manquant", en: "field or file missing")
        case .ruleFailed: Phrase(fr: "règle impossible à évaluer", en: "rule could not be evaluated")
        }
    }
}
