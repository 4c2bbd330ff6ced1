import Gate
import Intake
import Ledger
package import Vocabulary
package import Workspace

extension ImportReport {
    /// JSON names all changes; the terminal the first few.
    package static func namedChanges(json: Bool) -> Int { json ? .max : ChangesReport.named }

    /// Many files as one report, but for those that have something of their own to say.
    package static func shortened(_ reports: [ImportReport], _ language: Language) -> [ImportReport] {
        guard reports.count > 3 else { return reports }
        let (plain, special) = (
            reports.filter { $0.rejectedCount == 0 && $0.failure == nil },
            reports.filter { $0.rejectedCount > 0 || $0.failure != nil }
        )
        guard let first = plain.first, plain.count > 1 else { return reports }
        let count = Wording.number(plain.count, language)
        var sum = ImportReport(file: Phrase(fr: "\(count) fichiers", en: "\(count) files")[language])
        sum.kind = first.kind
        let numbers = plain.compactMap(\.numbers)
        if let least = numbers.map(\.lowerBound).min(), let most = numbers.map(\.upperBound).max() {
            sum.numbers = least...most
        }
        for report in plain {
            sum.rows += report.rows
            sum.tally.add(report.tally)
        }
        return [sum] + special
    }

    /// As `import --json` has it.
    package func document(_ language: Language) -> JSONValue {
        .object([
            .init("import", numbers.map { .int(Int($0.lowerBound)) } ?? .null),
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
                            .init("problem", .string(row.problem[language])),
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
            .init("admittedNow", .int(standing?.admitted ?? 0)),
            .init("excludedNow", PeopleStanding.document(standing)),
        ])
    }

    /// What came of the file, a line for each thing that is to be said.
    package func lines(_ language: Language, style: Style) -> [String] {
        summary(language, style).map { $0[language] }
    }

    /// What the import changes of what was known, a line each; `width` in columns, nil where lines may be long.
    package func changes(_ language: Language, style: Style, width: Int?) -> [String] {
        let report = ChangesReport(language: language, style: style, width: width)
        let isNetwork = kind == .linkedIn
        return (tally.olderThan.map { report.older(than: $0, isNetwork: isNetwork) } ?? [])
            + (tally.changes.map { report.lines($0, isNetwork: isNetwork) } ?? [])
    }

    private func summary(_ language: Language, _ style: Style) -> [Phrase] {
        let size =
            kind == .cards
            ? count(rows, "carte", "cartes", "card", "cards", language)
            : count(rows, "ligne", "lignes", "row", "rows", language)
        let number = numbers.map { " · import \($0.lowerBound)" + ($0.count > 1 ? "–\($0.upperBound)" : "") } ?? ""
        var lines = [
            Phrase(fr: "\(style.bold(file)) : \(size)\(number)", en: "\(style.bold(file)): \(size)\(number)")
        ]
        if let date = tally.exportedOn {
            lines.append(
                Phrase(
                    fr: "  date de l’export  \(date.iso), \(origin.fr)",
                    en: "  date of export  \(date.iso), \(origin.en)"))
        }
        if encodings.keys.contains(where: { $0 != "UTF-8" }) {
            let rows = encodings.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { name, number in
                "\(name) (\(count(number, "ligne", "lignes", "row", "rows", language)))"
            }.joined(separator: ", ")
            lines.append(Phrase(fr: "  encodages         \(rows)", en: "  encodings       \(rows)"))
        }
        lines += kind == .objections ? [objections(language)] : people(language)
        lines += noConsent(language)
        return lines + dateOrders.map(\.report) + rejections(language, style)
    }

