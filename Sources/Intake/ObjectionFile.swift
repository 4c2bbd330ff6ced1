package import Vocabulary

/// A CSV of objections, or another tool's list of those who unsubscribed; a list of addresses without a header, too.
///
/// Loose on purpose, since it only excludes: whatever kind, date or reason stands there, an address is an objection.
package struct ObjectionFile {
    /// SHA-256 of the file's bytes, in hex.
    package let sha256: String
    /// The header's cells, for the file of rejected rows; `email` where there is none.
    package let columns: [String]

    private let table: Table
    private let found: TableColumns
    private let address: Int
    private let hasHeader: Bool
    private let dates: DateOrder?

    /// Opens a list. `dates` is the order of day and month where no date tells it. Faults: as ``TableFile``.
    package init(
        opening source: ByteSource, mapping: [String: String] = [:], dates: DateOrder? = nil
    ) throws(IntakeFault) {
        self.dates = dates
        table = try Table(opening: source)
        sha256 = table.text.digest
        let fields: [TableField] = [.email, .kind, .because, .on]
        let found = try TableColumns(table.names, fields: fields, mapping: mapping)
        self.found = found
        if let column = found[.email] ?? ObjectionFile.addressColumn(table.names, found) {
            (address, hasHeader, columns) = (column, true, table.names)
        } else if let column = table.names.firstIndex(where: { $0.utf8.contains(0x40) }) {
            (address, hasHeader) = (column, false)
            columns = table.names.indices.map { $0 == column ? TableField.email.rawValue : "" }
        } else {
            throw .noAddressColumn(table.names, line: table.headerLine)
        }
    }

    /// Gives each objection, in the file's order. Throws an ``IntakeFault``, or what `rejected` and `body` throw.
    @discardableResult
    package func forEachRecord(
        rejected: (RejectedRow) throws -> Void, _ body: (ObjectionRecord) throws -> Void
    ) throws -> IntakeSummary {
        var summary = IntakeSummary()
        let reader = try table.rows(hasHeader: hasHeader)
        let on = DateColumn(hasHeader ? found[.on] : nil, of: table, hasHeader: hasHeader, stated: dates)
        while let step = try reader.next() {
            switch step {
            case .rejected(let row):
                summary.rejected += 1
                // A row that is no row may still say who objects.
                let targets = row.cells.indices.contains(address) ? ObjectionTargets(row.cells[address]).found : []
                if !targets.isEmpty { summary.partly += 1 }
                for target in targets {
                    try body(
                        ObjectionRecord(line: row.line, target: target, kind: .objected, on: .missing, because: ""))
                }
                try rejected(row)
            case .row:
                let targets = ObjectionTargets(reader[address])
                // Whoever can be made out objects, even where the row is given back for the rest of its cell.
                for target in targets.found { try body(record(reader, target, on)) }
                if targets.isUnderstood {
                    summary.records += 1
                } else {
                    summary.rejected += 1
                    if !targets.found.isEmpty { summary.partly += 1 }
                    // A contact may be known by the very same words, and have other addresses beside them.
                    if !reader[address].isBlank { try body(record(reader, reader[address], on)) }
                    try rejected(notUnderstood(reader, targets))
                }
            }
        }
        if let finding = on.finding { summary.dateOrders = [finding] }
        return summary
    }

    private func record(_ row: CSVReader, _ target: String, _ on: DateColumn) throws(IntakeFault) -> ObjectionRecord {
        let word = hasHeader ? row[found[.kind]] : ""
        var because = hasHeader ? row[found[.because]] : ""
        let kind = ObjectionFile.kind(word)
        if kind == nil { because = because.isBlank ? word : "\(word): \(because)" }
        return ObjectionRecord(
            line: row.line, target: target, kind: kind ?? .objected,
            on: try on.read(row), because: because.withoutControls)
    }

    private func notUnderstood(_ row: CSVReader, _ targets: ObjectionTargets) -> RejectedRow {
        let column = address + 1
        let problem =
            if let unread = targets.unread?.withoutControls {
                Phrase(
                    fr: "`\(unread)` (colonne \(column)) n’est ni une adresse ni un domaine : on ne sait qui s’oppose",
                    en: "`\(unread)` (column \(column)) is neither an address nor a domain: who objects is not known")
            } else {
                Phrase(
                    fr: "aucune adresse ni domaine dans la colonne \(column) : sans eux, personne n’est écarté",
                    en: "neither an address nor a domain in column \(column): without one, nobody is excluded")
            }
        return RejectedRow(line: row.line, column: column, problem: problem, cells: row.cells)
    }

    /// Headers that only here mean addresses: elsewhere they are streets, or something else.
    private static func addressColumn(_ names: [String], _ found: TableColumns) -> Int? {
        let headers = ["address", "adresse", "target", "recipient", "destinataire", "domain", "domaine", "subscriber"]
        let keys = Set(headers.map { HeaderName($0).key })
        return names.firstIndex { keys.contains(HeaderName($0).key) }
    }

    /// The kind of an objection by its word; nil for a word that is not known.
    private static func kind(_ word: String) -> ObjectionKind? {
        switch HeaderName(word).key {
        case "", "objected", "objection", "unsubscribed", "unsubscribe", "optout", "optedout", "withdrawn",
            "desinscrit", "desabonne", "desinscription", "opposition", "oppose":
            .objected
        case "complained", "complaint", "spam", "spamcomplaint", "spamreport", "abuse", "plainte": .complained
        case "bounced", "bounce", "hardbounce", "hardbounced", "cleaned", "rebond": .bounced
        default: nil
        }
    }
}
