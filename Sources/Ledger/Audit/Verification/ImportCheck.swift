internal import Crypto
internal import GRDB
internal import Vocabulary

/// Holds the tables `import`, `snapshot`, `evidence` and `evidence_data` to the log.
struct ImportCheck {
    private struct Row {
        let kind, file, sha256, recordedAt, recordedBy: [UInt8]
        var seq: Int64?
    }

    /// What an entry commits to of the evidence that its import wrote.
    private struct Stated {
        let seq: Int64
        let count: Int64?
        /// Nil once the record was erased.
        let evidenceDigest: [UInt8]?
        /// Nil for what the first version wrote.
        let rowsDigest: [UInt8]?
    }

    /// The same, as it is stored.
    private struct Found {
        var commitments = SHA256()
        var rows = LastingRow.Evidence()
        var count: Int64 = 0
    }

    private let db: Database
    private var imports: [Int64: Row] = [:]
    private var snapshots: [Int64: (exportedOn: [UInt8]?, isKnown: Bool)] = [:]
    private var stated: [Int64: Stated] = [:]
    /// Imports are numbered in the order of their entries: the number of the last one.
    private(set) var entries: Int64 = 0
    private var buffer = CanonicalJSON()
    private let findCommitment: PreparedStatement

    init(_ db: Database) throws {
        self.db = db
        findCommitment = try PreparedStatement(db, "SELECT commitment FROM evidence WHERE id = ?")
        var imports: [Int64: Row] = [:]
        try PreparedStatement(db, "SELECT id, kind, file, sha256, recorded_at, recorded_by FROM import").eachRow {
            imports[$0.integer(0)] = Row(
                kind: Array($0.octets(1)), file: Array($0.octets(2)), sha256: Array($0.octets(3)),
                recordedAt: Array($0.octets(4)), recordedBy: Array($0.octets(5)))
        }
        var snapshots: [Int64: (exportedOn: [UInt8]?, isKnown: Bool)] = [:]
        try PreparedStatement(db, "SELECT import, exported_on FROM snapshot").eachRow {
            snapshots[$0.integer(0)] = ($0.optionalOctets(1).map { Array($0) }, false)
        }
        (self.imports, self.snapshots) = (imports, snapshots)
    }

    mutating func check(
        _ entry: LogEntryRow, _ payload: JSONMembers, _ record: JSONMembers?, _ scope: inout ErasureScope,
        _ faults: inout FaultList
    ) {
        // Without a record, it is the number behind the one before; one that no import can have is no number to go on from.
        let id = record?.integer("import") ?? entries.saturated(adding: 1)
        if id > 0 { entries = id }
        stated[id] = Stated(
            seq: entry.seq, count: payload.integer("evidence"),
            evidenceDigest: record?.plainText("evidenceDigest").map { Array($0) },
            rowsDigest: payload.plainText("rows").map { Array($0) })
        guard let row = imports[id] else { return faults.missing(entry.seq, "import", id) }
        imports[id]?.seq = entry.seq
        func differs(_ column: String) { faults.differs(entry.seq, "import", id, column) }
        if payload.plainText("kind")?.isSame(as: row.kind) != true { differs("kind") }
        if !entry.at.isSame(as: row.recordedAt) { differs("recorded_at") }
        let isExport = payload.plainText("kind")?.isSame(as: "linkedin") == true
        guard let record else {
            // It went with a person whom the file was named after; what it said of its snapshot went with it.
            if isExport { snapshots[id]?.isKnown = true }
            return
        }
        if !isText(row.file, record["file"]) {
            if row.file.isEmpty { scope.note(missing: .imports, id, of: entry.seq) } else { differs("file") }
        }
        if !isText(row.sha256, record["sha256"]) { differs("sha256") }
        if !isText(row.recordedBy, record["recordedBy"]) { differs("recorded_by") }
        guard isExport else { return }
        checkSnapshot(id, entry.seq, record, &faults)
    }

    /// An import of LinkedIn's export is a snapshot of its own, or belongs to an earlier one: to that of the same bytes, or,
    /// with corrected rows, to the latest.
    private mutating func checkSnapshot(
        _ id: Int64, _ seq: Int64, _ record: JSONMembers, _ faults: inout FaultList
    ) {
        if record["snapshot"] != nil {
            guard let snapshot = record.integer("snapshot"), let found = snapshots[snapshot] else {
                return faults.missing(seq, "snapshot", record.integer("snapshot") ?? id)
            }
            if snapshot == id { snapshots[id]?.isKnown = true }
            if !isText(found.exportedOn, record["exportedOn"]) { faults.differs(seq, "snapshot", id, "exported_on") }
        } else if let own = snapshots[id] {
            snapshots[id]?.isKnown = true
            if !isText(own.exportedOn, record["exportedOn"]) { faults.differs(seq, "snapshot", id, "exported_on") }
        } else {
            // The first version did not say which one; there must be one of that day.
            let isThere = snapshots.contains { $0.key < id && isText($0.value.exportedOn, record["exportedOn"]) }
            if !isThere { faults.missing(seq, "snapshot", id) }
        }
    }

    /// Evidence that was written into the log before its data was erased.
    func checkKept(
        _ entry: LogEntryRow, _ payload: JSONMembers, _ record: JSONMembers?, _ faults: inout FaultList
    ) throws {
        guard let id = payload.integer("entry"), let stated = payload.plainText("entryCommitment") else { return }
        let commitment = try findCommitment.first(id) { $0.blob(0) }
        guard let commitment else { return faults.missing(entry.seq, "evidence", id) }
        if !stated.isSame(as: Hex.digits(commitment)) { faults.differs(entry.seq, "evidence", id, "commitment") }
        guard let salt = record?.plainText("salt"), let claim = record?["claim"] else { return }
        if Digests.commitment(to: Array(claim), saltInHex: Array(salt)) != commitment {
            faults.add(entry.seq, ObjectionCheck.notCommitted("evidence", id))
        }
    }

