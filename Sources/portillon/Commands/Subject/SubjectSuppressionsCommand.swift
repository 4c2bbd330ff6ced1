import ArgumentParser
import Ledger
import Vocabulary
import Workspace

struct SubjectSuppressionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppressions",
        abstract: "Oppositions et effacements, en empreintes : à garder hors des sauvegardes du registre. · Objections "
            + "and erasures, as fingerprints: to be kept apart from the ledger's backups.")

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let workspace = try Workspace(global)
        let ledger = try workspace.ledger(readOnly: true)
        let key = try workspace.key(for: ledger)
        try Console.print(try SuppressionList.text(ledger, key), newLine: false)
    }
}
