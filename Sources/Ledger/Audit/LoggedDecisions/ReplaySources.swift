internal import GRDB
internal import Gate
internal import Vocabulary

/// Puts together what a decision looked at, from rows that never change.
struct ReplaySources {
    /// How far the ledger had come: the numbers of the newest rows.
    struct Seen {
        var imports: Int64 = 0
        /// Objections and retractions, which are counted together.
        var objections: Int64 = 0
        var heard: Int64 = 0
    }

    private typealias Snapshot = (id: Int64, exportedOn: CivilDate?)

    private let db: Database
    private let finder: ObjectionFinder
    private let retractions: [Retractions.Taken]
    private let neighbours: Neighbours
    /// In the order of the imports; exports are few.
    private let snapshots: [Snapshot]
    private let findEvidence: PreparedStatement
    private let isSighted: PreparedStatement
    private let findAddresses: PreparedStatement
    private let findHolders: PreparedStatement
    private let isElsewhere: PreparedStatement
    private let findHeard: PreparedStatement

    init(_ db: Database, key: Key) throws {
        self.db = db
        finder = try ObjectionFinder(db, key: key, .all)
        retractions = try Retractions.all(db)
        neighbours = Neighbours(db, finder: finder, mailing: nil)
        var snapshots: [Snapshot] = []
        try PreparedStatement(db, "SELECT import, exported_on FROM snapshot ORDER BY import").eachRow {
            snapshots.append(($0.integer(0), $0.optionalText(1).flatMap { CivilDate(iso: $0) }))
        }
        self.snapshots = snapshots
        findEvidence = try PreparedStatement(
            db,
            """
            SELECT evidence.id, evidence.kind, evidence.line, evidence.recorded_at, import.file, import.sha256,
                \(ClaimRow.columns)
            FROM evidence JOIN evidence_data ON evidence_data.evidence = evidence.id
            JOIN import ON import.id = evidence.import WHERE evidence.id = ?
            """)
        isSighted = try PreparedStatement(db, "SELECT 1 FROM sighting WHERE evidence = ? AND import = ?")
        findAddresses = try PreparedStatement(
            db,
            """
            SELECT address.id, normal, loosest FROM address WHERE contact = ?1
            UNION SELECT address.id, normal, loosest FROM absorbed
                JOIN address ON address.contact = absorbed.into_contact WHERE absorbed.contact = ?1
            ORDER BY 1
            """)
        findHolders = try PreparedStatement(
            db,
            """
            SELECT id, normal, loosest FROM address
            WHERE contact IN (SELECT contact FROM address WHERE loosest = ?1 AND normal = ?2) ORDER BY id
            """)
        isElsewhere = try PreparedStatement(db, "SELECT 1 FROM address WHERE loosest = ? AND contact <> ?")
        findHeard = try PreparedStatement(
            db,
            """
            SELECT happened FROM heard_data JOIN heard ON heard.id = heard_data.heard WHERE normal = ? AND heard.id <= ?
            """)
    }

    /// Nil where a piece of evidence was erased.
    func find(
        contact: ContactID, name: String, address: String?, evidence ids: [Int64], seen: Seen
    ) throws -> (own: Dossier, background: [ReplayBackground], evidenceNow: [Evidence])? {
        var evidence: [Evidence] = []
        for id in ids {
            guard let piece = try piece(id) else { return nil }
            evidence.append(piece)
        }
        evidence.sort { $0.id < $1.id }
        let before = snapshots.filter { $0.id <= seen.imports }
        let (latestThen, latest) = (ReplaySources.latest(before), ReplaySources.latest(snapshots))
        var own = Dossier(
            contact: Contact(id: contact, profile: nil, fields: ContactFields(fullName: name)),
            addresses: address.map { [Dossier.KnownAddress($0)] } ?? [],
            evidence: try standing(evidence, in: latestThen, exportedOn: latestThen?.exportedOn))
        let keys = address.map { AddressKeys($0) }
        if let keys {
            let known = try known(keys.normal, keys.loosest, seen)
            (own.objections, own.lastHeardFrom) = (known.objections, known.lastHeardFrom)
        }
        // Of the exports that have come since, what they show counts; their age is not the decision's.
        let evidenceNow = try standing(evidence, in: latest, exportedOn: latestThen?.exportedOn)
        return (own, try background(contact.rawValue, keys, seen), evidenceNow)
    }