    /// A no given to a form is no objection; what another tool says of a departure is one, once it is imported as that.
    private func noConsent(_ language: Language) -> [Phrase] {
        guard withoutConsent > 0 else { return [] }
        let rows = count(withoutConsent, "ligne", "lignes", "row", "rows", language)
        let first = Phrase(
            fr: "  sans accord       \(rows) : pas d’inscription", en: "  no consent      \(rows): no sign-up")
        guard departed > 0 else {
            return [
                first,
                Phrase(
                    fr: "    un non au formulaire ne retire rien ; qui ne veut plus de lettre : "
                        + "`portillon object ADRESSE`",
                    en: "    a no to a form takes nothing back; for who wants no letter any more: "
                        + "`portillon object ADDRESS`"),
            ]
        }
        // A list of objections objects by every one of its rows.
        guard departed < self.rows else {
            return [
                first,
                Phrase(
                    fr: "    toutes disent un départ : "
                        + "`portillon import csv \(StandingHelp.typed(file)) --as objections`",
                    en: "    all of them tell of a departure: "
                        + "`portillon import csv \(StandingHelp.typed(file)) --as objections`"),
            ]
        }
        let left = count(departed, "dit", "disent", "tells", "tell", language)
        return [
            first,
            Phrase(
                fr: "    \(left) un départ ; ces lignes seules, dans un fichier à part : "
                    + "`portillon import csv FICHIER --as objections`",
                en: "    \(left) of a departure; those rows alone, in a file of their own: "
                    + "`portillon import csv FILE --as objections`"),
        ]
    }

    private func count(
        _ number: Int, _ frOne: String, _ frMany: String, _ enOne: String, _ enMany: String, _ language: Language
    ) -> String {
        Wording.plural(number, Phrase(fr: frOne, en: enOne), Phrase(fr: frMany, en: enMany), language)
    }

    /// Where the date of the export comes from.
    private var origin: Phrase {
        switch dateOrigin {
        case "option": Phrase(fr: "donnée par --exported-on", en: "given with --exported-on")
        case "first-import":
            Phrase(fr: "celle du premier import de ces octets", en: "that of the first import of these bytes")
        case "archive": Phrase(fr: "celle de l’archive", en: "the archive's")
        default: Phrase(fr: "celle de la relation la plus récente", en: "the newest connection's")
        }
    }

    private func objections(_ language: Language) -> Phrase {
        let new = count(tally.objectionsNew, "nouvelle", "nouvelles", "new", "new", language)
        let known = count(
            tally.objectionsUnchanged, "déjà connue", "déjà connues", "known already", "known already", language)
        return Phrase(fr: "  oppositions       \(new), \(known)", en: "  objections      \(new), \(known)")
    }

    private func people(_ language: Language) -> [Phrase] {
        var contacts = [
            count(tally.contactsNew, "nouveau", "nouveaux", "new", "new", language),
            count(tally.contactsUpdated, "mis à jour", "mis à jour", "updated", "updated", language),
            count(tally.contactsUnchanged, "inchangé", "inchangés", "unchanged", "unchanged", language),
        ]
        if tally.contactsErased > 0 {
            contacts.append(
                count(
                    tally.contactsErased, "effacé (non gardé)", "effacés (non gardés)", "erased (not kept)",
                    "erased (not kept)", language))
        }
        let evidence = [
            count(tally.evidenceNew, "nouvelle", "nouvelles", "new", "new", language),
            count(
                tally.evidenceUnchanged, "déjà connue", "déjà connues", "known already", "known already", language),
            count(tally.evidenceWithdrawn, "retirée", "retirées", "withdrawn", "withdrawn", language),
        ]
        let (who, what) = (contacts.joined(separator: ", "), evidence.joined(separator: ", "))
        return [
            Phrase(fr: "  contacts          \(who)", en: "  contacts        \(who)"),
            Phrase(fr: "  preuves           \(what)", en: "  evidence        \(what)"),
        ]
    }

    private func rejections(_ language: Language, _ style: Style) -> [Phrase] {
        guard rejectedCount > 0 else { return [] }
        let partly =
            partlyCount == 0
            ? Phrase(fr: "", en: "")
            : Phrase(
                fr: " (dont \(partlyCount) avec des oppositions enregistrées)",
                en: " (\(partlyCount) of them with objections that were recorded)")
        let number = Wording.number(rejectedCount, language)
        let head = Phrase(
            fr: style.yellow("  lignes rejetées   " + number) + partly.fr
                + (rejectedFile.map { ", gardées dans \($0)" } ?? ""),
            en: style.yellow("  rejected rows   " + number) + partly.en
                + (rejectedFile.map { ", kept in \($0)" } ?? ""))
        return [head]
            + rejected.prefix(5).map { row in
                let place = row.column.map { "\(row.line):\($0)" } ?? "\(row.line)"
                return Phrase(
                    fr: "    ligne \(place) : \(printable(row.problem.fr))",
                    en: "    line \(place): \(printable(row.problem.en))")
            }
    }
}
