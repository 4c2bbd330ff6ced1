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

    /// True where a contact has an address, by its loosest key.
    package func hasContact(at address: AddrSpec) throws(LedgerFault) -> Bool {
        try read { db in
            try PreparedStatement(db, "SELECT 1 FROM address WHERE loosest = ?").hasRow(address.loosestKey)
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
}
