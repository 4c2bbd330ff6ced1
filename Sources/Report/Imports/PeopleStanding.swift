package import Gate
import Ledger
package import Vocabulary
package import Workspace

/// How an import ends: how many of its people can be written to now, how many cannot, for which main reason, and what helps.
package struct PeopleStanding {
    private let standing: PeopleTally
    private let kind: ImportSource.Kind
    private let help: StandingHelp
    /// How many rows were about people who asked to be forgotten.
    private let erased: Int
    /// The number of a list of objections that can be taken back; nil for anything else, and where nothing was new.
    private let undoable: Int64?
    /// True where something was imported at all.
    private let isImported: Bool

    /// `reports` are those of one command, `words` what was typed of it behind the program's name; `standing` is that of all
    /// their people.
    package init(_ standing: PeopleTally, of reports: [ImportReport], words: [String]) {
        self.standing = standing
        kind = reports.first?.kind ?? .contacts
        help = StandingHelp(kind: kind, words: words)
        isImported = reports.contains { $0.failure == nil }
        erased = reports.map(\.tally.contactsErased).reduce(0, +)
        undoable =
            reports.first { $0.kind == .objections && $0.failure == nil && !$0.tally.changedNothing }?.tally.number
    }

    /// `excludedNow` of the JSON.
    static func document(_ standing: PeopleTally?) -> JSONValue {
        let excluded = standing?.excluded ?? [:]
        return .object(
            ReasonCode.allCases.compactMap { code in excluded[code].map { .init(code.rawValue, .int($0)) } })
    }

    private var excluded: Int { standing.excluded.values.reduce(0, +) }

    /// The reasons, the most frequent one first, in the catalogue's order where they are alike.
    private var reasons: [(code: ReasonCode, count: Int)] {
        ReasonCode.allCases.enumerated().compactMap { place, code in
            standing.excluded[code].map { (place: place, code: code, count: $0) }
        }.sorted { ($1.count, $0.place) < ($0.count, $1.place) }.map { ($0.code, $0.count) }
    }

    /// The last lines of an import.
    package func lines(_ language: Language, style: Style) -> [String] {
        let all = standing.admitted + excluded
        guard isImported else { return [] }
        guard all > 0 else { return nobody.map { "✗ " + $0[language] } + undoing(language) }
        guard kind != .objections else { return ofObjections(language) }
        var lines: [String] = []
        if standing.admitted > 0 { lines.append(style.green("✓ ") + admitted(all, language)) }
        let reasons = reasons
        guard let main = reasons.first else { return lines }
        let share = main.count < excluded ? " (\(Wording.number(main.count, language)))" : ""
        lines.append(style.yellow("✗ ") + excluded(all, language) + share + why(main.code, language, style))
        let help = help.of(main.code)
        lines.append("  → " + (help ?? StandingHelp.explanation(of: main.code))[language])
        guard help == nil else { return lines }
        // Nothing is to be done about most of them: what helps the others is not to be missed.
        for (code, count) in reasons.dropFirst() {
            guard let help = self.help.of(code) else { continue }
            let number = Wording.number(count, language)
            let others = Phrase(fr: "\(number) d’entre elles", en: "\(number) of them")[language]
            return lines + [style.yellow("✗ ") + others + why(code, language, style), "  → " + help[language]]
        }
        return lines
    }

    private func why(_ code: ReasonCode, _ language: Language, _ style: Style) -> String {
        let colon = Phrase(fr: "\u{A0}: ", en: ": ")[language]
        return colon + printable(code.message[language]) + " " + style.dim("(\(code.rawValue))")
    }

    private func undoing(_ language: Language) -> [String] {
        guard let undoable else { return [] }
        return [
            Phrase(
                fr: "  → importée par erreur : `portillon import undo \(undoable) --because TEXTE`",
                en: "  → imported by mistake: `portillon import undo \(undoable) --because TEXT`")[language]
        ]
    }

    private var nobody: [Phrase] {
        if kind == .objections {
            return [
                Phrase(
                    fr: "aucun de vos contacts n’est concerné ; les oppositions valent pour qui viendra",
                    en: "none of your contacts is concerned; the objections hold for whoever comes")
            ]
        }
        guard erased > 0 else { return [] }
        return [
            Phrase(
                fr: "personne de ce fichier ne peut recevoir de lettre : tous ont demandé à être oubliés",
                en: "nobody in this file can be written to: they all asked to be forgotten")
        ]
    }

    private func admitted(_ all: Int, _ language: Language) -> String {
        let number = Wording.number(all, language)
        if excluded == 0, all > 1 {
            return Phrase(
                fr: "vous pouvez écrire aux \(number) personnes de cet import",
                en: "all \(number) people of this import can be written to")[language]
        }
        let people = Wording.plural(
            standing.admitted, Phrase(fr: "personne", en: "person"), Phrase(fr: "personnes", en: "people"), language)
        return Phrase(
            fr: "vous pouvez écrire à \(people)" + (excluded > 0 ? " sur \(number)" : ""),
            en: "\(people)" + (excluded > 0 ? " of \(number)" : "") + " can be written to")[language]
    }

    /// Up to the colon before the reason.
    private func excluded(_ all: Int, _ language: Language) -> String {
        let isMixed = standing.excluded.count > 1
        let mainly = Phrase(fr: isMixed ? ", surtout" : "", en: isMixed ? ", mainly" : "")[language]
        let text: Phrase
        if standing.admitted > 0 {
            let number = Wording.number(excluded, language)
            text = Phrase(
                fr: excluded == 1
                    ? "vous ne pouvez pas écrire à 1 autre" : "vous ne pouvez pas écrire aux \(number) autres",
                en: excluded == 1 ? "1 cannot be" : "\(number) cannot be")
        } else {
            let number = Wording.number(all, language)
            text =
                all == 1
                ? Phrase(fr: "vous ne pouvez pas écrire à cette personne", en: "this person cannot be written to")
                : Phrase(
                    fr: "vous ne pouvez écrire à aucune des \(number) personnes",
                    en: "none of the \(number) people can be written to")
        }
        return text[language] + mainly
    }

    /// A list of objections excludes on purpose: what is told is whom it meets.
    private func ofObjections(_ language: Language) -> [String] {
        var lines: [String] = []
        if excluded > 0 {
            let contacts = Wording.plural(
                excluded, Phrase(fr: "de vos contacts ne recevra", en: "of your contacts will get"),
                Phrase(fr: "de vos contacts ne recevront", en: "of your contacts will get"), language)
            lines.append(
                Phrase(fr: "✗ \(contacts) plus de lettre", en: "✗ \(contacts) no letter any more")[language])
        }
        if standing.admitted > 0 {
            let contacts = Wording.plural(
                standing.admitted, Phrase(fr: "autre peut", en: "other can"),
                Phrase(fr: "autres peuvent", en: "others can"), language)
            lines.append(
                Phrase(
                    fr: "✓ \(contacts) encore en recevoir, par une autre adresse ou une inscription plus récente",
                    en: "✓ \(contacts) still get some, at another address or by a later sign-up")[language])
        }
        lines.append(Phrase(fr: "  → `portillon why ADRESSE`", en: "  → `portillon why ADDRESS`")[language])
        return lines + undoing(language)
    }
}
