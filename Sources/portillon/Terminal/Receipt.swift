import Courier
import Report
import Vocabulary

/// What a run ends with: how everybody stands, and what comes next.
enum Receipt {
    static func lines(_ tally: MailingTally, seconds: Double, style: Style) -> [String] {
        let language = Speech.language
        func row(_ label: Phrase, _ count: Int, _ sign: String) -> String? {
            guard count > 0 else { return nil }
            return "  \(sign) \(fitted(label[language], 12)) \(Wording.number(count, language))"
        }
        let head = Phrase(
            fr: "\(style.bold(tally.letter)) : \(Wording.number(tally.admitted, language)) admis, "
                + "\(Wording.number(tally.excluded, language)) laissés de côté",
            en: "\(style.bold(tally.letter)): \(Wording.number(tally.admitted, language)) admitted, "
                + "\(Wording.number(tally.excluded, language)) left out")
        return [head[language]]
            + [
                row(Phrase(fr: "acceptés", en: "accepted"), tally.accepted, style.green("✓")),
                row(Phrase(fr: "différés", en: "deferred"), tally.deferred, style.yellow("~")),
                row(Phrase(fr: "rejetés", en: "rejected"), tally.rejected, style.red("✗")),
                row(Phrase(fr: "incertains", en: "uncertain"), tally.uncertain, style.yellow("?")),
                row(Phrase(fr: "réglés", en: "settled"), tally.settled, "="),
                row(Phrase(fr: "en attente", en: "left"), tally.left, "…"),
            ].compactMap { $0 } + [style.dim("  \(Sending.seconds(seconds)) s")]
    }

    /// What a letter in a Maildir means once a relay is named: nobody has it yet, and nobody gets it twice.
    static func inMaildir(_ tally: MailingTally) -> Phrase {
        let count = Phrase { Wording.number(tally.inMaildir, $0) }
        return Phrase(
            fr:
                "Pour \(count.fr) d'entre eux, la lettre est dans une Maildir : aucun relais ne l'a. Si rien d'autre ne "
                + "relève cette Maildir :\n  portillon resolve \(tally.letter) --maildir --resend",
            en: "For \(count.en) of them the letter lies in a Maildir: no relay has it. If nothing else empties that "
                + "Maildir:\n  portillon resolve \(tally.letter) --maildir --resend")
    }

    static func next(_ tally: MailingTally, letter: String, relay: RelayAddress) -> [Phrase] {
        var lines: [Phrase] = []
        if !relay.isMaildir, tally.inMaildir > 0 {
            let message = inMaildir(tally)
            lines.append(Phrase(fr: "\n" + message.fr, en: "\n" + message.en))
        }
        if case .maildir(let folder) = relay, tally.accepted > 0 {
            lines.append(
                Phrase(
                    fr: "\nLes messages sont dans la Maildir \(folder)/new ; aucun n'a quitté cette machine. "
                        + "Le journal : portillon log --letter \(letter)",
                    en: "\nThe messages are in the Maildir \(folder)/new; none has left this machine. "
                        + "The log: portillon log --letter \(letter)"))
        } else if tally.accepted > tally.inMaildir {
            lines.append(
                Phrase(
                    fr: "\nLe relais les a acceptés. Le journal : portillon log --letter \(letter)",
                    en: "\nThe relay has accepted them. The log: portillon log --letter \(letter)"))
        }
        if tally.uncertain > 0 {
            lines.append(
                Phrase(
                    fr: "Les incertains ont peut-être reçu la lettre : portillon resolve \(letter)",
                    en: "The uncertain ones may have got the letter: portillon resolve \(letter)"))
        }
        if tally.deferred + tally.left > 0 {
            lines.append(
                Phrase(
                    fr: "Pour la suite, relancez la même commande : elle reprend où elle en est.",
                    en: "To go on, run the same command again: it resumes where it stands."))
        }
        return lines
    }
}
