import ArgumentParser
import Ledger
import Vocabulary

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Le journal des justifications, en JSON Lines. · The justification log, as JSON Lines.")

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("Une seule lettre. · One letter alone.", valueName: "id"))
    var letter: String?

    @Option(help: ArgumentHelp("Une seule personne. · One person alone.", valueName: "address"))
    var address: String?

    @Flag(help: "Toujours vrai ici. · Always so here.")
    var json = false

    func run() throws {
        let workspace = try Workspace(global)
        let address = try address.map { try AddressArgument.read($0) }
        let ledger = try workspace.ledger(readOnly: true)
        if let letter, try withLedgerFaults({ try ledger.mailing(letter) }) == nil {
            throw Failure.unknownLetter(letter, known: try withLedgerFaults { try ledger.mailings() }.map(\.letter))
        }
        let key = address == nil ? nil : try workspace.key(for: ledger)
        try withLedgerFaults {
            try ledger.forEachLogLine(.init(letter: letter, address: address), key: key) { try Console.print($0) }
        }
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
