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
    }

    /// `excludedNow` of the JSON.
    static func document(_ standing: PeopleTally?) -> JSONValue {
        let excluded = standing?.excluded ?? [:]
        return .object(
            ReasonCode.allCases.compactMap { code in excluded[code].map { .init(code.rawValue, .int($0)) } })
    }

    private var excluded: Int { standing.excluded.values.reduce(0, +) }

    /// The most frequent one, in the catalogue's order where several are.
    private var main: (code: ReasonCode, count: Int)? {
        var found: (code: ReasonCode, count: Int)?
        for code in ReasonCode.allCases {
            guard let count = standing.excluded[code], count > found?.count ?? 0 else { continue }
            found = (code, count)
        }
        return found
    }

    /// The last lines of an import.
    package func lines(_ language: Language, style: Style) -> [String] {
        let all = standing.admitted + excluded
        guard isImported else { return [] }
        guard all > 0 else { return nobody.map { "✗ " + $0[language] } }
        guard kind != .objections else { return ofObjections(language) }
        var lines: [String] = []
        if standing.admitted > 0 { lines.append(style.green("✓ ") + admitted(all, language)) }
        guard let main else { return lines }
        let why = printable(main.code.message[language])
        let code = style.dim("(\(main.code.rawValue))")
        let share = main.count < excluded ? " (\(Wording.number(main.count, language)))" : ""
        let colon = Phrase(fr: "\u{A0}: ", en: ": ")[language]
        lines.append(style.yellow("✗ ") + excluded(all, language) + share + colon + why + " " + code)
        lines.append("  → " + help.of(main.code)[language])
        return lines
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
        return lines
    }
}
