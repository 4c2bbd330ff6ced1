internal import GRDB
internal import Vocabulary

/// Holds the tables `objection`, `heard` and their personal parts to the log.
struct ObjectionCheck {
    private let key: Key?
    private let findObjection: PreparedStatement
    private let findHeard: PreparedStatement
    private var objections = NumberSet()
    private var heards = NumberSet()
    private let db: Database
    private var buffer = CanonicalJSON()

    /// With the key, the fingerprints of rows that the first version wrote are recomputed; later ones are committed to.
    init(_ db: Database, key: Key?) throws {
        self.db = db
        self.key = key
        findObjection = try PreparedStatement(
            db,
            """
            SELECT kind, happened, recorded_at, exact_print, loosest_print, is_domain, commitment,
                objection_data.objection, salt, text, normal, loosest, domain, because
            FROM objection LEFT JOIN objection_data ON objection_data.objection = objection.id WHERE objection.id = ?
            """)
        findHeard = try PreparedStatement(
            db,
            """
            SELECT happened, recorded_at, commitment, heard_data.heard, salt, normal
            FROM heard LEFT JOIN heard_data ON heard_data.heard = heard.id WHERE heard.id = ?
            """)
    }

    mutating func checkObjection(
        _ entry: LogEntryRow, _ payload: JSONMembers, _ scope: inout ErasureScope, _ faults: inout FaultList
    ) throws {
        guard let id = payload.integer("entry") else { return }
        objections.insert(id)
        let found: Void? = try findObjection.first(id) { row in
            func differs(_ column: String) { faults.differs(entry.seq, "objection", id, column) }
            if payload.plainText("kind")?.isSame(as: row.octets(0)) != true { differs("kind") }
            if !row.octets(2).isSame(as: entry.at) { differs("recorded_at") }
            let commitment = row.blob(6)
            if payload.plainText("entryCommitment")?.isSame(as: Hex.digits(commitment)) != true {
                differs("commitment")
            }
            // Without a plain form from the start, the commitment is that to what stays.
            let isPrintsOnly = payload["printsOnly"]?.isSame(as: "true") ?? false
            if let stated = payload.plainText(isPrintsOnly ? "entryCommitment" : "row"),
                !ObjectionCheck.isLasting(row, stated.text)
            {
                differs(ObjectionCheck.lasting)
            }
            if row.isNull(7) {
                if !isPrintsOnly { scope.note(missing: .objections, id, of: entry.seq) }
            } else {
                checkData(row, id, commitment, entry.seq, &faults)
            }
        }
        if found == nil { faults.missing(entry.seq, "objection", id) }
    }

    /// Checks what an erasure says of the objections that it left, or wrote, without a plain form.
    mutating func checkRemains(
        _ remains: [ErasureScope.Remains], of seq: Int64, _ faults: inout FaultList
    ) throws {
        for remains in remains {
            let isWritten = !objections.contains(remains.id)
            objections.insert(remains.id)
            let found: Void? = try findObjection.first(remains.id) { row in
                let isKept = !isWritten || Hex.digits(row.blob(6)).elementsEqual(remains.digest.utf8)
                guard ObjectionCheck.isLasting(row, remains.digest), isKept else {
                    return faults.differs(seq, "objection", remains.id, ObjectionCheck.lasting)
                }
                guard !row.isNull(7) else { return }
                faults.unknown(seq, "objection_data", remains.id)
            }
            if found == nil { faults.missing(seq, "objection", remains.id) }
        }
    }

    /// The columns that outlive an erasure, as a fault names them.
    private static let lasting = "exact_print, loosest_print, kind, happened, recorded_at, is_domain"

    private static func isLasting(_ row: StatementRow, _ digest: String) -> Bool {
        row.integer(5) & ~1 == 0
            && digest
                == LastingRow.objection(
                    kind: row.text(0), happened: row.text(1), recordedAt: row.text(2), exactPrint: row.blob(3),
                    loosestPrint: row.blob(4), isDomain: row.flag(5))
    }

    private mutating func checkData(
        _ row: StatementRow, _ id: Int64, _ commitment: [UInt8], _ seq: Int64, _ faults: inout FaultList
    ) {
        begin(salt: row.blob(8))
        buffer.object { json in
            json.member("because", octets: row.octets(13))
            json.member("domain", octets: row.octets(12))
            json.member("kind", octets: row.octets(0))
            json.member("loosest", octets: row.octets(11))
            json.member("normal", octets: row.octets(10))
            json.member("on", octets: row.octets(1))
            json.member("text", octets: row.octets(9))
        }
        if Digests.sha256(buffer.octets) != commitment {
            faults.add(seq, ObjectionCheck.notCommitted("objection_data", id))
        }
        let isDomain = !row.octets(12).isEmpty
        if row.integer(5) != (isDomain ? 1 : 0) { faults.differs(seq, "objection", id, "is_domain") }
        guard let key else { return }
        let use: Key.Use = isDomain ? .domain : .objection
        if key.print(row.text(10), for: use) != row.blob(3) { faults.differs(seq, "objection", id, "exact_print") }
        if key.print(row.text(11), for: use) != row.blob(4) { faults.differs(seq, "objection", id, "loosest_print") }
    }

    mutating func checkHeard(
        _ entry: LogEntryRow, _ payload: JSONMembers, _ scope: inout ErasureScope, _ faults: inout FaultList
    ) throws {
        guard let id = payload.integer("entry") else { return }
        heards.insert(id)
        let found: Void? = try findHeard.first(id) { row in
            if !row.octets(1).isSame(as: entry.at) { faults.differs(entry.seq, "heard", id, "recorded_at") }
            let commitment = row.blob(2)
            if payload.plainText("entryCommitment")?.isSame(as: Hex.digits(commitment)) != true {
                faults.differs(entry.seq, "heard", id, "commitment")
            }
            if let stated = payload.plainText("row") {
                let digest = LastingRow.heard(happened: row.text(0), recordedAt: row.text(1))
                if !stated.isSame(as: Array(digest.utf8)) { faults.differs(entry.seq, "heard", id, "happened") }
            }
            guard !row.isNull(3) else { return scope.note(missing: .heard, id, of: entry.seq) }
            begin(salt: row.blob(4))
            buffer.object { json in
                json.member("normal", octets: row.octets(5))
                json.member("on", octets: row.octets(0))
            }
            if Digests.sha256(buffer.octets) != commitment {
                faults.add(entry.seq, ObjectionCheck.notCommitted("heard_data", id))
            }
        }
        if found == nil { faults.missing(entry.seq, "heard", id) }
    }

    private mutating func begin(salt: [UInt8]) {
        buffer.removeAll()
        buffer.raw(Hex.digits(salt))
        buffer.raw([0x0A])
    }

    /// Rows that no entry has named.
    func finish(_ faults: inout FaultList) throws {
        for (table, column, known) in [
            ("objection", "id", objections), ("objection_data", "objection", objections), ("heard", "id", heards),
            ("heard_data", "heard", heards),
        ] {
            try PreparedStatement(db, "SELECT \(column) FROM \(table) ORDER BY \(column)").eachRow { row in
                if !known.contains(row.integer(0)) { faults.unknown(0, table, row.integer(0)) }
            }
        }
    }

    static func notCommitted(_ table: String, _ id: Int64) -> Phrase {
        Phrase(
            fr: "`\(table)` \(id) : ce n’est pas ce que sa ligne engage",
            en: "`\(table)` \(id): this is not what its row commits to")
    }
}
