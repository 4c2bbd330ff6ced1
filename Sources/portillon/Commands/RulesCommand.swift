import ArgumentParser
import Report
import Vocabulary
import Workspace

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Les règles, leurs fondements, les remèdes. · The rules, their bases, the remedies.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("Une seule règle. · One rule alone.", valueName: "code"))
    var code: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        // The rules are there without a configuration, too; with one, they speak its language.
        Speech.choose(global.lang)
        if global.lang == nil { _ = try? Workspace(global) }
        let language = Speech.language
        var rules = Reasons.all
        if let code {
            guard let rule = Reasons.find(code) else {
                let near = nearestName(to: code, among: rules.map(\.code))
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "aucune règle `\(code)`"
                            + (near.map { " ; vouliez-vous `\($0)` ?" } ?? " ; `portillon "
                                + "rules` les montre toutes"),
                        en: "no rule `\(code)`"
                            + (near.map { "; did you mean `\($0)`?" } ?? "; `portillon rules` "
                                + "shows them all")))
            }
            rules = [rule]
        }
        if json {
            try Console.print(JSONValue.array(rules.map { DecisionDocument.rule($0, language) }).pretty)
            return
        }
        let style = Style(descriptor: 1)
        let width = min(Console.width, 100)
        for kind in Reason.Kind.allCases {
            let ofKind = rules.filter { $0.kind == kind }
            guard !ofKind.isEmpty else { continue }
            try Console.print(style.bold(title(kind)[language]) + "\n")
            for rule in ofKind {
                try Console.print("  " + style.cyan(rule.code))
                for line in wrapped(rule.message[language], width - 4) { try Console.print("    " + line) }
                let label = Phrase(fr: "fondement : ", en: "basis: ")[language]
                for line in wrapped(label + rule.basis[language], width - 4) {
                    try Console.print(style.dim("    " + line))
                }
                for line in wrapped("→ " + rule.remedy[language], width - 4) { try Console.print("    " + line) }
                try Console.print("")
            }
        }
    }

    private func title(_ kind: Reason.Kind) -> Phrase {
        switch kind {
        case .admission: Phrase(fr: "Ce qui admet", en: "What admits")
        case .exclusion: Phrase(fr: "Ce qui exclut une adresse", en: "What excludes an address")
        case .refusal: Phrase(fr: "Ce qui refuse l’envoi entier", en: "What refuses a whole mailing")
        case .warning: Phrase(fr: "Ce qui avertit", en: "What warns")
        }
    }
}
