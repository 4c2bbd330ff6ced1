internal import GRDB

extension Ledger {
    /// How a key stands to this ledger.
    package enum KeyStanding: Sendable {
        /// It is the key that the ledger was made with.
        case own
        /// The ledger was made with another key.
        case foreign
        /// The ledger has no key yet.
        case unbound
    }

    /// Whether the fingerprints in this ledger can be read with a key.
    package func standing(of key: Key) throws(LedgerFault) -> KeyStanding {
        let check = try keyCheck()
        guard let check else { return .unbound }
        return check == key.check ? .own : .foreign
    }

    /// True where the ledger was made with a key, so that no other one will do.
    package func hasKey() throws(LedgerFault) -> Bool { try keyCheck() != nil }

    private func keyCheck() throws(LedgerFault) -> String? {
        try read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'key'") }
    }

    /// Ties the ledger to its key, once.
    package func bind(_ key: Key) throws(LedgerFault) {
        try write { db in
            try db.execute(sql: "INSERT OR IGNORE INTO meta (name, value) VALUES ('key', ?)", arguments: [key.check])
        }
    }
}
