package import Vocabulary

/// What a run says that is ended at once: who is in doubt.
package enum InterruptionReport {
    /// How many are named.
    private static let named = 8

    /// `addresses` of those in doubt; nil where the ledger cannot say.
    package static func phrases(_ addresses: [String]?, letter: String) -> [Phrase] {
        let next = Phrase(
            fr: "Ensuite : portillon status \(letter) les montre, portillon resolve \(letter) tranche.",
            en: "Next: portillon status \(letter) shows them, portillon resolve \(letter) settles them.")
        guard let addresses else {
            return [
                Phrase(
                    fr: "Arrêt immédiat. Qui était en route est dans le doute : la lettre est peut-être partie.",
                    en: "Stopped at once. Whoever was on the wire is in doubt: the letter may have left."),
                next,
            ]
        }
        guard !addresses.isEmpty else {
            return [
                Phrase(
                    fr: "Arrêt immédiat : personne n’est dans le doute. La même commande reprend où elle en est.",
                    en: "Stopped at once: nobody is in doubt. The same command goes on where it stands.")
            ]
        }
        let rest = addresses.count - named
        let names = addresses.prefix(named).map { "  " + printable($0) }.joined(separator: "\n")
        let more = Phrase { rest > 0 ? Phrase(fr: "\n  … et \(rest) de plus", en: "\n  … and \(rest) more")[$0] : "" }
        let who = Phrase {
            Wording.plural(
                addresses.count, Phrase(fr: "personne est", en: "person is"),
                Phrase(fr: "personnes sont", en: "people are"), $0)
        }
        return [
            Phrase(
                fr: "Arrêt immédiat : \(who.fr) dans le doute, la lettre est peut-être partie :\n\(names)\(more.fr)",
                en: "Stopped at once: \(who.en) in doubt, the letter may have left:\n\(names)\(more.en)"),
            next,
        ]
    }
}
