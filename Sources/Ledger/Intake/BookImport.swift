internal import GRDB
internal import Vocabulary

/// What a file says of each contact, kept until the next export of the same address book, so that the two can be compared.
///
/// An address book is LinkedIn's network, or a file of vCards or of the kind `contacts`. A file is taken for a new export of
/// one where the kind is the same, the file's name is (numbers, dates and `copy` aside), and at least half of the people of
/// the shorter one stand in both. A file of corrected rows adds to its address book.
struct BookImport {
    private enum Column {
        static let all = "contact, book, normal, address, company, position"
    }

    /// A migration: the tables, and LinkedIn's latest export, of which every part but the positions is known.
    static let tables = """
        CREATE TABLE book (import INTEGER PRIMARY KEY REFERENCES import (id)) STRICT;
        CREATE TABLE book_entry (
            contact INTEGER NOT NULL REFERENCES contact (id), book INTEGER NOT NULL REFERENCES book (import),
            -- The strict key of the address, blank where there is none.
            normal TEXT NOT NULL, address TEXT NOT NULL, company TEXT NOT NULL, position TEXT,
            PRIMARY KEY (contact, book, normal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX book_entry_book ON book_entry (book);
        INSERT INTO book (import) \(SnapshotImport.latest);
        INSERT OR IGNORE INTO book_entry (contact, book, normal, address, company)
        SELECT holding.contact, book.import,
            coalesce((SELECT normal FROM address WHERE address.contact = holding.contact AND text = data.address), ''),
            data.address, contact.linkedin_company
        FROM book CROSS JOIN holding
        JOIN sighting ON sighting.evidence = holding.evidence AND sighting.import = book.import
        JOIN evidence_data AS data ON data.evidence = holding.evidence
        JOIN contact ON contact.id = holding.contact;
        """

    private let db: Database
    private let source: ImportSource
    private let importID: Int64
    private let insert: PreparedStatement

    /// Nil for a file that is no address book.
    init?(_ db: Database, importID: Int64, source: ImportSource) throws {
        guard source.kind.isAddressBook else { return nil }
        (self.db, self.importID, self.source) = (db, importID, source)
        insert = try PreparedStatement(
            db, "INSERT OR IGNORE INTO book_entry (\(Column.all)) VALUES (?, ?, ?, ?, ?, ?)")
        try PreparedStatement(db, "INSERT INTO book (import) VALUES (?)").execute(importID)
    }

    /// Notes what a row says. What a contact's first row says of company and position counts.
    func note(_ contact: ContactID, _ row: ImportRow) throws {
        let fields = row.record.fields
        for address in row.addresses {
            try insert.execute(
                contact.rawValue, importID, address.normal, address.text, fields.company, fields.position)
        }
        guard row.addresses.isEmpty else { return }
        try insert.execute(contact.rawValue, importID, "", "", fields.company, fields.position)
    }

    /// Puts the file in the place of the one before it; nil where there is none to compare it with.
    func finish() throws -> AddressBookChanges? {
        guard let previous = try previous() else { return nil }
        let changes = try changes(since: previous)
        if source.isSupplement {
            try PreparedStatement(
                db,
                """
                DELETE FROM book_entry WHERE book = ?1
                AND contact IN (SELECT contact FROM book_entry WHERE book = ?2)
                """
            ).execute(previous.id, importID)
            try PreparedStatement(db, "UPDATE book_entry SET book = ? WHERE book = ?").execute(previous.id, importID)
            try PreparedStatement(db, "DELETE FROM book WHERE import = ?").execute(importID)
        } else {
            try PreparedStatement(db, "DELETE FROM book_entry WHERE book = ?").execute(previous.id)
            try PreparedStatement(db, "DELETE FROM book WHERE import = ?").execute(previous.id)
        }
        return changes
    }

    // MARK: The export before

    private struct Previous {
        let id: Int64
        let edition: AddressBookChanges.Edition
    }

    private func previous() throws -> Previous? {
        let name = BookImport.plainName(source.fileName)
        // Two files without a person in common are not one address book: a drawer of single cards is a file for each, and
        // none of them is held against all others.
        let mayBe =
            source.kind == .linkedIn || source.isSupplement
            ? "SELECT import FROM book WHERE import <> ?2"
            : """
            SELECT theirs.book FROM book_entry AS mine
            JOIN book_entry AS theirs ON theirs.contact = mine.contact AND theirs.book <> mine.book WHERE mine.book = ?2
            """
        var known: [Previous] = []
        try PreparedStatement(
            db,
            """
            SELECT import.id, import.file, import.recorded_at, snapshot.exported_on FROM import
            LEFT JOIN snapshot ON snapshot.import = import.id
            WHERE import.kind = ?1 AND import.id IN (\(mayBe)) ORDER BY import.id DESC
            """
        ).eachRow(source.kind.rawValue, importID) { row in
            guard source.kind == .linkedIn || BookImport.plainName(row.text(1)) == name else { return }
            known.append(Previous(id: row.integer(0), edition: BookImport.edition(row, at: 1)))
        }
        guard source.kind != .linkedIn, !source.isSupplement else { return known.first }
        return try known.first { try isLike($0.id) }
    }

