internal import Crypto
internal import Foundation
internal import GRDB
internal import Vocabulary

/// Writes pieces of evidence, each once per contact.
final class EvidenceWriter {
    private let importID: Int64
    private let now: Instant
    private let find: Statement
    private let insert: Statement
    private let insertData: Statement
    private let hold: Statement
    private let db: Database
    private var hash = SHA256()
    /// How many pieces were written, blank LinkedIn connections included.
    private(set) var count = 0

    init(_ db: Database, importID: Int64, now: Instant) throws {
        self.db = db
        self.importID = importID
        self.now = now
        find = try db.cachedStatement(sql: "SELECT evidence FROM holding WHERE contact = ? AND claim = ?")
        insert = try db.cachedStatement(
            sql: "INSERT INTO evidence (kind, import, line, recorded_at, commitment) VALUES (?, ?, ?, ?, ?)")
        insertData = try db.cachedStatement(
            sql: """
                INSERT INTO evidence_data (evidence, salt, \(ClaimRow.columns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        hold = try db.cachedStatement(sql: "INSERT INTO holding (contact, evidence, claim) VALUES (?, ?, ?)")
    }

    /// SHA-256 over the commitments of all that was written, in their order.
    var digest: String { Array(hash.finalize()).hex }

    func write(_ claim: Claim, line: Int, contact: ContactID) throws -> (id: EvidenceID, isNew: Bool) {
        let identity = Data(ClaimRow.identity(of: claim))
        if let known = try Int64.fetchOne(find, arguments: [contact.rawValue, identity]) {
            return (EvidenceID(known), false)
        }
        let salt = Salt.bytes()
        let data = ClaimRow.record(claim, line: line).canonical
        let commitment = Data(SHA256.hash(data: Data((salt.hex + "\n" + data).utf8)))
        try insert.execute(arguments: [claim.kind.rawValue, importID, line, now.iso, commitment])
        let id = db.lastInsertedRowID
        try insertData.execute(arguments: StatementArguments([id, Data(salt)] + ClaimRow.values(of: claim)))
        try hold.execute(arguments: [contact.rawValue, id, identity])
        hash.update(data: commitment)
        count += 1
        return (EvidenceID(id), true)
    }
}
