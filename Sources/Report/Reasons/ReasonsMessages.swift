import Gate
import Vocabulary

extension ReasonCode {
    /// Why somebody is not written to, in one sentence.
    var message: Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .noExplicitShare:
            Phrase(
                fr: "rien ne montre que cette personne vous a communiqué une adresse",
                en: "nothing shows that this person gave you an address")
        case .addressNotShared:
            Phrase(
                fr: "cette personne vous a communiqué une adresse, mais pas celle-ci",
                en: "this person gave you an address, but not this one")
        case .sharedWithSomeoneElse:
            Phrase(
                fr: "l’adresse a été communiquée à un autre expéditeur que vous",
                en: "the address was given to another sender than you")
        case .thirdPartySource:
            Phrase(
                fr: "l’adresse a été achetée, louée, aspirée, complétée par un service ou transmise par un tiers",
                en: "the address was bought, rented, scraped, filled in by a service or passed on by a third party")
        case .notProfessional:
            Phrase(
                fr: "l’adresse n’a pas été communiquée dans un cadre professionnel, ou le cadre est laissé en blanc",
                en: "the address was not given in a professional setting, or the setting is left blank")
        case .cardExchangeNotAttested:
            Phrase(
                fr: "rien n’atteste l’échange de cette carte : il manque sa date, ou son lieu ou son occasion",
                en: "nothing attests how this card was exchanged: its date, or its place or occasion, is missing")
        case .linkedInAddressNotShared:
            Phrase(
                fr: "vous êtes en relation sur LinkedIn, mais la relation n’y montre pas son adresse",
                en: "you are connected on LinkedIn, but the connection does not show its address there")
        case .linkedInNotReciprocal:
            Phrase(
                fr: "rien n’atteste que votre propre adresse était visible de vos relations à la date de l’export",
                en: "nothing attests that your own address was visible to your connections by the export’s date")
        case .linkedInNoLongerShared:
            Phrase(
                fr: "un export LinkedIn antérieur montrait cette adresse ; le plus récent ne la montre plus",
                en: "an earlier LinkedIn export showed this address; the latest one no longer does")
        case .linkedInExportStale:
            Phrase(
                fr: "votre dernier export LinkedIn est plus ancien que vos règles ne le permettent",
                en: "your latest LinkedIn export is older than your policy allows")
        case .formWordingMissing:
            Phrase(
                fr: "rien ne montre à quoi la personne a consenti : le texte du formulaire manque",
                en: "nothing shows what the person agreed to: the wording of the form is missing")
        case .formUnconfirmed:
            Phrase(
                fr: "l’inscription n’a pas été confirmée, ou sa confirmation est illisible ou la précède",
                en: "the sign-up was not confirmed, or its confirmation is unreadable or came before it")
        case .purposeNotAgreed:
            Phrase(
                fr: "l’inscription couvre d’autres types de courriels que celui-ci",
                en: "the sign-up covers other kinds of e-mail than this one")
        case .evidenceUndated:
            Phrase(
                fr: "la date de la preuve manque, est illisible ou peut se lire de deux façons",
                en: "the date of the evidence is missing, unreadable or can be read in two ways")
        case .evidenceInFuture:
            Phrase(fr: "la date de la preuve est encore à venir", en: "the date of the evidence is yet to come")
        case .evidenceStale:
            Phrase(
                fr: "la preuve, et le dernier signe de la personne, dépassent la durée de conservation",
                en: "the evidence, and the last word from the person, are past the retention period")
        case .evidenceUnreadable:
            Phrase(
                fr: "une valeur dont dépend la décision n’est pas comprise",
                en: "a value that the decision depends on is not understood")
        case .objected:
            Phrase(
                fr: "la personne s’est désabonnée, s’est opposée ou a retiré son consentement",
                en: "the person unsubscribed, objected or withdrew consent")
        case .complained:
            Phrase(
                fr: "la personne a signalé un message précédent comme indésirable",
                en: "the person reported an earlier message as spam")
        case .bounced:
            Phrase(
                fr: "l’adresse a refusé définitivement un message précédent",
                en: "the address refused an earlier message for good")
        case .erased:
            Phrase(
                fr: "la personne a demandé à être oubliée ; seule une empreinte en est gardée",
                en: "the person asked to be forgotten; only a fingerprint is kept")
        case .roleAddress:
            Phrase(
                fr: "cette boîte est celle d’une fonction, non d’une personne",
                en: "this mailbox belongs to a role, not to a person")
        case .invalidAddress:
            Phrase(fr: "ce n’est pas une adresse de courriel", en: "this is not an e-mail address")
        case .noAddress:
            Phrase(fr: "ce contact n’a aucune adresse", en: "this contact has no address")
        case .suspiciousAddress:
            Phrase(
                fr: "l’adresse mêle les lettres de deux alphabets, comme pour en imiter une autre",
                en: "the address mixes letters of two alphabets, as if to imitate another one")
        case .duplicateAddress:
            Phrase(
                fr: "cette adresse est déjà admise dans cet envoi, par un autre contact",
                en: "this address is already admitted in this mailing, through another contact")
        case .otherAddressChosen:
            Phrase(
                fr: "ce contact reçoit cet envoi à une autre de ses adresses",
                en: "this contact gets this mailing at another address")
        case .alreadyMailed:
            Phrase(
                fr: "cette lettre a déjà été remise au relais pour cette personne, ou l’a peut-être été",
                en: "this letter was already handed to the relay for this person, or may have been")
        case .letterIncomplete:
            Phrase(
                fr: "la lettre a besoin d’un champ que ce contact n’a pas, ou d’un fichier qui manque pour lui",
                en: "the letter needs a field that this contact lacks, or a file that is missing for them")
        case .ruleFailed:
            Phrase(
                fr: "une règle n’a pas pu être évaluée ; dans le doute, le contact est exclu",
                en: "a rule could not be evaluated; when in doubt, the contact is excluded")
        }
    }
}
