internal import GRDB
internal import Vocabulary

/// Recipients that make room for another one of the same mailing.
enum Recipients {
    /// Takes away a recipient that was not mailed; its tokens lead to `other` from now on. What became of it goes into the
    /// log first.
    static func remove(
        _ recipient: Int64, inFavourOf other: Int64, _ tokens: UnsubscribeTokens, _ outcomes: OutcomeEntries,
        _ chain: inout Chain, _ db: Database
    ) throws {
        try outcomes.enter(recipient, into: &chain)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT letter, loosest FROM recipient JOIN mailing ON mailing.id = recipient.mailing
                WHERE recipient.id IN (?, ?) AND loosest NOT LIKE ' %'
                """, arguments: [recipient, other])
        for row in rows { try tokens.add(letter: try row.cell(0), loosest: try row.cell(1), recipient: other) }
        for table in ["token", "inbox_entry"] {
            try db.execute(sql: "UPDATE \(table) SET recipient = ? WHERE recipient = ?", arguments: [other, recipient])
        }
        try db.execute(sql: "DELETE FROM recipient WHERE id = ?", arguments: [recipient])
        // A run that is under way knows people by their numbers: nobody else may bear one that was somebody's.
        try db.execute(
            sql: """
                INSERT INTO meta (name, value) VALUES ('\(highestRemoved)', ?)
                ON CONFLICT (name) DO UPDATE
                SET value = CAST(max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER)) AS TEXT)
                """, arguments: [String(recipient)])
    }

    /// The name under which `meta` has the highest number of a recipient that was taken away.
    private static let highestRemoved = "recipient-removed"

    /// The lowest number that a new recipient may have, as SQL.
    static let nextInSQL = """
        max((SELECT coalesce(max(id), 0) FROM recipient),
            coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = '\(highestRemoved)'), 0)) + 1
        """

    /// Takes away those of contacts that turned out to be another one and are to be mailed (again, by `resolve`): the
    /// other one is a recipient of the same mailing, and the person gets one message.
    static func removeAbsorbed(
        of mailing: Int64, _ tokens: UnsubscribeTokens, _ outcomes: OutcomeEntries, _ chain: inout Chain, _ db: Database
    ) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT theirs.id, mine.id FROM absorbed
                JOIN recipient AS theirs ON theirs.mailing = ?1 AND theirs.contact = absorbed.contact
                JOIN recipient AS mine ON mine.mailing = ?1 AND mine.contact = absorbed.into_contact
                WHERE theirs.state IN \(RecipientState.unmailedInSQL) AND absorbed.contact <> absorbed.into_contact
                """, arguments: [mailing])
        for row in rows {
            try remove(try row.cell(0), inFavourOf: try row.cell(1), tokens, outcomes, &chain, db)
        }
    }

    /// What stands for the loosest key of a recipient whose person was erased: a blank, the opaque token of the letter and
    /// the person, a blank, and a number, so that no two are alike.
    static func erasedKey(token: String, _ recipient: Int64) -> String { " \(token) \(recipient)" }

    /// True where a mailing has recipients whose person was erased.
    static func hasErased(of mailing: Int64, _ db: Database) throws -> Bool {
        try PreparedStatement(
            db, "SELECT 1 FROM recipient WHERE mailing = ? AND loosest >= ' ' AND loosest < '!' LIMIT 1"
        ).hasRow(mailing)
    }

    /// How a letter stands with somebody who was erased and has come back since: nil where it never was theirs.
    static func stateOfErased(token: String, mailing: Int64, _ db: Database) throws -> RecipientState? {
        var found: RecipientState?
        try PreparedStatement(
            db, "SELECT state FROM recipient WHERE mailing = ? AND loosest > ? AND loosest < ?"
        ).eachRow(mailing, " \(token) ", " \(token)!") { row in
            let state = RecipientState(stored: row.text(0))
            if found?.mayHaveBeenMailed != true { found = state }
        }
        return found
    }
}
