import ArgumentParser
import Foundation
import Report
import Vocabulary
import Workspace

struct RelayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay",
        abstract: "Choisit ou change le relais, et l'essaie aussitôt. · Sets or changes the relay, and tries it "
            + "at once.",
        discussion: """
            Sur un terminal, le mot de passe est demandé sans être affiché. · On a terminal, the password is asked for \
            without being shown.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var relay: RelayOptions

    func run() throws {
        Speech.choose(global.lang)
        let environment = ProcessInfo.processInfo.environment
        let change = try RelayChange(global.config, environment: environment)
        if global.lang == nil { Speech.choose(change.configuration.language) }
        let questions = relay.questions
        if !Console.isInteractive, questions.provider == nil, questions.relayURL == nil {
            throw Failure(
                .usage,
                Phrase(
                    fr: "sans terminal, dites le relais par `--provider` ou `--relay-url`",
                    en: "without a terminal, name the relay by `--provider` or `--relay-url`"))
        }
        let sender = change.configuration.sender.address
        let draft: RelayDraft
        let outcome: RelayTrial.Outcome?
        if Console.isInteractive {
            (draft, outcome) = try ask(questions, change, sender)
            // One that is read already stays as it is.
            let inbox =
                change.configuration.inbox != nil
                ? nil
                : try InboxOffer.draft(after: draft, outcome, .onTerminal) {
                    try $0.trial(in: change.folder, environment: environment)
                }
            try keep(draft, inbox, change, environment)
        } else {
            draft = try questions.draft(for: sender)
            try keep(draft, nil, change, environment)
            outcome = try attempt(draft, change)
        }
        if case .failed(let fault, _)? = outcome { throw Ending(status: ExitStatus(fault.failureKind)) }
    }

    private func ask(
        _ questions: RelayQuestions, _ change: RelayChange, _ sender: AddrSpec
    ) throws -> (RelayDraft, RelayTrial.Outcome?) {
        var draft = try questions.draft(asking: .onTerminal, for: sender, before: change)
        let outcome = try questions.trial(of: &draft, .onTerminal) { try change.attempt($0) }
        return (draft, outcome)
    }

    /// What cannot be read now will not be there for a mailing either, as far as anybody can tell here.
    private func attempt(_ draft: RelayDraft, _ change: RelayChange) throws -> RelayTrial.Outcome {
        let trial = try change.attempt(draft)
        let outcome = trial.run()
        Console.say(RelayTrialReport.phrase(outcome, name: trial.name))
        return outcome
    }

    private func keep(
        _ draft: RelayDraft, _ inbox: InboxDraft?, _ change: RelayChange, _ environment: [String: String]
    ) throws {
        try change.keep(draft, inbox)
        let file = ShortPath.of(URL(fileURLWithPath: global.config).path)
        Console.say(
            Phrase(
                fr: "✓ Le relais est noté dans \(file) ; le reste du fichier est tel qu’il était.",
                en: "✓ The relay is kept in \(file); the rest of the file is as it was."))
        if draft.isForLater {
            Console.say(
                Phrase(
                    fr: "! Sans mot de passe, rien ne part : `portillon relay` le redemande.",
                    en: "! Without a password nothing leaves: `portillon relay` asks for it again."))
        }
        for name in RelayChange.overriding where !(environment[name] ?? "").isBlank {
            Console.say(
                Phrase(
                    fr: "! La variable `\(name)` l’emporte sur ce fichier.",
                    en: "! The variable `\(name)` wins "
                        + "over it."))
        }
    }
}

/// The options that `init` and `relay` have in common.
struct RelayOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Le relais : none, gmail, google-workspace, microsoft-365, ovh, gandi, infomaniak, fastmail, orange, free, "
                + "laposte, sfr, own. · The relay: none, gmail, google-workspace, microsoft-365, ovh, gandi, infomaniak, "
                + "fastmail, orange, free, laposte, sfr, own.",
            valueName: "name"), completion: .list(Provider.all.map(\.id)))
    var provider: String?

    @Option(
        name: .customLong("relay-url"),
        help: ArgumentHelp("Le serveur, avec own. · The server, with own.", valueName: "url"))
    var relayURL: String?

    @Option(help: ArgumentHelp("L'identifiant au relais. · The user name at the relay.", valueName: "text"))
    var username: String?

    @Option(
        help: ArgumentHelp(
            "D'où vient le mot de passe : environment:NOM, file:CHEMIN, command:MOTS. · Where the password comes from: "
                + "environment:NAME, file:PATH, command:WORDS.", valueName: "source"))
    var passwordFrom: String?

    var questions: RelayQuestions {
        RelayQuestions(provider: provider, relayURL: relayURL, username: username, passwordFrom: passwordFrom)
    }
}
