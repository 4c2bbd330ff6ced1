internal import GRDB
internal import Vocabulary

/// Enters into the log what became of recipients.
///
/// A change of state is committed at once, and its entry a moment later, together with others: the wire waits for the
/// first alone. In between the recipient is marked (`unlogged`), whatever crashes; the database refuses to change the
/// state of such a one again, or to drop it.
struct OutcomeEntries {
    private let db: Database
    private let owed: OwedOutcomes
    private let mark: PreparedStatement
    /// Marks somebody who is still as an entry says.
    private let markUnchanged: PreparedStatement

    init(_ db: Database, key: Key) throws {
        self.db = db
        owed = try OwedOutcomes(db, key: key)
        mark = try PreparedStatement(db, "UPDATE recipient SET unlogged = 0 WHERE id = ?")
        markUnchanged = try PreparedStatement(
            db,
            """
            UPDATE recipient SET unlogged = 0 WHERE id = ? AND unlogged = 1 AND address = ? AND loosest = ? AND attempts = ?
            AND evidence = ? AND state = ? AND reply IS ? AND at = ?
            """)
    }

    /// Enters the state of a recipient, unless that was done. `made` is the entry as it was made before the ledger was locked: where the
    /// recipient has changed since, it is made anew.
    func enter(_ recipient: Int64, made: OwedOutcomes.Entry? = nil, into chain: inout Chain) throws {
        if let made, try isUnchanged(made) { return try append(made, to: &chain) }
        guard let entry = try owed.entry(of: recipient, salts: &chain.salts) else { return }
        try append(entry, to: &chain)
        try mark.execute(recipient)
    }

    /// Marks the recipient where they are as the entry says; false where they are not, or not owed any more.
    private func isUnchanged(_ entry: OwedOutcomes.Entry) throws -> Bool {
        try markUnchanged.execute(
            entry.recipient, entry.address, entry.loosest, entry.attempts, entry.evidence, entry.state, entry.reply,
            entry.at)
        return db.changesCount > 0
    }

    private func append(_ entry: OwedOutcomes.Entry, to chain: inout Chain) throws {
        try chain.append(at: entry.at, letter: entry.letter, subject: entry.subject, entry.sealed)
    }

    /// Enters the states of all recipients, of any mailing, that an interrupted run left out.
    func enterAll(_ db: Database, into chain: inout Chain) throws {
        for recipient in try Int64.fetchAll(db, sql: "SELECT id FROM recipient WHERE unlogged = 1 ORDER BY id") {
            try enter(recipient, into: &chain)
        }
    }
}

/// Makes the log's entries of those who are owed one, as far as they do not depend on their place in it: any connection will do, so
/// that the work is done before the ledger is locked.
struct OwedOutcomes {
    /// An entry that has no place yet, with all of the recipient that it tells of.
    struct Entry: Sendable {
        let recipient: Int64
        let letter, address, loosest: String
        let attempts: Int64
        let evidence: Int64
        let state: String
        let reply: String?
        let at, subject: String
        let sealed: SealedRecord
    }

    private let key: Key
    private let find: PreparedStatement

    init(_ db: Database, key: Key) throws {
        self.key = key
        find = try PreparedStatement(
            db,
            """
            SELECT letter, address, loosest, attempts, evidence, state, reply, at FROM recipient
            JOIN mailing ON mailing.id = recipient.mailing WHERE recipient.id = ? AND unlogged = 1
            """)
    }

    /// Nil where a recipient is owed none.
    func entry(of recipient: Int64, salts: inout Salt.Pool) throws -> Entry? {
        try find.first(recipient) { row in
            let (address, attempts, evidence) = (row.text(1), row.integer(3), row.integer(4))
            let (loosest, state, reply) = (row.text(2), row.text(5), row.optionalText(6))
            let record = OutcomeEntry.record(
                recipient: recipient, address: address, state: state, attempts: attempts, reply: reply,
                evidence: evidence)
            let sealed = SealedRecord(.outcome, record, salts: &salts) {
                OutcomeEntry.payload(&$0, state: state, commitment: $1)
            }
            return Entry(
                recipient: recipient, letter: row.text(0), address: address, loosest: loosest, attempts: attempts,
                evidence: evidence, state: state, reply: reply, at: row.text(7), subject: key.pseudonym(loosest),
                sealed: sealed)
        }
    }
}
