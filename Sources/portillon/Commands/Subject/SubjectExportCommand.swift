import ArgumentParser
import Courier
import Foundation
import Gate
import Ledger
import Report
import Vocabulary
import Workspace

struct SubjectExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Tout ce qu'on sait d'une personne, pour la personne. · All that is known of a person, for the person.",
        discussion: """
            Affiche la lettre ; --json, le document ; --to DIR écrit subject.json, letter.html et letter.txt.
            Prints the letter; --json, the document; --to DIR writes subject.json, letter.html and letter.txt.
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp(
            "Son adresse, ou l'url de son profil. · Their address, or profile url.", valueName: "address"))
    var subject: String

    @Option(help: ArgumentHelp("Le dossier où écrire. · The folder to write into.", valueName: "dir"))
    var to: String?

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let name = try global.readingOptions { try SubjectArgument.read(subject) }
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        let key = try workspace.key(for: ledger)
        let account = try ledger.account(of: name, key: key)
        let configuration = workspace.configuration
        var relay: String?
        if case .smtp(let host, _, _) = configuration.relay.address { relay = host }
        let reply = SubjectReply(
            account: account, sender: configuration.sender, relay: relay, retention: configuration.retention,
            today: Workspace.today())
        let language = global.lang ?? reply.languageOfThePerson ?? configuration.language
        let document = SubjectDocument.json(reply, language).pretty
        let letter = SubjectLetter(reply, language)
        if let to {
            workspace.knownOutputs.note(.access, to)
            try write(document, letter, to: to)
        }
        if json {
            try Console.print(document)
        } else if to == nil {
            try Console.print(letter.text)
        }
        warn(account)
    }

    private func warn(_ account: SubjectAccount) {
        if account.people.isEmpty {
            Console.say(
                Phrase(
                    fr: "Personne n’a \(account.name.text)\u{202F}; la lettre le dit.",
                    en: "Nobody has \(account.name.text); the letter says so."))
        }
        guard !account.near.isEmpty else { return }
        Console.say(
            Phrase(
                fr:
                    "! Relisez avant de transmettre\u{A0}: des contacts trouvés par ressemblance (`near`, «\u{A0}Peut-être vous aussi\u{A0}») "
                    + "peuvent être ceux de quelqu’un d’autre.",
                en:
                    "! Read it before you pass it on: contacts found by likeness (“Perhaps you as well”) may be somebody "
                    + "else's."))
    }

    private func write(_ document: String, _ letter: SubjectLetter, to folder: String) throws {
        let url = URL(fileURLWithPath: folder)
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            for (name, text) in [
                ("subject.json", document + "\n"), ("letter.html", letter.html), ("letter.txt", letter.text),
            ] {
                let path = url.appendingPathComponent(name).path
                try PrivateFile.replace(path, Array(text.utf8))
                Console.say("  " + path)
            }
        } catch {
            let why = Phrase(saying: error)
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "le dossier `\(folder)` ne peut être écrit\u{A0}: \(why.fr)",
                    en: "the folder `\(folder)` cannot be written: \(why.en)"))
        }
    }
}
