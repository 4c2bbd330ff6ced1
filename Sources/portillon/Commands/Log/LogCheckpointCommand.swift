import ArgumentParser
import Foundation
import Intake
import Ledger
import Vocabulary
import Workspace

struct LogCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "La fin du journal, à garder ailleurs. · The end of the log, to keep elsewhere.")

    @OptionGroup var global: GlobalOptions

    @Flag(help: "Un document JSON, pour --against. · One JSON document, for --against.")
    var json = false

    func run() throws {
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        let checkpoint = try ledger.checkpoint()
        let at = Workspace.now()
        guard !json else {
            return try Console.print(
                JSONValue.object([
                    .init("size", .int(Int(checkpoint.size))), .init("head", .string(checkpoint.head)),
                    .init("at", .string(at.iso)),
                ]).pretty)
        }
        let language = Speech.language
        try Console.show(
            Wording.plural(
                Int(checkpoint.size), Phrase(fr: "entrée", en: "entry"), Phrase(fr: "entrées", en: "entries"), language)
                + ", \(checkpoint.head), \(at.iso)")
        Console.say(
            Phrase(
                fr:
                    "À garder hors de portée de qui peut écrire le registre : portillon log checkpoint --json > FICHIER ; "
                    + "plus tard : portillon log verify --against FICHIER",
                en: "Keep it out of the reach of whoever can write the ledger: portillon log checkpoint --json > FILE; "
                    + "later: portillon log verify --against FILE"))
    }
}

/// A checkpoint as `log checkpoint --json` printed it.
enum CheckpointFile {
    static func read(_ path: String) throws -> LogCheckpoint {
        let file = try InputFile(path)
        let bytes: [UInt8]
        do { bytes = try file.source.read(0, 1 << 16) } catch {
            let why = Phrase(saying: error)
            throw Failure(
                .noInput,
                Phrase(fr: "`\(path)` ne peut être lu : \(why.fr)", en: "`\(path)` cannot be read: \(why.en)"))
        }
        guard let document = try? JSONValue(parsing: bytes), case .int(let size)? = document["size"], size >= 0,
            case .string(let head)? = document["head"], head.utf8.count == 64,
            head.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            case .string(let at)? = document["at"], Instant(iso: at) != nil
        else {
            throw Failure(
                .badInput,
                Phrase(
                    fr: "`\(path)` n’est pas un point de contrôle ; `portillon log checkpoint --json` en écrit un",
                    en: "`\(path)` is no checkpoint; `portillon log checkpoint --json` writes one"))
        }
        return LogCheckpoint(size: Int64(size), head: head)
    }
}
