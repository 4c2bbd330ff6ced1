package import Ledger
import Vocabulary

extension Ledger {
    /// Ends a command that was asked about a letter of which no mailing has begun.
    package func refuseUnknown(_ letter: String?) throws {
        guard let letter, try mailing(letter) == nil else { return }
        throw Failure.unknownLetter(letter, known: try mailings().map(\.letter))
    }
}

extension Failure {
    /// No mailing has begun under this identity.
    package static func unknownLetter(_ letter: String, known: [String]) -> Failure {
        let near = nearestName(to: letter, among: known)
        return Failure(
            .usage,
            Phrase(
                fr: "aucun envoi `\(letter)`"
                    + (near.map { " ; vouliez-vous `\($0)` ?" } ?? " ; `portillon status` "
                        + "les montre"),
                en: "no mailing `\(letter)`"
                    + (near.map { "; did you mean `\($0)`?" } ?? "; `portillon status` "
                        + "lists them")))
    }
}
