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

    /// A placeholder as another mail tool writes it.
    package struct ForeignMark: Hashable, Sendable {
        package let text: String
        package let file: String
        /// From 1.
        package let line: Int
        /// The field that it most likely means; nil where nobody can tell.
        package let field: String?

        package init(text: String, file: String, line: Int, field: String?) {
            self.text = text
            self.file = file
            self.line = line
            self.field = field
        }
    }

    private static let marksShown = 5

    /// What was meant for another tool, and would be read as it stands.
    package static func foreignPlaceholder(_ marks: [ForeignMark]) -> Warning {
        func list(
            _ place: (ForeignMark) -> String, _ separator: String, _ spelled: (String) -> String = { $0 }
        ) -> String {
            marks.prefix(marksShown).map { mark in
                let form = mark.field.map { " → `{{\(spelled($0))}}`" } ?? ""
                return "`\(mark.text.withoutControls)`" + form + " (\(place(mark)))"
            }.joined(separator: separator) + (marks.count > marksShown ? "…" : "")
        }
        let french = list({ "\($0.file.withoutControls), ligne \($0.line)" }, "\u{202F}; ", FieldAlias.french)
        let english = list({ "\($0.file.withoutControls), line \($0.line)" }, "; ")
        return Warning(
            .foreignPlaceholder,
            Phrase(
                fr: "ce qui ressemble aux champs d’un autre outil partira tel quel : " + french,
                en: "what looks like another tool’s fields will go out as it stands: " + english))
    }

    /// One contact whom the letter would greet oddly.
    struct OddName: Hashable, Sendable {
        let name: String
        let oddity: NameOddity
    }

    /// `examples` are the first few of the contacts.
    static func oddFirstName(_ contacts: [ContactID], examples: [OddName]) -> Warning {
        let (fr, en) = counts(contacts.count)
        let isOne = contacts.count < 2
        let more = contacts.count > examples.count ? "…" : ""
        let french = examples.map { "« \($0.name.withoutControls) » (\($0.oddity.name.fr))" }
        let english = examples.map { "“\($0.name.withoutControls)” (\($0.oddity.name.en))" }
        return Warning(
            .oddFirstName,
            Phrase(
                fr: "la lettre saluerait \(fr) " + (isOne ? "contact admis" : "contacts admis")
                    + " par autre chose qu’un prénom : " + french.joined(separator: ", ") + more,
                en: "the letter would greet \(en) admitted " + (isOne ? "contact" : "contacts")
                    + " by something other than a first name: " + english.joined(separator: ", ") + more),
            contacts: contacts)
    }

    /// `octets`: the longest HTML part of an admitted recipient; `limit`: what Gmail shows.
    package static func clippedByGmail(octets: Int, limit: Int) -> Warning {
        let (fr, en) = counts((octets + 1023) / 1024)
        let (shownFR, shownEN) = counts(limit / 1024)
        return Warning(
            .clippedByGmail,
            Phrase(
                fr: "la partie HTML pèse jusqu’à \(fr) Kio : Gmail n’en montre qu’environ \(shownFR), et cache la fin, "
                    + "souvent avec le lien de désabonnement",
                en:
                    "the HTML part takes up to \(en) KiB: Gmail shows about \(shownEN) of them and hides the end, often "
                    + "with the link to unsubscribe"))
    }

    /// A letter went out since the inbox was read: who asked to leave, or is no longer there, is not on record. `ago`: how long
    /// ago it was read; nil for never.
    package static func inboxNotRead(ago: Phrase?) -> Warning {
        Warning(
            .inboxNotRead,
            ago.map {
                Phrase(
                    fr:
                        "une lettre est partie depuis que la boîte de réception a été lue (\($0.fr)) : qui a répondu ne "
                        + "plus rien vouloir recevrait encore celle-ci",
                    en:
                        "a letter went out since the inbox was read (\($0.en)): whoever answered that they want no more "
                        + "would still get this one")
            }
                ?? Phrase(
                    fr:
                        "une lettre est partie, et la boîte de réception n’a jamais été lue : qui a répondu ne plus rien "
                        + "vouloir recevrait encore celle-ci",
                    en:
                        "a letter went out, and the inbox was never read: whoever answered that they want no more would "
                        + "still get this one"))
    }

    private static func counts(_ number: Int) -> (fr: String, en: String) {
        (GroupedNumber.text(number, .french), GroupedNumber.text(number, .english))
    }
}
