import Gate
import Vocabulary

extension RefusalCode {
    var wording: ReasonWording {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .purposeUndeclared:
            ReasonWording(
                message: Phrase(
                    fr: "la lettre ne nomme aucune finalité déclarée", en: "the letter names no declared purpose"),
                basis: Phrase(
                    fr: "finalité déterminée et explicite ; RGPD, art. 5(1)(b)",
                    en: "a specified and explicit purpose; GDPR art. 5(1)(b)"),
                remedy: Phrase(
                    fr: "déclarez la finalité dans `purposes` et nommez-la dans l’en-tête `Purpose` de la lettre",
                    en: "declare the purpose under `purposes` and name it in the letter’s `Purpose` header"))
        case .purposeNotProfessional:
            ReasonWording(
                message: Phrase(
                    fr: "la finalité de la lettre n’est pas professionnelle",
                    en: "the purpose of the letter is not professional"),
                basis: Phrase(
                    fr: "une adresse donnée dans un cadre professionnel sert à des échanges professionnels",
                    en: "an address given in a professional setting serves professional exchanges"),
                remedy: Phrase(
                    fr: "rien à faire pour cette lettre : elle ne peut pas partir d’ici",
                    en: "nothing can be done for this letter: it cannot go out from here"))
        case .onBehalfOfOthers:
            ReasonWording(
                message: Phrase(
                    fr: "la lettre part pour le compte d’un tiers", en: "the letter goes out on behalf of a third party"
                ),
                basis: Phrase(
                    fr: "les adresses vous ont été confiées à vous ; RGPD, art. 5(1)(b)",
                    en: "the addresses were entrusted to you; GDPR art. 5(1)(b)"),
                remedy: Phrase(
                    fr: "rien à faire : un tiers écrit à ses propres contacts",
                    en: "nothing can be done: third parties write to their own contacts"))
        case .senderUnidentified:
            ReasonWording(
                message: Phrase(
                    fr: "l’expéditeur n’a pas de nom, ou pas d’adresse à laquelle répondre",
                    en: "the sender has no name, or no address to reply to"),
                basis: Phrase(
                    fr: "loyauté et transparence ; RGPD, art. 5(1)(a) et 13(1)(a)",
                    en: "fairness and transparency; GDPR art. 5(1)(a) and 13(1)(a)"),
                remedy: Phrase(
                    fr: "renseignez `sender.name` et `sender.address`", en: "fill in `sender.name` and `sender.address`"
                ))
        case .noWayOut:
            ReasonWording(
                message: Phrase(
                    fr: "la lettre n’offre pas à chacun le moyen de ne plus en recevoir",
                    en: "the letter does not offer everyone a way to stop getting more"),
                basis: Phrase(
                    fr: "droit d’opposition et de retrait ; RGPD, art. 21(2) et 7(3)",
                    en: "the right to object and to withdraw; GDPR art. 21(2) and 7(3)"),
                remedy: Phrase(
                    fr: "configurez `unsubscribe` et placez `{{désabonnement}}` dans chaque partie du corps, hors "
                        + "sections et commentaires",
                    en: "configure `unsubscribe` and put `{{unsubscribe}}` into each part of the body, outside "
                        + "sections and comments"))
        case .templateFault:
            ReasonWording(
                message: Phrase(
                    fr: "la lettre a une faute de gabarit, ou un fichier qu’elle cite manque",
                    en: "the letter’s template has a fault, or a file that it names is missing"),
                basis: Phrase(
                    fr: "personne ne doit recevoir une lettre à moitié faite", en: "nobody is to get a half-made letter"
                ),
                remedy: Phrase(
                    fr: "corrigez la lettre à la ligne et à la colonne indiquées, ou remettez le fichier qui manque",
                    en: "correct the letter at the line and column given, or put back the file that is missing"))
        case .suppressionUnreadable:
            ReasonWording(
                message: Phrase(
                    fr: "les oppositions ou la clé des empreintes ne peuvent pas être lues : rien ne part",
                    en: "the objections or the key of the fingerprints cannot be read: nothing goes out"),
                basis: Phrase(
                    fr: "dans le doute, ne pas écrire ; RGPD, art. 21(3) et 17",
                    en: "when in doubt, do not write; GDPR art. 21(3) and 17"),
                remedy: Phrase(
                    fr: "remettez en place le fichier de clé ou le registre à partir d’une sauvegarde",
                    en: "restore the key file or the ledger from a backup"))
        case .previewOutdated:
            ReasonWording(
                message: Phrase(
                    fr: "l’aperçu que vous avez confirmé ne correspond plus à cet envoi",
                    en: "the preview that you confirmed no longer matches this mailing"),
                basis: Phrase(
                    fr: "ce qui part est ce que vous avez vu", en: "what goes out is what you saw"),
                remedy: Phrase(
                    fr: "refaites un aperçu et confirmez sa nouvelle empreinte",
                    en: "preview again and confirm the new digest"))
        case .untouchedSample:
            ReasonWording(
                message: Phrase(
                    fr: "la lettre est encore l’exemple que `init` a posé",
                    en: "the letter is still the example that `init` laid out"),
                basis: Phrase(
                    fr: "on n’écrit à personne pour ne rien lui dire ; RGPD, art. 5(1)(b)",
                    en: "nobody is written to with nothing to say; GDPR art. 5(1)(b)"),
                remedy: Phrase(
                    fr:
                        "écrivez votre texte à la place de celui de l’exemple ; `--test-to` l’envoie à vous seul tel quel",
                    en: "write your own text in place of the example’s; `--test-to` sends it to you alone as it is"))
        }
    }
}
