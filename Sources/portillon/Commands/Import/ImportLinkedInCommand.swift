import ArgumentParser
import Foundation
import Intake
import Ledger
import Report
import Vocabulary
import Workspace

extension ImportCommand {
    struct LinkedIn: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "linkedin",
            abstract: "L'export LinkedIn (CSV ou ZIP), comme photographie du réseau. · LinkedIn's export (CSV or "
                + "ZIP), as a snapshot.")

        @OptionGroup var global: GlobalOptions

        @Argument(
            help: ArgumentHelp("Connections.csv, ou le ZIP. · Connections.csv, or its ZIP.", valueName: "file"),
            completion: .file(extensions: ["csv", "zip"]))
        var file: String

        @Option(help: ArgumentHelp("Le jour de l'export. · The day of the export.", valueName: "date"))
        var exportedOn: String?

        @Flag(help: "Un document JSON. · One JSON document.")
        var json = false

        func run() throws {
            let asked = try global.readingOptions {
                try self.exportedOn.map { try DateOption.day($0, option: "--exported-on") }
            }
            let workspace = try Workspace(global)
            let file = try InputFile(file)
            let export = try withIntakeFaults(file) { try LinkedInExport(opening: file.source) }
            let date = asked ?? export.archiveDate ?? export.newestConnection
            let origin = asked != nil ? "option" : export.archiveDate != nil ? "archive" : "newest-connection"
            if let date, date > Workspace.today() {
                throw Failure(
                    .badInput,
                    Phrase(
                        fr: "\(file.path) : la date de l’export, \(date.iso), est encore à venir"
                            + (asked == nil ? " ; indiquez-la par `--exported-on`" : " (`--exported-on`)"),
                        en: "\(file.path): the date of the export, \(date.iso), is yet to come"
                            + (asked == nil ? "; give it with `--exported-on`" : " (`--exported-on`)")))
            }
            var importer = FileImporter(workspace, file: file, columns: export.columns)
            try importer.run(
                .linkedIn, sha256: export.sha256, exportedOn: date,
                isSupplement: export.columns.contains(RejectedRowsFile.problemColumn),
                namedChanges: ImportReport.namedChanges(json: json)
            ) { session, rejected in
                try export.forEachRecord(exportDate: session.exportedOn, rejected: rejected) { try session.add($0) }
            }
            let isFirstDate = importer.report.tally.exportedOn == date
            importer.report.dateOrigin = date == nil ? nil : isFirstDate ? origin : "first-import"
            try ImportCommand.tell([importer.report], of: global, in: workspace, json: json)
        }
    }
}
