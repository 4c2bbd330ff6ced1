import Foundation
import Ledger
package import Vocabulary

/// What `doctor` looks at, in order: what cannot be looked at, since something before it failed, is said to be skipped.
/// Nothing is written and nothing is sent.
package struct Examination {
    let configurationPath: String
    let letter: String?
    let isOffline: Bool
    let environment: [String: String]

    /// `letter`: the one to check as well; nil for those of the folder. `isOffline`: the relay is left alone.
    package init(
        configurationPath: String, letter: String?, isOffline: Bool, environment: [String: String]
    ) {
        self.configurationPath = configurationPath
        self.letter = letter
        self.isOffline = isOffline
        self.environment = environment
    }

    /// What was found, and the language of the configuration, where it can be read.
    package func run() -> (checkup: Checkup, language: Language?) {
        var checkup = Checkup()
        let name = Phrase(fr: "configuration", en: "configuration")
        let configuration: Configuration
        do {
            configuration = try Configuration.load(configurationPath, environment: environment)
        } catch {
            let failure = error as? Failure
            let isMissing = failure?.kind == .noInput
            checkup.add(
                Check(
                    "configuration", name, .fail, Phrase(saying: error),
                    remedy: isMissing
                        ? Phrase(fr: "portillon init", en: "portillon init")
                        : Phrase(
                            fr: "corrigez `\(configurationPath)` ; Docs/configuration.fr.md décrit chaque clé",
                            en: "correct `\(configurationPath)`; Docs/configuration.md describes every key")))
            return (checkup, nil)
        }
        checkup.add(Check("configuration", name, .ok, Phrase { _ in ShortPath.of(configuration.path) }))
        SenderExamination(configuration: configuration).run(&checkup)
        FileExamination(configuration: configuration).run(&checkup)
        let ledger = LedgerExamination(configuration: configuration).run(&checkup)
        defer { ledger?.close() }
        let replies = LetterExamination(configuration: configuration, ledger: ledger, named: letter).run(&checkup)
        RelayExamination(
            configuration: configuration, environment: environment, isOffline: isOffline, lettersReplyTo: replies
        ).run(&checkup)
        return (checkup, configuration.language)
    }
}
