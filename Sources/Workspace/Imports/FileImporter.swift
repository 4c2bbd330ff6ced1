import Foundation
package import Intake
package import Ledger
package import Vocabulary

/// Takes one file into the ledger: all of it, or nothing.
package struct FileImporter {
    let workspace: Workspace
    let file: InputFile
    private let columns: [String]?
    package var report: ImportReport

    /// `columns` are those of a table; nil for cards.
    package init(_ workspace: Workspace, file: InputFile, columns: [String]?) {
        self.workspace = workspace
        self.file = file
        self.columns = columns
        report = ImportReport(file: file.path)
    }

    /// `feed` hands the file's rows to the session, and the rejected ones to the closure it is given.
    package mutating func run(
        _ kind: ImportSource.Kind, sha256: String, exportedOn: CivilDate? = nil, isSupplement: Bool = false,
        namedChanges: Int,
        feed: (ImportSession, _ rejected: (RejectedRow) throws -> Void) throws -> IntakeSummary
    ) throws {
        let (ledger, key) = try workspace.ledgerOrNew()
        defer { ledger.close() }
        let rejected = RejectedFile(
            beside: workspace.configuration.ledger, for: file, columns: columns, in: workspace.language)
        let source = ImportSource(
            kind: kind, fileName: file.name, sha256: sha256, exportedOn: exportedOn, isSupplement: isSupplement,
            namedChanges: namedChanges, recordedBy: workspace.configuration.sender.address.spelling)
        var summary = IntakeSummary()
        do {
            report.tally = try withIntakeFaults(file) {
                try ledger.importing(source, key: key, now: Workspace.now()) { session in
                    summary = try feed(session) { row in
                        let texts = row.raw.isEmpty ? row.cells : [String(decoding: row.raw, as: UTF8.self)]
                        try rejected.add(row, isKept: !session.isAboutSomebodyErased(texts))
                    }
                    // Before the import is: the rows of one that was taken in have their file already.
                    try rejected.publish()
                    guard summary.records + summary.partly > 0 else { throw NothingUsable() }
                }
            }
        } catch is NothingUsable where summary.rejected > 0 {
            note(kind, sha256, summary, rejected)
            report.failure = nothingUsable(summary)
            return
        } catch {
            rejected.discard()
            throw error is NothingUsable ? nothingUsable(summary) : error
        }
        if kind == .objections { try workspace.suppressionList.keepUp(with: ledger, key) }
        // The rows of a file that changes nothing have their file already.
        if report.tally.changedNothing { rejected.discard() }
        note(kind, sha256, summary, rejected)
    }

    private mutating func note(
        _ kind: ImportSource.Kind, _ sha256: String, _ summary: IntakeSummary, _ rejected: RejectedFile
    ) {
        report.sha256 = sha256
        report.kind = kind
        report.numbers = report.tally.number.map { $0...$0 }
        report.rows = summary.rows
        report.rejectedCount = summary.rejected
        report.partlyCount = summary.partly
        report.encodings = summary.encodings
        report.rejected = rejected.rows
        report.rejectedFile = rejected.path
        (report.withoutConsent, report.departed) = (summary.withoutConsent, summary.departed)
        report.dateOrders = summary.dateOrders
    }

    /// No row can be read: nothing is imported.
    private struct NothingUsable: Error {}

    private func nothingUsable(_ summary: IntakeSummary) -> Failure {
        summary.rejected == 0
            ? Failure(
                .badInput,
                Phrase(
                    fr: "\(file.path) : aucune ligne de données ; exportez le fichier de nouveau",
                    en: "\(file.path): no row of data; export the file again"))
            : Failure(
                .badInput,
                Phrase { language in
                    let number = Wording.number(summary.rejected, language)
                    let rows = Wording.noun(
                        summary.rejected,
                        Phrase(fr: "la seule ligne ne se lit pas", en: "the only row cannot be read"),
                        Phrase(
                            fr: "aucune des \(number) lignes ne se lit", en: "none of the \(number) rows can be read"),
                        language)
                    return Phrase(
                        fr: "\(file.path) : \(rows) ; vérifiez le séparateur et les guillemets",
                        en: "\(file.path): \(rows); check the separator and the quotes")[language]
                })
    }
}
