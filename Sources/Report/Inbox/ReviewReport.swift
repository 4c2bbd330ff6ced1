package import Ledger
import Mailroom
package import Vocabulary
package import Workspace

/// What waits for the sender's eye: one after the other on a terminal, or as a table.
package struct ReviewReport {
    /// What one key says.
    package enum Answer: Hashable, Sendable {
        case verdict(MailVerdict)
        /// It goes on waiting.
        case later
        case quit
    }

    private let language: Language
    private let style: Style
    /// Columns; nil where lines may be long.
    private let width: Int?

    /// `width`: columns of the terminal; nil where lines may be long.
    package init(language: Language, style: Style, width: Int?) {
        (self.language, self.style, self.width) = (language, style, width)
    }

    // MARK: A table

    package func table(_ waiting: [WaitingMessage]) -> [String] {
        guard !waiting.isEmpty else { return [] }
        var table = TextTable(
            [
                .number(Phrase(fr: "n°", en: "id")[language]),
                .text(Phrase(fr: "jour", en: "day")[language], least: 10),
                .text(Phrase(fr: "adresse", en: "address")[language], least: 20),
                .text(Phrase(fr: "message", en: "message")[language], least: 8),
                .text(Phrase(fr: "lettre", en: "letter")[language], least: 8),
                .wrapped(Phrase(fr: "pourquoi, et les mots", en: "why, and the words")[language], least: 24),
            ], width: width, style: style)
        return table.lines(
            waiting.map { one in
                [
                    .init(String(one.id)), .init(Workspace.day(of: one.at).iso), .init(one.address),
                    .init(one.kind.word[language]), .init(one.letter ?? "—"),
                    .init(
                        one.because.phrase[language]
                            + (one.words.isBlank ? "" : " · " + Wording.quoted(one.words, language))),
                ]
            })
    }

    package static let nothing = Phrase(fr: "Rien n’attend.", en: "Nothing waits.")

    /// How those of a table are settled: the numbers that take the same words together.
    package static func howToSettle(_ waiting: [WaitingMessage]) -> Phrase {
        var kinds: [(choices: [MailVerdict], ids: [Int64])] = []
        for one in waiting {
            if let index = kinds.firstIndex(where: { $0.choices == one.choices }) {
                kinds[index].ids.append(one.id)
            } else {
                kinds.append((one.choices, [one.id]))
            }
        }
        let lines = kinds.map { kind in
            let ids = kind.ids.prefix(idsShown).map(String.init) + (kind.ids.count > idsShown ? ["…"] : [])
            return Phrase { language in
                let words = kind.choices.map { "\($0.rawValue) (\($0.word[language]))" }.joined(separator: ", ")
                let word = Phrase(fr: "MOT", en: "WORD")[language]
                let colon = Phrase(fr: "\u{A0}:", en: ":")[language]
                return
                    "\n  portillon inbox settle \(ids.joined(separator: " ")) --as \(word)\n  \(word)\(colon) \(words)"
            }
        }
        return Phrase(
            fr: "\nEnsuite, pour de bon\u{A0}:" + lines.map(\.fr).joined(),
            en: "\nNext, for good:" + lines.map(\.en).joined())
    }

    private static let idsShown = 6

    // MARK: One after the other

    /// One message, with all that helps to decide; `index` counts from 1.
    package func card(_ message: WaitingMessage, index: Int, of count: Int) -> [String] {
        let room = max(30, width ?? 100)
        let letter = message.letter.map { " · " + Phrase(fr: "lettre \($0)", en: "letter \($0)")[language] } ?? ""
        let day = Wording.date(Workspace.day(of: message.at), language)
        let head = "\(index)/\(count)  \(message.address)"
        let facts = "\(message.kind.word[language])\(letter) · \(day)"
        var lines = ["", style.bold(shortened(printable(head), room))]
        func row(_ label: Phrase, _ text: String, _ most: Int = 6) {
            let column = 10
            let pieces = wrapped(printable(text), room - column - 2)
            for (index, piece) in pieces.prefix(most).enumerated() {
                let isCut = index == most - 1 && pieces.count > most
                lines.append(
                    "  " + (index == 0 ? fitted(label[language], column) : String(repeating: " ", count: column))
                        + piece + (isCut ? " …" : ""))
            }
        }
        row(Phrase(fr: "Quoi", en: "What"), facts)
        if let from = message.from { row(Phrase(fr: "De", en: "From"), from) }
        row(Phrase(fr: "Pourquoi", en: "Why"), message.because.phrase[language])
        if !message.words.isBlank { row(Phrase(fr: "Mots", en: "Words"), Wording.quoted(message.words, language)) }
        row(Phrase(fr: "Où", en: "Where"), message.place.phrase[language])
        return lines
    }

    /// The keys that answer, each with what it says.
    package func question(_ message: WaitingMessage) -> String {
        var keys = message.choices.map { (key: $0.key[language], word: $0.word[language]) }
        keys.append((ReviewReport.later[language], Phrase(fr: "plus tard (Entrée)", en: "later (Enter)")[language]))
        keys.append((ReviewReport.quit[language], Phrase(fr: "quitter", en: "quit")[language]))
        return laidOut(keys)
    }

    private func laidOut(_ keys: [(key: String, word: String)]) -> String {
        let shown = keys.map { "[\($0.key)]\u{A0}" + $0.word.replacing(" ", with: "\u{A0}") }
        let lines = wrapped(shown.joined(separator: "\u{A0} "), max(30, (width ?? 100) - 3)).map { "  " + $0 }
        return lines.joined(separator: "\n") + " "
    }

    /// Asked before a word is recorded that keeps somebody out and cannot be taken back: the same key again says yes.
    package func confirmation(_ verdict: MailVerdict, _ message: WaitingMessage) -> String {
        let what = Phrase(
            fr: "\(verdict.word.fr)\u{A0}: plus aucune lettre à \(message.address), pour de bon.",
            en: "\(verdict.word.en): no further letter to \(message.address), for good.")
        let lines = wrapped(printable(what[language]), max(30, (width ?? 100) - 3)).map { "  " + $0 }
        let keys = [
            (verdict.key[language], Phrase(fr: "encore une fois\u{A0}: oui", en: "again: yes")[language]),
            (
                Phrase(fr: "une autre touche", en: "any other key")[language],
                Phrase(fr: "revenir au choix", en: "back to the choice")[language]
            ),
        ]
        return "\n" + lines.joined(separator: "\n") + "\n" + laidOut(keys)
    }

    private static let later = Phrase(fr: "t", en: "s")
    private static let quit = Phrase(fr: "q", en: "q")

    /// What a key says of a message; nil where it says nothing. Enter and a blank are a later.
    package func answer(_ key: Character, to message: WaitingMessage) -> Answer? {
        let key = String(key).lowercased()
        if let verdict = message.choices.first(where: { $0.key[language] == key }) { return .verdict(verdict) }
        if key == ReviewReport.later[language] || key == "\r" || key == "\n" || key == " " { return .later }
        return key == ReviewReport.quit[language] || key == "\u{4}" || key == "\u{1B}" ? .quit : nil
    }

    /// What was said of a message, where it goes on waiting.
    package static let laterWord = Phrase(fr: "plus tard", en: "later")

    /// What is left at the end.
    package static func rest(_ count: Int) -> Phrase {
        guard count > 0 else { return Phrase(fr: "\nPlus rien n’attend.", en: "\nNothing waits any more.") }
        return Phrase { language in
            let messages = Wording.plural(
                count, Phrase(fr: "message attend encore", en: "message still waits"),
                Phrase(fr: "messages attendent encore", en: "messages still wait"), language)
            return Phrase(
                fr: "\n\(messages). Ensuite : portillon inbox review", en: "\n\(messages). Next: portillon inbox review"
            )[
                language]
        }
    }
}

