import ArgumentParser
import Foundation
import Ledger
import Report
import Vocabulary
import Workspace

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Le registre : contrôle, sauvegarde. · The ledger: check, backup.",
        subcommands: [LedgerCheckCommand.self, LedgerBackupCommand.self])
}

struct LedgerCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Contrôle le fichier, ses renvois, ses tables et le journal. · Checks the file, its references, its "
            + "tables and the log.")

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let workspace = try Workspace(global)
        let health: LedgerHealth
        switch try workspace.ledgerToCheck() {
        case .success(let ledger):
            health = ledger.check(key: (try? workspace.readableKey(for: ledger)) ?? nil)
        case .failure(let fault): health = LedgerHealth(unreadable: fault)
        }
        if json {
            try Console.print(health.document(Speech.language).pretty)
        } else {
            for line in health.lines(Speech.language, style: Style(descriptor: 1)) { try Console.show(line) }
        }
        guard health.isSound else {
            Console.say(
                Phrase(
                    fr: "Gardez ce fichier tel quel, et reprenez une sauvegarde (`portillon ledger backup` en fait).",
                    en: "Keep this file as it is, and take up a backup (`portillon ledger backup` makes them)."))
            throw Ending(status: .notAllWell)
        }
    }
}

struct LedgerBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copie le registre, même pendant un envoi. · Copies the ledger, even during a send.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("Un nouveau fichier. · A new file.", valueName: "file"))
    var file: String

    @Flag(help: "Un document JSON. · One JSON document.")
    var json = false

    func run() throws {
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        let path = URL(fileURLWithPath: file).path
        let health: LedgerHealth
        // One that is there is left as it is: nothing of ours.
        if (try? FileManager.default.attributesOfItem(atPath: path)) == nil {
            workspace.knownOutputs.note(.backup, path)
        }
        // A database cannot be written without a name; whoever stops this leaves nothing.
        StopSignal.takesAway(["", "-journal", "-wal", "-shm"].map { path + ".new-\(getpid())" + $0 })
        defer { StopSignal.takesAway([]) }
        for left in PrivateDraft.abandoned(beside: path) { unlink(left) }
        do throws(LedgerFault) {
            health = try ledger.backup(to: path, key: (try? workspace.readableKey(for: ledger)) ?? nil)
        } catch {
            guard case .cannotCreate(_, let why) = error else { throw Failure(error) }
            let words = SystemWords.phrase(why)
            throw Failure(
                .cannotCreate,
                Phrase(
                    fr:
                        "la sauvegarde `\(file)` ne peut être créée : \(words.fr) ; un fichier déjà là n’est "
                        + "jamais remplacé",
                    en: "cannot create the backup `\(file)`: \(words.en); a file that is there already is never "
                        + "replaced"))
        }
        if json {
            let bytes = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
            let members: [JSONValue.Member] = [
                .init("file", .string(path)), .init("bytes", .int(bytes)), .init("size", .int(Int(health.log.size))),
                .init("head", .string(health.log.head)), .init("ok", .bool(health.isSound)),
            ]
            try Console.print(JSONValue.object(members).pretty)
        } else {
            try Console.print(path)
            for line in health.lines(Speech.language, style: Style(descriptor: 1)) { try Console.show(line) }
        }
        Console.say(
            Phrase { language in
                Phrase(fr: "La clé n’y est pas. ", en: "The key is not in it. ")[language]
                    + KeyAdvice.message(workspace.configuration.keyFile)[language]
            })
        if !health.isSound { throw Ending(status: .notAllWell) }
    }
}
