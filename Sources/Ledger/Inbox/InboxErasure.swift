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

    /// Takes an address out of the words that are kept of other people's mail.
    func blankMail(naming text: String) throws {
        let word = text.asciiLowercased()
        for (table, column) in [("inbox_mail", "words"), ("inbox_entry", "diagnostic")] {
            let rows = try Row.fetchAll(
                db, sql: "SELECT id, \(column) FROM \(table) WHERE instr(lower(\(column)), ?) > 0", arguments: [word])
            for row in rows where WholeWord.isIn(try (row.cell(1) as String).asciiLowercased(), word) {
                try db.execute(
                    sql: "UPDATE \(table) SET \(column) = '' WHERE id = ?", arguments: [try row.cell(0) as Int64])
            }
        }
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
