internal import GRDB
package import Vocabulary

extension Ledger {
    /// A mailing that an address had a part in.
    package struct Participation: Hashable, Sendable {
        package let letter: String
        package let address: String
        package let state: RecipientState
        package let attempts: Int
        package let reply: String?
        package let at: Instant
    }

    /// The mailings in which an address, by its loosest key, was a recipient.
    package func participations(of address: AddrSpec) throws(LedgerFault) -> [Participation] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT letter, address, state, attempts, reply, at FROM mailing
                    CROSS JOIN recipient ON recipient.mailing = mailing.id WHERE loosest = ? ORDER BY recipient.id
                    """, arguments: [address.loosestKey]
            ).map { row in
                Participation(
                    letter: try row.cell(0), address: try row.cell(1),
                    state: RecipientState(stored: try row.cell(2)), attempts: try row.cell(3),
                    reply: try row.cell(4), at: Instant(iso: try row.cell(5)) ?? Instant(milliseconds: 0))
            }
        }
    }
}
