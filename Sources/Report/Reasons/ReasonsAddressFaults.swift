package import Vocabulary

extension AddressFault {
    /// What is wrong with a text that is no address, in words that fit after a colon.
    package var wording: Phrase {
        let french: String =
            switch self {
            case .empty: "elle est vide"
            case .noAtSign: "elle n’a pas de `@`"
            case .emptyLocalPart: "rien ne précède le `@`"
            case .localPartTooLong: "la partie avant le `@` dépasse 64 octets"
            case .badLocalPart("."):
                "la partie avant le `@` commence ou finit par un point, ou en a deux de suite"
            case .badLocalPart(" "): "un espace précède le `@`, ou un nom accompagne l’adresse"
            case .badLocalPart(let found): "`\(found.withoutControls)` ne peut pas précéder le `@` sans guillemets"
            case .unclosedQuote: "un guillemet n’est pas fermé"
            case .comment: "les commentaires entre parenthèses ne sont pas lus"
            case .displayName: "un nom accompagne l’adresse ; seule l’adresse est lue"
            case .addressLiteral: "une adresse IP tient lieu de domaine"
            case .controlCharacter: "elle contient un caractère de contrôle ou un saut de ligne"
            case .invisibleCharacter: "elle contient un caractère invisible"
            case .undecodedCharacter:
                "elle contient un caractère indéchiffrable ; enregistrez le fichier en UTF-8"
            case .severalAddresses(2): "il y a deux adresses là où il en faut une"
            case .severalAddresses(let count): "il y a \(count) adresses là où il en faut une"
            case .severalAtSigns: "elle a plus d’un `@`"
            case .somethingBeside(let text): "`\(text.withoutControls)` accompagne l’adresse"
            case .disallowedCharacter(let found): "`\(found)` n’a pas sa place avant le `@`"
            case .emptyDomain: "rien ne suit le `@`"
            case .singleLabel: "le domaine n’a pas de point"
            case .badDomainCharacter(" "): "un espace se trouve dans le domaine"
            case .badDomainCharacter(let found): "`\(found.withoutControls)` n’a pas sa place dans le domaine"
            case .badDomain(let problem):
                "le domaine n’en est pas un" + (AddressFault.french[problem].map { " : " + $0 } ?? "")
            case .tooLong: "elle dépasse 254 octets"
            }
        return Phrase(fr: french, en: description.withoutControls)
    }

    /// The problems that our own reading of a domain finds; what the IDN library says comes in English alone.
    private static let french = [
        "longer than 253 octets": "il dépasse 253 octets",
        "a full stop at its start": "il commence par un point",
        "a full stop at its end": "il finit par un point",
        "two full stops in a row": "il a deux points de suite",
        "its last label is a number": "il finit par un nombre",
        "a label longer than 63 octets": "un label dépasse 63 octets",
        "only letters, digits and hyphens may stand in it": "seuls y ont place lettres, chiffres et traits d’union",
        "a hyphen at a label's edge": "un label commence ou finit par un trait d’union",
    ]
}