    /// From the columns `file`, `recorded_at`, `exported_on`.
    private static func edition(_ row: StatementRow, at first: Int32) -> AddressBookChanges.Edition {
        AddressBookChanges.Edition(
            file: row.text(first), date: row.optionalText(first + 2).flatMap { CivilDate(iso: $0) },
            importedOn: Instant(iso: row.text(first + 1))?.day)
    }

    /// True where at least half of the people of the shorter of two files stand in both.
    private func isLike(_ other: Int64) throws -> Bool {
        let count = "SELECT count(DISTINCT contact) FROM book_entry WHERE book = ?"
        let theirs = try PreparedStatement(db, count).first(other) { $0.integer(0) } ?? 0
        let ours = try PreparedStatement(db, count).first(importID) { $0.integer(0) } ?? 0
        let both =
            try PreparedStatement(
                db,
                """
                SELECT count(*) FROM (SELECT contact FROM book_entry WHERE book IN (?, ?) GROUP BY contact
                HAVING min(book) < max(book))
                """
            ).first(other, importID) { $0.integer(0) } ?? 0
        return both > 0 && both * 2 >= min(theirs, ours)
    }

    /// A file's name without its ending, and without what tells one export from the next: numbers, dates, `(1)`, `copy`, and
    /// what marks the rejected rows of an import. The name as it is where nothing else would be left.
    static func plainName(_ file: String) -> String {
        let name = file.lowercased()
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        let words = stem.split { !$0.isLetter }.filter { !["copy", "copie", "rejected"].contains($0) }
        return words.isEmpty ? name : words.joined(separator: " ")
    }

    /// The export of the same address book that came after one whose bytes were imported before; nil where there is none.
    static func later(than source: ImportSource, _ db: Database) throws -> AddressBookChanges.Edition? {
        guard source.kind.isAddressBook else { return nil }
        let isLatest = try PreparedStatement(
            db,
            "SELECT 1 FROM import JOIN book ON book.import = import.id WHERE sha256 = ? AND kind = ?"
        ).hasRow(source.sha256, source.kind.rawValue)
        if isLatest { return nil }
        let name = plainName(source.fileName)
        var found: AddressBookChanges.Edition?
        try PreparedStatement(
            db,
            """
            SELECT file, recorded_at, NULL FROM book JOIN import ON import.id = book.import
            WHERE kind = ? ORDER BY import.id
            """
        ).eachRow(source.kind.rawValue) { row in
            if plainName(row.text(0)) == name { found = edition(row, at: 0) }
        }
        return found
    }

    /// The latest LinkedIn export.
    static func latestExport(_ db: Database) throws -> AddressBookChanges.Edition? {
        try PreparedStatement(
            db,
            """
            SELECT file, recorded_at, exported_on FROM import JOIN snapshot ON snapshot.import = import.id
            WHERE import.id = (\(SnapshotImport.latest))
            """
        ).first { edition($0, at: 0) }
    }

    // MARK: The difference

    /// All that one file says of one contact.
    private struct Side {
        var addresses: [(normal: String, text: String)] = []
        var company = ""
        /// Nil where it is not known what the file said.
        var position: String?
        var isThere = false

        mutating func take(_ row: StatementRow) {
            if !isThere { (company, position) = (row.text(4), row.optionalText(5)) }
            isThere = true
            let address = row.text(3)
            if !address.isEmpty { addresses.append((row.text(2), address)) }
        }

        var listed: String? { BookImport.listed(addresses.map(\.text)) }
    }

    private static func listed(_ texts: [String]) -> String? {
        texts.isEmpty ? nil : texts.joined(separator: ", ")
    }

    /// A contact who stands in one of the two files alone.
    private typealias Single = (contact: Int64, addresses: String?)

