internal import GRDB
internal import Vocabulary

/// Who is who: finds the contact that a row is about, by its profile url, else by an address, never by name.
///
/// Rows with different urls never become one contact, even at one address. A contact without a url that shares
/// an address with the row's contact is taken into it.
struct ContactResolution {
    struct Match {
        var contact: ContactID
        var isNew: Bool
        /// True where the contact gained a url, or another contact was taken into it.
        var isChanged: Bool
        /// The contacts that were taken into it.
        var absorbed: [ContactID] = []
    }

    private let db: Database
    private let key: Key
    private let byProfile: PreparedStatement
    private let byAddress: PreparedStatement
    private let setProfile: PreparedStatement
    private let insert: PreparedStatement
    private let insertAddress: PreparedStatement
    private let fields: PreparedStatement
    private let byRow: PreparedStatement
    private let insertRow: PreparedStatement
    private let setCompany: PreparedStatement
    private let saveFields: PreparedStatement

    init(_ db: Database, key: Key) throws {
        self.db = db
        self.key = key
        byProfile = try PreparedStatement(db, "SELECT id FROM contact WHERE profile = ?")
        byAddress = try PreparedStatement(
            db,
            """
            SELECT contact.id, contact.profile IS NOT NULL FROM address JOIN contact ON contact.id = address.contact
            WHERE address.loosest = ? AND address.normal = ?
            """)
        setProfile = try PreparedStatement(db, "UPDATE contact SET profile = ? WHERE id = ?")
        insert = try PreparedStatement(
            db,
            """
            INSERT INTO contact
                (profile, first_name, last_name, full_name, company, position, extra, dated, name_key, linkedin_company)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertAddress = try PreparedStatement(
            db, "INSERT OR IGNORE INTO address (contact, text, normal, loosest) VALUES (?, ?, ?, ?)")
        fields = try PreparedStatement(
            db, "SELECT first_name, last_name, full_name, company, position, extra, dated FROM contact WHERE id = ?")
        byRow = try PreparedStatement(db, "SELECT contact FROM nameless WHERE row = ?")
        insertRow = try PreparedStatement(db, "INSERT INTO nameless (row, contact) VALUES (?, ?)")
        setCompany = try PreparedStatement(
            db, "UPDATE contact SET linkedin_company = ?1 WHERE id = ?2 AND linkedin_company <> ?1")
        saveFields = try PreparedStatement(
            db,
            """
            UPDATE contact SET first_name = ?, last_name = ?, full_name = ?, company = ?, position = ?, extra = ?,
            dated = ?, name_key = ? WHERE id = ?
            """)
    }

    /// `linkedInCompany` is where the latest export of the network says that the person works; nil for any other file.
    func resolve(_ row: ImportRow, linkedInCompany: String?) throws -> Match {
        let match = try find(row, linkedInCompany)
        if let linkedInCompany, !match.isNew { try setCompany.execute(linkedInCompany, match.contact.rawValue) }
        return match
    }

    private func find(_ row: ImportRow, _ linkedInCompany: String?) throws -> Match {
        let (record, addresses) = (row.record, row.addresses)
        let hasAddress = addresses.contains { $0.spec != nil }
        guard record.profile != nil || hasAddress else { return try findNameless(row, linkedInCompany) }
        var main: ContactID?
        var isChanged = false
        if let profile = record.profile { main = try byProfile.first(profile.rawValue, read: ContactResolution.id) }
        var candidates: [(id: ContactID, hasProfile: Bool)] = []
        for address in addresses where address.spec != nil {
            // Nearly always there is none, and then nothing needs sorting.
            var found: [(id: ContactID, hasProfile: Bool)] = []
            try byAddress.eachRow(address.loosest, address.normal) { row in
                found.append((ContactID(row.integer(0)), row.flag(1)))
            }
            if found.count > 1 { found.sort { ($0.hasProfile ? 0 : 1, $0.id) < ($1.hasProfile ? 0 : 1, $1.id) } }
            candidates += found
        }
        if main == nil {
            if let profile = record.profile {
                if let plain = candidates.first(where: { !$0.hasProfile }) {
                    main = plain.id
                    isChanged = true
                    try setProfile.execute(profile.rawValue, plain.id.rawValue)
                }
            } else {
                main = (candidates.first { $0.hasProfile } ?? candidates.first)?.id
            }
        }
        guard let main else { return Match(contact: try create(row, linkedInCompany), isNew: true, isChanged: false) }
        var absorbed: [ContactID] = []
        for candidate in candidates where !candidate.hasProfile && candidate.id != main {
            guard !absorbed.contains(candidate.id) else { continue }
            try absorb(candidate.id, into: main)
            absorbed.append(candidate.id)
        }
        return Match(contact: main, isNew: false, isChanged: isChanged || !absorbed.isEmpty, absorbed: absorbed)
    }

    /// A row without url and without a usable address is known again by its whole content alone; it is never mailed.
    private func findNameless(_ row: ImportRow, _ linkedInCompany: String?) throws -> Match {
        var octets: [UInt8] = []
        let fields = row.record.fields
        for text in [fields.firstName, fields.lastName, fields.fullName] + row.addresses.map(\.text) {
            octets += text.utf8
            octets.append(0x1F)
        }
        for claim in row.claims { octets += claim.identity }
        let key = Digests.sha256(octets)
        if let known = try byRow.first(key, read: ContactResolution.id) {
            return Match(contact: known, isNew: false, isChanged: false)
        }
        let contact = try create(row, linkedInCompany)
        try insertRow.execute(key, contact.rawValue)
        return Match(contact: contact, isNew: true, isChanged: false)
    }

    private static func id(_ row: StatementRow) -> ContactID { ContactID(row.integer(0)) }

    /// Adds an address to a contact; true where it is new to it.
    func add(_ address: AddressKeys, to contact: ContactID) throws -> Bool {
        try insertAddress.execute(contact.rawValue, address.text, address.normal, address.loosest)
        return db.changesCount > 0
    }

    /// Takes newer values over older ones; a blank replaces nothing. True where anything changed.
    func update(_ contact: ContactID, with record: IntakeRecord) throws -> Bool {
        guard var known = try fields.first(contact.rawValue, read: DatedFields.init) else { return false }
        guard known.merge(record.fields, dated: record.fieldsDated) else { return false }
        try save(known, of: contact)
        return true
    }

    private func save(_ known: DatedFields, of contact: ContactID) throws {
        let known = FieldColumns(known)
        try saveFields.execute(
            known.firstName, known.lastName, known.fullName, known.company, known.position, known.extra, known.dated,
            known.nameKey, contact.rawValue)
    }

    private func create(_ row: ImportRow, _ linkedInCompany: String?) throws -> ContactID {
        let known = row.fields
        try insert.execute(
            row.record.profile?.rawValue, known.firstName, known.lastName, known.fullName, known.company,
            known.position, known.extra, known.dated, known.nameKey, linkedInCompany ?? "")
        return ContactID(db.lastInsertedRowID)
    }

    /// Makes one contact of two: all that hangs on `other` goes over to `main`, whose fields win where they are set.
    private func absorb(_ other: ContactID, into main: ContactID) throws {
        let arguments: StatementArguments = [main.rawValue, other.rawValue]
        // What an export showed of a claim that both hold, it showed of the one that stays.
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO sighting (import, evidence)
                SELECT sighting.import, mine.evidence FROM holding AS theirs
                JOIN holding AS mine ON mine.contact = ?1 AND mine.claim = theirs.claim
                JOIN sighting ON sighting.evidence = theirs.evidence WHERE theirs.contact = ?2
                """, arguments: arguments)
        try mergeRecipients(of: other, into: main)
        for table in ["address", "holding", "recipient", "book_entry"] {
            try db.execute(sql: "UPDATE OR IGNORE \(table) SET contact = ?1 WHERE contact = ?2", arguments: arguments)
        }
        try db.execute(sql: "DELETE FROM address WHERE contact = ?", arguments: [other.rawValue])
        try db.execute(sql: "DELETE FROM holding WHERE contact = ?", arguments: [other.rawValue])
        try db.execute(sql: "DELETE FROM book_entry WHERE contact = ?", arguments: [other.rawValue])
        try db.execute(sql: "UPDATE nameless SET contact = ?1 WHERE contact = ?2", arguments: arguments)
        if var known = try fields.first(main.rawValue, read: DatedFields.init),
            let theirs = try fields.first(other.rawValue, read: DatedFields.init)
        {
            if known.fill(from: theirs) { try save(known, of: main) }
        }
        try db.execute(sql: "UPDATE absorbed SET into_contact = ?1 WHERE into_contact = ?2", arguments: arguments)
        // Both may have been mailed by one mailing; the other one then stays behind, empty, for its history.
        let isRecipient =
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM recipient WHERE contact = ?)", arguments: [other.rawValue])
            ?? false
        if isRecipient {
            try db.execute(
                sql: "INSERT OR REPLACE INTO absorbed (contact, into_contact) VALUES (?, ?)",
                arguments: [other.rawValue, main.rawValue])
        } else {
            try db.execute(sql: "DELETE FROM contact WHERE id = ?", arguments: [other.rawValue])
        }
    }

    /// Where one mailing holds both as recipients, one of them that was not mailed gives way: the person gets one message.
    /// A run that had it in hand finds it gone when it claims it.
    private func mergeRecipients(of other: ContactID, into main: ContactID) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT mine.id, mine.state, theirs.id, theirs.state FROM recipient AS mine
                JOIN recipient AS theirs ON theirs.mailing = mine.mailing AND theirs.contact = ?2
                WHERE mine.contact = ?1
                """, arguments: [main.rawValue, other.rawValue])
        guard !rows.isEmpty else { return }
        let (tokens, outcomes) = (try UnsubscribeTokens(db, key: key), try OutcomeEntries(db, key: key))
        var chain = try Chain(db)
        for row in rows {
            let (mine, theirs): (Int64, Int64) = (try row.cell(0), try row.cell(2))
            let states = try [row.cell(1) as String, row.cell(3)].map { RecipientState(stored: $0) }
            if !states[1].mayHaveBeenMailed {
                try Recipients.remove(theirs, inFavourOf: mine, tokens, outcomes, &chain, db)
            } else if !states[0].mayHaveBeenMailed {
                try Recipients.remove(mine, inFavourOf: theirs, tokens, outcomes, &chain, db)
            }
        }
    }
}
