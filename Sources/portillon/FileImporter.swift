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
        namedChanges: Int,
        feed: (ImportSession, _ rejected: (RejectedRow) throws -> Void) throws -> IntakeSummary
    ) throws {
        let (ledger, key) = try workspace.ledgerOrNew()
        defer { ledger.close() }
        let rejected = RejectedFile(beside: workspace.configuration.ledger, for: file, columns: columns)
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
        if kind == .objections { try SuppressionList(beside: ledger.path).keepUp(with: ledger, key) }
        // The rows of a file that changes nothing have their file already.
        if report.tally.changedNothing { rejected.discard() }
        note(kind, sha256, summary, rejected)
    }

    private mutating func note(
        _ kind: ImportSource.Kind, _ sha256: String, _ summary: IntakeSummary, _ rejected: RejectedFile
    ) {
        report.sha256 = sha256
        report.kind = kind
        report.rows = summary.rows
        report.rejectedCount = summary.rejected
        report.partlyCount = summary.partly
        report.encodings = summary.encodings
        report.rejected = rejected.rows
        report.rejectedFile = rejected.path
        report.withoutConsent = summary.withoutConsent
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
    /// Rejected rows of objections of which what could be made out was recorded.
    var partlyCount = 0
    /// How many rows were read in each encoding.
    var encodings: [String: Int] = [:]
    var rejectedFile: String?
    /// Rows of a file of sign-ups whose answer is no consent.
    var withoutConsent = 0
    var dateOrders: [DateOrderFinding] = []
    /// Why the file as a whole was not taken, though there is something to report.
    var failure: Failure?

    init(file: String) { self.file = file }

    /// JSON names all changes; the terminal the first few.
    static func namedChanges(json: Bool) -> Int { json ? .max : ChangesReport.named }

    /// Many files as one report, but for those that have something of their own to say.
    static func shortened(_ reports: [ImportReport]) -> [ImportReport] {
        guard reports.count > 3 else { return reports }
        let (plain, special) = (
            reports.filter { $0.rejectedCount == 0 && $0.failure == nil },
            reports.filter { $0.rejectedCount > 0 || $0.failure != nil }
        )
        guard let first = plain.first, plain.count > 1 else { return reports }
        let count = Wording.number(plain.count, Speech.language)
        var sum = ImportReport(file: Phrase(fr: "\(count) fichiers", en: "\(count) files")[Speech.language])
        sum.kind = first.kind
        for report in plain {
            sum.rows += report.rows
            sum.tally.add(report.tally)
        }
        return [sum] + special
    }

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
            .init("rejectedFile", JSONValue(rejectedFile)), .init("rejectedButRecorded", .int(partlyCount)),
            .init(
                "encodings",
                .object(encodings.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) })),
            .init("withoutConsent", .int(withoutConsent)),
            .init("dates", .array(dateOrders.map(\.document))),
            .init("changes", tally.changes.map(ChangesReport.document) ?? .null),
            .init("olderThan", tally.olderThan.map(ChangesReport.document) ?? .null),
        ])
    }

    func print(json: Bool) throws {
        if json {
            try Console.print(document.pretty)
        } else {
            for line in lines() { try Console.show(line[Speech.language]) }
            let report = ChangesReport(
                language: Speech.language, style: Style(descriptor: 1),
                width: Console.isOutputTerminal ? Console.width : nil)
            let isNetwork = kind == .linkedIn
            for line in tally.olderThan.map({ report.older(than: $0, isNetwork: isNetwork) }) ?? [] {
                try Console.print(line)
            }
            for line in tally.changes.map({ report.lines($0, isNetwork: isNetwork) }) ?? [] {
                try Console.print(line)
            }
        }
        if let failure { throw failure }
    }

    private func lines() -> [Phrase] {
        let style = Style(descriptor: 1)
        let language = Speech.language
        func count(_ number: Int, _ frOne: String, _ frMany: String, _ enOne: String, _ enMany: String) -> String {
            Wording.plural(number, Phrase(fr: frOne, en: enOne), Phrase(fr: frMany, en: enMany), language)
        }
        let size =
            kind == .cards
            ? count(rows, "carte", "cartes", "card", "cards") : count(rows, "ligne", "lignes", "row", "rows")
        var lines = [Phrase(fr: "\(style.bold(file)) : \(size)", en: "\(style.bold(file)): \(size)")]
        if let date = tally.exportedOn {
            let origin: Phrase =
                switch dateOrigin {
                case "option": Phrase(fr: "donnée par --exported-on", en: "given with --exported-on")
                case "first-import":
                    Phrase(
                        fr: "celle du premier import de ces octets",
                        en: "that of the first "
                            + "import of these bytes")
                case "archive": Phrase(fr: "celle de l’archive", en: "the archive's")
                default: Phrase(fr: "celle de la relation la plus récente", en: "the newest connection's")
                }
            lines.append(
                Phrase(
                    fr: "  date de l’export  \(date.iso), "
                        + "\(origin.fr)", en: "  date of export  \(date.iso), \(origin.en)"))
        }
        if encodings.keys.contains(where: { $0 != "UTF-8" }) {
            let rows = encodings.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { name, number in
                "\(name) (\(count(number, "ligne", "lignes", "row", "rows")))"
            }.joined(separator: ", ")
            lines.append(Phrase(fr: "  encodages         \(rows)", en: "  encodings       \(rows)"))
        }
        if kind == .objections {
            let new = count(tally.objectionsNew, "nouvelle", "nouvelles", "new", "new")
            let known = count(
                tally.objectionsUnchanged, "déjà connue", "déjà connues", "known already", "known already")
            lines.append(Phrase(fr: "  oppositions       \(new), \(known)", en: "  objections      \(new), \(known)"))
        } else {
            var contacts = [
                count(tally.contactsNew, "nouveau", "nouveaux", "new", "new"),
                count(tally.contactsUpdated, "mis à jour", "mis à jour", "updated", "updated"),
                count(tally.contactsUnchanged, "inchangé", "inchangés", "unchanged", "unchanged"),
            ]
            if tally.contactsErased > 0 {
                contacts.append(
                    count(
                        tally.contactsErased, "effacé (non gardé)", "effacés (non gardés)", "erased (not kept)",
                        "erased (not kept)"))
            }
            let evidence = [
                count(tally.evidenceNew, "nouvelle", "nouvelles", "new", "new"),
                count(tally.evidenceUnchanged, "déjà connue", "déjà connues", "known already", "known already"),
                count(tally.evidenceWithdrawn, "retirée", "retirées", "withdrawn", "withdrawn"),
            ]
            let (who, what) = (contacts.joined(separator: ", "), evidence.joined(separator: ", "))
            lines.append(Phrase(fr: "  contacts          \(who)", en: "  contacts        \(who)"))
            lines.append(Phrase(fr: "  preuves           \(what)", en: "  evidence        \(what)"))
        }
        if withoutConsent > 0 {
            let rows = count(withoutConsent, "ligne", "lignes", "row", "rows")
            lines.append(
                Phrase(
                    fr: "  sans accord       \(rows) : pas d’inscription",
                    en: "  no consent      \(rows): no sign-up"))
        }
        lines += dateOrders.map(\.report)
        guard rejectedCount > 0 else { return lines }
        let partly =
            partlyCount == 0
            ? Phrase(fr: "", en: "")
            : Phrase(
                fr: " (dont \(partlyCount) avec des oppositions enregistrées)",
                en: " (\(partlyCount) of them with objections that were recorded)")
        let number = Wording.number(rejectedCount, language)
        lines.append(
            Phrase(
                fr: style.yellow(
                    "  lignes rejetées   "
                        + number) + partly.fr + (rejectedFile.map { ", gardées dans \($0)" } ?? ""),
                en: style.yellow(
                    "  rejected rows   "
                        + number) + partly.en + (rejectedFile.map { ", kept in \($0)" } ?? "")))
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
