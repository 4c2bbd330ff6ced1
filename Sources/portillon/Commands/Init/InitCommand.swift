import ArgumentParser
import Foundation
import Report
import Vocabulary
import Workspace

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Prépare un dossier de travail. · Lays out a working folder.")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(
            "Le dossier ; celui-ci par défaut. · The folder; this one by "
                + "default.", valueName: "dir"))
    var folder = "."

    @Option(help: ArgumentHelp("Votre nom. · Your name.", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("Votre adresse. · Your address.", valueName: "address"))
    var address: String?

    @Option(help: ArgumentHelp("Votre entreprise. · Your company.", valueName: "text"))
    var organization: String?

    @Option(help: ArgumentHelp("Votre adresse postale. · Your postal address.", valueName: "text"))
    var postalAddress: String?

    @Option(
        name: .customLong("linkedin-visible-since"),
        help: ArgumentHelp(
            "Depuis quand vos relations LinkedIn voient votre adresse. · Since when LinkedIn connections see your "
                + "address.", valueName: "date"))
    var visibleSince: String?

    @OptionGroup var relay: RelayOptions

    @Option(help: ArgumentHelp("La langue des lettres. · The language of letters.", valueName: "fr|en"))
    var language: Language?

    func run() throws {
        let root = URL(fileURLWithPath: folder)
        let path = root.appendingPathComponent("config.json").path
        // A folder that has a configuration keeps its language, and everything else that it says.
        let known = try? Configuration.load(path, environment: [:])
        Speech.choose(language ?? global.lang ?? known?.language)
        let isThere = FileManager.default.fileExists(atPath: path)
        let questions = InitQuestions(
            language: language ?? global.lang, name: name, address: address, organization: organization,
            postalAddress: postalAddress, visibleSince: visibleSince, relay: relay.questions)
        var draft: ConfigurationDraft?
        if isThere {
            if !questions.isEmpty {
                Console.say(
                    Phrase(
                        fr: "! config.json est déjà là et reste tel quel : les options ne le changent pas",
                        en: "! config.json is there already and stays as it is: the options do not change it"))
            }
        } else if Console.isInteractive {
            var asked = try questions.draft(asking: .onTerminal, isLanguageKnown: false)
            let environment = ProcessInfo.processInfo.environment
            let outcome = try questions.relay.trial(of: &asked.relay, .onTerminal) {
                try $0.trial(in: root, environment: environment)
            }
            asked.inbox = try InboxOffer.draft(after: asked.relay, outcome, .onTerminal) {
                try $0.trial(in: root, environment: environment)
            }
            draft = asked
        } else {
            draft = try questions.draft()
        }
        let layout = try FolderLayout(root, draft: draft, language: Speech.language)
        if Console.isInteractive { Console.say("") }
        try layout.lay(tell)
        Console.say(InitAdvice.backup)
        Console.say(
            InitAdvice.next(draft, folder: folder, namesNobody: isThere ? known?.namesNobody ?? false : draft == nil))
    }

    private func tell(_ piece: FolderLayout.Piece) throws {
        switch piece {
        case .made(let path): try Console.print("  + \(ShortPath.of(path))")
        case .wasThere(let path):
            let note = Phrase(fr: " (déjà là, laissé tel quel)", en: " (there already, left as it is)")
            try Console.print("  = \(ShortPath.of(path))" + note[Speech.language])
        case .keyIsMissing:
            Console.say(
                Phrase(
                    fr: "  portillon.key manque à côté d’un registre : remettez-la depuis votre sauvegarde",
                    en: "  portillon.key is missing beside a ledger: put it back from your backup"))
        }
    }
}
