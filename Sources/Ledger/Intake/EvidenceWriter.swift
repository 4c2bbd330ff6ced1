internal import Crypto
internal import GRDB
internal import Vocabulary

/// Writes pieces of evidence, each once per contact.
final class EvidenceWriter {
    private let importID: Int64
    private let now: String
    private let find: PreparedStatement
    private let insert: PreparedStatement
    private let insertData: PreparedStatement
    private let hold: PreparedStatement
    private let db: Database
    private var hash = SHA256()
    private var rows = LastingRow.Evidence()
    /// How many pieces were written, blank LinkedIn connections included.
    private(set) var count = 0

    init(_ db: Database, importID: Int64, now: Instant) throws {
        self.db = db
        self.importID = importID
        self.now = now.iso
        find = try PreparedStatement(db, "SELECT evidence FROM holding WHERE contact = ? AND claim = ?")
        insert = try PreparedStatement(
            db, "INSERT INTO evidence (kind, import, line, recorded_at, commitment) VALUES (?, ?, ?, ?, ?)")
        insertData = try PreparedStatement(
            db,
            """
            INSERT INTO evidence_data (evidence, salt, \(ClaimRow.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        hold = try PreparedStatement(db, "INSERT INTO holding (contact, evidence, claim) VALUES (?, ?, ?)")
    }

    /// SHA-256 over the commitments of all that was written, in their order.
    var digest: String { Array(hash.finalize()).hex }
    /// SHA-256 over what no erasure takes from these rows.
    var rowsDigest: String { rows.digest }

    /// `isHolding` is false where the contact is known to hold nothing yet.
    func write(
        _ new: ImportClaim, line: Int, contact: ContactID, isHolding: Bool
    ) throws -> (id: EvidenceID, isNew: Bool) {
        if isHolding, let known = try find.first(contact.rawValue, new.identity, read: { $0.integer(0) }) {
            return (EvidenceID(known), false)
        }
        let (row, claim) = (new.row, new.row.claim)
        try insert.execute(claim.kind.rawValue, importID, line, now, new.commitment)
        let id = db.lastInsertedRowID
        try insertData.execute(
            id, new.salt, claim.address, row.shared, claim.place, row.context, row.source, claim.sharedWith,
            row.purposes, claim.consent?.wording, claim.consent?.wordingLanguage, row.confirmed,
            claim.consent?.formURL, claim.isPreferred, claim.company, claim.attestation)
        try hold.execute(contact.rawValue, id, new.identity)
        new.commitment.withUnsafeBytes { hash.update(bufferPointer: $0) }
        var kind = claim.kind.rawValue
        kind.withUTF8 { rows.add(id: id, kind: $0, line: Int64(line)) }
        count += 1
        return (EvidenceID(id), true)
    }
}