    private mutating func isText(_ column: [UInt8]?, _ value: Octets?) -> Bool {
        guard let value else { return false }
        buffer.removeAll()
        if let column {
            column.withUnsafeBufferPointer { buffer.value(octets: $0) }
        } else {
            buffer.value(octets: nil)
        }
        return value.isSame(as: buffer.octets)
    }

    /// After the log has ended: rows that no entry has named, and the evidence, piece by piece.
    mutating func finish(_ scope: inout ErasureScope, _ faults: inout FaultList) throws {
        for id in imports.keys.sorted() where imports[id]?.seq == nil { faults.unknown(0, "import", id) }
        for id in snapshots.keys.sorted() where snapshots[id]?.isKnown == false {
            faults.unknown(imports[id]?.seq ?? 0, "snapshot", id)
        }
        let found = try checkEvidence(&scope, &faults)
        for id in stated.keys.sorted() {
            guard let stated = stated[id] else { continue }
            let found = found[id] ?? Found()
            let isDigest = stated.evidenceDigest.map { Hex.digits(found.commitments.finalize()) == $0 } ?? true
            let isRows = stated.rowsDigest.map { Array(found.rows.digest.utf8) == $0 } ?? true
            guard stated.count == found.count, isDigest, isRows else {
                faults.add(
                    stated.seq,
                    Phrase(
                        fr: "`evidence` : les lignes de l’import \(id) ne sont pas celles que l’entrée engage",
                        en: "`evidence`: the rows of import \(id) are not those that the entry commits to"))
                continue
            }
        }
    }

    private mutating func checkEvidence(
        _ scope: inout ErasureScope, _ faults: inout FaultList
    ) throws -> [Int64: Found] {
        var found: [Int64: Found] = [:]
        var expected: Int64 = 1
        let statement = try PreparedStatement(
            db,
            """
            SELECT evidence.id, kind, import, line, recorded_at, commitment, evidence_data.evidence, salt,
                \(ClaimRow.columns)
            FROM evidence LEFT JOIN evidence_data ON evidence_data.evidence = evidence.id ORDER BY evidence.id
            """)
        // Nearly always the import is that of the row before.
        var (current, group, importRow) = (Int64.min, Found(), Row?.none)
        try statement.eachRow { row in
            let (id, of) = (row.integer(0), row.integer(2))
            if of != current {
                if current != .min { found[current] = group }
                (current, group, importRow) = (of, found[of] ?? Found(), imports[of])
            }
            let seq = stated[of]?.seq ?? 0
            if id != expected { faults.differs(seq, "evidence", id, "id") }
            expected = id < .max ? id + 1 : id
            let commitment = row.blob(5)
            commitment.withUnsafeBytes { group.commitments.update(bufferPointer: $0) }
            group.rows.add(id: id, kind: row.octets(1), line: row.integer(3))
            group.count += 1
            if stated[of] == nil { faults.unknown(0, "evidence", id) }
            if let importRow, !row.octets(4).isSame(as: importRow.recordedAt) {
                faults.differs(seq, "evidence", id, "recorded_at")
            }
            guard !row.isNull(6) else { return scope.note(missing: .evidence, id, of: seq) }
            if !isCommitted(row, commitment) { faults.add(seq, ObjectionCheck.notCommitted("evidence_data", id)) }
        }
        if current != .min { found[current] = group }
        try PreparedStatement(
            db,
            "SELECT evidence FROM evidence_data WHERE NOT EXISTS (SELECT 1 FROM evidence WHERE id = evidence_data.evidence)"
        ).eachRow { faults.unknown(0, "evidence_data", $0.integer(0)) }
        return found
    }

    /// The columns as ``ClaimRow/record(line:)`` has them, octet by octet: a value that reads alike is not the same.
    private mutating func isCommitted(_ row: StatementRow, _ commitment: [UInt8]) -> Bool {
        let kind = row.octets(1)
        let isForm = kind.isSame(as: "form-opt-in")
        // Columns of a sign-up alone.
        for column: Int32 in [14, 15, 16, 18] where row.isNull(column) == isForm { return false }
        guard isForm || row.isNull(17), row.integer(19) & ~1 == 0 else { return false }
        buffer.removeAll()
        buffer.raw(Hex.digits(row.blob(7)))
        buffer.raw([0x0A])
        buffer.object { json in
            json.member("address", octets: row.octets(8))
            json.member("attestation", octets: row.octets(21))
            json.member("company", octets: row.octets(20))
            if isForm { json.member("confirmed", octets: row.optionalOctets(17)) }
            json.member("context", octets: row.octets(11))
            if isForm { json.member("formURL", octets: row.octets(18)) }
            json.member("kind", octets: kind)
            json.member("line", row.integer(3))
            json.member("place", octets: row.octets(10))
            json.member("preferred", row.flag(19))
            if isForm {
                json.member("purposes", each: row.octets(14).split(separator: 0x20)) { json, purpose in
                    json.value(octets: Octets(rebasing: purpose))
                }
            }
            json.member("shared", octets: row.optionalOctets(9))
            json.member("sharedWith", octets: row.octets(13))
            json.member("source", octets: row.octets(12))
            guard isForm else { return }
            json.member("wording", octets: row.octets(15))
            json.member("wordingLanguage", octets: row.octets(16))
            json.member("wordingSHA256", plain: Hex.digits(Digests.sha256(Array(row.octets(15)))))
        }
        return Digests.sha256(buffer.octets) == commitment
    }
}
