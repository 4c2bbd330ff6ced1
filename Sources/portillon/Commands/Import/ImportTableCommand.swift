import ArgumentParser
import Foundation
import Intake
import Ledger
import Report
import Vocabulary
import Workspace

extension ImportCommand {
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

        @Option(
            help: ArgumentHelp(
                "L'ordre du jour et du mois, si aucune date de la colonne ne le montre. · The order of day and month, "
                    + "where no date of the column shows it.", valueName: "day-first|month-first"))
        var dates: String?

        @Option(
            help: ArgumentHelp(
                "Inscriptions : le texte affiché, si la ligne ne le dit pas. · Sign-ups: the wording shown, where the "
                    + "row does not say.", valueName: "text"))
        var wording: [String] = []

        @Option(
            help: ArgumentHelp(
                "Inscriptions : la finalité acceptée, si la ligne ne la dit pas. · Sign-ups: the purpose agreed to, where "
                    + "the row does not say.", valueName: "name"))
        var purpose: [String] = []

        @Option(
            help: ArgumentHelp(
                "Inscriptions : le jour de la confirmation, ou sa colonne. · Sign-ups: the day of the confirmation, or "
                    + "its column.", valueName: "date|column:Name"))
        var confirmedOn: [String] = []

        @Option(
            help: ArgumentHelp(
                "Inscriptions : la colonne de l'accord et la réponse qui vaut accord. · Sign-ups: the column of consent, "
                    + "and the answer that is one.", valueName: "Column=Value"))
        var consent: [String] = []

        @Option(
            name: .customLong("kind"),
            help: ArgumentHelp(
                "Ce qu'est une liste d'oppositions qui ne le dit pas : objected, complained, bounced. · What a "
                    + "list of objections is that does not say so: objected, complained, bounced.", valueName: "kind"),
            completion: .list(["objected", "complained", "bounced"]))
        var objectionKind: String?

        @Flag(help: "Un document JSON. · One JSON document.")
        var json = false

