package import Vocabulary

/// A CSV of objections, or another tool's list of those who unsubscribed; a list of addresses without a header, too.
///
/// Loose on purpose, since it only excludes: every address anywhere in a row is an objection, whatever the column, kind,
/// date or reason, and in every encoding that the row may be in. A row of which something is left over that may mean
/// somebody is given back besides.
package struct ObjectionFile {
    /// SHA-256 of the file's bytes, in hex.
    package let sha256: String
    /// The header's cells, for the file of rejected rows; `email` where there is none.
    package let columns: [String]

    private let table: Table
    private let found: TableColumns
    /// The columns that hold addresses by their name, the first one being that of whoever objects.
    private let addresses: [Int]
    private let dateColumns: [Int]
    private let hasHeader: Bool
    /// What `--kind` says, and what the columns give away.
    private let statedKind, listKind: ObjectionKind?
    private let dates: DateOrder?

    /// Opens a list. `kind` is what its rows are where they do not say so themselves; `dates` the order of day and month where no
    /// date tells it. Faults: as ``TableFile``.
    package init(
        opening source: ByteSource, mapping: [String: String] = [:], kind: ObjectionKind? = nil, dates: DateOrder? = nil
    ) throws(IntakeFault) {
        self.dates = dates
        table = try Table(opening: source)
        sha256 = table.text.digest
        let fields: [TableField] = [.email, .kind, .because, .on]
        let found = try TableColumns(table.names, fields: fields, mapping: mapping)
        self.found = found
        statedKind = kind
        let named = found.addresses.map(\.column)
        let columns = named.isEmpty ? ObjectionFile.addressColumns(table.names) : named
        if !columns.isEmpty {
            addresses = columns
            (hasHeader, self.columns) = (true, table.names)
        } else if let column = table.names.firstIndex(where: ObjectionFile.isEntry) {
            (addresses, hasHeader) = ([column], false)
            self.columns = table.names.indices.map { $0 == column ? TableField.email.rawValue : "" }
        } else {
            throw .noAddressColumn(table.names, line: table.headerLine)
        }
        listKind = hasHeader ? ObjectionListKind.of(table.names) : nil
        let on = found.columns(of: .on)
        dateColumns = !hasHeader ? [] : on.isEmpty ? ObjectionFile.creationColumns(table.names) : on
    }

    /// Gives each objection, in the file's order. Throws an ``IntakeFault``, or what `rejected` and `body` throw.
    @discardableResult
    package func forEachRecord(
        rejected: (RejectedRow) throws -> Void, _ body: (ObjectionRecord) throws -> Void
    ) throws -> IntakeSummary {
        var summary = IntakeSummary()
        if hasHeader {
            // A header that names somebody is a row as well.
            let named = targets(in: [table.names]).found.filter { !$0.hasPrefix("@") }
            if !named.isEmpty { summary.records += 1 }
            for target in named {
                try body(
                    ObjectionRecord(
                        line: table.headerLine, target: target, kind: kindOtherwise, on: .missing, because: ""))
            }
        }
        let reader = try table.rows(hasHeader: hasHeader)
        let on = dateColumns.map { DateColumn($0, of: table, hasHeader: hasHeader, stated: dates) }
        while let step = try reader.next() {
            let readings = reader.readings
            var targets = targets(in: readings)
            if reader.isSure { targets.isSure = true }
            // Whoever can be made out objects, even where the row is given back.
            if case .rejected(let row) = step {
                for target in targets.found {
                    try body(
                        ObjectionRecord(
                            line: row.line, target: target, kind: kind(ofGivenBack: row.cells), on: .missing,
                            because: ""))
                }
                summary.rejected += 1
                if !targets.found.isEmpty { summary.partly += 1 }
                try rejected(row)
                continue
            }
            for target in targets.found { try body(record(reader, target, on)) }
            if let problem = problem(targets) {
                summary.rejected += 1
                if !targets.found.isEmpty { summary.partly += 1 }
                // A contact may be known by the very same words, and have other addresses beside them.
                let cell = reader[addresses[0]]
                if targets.unread != nil || targets.found.isEmpty, !cell.isBlank, !targets.found.contains(cell) {
                    try body(record(reader, cell, on))
                }
                try rejected(
                    RejectedRow(line: reader.line, column: problem.column, problem: problem.text, cells: reader.cells))
            } else {
                summary.records += 1
            }
        }
        summary.dateOrders = on.compactMap(\.finding)
        summary.encodings = reader.encodings
        return summary
    }

    /// Whom a row means.
    private struct Targets {
        /// Addresses and `@domain`s, each once.
        var found: [String] = []
        /// What looks like an address and is none, with its column from 1.
        var unread: (text: String, column: Int)?
        /// False where the readings of the row mean different people.
        var isSure = true
        private var known: Set<String> = []

        /// True where one of them is new.
        @discardableResult
        mutating func add(_ targets: [String]) -> Bool {
            let count = found.count
            for target in targets where known.insert(target).inserted { found.append(target) }
            return found.count > count
        }
    }

    /// The targets of all readings of a row; what is left over is told of the likeliest one.
    private func targets(in readings: [[String]]) -> Targets {
        let likeliest = readings.first ?? []
        var all = targets(in: likeliest, beside: [])
        // A character of another encoding before the `@` must not make a whole domain of an address.
        let isDomain = all.found.contains { $0.hasPrefix("@") }
        for cells in readings.dropFirst() {
            let others = targets(in: cells, beside: likeliest).found.filter { isDomain || !$0.hasPrefix("@") }
            if all.add(others) { all.isSure = false }
        }
        return all
    }

    /// The targets of a row, cells aside that are the same in the reading before.
    private func targets(in cells: [String], beside before: [String]) -> Targets {
        var targets = Targets()
        for (column, verbatim) in cells.enumerated() {
            if column < before.count, before[column] == verbatim { continue }
            let cell = CSVWriter.unguarded(verbatim).trimmingBlanks()
            let isAddress = addresses.contains(column)
            // The full-width form of the sign has the octet 0xEF.
            guard isAddress || cell.utf8.contains(where: { $0 == 0x40 || $0 == 0xEF }) else { continue }
            // The reason why a row was given back is not the row's own.
            if column < columns.count, columns[column] == RejectedRowsFile.problemColumn { continue }
            let meant = ObjectionTargets(cell)
            if isAddress {
                targets.add(meant.found)
                if targets.unread == nil { targets.unread = meant.unread.map { ($0, column + 1) } }
                continue
            }
            // Cells that no column names may be of anybody, whole domains included; elsewhere, a handle or a file's name
            // has an `@` as well, and only an address is one.
            let isNamed = hasHeader && column < columns.count && !columns[column].isBlank
            targets.add(meant.found.filter { !$0.hasPrefix("@") || (!isNamed && cell.contains("@")) })
            if !isNamed, targets.unread == nil, let unread = meant.unread, !unread.hasPrefix("@") {
                targets.unread = (unread, column + 1)
            }
        }
        return targets
    }

    /// Why a row is given back; nil where it is understood.
    private func problem(_ targets: Targets) -> (text: Phrase, column: Int)? {
        if let (text, column) = targets.unread {
            let unread = text.withoutControls
            return (
                Phrase(
                    fr: "`\(unread)` (colonne \(column)) n’est ni une adresse ni un domaine : on ne sait qui s’oppose",
                    en: "`\(unread)` (column \(column)) is neither an address nor a domain: who objects is not known"),
                column
            )
        }
        let column = addresses[0] + 1
        if targets.found.isEmpty {
            return (
                Phrase(
                    fr: "aucune adresse ni domaine dans la colonne \(column) : sans eux, personne n’est écarté",
                    en: "neither an address nor a domain in column \(column): without one, nobody is excluded"),
                column
            )
        }
        guard !targets.isSure else { return nil }
        return (
            Phrase(
                fr: "les caractères de la ligne se lisent de plusieurs façons, et chacune est enregistrée : vérifiez "
                    + "l’adresse, et enregistrez le fichier en UTF-8",
                en: "the characters of the row can be read in several ways, and each of them is recorded: check the "
                    + "address, and save the file as UTF-8"),
            column
        )
    }

    /// What a row is that does not say so.
    private var kindOtherwise: ObjectionKind { statedKind ?? listKind ?? .objected }

    private func record(
        _ row: CSVReader, _ target: String, _ on: [DateColumn]
    ) throws(IntakeFault) -> ObjectionRecord {
        guard hasHeader else {
            return ObjectionRecord(line: row.line, target: target, kind: kindOtherwise, on: .missing, because: "")
        }
        // Where several columns say what the row is, the one that excludes most.
        let words = found.columns(of: .kind).map { row[$0] }.filter { !$0.isBlank }
        let said = words.compactMap(ObjectionListKind.word)
        let word = words.first { ObjectionListKind.word($0) == nil } ?? words.first ?? ""
        var because = found.columns(of: .because).lazy.map { row[$0] }.first { !$0.isBlank } ?? ""
        var kind = ObjectionFile.strictest(said)
        // A bounce goes with a new card; what the person said does not.
        if kind == .bounced, ObjectionListKind.saysNo(because) != nil { kind = .objected }
        if kind == nil {
            // Without a word for it, the reason may be one: ABUSE, hard-bounce.
            let said = ObjectionListKind.word(because) ?? ObjectionListKind.saysNo("\(word) \(because)")
            kind = said == .objected ? said : statedKind ?? listKind ?? said ?? ObjectionListKind.reply(word)
            if kind == nil, ObjectionListKind.isReply(because) { kind = .bounced }
            if !word.isBlank { because = because.isBlank ? word : "\(word): \(because)" }
        }
        return ObjectionRecord(
            line: row.line, target: target, kind: kind ?? .objected, on: try date(row, on),
            because: because.withoutControls)
    }

    /// Of several days the latest, which the fewest later words outdo. One that cannot be read may be later than any.
    private func date(_ row: CSVReader, _ on: [DateColumn]) throws(IntakeFault) -> StatedDate {
        var latest = StatedDate.missing
        for (place, column) in zip(dateColumns, on) {
            let date = if let seconds = ObjectionFile.epoch(row[place]) { seconds } else { try column.read(row) }
            if case .unreadable = date { return date }
            guard let day = date.when?.lastDay else { continue }
            if latest.when.map({ $0.lastDay < day }) ?? true { latest = date }
        }
        return latest
    }

    private static func strictest(_ kinds: [ObjectionKind]) -> ObjectionKind? {
        [.objected, .complained, .bounced].first { kinds.contains($0) }
    }

    /// What a row is that is given back: by its own column, which the surplus cells may have moved. Where both places say
    /// something, the one that excludes most.
    private func kind(ofGivenBack cells: [String]) -> ObjectionKind {
        guard hasHeader else { return kindOtherwise }
        let said = found.columns(of: .kind).flatMap { [$0, $0 + max(0, cells.count - columns.count)] }
            .filter { $0 < cells.count }.compactMap { place in
                ObjectionListKind.word(cells[place])
                    ?? (statedKind == nil ? ObjectionListKind.reply(cells[place].trimmingBlanks()) : nil)
            }
        return ObjectionFile.strictest(said) ?? kindOtherwise
    }

    /// The day of the seconds since 1970 that programs write; nil for any other text.
    private static func epoch(_ text: String) -> StatedDate? {
        guard text.utf8.count == 10, let seconds = Int(text), seconds >= 1_000_000_000 else { return nil }
        return .on(When(day: Instant(seconds: Int64(seconds)).day))
    }

    /// True for a cell of a list without a header: an address or a domain, perhaps with a name beside it, and not a line of a
    /// log, of a program or of a text that mentions one.
    private static func isEntry(_ cell: String) -> Bool {
        guard cell.utf8.contains(0x40) else { return false }
        var words = cell.split(whereSeparator: \.isWhitespace)
        // `1. ada@example.org`, `2) …`: the number of a line.
        if let first = words.first, words.count > 1, let sign = first.last, ".)".contains(sign), first.count < 8,
            first.dropLast().allSatisfy(\.isNumber)
        {
            words.removeFirst()
        }
        let others = words.filter { !$0.contains("@") }
        // What stands beside addresses is a name, or parts two of them.
        let isName = others.allSatisfy { word in
            word.allSatisfy { $0.isLetter || ".,;/|:-'’\"".contains($0) } && !word.hasSuffix(":")
        }
        let hasCode = words.contains { $0.contains("</") || $0.contains { "(){}=\\".contains($0) } }
        return isName && !hasCode && (others.count <= 4 || others.count < words.count - others.count)
    }

    /// Where a row was created when its address objected: in the lists that Mailgun and SendGrid keep of them, known by all of
    /// their columns. Anywhere else, it may be the contact that was.
    private static func creationColumns(_ names: [String]) -> [Int] {
        let lists: [Set<String>] = [
            ["address", "code", "error", "createdat"], ["address", "tags", "createdat"],
            ["email", "created", "reason", "status"], ["email", "created", "ip"],
        ]
        let keys = names.map { $0 == RejectedRowsFile.problemColumn ? "" : HeaderName($0).key }
        guard lists.contains(Set(keys).subtracting([""])) else { return [] }
        return keys.indices.filter { keys[$0].hasPrefix("created") }
    }

    /// Headers that only here mean addresses: elsewhere they are streets, or something else.
    private static func addressColumns(_ names: [String]) -> [Int] {
        let headers = [
            "address", "adresse", "target", "recipient", "recipient email", "recipient address", "destinataire",
            "domain", "domaine", "subscriber",
            // Of reports on delivery (RFC 3464 §2.3.1 and §2.3.2).
            "final-recipient", "original-recipient",
        ]
        let keys = Set(headers.map { HeaderName($0).key })
        return names.indices.filter { keys.contains(HeaderName(names[$0]).key) }
    }
}