extension InboxReview.Settled {
    /// What became of it by the sender's word, without its number.
    private func said(_ verdict: MailVerdict) -> Phrase {
        switch self {
        case .done(let message, let isNew):
            guard isNew || verdict == .nothing else {
                return Phrase(
                    fr: "déjà au registre pour \(message.address)", en: "on record already for \(message.address)")
            }
            return verdict.receipt(message.address)
        case .before(let message, let before):
            let isKept = !verdict.excludes || before.excludes
            let next = isKept ? "" : "portillon object \(message.address)"
            return Phrase(
                fr: "déjà réglé (\(before.word.fr)), rien n’a changé"
                    + (isKept ? "" : "\u{A0}; pour ne plus lui écrire\u{A0}: \(next)"),
                en: "settled before (\(before.word.en)), nothing changed"
                    + (isKept ? "" : "; to write no more: \(next)"))
        }
    }

    private var number: Int64 {
        switch self {
        case .done(let message, _), .before(let message, _): message.id
        }
    }

    /// What became of it, where several are settled at once.
    package func receipt(_ verdict: MailVerdict) -> Phrase {
        let said = said(verdict)
        return Phrase(fr: "\(number)\u{A0}: \(said.fr)", en: "\(number): \(said.en)")
    }

    /// What became of it, behind the key that said so.
    package func answer(_ verdict: MailVerdict) -> Phrase {
        let said = said(verdict)
        return Phrase(fr: "✓ \(said.fr)", en: "✓ \(said.en)")
    }
}
