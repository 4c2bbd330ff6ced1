/// The lines from which on a mail says who wrote it and with what, and no longer what its writer has to say.
enum SignatureOpening {
    enum Kind {
        /// `-- `, a closing formula that a name may follow, a company's disclaimer: what comes after belongs to it.
        case opens
        /// A line that a program added: it alone goes.
        case line
    }

    static func kind(_ line: BodyLine) -> Kind? {
        if line.text == "--" || line.text == "—" || line.text == "––" { return .opens }
        let folded = line.folded
        if programs.begin(folded) { return .line }
        if disclaimers.begin(folded) { return .opens }
        return isClosing(folded) ? .opens : nil
    }

    /// True for a word after the signature that is its writer's again: `PS : …`.
    static func isPostscript(_ line: BodyLine) -> Bool { postscripts.begin(line.folded) }

    private static let postscripts = FoldedPhrases(["ps ", "ps:", "p.s", "p.-s", "nb ", "nb:", "n.b", "post-scriptum"])

    /// A closing formula alone on its line, or with a name after it.
    private static func isClosing(_ folded: [UInt8]) -> Bool {
        guard folded.count <= 80, let length = closings.prefix(of: folded[...]) else { return false }
        let rest = folded.dropFirst(length)
        guard let next = rest.first else { return true }
        // `Cordialement, Jean Rivière`; but a sentence that begins like it goes on.
        return ",.!; ".utf8.contains(next) && rest.split(separator: 0x20).count <= 4
    }

    /// The longest first, as one may begin another.
    private static let closings = FoldedPhrases(closingNames.sorted { $0.utf8.count > $1.utf8.count })

    private static let closingNames = [
        "cordialement", "bien cordialement", "tres cordialement", "cordiales salutations", "salutations cordiales",
        "cordialmente", "sincerement", "sinceres salutations", "salutations distinguees", "meilleures salutations",
        "mes salutations", "respectueusement", "bien respectueusement", "bien a vous", "bien a toi", "amicalement",
        "amities", "bien amicalement", "tres amicalement", "cdt", "cdlt", "bien cdt", "bien cdlt", "crdlt", "slts",
        "regards", "best regards", "kind regards", "warm regards", "with kind regards", "many thanks and regards",
        "best wishes", "all the best", "sincerely", "yours sincerely", "sincerely yours", "yours faithfully",
        "yours truly", "kindest regards", "mit freundlichen grussen", "freundliche grusse", "viele grusse",
        "beste grusse", "mfg", "saludos", "un saludo", "cordiali saluti", "distinti saluti", "met vriendelijke groet",
    ]

    private static let programs = FoldedPhrases([
        "envoye de mon ", "envoye depuis ", "envoye a partir d", "envoye avec ", "envoye par ma messagerie",
        "envoye de yahoo", "envoye via ", "envoye d'", "envoye par mobile", "sent from ", "sent with ", "sent via ",
        "sent by my", "get outlook for", "obtenez outlook pour", "obtenir outlook pour", "telecharger outlook",
        "provenance : courrier pour windows", "provenance: courrier pour windows", "gesendet von ",
        "von meinem iphone", "inviato da ", "enviado desde ", "verzonden vanaf ", "garanti sans virus",
        "sans virus", "virus-free", "l'absence de virus dans ce", "cet e-mail a ete verifie par le logiciel antivirus",
        "this email has been checked for viruses", "diese e-mail wurde von avast", "www.avast.com",
        "pensez a l'environnement", "avant d'imprimer", "please consider the environment",
        "n'imprimez ce", "yahoo mail : ", "[image:", "[cid:", "telechargez l'application", "download the free app",
    ])

    private static let disclaimers = FoldedPhrases([
        "veuillez agreer", "je vous prie d'agreer", "je vous prie de croire", "nous vous prions d'agreer",
        "ce message et toutes les pieces jointes", "ce message et ses pieces jointes",
        "ce message, ainsi que", "ce courriel et ses", "ce courriel et toutes", "ce courriel est confidentiel",
        "cet e-mail et ses", "cet email et ses", "ce mail et ses", "ce message est confidentiel",
        "ce message contient des informations confidentielles", "les informations contenues dans ce",
        "avis de confidentialite", "confidentialite :", "confidentialite:", "clause de confidentialite",
        "this email and any", "this e-mail and any", "this message and any", "this email is confidential",
        "this message is confidential", "the information contained in this", "the information in this e",
        "confidentiality notice", "confidential:", "disclaimer", "important notice", "this communication is",
        "if you are not the intended", "si vous n'etes pas le destinataire", "si vous avez recu ce message par erreur",
        "if you have received this", "diese e-mail enthalt vertrauliche",
    ])
}
