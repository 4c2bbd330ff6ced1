package import Vocabulary

/// A CSV of one's own: contacts, cards typed in, or sign-ups.
package struct TableFile {
    /// SHA-256 of the file's bytes, in hex.
    package let sha256: String
    package let kind: TableKind
    /// The header's cells, for the file of rejected rows.
    package var columns: [String] { table.names }
    /// The names by which letters can use the further columns.
    package var extraNames: [String] { found.extra.map(\.name) }
    /// The header's physical line, from 1.
    package var headerLine: Int { table.headerLine }

    private let table: Table
    private let found: TableColumns
    private let places: Places
    private let dates: DateOrder?
    private let stated: StatedSignUps

    /// Opens a table. `mapping` gives the column of a field where its header does not say so (`--map field=Column`); `dates` the
    /// order of day and month where no date of a column tells it; `statement` what sign-ups do not say themselves.
    /// Faults: an empty file, a header that cannot be read, no column of addresses, a bad mapping, a column that is stated and
    /// not there.
    package init(
        opening source: ByteSource, as kind: TableKind, mapping: [String: String] = [:], dates: DateOrder? = nil,
        statement: SignUpStatement = SignUpStatement()
    ) throws(IntakeFault) {
        self.kind = kind
        self.dates = dates
        table = try Table(opening: source)
        sha256 = table.text.digest
        found = try TableColumns(table.names, fields: kind.fields, mapping: mapping)
        guard found[.email] != nil else { throw .noAddressColumn(table.names, line: table.headerLine) }
        places = Places(found)
        stated = try StatedSignUps(statement, found)
    }

    /// Where the fields stand, looked up once and not for every row.
    private struct Places {
        let email, firstName, lastName, fullName, company, position, url, metOn, metAt, context, submittedOn: Int?
        let purposes, wording, language, confirmedOn, formURL, sharedWith, source: Int?
        let addresses: [TableColumns.AddressColumn]

        init(_ found: TableColumns) {
            (email, firstName, lastName) = (found[.email], found[.firstName], found[.lastName])
            (fullName, company, position) = (found[.fullName], found[.company], found[.position])
            (url, metOn, metAt, context) = (found[.url], found[.metOn], found[.metAt], found[.context])
            (submittedOn, purposes, wording) = (found[.submittedOn], found[.purposes], found[.wording])
            (language, confirmedOn, formURL) = (found[.language], found[.confirmedOn], found[.formURL])
            (sharedWith, source) = (found[.sharedWith], found[.source])
            addresses = found.addresses
        }
    }

    /// Gives each row, in the file's order. Throws an ``IntakeFault``, or what `rejected` and `body` throw.
    @discardableResult
    package func forEachRecord(
        rejected: (RejectedRow) throws -> Void, _ body: (IntakeRecord) throws -> Void
    ) throws -> IntakeSummary {
        var summary = IntakeSummary()
        let reader = try table.rows()
        let dates = Dates(self)
        reader.addressColumns = places.addresses.map(\.column)
        while let step = try reader.next() {
            switch step {
            case .rejected(let row):
                summary.rejected += 1
                try rejected(row)
            case .row:
                summary.records += 1
                if kind == .signups, !stated.isConsent(reader) { summary.withoutConsent += 1 }
                try body(record(reader, dates))
            }
        }
        summary.dateOrders = dates.findings
        summary.encodings = reader.encodings
        return summary
    }

    /// The columns with dates. One that says two things is looked through and told once.
    private struct Dates {
        let metOn, submittedOn, confirmedOn, statedConfirmation: DateColumn

        init(_ file: TableFile) {
            func column(_ place: Int?) -> DateColumn { DateColumn(place, of: file.table, stated: file.dates) }
            let (submitted, confirmed) = (file.places.submittedOn, file.places.confirmedOn)
            metOn = column(file.places.metOn)
            submittedOn = column(submitted)
            confirmedOn = column(confirmed)
            switch file.stated.confirmedColumn {
            case nil: statedConfirmation = column(nil)
            case submitted: statedConfirmation = submittedOn
            case confirmed: statedConfirmation = confirmedOn
            case let other: statedConfirmation = column(other)
            }
        }

        var findings: [DateOrderFinding] {
            var columns = [metOn, submittedOn, confirmedOn]
            if !columns.contains(where: { $0 === statedConfirmation }) { columns.append(statedConfirmation) }
            return columns.compactMap(\.finding)
        }
    }

    private func record(_ row: CSVReader, _ dates: Dates) throws(IntakeFault) -> IntakeRecord {
        let emails = emails(row)
        let claims: [Claim]
        switch kind {
        case .contacts: claims = emails.compactMap { listed(row, $0.address) }
        case .cards:
            // A card that bears two addresses was handed over with both.
            let hasWork = emails.contains { $0.label == .work }
            claims = try emails.map { email throws(IntakeFault) in try card(row, email, hasWork: hasWork, dates) }
        case .signups:
            // Whoever signed up did so with the one address of the form.
            let address = row.address(places.email)
            claims = address.isEmpty ? [] : try signUp(row, address, dates).map { [$0] } ?? []
        }
        let addresses = emails.map(\.address)
        return IntakeRecord(
            line: row.line, profile: ProfileURL(row[places.url]), addresses: addresses,
            fields: fields(row).withNames(otherThan: addresses, [row[places.url]]),
            fieldsDated: claims.first?.shared.when?.day, claims: claims)
    }

    private struct Email {
        var address: String
        var label: CardLabel
        var isPreferred: Bool
    }

    /// The addresses of a row, each once, with what their labels say.
    private func emails(_ row: CSVReader) -> [Email] {
        var emails: [Email] = []
        for place in places.addresses {
            let cell = row.address(place.column)
            if cell.isEmpty { continue }
            let said = row[place.labels]
            let label = said.isEmpty ? place.label : CardLabel(types: [], label: said)
            // Google's mark of the first one.
            let isPreferred = said.hasPrefix("*")
            for address in kind == .contacts ? TableFile.addresses(cell) : [cell]
            where !emails.contains(where: { $0.address == address }) {
                emails.append(Email(address: address, label: label, isPreferred: isPreferred))
            }
        }
        return emails
    }

    /// The addresses of a cell of contacts, which is no evidence and may name several: `a ::: b`, as Google writes, or with
    /// `;` or `,` between them. A cell that does not fall into addresses is left as it is.
    static func addresses(_ cell: String) -> [String] {
        // Nearly every cell: one address, nothing to split by.
        guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x3A || $0 == 0x3B }) else { return [cell] }
        if (try? AddrSpec(parsing: cell)) != nil { return [cell] }
        let parts = cell.replacing(":::", with: ";").split { $0 == ";" || $0 == "," }.map { $0.trimmingUnseen() }
            .filter { !$0.isEmpty }
        return parts.count > 1 && parts.allSatisfy { $0.contains("@") } ? parts : [cell]
    }

    private func fields(_ row: CSVReader) -> ContactFields {
        var extra: [String: String] = [:]
        for (name, column) in found.extra {
            let value = row[column]
            // What cannot be read is lacking.
            if value.utf8.contains(0xEF), value.unicodeScalars.contains("\u{FFFD}") { continue }
            if !value.isEmpty { extra[name] = value }
        }
        return ContactFields(
            firstName: row.name(places.firstName), lastName: row.name(places.lastName),
            fullName: row.name(places.fullName), company: row.name(places.company),
            position: row.name(places.position), extra: extra)
    }

    private func card(
        _ row: CSVReader, _ email: Email, hasWork: Bool, _ dates: Dates
    ) throws(IntakeFault) -> Claim {
        Claim(
            kind: .businessCard, address: email.address, shared: try dates.metOn.read(row),
            place: row.words(places.metAt),
            // What is labelled home is no professional address, whatever the row says of the exchange.
            context: email.label == .home
                ? email.label.context(hasWork: hasWork)
                : places.context.map { TableFile.context(row[$0]) } ?? email.label.context(hasWork: hasWork),
            source: source(row), sharedWith: row[places.sharedWith], isPreferred: email.isPreferred,
            company: row.name(places.company))
    }

    /// A list is no evidence of a sharing, but what it says against an address is not lost.
    private func listed(_ row: CSVReader, _ address: String) -> Claim? {
        let (source, sharedWith) = (source(row), row[places.sharedWith])
        guard source != .person || !sharedWith.isBlank else { return nil }
        return Claim(
            kind: .contactList, address: address, shared: .missing, source: source, sharedWith: sharedWith)
    }

    /// Nil where the row's answer is no consent.
    private func signUp(_ row: CSVReader, _ address: String, _ dates: Dates) throws(IntakeFault) -> Claim? {
        guard stated.isConsent(row) else { return nil }
        let own = FormConsent(
            purposes: TableFile.purposes(row[places.purposes]), wording: row[places.wording],
            wordingLanguage: row[places.language], confirmed: try dates.confirmedOn.read(row),
            formURL: row[places.formURL])
        let (consent, attestation) = stated.complete(own, statedConfirmation: try dates.statedConfirmation.read(row))
        return Claim(
            kind: .formOptIn, address: address, shared: try dates.submittedOn.read(row), source: source(row),
            sharedWith: row[places.sharedWith], consent: consent, attestation: attestation)
    }

    private func source(_ row: CSVReader) -> SharingSource {
        let text = row[places.source]
        if text.isEmpty { return .person }
        return switch text.asciiLowercased() {
        case _ where text.isBlank: .person
        case "self": .person
        case "third-party": .thirdParty
        default: .unreadable(text)
        }
    }

    /// A column that is there and blank says nothing, and does not say "professional".
    static func context(_ text: String) -> SharingContext {
        let word = text.folded
        return ["professional", "professionnel", "professionnelle"].contains(word) ? .professional : .other(text)
    }

    /// Several purposes stand in one cell, separated by blanks, `;` or `,`; each counts once. A cell that denies something
    /// (`pas newsletter`, `all except newsletter`) agrees to nothing: what it leaves nobody can tell.
    static func purposes(_ text: String) -> [String] {
        var purposes: [String] = []
        for part in text.lowercased().split(whereSeparator: { $0.isWhitespace || $0 == ";" || $0 == "," }) {
            if denials.contains(part.trimmingPrefix("(").split(separator: ")").first.map(String.init) ?? "") {
                return []
            }
            if !purposes.contains(String(part)) { purposes.append(String(part)) }
        }
        return purposes
    }

    private static let denials: Set<String> = [
        "no", "not", "non", "pas", "sauf", "sans", "hors", "except", "without", "but", "nein", "nicht", "kein", "keine",
        "ohne", "außer", "unsubscribed", "désinscrit", "désabonné",
    ]
}
