import Gate
import Vocabulary

extension ReasonCode {
    /// The principle, and the article of the GDPR where there is one, that the rule rests on: in our own reading.
    var basis: Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .noExplicitShare:
            Phrase(
                fr: "partage explicite de l’adresse ; RGPD, art. 5(1)(a) et 7(1)",
                en: "explicit sharing of the address; GDPR art. 5(1)(a) and 7(1)")
        case .addressNotShared:
            Phrase(
                fr: "seule compte l’adresse que la personne a elle-même communiquée",
                en: "only the address that the person gave counts")
        case .sharedWithSomeoneElse:
            Phrase(
                fr: "partage avec cet expéditeur-ci ; RGPD, art. 14", en: "sharing with this very sender; GDPR art. 14")
        case .thirdPartySource:
            Phrase(
                fr: "ni revente ni tiers : limitation des finalités ; RGPD, art. 5(1)(b)",
                en: "no resale, no third parties: purpose limitation; GDPR art. 5(1)(b)")
        case .notProfessional:
            Phrase(
                fr: "une adresse donnée dans un cadre professionnel sert à des échanges professionnels",
                en: "an address given in a professional setting serves professional exchanges")
        case .cardExchangeNotAttested:
            Phrase(
                fr: "l’échange de cartes ; détenir une carte ne prouve pas l’avoir reçue de la personne",
                en: "the exchange of cards; holding a card does not prove having got it from the person")
        case .linkedInAddressNotShared, .linkedInNotReciprocal:
            Phrase(
                fr: "la mise en relation vaut partage quand chacun montre son adresse à l’autre",
                en: "a connection counts as sharing where each side shows its address to the other")
        case .linkedInNoLongerShared:
            Phrase(fr: "exactitude des données ; RGPD, art. 5(1)(d)", en: "accuracy of data; GDPR art. 5(1)(d)")
        case .linkedInExportStale:
            Phrase(
                fr: "exactitude des données : rester en phase avec LinkedIn ; RGPD, art. 5(1)(d)",
                en: "accuracy of data: keeping in step with LinkedIn; GDPR art. 5(1)(d)")
        case .formWordingMissing:
            Phrase(
                fr: "charge de la preuve du consentement ; RGPD, art. 7(1)",
                en: "the burden of proving consent; GDPR art. 7(1)")
        case .formUnconfirmed:
            Phrase(
                fr: "preuve du consentement ; RGPD, art. 7(1) ; plus strict que ce que la loi demande",
                en: "proof of consent; GDPR art. 7(1); stricter than the law asks")
        case .purposeNotAgreed:
            Phrase(
                fr: "consentement pour chaque type de courriel ; RGPD, art. 6(1)(a)",
                en: "consent for each kind of e-mail; GDPR art. 6(1)(a)")
        case .evidenceUndated, .evidenceInFuture, .bounced, .roleAddress, .invalidAddress, .suspiciousAddress:
            Phrase(fr: "exactitude des données ; RGPD, art. 5(1)(d)", en: "accuracy of data; GDPR art. 5(1)(d)")
        case .evidenceStale:
            Phrase(
                fr: "limitation de la conservation ; RGPD, art. 5(1)(e), et les trois ans d’usage de la CNIL",
                en: "storage limitation; GDPR art. 5(1)(e), and the three years that the French CNIL goes by")
        case .evidenceUnreadable, .ruleFailed:
            Phrase(fr: "dans le doute, ne pas écrire", en: "when in doubt, do not write")
        case .objected:
            Phrase(
                fr: "droit d’opposition et de retrait ; RGPD, art. 21(3) et 7(3)",
                en: "the right to object and to withdraw; GDPR art. 21(3) and 7(3)")
        case .complained:
            Phrase(fr: "droit d’opposition ; RGPD, art. 21(3)", en: "the right to object; GDPR art. 21(3)")
        case .erased:
            Phrase(fr: "droit à l’effacement ; RGPD, art. 17", en: "the right to erasure; GDPR art. 17")
        case .noAddress:
            Phrase(fr: "sans adresse, aucun message ne peut partir", en: "without an address no message can go out")
        case .duplicateAddress, .otherAddressChosen:
            Phrase(fr: "un seul message par personne", en: "one message a person")
        case .alreadyMailed:
            Phrase(fr: "une lettre part au plus une fois", en: "a letter goes out at most once")
        case .letterIncomplete:
            Phrase(
                fr: "personne ne doit lire une formule d’appel sans nom",
                en: "nobody is to read a salutation without a name")
        }
    }
}
