import Courier
import Foundation
import Ledger
import Report
import Vocabulary

/// What a run that is ended at once leaves behind, and says: who is in doubt.
struct Interruption: Sendable {
    let ledger: Ledger
    let letter: String
    /// The bar that is on the screen, if any.
    let meter: Monitor<ProgressMeter?>

    /// How many are named.
    private static let named = 8

    /// Says it, and ends the program; no claim is committed between the one and the other.
    func end() -> Never {
        do {
            try ledger.withAttempting(of: letter) { addresses in
                say(addresses)
                _exit(ExitStatus.temporary.rawValue)
            }
        } catch { say(nil) }
        _exit(ExitStatus.temporary.rawValue)
    }

    private func say(_ addresses: [String]?) {
        meter.look { $0 }?.finish()
        for phrase in phrases(addresses) { Console.say(phrase) }
    }

    private func phrases(_ addresses: [String]?) -> [Phrase] {
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
        let rest = addresses.count - Interruption.named
        let names = addresses.prefix(Interruption.named).map { "  " + printable($0) }.joined(separator: "\n")
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
