package import Gate
package import Vocabulary

/// The answer to a request for access (GDPR art. 15): what is known, with all that the person is to be told of it.
package struct SubjectReply: Sendable {
    package let account: SubjectAccount
    package let sender: Sender
    /// The host of the relay that letters are handed to; nil where they go into a Maildir.
    package let relay: String?
    package let retention: Retention
    package let today: CivilDate

    package init(account: SubjectAccount, sender: Sender, relay: String?, retention: Retention, today: CivilDate) {
        self.account = account
        self.sender = sender
        self.relay = relay
        self.retention = retention
        self.today = today
    }

    /// The language that the person signed up in, where the product speaks it.
    package var languageOfThePerson: Language? {
        for known in account.own {
            for consent in known.dossier.evidence.reversed().compactMap(\.claim.consent) {
                let word = consent.wordingLanguage.trimmingBlanks().lowercased()
                if let language = Language.allCases.first(where: {
                    word == $0.rawValue || word.hasPrefix($0.rawValue + "-")
                }) {
                    return language
                }
            }
        }
        return nil
    }
}

/// A right of the person, with its article.
struct SubjectRight {
    let article: String
    let text: Phrase

    static let all = [
        SubjectRight(
            article: "15",
            text: Phrase(
                fr: "savoir ce qui est gardé sur vous, et en recevoir une copie",
                en: "to know what is kept about you, and to get a copy")),
        SubjectRight(
            article: "16", text: Phrase(fr: "faire corriger ce qui est inexact", en: "to have mistakes corrected")),
        SubjectRight(article: "17", text: Phrase(fr: "faire effacer vos données", en: "to have your data erased")),
        SubjectRight(
            article: "18", text: Phrase(fr: "faire limiter leur traitement", en: "to have their processing restricted")),
        SubjectRight(
            article: "19",
            text: Phrase(
                fr: "savoir à qui une correction ou un effacement a été notifié",
                en: "to know whom a correction or an erasure was notified to")),
        SubjectRight(
            article: "20",
            text: Phrase(
                fr: "recevoir vos données dans un format lisible par une machine (subject.json)",
                en: "to get your data in a form that machines read (subject.json)")),
        SubjectRight(
            article: "21",
            text: Phrase(
                fr: "vous opposer à toute lettre, à tout moment et sans motif",
                en: "to object to any letter, at any time and without a reason")),
        SubjectRight(
            article: "22",
            text: Phrase(
                fr:
                    "ne pas subir de décision automatisée qui vous affecte : ici, des règles décident seulement si une lettre vous est "
                    + "adressée",
                en:
                    "not to be subject to automated decisions that affect you: here, rules decide no more than whether a letter is "
                    + "addressed to you")),
        SubjectRight(
            article: "7(3)",
            text: Phrase(
                fr: "retirer votre accord, aussi simplement que vous l’avez donné",
                en: "to withdraw your consent as easily as you gave it")),
        SubjectRight(
            article: "77",
            text: Phrase(
                fr: "vous plaindre auprès de l’autorité de contrôle (en France, la CNIL)",
                en: "to complain to the supervisory authority of your country")),
    ]
}
