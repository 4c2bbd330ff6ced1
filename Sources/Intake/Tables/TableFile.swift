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

    let table: Table
    let found: TableColumns
    private let places: Places
    private let dates: DateOrder?
    private let stated: StatedSignUps
    private let departures: DepartureColumns

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
        departures = DepartureColumns(found, asked: stated.consentColumns)
    }

    /// Where the fields stand, looked up once and not for every row.
    private struct Places {
        let email, firstName, lastName, fullName, company, position, url, metAt, occasion, context: FieldPlaces
        let purposes, wording, language, formURL, sharedWith, source: FieldPlaces
        let addresses: [TableColumns.AddressColumn]

        init(_ found: TableColumns) {
            (email, firstName, lastName) = (found.all(.email), found.all(.firstName), found.all(.lastName))
            (fullName, company, position) = (found.all(.fullName), found.all(.company), found.all(.position))
            (url, metAt, occasion, context) = (
                found.all(.url), found.all(.metAt), found.occasions, found.all(.context)
            )
            (purposes, wording, language) = (found.all(.purposes), found.all(.wording), found.all(.language))
            (formURL, sharedWith, source) = (found.all(.formURL), found.all(.sharedWith), found.all(.source))
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
                if kind == .signups, !isConsent(reader) {
                    summary.withoutConsent += 1
                    if departures.told(reader) != nil { summary.departed += 1 }
                }
                try body(record(reader, dates))
            }
        }
        summary.dateOrders = dates.findings
        summary.encodings = reader.encodings
        return summary
    }

    /// The columns with dates. One that says two things is looked through and told once.
    private struct Dates {
        let metOn, submittedOn, confirmedOn, statedConfirmation: [DateColumn]
        private let all: [DateColumn]

        init(_ file: TableFile) {
            var all: [Int: DateColumn] = [:]
            func columns(_ places: [Int]) -> [DateColumn] {
                places.map { place in
                    let column = all[place] ?? DateColumn(place, of: file.table, stated: file.dates)
                    all[place] = column
                    return column
                }
            }
            metOn = columns(file.found.columns(of: .metOn))
            submittedOn = columns(file.found.columns(of: .submittedOn))
            confirmedOn = columns(file.found.columns(of: .confirmedOn))
            statedConfirmation = columns(file.stated.confirmedColumns)
            self.all = all.sorted { $0.key < $1.key }.map(\.value)
        }

        /// What the columns of one date say together.
        static func read(_ columns: [DateColumn], _ row: CSVReader) throws(IntakeFault) -> StatedDate {
            if columns.count == 1 { return try columns[0].read(row) }
            var said: [(name: String, date: StatedDate)] = []
            for column in columns { said.append((column.name, try column.read(row))) }
            return Said.date(said)
        }

        var findings: [DateOrderFinding] { all.compactMap(\.finding) }
    }

    private func record(_ row: CSVReader, _ dates: Dates) throws(IntakeFault) -> IntakeRecord {
        let emails = emails(row)
        var contradictions: [String] = []
        let profile = profile(row, &contradictions)
        let claims: [Claim]
        switch kind {
        case .contacts: claims = emails.compactMap { listed(row, $0.address) }
        case .cards:
            // A card that bears two addresses was handed over with both; two columns that mean the same one are no two.
            _ = address(row, &contradictions)
            let hasWork = emails.contains { $0.label == .work }
            let exchange = Exchange(on: try Dates.read(dates.metOn, row), at: place(row, &contradictions))
            if let told = departures.told(row) { contradictions.append(told) }
            let source = source(row, contradictions)
            claims = emails.map { card(row, $0, hasWork: hasWork, exchange, source) }
        case .signups:
            // Whoever signed up did so with the one address of the form.
            let address = address(row, &contradictions)
            claims = address.isEmpty ? [] : try signUp(row, address, dates, contradictions).map { [$0] } ?? []
        }
        let addresses = emails.map(\.address)
        let urls = places.url.several.isEmpty ? [row[places.url.first]] : places.url.several.map { row[$0.column] }
        return IntakeRecord(
            line: row.line, profile: profile, addresses: addresses,
            fields: fields(row).withNames(otherThan: addresses, urls),
            fieldsDated: claims.first?.shared.when?.day, claims: claims)
    }

    /// The text on which the columns of a field agree; otherwise the first one, and a contradiction, over which the row's evidence
    /// is none.
    private func text(
        _ places: FieldPlaces, _ row: CSVReader, _ contradictions: inout [String],
        meaning: (String) -> String = { $0 }, read: (Int?) -> String
    ) -> String {
        switch row.said(places, meaning: meaning, text: read) {
        case .agreed(let text): return text
        case .contradiction(let told):
            contradictions.append(told)
            return places.several.map { read($0.column) }.first { !$0.isBlank } ?? ""
        }
    }

    private func address(_ row: CSVReader, _ contradictions: inout [String]) -> String {
        text(places.email, row, &contradictions, meaning: AddressMeaning.of) { row.address($0) }
    }

    /// The place, else the occasion.
    private func place(_ row: CSVReader, _ contradictions: inout [String]) -> String {
        let place = text(places.metAt, row, &contradictions, meaning: \.folded) { row.words($0) }
        guard Placeholder.isOne(place) else { return place }
        let occasion = text(places.occasion, row, &contradictions, meaning: \.folded) { row.words($0) }
        return occasion.isBlank ? place : occasion
    }

    /// Beside the profile on LinkedIn, another url is a page of the person's.
    private func profile(_ row: CSVReader, _ contradictions: inout [String]) -> ProfileURL? {
        if places.url.several.isEmpty { return ProfileURL(row[places.url.first]) }
        let said = places.url.several.compactMap { place in
            ProfileURL(row[place.column]).map { (name: place.name, url: $0) }
        }
        let profiles = Set(said.map(\.url).filter(\.isLinkedInProfile))
        if profiles.count == 1 { return profiles.first }
        if Set(said.map(\.url)).count > 1 {
            contradictions.append(Said.told(said.map { ($0.name, $0.url.rawValue) }))
        }
        return said.first?.url
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
            let said = place.labels.map { row[$0] }.filter { !$0.isEmpty }
            let labels = said.map { CardLabel(types: [], label: $0) }
            let label = labels.contains(.home) ? .home : labels.first ?? place.label
            // Google's mark of the first one.
            let isPreferred = said.contains { $0.hasPrefix("*") }
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

    /// When and where cards were exchanged.
    private struct Exchange {
        let on: StatedDate
        let at: String
    }

    private func card(
        _ row: CSVReader, _ email: Email, hasWork: Bool, _ exchange: Exchange, _ source: SharingSource
    ) -> Claim {
        Claim(
            kind: .businessCard, address: email.address, shared: exchange.on, place: exchange.at,
            // What is labelled home is no professional address, whatever the row says of the exchange.
            context: email.label == .home
                ? email.label.context(hasWork: hasWork) : context(row) ?? email.label.context(hasWork: hasWork),
            source: source, sharedWith: sharedWith(row), isPreferred: email.isPreferred,
            company: row.name(places.company))
    }

    /// A list is no evidence of a sharing, but what it says against an address is not lost.
    private func listed(_ row: CSVReader, _ address: String) -> Claim? {
        let told = departures.told(row).map { [$0] } ?? []
        let (source, sharedWith) = (source(row, told), sharedWith(row))
        guard source != .person || !sharedWith.isBlank else { return nil }
        return Claim(
            kind: .contactList, address: address, shared: .missing, source: source, sharedWith: sharedWith)
    }

    private func isConsent(_ row: CSVReader) -> Bool { stated.isConsent(row) && departures.told(row) == nil }

    /// Nil where the row's answer is no consent.
    private func signUp(
        _ row: CSVReader, _ address: String, _ dates: Dates, _ contradictions: [String]
    ) throws(IntakeFault) -> Claim? {
        guard isConsent(row) else { return nil }
        var contradictions = contradictions
        // In one order, whatever the cells' own.
        let purposes = row.said(
            places.purposes, meaning: { TableFile.purposes($0).sorted().joined(separator: " ") })
        if case .contradiction(let told) = purposes { contradictions.append(told) }
        let wording = text(places.wording, row, &contradictions) { row[$0] }
        let own = FormConsent(
            purposes: TableFile.purposes(purposes.text), wording: wording,
            wordingLanguage: row.said(places.language, meaning: \.folded).text,
            confirmed: try Dates.read(dates.confirmedOn, row), formURL: row.said(places.formURL).text)
        var isSilent = false
        if case .agreed(let cell) = purposes { isSilent = cell.isBlank }
        let (consent, attestation) = stated.complete(
            own, saysPurposes: !isSilent, statedConfirmation: try Dates.read(dates.statedConfirmation, row))
        return Claim(
            kind: .formOptIn, address: address, shared: try Dates.read(dates.submittedOn, row),
            source: source(row, contradictions), sharedWith: sharedWith(row), consent: consent,
            attestation: attestation)
    }

    /// What contradicts itself elsewhere cannot be understood as a whole.
    private func source(_ row: CSVReader, _ contradictions: [String] = []) -> SharingSource {
        let own = row.said(places.source, meaning: { $0.asciiLowercased() })
        var unread = contradictions
        switch own {
        case .contradiction(let told): unread.insert(told, at: 0)
        case .agreed(let text):
            switch text.asciiLowercased() {
            case _ where text.isBlank: break
            case "self": break
            case "third-party": return .thirdParty
            default: unread.insert(text, at: 0)
            }
        }
        return unread.isEmpty ? .person : .unreadable(unread.joined(separator: "; "))
    }

    /// Whom the row names; for a contradiction its words, which are nobody's address.
    private func sharedWith(_ row: CSVReader) -> String {
        switch row.said(places.sharedWith, meaning: AddressMeaning.of) {
        case .agreed(let text): text
        case .contradiction(let told): told
        }
    }

    /// Nil where no column says anything of it.
    private func context(_ row: CSVReader) -> SharingContext? {
        guard places.context.first != nil else { return nil }
        let said = row.said(
            places.context, meaning: { TableFile.context($0) == .professional ? "professional" : $0.folded })
        return switch said {
        case .agreed(let text): TableFile.context(text)
        case .contradiction(let told): .other(told)
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
            let word = String(part).folded.trimming { !$0.properties.isAlphabetic }
            let isDenied = denials.contains(word) || denyingStems.contains(where: word.hasPrefix)
            let isDoubt = word.isEmpty && part.contains("?")
            if isDenied || isDoubt || NegativeAnswer.holdsCross(String(part)) { return [] }
            if !purposes.contains(String(part)) { purposes.append(String(part)) }
        }
        return purposes
    }

    private static let denials: Set<String> = [
        "no", "not", "non", "pas", "sauf", "sans", "hors", "except", "without", "but", "nein", "nicht", "kein", "keine",
        "ohne", "ausser", "nie", "keinen", "stop", "stopp", "ni", "nor", "neither", "never", "none", "jamais", "aucun",
        "aucune",
        "ne", "excluding", "excepte", "hormis", "off", "false", "faux", "withdrawn", "retire", "retiree", "opt-out",
        "optout",
        "maybe", "perhaps", "peut-etre", "vielleicht", "cancelled", "resilie", "abgemeldet", "abgelehnt", "declined",
    ]
    private static let denyingStems = ["refus", "unsub", "desinscri", "desabon", "verweiger"]
}
