import ArgumentParser
import Foundation
import Ledger
import Vocabulary

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Prépare un dossier de travail. · Lays out a working folder.")

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(
            "Le dossier ; celui-ci par défaut. · The folder; this one by "
                + "default.", valueName: "dir"))
    var folder = "."

    func run() throws {
        let root = URL(fileURLWithPath: folder)
        // A folder that has a configuration keeps its language.
        let known = try? Configuration.load(root.appendingPathComponent("config.json").path, environment: [:])
        Speech.choose(global.lang ?? known?.language)
        let templates = root.appendingPathComponent("Templates")
        do {
            try FileManager.default.createDirectory(at: templates, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                .cannotCreate,
                Phrase(
                    fr: "le dossier `\(templates.path)` ne peut "
                        + "être créé", en: "the folder `\(templates.path)` cannot be made"))
        }
        let language = Speech.language
        let configuration = String(decoding: PackageResources.config_json, as: UTF8.self)
            .replacingOccurrences(of: "LANGUAGE", with: language.rawValue)
        try lay("config.json", Array(configuration.utf8), in: root)
        try layKey(in: root)
        for file in StarterFiles.templates { try lay(file.name, file.bytes, in: templates, mode: 0o644) }
        for file in StarterFiles.letters(language) { try lay(file.name, file.bytes, in: root, mode: 0o644) }
        let images = root.appendingPathComponent("images")
        try? FileManager.default.createDirectory(at: images, withIntermediateDirectories: true)
        for file in StarterFiles.images { try lay(file.name, file.bytes, in: images, mode: 0o644) }
        Console.say(
            Phrase(
                fr: """

                    Le registre (portillon.sqlite) et la clé (portillon.key) vont dans la même sauvegarde : sans la clé,
                    les oppositions ne se lisent plus.

                    Ensuite : dans config.json, mettez votre nom, votre adresse, et depuis quand vos relations LinkedIn
                    la voient ("linkedInAddressVisibleSince" : sans cette date, aucune relation n'est admise). Puis
                      portillon import linkedin Connections.csv
                      portillon preview letter.md
                    """,
                en: """

                    The ledger (portillon.sqlite) and the key (portillon.key) belong in the same backup: without the key,
                    the objections cannot be read any more.

                    Next: in config.json, put your name, your address, and since when your LinkedIn connections can see
                    it ("linkedInAddressVisibleSince": without that date, no connection is admitted). Then
                      portillon import linkedin Connections.csv
                      portillon preview letter.md
                    """))
    }

    /// No new key beside a ledger: it would not be the one that the ledger was made with.
    private func layKey(in root: URL) throws {
        let ledger = root.appendingPathComponent("portillon.sqlite").path
        let key = root.appendingPathComponent("portillon.key").path
        if FileManager.default.fileExists(atPath: ledger), !FileManager.default.fileExists(atPath: key) {
            Console.say(
                Phrase(
                    fr: "  portillon.key manque à côté d'un registre : remettez-la depuis votre sauvegarde",
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
            try Console.print("  + \(shown(url))")
        } catch let fault as PrivateFile.Fault where fault.code == EEXIST {
            try Console.print(
                "  = \(shown(url))"
                    + Phrase(
                        fr: " (déjà là, laissé tel quel)",
                        en: " (there already, left "
                            + "as it is)")[Speech.language])
        } catch let fault as PrivateFile.Fault {
            throw Failure(
                .cannotCreate,
                Phrase(fr: "`\(path)` ne peut être créé : \(fault)", en: "`\(path)` cannot be made: \(fault)"))
        }
    }

    private func shown(_ url: URL) -> String {
        URL(fileURLWithPath: folder).path == FileManager.default.currentDirectoryPath
            ? url.path.replacingOccurrences(of: FileManager.default.currentDirectoryPath + "/", with: "") : url.path
    }
}
