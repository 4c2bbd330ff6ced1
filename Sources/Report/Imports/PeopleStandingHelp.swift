import Gate
import Ledger
import Vocabulary

/// What gets over a reason, as far as a command does; else the one that explains it.
///
/// Each piece of evidence is judged by itself: what is to be added goes behind all that the command said already.
struct StandingHelp {
    /// `value` as it is typed.
    private typealias Addition = (option: String, value: Phrase)

    let kind: ImportSource.Kind
    /// The words of the import's own command, behind the program's name.
    let words: [String]

    /// Nil where no command gets over it, nor anything else that an import could say.
    func of(_ code: ReasonCode) -> Phrase? {
        let day = Phrase(fr: "AAAA-MM-JJ", en: "YYYY-MM-DD")
        let exchange: [Addition] = [
            ("--met-on", day), ("--met-at", Phrase(fr: "'LIEU'", en: "'PLACE'")),
        ]
        let additions: [Addition] =
            switch (code, kind) {
            case (.cardExchangeNotAttested, .cards): exchange
            case (.notProfessional, .cards): exchange + [("--context", Phrase(fr: "professional", en: "professional"))]
            case (.formWordingMissing, .signups):
                [("--wording", Phrase(fr: "'TEXTE AFFICHÉ'", en: "'TEXT SHOWN'"))]
            case (.formUnconfirmed, .signups):
                [("--confirmed-on", Phrase(fr: "column:COLONNE", en: "column:COLUMN"))]
            case (.purposeNotAgreed, .signups): [("--purpose", Phrase(fr: "FINALITÉ", en: "PURPOSE"))]
            case (.evidenceUndated, .cardTable), (.evidenceUndated, .signups):
                [("--dates", Phrase(fr: "day-first", en: "day-first"))]
            default: []
            }
        let lacking = additions.filter { addition in
            !words.contains { $0 == addition.option || $0.hasPrefix(addition.option + "=") }
        }
        return lacking.isEmpty ? otherwise(code, day) : again(with: lacking)
    }

    private func again(with additions: [Addition]) -> Phrase {
        Phrase { language in
            let more = additions.flatMap { [$0.option, $0.value[language]] }
            return "`" + (["portillon"] + words.map(StandingHelp.typed) + more).joined(separator: " ") + "`"
        }
    }

    /// What explains a reason.
    static func explanation(of code: ReasonCode) -> Phrase { Phrase { _ in "`portillon rules \(code.rawValue)`" } }

    private func otherwise(_ code: ReasonCode, _ day: Phrase) -> Phrase? {
        switch (code, kind) {
        case (.cardExchangeNotAttested, .cardTable):
            let again = again(with: [])
            return Phrase(
                fr: "complétez les colonnes met_on et met_at, puis \(again.fr)",
                en: "fill in the columns met_on and met_at, then \(again.en)")
        case (.noExplicitShare, .contacts):
            return Phrase(
                fr: "importez ce qui l’atteste : `portillon import linkedin …`, `import cards …` ou "
                    + "`import csv … --as signups`",
                en: "import what shows it: `portillon import linkedin …`, `import cards …` or "
                    + "`import csv … --as signups`")
        case (.linkedInNotReciprocal, _):
            return Phrase(
                fr:
                    "notez dans config.json, `sender.linkedInAddressVisibleSince`, depuis quand vos relations voient la "
                    + "vôtre : `portillon rules \(code.rawValue)`",
                en: "note in config.json, `sender.linkedInAddressVisibleSince`, since when your connections see yours: "
                    + "`portillon rules \(code.rawValue)`")
        case (.linkedInExportStale, _):
            return Phrase(
                fr: "demandez un nouvel export à LinkedIn, puis `portillon import linkedin …`",
                en: "request a new export from LinkedIn, then `portillon import linkedin …`")
        case (.evidenceStale, _):
            return Phrase(
                fr: "si la personne vous a écrit depuis : `portillon heard-from ADRESSE --on \(day.fr)`",
                en: "if the person wrote to you since: `portillon heard-from ADDRESS --on \(day.en)`")
        default:
            return nil
        }
    }

    /// A word as a shell takes it.
    static func typed(_ word: String) -> String {
        let shown = printable(word)
        let isPlain = shown.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "._-/+,@:=…".unicodeScalars.contains(scalar)
        }
        return isPlain && !shown.isEmpty ? shown : "'" + shown.replacing("'", with: #"'\''"#) + "'"
    }
}
