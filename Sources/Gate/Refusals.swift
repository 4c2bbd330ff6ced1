package import Vocabulary

/// What the gate must know of a mailing to say whether it may go out at all.
package struct MailingRequest: Hashable, Sendable {
    /// The purpose that the letter names; blank where it names none.
    package var purposeName: String
    /// The declared purposes, by name.
    package var purposes: [String: Purpose]
    /// The third party that the letter says it is for; nil or blank where it is the sender's own.
    package var isOnBehalfOf: String?
    /// Nil where nobody can be answered.
    package var sender: Sender?
    /// True where an address or a link to unsubscribe by is configured.
    package var hasWayOut: Bool
    /// The parts of the letter whose body lacks the way out: `html`, `text`.
    package var partsWithoutWayOut: [String]
    /// Each with its line and column.
    package var templateFaults: [Phrase]
    /// Why the objections or the key of the fingerprints cannot be read.
    package var suppressionFault: Phrase?
    /// True where the sender confirmed a preview that shows something else.
    package var previewOutdated: Bool
    /// True where the letter is still the example's text.
    package var isUntouchedSample: Bool

    package init(
        purposeName: String, purposes: [String: Purpose], isOnBehalfOf: String? = nil, sender: Sender?,
        hasWayOut: Bool, partsWithoutWayOut: [String] = [], templateFaults: [Phrase] = [],
        suppressionFault: Phrase? = nil, previewOutdated: Bool = false, isUntouchedSample: Bool = false
    ) {
        self.purposeName = purposeName
        self.purposes = purposes
        self.isOnBehalfOf = isOnBehalfOf
        self.sender = sender
        self.hasWayOut = hasWayOut
        self.partsWithoutWayOut = partsWithoutWayOut
        self.templateFaults = templateFaults
        self.suppressionFault = suppressionFault
        self.previewOutdated = previewOutdated
        self.isUntouchedSample = isUntouchedSample
    }

    /// The declared purpose that the letter names, case and blanks at the edges aside; nil where there is none.
    package var purpose: Purpose? {
        if let exact = purposes[purposeName] { return exact }
        let wanted = EvaluationContext.folded(purposeName)
        return purposes.sorted { $0.key < $1.key }.first { EvaluationContext.folded($0.key) == wanted }?.value
    }
}

/// Why a whole mailing is refused, before anyone is looked at: every fault that can be found, in the catalogue's order.
package enum MailingRefusals {
    package static func refusals(of request: MailingRequest) -> [Refusal] {
        purpose(request) + thirdParty(request) + sender(request) + wayOut(request)
            + request.templateFaults.map { Refusal(.templateFault, $0) } + suppression(request) + preview(request)
            + sample(request)
    }

    private static func purpose(_ request: MailingRequest) -> [Refusal] {
        let name = request.purposeName.trimmingBlanks().withoutControls
        guard let purpose = request.purpose else {
            let declared = request.purposes.keys.sorted().map(\.withoutControls)
            let french = declared.isEmpty ? "aucune n’est déclarée" : "déclarées : " + declared.joined(separator: ", ")
            let english = declared.isEmpty ? "none is declared" : "declared: " + declared.joined(separator: ", ")
            return [
                Refusal(
                    .purposeUndeclared,
                    name.isEmpty
                        ? Phrase(
                            fr: "la lettre ne nomme pas sa finalité (\(french))",
                            en: "the letter does not name its purpose (\(english))")
                        : Phrase(
                            fr: "la finalité `\(name)` n’est pas déclarée (\(french))",
                            en: "the purpose `\(name)` is not declared (\(english))"))
            ]
        }
        guard purpose.context != .professional else { return [] }
        return [
            Refusal(
                .purposeNotProfessional,
                Phrase(
                    fr: "la finalité `\(name)` n’est pas professionnelle ; les adresses ont été partagées dans un "
                        + "cadre professionnel",
                    en: "the purpose `\(name)` is not professional; the addresses were shared in a professional "
                        + "setting"))
        ]
    }

    private static func thirdParty(_ request: MailingRequest) -> [Refusal] {
        guard let party = request.isOnBehalfOf else { return [] }
        let shown = party.trimmingBlanks().withoutControls
        return [
            Refusal(
                .onBehalfOfOthers,
                Phrase(
                    fr: "la lettre part pour le compte d’un tiers (`\(shown)`) : les adresses ont été partagées avec "
                        + "vous seul",
                    en: "the letter goes out on behalf of a third party (`\(shown)`): the addresses were shared with "
                        + "you alone"))
        ]
    }

    private static func sender(_ request: MailingRequest) -> [Refusal] {
        if let sender = request.sender, !sender.name.isBlank { return [] }
        let isNameless = request.sender != nil
        return [
            Refusal(
                .senderUnidentified,
                isNameless
                    ? Phrase(
                        fr: "l’expéditeur n’a pas de nom (`sender.name`)", en: "the sender has no name (`sender.name`)")
                    : Phrase(
                        fr: "l’expéditeur n’a pas d’adresse à laquelle répondre (`sender.address`)",
                        en: "the sender has no address to reply to (`sender.address`)"))
        ]
    }

    private static func wayOut(_ request: MailingRequest) -> [Refusal] {
        var refusals: [Refusal] = []
        if !request.hasWayOut {
            refusals.append(
                Refusal(
                    .noWayOut,
                    Phrase(
                        fr: "ni adresse ni lien de désabonnement ne sont configurés (`unsubscribe`)",
                        en: "neither an address nor a link to unsubscribe by is configured (`unsubscribe`)")))
        }
        for part in request.partsWithoutWayOut {
            refusals.append(
                Refusal(
                    .noWayOut,
                    Phrase(
                        fr: "`{{désabonnement}}` (`{{unsubscribe}}`) manque dans la partie `\(part)` du corps, hors "
                            + "sections et commentaires",
                        en: "`{{unsubscribe}}` is missing from the body’s `\(part)` part, outside sections and comments"
                    )))
        }
        return refusals
    }

    private static func suppression(_ request: MailingRequest) -> [Refusal] {
        request.suppressionFault.map { [Refusal(.suppressionUnreadable, $0)] } ?? []
    }

    private static func sample(_ request: MailingRequest) -> [Refusal] {
        guard request.isUntouchedSample else { return [] }
        return [
            Refusal(
                .untouchedSample,
                Phrase(
                    fr: "le texte de la lettre est encore celui de l’exemple que `init` a posé",
                    en: "the text of the letter is still that of the example that `init` laid out"))
        ]
    }

    private static func preview(_ request: MailingRequest) -> [Refusal] {
        guard request.previewOutdated else { return [] }
        return [
            Refusal(
                .previewOutdated,
                Phrase(
                    fr: "l’aperçu confirmé n’est plus celui de cet envoi : quelque chose a changé depuis",
                    en: "the confirmed preview is no longer that of this mailing: something has changed since"))
        ]
    }
}
