internal import GRDB
internal import Vocabulary

/// Enters into the log what became of recipients.
///
/// A change of state is committed at once, and its entry a moment later, together with others: the wire waits for the
/// first alone. In between the recipient is marked (`unlogged`), whatever crashes; the database refuses to change the
/// state of such a one again, or to drop it.
struct OutcomeEntries {
    private let key: Key
    private let find: PreparedStatement
    private let mark: PreparedStatement

    init(_ db: Database, key: Key) throws {
        self.key = key
        find = try PreparedStatement(
            db,
            """
            SELECT letter, address, loosest, attempts, evidence, state, reply, at FROM recipient
            JOIN mailing ON mailing.id = recipient.mailing WHERE recipient.id = ? AND unlogged = 1
            """)
        mark = try PreparedStatement(db, "UPDATE recipient SET unlogged = 0 WHERE id = ?")
    }

    /// Enters the state of a recipient, unless that was done.
    func enter(_ recipient: Int64, into chain: inout Chain) throws {
        let found = try find.first(recipient) { row in
            let state = row.text(5)
            return (
                letter: row.text(0), subject: key.pseudonym(row.text(2)), at: row.text(7),
                sealed: SealedRecord(
                    .outcome,
                    OutcomeEntry.record(
                        recipient: recipient, address: row.text(1), state: state, attempts: row.integer(3),
                        reply: row.optionalText(6), evidence: row.integer(4)), salts: &chain.salts
                ) { OutcomeEntry.payload(&$0, state: state, commitment: $1) }
            )
        }
        guard let found else { return }
        try chain.append(at: found.at, letter: found.letter, subject: found.subject, found.sealed)
        try mark.execute(recipient)
    }

    /// Enters the states of all recipients, of any mailing, that an interrupted run left out.
    func enterAll(_ db: Database, into chain: inout Chain) throws {
        for recipient in try Int64.fetchAll(db, sql: "SELECT id FROM recipient WHERE unlogged = 1 ORDER BY id") {
            try enter(recipient, into: &chain)
        }
    }
}
