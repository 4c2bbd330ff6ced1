package import Vocabulary
package import Workspace

/// What the screen says while a mailing waits for its time.
package enum DepartureReport {
    /// From so many seconds on, it matters that the computer stays on.
    private static let long = 600.0

    /// What is said first; `seconds` are those until then.
    package static func beginning(_ departure: Departure, seconds: Double, today: CivilDate) -> [Phrase] {
        let when = ClockTime(departure.moment).phrase(today: today)
        let on = seconds >= long ? Phrase(fr: "Laissez cet ordinateur allumé. ", en: "Leave this computer on. ") : nil
        let moved = Phrase(
            fr: "L’heure demandée n’existe pas ce jour-là, où l’on avance les horloges.",
            en: "The time that was asked for does not exist on that day, when clocks are set forward.")
        return (departure.isMoved ? [moved] : []) + [
            Phrase(
                fr: "La lettre attend : elle part \(when.fr), à qui sera admis alors. \(on?.fr ?? "")^C y renonce.",
                en: "The letter waits: it leaves \(when.en), to those admitted then. \(on?.en ?? "")^C gives it up.")
        ]
    }

    /// How long it still waits, in one line.
    package static func left(_ seconds: Double) -> Phrase {
        Phrase { language in
            let time = Elapsed.text(whole: Int(seconds.rounded(.up)), language)
            return Phrase(fr: "  encore \(time)", en: "  \(time) left")[language]
        }
    }

    /// The sender gave it up.
    package static let givenUp = Phrase(
        fr: "Arrêté pendant l’attente : rien n’a été envoyé.", en: "Stopped while waiting: nothing was sent.")
}
