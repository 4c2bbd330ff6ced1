internal import GRDB

/// The opaque tokens that letters carry, and the recipients whom they stand for.
///
/// A token follows from the key, the letter and the address, so it is written down only once somebody asks for one: a
/// table in the order of tokens would cost each recipient of a mailing a page of its own. What would be lost is written
/// down at once: the token of an address that a recipient leaves, and those of people who are erased.
struct UnsubscribeTokens {
    private let key: Key
    private let insert: PreparedStatement

    init(_ db: Database, key: Key) throws {
        self.key = key
        // The token of somebody who was erased leads to whoever came back.
        insert = try PreparedStatement(
            db,
            """
            INSERT INTO token (token, recipient) VALUES (?, ?) ON CONFLICT (token) DO UPDATE
            SET recipient = excluded.recipient WHERE EXISTS (
                SELECT 1 FROM recipient WHERE recipient.id = token.recipient AND recipient.address = '')
            """)
    }

    /// Writes down that the token of a letter and a loosest key stands for a recipient.
    func add(letter: String, loosest: String, recipient: Int64) throws {
        try insert.execute(key.unsubscribeToken(letter: letter, loosestKey: loosest), recipient)
    }

    /// Writes down the tokens of everybody who has none yet. A letter may bear the one of a former key, or a recipient with a
    /// former key get one of the new.
    func complete(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT recipient.id, letter, loosest, address FROM recipient
                JOIN mailing ON mailing.id = recipient.mailing WHERE address <> ''
                AND (recipient.id NOT IN (SELECT recipient FROM token) OR \(FoldedKeys.isBeyondASCII("address")))
                """)
        var missing: [(id: Int64, letter: String, loosest: Set<String>)] = []
        while let row = try rows.next() {
            let keys = Set(AddressKeys(try row.cell(3)).all + [try row.cell(2)])
            missing.append((try row.cell(0), try row.cell(1), keys))
        }
        for one in missing {
            for loosest in one.loosest { try add(letter: one.letter, loosest: loosest, recipient: one.id) }
        }
    }

    /// True where a text has the form of a token.
    static func isOne(_ text: String) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }
}
