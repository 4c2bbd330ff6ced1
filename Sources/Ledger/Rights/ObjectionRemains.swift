internal import Foundation
internal import GRDB
internal import Vocabulary

/// What is left of an objection without its plain form: keyed fingerprints, which say nothing to whoever lacks the key.
///
/// Their digest is what the log names once the plain form, and with it the salted commitment, can no longer be opened
/// (Docs/erasure.md).
struct ObjectionRemains {
    let exactPrint: [UInt8]
    let loosestPrint: [UInt8]
    let kind: String
    let happened: String
    let recordedAt: String
    let isDomain: Bool

    var data: JSONValue {
        .object([
            .init("exactPrint", .string(exactPrint.hex)), .init("happened", .string(happened)),
            .init("isDomain", .bool(isDomain)), .init("kind", .string(kind)),
            .init("loosestPrint", .string(loosestPrint.hex)), .init("recordedAt", .string(recordedAt)),
        ])
    }

    /// SHA-256 of the canonical JSON of ``data``.
    var digest: [UInt8] { Digests.sha256(Array(data.canonical.utf8)) }

    init(
        exactPrint: [UInt8], loosestPrint: [UInt8], kind: String, happened: String, recordedAt: String, isDomain: Bool
    ) {
        self.exactPrint = exactPrint
        self.loosestPrint = loosestPrint
        self.kind = kind
        self.happened = happened
        self.recordedAt = recordedAt
        self.isDomain = isDomain
    }

    /// From the columns of ``columns``, beginning at `first`.
    init(_ row: Row, at first: Int) throws {
        self.init(
            exactPrint: Array(try row.cell(first) as Data), loosestPrint: Array(try row.cell(first + 1) as Data),
            kind: try row.cell(first + 2), happened: try row.cell(first + 3), recordedAt: try row.cell(first + 4),
            isDomain: try row.cell(first + 5))
    }

    static let columns = "exact_print, loosest_print, kind, happened, recorded_at, is_domain"

    /// Writes the objection without a plain form; gives its number.
    func insert(_ db: Database) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO objection (id, \(ObjectionRemains.columns), commitment) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                try Retractions.nextNumber(db), Data(exactPrint), Data(loosestPrint), kind, happened, recordedAt,
                isDomain, Data(digest),
            ])
        let id = db.lastInsertedRowID
        // From then on, fingerprints alone must be looked at.
        try db.execute(sql: "INSERT OR IGNORE INTO meta (name, value) VALUES ('prints-only', '1')")
        return id
    }

    /// The numbers of the same objection on record, where it stands; `onAnyDay` takes one of another day for the same.
    func standing(onAnyDay: Bool = false, _ db: Database) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM objection
                WHERE loosest_print = ? AND exact_print = ? AND kind = ? AND (happened = ? OR ?)
                """ + Retractions.condition(.standing, db),
            arguments: [Data(loosestPrint), Data(exactPrint), kind, happened, onAnyDay])
    }

    /// True where the same objection is on record, and stands.
    func isKnown(_ db: Database) throws -> Bool { try !standing(db).isEmpty }
}
