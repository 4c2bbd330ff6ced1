import Vocabulary

/// `{{why}}`: the evidence, said to the person in the letter's language.
enum WhyText {
    static func text(_ reader: some Addressed, _ language: Language) -> String {
        guard !reader.isTest, let evidence = reader.evidence else { return test[language] }
        let claim = evidence.claim
        var text: String
        switch claim.kind {
        case .businessCard:
            text = card[language]
            if let when = claim.shared.when { text += " " + Wording.on(when, language) }
            if !claim.place.isBlank {
                text += " ("
                text += claim.place.trimmingBlanks()
                text += ")"
            }
        case .formOptIn:
            text = form[language]
            if let when = claim.shared.when { text += " " + Wording.on(when, language) }
            text += toReceive[language]
            text += reader.purpose.described(in: language)
            if let confirmed = claim.consent?.confirmed.when {
                text += alsoConfirmed[language]
                text += " " + Wording.on(confirmed, language)
            }
        case .linkedInConnection:
            text = connection[language]
            if let when = claim.shared.when { text += " " + Wording.since(when, language) }
            text += andShared[language]
        case .contactList:
            // The gate clears nobody over a list; should it ever, the letter says what there is and no more.
            text = list[language]
        }
        text += "."
        return text
    }

    private static let test = Phrase(
        fr: "Ceci est un essai que vous vous envoyez à vous-même\u{A0}; chaque destinataire lira ici d’où vient son "
            + "adresse.",
        en: "This is a test that you send to yourself; each recipient reads here where their address comes from.")
    private static let card = Phrase(
        fr: "Vous recevez cette lettre parce que vous m’avez remis votre carte de visite",
        en: "You receive this letter because you handed me your business card")
    private static let form = Phrase(
        fr: "Vous recevez cette lettre parce que vous avez demandé", en: "You receive this letter because you signed up"
    )
    private static let toReceive = Phrase(fr: " à recevoir ", en: " to receive ")
    private static let alsoConfirmed = Phrase(fr: ", et l’avez confirmé", en: ", and confirmed it")
    private static let connection = Phrase(
        fr: "Vous recevez cette lettre parce que nous sommes en relation sur LinkedIn",
        en: "You receive this letter because we have been connected on LinkedIn")
    private static let andShared = Phrase(
        fr: ", et que vous y partagez cette adresse avec vos relations",
        en: ", and you share this address with your connections there")
    private static let list = Phrase(
        fr: "Vous recevez cette lettre parce que votre adresse figure dans une liste de l’expéditeur",
        en: "You receive this letter because your address stands in a list that the sender keeps")
}
