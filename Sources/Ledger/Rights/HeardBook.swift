internal import Foundation
internal import GRDB
package import Vocabulary

extension Ledger {
    /// Records a contact from the person; false where it is on record already.
    package func heardFrom(_ address: AddrSpec, on: When, key: Key, now: Instant) throws(LedgerFault) -> Bool {
        try write { db in try HeardBook(db, key: key, now: now).record(address, on: on) }
    }
}

/// Writes contacts from people: append-only, with what says who it was in a table of its own.
struct HeardBook {
    private let db: Database
    private let key: Key
    private let now: Instant

    init(_ db: Database, key: Key, now: Instant) {
        (self.db, self.key, self.now) = (db, key, now)
    }

    /// Writes a contact with its entry in the log; false where it is on record already.
    func record(_ address: AddrSpec, on: When) throws -> Bool {
        let known =
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM heard JOIN heard_data ON heard_data.heard = heard.id
                    WHERE normal = ? AND happened = ?)
                    """, arguments: [address.normalForm, on.iso]) ?? false
        guard !known else { return false }
        let salt = Salt.bytes()
        let data = JSONValue.object([
            .init("normal", .string(address.normalForm)), .init("on", .string(on.iso)),
        ])
        let commitment = Digests.commitment(to: Array(data.canonical.utf8), saltInHex: Hex.digits(salt))
        try db.execute(
            sql: "INSERT INTO heard (happened, recorded_at, commitment) VALUES (?, ?, ?)",
            arguments: [on.iso, now.iso, Data(commitment)])
        let id = db.lastInsertedRowID
        try db.execute(
            sql: "INSERT INTO heard_data (heard, salt, normal) VALUES (?, ?, ?)",
            arguments: [id, Data(salt), address.normalForm])
        var chain = try Chain(db)
        try chain.append(
            .heardFrom, at: now, subject: key.pseudonym(address.loosestKey),
            payload: [
                .init("entry", .int(Int(id))), .init("entryCommitment", .string(commitment.hex)),
                .init("row", .string(LastingRow.heard(happened: on.iso, recordedAt: now.iso))),
            ],
            record: data)
        return true
    }
}
