package import Vocabulary

/// The wording of every warning, in one place: what was seen, and what it may mean.
extension Warning {
    package static func noPostalAddress() -> Warning {
        Warning(
            .noPostalAddress,
            Phrase(
                fr: "votre adresse postale n’est pas renseignée (`sender.postalAddress`) : plusieurs pays l’exigent "
                    + "au pied des messages commerciaux",
                en: "your postal address is not given (`sender.postalAddress`): several countries require it at the "
                    + "foot of commercial messages"))
    }

    /// Contacts of one name that may be one person.
    package static func sameName(_ name: String, admitted: Int, contacts: [ContactID]) -> Warning {
        let shown = name.withoutControls
        let (fr, en) = counts(contacts.count)
        let french =
            admitted > 1
            ? "si c’est une seule personne, elle recevrait \(GroupedNumber.text(admitted, .french)) messages"
            : "si c’est une seule personne, elle s’est déjà opposée"
        let english =
            admitted > 1
            ? "if they are one person, that person would get \(GroupedNumber.text(admitted, .english)) messages"
            : "if they are one person, that person has already objected"
        return Warning(
            .sameName,
            Phrase(
                fr: "\(fr) contacts portent le nom « \(shown) » : \(french)",
                en: "\(en) contacts bear the name “\(shown)”: \(english)"),
            contacts: contacts)
    }

    /// One contact whose card and LinkedIn row name different companies.
    package struct ChangedEmployer: Hashable, Sendable {
        package let name: String
        package let card: String
        package let linkedIn: String
    }

    /// `examples` are the first few of the contacts.
    package static func employerChanged(_ contacts: [ContactID], examples: [ChangedEmployer]) -> Warning {
        let (fr, en) = counts(contacts.count)
        let isOne = contacts.count < 2
        let more = contacts.count > examples.count ? "…" : ""
        func list(_ colon: String, _ semicolon: String, card: String) -> String {
            let words = examples.map { example in
                let (name, printed) = (example.name.withoutControls, example.card.withoutControls)
                let shown = example.linkedIn.withoutControls
                return "\(name) (\(card)\(colon)\(printed)\(semicolon)LinkedIn\(colon)\(shown))"
            }
            return words.joined(separator: semicolon) + more
        }
        let french = list("\u{A0}: ", "\u{202F}; ", card: "carte")
        let english = list(": ", "; ", card: "card")
        return Warning(
            .employerChanged,
            Phrase(
                fr: "LinkedIn indique une autre entreprise que la carte de visite pour \(fr) "
                    + (isOne ? "contact admis" : "contacts admis") + " : " + french,
                en: "LinkedIn shows another company than the business card for \(en) admitted "
                    + (isOne ? "contact" : "contacts") + ": " + english),
            contacts: contacts)
    }

    package static func bulkAttestation(_ attestation: String, cards: Int) -> Warning {
        let (fr, en) = counts(cards)
        return Warning(
            .bulkAttestation,
            Phrase(
                fr: "une seule attestation (« \(attestation.withoutControls) ») couvre \(fr) cartes de visite : "
                    + "avez-vous vraiment reçu chacune ainsi ?",
                en: "one attestation (“\(attestation.withoutControls)”) covers \(en) business cards: "
                    + "was each one really handed to you that way?"))
    }

    /// The key of the fingerprints lies next to the ledger only; without it, erasures and objections are lost.
    package static func keyNotBackedUp(keyFile: String) -> Warning {
        Warning(
            .keyNotBackedUp,
            Phrase(
                fr: "la clé des empreintes (`\(keyFile.withoutControls)`) n’a pas de sauvegarde connue : sans elle, "
                    + "les oppositions et les effacements ne peuvent plus être reconnus",
                en: "the key of the fingerprints (`\(keyFile.withoutControls)`) has no known backup: without it, "
                    + "objections and erasures can no longer be recognised"))
    }

    private static func counts(_ number: Int) -> (fr: String, en: String) {
        (GroupedNumber.text(number, .french), GroupedNumber.text(number, .english))
    }
}
