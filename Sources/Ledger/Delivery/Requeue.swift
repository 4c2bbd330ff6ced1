internal import GRDB
package import Vocabulary

extension Ledger {
    /// Puts contacts back to `queued` whom a mailing has marked `rejected` for a fault that was the sender's, as if they had
    /// never been tried; by the sender's own word, which is an entry of the log. Of the contacts named, those who are not
    /// rejected stay where they are, and so does whoever was erased. Gives the addresses.
    package func requeue(
        _ contacts: Set<ContactID>, of mailing: MailingRecord, key: Key, now: Instant
    ) throws(LedgerFault) -> [String] {
        guard !contacts.isEmpty else { return [] }
        return try write { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, contact, address, loosest, reply FROM recipient
                    WHERE mailing = ? AND state = 'rejected' AND address <> '' ORDER BY id
                    """, arguments: [mailing.id])
            var session = try DeliverySession(db, key: key, now: now)
            try session.enterAll()
            var chain = try Chain(db)
            let state = RecipientState.queued.rawValue
            var changed: [String] = []
            for row in rows where contacts.contains(ContactID(try row.cell(1))) {
                let id: Int64 = try row.cell(0)
                let address: String = try row.cell(2)
                try db.execute(
                    sql: "UPDATE recipient SET state = ?, attempts = 0, at = ?, due = NULL WHERE id = ?",
                    arguments: [state, now.iso, id])
                try chain.append(
                    .resolution, at: now, letter: mailing.letter, subject: key.pseudonym(try row.cell(3)),
                    payload: [.init("state", .string(state)), .init("was", .string(RecipientState.rejected.rawValue))],
                    record: .object([
                        .init("recipient", .int(Int(id))), .init("address", .string(address)),
                        .init("state", .string(state)), .init("reply", JSONValue(try row.cell(4) as String?)),
                    ]))
                changed.append(address)
            }
            return changed
        }
    }
}
