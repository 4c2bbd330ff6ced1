import Vocabulary

/// The fixed words of a page. No-break spaces are written out, so that one sees them.
enum PageWords {
    // Headings.
    case preview, nothingSent, skip, contents, atAGlance, refused, warnings, theLetter, sinceLast, admitted, excluded
    case messages, reading
    // The picture.
    case contacts, shared, willGet, funnel, evidenceChart, reasonsChart
    // Columns.
    case person, evidence, source, observed, expected, lookedAt, alsoBecause, otherAddresses, backThen, reasons
    // Facts of the letter.
    case identity, subject, purpose, language, sender, organization, postalAddress, replyTo, wayOut, attachments
    case evidenceAge, exportAge, offices, confirmation, policyRevision, digest, program
    case exclude, admit, confirmationRequired, confirmationRecorded, none
    // Who is newly in or out.
    case newlyIn, newlyOut, firstLetter, nothingChanged, notYetKnown, withheldThen
    // Reasons.
    case basis, remedy, nobodyAdmitted, nobodyExcluded, nobodyLookedAt
    // Messages.
    case messagesIntroduction, noMessages, to, why, asHTML, asText, longestName
    // The search.
    case search, show, everybody, foundOne, foundMany, foundNone, changedOnly, admittedOnly, excludedOnly
    // The end.
    case countedOnce, decides, personal

