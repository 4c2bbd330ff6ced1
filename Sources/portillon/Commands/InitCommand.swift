import ArgumentParser
import Foundation
import Ledger
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

    @Option(
        help: ArgumentHelp(
            "Le relais : none, gmail, google-workspace, microsoft-365, ovh, gandi, infomaniak, fastmail, own. · The "
                + "relay: none, gmail, google-workspace, microsoft-365, ovh, gandi, infomaniak, fastmail, own.",
            valueName: "name"))
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
            postalAddress: postalAddress, visibleSince: visibleSince, provider: provider, relayURL: relayURL,
            username: username, passwordFrom: passwordFrom)
        var draft: ConfigurationDraft?
        if isThere {
            if !questions.isEmpty {
                Console.say(
                    Phrase(
                        fr: "! config.json est déjà là et reste tel quel : les options ne le changent pas",
                        en: "! config.json is there already and stays as it is: the options do not change it"))
            }
        } else if Console.isInteractive {
            draft = try questions.draft(asking: .onTerminal, isLanguageKnown: false)
        } else {
            draft = try questions.draft()
        }
        // Everything is known, and nothing is written yet: a configuration that would not do is found out here.
        let configuration = try text(of: draft, root, path)
        let templates = root.appendingPathComponent("Templates")
        do {
            try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                .cannotCreate,
                Phrase(
                    fr: "le dossier `\(templates.path)` ne peut être créé",
                    en: "the folder `\(templates.path)` cannot be made"))
        }
        if Console.isInteractive { Console.say("") }
        try lay("config.json", Array(configuration.utf8), in: root)
        try layKey(in: root)
        for file in StarterFiles.templates { try lay(file.name, file.bytes, in: templates, mode: 0o644) }
        for file in StarterFiles.letters(Speech.language) { try lay(file.name, file.bytes, in: root, mode: 0o644) }
        let images = root.appendingPathComponent("images")
        try? FileManager.default.createDirectory(at: images, withIntermediateDirectories: true)
        for file in StarterFiles.images { try lay(file.name, file.bytes, in: images, mode: 0o644) }
        Console.say(InitAdvice.backup)
        Console.say(
            InitAdvice.next(draft, folder: folder, namesNobody: isThere ? known?.namesNobody ?? false : draft == nil))
    }

    private func text(of draft: ConfigurationDraft?, _ root: URL, _ path: String) throws -> String {
        guard let draft else {
            return String(decoding: StarterFiles.configuration, as: UTF8.self)
                .replacingOccurrences(of: "LANGUAGE", with: Speech.language.rawValue)
        }
        let text = try draft.text()
        let json: JSONValue
        do throws(JSONFault) {
            json = try JSONValue(parsing: Array(text.utf8))
        } catch {
            throw Failure(.internalFault, error.problem)
        }
        do {
            _ = try Configuration(json, path: path, folder: root, environment: [:])
        } catch let failure as Failure {
            // What was typed is at fault, not a file.
            throw Failure(.usage, failure.message)
        }
        return text
    }

    /// No new key beside a ledger: it would not be the one that the ledger was made with.
    private func layKey(in root: URL) throws {
        let ledger = root.appendingPathComponent("portillon.sqlite").path
        let key = root.appendingPathComponent("portillon.key").path
        if FileManager.default.fileExists(atPath: ledger), !FileManager.default.fileExists(atPath: key) {
            Console.say(
                Phrase(
                    fr: "  portillon.key manque à côté d’un registre : remettez-la depuis votre sauvegarde",
                    en: "  portillon.key is missing beside a ledger: put it back from your backup"))
            return
        }
        try lay("portillon.key", Array(Key().fileText.utf8), in: root)
    }

    /// Makes a file; one that is there stays as it is.
    private func lay(_ name: String, _ bytes: [UInt8], in folder: URL, mode: mode_t = 0o600) throws {
        let url = folder.appendingPathComponent(name)
        let path = url.path
        do {
            try PrivateFile.create(path, bytes)
            chmod(path, mode)
            try Console.print("  + \(ShortPath.of(path))")
        } catch let fault as PrivateFile.Fault where fault.code == EEXIST {
            try Console.print(
                "  = \(ShortPath.of(path))"
                    + Phrase(
                        fr: " (déjà là, laissé tel quel)",
                        en: " (there already, left "
                            + "as it is)")[Speech.language])
        } catch let fault as PrivateFile.Fault {
            throw Failure(
                .cannotCreate,
                Phrase(fr: "`\(path)` ne peut être créé : \(fault)", en: "`\(path)` cannot be made: \(fault)"))
        }
    }
}
