import Foundation
import Intake
import Ledger
import Report
import Vocabulary

/// Takes one file into the ledger: all of it, or nothing.
struct FileImporter {
    private let workspace: Workspace
    private let file: InputFile
    private let columns: [String]?
    var report: ImportReport

    init(_ workspace: Workspace, file: InputFile, columns: [String]?) {
        self.workspace = workspace
        self.file = file
        self.columns = columns
        report = ImportReport(file: file.path)
    }

    /// `feed` hands the file's rows to the session, and the rejected ones to the closure it is given.
    mutating func run(
        _ kind: ImportSource.Kind, sha256: String, exportedOn: CivilDate? = nil, isSupplement: Bool = false,
        feed: (ImportSession, _ rejected: (RejectedRow) throws -> Void) throws -> IntakeSummary
    ) throws {
        let (ledger, key) = try workspace.ledgerOrNew()
        defer { ledger.close() }
        let rejected = RejectedFile(beside: workspace.configuration.ledger, for: file, columns: columns)
        defer { rejected.close() }
        let source = ImportSource(
            kind: kind, fileName: file.name, sha256: sha256, exportedOn: exportedOn, isSupplement: isSupplement,
            recordedBy: workspace.configuration.sender.address.spelling)
        var summary = IntakeSummary()
        do {
            report.tally = try withLedgerFaults {
                try withIntakeFaults(file) {
                    try ledger.importing(source, key: key, now: Workspace.now()) { session in
                        summary = try feed(session) { try rejected.add($0) }
                        guard summary.records > 0 else { throw nothingUsable(summary) }
                    }
                }
            }
        } catch {
            rejected.discard()
            throw error
        }
        report.sha256 = sha256
        report.kind = kind
        report.rows = summary.rows
        report.rejectedCount = summary.rejected
        report.rejected = rejected.rows
        report.rejectedFile = rejected.path
    }

    private func nothingUsable(_ summary: IntakeSummary) -> Failure {
        summary.rejected == 0
            ? Failure(
                .badInput,
                Phrase(
                    fr: "\(file.path) : aucune ligne de données ; exportez le fichier de nouveau",
                    en: "\(file.path): no row of data; export the file again"))
            : Failure(
                .badInput,
                Phrase(
                    fr: "\(file.path) : aucune des \(summary.rejected) lignes ne se lit ; vérifiez le séparateur et les guillemets",
                    en: "\(file.path): none of the \(summary.rejected) rows can be read; check the separator and the quotes"))
    }
}

/// What became of a file.
struct ImportReport {
    var file: String
    var sha256 = ""
    var kind = ImportSource.Kind.contacts
    var rows = 0
    var tally = ImportTally()
    /// Where the date of a LinkedIn export comes from: `option`, `archive`, `newest-connection`.
    var dateOrigin: String?
    var rejected: [RejectedRow] = []
    var rejectedCount = 0
    var rejectedFile: String?

    init(file: String) { self.file = file }

    var document: JSONValue {
        .object([
            .init("file", .string(file)), .init("sha256", .string(sha256)),
            .init("date", JSONValue(tally.exportedOn?.iso)), .init("dateFrom", JSONValue(dateOrigin)),
            .init("rows", .int(rows)),
            .init(
                "contacts",
                .object([
                    .init("new", .int(tally.contactsNew)), .init("updated", .int(tally.contactsUpdated)),
                    .init("unchanged", .int(tally.contactsUnchanged)), .init("erased", .int(tally.contactsErased)),
                ])),
            .init(
                "evidence",
                .object([
                    .init("new", .int(tally.evidenceNew)), .init("unchanged", .int(tally.evidenceUnchanged)),
                    .init("withdrawn", .int(tally.evidenceWithdrawn)),
                ])),
            .init(
                "objections",
                .object([
                    .init("new", .int(tally.objectionsNew)), .init("unchanged", .int(tally.objectionsUnchanged)),
                ])),
            .init(
                "rejected",
                .array(
                    rejected.map { row in
                        .object([
                            .init("line", .int(row.line)), .init("column", row.column.map { .int($0) } ?? .null),
                            .init("problem", .string(row.problem[Speech.language])),
                        ])
                    })),
            .init("rejectedFile", JSONValue(rejectedFile)),
        ])
    }

    func print(json: Bool) throws {
        if json {
            try Console.print(document.pretty)
            return
        }
        for line in lines() { try Console.print(line[Speech.language]) }
    }

    private func lines() -> [Phrase] {
        let style = Style(descriptor: 1)
        var lines = [
            Phrase(
                fr: "\(style.bold(file)) : \(rows) ligne\(rows > 1 ? "s" : "")",
                en: "\(style.bold(file)): \(rows) row\(rows == 1 ? "" : "s")")
        ]
        if let date = tally.exportedOn {
            let origin: Phrase =
                switch dateOrigin {
                case "option": Phrase(fr: "donnée par --exported-on", en: "given with --exported-on")
                case "archive": Phrase(fr: "celle de l'archive", en: "the archive's")
                default: Phrase(fr: "celle de la relation la plus récente", en: "the newest connection's")
                }
            lines.append(
                Phrase(fr: "  date de l'export  \(date.iso), \(origin.fr)", en: "  date of export  \(date.iso), \(origin.en)"))
        }
        if kind == .objections {
            lines.append(
                Phrase(
                    fr: "  oppositions       \(tally.objectionsNew) nouvelles, \(tally.objectionsUnchanged) déjà connues",
                    en: "  objections      \(tally.objectionsNew) new, \(tally.objectionsUnchanged) known already"))
        } else {
            var contacts = Phrase(
                fr: "  contacts          \(tally.contactsNew) nouveaux, \(tally.contactsUpdated) mis à jour, \(tally.contactsUnchanged) inchangés",
                en: "  contacts        \(tally.contactsNew) new, \(tally.contactsUpdated) updated, \(tally.contactsUnchanged) unchanged")
            if tally.contactsErased > 0 {
                contacts = Phrase(
                    fr: contacts.fr + ", \(tally.contactsErased) effacés (non gardés)",
                    en: contacts.en + ", \(tally.contactsErased) erased (not kept)")
            }
            lines.append(contacts)
            lines.append(
                Phrase(
                    fr: "  preuves           \(tally.evidenceNew) nouvelles, \(tally.evidenceUnchanged) déjà connues, \(tally.evidenceWithdrawn) retirées",
                    en: "  evidence        \(tally.evidenceNew) new, \(tally.evidenceUnchanged) known already, \(tally.evidenceWithdrawn) withdrawn"))
        }
        guard rejectedCount > 0 else { return lines }
        lines.append(
            Phrase(
                fr: style.yellow("  lignes rejetées   \(rejectedCount)") + (rejectedFile.map { ", gardées dans \($0)" } ?? ""),
                en: style.yellow("  rejected rows   \(rejectedCount)") + (rejectedFile.map { ", kept in \($0)" } ?? "")))
        for row in rejected.prefix(5) {
            let place = row.column.map { "\(row.line):\($0)" } ?? "\(row.line)"
            lines.append(
                Phrase(
                    fr: "    ligne \(place) : \(printable(row.problem.fr))",
                    en: "    line \(place): \(printable(row.problem.en))"))
        }
        return lines
    }
}
