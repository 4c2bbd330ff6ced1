import Gate
import Vocabulary

/// What the gate looked at, in words. The facts carry no language; the code of the finding says how to read them.
enum FactWording {
    static func observed(_ finding: Finding) -> Phrase? {
        switch (finding.code, finding.observed) {
        case (.notProfessional, .nothing): Phrase(fr: "laissé en blanc", en: "left blank")
        case (.linkedInNotReciprocal, .date(let since)):
            Phrase {
                let since = Wording.since(since, $0)
                return Phrase(fr: "visible \(since)", en: "visible \(since)")[$0]
            }
        case (.linkedInNoLongerShared, .day(let export)):
            Phrase {
                let date = Wording.date(export, $0)
                return Phrase(fr: "absente de l’export du \(date)", en: "not in the export of \(date)")[$0]
            }
        case (.alreadyMailed, .text(let state)): RecipientState(rawValue: state).map(mailed) ?? plain(state)
        case (.evidenceUndated, .text(let text)), (.evidenceUnreadable, .text(let text)),
            (.notProfessional, .text(let text)), (.formUnconfirmed, .text(let text)),
            (.formWordingMissing, .text(let text)):
            Phrase { Wording.quoted(text, $0) }
        default: words(finding.observed)
        }
    }

    /// What was observed, for people: a letter's fields by the names that they are asked for.
    static func seen(_ finding: Finding) -> Phrase? {
        guard finding.code == .letterIncomplete, case .texts(let names) = finding.observed else {
            return observed(finding)
        }
        return Phrase { language in
            let shown = names.map { language == .french ? FieldAlias.french($0) : $0 }
            return Wording.list(shown.map(\.withoutControls), language)
        }
    }

    static func expected(_ finding: Finding) -> Phrase? {
        switch (finding.code, finding.expected) {
        case (.evidenceStale, .days(let limit)), (.linkedInExportStale, .days(let limit)):
            Phrase {
                let days = Wording.days(limit, $0)
                return Phrase(fr: "au plus \(days)", en: "at most \(days)")[$0]
            }
        case (.evidenceInFuture, .day(let today)):
            Phrase {
                let date = Wording.date(today, $0)
                return Phrase(fr: "au plus tard le \(date)", en: "\(date) at the latest")[$0]
            }
        case (.linkedInNotReciprocal, .day(let export)):
            Phrase {
                let date = Wording.date(export, $0)
                return Phrase(
                    fr: "visible le \(date) au plus tard, date de l’export",
                    en: "visible by \(date), the date of the export")[$0]
            }
        case (.formUnconfirmed, .date(let signedUp)):
            Phrase {
                let (on, date) = (Wording.on(signedUp, .french), Wording.date(signedUp, .english))
                return Phrase(
                    fr: "au plus tôt \(on), date de l’inscription", en: "not before \(date), the sign-up")[$0]
            }
        case (.cardExchangeNotAttested, .texts(let missing)): missingOfCard(missing)
        case (.evidenceUnreadable, .nothing) where isContradiction(finding.observed):
            Phrase(fr: "une seule valeur, la même partout", en: "one value, the same everywhere")
        case (.noExplicitShare, .text(let address)), (.addressNotShared, .text(let address)):
            Phrase(
                fr: "une preuve pour \(address.withoutControls)", en: "evidence for \(address.withoutControls)")
        case (let code, .nothing): constant(code)
        default: words(finding.expected)
        }
    }

    /// What a rule expects of everyone alike; nil where the message says it all.
    private static func constant(_ code: ReasonCode) -> Phrase? {
        switch code {
        case .thirdPartySource: Phrase(fr: "la personne elle-même", en: "the person themselves")
        case .notProfessional: Phrase(fr: "un cadre professionnel", en: "a professional setting")
        case .evidenceUndated:
            Phrase(fr: "une date sans équivoque, comme 2023-11-10", en: "an unambiguous date, such as 2023-11-10")
        case .evidenceUnreadable: Phrase(fr: "`self` ou `third-party`", en: "`self` or `third-party`")
        case .formWordingMissing:
            Phrase(fr: "le texte affiché, et non la réponse", en: "the wording shown, not the answer")
        case .formUnconfirmed: Phrase(fr: "une date de confirmation", en: "a date of confirmation")
        default: nil
        }
    }

    /// True for what two columns of one meaning say against each other: `source=self ≠ Source=third-party`.
    private static func isContradiction(_ fact: Fact) -> Bool {
        guard case .text(let text) = fact else { return false }
        return text.contains(" ≠ ")
    }

    private static func missingOfCard(_ missing: [String]) -> Phrase? {
        let phrases = missing.map { part in
            switch part {
            case "date": Phrase(fr: "la date de l’échange", en: "the date of the exchange")
            case "place": Phrase(fr: "le lieu ou l’occasion", en: "the place or occasion")
            default: plain(part)
            }
        }
        return Phrase { language in Wording.list(phrases.map { $0[language] }, language) }
    }

    /// A fact by itself, in words.
    private static func words(_ fact: Fact) -> Phrase? {
        switch fact {
        case .nothing: nil
        case .text(let text): plain(text)
        case .texts(let texts): Phrase { Wording.list(texts.map(\.withoutControls), $0) }
        case .date(let when): Phrase { Wording.date(when, $0) }
        case .day(let day): Phrase { Wording.date(day, $0) }
        case .days(let days): Phrase { Wording.days(days, $0) }
        case .age(let since, let days):
            Phrase {
                let (date, age) = (Wording.date(since, $0), Wording.days(days, $0))
                return Phrase(fr: "\(date), il y a \(age)", en: "\(date), \(age) ago")[$0]
            }
        case .fault(let fault): fault.wording
        }
    }

    private static func plain(_ text: String) -> Phrase { Phrase(fr: text.withoutControls, en: text.withoutControls) }

    /// "Accepted" is all that a relay says.
    static func mailed(_ state: RecipientState) -> Phrase {
        switch state {
        case .attempting: Phrase(fr: "remise en cours", en: "being handed over")
        case .accepted: Phrase(fr: "acceptée par le relais", en: "accepted by the relay")
        case .rejected: Phrase(fr: "rejetée par le relais", en: "rejected by the relay")
        case .uncertain: Phrase(fr: "remise incertaine", en: "handover uncertain")
        case .settled: Phrase(fr: "remise incertaine, close par vous", en: "handover uncertain, settled by you")
        case .queued: Phrase(fr: "en attente", en: "queued")
        case .deferred: Phrase(fr: "différée", en: "deferred")
        case .withheld: Phrase(fr: "retenue", en: "withheld")
        }
    }
}
