package import Vocabulary

/// What a run ends with: how everybody in the mailing stands, and what comes next.
package struct Receipt: Sendable {
    /// Where the messages went.
    package enum Destination: Sendable {
        /// The folder of a Maildir on this machine.
        case maildir(String)
        /// The relay's host and port.
        case relay(String)
    }

    package let letter: String
    package let admitted: Int
    package let excluded: Int
    package let accepted: Int
    /// Those of the accepted whose letter lies in a Maildir: no relay has it.
    package let inMaildir: Int
    package let deferred: Int
    package let rejected: Int
    package let uncertain: Int
    package let settled: Int
    package let left: Int

    package init(
        letter: String, admitted: Int, excluded: Int, accepted: Int, inMaildir: Int, deferred: Int, rejected: Int,
        uncertain: Int, settled: Int, left: Int
    ) {
        self.letter = letter
        self.admitted = admitted
        self.excluded = excluded
        self.accepted = accepted
        self.inMaildir = inMaildir
        self.deferred = deferred
        self.rejected = rejected
        self.uncertain = uncertain
        self.settled = settled
        self.left = left
    }

    package func lines(seconds: Double, _ language: Language, style: Style) -> [String] {
        func row(_ one: Phrase, _ many: Phrase, _ count: Int, _ sign: String, _ paint: Style.Paint?) -> String? {
            guard count > 0 else { return nil }
            let number = Wording.number(count, language)
            let label = Phrase { Wording.noun(count, one, many, $0) }
            let blanks = String(repeating: " ", count: max(0, 7 - columnWidth(number)))
            return "  \(style.paint(sign, paint)) \(fitted(label[language], 12)) \(blanks)\(number)"
        }
        let (into, out) = (Wording.number(admitted, language), Wording.number(excluded, language))
        let (one, many) = (Phrase(fr: "admis", en: "admitted"), Phrase(fr: "laissés de côté", en: "left out"))
        let outWord = Wording.noun(excluded, Phrase(fr: "laissé de côté", en: "left out"), many, language)
        let head = Phrase(
            fr: "\(style.bold(printable(letter))) : \(into) \(one.fr), \(out) \(outWord)",
            en: "\(style.bold(printable(letter))): \(into) \(one.en), \(out) \(outWord)")
        func both(_ text: String, _ english: String) -> Phrase { Phrase(fr: text, en: english) }
        return [head[language]]
            + [
                row(both("accepté", "accepted"), both("acceptés", "accepted"), accepted, "✓", .green),
                row(both("différé", "deferred"), both("différés", "deferred"), deferred, "~", .yellow),
                row(both("rejeté", "rejected"), both("rejetés", "rejected"), rejected, "✗", .red),
                row(both("incertain", "uncertain"), both("incertains", "uncertain"), uncertain, "?", .yellow),
                row(both("réglé", "settled"), both("réglés", "settled"), settled, "=", nil),
                row(both("en attente", "left"), both("en attente", "left"), left, "…", nil),
            ].compactMap { $0 } + [style.dim("  " + Elapsed.text(seconds, language))]
    }

    /// What a letter in a Maildir means once a relay is named: nobody has it yet, and nobody gets it twice.
    package var wordOnMaildir: Phrase {
        let count = Phrase { Wording.number(inMaildir, $0) }
        return Phrase(
            fr:
                "Pour \(count.fr) d’entre eux, la lettre est dans une Maildir : aucun relais ne l’a. Si rien d’autre ne "
                + "relève cette Maildir :\n  portillon resolve \(letter) --maildir --resend",
            en: "For \(count.en) of them the letter lies in a Maildir: no relay has it. If nothing else empties that "
                + "Maildir:\n  portillon resolve \(letter) --maildir --resend")
    }

    /// What to know and what to do next, a paragraph each. `moment` is from when on there is something to do again, where it
    /// is not at once.
    package func next(_ destination: Destination, from moment: Phrase? = nil) -> [Phrase] {
        var lines: [Phrase] = []
        switch destination {
        case .maildir(let folder):
            if accepted > 0 {
                lines.append(
                    accepted > 1
                        ? Phrase(
                            fr: "Les messages sont dans la Maildir \(folder)/new ; aucun n’a quitté cette machine.",
                            en: "The messages are in the Maildir \(folder)/new; none has left this machine.")
                        : Phrase(
                            fr: "Le message est dans la Maildir \(folder)/new ; il n’a pas quitté cette machine.",
                            en: "The message is in the Maildir \(folder)/new; it has not left this machine."))
            }
        case .relay(let name):
            if inMaildir > 0 { lines.append(wordOnMaildir) }
            if accepted > inMaildir {
                let handed = accepted - inMaildir
                // After a fault of the relay, "them" would be read as those whom it did not take.
                let isAll = rejected + uncertain + deferred + left == 0
                let all = handed > 1 ? Phrase(fr: "les a acceptés", en: "them") : Phrase(fr: "l’a accepté", en: "it")
                let fr = isAll ? all.fr : "en a accepté \(Wording.number(handed, .french))"
                let en = isAll ? all.en : "\(Wording.number(handed, .english)) of them"
                lines.append(
                    Phrase(
                        fr: "Le relais \(name) \(fr) : la suite est son affaire.",
                        en: "The relay \(name) has accepted \(en): what follows is up to it."))
            }
        }
        if rejected > 0 {
            lines.append(
                Phrase(
                    fr: "Les rejetés, avec la réponse du relais : portillon status \(letter)",
                    en: "The rejected ones, with the relay’s reply: portillon status \(letter)"))
        }
        if uncertain > 0 {
            lines.append(
                Phrase(
                    fr: "Les incertains ont peut-être reçu la lettre : portillon resolve \(letter)",
                    en: "The uncertain ones may have got the letter: portillon resolve \(letter)"))
        }
        if deferred + left > 0 {
            let (fr, en) = (moment.map { " à partir de \($0.fr)" } ?? "", moment.map { " from \($0.en) on" } ?? "")
            lines.append(
                Phrase(
                    fr: "Pour la suite, relancez la même commande\(fr) : elle reprend où elle en est.",
                    en: "To go on, run the same command again\(en): it resumes where it stands."))
        }
        if accepted + rejected + uncertain + deferred > 0 {
            lines.append(
                Phrase(
                    fr: "Le journal de chaque décision : portillon log --letter \(letter)",
                    en: "The log of every decision: portillon log --letter \(letter)"))
        }
        return lines
    }
}
