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

    static func next(_ tally: MailingTally, letter: String, isMaildir relay: RelayAddress) -> [Phrase] {
        var lines: [Phrase] = []
        if case .maildir(let folder) = relay, tally.accepted > 0 {
            lines.append(
                Phrase(
                    fr: "\nLes messages sont dans la Maildir \(folder)/new. Le journal : portillon log --letter "
                        + "\(letter)",
                    en: "\nThe messages are in the Maildir \(folder)/new. The log: portillon log --letter \(letter)"))
        } else if tally.accepted > 0 {
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
