internal import Foundation
internal import GRDB
package import Vocabulary

extension Ledger {
    /// How many contacts there are.
    package func contactCount() throws(LedgerFault) -> Int {
        try read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM contact WHERE id NOT IN (SELECT contact FROM absorbed)") ?? 0
        }
    }

    /// The placeholder names of the further columns that any contact has.
    package func extraFieldNames() throws(LedgerFault) -> Set<String> {
        try read { db in
            Set(
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT DISTINCT field.key FROM contact, json_each(contact.extra) AS field
                        WHERE contact.extra IS NOT NULL
                        """))
        }
    }

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
