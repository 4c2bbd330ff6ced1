import ArgumentParser
import Ledger
import Vocabulary
import Workspace

/// `log` alone lists the entries, as it always did; its other commands stand beside that one.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Le journal des justifications : lecture, vérification. · The justification log: to read, to verify.",
        subcommands: [LogListCommand.self, LogVerifyCommand.self, LogCheckpointCommand.self, LogReplayCommand.self],
        defaultSubcommand: LogListCommand.self)
}

struct LogListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Le journal, en JSON Lines (par défaut). · The log, as JSON Lines (the default).")

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("Une seule lettre. · One letter alone.", valueName: "id"))
    var letter: String?

    @Option(help: ArgumentHelp("Une seule personne. · One person alone.", valueName: "address"))
    var address: String?

    @Flag(help: "Toujours vrai ici. · Always so here.")
    var json = false

    func run() throws {
        let address: AddrSpec? = try global.readingOptions { try self.address.map { try AddressArgument.read($0) } }
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        try ledger.refuseUnknown(letter)
        let key = address == nil ? nil : try workspace.key(for: ledger)
        try ledger.forEachLogLine(.init(letter: letter, address: address), key: key) { try Console.print($0) }
    }
}

extension Ledger {
    /// Ends a command that was asked about a letter of which no mailing has begun.
    func refuseUnknown(_ letter: String?) throws {
        guard let letter, try mailing(letter) == nil else { return }
        throw Failure.unknownLetter(letter, known: try mailings().map(\.letter))
    }
}

extension Failure {
    /// No mailing has begun under this identity.
    static func unknownLetter(_ letter: String, known: [String]) -> Failure {
        let near = nearestName(to: letter, among: known)
        return Failure(
            .usage,
            Phrase(
                fr: "aucun envoi `\(letter)`"
                    + (near.map { " ; vouliez-vous `\($0)` ?" } ?? " ; `portillon status` "
                        + "les montre"),
                en: "no mailing `\(letter)`"
                    + (near.map { "; did you mean `\($0)`?" } ?? "; `portillon status` "
                        + "lists them")))
    }
}
