internal import Crypto
internal import Foundation
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
    private let byProfile: Statement
    private let byNormal: Statement
    private let insert: Statement
    private let insertAddress: Statement
    private let fields: Statement
    private let rowKey: Statement

    init(_ db: Database) throws {
        self.db = db
        byProfile = try db.cachedStatement(sql: "SELECT id FROM contact WHERE profile = ?")
        byNormal = try db.cachedStatement(
            sql: """
                SELECT contact.id, contact.profile FROM address JOIN contact ON contact.id = address.contact
                WHERE address.loosest = ? AND address.normal = ? ORDER BY contact.profile IS NULL, contact.id
                """)
        insert = try db.cachedStatement(
            sql: """
                INSERT INTO contact (profile, first_name, last_name, full_name, company, position, extra, dated, name_key)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        insertAddress = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO address (contact, text, normal, loosest) VALUES (?, ?, ?, ?)")
        fields = try db.cachedStatement(
            sql: "SELECT first_name, last_name, full_name, company, position, extra, dated FROM contact WHERE id = ?")
        rowKey = try db.cachedStatement(sql: "SELECT contact FROM nameless WHERE row = ?")
    }

    func resolve(_ record: IntakeRecord, _ addresses: [AddressKeys]) throws -> Match {
        let valid = addresses.filter { $0.spec != nil }
        guard record.profile != nil || !valid.isEmpty else { return try resolveNameless(record, addresses) }
        var main: ContactID?
        var isChanged = false
        if let profile = record.profile { main = try contactID(byProfile, [profile.rawValue]) }
        var candidates: [(id: ContactID, hasProfile: Bool)] = []
        for address in valid {
            let rows = try Row.fetchCursor(byNormal, arguments: [address.loosest, address.normal])
            while let row = try rows.next() {
                candidates.append((ContactID(row[0]), (row[1] as String?) != nil))
            }
        }
        if main == nil {
            if let profile = record.profile {
                if let plain = candidates.first(where: { !$0.hasProfile }) {
                    main = plain.id
                    isChanged = true
                    try db.execute(
                        sql: "UPDATE contact SET profile = ? WHERE id = ?",
                        arguments: [profile.rawValue, plain.id.rawValue])
                }
            } else {
                main = (candidates.first { $0.hasProfile } ?? candidates.first)?.id
            }
        }
        guard let main else { return Match(contact: try create(record), isNew: true, isChanged: false) }
        var absorbed: [ContactID] = []
        for candidate in candidates where !candidate.hasProfile && candidate.id != main {
            guard !absorbed.contains(candidate.id) else { continue }
            try absorb(candidate.id, into: main)
            absorbed.append(candidate.id)
        }
        return Match(contact: main, isNew: false, isChanged: isChanged || !absorbed.isEmpty, absorbed: absorbed)
    }

    /// A row without url and without a usable address is known again by its whole content alone; it is never mailed.
    private func resolveNameless(_ record: IntakeRecord, _ addresses: [AddressKeys]) throws -> Match {
        var hash = SHA256()
        let fields = record.fields
        for text in [fields.firstName, fields.lastName, fields.fullName] + addresses.map(\.text) {
            hash.update(data: Data((text + "\u{1F}").utf8))
        }
        for claim in record.claims { hash.update(data: ClaimRow.identity(of: claim)) }
        let key = Data(hash.finalize())
        if let known = try contactID(rowKey, [key]) { return Match(contact: known, isNew: false, isChanged: false) }
        let contact = try create(record)
        try db.execute(sql: "INSERT INTO nameless (row, contact) VALUES (?, ?)", arguments: [key, contact.rawValue])
        return Match(contact: contact, isNew: true, isChanged: false)
    }

    /// Adds an address to a contact; true where it is new to it.
    func add(_ address: AddressKeys, to contact: ContactID) throws -> Bool {
        try insertAddress.execute(arguments: [contact.rawValue, address.text, address.normal, address.loosest])
        return db.changesCount > 0
    }

    func setLinkedInCompany(_ company: String, of contact: ContactID) throws {
        try db.cachedStatement(
            sql: "UPDATE contact SET linkedin_company = ?1 WHERE id = ?2 AND linkedin_company <> ?1"
        ).execute(arguments: [company, contact.rawValue])
    }

    /// Takes newer values over older ones; a blank replaces nothing. True where anything changed.
    func update(_ contact: ContactID, with record: IntakeRecord) throws -> Bool {
        guard let row = try Row.fetchOne(fields, arguments: [contact.rawValue]) else { return false }
        var known = DatedFields(row: row)
        guard known.merge(record.fields, dated: record.fieldsDated) else { return false }
        try save(known, of: contact)
        return true
    }

    private func save(_ known: DatedFields, of contact: ContactID) throws {
        try db.cachedStatement(
            sql: """
                UPDATE contact SET first_name = ?, last_name = ?, full_name = ?, company = ?, position = ?, extra = ?,
                dated = ?, name_key = ? WHERE id = ?
                """
        ).execute(arguments: StatementArguments(known.columns + [contact.rawValue]))
    }

    private func create(_ record: IntakeRecord) throws -> ContactID {
        var known = DatedFields()
        _ = known.merge(record.fields, dated: record.fieldsDated)
        try insert.execute(arguments: StatementArguments([record.profile?.rawValue] + known.columns))
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
        for table in ["address", "holding", "recipient"] {
            try db.execute(sql: "UPDATE OR IGNORE \(table) SET contact = ?1 WHERE contact = ?2", arguments: arguments)
        }
        try db.execute(sql: "DELETE FROM address WHERE contact = ?", arguments: [other.rawValue])
        try db.execute(sql: "DELETE FROM holding WHERE contact = ?", arguments: [other.rawValue])
        try db.execute(sql: "UPDATE nameless SET contact = ?1 WHERE contact = ?2", arguments: arguments)
        if let mine = try Row.fetchOne(fields, arguments: [main.rawValue]),
            let theirs = try Row.fetchOne(fields, arguments: [other.rawValue])
        {
            var known = DatedFields(row: mine)
            if known.fill(from: DatedFields(row: theirs)) { try save(known, of: main) }
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
        for row in rows {
            let (mine, theirs): (Int64, Int64) = (row[0], row[2])
            let states = [row[1] as String, row[3] as String].map { RecipientState(rawValue: $0) ?? .uncertain }
            if !states[1].mayHaveBeenMailed {
                try Recipients.remove(theirs, inFavourOf: mine, db)
            } else if !states[0].mayHaveBeenMailed {
                try Recipients.remove(mine, inFavourOf: theirs, db)
            }
        }
    }

    private func contactID(_ statement: Statement, _ arguments: StatementArguments) throws -> ContactID? {
        try Int64.fetchOne(statement, arguments: arguments).map { ContactID($0) }
    }
}