    private func changes(since previous: Previous) throws -> AddressBookChanges {
        var changes = AddressBookChanges(since: previous.edition)
        let names = try Names(db, limit: source.namedChanges)
        var (before, after, contact) = (Side(), Side(), Int64.min)
        var (joined, left): ([Single], [Single]) = ([], [])
        func close() throws {
            defer { (before, after) = (Side(), Side()) }
            switch (before.isThere, after.isThere) {
            case (true, true): try compare(before, after, contact, names, &changes)
            case (true, false): if !source.isSupplement { left.append((contact, before.listed)) }
            case (false, true): joined.append((contact, after.listed))
            case (false, false): break
            }
        }
        let rows = try PreparedStatement(
            db, "SELECT \(Column.all) FROM book_entry WHERE book IN (?, ?) ORDER BY contact")
        try rows.eachRow(previous.id, importID) { row in
            if row.integer(0) != contact {
                try close()
                contact = row.integer(0)
            }
            if row.integer(1) == importID { after.take(row) } else { before.take(row) }
        }
        try close()
        try moved(&joined, &left, names, &changes)
        for one in joined { try names.add(.joined, one.contact, address: one.addresses, to: &changes) }
        for one in left { try names.add(.left, one.contact, address: one.addresses, to: &changes) }
        return changes
    }

    private func compare(
        _ before: Side, _ after: Side, _ contact: Int64, _ names: Names, _ changes: inout AddressBookChanges
    ) throws {
        let (was, now) = (Set(before.addresses.map(\.normal)), Set(after.addresses.map(\.normal)))
        func note(_ kind: AddressBookChanges.Kind, _ was: String?, _ now: String?) throws {
            try names.add(kind, contact, address: after.listed, was, now, to: &changes)
        }
        if was != now {
            let gone = BookImport.listed(before.addresses.filter { !now.contains($0.normal) }.map(\.text))
            let new = BookImport.listed(after.addresses.filter { !was.contains($0.normal) }.map(\.text))
            let isNetwork = source.kind == .linkedIn
            let kind: AddressBookChanges.Kind =
                isNetwork && now.isEmpty ? .hidden : isNetwork && was.isEmpty ? .shown : .address
            try note(kind, gone, new)
        }
        func text(_ value: String) -> String? { value.isEmpty ? nil : value }
        if before.company != after.company { try note(.company, text(before.company), text(after.company)) }
        if let position = before.position, let new = after.position, position != new {
            try note(.position, text(position), text(new))
        }
    }

    /// In an address book without urls, somebody with a new address is somebody else to the ledger, which knows nobody by
    /// name. Where one who left and one who joined bear the same name, alone among them, that is told as a change.
    private func moved(
        _ joined: inout [Single], _ left: inout [Single], _ names: Names, _ changes: inout AddressBookChanges
    ) throws {
        guard source.kind != .linkedIn, !joined.isEmpty, !left.isEmpty else { return }
        let keys = try PreparedStatement(db, "SELECT name_key FROM contact WHERE id = ?")
        func byName(_ singles: [Single]) throws -> [String: Int] {
            var found: [String: Int] = [:]
            for (index, one) in singles.enumerated() {
                guard let key = try keys.first(one.contact, read: { $0.text(0) }), !key.isEmpty else { continue }
                found[key] = found[key] == nil ? index : -1
            }
            return found.filter { $0.value >= 0 }
        }
        let (theirs, ours) = (try byName(left), try byName(joined))
        var (gone, new): (Set<Int>, Set<Int>) = ([], [])
        for (key, index) in ours.sorted(by: { $0.value < $1.value }) {
            guard let other = theirs[key] else { continue }
            let (was, now) = (left[other].addresses, joined[index].addresses)
            guard was != nil || now != nil else { continue }
            try names.add(.address, joined[index].contact, address: now, was, now, to: &changes)
            gone.insert(other)
            new.insert(index)
        }
        left = left.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
        joined = joined.enumerated().filter { !new.contains($0.offset) }.map(\.element)
    }

    /// Names those that are to be named.
    private struct Names {
        private let find: PreparedStatement
        private let limit: Int

        init(_ db: Database, limit: Int) throws {
            find = try PreparedStatement(db, "SELECT first_name, last_name, full_name FROM contact WHERE id = ?")
            self.limit = limit
        }

        func add(
            _ kind: AddressBookChanges.Kind, _ contact: Int64, address: String?, _ before: String? = nil,
            _ after: String? = nil, to changes: inout AddressBookChanges
        ) throws {
            guard changes.count(kind) < limit else { return changes.add(kind, nil) }
            let name = try find.first(contact) { row in
                ContactFields(firstName: row.text(0), lastName: row.text(1), fullName: row.text(2)).displayName
            }
            changes.add(
                kind,
                .init(contact: ContactID(contact), name: name ?? "", address: address, before: before, after: after))
        }
    }
}
