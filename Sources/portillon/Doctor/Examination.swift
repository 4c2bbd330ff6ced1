import Foundation
import Ledger
import Report
import Vocabulary

/// What `doctor` looks at, in order: what cannot be looked at, since something before it failed, is said to be skipped.
/// Nothing is written and nothing is sent.
struct Examination {
    let configurationPath: String
    let chosenLanguage: Language?
    let letter: String?
    let isOffline: Bool

    func run() -> Checkup {
        var checkup = Checkup()
        let environment = ProcessInfo.processInfo.environment
        let name = Phrase(fr: "configuration", en: "configuration")
        let configuration: Configuration
        do {
            configuration = try Configuration.load(configurationPath, environment: environment)
        } catch {
            let failure = error as? Failure
            let isMissing = failure?.status == .noInput
            checkup.add(
                Check(
                    "configuration", name, .fail, failure?.message ?? Phrase(fr: "\(error)", en: "\(error)"),
                    remedy: isMissing
                        ? Phrase(fr: "portillon init", en: "portillon init")
                        : Phrase(
                            fr: "corrigez `\(configurationPath)` ; Docs/configuration.md décrit chaque clé",
                            en: "correct `\(configurationPath)`; Docs/configuration.md describes every key")))
            return checkup
        }
        if chosenLanguage == nil { Speech.choose(configuration.language) }
        checkup.add(Check("configuration", name, .ok, Phrase { _ in ShortPath.of(configuration.path) }))
        SenderExamination(configuration: configuration).run(&checkup)
        FileExamination(configuration: configuration).run(&checkup)
        let ledger = LedgerExamination(configuration: configuration).run(&checkup)
        defer { ledger?.close() }
        let replies = LetterExamination(configuration: configuration, ledger: ledger, named: letter).run(&checkup)
        RelayExamination(
            configuration: configuration, environment: environment, isOffline: isOffline, lettersReplyTo: replies
        ).run(&checkup)
        return checkup
    }
}
