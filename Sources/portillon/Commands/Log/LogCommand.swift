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
