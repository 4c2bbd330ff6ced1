internal import Foundation
internal import GRDB
package import Gate
package import Vocabulary

/// Reads the dossiers of all contacts, in the order of their ids, a chunk at a time: memory stays flat.
package struct DossierReader {
    private let ledger: Ledger
    private let key: Key
    private let letter: String?
    private var last: Int64 = 0
    /// The newest objection that the dossiers of the last chunk show; later ones are for the claim to see.
    package private(set) var newestObjection: Int64 = 0
    /// How many contacts a chunk holds.
    package static let chunk = 512

    /// `letter` adds what was mailed under that identity.
    package init(_ ledger: Ledger, key: Key, letter: String?) {
        self.ledger = ledger
        self.key = key
        self.letter = letter
    }

    /// The next dossiers; empty at the end.
    package mutating func next() throws(LedgerFault) -> [Dossier] {
        let (key, letter, after) = (key, letter, last)
        let (dossiers, newest) = try ledger.read { db in
            (
                try DossierLoader(db, key: key, letter: letter).load(
                    """
                    contact.id > ?1 AND contact.id NOT IN (SELECT contact FROM absorbed)
                    ORDER BY contact.id LIMIT \(DossierReader.chunk)
                    """, [after]),
                try Int64.fetchOne(db, sql: "SELECT max(id) FROM objection") ?? 0
            )
        }
        newestObjection = newest
        if let final = dossiers.last { last = final.contact.id.rawValue }
        return dossiers
    }
}

extension Ledger {
    /// The dossier of one contact; nil where there is none of that id.
    package func dossier(of contact: ContactID, key: Key, letter: String?) throws(LedgerFault) -> Dossier? {
        try read { db in
            try DossierLoader(db, key: key, letter: letter).load("contact.id = ?1", [contact.rawValue]).first
        }
    }

    /// The dossiers of all contacts that have an address with the same loosest key.
    package func dossiers(near address: AddrSpec, key: Key, letter: String?) throws(LedgerFault) -> [Dossier] {
        try read { db in
            try DossierLoader(db, key: key, letter: letter).load(
                """
                contact.id IN (SELECT contact FROM address WHERE loosest = ?1)
                AND contact.id NOT IN (SELECT contact FROM absorbed) ORDER BY contact.id
                """, [address.loosestKey])
        }
    }

    /// The objections that an address meets, whether a contact has it or not.
    package func objections(to address: AddrSpec, key: Key) throws(LedgerFault) -> [Objection] {
        try read { db in
            try ObjectionFinder(db, key: key).objections(normal: address.normalForm, loosest: address.loosestKey)
        }
    }
}

/// Puts dossiers together from one query per table.
struct DossierLoader {
    private let db: Database
    private let mailing: Int64?
    private let finder: ObjectionFinder
    private let neighbours: Neighbours
    private let latest: (id: Int64, exportedOn: CivilDate?)?
    private let hasHeard: Bool

