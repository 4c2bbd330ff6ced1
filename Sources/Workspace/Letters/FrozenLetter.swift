import Foundation
import Ledger
import Letter
import Vocabulary

extension LoadedLetter {
    /// Holds the letter against what somebody was mailed of it, and throws where it is another one. `shown`: the letter's file
    /// as messages name it.
    ///
    /// Gives what is missing of it, in the form of the letter's ``faults``: a folder that was copied without its templates holds
    /// no other letter.
    func hold(against ledger: Ledger, _ shown: String) throws -> [Phrase] {
        guard let begun = try ledger.mailing(id), !isContent(begun.contentDigest),
            try ledger.isFrozen(id)
        else { return [] }
        let frozen = try ledger.frozenContent(of: id) ?? []
        let textName = URL(fileURLWithPath: shown).deletingPathExtension().appendingPathExtension("txt")
            .lastPathComponent
        let changes = compiled.content.changes(since: frozen, textName: textName)
        guard changes.isLetterChanged || !changes.changed.isEmpty else {
            // What the letter names and cannot have is a fault already, and says what to put back.
            if compiled.lacksFiles { return [] }
            return changes.missing.map { name in
                Phrase(
                    fr: "\(shown) : `\(name)`, qui fait partie de la lettre `\(id)` déjà envoyée à quelqu’un, manque ; "
                        + "remettez ce fichier",
                    en: "\(shown): `\(name)`, part of the letter `\(id)` that has been mailed to somebody already, is "
                        + "missing; put it back")
            }
        }
        // The letter's own change needs no name.
        let files = (changes.changed + changes.missing).map { "`\($0)`" }.joined(separator: ", ")
        let named = changes.isLetterChanged || files.isEmpty ? "" : " (\(files))"
        throw Failure(
            .badInput,
            Phrase(
                fr: "\(shown) : la lettre `\(id)` a déjà été envoyée à quelqu’un, et elle a changé depuis\(named) ; "
                    + "reprenez l’ancienne, ou donnez-lui une autre identité (`Letter:`)",
                en:
                    "\(shown): the letter `\(id)` has been mailed to somebody already, and it has changed since\(named); "
                    + "take the old one, or give it another identity (`Letter:`)"))
    }
}
