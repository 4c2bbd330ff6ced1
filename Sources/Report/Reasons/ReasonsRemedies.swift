import Gate
import Vocabulary

extension ReasonCode {
    /// What the sender can honestly do about it, or that there is nothing to be done.
    var remedy: Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .noExplicitShare:
            Phrase(
                fr: "demandez à la personne sa carte, une inscription, ou l’affichage de son adresse sur LinkedIn",
                en: "ask the person for a card, a sign-up, or to show you their address on LinkedIn")
        case .addressNotShared:
            Phrase(
                fr: "écrivez à l’adresse communiquée, ou demandez à la personne celle-ci",
                en: "write to the address that was given, or ask the person for this one")
        case .sharedWithSomeoneElse:
            Phrase(
                fr: "demandez vous-même son adresse à la personne ; si l’adresse nommée a été la vôtre, "
                    + "ajoutez-la à `sender.formerAddresses`",
                en: "ask the person for the address yourself; if the address named was once your own, "
                    + "add it to `sender.formerAddresses`")
        case .thirdPartySource:
            Phrase(
                fr: "rien à faire avec cette source ; seule la personne peut vous donner son adresse",
                en: "nothing can be done with this source; only the person can give you the address")
        case .notProfessional:
            Phrase(
                fr: "demandez une adresse professionnelle ; si l’échange était professionnel, attestez-le à l’import "
                    + "(`--context professional`)",
                en: "ask for a professional address; if the exchange was a professional one, attest it on import "
                    + "(`--context professional`)")
        case .cardExchangeNotAttested:
            Phrase(
                fr: "si vous vous souvenez de l’échange, notez-en la date et le lieu ou l’occasion, puis importez de "
                    + "nouveau la carte ; sinon, redemandez une carte",
                en: "if you remember the exchange, note its date and its place or occasion and import the card again; "
                    + "if not, ask for a card anew")
        case .linkedInAddressNotShared:
            Phrase(
                fr: "demandez à la personne sa carte, ou de rendre son adresse visible de ses relations, puis "
                    + "importez un nouvel export",
                en: "ask the person for a card, or to make the address visible to connections, then import a new "
                    + "export")
        case .linkedInNotReciprocal:
            Phrase(
                fr: "rendez votre propre adresse visible de vos relations, notez depuis quand dans "
                    + "`sender.linkedInAddressVisibleSince`, puis importez un nouvel export",
                en: "make your own address visible to your connections, note since when in "
                    + "`sender.linkedInAddressVisibleSince`, then import a new export")
        case .linkedInNoLongerShared:
            Phrase(
                fr: "la personne a retiré ou changé cette adresse : demandez-lui laquelle employer",
                en: "the person withdrew or changed this address: ask which one to use")
        case .linkedInExportStale:
            Phrase(
                fr: "demandez à LinkedIn un nouvel export de vos relations et importez-le",
                en: "request a new export of your connections from LinkedIn and import it")
        case .formWordingMissing:
            Phrase(
                fr: "importez l’inscription avec le texte alors affiché ; s’il est perdu, faites signer de nouveau",
                en: "import the sign-up with the wording shown at the time; if that is lost, ask for a new sign-up")
        case .formUnconfirmed:
            Phrase(
                fr: "demandez à la personne de confirmer ou de refaire son inscription",
                en: "ask the person to confirm the sign-up or to sign up again")
        case .purposeNotAgreed:
            Phrase(
                fr: "n’envoyez que ce qui a été accepté, ou proposez à la personne ce type de courriel",
                en: "send only what was agreed to, or offer the person this kind of e-mail")
        case .evidenceUndated:
            Phrase(
                fr: "corrigez la date dans la source, sous la forme 2023-11-10, si vous la connaissez",
                en: "correct the date in the source, in the form 2023-11-10, if you know it")
        case .evidenceInFuture:
            Phrase(
                fr: "corrigez la date dans la source, ou attendez qu’elle soit passée",
                en: "correct the date in the source, or wait until it has passed")
        case .evidenceStale:
            Phrase(
                fr: "redemandez une carte ou une inscription ; si la personne vous a écrit depuis, notez-le "
                    + "(`heard-from`)",
                en: "ask for a new card or sign-up; if the person has written to you since, record it (`heard-from`)")
        case .evidenceUnreadable:
            Phrase(
                fr: "corrigez la valeur dans la source et importez-la de nouveau",
                en: "correct the value in the source and import it again")
        case .objected:
            Phrase(
                fr: "rien à faire : seule une nouvelle inscription confirmée par la personne elle-même en décide "
                    + "autrement",
                en: "nothing can be done: only a new sign-up that the person confirms can change this")
        case .complained:
            Phrase(
                fr: "rien à faire : n’écrivez plus à cette personne, sauf nouvelle inscription confirmée de sa part",
                en: "nothing can be done: do not write to this person again unless they confirm a new sign-up")
        case .bounced:
            Phrase(
                fr: "demandez à la personne son adresse actuelle ; une carte ou une inscription plus récente rouvre "
                    + "celle-ci",
                en: "ask the person for the current address; a later card or sign-up reopens this one")
        case .erased:
            Phrase(
                fr: "rien à faire : seule la personne peut revenir d’elle-même, par une inscription confirmée",
                en: "nothing can be done: only the person can come back, by a confirmed sign-up of their own")
        case .roleAddress:
            Phrase(
                fr: "demandez l’adresse d’une personne ; une boîte automatique ne peut jamais recevoir de lettre",
                en: "ask for a person’s address; an automatic mailbox can never be written to")
        case .invalidAddress:
            Phrase(
                fr: "corrigez l’adresse d’après la carte ou auprès de la personne ; ne la devinez pas",
                en: "correct the address from the card or with the person; do not guess it")
        case .noAddress:
            Phrase(
                fr: "demandez son adresse à la personne",
                en: "ask the person for an address")
        case .suspiciousAddress:
            Phrase(
                fr: "vérifiez l’adresse auprès de la personne par une autre voie et recopiez-la à neuf",
                en: "check the address with the person by another way and type it anew")
        case .duplicateAddress:
            Phrase(
                fr: "rien à faire : le message part une fois ; si les deux contacts sont une personne, "
                    + "corrigez la source",
                en: "nothing to do: the message goes out once; if the two contacts are one person, correct the source")
        case .otherAddressChosen:
            Phrase(
                fr: "rien à faire : le message part à l’autre adresse",
                en: "nothing to do: the message goes to the other address")
        case .alreadyMailed:
            Phrase(
                fr: "rien à faire ; si l’issue est incertaine, tranchez-la avec `resolve`",
                en: "nothing to do; if the outcome is uncertain, settle it with `resolve`")
        case .letterIncomplete:
            Phrase(
                fr: "complétez le champ dans une source, ou donnez-lui dans la lettre une valeur par défaut ou une "
                    + "section ; posez le fichier là où la lettre l’attend",
                en:
                    "fill in the field in a source, or give it a default or a section in the letter; put the file where "
                    + "the letter looks for it")
        case .ruleFailed:
            Phrase(
                fr: "signalez-le avec le détail de la règle ; rien ne part tant qu’elle n’est pas évaluée",
                en: "report it with the rule that failed; nothing goes out until it can be evaluated")
        }
    }
}
