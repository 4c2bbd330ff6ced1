import Vocabulary

/// A script that completes the command's words in a shell, as the parser writes it, with its descriptions in one language.
struct CompletionScript {
    private let script: String

    /// Nil where the arguments ask for none.
    init?(_ script: String, askedBy arguments: [String]) {
        let option = "--generate-completion-script"
        guard arguments.contains(where: { $0 == option || $0.hasPrefix(option + "=") }) else { return nil }
        self.script = script
    }

    /// Each description stands in one line, in brackets or in quotes, `français · English`.
    func told(in language: Language) -> String {
        script.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = parserOwn(String(line), language)
            // Of `zsh`: `--option[…]:`, and `'command:…'`. Of `fish`: `-d '…'`.
            for pattern in [
                #/(?<before>\[)(?<fr>[^\[\]]*) · (?<en>[^\[\]]*)(?<after>\])/#,
                #/(?<before>^\s*'[a-z-]+:)(?<fr>.*) · (?<en>.*)(?<after>'$)/#,
                #/(?<before> -d ')(?<fr>.*) · (?<en>.*)(?<after>'$)/#,
            ] {
                line = line.replacing(pattern) { match in
                    let told = language == .french ? match.fr : match.en
                    return String(match.before) + String(told) + String(match.after)
                }
            }
            return line
        }.joined(separator: "\n")
    }

    /// What the parser describes in its own words.
    private func parserOwn(_ line: String, _ language: Language) -> String {
        let words = [
            ("Show help information.", Phrase(fr: "Affiche cette aide.", en: "Shows this help.")),
            ("Show the version.", Phrase(fr: "Affiche la version.", en: "Shows the version.")),
            (
                "Show subcommand help information.",
                Phrase(fr: "Affiche l’aide d’une commande.", en: "Shows the help of a command.")
            ),
        ]
        return words.reduce(line) { $0.replacing($1.0, with: $1.1[language]) }
    }
}
