internal import GRDB
internal import Vocabulary

/// What is kept of mail goes with its people: about them, from them, and where it names them.
extension ErasureSession {
    private var goneContacts: String { "(SELECT id FROM \(Kind.contact.table))" }

    /// True of a row's keys that somebody has who stays.
    private func isSomebodys(_ loosest: String, _ normal: String) -> String {
        """
        EXISTS (SELECT 1 FROM address WHERE address.loosest = \(loosest) AND address.normal = \(normal)
            AND address.contact NOT IN \(goneContacts))
        """
    }

    /// Adds mail about the letters of the contacts that go.
    func addMailOfContacts() throws {
        try add(
            .entry,
            where: """
                SELECT id FROM inbox_entry
                WHERE recipient IN (SELECT id FROM recipient WHERE contact IN \(goneContacts))
                """)
    }

    /// Adds mail about and from an address, unless somebody stays who has that very one; by another spelling, unless somebody
    /// stays who may be meant by it.
    func addMail(of address: AddressKeys) throws {
        for (kind, table, column) in [(Kind.entry, "inbox_entry", ""), (.mail, "inbox_mail", "sender_")] {
            let (loosest, normal) = ("\(table).\(column)loosest", "\(table).\(column)normal")
            try add(
                kind,
                where: """
                    SELECT id FROM \(table) WHERE \(loosest) = ?1 AND NOT EXISTS (
                        SELECT 1 FROM address WHERE address.loosest = ?1 AND address.contact NOT IN \(goneContacts)
                        AND (\(normal) <> ?2 OR address.normal = ?2))
                    """, [address.loosest, address.normal])
        }
    }

    /// Adds mail from the addresses of the contacts that go, unless somebody stays who has the same.
    func addMailFromContacts() throws {
        for (kind, table, column) in [(Kind.entry, "inbox_entry", ""), (.mail, "inbox_mail", "sender_")] {
            let (loosest, normal) = ("\(table).\(column)loosest", "\(table).\(column)normal")
            try add(
                kind,
                where: """
                    SELECT \(table).id FROM \(table) JOIN address AS theirs
                    ON theirs.loosest = \(loosest) AND theirs.normal = \(normal)
                    WHERE theirs.contact IN \(goneContacts) AND NOT \(isSomebodys(loosest, normal))
                    """)
        }
    }

    /// Takes the words away that are kept of other people's mail and name the person.
    func blankMail(where isNamed: NamedIn) throws {
        for (table, column) in [("inbox_mail", "words"), ("inbox_entry", "diagnostic")] {
            var found: [Int64] = []
            try PreparedStatement(db, "SELECT id, \(column) FROM \(table) WHERE \(column) <> ''").eachRow { row in
                if isNamed(row.text(1)) { found.append(row.integer(0)) }
            }
            let blank = try PreparedStatement(db, "UPDATE \(table) SET \(column) = '' WHERE id = ?")
            for id in found { try blank.execute(id) }
        }
    }

    private var isAdded: String {
        """
        (id IN (SELECT id FROM \(Kind.mail.table))
            OR id IN (SELECT mail FROM inbox_entry WHERE id IN (SELECT id FROM \(Kind.entry.table))))
        """
    }

    /// Who wrote the mail that was added so far, machines aside: somebody may answer from another address of theirs.
    func writers() throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT sender FROM inbox_mail
                WHERE sender <> '' AND kind NOT IN ('bounce', 'complaint') AND \(isAdded)
                """)
    }

    /// The folders of accounts that the mail was found in which was added so far, with how much.
    func mailboxes() throws -> [(folder: MailFolder, mails: Int)] {
        var found: [(folder: MailFolder, mails: Int)] = []
        try PreparedStatement(
            db,
            """
            SELECT account, folder, count(*) FROM inbox_mail WHERE account <> '' AND \(isAdded)
            GROUP BY account, folder ORDER BY account, folder
            """
        ).eachRow { row in
            found.append((MailFolder(account: row.text(0), name: row.text(1)), Int(row.integer(2))))
        }
        return found
    }

    /// Takes away what was added: of a mail that stays for somebody else, the words go, which may be about whoever went. Gives how
    /// many rows went.
    func emptyMail() throws -> Int {
        try add(
            .entry,
            where: "SELECT id FROM inbox_entry WHERE mail IN (SELECT id FROM \(Kind.mail.table))")
        let (entries, mails) = ("(SELECT id FROM \(Kind.entry.table))", "(SELECT id FROM \(Kind.mail.table))")
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM inbox_entry WHERE id IN \(entries)") ?? 0
        try db.execute(
            sql: """
                UPDATE inbox_mail SET words = '' WHERE id IN (SELECT mail FROM inbox_entry WHERE id IN \(entries));
                DELETE FROM inbox_entry WHERE id IN \(entries);
                DELETE FROM inbox_mail WHERE id IN \(mails) OR id NOT IN (SELECT mail FROM inbox_entry);
                """)
        return count
    }
}
