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
        subcommands: [LinkedIn.self, Cards.self, Table.self, Undo.self])
}

extension ImportCommand {
    /// Tells what came of the files, and last how their people stand now; ends with a failure, where one of them is one. `more` are
    /// words of the command that were answers.
    static func tell(
        _ reports: [ImportReport], of global: GlobalOptions, in workspace: Workspace, saying more: [String] = [],
        json: Bool
    ) throws {
        if json {
            var documents: [JSONValue] = []
            for (report, standing) in zip(reports, try workspace.standings(of: reports)) {
                var report = report
                report.standing = standing
                documents.append(report.document(Speech.language))
            }
            try Console.print((documents.count == 1 ? documents[0] : .array(documents)).pretty)
        } else {
            let style = Style(descriptor: 1)
            let width = Console.isOutputTerminal ? Console.width : nil
            for report in ImportReport.shortened(reports, Speech.language) {
                for line in report.lines(Speech.language, style: style) { try Console.show(line) }
                for line in report.changes(Speech.language, style: style, width: width) { try Console.print(line) }
            }
            let standing = PeopleStanding(
                try workspace.standing(ofAll: reports), of: reports, words: words(reports, global) + more)
            for line in standing.lines(Speech.language, style: style) { try Console.show(line) }
        }
        if let failure = reports.lazy.compactMap(\.failure).first { throw failure }
    }

    /// The command as it could be typed again; of many files, without naming them.
    private static func words(_ reports: [ImportReport], _ global: GlobalOptions) -> [String] {
        var words = GlobalOptions.without(Array(CommandLine.arguments.dropFirst()))
        if reports.count > 3, let first = words.firstIndex(where: { word in reports.contains { $0.file == word } }) {
            words.removeAll { word in reports.contains { $0.file == word } }
            words.insert("…", at: min(first, words.count))
        }
        return global.config == "config.json" ? words : words + ["--config", global.config]
    }
}
