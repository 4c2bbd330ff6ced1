import Gate
import Vocabulary
import Workspace

extension WarningCode {
    var wording: ReasonWording {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .noPostalAddress:
            ReasonWording(
                message: Phrase(
                    fr: "votre adresse postale n’est pas renseignée", en: "your postal address is not given"),
                basis: Phrase(
                    fr: "identité de l’expéditeur ; plusieurs pays exigent une adresse postale",
                    en: "the sender’s identity; several countries require a postal address"),
                remedy: Phrase(
                    fr: "renseignez `sender.postalAddress` et citez-la au pied de la lettre",
                    en: "fill in `sender.postalAddress` and show it at the foot of the letter"))
        case .sameName:
            ReasonWording(
                message: Phrase(
                    fr: "des contacts de même nom sont peut-être une seule personne, qui recevrait deux messages ou "
                        + "s’est opposée",
                    en: "contacts of one name may be one person, who would get two messages or has objected"),
                basis: Phrase(
                    fr: "un seul message par personne ; une opposition vaut pour la personne",
                    en: "one message a person; an objection belongs to the person"),
                remedy: Phrase(
                    fr: "si c’est une seule personne, reliez ses contacts dans la source, ou notez l’opposition à "
                        + "l’autre adresse aussi",
                    en: "if they are one person, join the contacts in the source, or record the objection for the "
                        + "other address too"))
        case .employerChanged:
            ReasonWording(
                message: Phrase(
                    fr: "LinkedIn indique une autre entreprise que la carte de visite",
                    en: "LinkedIn shows another company than the business card"),
                basis: Phrase(
                    fr: "exactitude des données ; RGPD, art. 5(1)(d)", en: "accuracy of data; GDPR art. 5(1)(d)"),
                remedy: Phrase(
                    fr: "demandez à la personne si l’adresse de la carte est encore la sienne",
                    en: "ask the person whether the card’s address is still theirs"))
        case .bulkAttestation:
            ReasonWording(
                message: Phrase(
                    fr: "une seule attestation couvre plus de 50 cartes de visite",
                    en: "one attestation covers more than 50 business cards"),
                basis: Phrase(
                    fr: "chaque échange de cartes s’atteste pour lui-même ; RGPD, art. 5(2)",
                    en: "each exchange of cards is attested by itself; GDPR art. 5(2)"),
                remedy: Phrase(
                    fr: "notez la date et le lieu de chaque échange, carte par carte",
                    en: "note the date and place of each exchange, card by card"))
        case .keyNotBackedUp:
            ReasonWording(
                message: Phrase(
                    fr: "la clé des empreintes n’a pas de sauvegarde connue",
                    en: "the key of the fingerprints has no known backup"),
                basis: Phrase(
                    fr: "les oppositions et les effacements doivent survivre à une panne ; RGPD, art. 32(1)(b) et (c)",
                    en: "objections and erasures must outlive a failure; GDPR art. 32(1)(b) and (c)"),
                remedy: KeyAdvice.remedy())
        case .foreignPlaceholder:
            ReasonWording(
                message: Phrase(
                    fr: "le texte contient les champs d’un autre outil d’envoi, qui partiront tels quels",
                    en: "the text holds another mail tool’s fields, which will go out as they stand"),
                basis: Phrase(
                    fr: "personne ne doit recevoir une lettre à moitié faite", en: "nobody is to get a half-made letter"
                ),
                remedy: Phrase(
                    fr:
                        "écrivez `{{prénom}}` et les autres champs entre doubles accolades ; laissez ce qui est voulu",
                    en: "write `{{first_name}}` and the other fields in double braces; leave what is meant as it is"))
        case .oddFirstName:
            ReasonWording(
                message: Phrase(
                    fr: "la lettre saluerait quelqu’un par un émoji, un titre, une initiale ou un pronom",
                    en: "the letter would greet somebody by an emoji, a title, an initial or a pronoun"),
                basis: Phrase(
                    fr: "exactitude des données ; RGPD, art. 5(1)(d)", en: "accuracy of data; GDPR art. 5(1)(d)"),
                remedy: Phrase(
                    fr: "corrigez le prénom dans la source et importez-la de nouveau, ou saluez autrement",
                    en: "correct the first name in the source and import it again, or greet in another way"))
        case .clippedByGmail:
            ReasonWording(
                message: Phrase(
                    fr: "la partie HTML dépasse 100 Kio : Gmail en cache la fin",
                    en: "the HTML part is over 100 KiB: Gmail hides its end"),
                basis: Phrase(
                    fr: "le moyen de ne plus recevoir de lettres doit rester en vue ; RGPD, art. 21(4)",
                    en: "the way to stop getting letters has to stay in sight; GDPR art. 21(4)"),
                remedy: Phrase(
                    fr: "raccourcissez la lettre ou sa mise en page ; les images et les pièces jointes ne comptent pas",
                    en: "shorten the letter or its layout; images and attachments do not count"))
        case .inboxNotRead:
            ReasonWording(
                message: Phrase(
                    fr: "une lettre est partie depuis que la boîte de réception a été lue",
                    en: "a letter went out since the inbox was read"),
                basis: Phrase(
                    fr: "une opposition compte dès qu’elle est arrivée ; RGPD, art. 21(3)",
                    en: "an objection counts as soon as it has arrived; GDPR art. 21(3)"),
                remedy: Phrase(
                    fr:
                        "`portillon inbox`, ou `portillon inbox FICHIER` pour des messages enregistrés ; puis `portillon inbox "
                        + "review`",
                    en:
                        "`portillon inbox`, or `portillon inbox FILE` for messages that were saved; then `portillon inbox "
                        + "review`"))
        }
    }
}
