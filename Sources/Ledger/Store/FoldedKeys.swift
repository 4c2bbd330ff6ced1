internal import GRDB
internal import Vocabulary

/// Loosest keys as they are since case is folded, over those that earlier versions wrote: `νικος` and `ΝΙΚΟΣ`, `straße` and
/// `strasse` had different ones.
///
/// Keys of working state are written anew. What the log commits to stays: an objection has its new key in a table beside, and
/// fingerprints and pseudonyms are found by the earlier key as well (``AddressKeys/all``).
enum FoldedKeys {
    static let table = """
        CREATE TABLE folded_objection (
            objection INTEGER PRIMARY KEY REFERENCES objection (id), loosest TEXT NOT NULL
        ) STRICT;
        CREATE INDEX folded_objection_loosest ON folded_objection (loosest);
        CREATE TRIGGER folded_objection_gone AFTER DELETE ON objection_data
        BEGIN DELETE FROM folded_objection WHERE objection = OLD.objection; END;
        """

    /// Nearly every address is ASCII, whose keys are what they were.
    static func isBeyondASCII(_ column: String) -> String { "length(\(column)) <> length(CAST(\(column) AS BLOB))" }

    static func write(_ db: Database) throws {
        // A recipient whose new key another one of the mailing has keeps the earlier one.
        for (table, id, text, update) in [
            ("address", "id", "text", "UPDATE address SET loosest = ? WHERE id = ?"),
            ("recipient", "id", "address", "UPDATE OR IGNORE recipient SET loosest = ? WHERE id = ?"),
            (
                "objection_data", "objection", "text",
                "INSERT OR IGNORE INTO folded_objection (loosest, objection) VALUES (?, ?)"
            ),
        ] {
            let rows = try Row.fetchAll(
                db, sql: "SELECT \(id), \(text), loosest FROM \(table) WHERE \(isBeyondASCII(text))")
            for row in rows {
                let (keys, known): (AddressKeys, String) = (AddressKeys(try row.cell(1)), try row.cell(2))
                guard keys.former?.isSpelled(known) == true else { continue }
                try db.execute(sql: update, arguments: [keys.loosest, try row.cell(0) as Int64])
            }
        }
    }

    /// The keys that objections of a key were recorded with: their entries in the log stand under the pseudonyms of those.
    static func recorded(for loosest: String, _ db: Database) throws -> [String] {
        guard try db.tableExists("folded_objection") else { return [] }
        return try String.fetchAll(
            db,
            sql: """
                SELECT objection_data.loosest FROM folded_objection
                JOIN objection_data ON objection_data.objection = folded_objection.objection
                WHERE folded_objection.loosest = ?
                """, arguments: [loosest])
    }

    /// True where an objection has another key than it was recorded with.
    static func hasObjections(_ db: Database) throws -> Bool {
        // A ledger that waits for its upgrade has no such table.
        guard try db.tableExists("folded_objection") else { return false }
        return try PreparedStatement(db, "SELECT 1 FROM folded_objection LIMIT 1").hasRow()
    }
}
