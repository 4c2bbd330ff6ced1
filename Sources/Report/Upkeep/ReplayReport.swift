import Gate
import Ledger
package import Vocabulary
import Workspace

extension ReplayTally {
    /// As `log replay --json` has it.
    package func document(_ language: Language) -> JSONValue {
        .object([
            .init("ok", .bool(differing.isEmpty)), .init("decisions", .int(decisions)), .init("same", .int(same)),
            .init("different", .int(differing.count)), .init("erased", .int(erased)),
            .init("differences", .array(differing.map { ReplayTally.document($0, language) })),
        ])
    }

    private static func document(_ difference: Difference, _ language: Language) -> JSONValue {
        .object([
            .init("seq", .int(Int(difference.seq))), .init("at", .string(difference.at.iso)),
            .init("letter", .string(difference.letter)), .init("address", JSONValue(difference.address)),
            .init("recorded", difference.recorded.map(document) ?? .null),
            .init("replayed", difference.replayed.map(document) ?? .null),
            .init(
                "because",
                .array(
                    difference.causes.map {
                        .object([
                            .init("code", .string($0.rawValue)), .init("message", .string($0.message[language])),
                        ])
                    })),
        ])
    }

    private static func document(_ verdict: RecordedVerdict) -> JSONValue {
        .object([
            .init("verdict", .string(verdict.isAdmitted ? "admitted" : "excluded")),
            .init("codes", .array(verdict.codes.map { .string($0) })),
            .init("evidence", verdict.evidence.map { .int(Int($0.rawValue)) } ?? .null),
        ])
    }

    private static func words(_ verdict: RecordedVerdict, _ language: Language) -> String {
        guard verdict.isAdmitted else {
            return Phrase(fr: "exclu", en: "excluded")[language] + " (" + verdict.codes.joined(separator: ", ") + ")"
        }
        let evidence = verdict.evidence.map { String($0.rawValue) } ?? "?"
        return Phrase(fr: "admis (preuve \(evidence))", en: "admitted (evidence \(evidence))")[language]
    }

    /// `width`: columns, for what is to be wrapped.
    package func lines(_ language: Language, style: Style, width: Int) -> [String] {
        var lines: [String] = []
        let mark = differing.isEmpty ? style.green("✓") : style.red("✗")
        lines.append(
            mark + " "
                + Wording.plural(
                    decisions, Phrase(fr: "décision rejugée\u{A0}: ", en: "decision judged again: "),
                    Phrase(fr: "décisions rejugées\u{A0}: ", en: "decisions judged again: "), language)
                + Wording.plural(
                    same, Phrase(fr: "identique, ", en: "the same, "),
                    Phrase(fr: "identiques, ", en: "the same, "), language)
                + Wording.plural(
                    differing.count, Phrase(fr: "différente", en: "different"),
                    Phrase(fr: "différentes", en: "different"), language))
        if erased > 0 {
            lines.append(
                "  "
                    + Wording.plural(
                        erased,
                        Phrase(
                            fr: "ne peut être rejugée : ce qu’elle a regardé a été effacé",
                            en: "cannot be judged again: what it looked at was erased"),
                        Phrase(
                            fr: "ne peuvent être rejugées : ce qu’elles ont regardé a été effacé",
                            en: "cannot be judged again: what they looked at was erased"), language))
        }
        for difference in differing {
            lines.append("")
            lines.append(
                Phrase(fr: "entrée \(difference.seq)", en: "entry \(difference.seq)")[language]
                    + ", \(printable(difference.letter)), \(printable(difference.address ?? "—"))")
            for (title, verdict) in [
                (Phrase(fr: "alors", en: "then"), difference.recorded),
                (Phrase(fr: "rejugée", en: "again"), difference.replayed),
            ] {
                guard let verdict else { continue }
                lines.append("  \(title[language]): \(printable(Self.words(verdict, language)))")
            }
            for cause in difference.causes {
                for line in wrapped("→ " + cause.message[language], width - 2) {
                    lines.append("  " + line)
                }
            }
        }
        return lines
    }
}

extension ReplayCause {
    /// Why, for a person.
    fileprivate var message: Phrase {
        switch self {
        case .policyChanged:
            Phrase(
                fr: "les règles ou leurs réglages ne sont plus ceux que la décision nomme",
                en: "the rules or their settings are no longer those that the decision names")
        case .senderChanged:
            Phrase(
                fr: "vos adresses, ou la date depuis laquelle LinkedIn montre la vôtre, ne sont plus celles d’alors",
                en: "your addresses, or the day since which LinkedIn shows yours, are no longer those of then")
        case .evidenceWithdrawn:
            Phrase(
                fr: "le dernier export LinkedIn ne montre plus ce que la décision a regardé",
                en: "the latest LinkedIn export no longer shows what the decision looked at")
        case .evidenceRenewed:
            Phrase(
                fr: "le dernier export LinkedIn montre de nouveau ce qu’il ne montrait pas alors",
                en: "the latest LinkedIn export shows again what it did not show then")
        case .notReproduced:
            Phrase(
                fr:
                    "ce qu’elle a regardé ne la donne pas, même sous les règles qu’elle nomme ; voyez `portillon log verify`",
                en: "what it looked at does not give it, even under the rules that it names; see `portillon log verify`"
            )
        }
    }
}
