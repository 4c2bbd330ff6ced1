package import Vocabulary
package import Workspace

extension TestStanding {
    /// When the letter was tried out last, and how to, where that would help: for the question of `send`. `letter` is its path,
    /// `address` the sender's.
    package func phrase(_ letter: String, _ address: AddrSpec, _ today: CivilDate) -> Phrase {
        let command = TestStanding.command(letter, address)
        switch self {
        case .never:
            return Phrase(fr: "jamais envoyé\u{A0}: \(command)", en: "never sent: \(command)")
        case .tested(let time):
            let when = time.phrase(today: today)
            return Phrase(fr: "envoyé \(when.fr)", en: "sent \(when.en)")
        case .outdated(let time):
            let when = time.phrase(today: today)
            return Phrase(
                fr: "envoyé \(when.fr), mais la lettre a changé depuis\u{A0}: \(command)",
                en: "sent \(when.en), but the letter has changed since: \(command)")
        }
    }

    /// What `preview` suggests; nil where the letter was tried out as it is.
    package func suggestion(_ letter: String, _ address: AddrSpec) -> Phrase? {
        let command = TestStanding.command(letter, address)
        switch self {
        case .never: return Phrase(fr: "D’abord un essai : \(command)", en: "First a test: \(command)")
        case .tested: return nil
        case .outdated:
            return Phrase(fr: "Changée depuis l’essai : \(command)", en: "Changed since the test: \(command)")
        }
    }

    private static func command(_ letter: String, _ address: AddrSpec) -> String {
        "portillon send \(letter) --test-to \(address.spelling)"
    }
}

extension ClockTime {
    /// `aujourd’hui à 18:30`, `demain à 07:30`, `le 28 novembre 2026 à 14:05`.
    package func phrase(today: CivilDate) -> Phrase {
        let name: Phrase =
            switch day.days(since: today) {
            case 0: Phrase(fr: "aujourd’hui", en: "today")
            case 1: Phrase(fr: "demain", en: "tomorrow")
            default: Phrase { Wording.on(When(day: day), $0) }
            }
        return Phrase(fr: "\(name.fr) à \(time)", en: "\(name.en) at \(time)")
    }
}