    init(_ db: Database, key: Key, letter: String?) throws {
        self.db = db
        mailing = try letter.flatMap {
            try Int64.fetchOne(db, sql: "SELECT id FROM mailing WHERE letter = ?", arguments: [$0])
        }
        finder = try ObjectionFinder(db, key: key)
        neighbours = Neighbours(db, finder: finder, mailing: mailing)
        latest = try Row.fetchOne(
            db, sql: "SELECT import, exported_on FROM snapshot WHERE import = (\(SnapshotImport.latest))"
        ).map { ($0[0], ($0[1] as String?).flatMap { CivilDate(iso: $0) }) }
        hasHeard = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM heard)") ?? false
    }

    func load(_ condition: String, _ arguments: StatementArguments) throws -> [Dossier] {
        var dossiers: [Dossier] = []
        var index: [Int64: Int] = [:]
        let rows = try Row.fetchCursor(
            try db.cachedStatement(
                sql: """
                    SELECT contact.id, contact.profile, first_name, last_name, full_name, company, position, extra,
                        linkedin_company, name_key <> '' AND EXISTS (
                            SELECT 1 FROM contact AS other WHERE other.name_key = contact.name_key
                            AND other.name_key <> '' AND other.id <> contact.id)
                    FROM contact WHERE \(condition)
                    """), arguments: arguments)
        while let row = try rows.next() {
            let id: Int64 = row[0]
            index[id] = dossiers.count
            let fields = ContactFields(
                firstName: row[2], lastName: row[3], fullName: row[4], company: row[5], position: row[6],
                extra: ExtraFields.decode(row[7]))
            let contact = Contact(
                id: ContactID(id), profile: (row[1] as String?).map { ProfileURL(normalForm: $0) }, fields: fields)
            dossiers.append(Dossier(contact: contact, addresses: [], linkedInCompany: row[8], sharesName: row[9]))
        }
        guard let first = dossiers.first?.contact.id.rawValue else { return [] }
        let span = (first, dossiers.map(\.contact.id.rawValue).max() ?? first)
        try loadAddresses(&dossiers, index, span)
        try loadEvidence(&dossiers, index, span)
        try loadMailed(&dossiers, index, span)
        return dossiers
    }

    private func loadAddresses(_ dossiers: inout [Dossier], _ index: [Int64: Int], _ span: (Int64, Int64)) throws {
        let rows = try Row.fetchCursor(
            try db.cachedStatement(
                sql: """
                    SELECT contact, text, normal, loosest, EXISTS (
                        SELECT 1 FROM address AS other WHERE other.loosest = address.loosest
                        AND other.contact <> address.contact)
                    FROM address WHERE contact BETWEEN ? AND ? ORDER BY id
                    """), arguments: [span.0, span.1])
        let heard = try db.cachedStatement(
            sql: """
                SELECT happened FROM heard_data JOIN heard ON heard.id = heard_data.heard WHERE normal = ?
                """)
        while let row = try rows.next() {
            guard let at = index[row[0]] else { continue }
            let (normal, loosest): (String, String) = (row[2], row[3])
            var address = Dossier.KnownAddress(row[1], isKnownElsewhere: row[4])
            if address.isKnownElsewhere {
                address.objectionsElsewhere = try neighbours.objections(at: loosest)
                let contact: Int64 = row[0]
                if let state = try neighbours.mailed(at: loosest, otherThan: contact) {
                    dossiers[at].mailed.append(
                        Dossier.Mailed(loosestKey: loosest, state: state, isSameContact: false))
                }
            }
            dossiers[at].addresses.append(address)
            for objection in try finder.objections(normal: normal, loosest: loosest)
            where !dossiers[at].objections.contains(where: { $0.id == objection.id }) {
                dossiers[at].objections.append(objection)
            }
            guard hasHeard else { continue }
            for text in try String.fetchAll(heard, arguments: [normal]) {
                guard let when = When(iso: text) else { continue }
                if let known = dossiers[at].lastHeardFrom, known.day >= when.day { continue }
                dossiers[at].lastHeardFrom = when
            }
        }
    }

    private func loadEvidence(_ dossiers: inout [Dossier], _ index: [Int64: Int], _ span: (Int64, Int64)) throws {
        let rows = try Row.fetchCursor(
            try db.cachedStatement(
                sql: """
                    SELECT holding.contact, evidence.id, evidence.kind, evidence.line, evidence.recorded_at,
                        import.file, import.sha256, sighting.evidence IS NOT NULL, \(ClaimRow.columns)
                    FROM holding
                    JOIN evidence ON evidence.id = holding.evidence
                    JOIN evidence_data ON evidence_data.evidence = holding.evidence
                    JOIN import ON import.id = evidence.import
                    LEFT JOIN sighting ON sighting.evidence = holding.evidence AND sighting.import = ?
                    WHERE holding.contact BETWEEN ? AND ?
                    """), arguments: [latest?.id, span.0, span.1])
        while let row = try rows.next() {
            guard let at = index[row[0]], let kind = EvidenceKind(rawValue: row[2]) else { continue }
            let standing =
                kind == .linkedInConnection
                ? LinkedInStanding(latestExport: latest?.exportedOn, isInLatest: row[7]) : nil
            dossiers[at].evidence.append(
                Evidence(
                    id: EvidenceID(row[1]), claim: ClaimRow.claim(kind: kind, from: row, at: 8),
                    artefact: Artefact(fileName: row[5], sha256: row[6], line: row[3]),
                    recordedAt: Instant(iso: row[4]) ?? Instant(milliseconds: 0), linkedIn: standing))
        }
        for at in dossiers.indices {
            dossiers[at].evidence.sort { $0.id < $1.id }
            shareStandings(&dossiers[at].evidence)
        }
    }

    /// What the latest export shows is the address: another claim to it, of another connection date say, stands alike.
    private func shareStandings(_ evidence: inout [Evidence]) {
        let shown = Set(
            evidence.filter { $0.linkedIn?.isInLatest == true && !$0.claim.address.isEmpty }.map {
                AddressKeys($0.claim.address).normal
            })
        guard !shown.isEmpty else { return }
        for at in evidence.indices
        where evidence[at].linkedIn?.isInLatest == false && !evidence[at].claim.address.isEmpty {
            let isShown = shown.contains(AddressKeys(evidence[at].claim.address).normal)
            evidence[at].linkedIn?.isInLatest = isShown
        }
    }

    private func loadMailed(_ dossiers: inout [Dossier], _ index: [Int64: Int], _ span: (Int64, Int64)) throws {
        guard let mailing else { return }
        let rows = try Row.fetchCursor(
            try db.cachedStatement(
                sql: """
                    SELECT address.contact, recipient.loosest, recipient.state,
                        coalesce(absorbed.into_contact, recipient.contact) = address.contact
                    FROM address
                    JOIN recipient ON recipient.mailing = ?1 AND recipient.loosest = address.loosest
                    LEFT JOIN absorbed ON absorbed.contact = recipient.contact
                    WHERE address.contact BETWEEN ?2 AND ?3
                    UNION
                    SELECT coalesce(absorbed.into_contact, recipient.contact), recipient.loosest, recipient.state, 1
                    FROM recipient LEFT JOIN absorbed ON absorbed.contact = recipient.contact
                    WHERE recipient.mailing = ?1 AND (recipient.contact BETWEEN ?2 AND ?3
                        OR absorbed.into_contact BETWEEN ?2 AND ?3)
                    """), arguments: [mailing, span.0, span.1])
        while let row = try rows.next() {
            guard let at = index[row[0]], let state = RecipientState(rawValue: row[2]) else { continue }
            dossiers[at].mailed.append(Dossier.Mailed(loosestKey: row[1], state: state, isSameContact: row[3]))
        }
    }
}
