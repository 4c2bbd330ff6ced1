internal import GRDB
internal import Vocabulary

/// A LinkedIn export as a snapshot of the whole network.
struct SnapshotImport {
    /// The snapshot's own import, which for bytes seen before is the first one.
    let snapshotID: Int64
    private let previousLatest: Int64?
    let exportedOn: CivilDate?
    /// True where no other snapshot is later.
    let isLatest: Bool
    private let db: Database
    private let insert: PreparedStatement

    /// The latest snapshot goes by its date, then by the order of import; one without a date comes before all others.
    static let latest =
        "SELECT import FROM snapshot ORDER BY exported_on IS NOT NULL DESC, exported_on DESC, import DESC LIMIT 1"

    init(_ db: Database, importID: Int64, source: ImportSource) throws {
        self.db = db
        let known = try Row.fetchOne(
            db,
            sql: """
                SELECT snapshot.import, snapshot.exported_on FROM snapshot JOIN import ON import.id = snapshot.import
                WHERE import.sha256 = ? ORDER BY import.id LIMIT 1
                """, arguments: [source.sha256])
        previousLatest = try Int64.fetchOne(db, sql: SnapshotImport.latest)
        if source.isSupplement, let previousLatest {
            snapshotID = previousLatest
            exportedOn = try String.fetchOne(
                db, sql: "SELECT exported_on FROM snapshot WHERE import = ?", arguments: [previousLatest]
            ).flatMap { CivilDate(iso: $0) }
        } else if let known {
            snapshotID = known[0]
            exportedOn = (known[1] as String?).flatMap { CivilDate(iso: $0) }
        } else {
            snapshotID = importID
            exportedOn = source.exportedOn
            try db.execute(
                sql: "INSERT INTO snapshot (import, exported_on) VALUES (?, ?)",
                arguments: [importID, source.exportedOn?.iso])
        }
        isLatest = try Int64.fetchOne(db, sql: SnapshotImport.latest) == snapshotID
        insert = try PreparedStatement(db, "INSERT OR IGNORE INTO sighting (import, evidence) VALUES (?, ?)")
    }

    /// Notes that this snapshot shows a piece of evidence.
    func sight(_ evidence: EvidenceID) throws {
        try insert.execute(snapshotID, evidence.rawValue)
    }

    /// How many addresses the previous latest export showed and this one, being the latest, does not.
    func withdrawn() throws -> Int {
        guard isLatest, let previousLatest, previousLatest != snapshotID else { return 0 }
        return try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM sighting AS before JOIN evidence_data AS data ON data.evidence = before.evidence
                WHERE before.import = ? AND data.address <> '' AND NOT EXISTS (
                    SELECT 1 FROM sighting AS after WHERE after.evidence = before.evidence AND after.import = ?)
                """, arguments: [previousLatest, snapshotID]) ?? 0
    }
}
