import Gate
import Vocabulary

extension EvidenceKind {
    /// The kind in two words.
    var name: Phrase {
        switch self {
        case .businessCard: Phrase(fr: "carte de visite", en: "card")
        case .formOptIn: Phrase(fr: "inscription", en: "sign-up")
        case .linkedInConnection: Phrase(fr: "relation LinkedIn", en: "LinkedIn connection")
        case .contactList: Phrase(fr: "entrée d’une liste", en: "entry in a list")
        }
    }

    /// What admits by this kind; nil for a kind that never does.
    var wording: ReasonWording? {
        switch self {
        case .businessCard:
            ReasonWording(
                message: Phrase(
                    fr: "la personne vous a remis sa carte de visite ; la date de l’échange, et son lieu ou son "
                        + "occasion, sont attestés",
                    en: "the person handed you their business card; the date of the exchange, and its place or "
                        + "occasion, are attested"),
                basis: Phrase(
                    fr: "l’échange de cartes de visite ; toute finalité professionnelle déclarée",
                    en: "the exchange of business cards; any purpose declared professional"),
                remedy: Phrase(
                    fr: "pour y parvenir : notez sur le moment la date, et le lieu ou l’occasion",
                    en: "to get there: note the date, and the place or occasion, when it happens"))
        case .formOptIn:
            ReasonWording(
                message: Phrase(
                    fr: "la personne s’est inscrite, le texte qu’elle a lu est connu, et elle a confirmé",
                    en: "the person signed up, the wording they saw is known, and they confirmed"),
                basis: Phrase(
                    fr: "consentement pour chaque type de courriel ; RGPD, art. 6(1)(a) et 7(1)",
                    en: "consent for each kind of e-mail; GDPR art. 6(1)(a) and 7(1)"),
                remedy: Phrase(
                    fr: "pour y parvenir : gardez l’adresse, la date, le texte affiché, les types de courriels "
                        + "acceptés et la confirmation",
                    en: "to get there: keep the address, the date, the wording shown, the kinds of e-mail agreed to "
                        + "and the confirmation"))
        case .linkedInConnection:
            ReasonWording(
                message: Phrase(
                    fr: "votre relation LinkedIn vous montre son adresse dans votre dernier export, et la vôtre était "
                        + "visible de vos relations",
                    en: "your LinkedIn connection shows you their address in your latest export, and yours was "
                        + "visible to your connections"),
                basis: Phrase(
                    fr: "l’échange réciproque des adresses entre relations ; toute finalité professionnelle déclarée",
                    en: "the mutual exchange of addresses between connections; any purpose declared professional"),
                remedy: Phrase(
                    fr: "pour y parvenir : importez régulièrement votre export et notez depuis quand votre adresse "
                        + "est visible",
                    en: "to get there: import your export regularly and note since when your address has been "
                        + "visible"))
        case .contactList: nil
        }
    }
}
