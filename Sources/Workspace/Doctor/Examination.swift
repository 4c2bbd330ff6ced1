import Foundation
import Ledger
package import Vocabulary

/// What `doctor` looks at, in order: what cannot be looked at, since something before it failed, is said to be skipped.
/// Nothing is written, and nothing is sent but the letter of a round trip.
package struct Examination {
    let configurationPath: String
    let letter: String?
    let isOffline: Bool
    let environment: [String: String]

    /// What a round trip is made with, under a configuration. Throws a ``Failure`` where it cannot be made.
    package typealias RoundTripMaker = (Configuration) throws -> RoundTripMeans

    private let roundTrip: RoundTripMaker?

    /// `letter`: the one to check as well; nil for those of the folder. `isOffline`: the relay is left alone. `roundTrip`: nil where
    /// no letter is to be sent, and nothing to be asked of the DNS.
    package init(
        configurationPath: String, letter: String?, isOffline: Bool, environment: [String: String],
        roundTrip: RoundTripMaker? = nil
    ) {
        self.configurationPath = configurationPath
        self.letter = letter
        self.isOffline = isOffline
        self.environment = environment
        self.roundTrip = roundTrip
    }

    /// What was found, and the language of the configuration, where it can be read. `speech`: the language of what is written to
    /// somebody; nil for the configuration's. Throws where a round trip is asked for and cannot be made.
    package func run(speech: Language? = nil) throws -> (checkup: Checkup, language: Language?) {
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
        let means = try roundTrip?(configuration)
        checkup.add(Check("configuration", name, .ok, Phrase { _ in ShortPath.of(configuration.path) }))
        SenderExamination(configuration: configuration).run(&checkup)
        FileExamination(configuration: configuration).run(&checkup)
        let ledger = LedgerExamination(configuration: configuration).run(&checkup)
        defer { ledger?.close() }
        let replies = LetterExamination(configuration: configuration, ledger: ledger, named: letter).run(&checkup)
        RelayExamination(
            configuration: configuration, environment: environment, isOffline: isOffline, lettersReplyTo: replies
        ).run(&checkup)
        InboxExamination(configuration: configuration, environment: environment, isOffline: isOffline).run(&checkup)
        if let ledger { ReportsExamination(ledger: ledger, now: Workspace.now()).run(&checkup) }
        if let means {
            DomainExamination(configuration: configuration, records: means.records).run(&checkup)
            let workspace = Workspace(
                configuration, environment: environment, language: speech ?? configuration.language, notice: { _ in })
            RoundTripExamination(workspace: workspace, means: means, token: RoundTripExamination.newToken())
                .run(&checkup)
        }
        return (checkup, configuration.language)
    }
}
