import ArgumentParser
import Foundation
import Intake
import Ledger
import Report
import Vocabulary
import Workspace

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Lit ce que vous avez : LinkedIn, cartes, tableaux. · Reads what you have: LinkedIn, cards, tables.",
        subcommands: [LinkedIn.self, Cards.self, Table.self])
}

extension ImportReport {
    /// Tells it, and ends with its failure, where it is one.
    func print(json: Bool) throws {
        if json {
            try Console.print(document(Speech.language).pretty)
        } else {
            let style = Style(descriptor: 1)
            for line in lines(Speech.language, style: style) { try Console.show(line) }
            let width = Console.isOutputTerminal ? Console.width : nil
            for line in changes(Speech.language, style: style, width: width) { try Console.print(line) }
        }
        if let failure { throw failure }
    }
}
