package import Courier
package import Vocabulary

/// How long a mailing takes by its rate, and what that asks of the sender.
package struct SendDuration {
    private let seconds: Double
    private let rate: Pacer.Rate?

    /// From so many seconds on, it matters that the computer stays on.
    private static let long = 600.0

    /// `seconds` by the rate; nil is none.
    package init(_ seconds: Double, at rate: Pacer.Rate?) { (self.seconds, self.rate) = (seconds, rate) }

    /// `environ 3 h 20 min, à 300 par minute ; laissez cet ordinateur allumé`; nil where it does not matter.
    package var phrase: Phrase? {
        guard seconds >= 10, let rate = rate?.phrase else { return nil }
        let on = Phrase(fr: "\u{202F}; laissez cet ordinateur allumé", en: "; leave this computer on")
        return Phrase { language in
            Phrase(fr: "environ ", en: "about ")[language] + Elapsed.rough(seconds, language)
                + Phrase(fr: ", à ", en: ", at ")[language] + rate[language] + (isLong ? on[language] : "")
        }
    }

    /// The same where nothing is asked first; nil where the computer need not be left on for long.
    package var sentence: Phrase? {
        guard isLong, let phrase else { return nil }
        return Phrase(fr: "Durée : \(phrase.fr).", en: "This takes \(phrase.en).")
    }

    private var isLong: Bool { seconds >= SendDuration.long }
}

extension Pacer.Rate {
    /// `300 par minute`, `20 en 90 s`, `20 par minute et 400 par jour`.
    package var phrase: Phrase {
        Phrase { language in
            windows.map { $0.phrase[language] }.joined(separator: Phrase(fr: " et ", en: " and ")[language])
        }
    }
}

extension Pacer.Rate.Window {
    fileprivate var phrase: Phrase {
        Phrase { language in
            let number = Wording.number(messages, language)
            let unit: Phrase? =
                switch perSeconds {
                case 1: Phrase(fr: "par seconde", en: "a second")
                case 60: Phrase(fr: "par minute", en: "a minute")
                case 3600: Phrase(fr: "par heure", en: "an hour")
                case 86_400: Phrase(fr: "par jour", en: "a day")
                default: nil
                }
            guard let unit else {
                let time = Elapsed.text(whole: perSeconds, language)
                return number + Phrase(fr: " en \(time)", en: " in \(time)")[language]
            }
            return number + " " + unit[language]
        }
    }
}