    private func piece(_ id: Int64) throws -> Evidence? {
        let found: Evidence?? = try findEvidence.first(id) { row in
            EvidenceKind(rawValue: row.text(1)).map { kind in
                Evidence(
                    id: EvidenceID(row.integer(0)), claim: ClaimRow.claim(kind: kind, from: row, at: 6),
                    artefact: Artefact(fileName: row.text(4), sha256: row.text(5), line: Int(row.integer(2))),
                    recordedAt: Instant(iso: row.text(3)) ?? Instant(milliseconds: 0), linkedIn: nil)
            }
        }
        return found ?? nil
    }

    /// The pieces with how the connections among them stand in an export.
    private func standing(
        _ evidence: [Evidence], in latest: Snapshot?, exportedOn: CivilDate?
    ) throws -> [Evidence] {
        var evidence = evidence
        for at in evidence.indices where evidence[at].claim.kind == .linkedInConnection {
            let isShown = try latest.map { try isSighted.hasRow(evidence[at].id.rawValue, $0.id) } ?? false
            evidence[at].linkedIn = LinkedInStanding(latestExport: exportedOn, isInLatest: isShown)
        }
        DossierLoader.shareStandings(&evidence)
        return evidence
    }

    /// As ``SnapshotImport/latest`` has it: by the date, then by the order of import; one without a date comes first.
    private static func latest(_ snapshots: [Snapshot]) -> Snapshot? {
        snapshots.max { one, other in
            switch (one.exportedOn, other.exportedOn) {
            case (nil, nil): one.id < other.id
            case (nil, _): true
            case (_, nil): false
            case (let mine?, let theirs?): mine == theirs ? one.id < other.id : mine < theirs
            }
        }
    }

    /// What is known through the contact's other addresses, and through others who have this one.
    private func background(_ contact: Int64, _ own: AddressKeys?, _ seen: Seen) throws -> [ReplayBackground] {
        var others: [(normal: String, loosest: String)] = []
        func note(_ row: StatementRow) {
            if row.text(1) != own?.normal { others.append((row.text(1), row.text(2))) }
        }
        try findAddresses.eachRow(contact, row: note)
        // A contact that turned out to be another one, and had no part in a mailing, is gone.
        if others.isEmpty, let own { try findHolders.eachRow(own.loosest, own.normal, row: note) }
        var background = try others.map { try known($0.normal, $0.loosest, seen) }
        if let own, try isElsewhere.hasRow(own.loosest, contact) {
            var elsewhere = ReplayBackground()
            elsewhere.isElsewhere = true
            elsewhere.objections = try neighbours.objections(at: own.loosest).filter { stood($0, seen) }
            background.append(elsewhere)
        }
        return background.filter { $0.lastHeardFrom != nil || !$0.objections.isEmpty }
    }

    /// True for an objection that was on record, and that nobody had taken back.
    private func stood(_ objection: Objection, _ seen: Seen) -> Bool {
        objection.id <= seen.objections
            && (objection.kind == .erased
                || !retractions.contains { $0.id <= seen.objections && $0.objections.contains(objection.id) })
    }

    private func known(_ normal: String, _ loosest: String, _ seen: Seen) throws -> ReplayBackground {
        var known = ReplayBackground()
        known.objections = try finder.objections(normal: normal, loosest: loosest).filter { stood($0, seen) }
        var latest: When?
        try findHeard.eachRow(normal, seen.heard) { row in
            guard let when = When(iso: row.text(0)), latest.map({ $0.day < when.day }) ?? true else { return }
            latest = when
        }
        known.lastHeardFrom = latest
        return known
    }
}
