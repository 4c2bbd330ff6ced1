import Gate
import Vocabulary

/// `{{why}}`: the evidence, said to the person in the letter's language.
enum WhyText {
    static func text(_ clearance: Clearance, _ language: Language) -> String {
        guard !clearance.isTest, let evidence = clearance.evidence else {
            return Phrase(
                fr:
                    "Ceci est un essai que vous vous envoyez à vous-même\u{A0}; chaque destinataire lira ici d’où "
                    + "vient son adresse.",
                en:
                    "This is a test that you send to yourself; each recipient reads here where their address "
                    + "comes from."
            )[language]
        }
        let claim = evidence.claim
        let day = claim.shared.when.map { " " + on($0, language) } ?? ""
        switch claim.kind {
        case .businessCard:
            let place = claim.place.isBlank ? "" : " (\(claim.place.trimmingBlanks()))"
            return Phrase(
                fr: "Vous recevez cette lettre parce que vous m’avez remis votre carte de visite\(day)\(place).",
                en: "You receive this letter because you handed me your business card\(day)\(place).")[language]
        case .formOptIn:
            let confirmed = claim.consent?.confirmed.when.map { on($0, language) }
            let also =
                confirmed.map { Phrase(fr: ", et l’avez confirmé \($0)", en: ", and confirmed it \($0)")[language] }
                ?? ""
            let what = clearance.purpose.described(in: language)
            return Phrase(
                fr: "Vous recevez cette lettre parce que vous avez demandé\(day) à recevoir \(what)\(also).",
                en: "You receive this letter because you signed up\(day) to receive \(what)\(also).")[language]
        case .linkedInConnection:
            let since = claim.shared.when.map { self.since($0, language) } ?? ""
            return Phrase(
                fr: "Vous recevez cette lettre parce que nous sommes en relation sur LinkedIn\(since), "
                    + "et que vous y partagez cette adresse avec vos relations.",
                en: "You receive this letter because we have been connected on LinkedIn\(since), "
                    + "and you share this address with your connections there.")[language]
        case .contactList:
            // The gate clears nobody over a list; should it ever, the letter says what there is and no more.
            return Phrase(
                fr: "Vous recevez cette lettre parce que votre adresse figure dans une liste de l’expéditeur.",
                en: "You receive this letter because your address stands in a list that the sender keeps.")[language]
        }
    }

    /// `le 4 mars 2026`, `en mars 2026`; `on 4 March 2026`, `in March 2026`.
    private static func on(_ when: When, _ language: Language) -> String {
        let date = Wording.date(when, language)
        return when.precision == .month
            ? Phrase(fr: "en \(date)", en: "in \(date)")[language]
            : Phrase(fr: "le \(date)", en: "on \(date)")[language]
    }

    private static func since(_ when: When, _ language: Language) -> String {
        let date = Wording.date(when, language)
        let day = Phrase(fr: "le \(date)", en: date)
        return Phrase(fr: " depuis ", en: " since ")[language] + (when.precision == .month ? date : day[language])
    }
}