    var phrase: Phrase {
        // A table, one row for each case: longer than a function should be, and split into nothing clearer.
        switch self {
        case .preview: Phrase(fr: "Aperçu", en: "Preview")
        case .nothingSent: Phrase(fr: "Rien n’a été envoyé.", en: "Nothing was sent.")
        case .skip: Phrase(fr: "Aller au contenu", en: "Skip to the content")
        case .contents: Phrase(fr: "Sommaire", en: "Contents")
        case .atAGlance: Phrase(fr: "D’un coup d’œil", en: "At a glance")
        case .refused: Phrase(fr: "L’envoi est refusé", en: "The mailing is refused")
        case .warnings: Phrase(fr: "Avertissements", en: "Warnings")
        case .theLetter: Phrase(fr: "La lettre et ses règles", en: "The letter and its rules")
        case .sinceLast: Phrase(fr: "Depuis la dernière lettre", en: "Since the last letter")
        case .admitted: Phrase(fr: "Qui la recevra", en: "Who will get it")
        case .excluded: Phrase(fr: "Qui ne la recevra pas, et pourquoi", en: "Who will not, and why")
        case .messages: Phrase(fr: "Le message, chez quelques-uns", en: "The message, as a few will see it")
        case .reading: Phrase(fr: "Pour lire cette page", en: "How to read this page")
        case .contacts: Phrase(fr: "contacts au registre", en: "contacts in the ledger")
        case .shared:
            Phrase(fr: "ont communiqué une adresse", en: "shared an address")
        case .willGet: Phrase(fr: "recevront la lettre", en: "will get the letter")
        case .funnel: Phrase(fr: "Des contacts aux destinataires", en: "From contacts to recipients")
        case .evidenceChart:
            Phrase(fr: "Qui la recevra, et par quelle preuve", en: "Who will get it, and by which evidence")
        case .reasonsChart:
            Phrase(
                fr: "Qui ne la recevra pas, et pour quelle raison principale",
                en: "Who will not, and for which main reason")
        case .person: Phrase(fr: "Personne", en: "Person")
        case .evidence: Phrase(fr: "Preuve", en: "Evidence")
        case .source: Phrase(fr: "Lue dans", en: "Read from")
        case .observed: Phrase(fr: "Constaté", en: "Observed")
        case .expected: Phrase(fr: "Attendu", en: "Expected")
        case .lookedAt: Phrase(fr: "Preuves examinées", en: "Evidence looked at")
        case .alsoBecause: Phrase(fr: "Et aussi", en: "And also")
        case .otherAddresses: Phrase(fr: "Autres adresses", en: "Other addresses")
        case .backThen: Phrase(fr: "À l’époque", en: "Back then")
        case .reasons: Phrase(fr: "Raisons", en: "Reasons")
        case .identity: Phrase(fr: "Identité", en: "Identity")
        case .subject: Phrase(fr: "Objet", en: "Subject")
        case .purpose: Phrase(fr: "Finalité", en: "Purpose")
        case .language: Phrase(fr: "Langue de la lettre", en: "Language of the letter")
        case .sender: Phrase(fr: "Expéditeur", en: "Sender")
        case .organization: Phrase(fr: "Organisation", en: "Organization")
        case .postalAddress: Phrase(fr: "Adresse postale", en: "Postal address")
        case .replyTo: Phrase(fr: "Réponses à", en: "Replies to")
        case .wayOut: Phrase(fr: "Se désabonner par", en: "Way out")
        case .attachments: Phrase(fr: "Pièces jointes", en: "Attachments")
        case .evidenceAge: Phrase(fr: "Âge des cartes et inscriptions", en: "Age of cards and sign-ups")
        case .exportAge: Phrase(fr: "Âge de l’export LinkedIn", en: "Age of the LinkedIn export")
        case .offices: Phrase(fr: "Adresses de service", en: "Office addresses")
        case .confirmation: Phrase(fr: "Confirmation des inscriptions", en: "Confirmation of sign-ups")
        case .policyRevision: Phrase(fr: "Révision des règles", en: "Revision of the rules")
        case .digest: Phrase(fr: "Empreinte de l’aperçu", en: "Digest of the preview")
        case .program: Phrase(fr: "Programme", en: "Program")
        case .exclude: Phrase(fr: "exclues", en: "excluded")
        case .admit: Phrase(fr: "admises si elles ont été communiquées", en: "admitted where they were shared")
        case .confirmationRequired: Phrase(fr: "exigée", en: "required")
        case .confirmationRecorded: Phrase(fr: "peut manquer", en: "may be missing")
        case .none: Phrase(fr: "aucune", en: "none")
        case .newlyIn: Phrase(fr: "Nouvellement admis", en: "Newly in")
        case .newlyOut: Phrase(fr: "Laissés de côté depuis", en: "Newly out")
        case .firstLetter:
            Phrase(
                fr: "Aucune autre lettre n’a encore été envoyée\u{A0}: il n’y a rien à comparer.",
                en: "No other letter has been sent yet: there is nothing to compare with.")
        case .nothingChanged:
            Phrase(
                fr: "Les destinataires sont les mêmes que ceux de cette lettre.",
                en: "The recipients are the same as those of that letter.")
        case .notYetKnown: Phrase(fr: "pas encore au registre", en: "not yet in the ledger")
        case .withheldThen: Phrase(fr: "retenue avant l’envoi", en: "withheld before it went out")
        case .basis: Phrase(fr: "Fondement", en: "Basis")
        case .remedy: Phrase(fr: "Que faire", en: "What to do")
        case .nobodyAdmitted: Phrase(fr: "Personne n’est admis.", en: "Nobody is admitted.")
        case .nobodyExcluded: Phrase(fr: "Personne n’est laissé de côté.", en: "Nobody is left out.")
        case .nobodyLookedAt:
            Phrase(
                fr: "Tant que l’envoi est refusé, personne n’est examiné.",
                en: "As long as the mailing is refused, nobody is looked at.")
        case .messagesIntroduction:
            Phrase(
                fr: "Tel qu’il partirait, chez ceux où il a le plus de chances de surprendre. Les images distantes ne "
                    + "sont pas chargées, et les liens ne mènent nulle part.",
                en: "As it would go out, for those with whom it is most likely to surprise. Remote images are not "
                    + "loaded, and links lead nowhere.")
        case .noMessages:
            Phrase(fr: "Sans destinataire, pas de message.", en: "Without a recipient, there is no message.")
        case .to: Phrase(fr: "À", en: "To")
        case .why: Phrase(fr: "Choisi pour", en: "Chosen for")
        case .asHTML: Phrase(fr: "En HTML", en: "As HTML")
        case .asText: Phrase(fr: "En texte", en: "As text")
        case .longestName: Phrase(fr: "le nom le plus long", en: "the longest name")
        case .search: Phrase(fr: "Chercher une personne", en: "Find a person")
        case .show: Phrase(fr: "Montrer", en: "Show")
        case .everybody: Phrase(fr: "tout le monde", en: "everybody")
        case .foundOne: Phrase(fr: "1\u{A0}ligne trouvée", en: "1 line found")
        case .foundMany: Phrase(fr: "{n}\u{A0}lignes trouvées", en: "{n} lines found")
        case .foundNone: Phrase(fr: "aucune ligne trouvée", en: "no line found")
        case .changedOnly: Phrase(fr: "ce qui a changé", en: "what has changed")
        case .admittedOnly: Phrase(fr: "ceux qui la recevront", en: "those who will get it")
        case .excludedOnly: Phrase(fr: "ceux qui ne la recevront pas", en: "those who will not")
        case .countedOnce:
            Phrase(
                fr: "Chaque personne compte une fois, sous sa raison principale\u{A0}: la première qu’il faudrait "
                    + "lever. Ses autres raisons, et ses autres adresses, sont notées à côté.",
                en: "Each person counts once, under the main reason: the first that would have to be overcome. The "
                    + "other reasons, and other addresses, are noted beside it.")
        case .decides:
            Phrase(
                fr: "Portillon dit quelle règle est satisfaite, et par quelle preuve. Il ne dit pas si un envoi est "
                    + "licite\u{A0}: la base légale, et l’exactitude de ce que vous avez attesté, restent à vous.",
                en:
                    "Portillon tells which rule is satisfied, and by which evidence. It does not tell whether a mailing "
                    + "is lawful: the legal basis, and the truth of what you attested, remain yours.")
        case .personal:
            Phrase(
                fr: "Cette page contient des données personnelles. Gardez-la comme vous gardez le registre, et "
                    + "supprimez-la quand elle ne sert plus.",
                en: "This page holds personal data. Keep it as you keep the ledger, and delete it once it has served.")
        }
    }
}
