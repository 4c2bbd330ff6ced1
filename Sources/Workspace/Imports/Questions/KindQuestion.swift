import Foundation
import Intake
import Vocabulary

/// What the rows of a table are, where nobody said so.
package struct KindQuestion: Questions {
    private let file: String
    private let look: TableLook?
    /// The answer; nil until it is given.
    package private(set) var kind: TableImport.Kind?

    init(file: String, look: TableLook?) { (self.file, self.look) = (file, look) }

    private static let meanings: [(kind: TableImport.Kind, meaning: Phrase)] = [
        (
            .table(.contacts),
            Phrase(fr: "noms et adresses, sans preuve d’échange", en: "names and addresses, without evidence")
        ),
        (
            .table(.cards),
            Phrase(fr: "des cartes de visite saisies, avec date et lieu", en: "cards typed in, with date and place")
        ),
        (
            .table(.signups),
            Phrase(fr: "les réponses d’un formulaire d’inscription", en: "the answers of a sign-up form")
        ),
        (
            .objections,
            Phrase(
                fr: "des gens à qui ne plus jamais écrire (désabonnés, rebonds)",
                en: "people never to be written to again (unsubscribed, bounced)")
        ),
    ]

    package var next: Question? {
        guard kind == nil else { return nil }
        let lines = KindQuestion.meanings.enumerated().map { place, row in
            let name = row.kind.name.padding(toLength: 12, withPad: " ", startingAt: 0)
            return Phrase(
                fr: "  \(place + 1)  \(name)\(row.meaning.fr)", en: "  \(place + 1)  \(name)\(row.meaning.en)")
        }
        let name = file.withoutControls
        let seems = look?.name.map { look in
            Phrase(
                fr: "\(name) : d’après ses colonnes, `\(look)`. Que sont ses lignes ?",
                en: "\(name): by its columns, `\(look)`. What are its rows?")
        }
        return Question(
            before: [seems ?? Phrase(fr: "\(name) : que sont ses lignes ?", en: "\(name): what are its rows?")] + lines,
            text: Phrase(fr: "Numéro ou nom", en: "Number or name"),
            // An objection is for good: Enter alone is none.
            otherwise: look == .objections ? "" : look?.name ?? "")
    }

    package mutating func take(_ answer: String) throws(UnusableAnswer) {
        if let number = Int(answer), KindQuestion.meanings.indices.contains(number - 1) {
            kind = KindQuestion.meanings[number - 1].kind
        } else if let named = TableImport.Kind(name: answer.lowercased()) {
            kind = named
        } else {
            let names = TableImport.Kind.names.joined(separator: ", ")
            throw UnusableAnswer(
                Phrase(
                    fr: "`\(answer)` ; attendu : un numéro de 1 à 4, ou \(names)",
                    en: "`\(answer)`; expected a number from 1 to 4, or \(names)"))
        }
    }
}
