import Vocabulary

/// Who writes, and the way out: what the gate or the law would miss.
struct SenderExamination {
    let configuration: Configuration

    func run(_ checkup: inout Checkup) {
        checkup.add(sender)
        checkup.add(wayOut)
        checkup.add(reciprocity)
        checkup.add(purposes)
    }

    private var sender: Check {
        let name = Phrase(fr: "expéditeur", en: "sender")
        let sender = configuration.sender
        let shown = Phrase(
            fr: "\(sender.name) <\(sender.address.spelling)>", en: "\(sender.name) <\(sender.address.spelling)>")
        if configuration.namesNobody {
            return Check(
                "sender", name, .fail,
                Phrase(fr: "c’est encore celui de l’exemple", en: "it is still the one of the example"),
                remedy: Phrase(
                    fr: "mettez les vôtres dans `sender.name` et `sender.address`",
                    en: "put your own into `sender.name` and `sender.address`"))
        }
        if sender.name.showsNothing {
            return Check(
                "sender", name, .fail,
                Phrase(
                    fr: "`sender.name` est vide : tout envoi serait refusé",
                    en: "`sender.name` is blank: every mailing would be refused"),
                remedy: Phrase(fr: "mettez votre nom dans `sender.name`", en: "put your name into `sender.name`"))
        }
        guard !sender.postalAddress.isBlank else {
            return Check(
                "sender", name, .warn,
                Phrase(fr: "\(shown.fr), sans adresse postale", en: "\(shown.en), without a postal address"),
                remedy: Phrase(
                    fr: "mettez-la dans `sender.postalAddress`, pour le pied des lettres",
                    en: "put it into `sender.postalAddress`, for the foot of letters"))
        }
        return Check("sender", name, .ok, shown)
    }

    private var wayOut: Check {
        let name = Phrase(fr: "désabonnement", en: "way out")
        if let url = configuration.unsubscribeURL {
            guard url.contains("{token}") else {
                return Check(
                    "way-out", name, .warn,
                    Phrase(
                        fr: "\(url) ne dit pas qui se désabonne", en: "\(url) does not tell who unsubscribes"),
                    remedy: Phrase(
                        fr: "mettez `{token}` dans `unsubscribe.url`, là où va le jeton",
                        en: "put `{token}` into `unsubscribe.url`, where the token goes"))
            }
            return Check("way-out", name, .ok, Phrase(fr: url, en: url))
        }
        if let address = configuration.unsubscribeMailto {
            return Check("way-out", name, .ok, Phrase(fr: "mailto:\(address)", en: "mailto:\(address)"))
        }
        return Check(
            "way-out", name, .fail,
            Phrase(
                fr: "aucun : tout envoi serait refusé", en: "there is none: every mailing would be refused"),
            remedy: Phrase(
                fr: "indiquez `unsubscribe.mailto` ou `unsubscribe.url`",
                en: "set `unsubscribe.mailto` or `unsubscribe.url`"))
    }

    private var reciprocity: Check {
        let name = Phrase(fr: "réciprocité LinkedIn", en: "LinkedIn, mutual")
        guard let since = configuration.sender.linkedInAddressVisibleSince else {
            return Check(
                "linkedin-reciprocity", name, .warn,
                Phrase(
                    fr: "rien ne dit depuis quand votre adresse y est visible : aucune relation n’est admise",
                    en: "nothing says since when your address is visible there: no connection is admitted"),
                remedy: Phrase(
                    fr: "notez-en le jour dans `sender.linkedInAddressVisibleSince`, si elle l’est",
                    en: "note the day in `sender.linkedInAddressVisibleSince`, if it is"))
        }
        return Check(
            "linkedin-reciprocity", name, .ok,
            Phrase { language in
                let since = Wording.since(since, language)
                return Phrase(
                    fr: "votre adresse y est visible \(since), selon vous",
                    en: "your address has been visible there \(since), as you say")[language]
            })
    }

    private var purposes: Check {
        let name = Phrase(fr: "finalités", en: "purposes")
        let names = configuration.purposes.keys.sorted()
        guard !names.isEmpty else {
            return Check(
                "purposes", name, .warn,
                Phrase(
                    fr: "aucune : toute lettre serait refusée", en: "there are none: every letter would be refused"),
                remedy: Phrase(fr: "déclarez-en une dans `purposes`", en: "declare one in `purposes`"))
        }
        return Check("purposes", name, .ok, Phrase { Wording.list(names, $0) })
    }
}
