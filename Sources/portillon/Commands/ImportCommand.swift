import ArgumentParser
import Foundation
import Intake
import Ledger
import Vocabulary

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Lit ce que vous avez : LinkedIn, cartes, tableaux. · Reads what you have: LinkedIn, cards, tables.",
        subcommands: [LinkedIn.self, Cards.self, Table.self])

    struct LinkedIn: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "linkedin",
            abstract: "L'export LinkedIn (CSV ou ZIP), comme photographie du réseau. · LinkedIn's export (CSV or "
                + "ZIP), as a snapshot.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: ArgumentHelp("Connections.csv, ou le ZIP. · Connections.csv, or its ZIP.", valueName: "file"))
        var file: String

        @Option(help: ArgumentHelp("Le jour de l'export. · The day of the export.", valueName: "date"))
        var exportedOn: String?

        @Flag(help: "Un document JSON. · One JSON document.")
        var json = false

        func run() throws {
            let workspace = try Workspace(global)
            let asked = try exportedOn.map { try DateOption.read($0, option: "--exported-on").day }
            let file = try InputFile(file)
            let export = try withIntakeFaults(file) { try LinkedInExport(opening: file.source) }
            let date = asked ?? export.archiveDate ?? export.newestConnection
            let origin = asked != nil ? "option" : export.archiveDate != nil ? "archive" : "newest-connection"
            if let date, date > Workspace.today() {
                throw Failure(
                    .badInput,
                    Phrase(
                        fr: "\(file.path) : la date de l’export, \(date.iso), est encore à venir ; indiquez-la par "
                            + "`--exported-on`",
                        en: "\(file.path): the date of the export, \(date.iso), is yet to come; give it with "
                            + "`--exported-on`"))
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
            try importer.report.print(json: json)
        }
    }

    struct Cards: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cards",
            abstract: "Des cartes de visite (vCard). · Business cards (vCard).")

        @OptionGroup var global: GlobalOptions

        @Argument(help: ArgumentHelp("Un ou plusieurs fichiers .vcf. · One or more .vcf files.", valueName: "file"))
        var files: [String]

        @Option(
            help: ArgumentHelp(
                "Le jour de l'échange des cartes. · The day the cards were "
                    + "exchanged.", valueName: "date"))
        var metOn: String?

        @Option(help: ArgumentHelp("Le lieu ou l'occasion. · The place or the occasion.", valueName: "text"))
        var metAt: String?

        @Option(
            help: ArgumentHelp(
                "professional : vous attestez un cadre professionnel. · you attest a professional "
                    + "setting.", valueName: "professional"))
        var context: String?

        @Flag(help: "Sans demander, au-delà de 50 cartes. · Without asking, over 50 cards.")
        var yes = false

        @Flag(help: "Un document JSON. · One JSON document.")
        var json = false

        func run() throws {
            let workspace = try Workspace(global)
            let metOn = try metOn.map { try DateOption.read($0, option: "--met-on") }
            if let context, context != "professional" {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "--context : `\(context)` n’est pas connu ; seul `professional` s’atteste",
                        en: "--context: `\(context)` is not known; only `professional` can be attested"))
            }
            let place = metAt.flatMap { $0.isBlank ? nil : $0.withoutControls.trimmingBlanks() }
            let options = CardOptions(metOn: metOn, metAt: place, isProfessional: context != nil)
            let opened = try files.map { path in
                let file = try InputFile(path)
                return (file, try withIntakeFaults(file) { try CardFile(opening: file.source) })
            }
            try confirmBulk(opened, options)
            var reports: [ImportReport] = []
            for (file, cards) in opened {
                var importer = FileImporter(workspace, file: file, columns: nil)
                try importer.run(
                    .cards, sha256: cards.sha256, isSupplement: RejectedFile.isOne(named: file.name),
                    namedChanges: ImportReport.namedChanges(json: json)
                ) { session, rejected in
                    try cards.forEachRecord(options: options, rejected: rejected) { try session.add($0) }
                }
                reports.append(importer.report)
            }
            if json {
                let documents = reports.map(\.document)
                try Console.print((documents.count == 1 ? documents[0] : .array(documents)).pretty)
                if let failure = reports.lazy.compactMap(\.failure).first { throw failure }
            } else {
                for report in ImportReport.shortened(reports) { try report.print(json: false) }
            }
        }

        /// One attestation over many cards is easily said and hard to stand by: it is asked for once more.
        private func confirmBulk(_ opened: [(InputFile, CardFile)], _ options: CardOptions) throws {
            guard !yes, options.metOn != nil || options.metAt != nil || options.isProfessional else { return }
            var count = 0
            for (file, cards) in opened {
                _ = try withIntakeFaults(file) {
                    try cards.forEachRecord(options: options, rejected: { _ in }) { record in
                        if record.claims.contains(where: { !$0.attestation.isEmpty }) { count += 1 }
                    }
                }
            }
            guard count > 50 else { return }
            guard Console.isInteractive else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "une seule attestation pour \(count) cartes : confirmez par `--yes`",
                        en: "one attestation over \(count) cards: confirm it with `--yes`"))
            }
            let question = Phrase(
                fr: "Attestez-vous que ces \(count) cartes ont toutes été échangées ainsi ? [o/N] ",
                en: "Do you attest that all of these \(count) cards were exchanged so? [y/N] ")
            let answer = Console.ask(question[Speech.language])?.lowercased() ?? ""
            guard ["o", "oui", "y", "yes"].contains(answer.trimmingBlanks()) else { throw Ending(status: .usage) }
        }
    }

    struct Table: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "csv",
            abstract: "Un tableau : contacts, cartes, inscriptions, oppositions. · A table: contacts, cards, "
                + "sign-ups, objections.")

        @OptionGroup var global: GlobalOptions

        @Argument(help: ArgumentHelp("Le fichier CSV. · The CSV file.", valueName: "file"))
        var file: String

        @Option(name: .customLong("as"), help: ArgumentHelp("contacts, cards, signups, objections.", valueName: "kind"))
        var kind: String

        @Option(
            name: .customLong("map"),
            help: ArgumentHelp(
                "La colonne d'un champ. · The column of "
                    + "a field.", valueName: "field=Column"))
        var map: [String] = []

        @Flag(help: "Un document JSON. · One JSON document.")
        var json = false

        func run() throws {
            let workspace = try Workspace(global)
            let kinds = TableKind.allCases.map(\.rawValue) + ["objections"]
            guard kinds.contains(kind) else {
                let near = nearestName(to: kind, among: kinds)
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "--as : `\(kind)` n’est pas connu" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                            + " (\(kinds.joined(separator: ", ")))",
                        en: "--as: `\(kind)` is not known" + (near.map { "; did you mean `\($0)`?" } ?? "")
                            + " (\(kinds.joined(separator: ", ")))"))
            }
            let mapping = try mapping()
            let file = try InputFile(file)
            var importer: FileImporter
            if let tableKind = TableKind(rawValue: kind) {
                let table = try withIntakeFaults(file) {
                    try TableFile(opening: file.source, as: tableKind, mapping: mapping)
                }
                importer = FileImporter(workspace, file: file, columns: table.columns)
                let source: ImportSource.Kind =
                    switch tableKind {
                    case .contacts: .contacts
                    case .cards: .cardTable
                    case .signups: .signups
                    }
                try importer.run(
                    source, sha256: table.sha256,
                    isSupplement: table.columns.contains(RejectedRowsFile.problemColumn),
                    namedChanges: ImportReport.namedChanges(json: json)
                ) { session, rejected in
                    try table.forEachRecord(rejected: rejected) { try session.add($0) }
                }
            } else {
                let list = try withIntakeFaults(file) { try ObjectionFile(opening: file.source, mapping: mapping) }
                importer = FileImporter(workspace, file: file, columns: list.columns)
                try importer.run(.objections, sha256: list.sha256, namedChanges: 0) { session, rejected in
                    try list.forEachRecord(rejected: rejected) { try session.add($0) }
                }
            }
            try importer.report.print(json: json)
        }

        private func mapping() throws -> [String: String] {
            var mapping: [String: String] = [:]
            for pair in map {
                guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex else {
                    throw Failure(
                        .usage,
                        Phrase(
                            fr: "--map : `\(pair)` ; attendu `champ=Colonne`",
                            en: "--map: `\(pair)`; expected `field=Column`"))
                }
                mapping[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
            }
            return mapping
        }
    }
}

/// Runs what may throw a fault of the intake, and gives it its exit code and the file's name.
func withIntakeFaults<Value>(_ file: InputFile, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let fault as IntakeFault {
        let status: ExitStatus =
            switch fault.code {
            case .input: .inputOutput
            case .badMapping: .usage
            case .empty, .nothingUsable, .noHeader, .noAddressColumn, .notCards, .badArchive: .badInput
            }
        throw Failure(
            status,
            Phrase(fr: "\(file.path) : \(fault.message.fr)", en: "\(file.path): \(fault.message.en)"))
    }
}