        func run() throws {
            let (mapping, dates, statement, objectionKind) = try global.readingOptions {
                try checkKind()
                return (try self.mapping(), try self.dateOrder(), try self.statement(), try self.kindOfObjections())
            }
            let workspace = try Workspace(global)
            try checkPurposes(statement, workspace.configuration.purposes.keys.sorted())
            let file = try InputFile(file)
            var importer: FileImporter
            if let tableKind = TableKind(rawValue: kind) {
                let table = try withIntakeFaults(file) {
                    try TableFile(
                        opening: file.source, as: tableKind, mapping: mapping, dates: dates, statement: statement)
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
                let list = try withIntakeFaults(file) {
                    try ObjectionFile(opening: file.source, mapping: mapping, kind: objectionKind, dates: dates)
                }
                importer = FileImporter(workspace, file: file, columns: list.columns)
                try importer.run(.objections, sha256: list.sha256, namedChanges: 0) { session, rejected in
                    try list.forEachRecord(rejected: rejected) { try session.add($0) }
                }
            }
            try importer.report.print(json: json)
        }

        private func checkKind() throws {
            let kinds = TableKind.allCases.map(\.rawValue) + ["objections"]
            guard !kinds.contains(kind) else { return }
            let near = nearestName(to: kind, among: kinds)
            throw Failure(
                .usage,
                Phrase(
                    fr: "--as : `\(kind)` n’est pas connu" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                        + " (\(kinds.joined(separator: ", ")))",
                    en: "--as: `\(kind)` is not known" + (near.map { "; did you mean `\($0)`?" } ?? "")
                        + " (\(kinds.joined(separator: ", ")))"))
        }

        /// A purpose that no letter can have was hardly meant, and who agreed to it could never be written to.
        private func checkPurposes(_ statement: SignUpStatement, _ declared: [String]) throws {
            let known = Set(declared.map { $0.trimmingBlanks().lowercased() })
            guard let unknown = statement.purposeNames.first(where: { !known.contains($0) }) else { return }
            let near = nearestName(to: unknown, among: declared)
            let list = declared.map { "`\($0.withoutControls)`" }.joined(separator: ", ")
            throw Failure(
                .usage,
                Phrase(
                    fr: "--purpose : `\(unknown.withoutControls)` n’est pas déclarée dans `purposes` (configuration)"
                        + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                        + (declared.isEmpty ? ", qui n’en déclare aucune" : " (finalités déclarées : \(list))"),
                    en: "--purpose: `\(unknown.withoutControls)` is not declared in `purposes` of the configuration"
                        + (near.map { "; did you mean `\($0)`?" } ?? "")
                        + (declared.isEmpty ? ", which declares none" : " (declared purposes: \(list))")))
        }

        private func kindOfObjections() throws -> ObjectionKind? {
            guard let objectionKind else { return nil }
            guard kind == "objections" else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "--kind ne va qu’avec `--as objections`", en: "--kind goes with `--as objections` only"))
            }
            return try ObjectCommand.objectionKind(objectionKind)
        }

        private func dateOrder() throws -> DateOrder? {
            guard let dates else { return nil }
            if let order = DateOrder(rawValue: dates) { return order }
            let known = DateOrder.allCases.map(\.rawValue)
            let near = nearestName(to: dates, among: known)
            throw Failure(
                .usage,
                Phrase(
                    fr: "--dates : `\(dates)` n’est pas connu" + (near.map { " ; vouliez-vous `\($0)` ?" } ?? "")
                        + " (\(known.joined(separator: ", ")))",
                    en: "--dates: `\(dates)` is not known" + (near.map { "; did you mean `\($0)`?" } ?? "")
                        + " (\(known.joined(separator: ", ")))"))
        }

        /// What is stated of the file's sign-ups.
        private func statement() throws -> SignUpStatement {
            let given = [
                ("--wording", wording), ("--purpose", purpose), ("--confirmed-on", confirmedOn), ("--consent", consent),
            ].filter { !$0.1.isEmpty }
            for (option, values) in given {
                guard kind == TableKind.signups.rawValue else {
                    throw Failure(
                        .usage,
                        Phrase(
                            fr: "\(option) ne vaut que pour des inscriptions (`--as signups`)",
                            en: "\(option) is for sign-ups alone (`--as signups`)"))
                }
                guard values.allSatisfy({ !$0.isBlank }) else {
                    throw Failure(.usage, Phrase(fr: "\(option) est vide", en: "\(option) is blank"))
                }
                guard values.count == 1 || ["--purpose", "--consent"].contains(option) else {
                    throw Failure(
                        .usage, Phrase(fr: "\(option) se dit une seule fois", en: "\(option) is said once only"))
                }
            }
            for pair in consent {
                guard let equals = pair.firstIndex(of: "="), !pair[..<equals].isBlank,
                    !pair[pair.index(after: equals)...].isBlank
                else {
                    throw Failure(
                        .usage,
                        Phrase(
                            fr: "--consent : `\(pair)` ; attendu `Colonne=Réponse`",
                            en: "--consent: `\(pair)`; expected `Column=Value`"))
                }
            }
            return SignUpStatement(
                wording: wording.first?.trimmingBlanks(),
                purposes: purpose.isEmpty ? nil : purpose.joined(separator: " "), confirmed: try confirmation(),
                consent: consent)
        }

        private func confirmation() throws -> SignUpStatement.Confirmation? {
            guard let text = confirmedOn.first else { return nil }
            guard text.hasPrefix("column:") else {
                return .on(try DateOption.read(text, option: "--confirmed-on"))
            }
            let name = text.dropFirst("column:".count).trimmingBlanks()
            guard !name.isEmpty else {
                throw Failure(
                    .usage,
                    Phrase(
                        fr: "--confirmed-on : `\(text)` ne nomme aucune colonne ; attendu `column:Nom`",
                        en: "--confirmed-on: `\(text)` names no column; expected `column:Name`"))
            }
            return .column(name)
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
