internal import GRDB
internal import Gate
internal import Vocabulary

/// Reads from the ledger all that is known of contacts, for the gate to judge.
///
/// What cannot be read excludes. An objection of an unknown kind counts as an objection to everything, one whose date is
/// unreadable as later than any sign-up, a recipient in an unknown state as somebody who may have been mailed. A date or
/// a source that cannot be read stays in the dossier as such, for the gate to judge. A fault of the database is thrown, and nobody of the
/// chunk is judged.
///
/// Dossiers are put together from one query per table, each in the order of the contacts: their rows are dealt out as two
/// packs of cards are merged.
struct DossierLoader {
    private let db: Database
    private let key: Key
    private let letter: String?
    private let mailing: Int64?
    private let finder: ObjectionFinder
    private let neighbours: Neighbours
    private let latest: (id: Int64, exportedOn: CivilDate?)?
    private let hasHeard: Bool
    private let marksNamesakes: Bool

    /// `marksNamesakes`: whether dossiers say who shares a name. The index of names is read all over for it, and the rules do not ask.
    init(_ db: Database, key: Key, letter: String?, marksNamesakes: Bool = false) throws {
        self.db = db
        self.key = key
        self.letter = letter
        self.marksNamesakes = marksNamesakes
        mailing = try letter.flatMap { letter in
            try PreparedStatement(db, "SELECT id FROM mailing WHERE letter = ?").first(letter) { $0.integer(0) }
        }
        finder = try ObjectionFinder(db, key: key)
        neighbours = Neighbours(db, finder: finder, mailing: mailing)
        latest = try PreparedStatement(
            db, "SELECT import, exported_on FROM snapshot WHERE import = (\(SnapshotImport.latest))"
        ).first { ($0.integer(0), $0.optionalText(1).flatMap { CivilDate(iso: $0) }) }
        hasHeard = try PreparedStatement(db, "SELECT 1 FROM heard LIMIT 1").hasRow()
    }

    /// The dossiers of the contacts that meet a condition, which ends with their order: that of their ids.
    func load<each Value: Bindable>(_ condition: String, _ arguments: repeat each Value) throws -> [Dossier] {
        var dossiers: [Dossier] = []
        let namesake = """
            name_key <> '' AND EXISTS (
                SELECT 1 FROM contact AS other WHERE other.name_key = contact.name_key
                AND other.name_key <> '' AND other.id <> contact.id)
            """
        let statement = try PreparedStatement(
            db,
            """
            SELECT contact.id, contact.profile, first_name, last_name, full_name, company, position, extra,
                linkedin_company, \(marksNamesakes ? namesake : "0")
            FROM contact WHERE \(condition)
            """)
        try statement.eachRow(repeat each arguments) { row in
            let fields = ContactFields(
                firstName: row.text(2), lastName: row.text(3), fullName: row.text(4), company: row.text(5),
                position: row.text(6), extra: ExtraFields.decode(row.optionalText(7)))
            let contact = Contact(
                id: ContactID(row.integer(0)), profile: row.optionalText(1).map { ProfileURL(normalForm: $0) },
                fields: fields)
            dossiers.append(
                Dossier(contact: contact, addresses: [], linkedInCompany: row.text(8), sharesName: row.flag(9)))
        }
        guard let first = dossiers.first?.contact.id.rawValue, let last = dossiers.last?.contact.id.rawValue else {
            return []
        }
        try loadAddresses(&dossiers, first, last)
        try loadEvidence(&dossiers, first, last)
        try loadMailed(&dossiers, first, last)
        return dossiers
    }

    /// Hands over everybody's dossier, in the order of their ids, so many at a time that memory stays flat.
    func eachDossier(_ body: (Dossier) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            let dossiers = try load(
                """
                contact.id > ?1 AND contact.id NOT IN (SELECT contact FROM absorbed)
                ORDER BY contact.id LIMIT \(DossierReader.chunk)
                """, last)
            guard let final = dossiers.last else { return }
            for dossier in dossiers { try body(dossier) }
            last = final.contact.id.rawValue
        }
    }

    private func loadAddresses(_ dossiers: inout [Dossier], _ first: Int64, _ last: Int64) throws {
        let statement = try PreparedStatement(
            db,
            """
            SELECT contact, text, normal, loosest, EXISTS (
                SELECT 1 FROM address AS other WHERE other.loosest = address.loosest
                AND other.contact <> address.contact)
            FROM address WHERE contact BETWEEN ? AND ? ORDER BY contact, id
            """)
        let heard = try PreparedStatement(
            db, "SELECT happened FROM heard_data JOIN heard ON heard.id = heard_data.heard WHERE normal = ?")
        var merge = Merge()
        try statement.eachRow(first, last) { row in
            let contact = row.integer(0)
            guard let at = merge.place(of: contact, in: dossiers) else { return }
            var address = Dossier.KnownAddress(row.text(1), isKnownElsewhere: row.flag(4))
            if address.isKnownElsewhere {
                let loosest = row.text(3)
                address.objectionsElsewhere = try neighbours.objections(at: loosest)
                if let state = try neighbours.mailed(at: loosest, otherThan: contact) {
                    dossiers[at].mailed.append(
                        Dossier.Mailed(loosestKey: loosest, state: state, isSameContact: false))
                }
            }
            dossiers[at].addresses.append(address)
            if !finder.isEmpty {
                for objection in try finder.objections(normal: row.text(2), loosest: row.text(3)) {
                    note(objection, in: &dossiers[at])
                }
            }
            guard hasHeard else { return }
            try heard.eachRow(row.text(2)) { row in
                guard let when = When(iso: row.text(0)) else { return }
                if let known = dossiers[at].lastHeardFrom, known.day >= when.day { return }
                dossiers[at].lastHeardFrom = when
            }
        }
    }

    /// Of an objection that only fingerprints are left of, the address is told by the contact's own that it is about: whichever
    /// of the contact's it was found by first.
    private func note(_ objection: Objection, in dossier: inout Dossier) {
        guard let known = dossier.objections.firstIndex(where: { $0.id == objection.id }) else {
            dossier.objections.append(objection)
            return
        }
        if case .address(normalForm: "", _) = dossier.objections[known].target { dossier.objections[known] = objection }
    }

    private func loadEvidence(_ dossiers: inout [Dossier], _ first: Int64, _ last: Int64) throws {
        let statement = try PreparedStatement(
            db,
            """
            SELECT holding.contact, evidence.id, evidence.kind, evidence.line, evidence.recorded_at,
                evidence.import, sighting.evidence IS NOT NULL, \(ClaimRow.columns)
            FROM holding
            JOIN evidence ON evidence.id = holding.evidence
            JOIN evidence_data ON evidence_data.evidence = holding.evidence
            LEFT JOIN sighting ON sighting.evidence = holding.evidence AND sighting.import = ?
            WHERE holding.contact BETWEEN ? AND ? ORDER BY holding.contact
            """)
        var files = ImportedFiles(try PreparedStatement(db, "SELECT file, sha256 FROM import WHERE id = ?"))
        var stamps = Stamps()
        var merge = Merge()
        try statement.eachRow(latest?.id, first, last) { row in
            guard let at = merge.place(of: row.integer(0), in: dossiers),
                let kind = EvidenceKind(rawValue: row.text(2)), let file = try files[row.integer(5)]
            else { return }
            let standing =
                kind == .linkedInConnection
                ? LinkedInStanding(latestExport: latest?.exportedOn, isInLatest: row.flag(6)) : nil
            dossiers[at].evidence.append(
                Evidence(
                    id: EvidenceID(row.integer(1)), claim: ClaimRow.claim(kind: kind, from: row, at: 7),
                    artefact: Artefact(fileName: file.name, sha256: file.sha256, line: Int(row.integer(3))),
                    recordedAt: stamps.instant(row.octets(4)), linkedIn: standing))
        }
        for at in dossiers.indices where dossiers[at].evidence.count > 1 {
            dossiers[at].evidence.sort { $0.id < $1.id }
            if latest != nil { DossierLoader.shareStandings(&dossiers[at].evidence) }
        }
    }

    /// What the latest export shows is the address: another claim to it, of another connection date say, stands alike.
    static func shareStandings(_ evidence: inout [Evidence]) {
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

    /// Who was absorbed counts as the contact that it turned out to be. Each of the three is found by an index: a mailing
    /// may have a million recipients.
    private func loadMailed(_ dossiers: inout [Dossier], _ first: Int64, _ last: Int64) throws {
        guard let mailing else { return }
        let statement = try PreparedStatement(
            db,
            """
            SELECT address.contact, recipient.loosest, recipient.state, 1
            FROM address
            CROSS JOIN recipient ON recipient.mailing = ?1 AND recipient.loosest = address.loosest
            WHERE address.contact BETWEEN ?2 AND ?3
            UNION
            SELECT recipient.contact, recipient.loosest, recipient.state, 1
            FROM recipient WHERE recipient.mailing = ?1 AND recipient.contact BETWEEN ?2 AND ?3
                AND recipient.contact NOT IN (SELECT contact FROM absorbed)
            UNION
            SELECT absorbed.into_contact, recipient.loosest, recipient.state, 1
            FROM absorbed
            CROSS JOIN recipient ON recipient.mailing = ?1 AND recipient.contact = absorbed.contact
            WHERE absorbed.into_contact BETWEEN ?2 AND ?3
            ORDER BY 1, 2, 3, 4
            """)
        var merge = Merge()
        try statement.eachRow(mailing, first, last) { row in
            guard let at = merge.place(of: row.integer(0), in: dossiers) else { return }
            // A state that nobody knows may be one of somebody who was mailed.
            let state = RecipientState(stored: row.text(2))
            dossiers[at].mailed.append(
                Dossier.Mailed(loosestKey: row.text(1), state: state, isSameContact: row.flag(3)))
        }
        guard let letter, try Recipients.hasErased(of: mailing, db) else { return }
        for at in dossiers.indices {
            for address in dossiers[at].addresses where address.spec != nil {
                let keys = AddressKeys(address.text)
                for loosest in keys.everPrinted {
                    let token = key.unsubscribeToken(letter: letter, loosestKey: loosest)
                    guard let state = try Recipients.stateOfErased(token: token, mailing: mailing, db) else { continue }
                    dossiers[at].mailed.append(
                        Dossier.Mailed(loosestKey: keys.loosest, state: state, isSameContact: true))
                }
            }
        }
    }
}

/// Finds the dossier of one row after the other, both being in the order of the contacts.
private struct Merge {
    private var at = 0

    mutating func place(of contact: Int64, in dossiers: [Dossier]) -> Int? {
        while at < dossiers.count, dossiers[at].contact.id.rawValue < contact { at += 1 }
        return at < dossiers.count && dossiers[at].contact.id.rawValue == contact ? at : nil
    }
}

/// The files that evidence came from: few files, many pieces.
private struct ImportedFiles {
    private let find: PreparedStatement
    private var known: [Int64: (name: String, sha256: String)] = [:]

    init(_ find: PreparedStatement) { self.find = find }

    subscript(_ id: Int64) -> (name: String, sha256: String)? {
        mutating get throws {
            if let file = known[id] { return file }
            let file = try find.first(id) { (name: $0.text(0), sha256: $0.text(1)) }
            known[id] = file
            return file
        }
    }
}

/// Reads moments that mostly are the one before: that of the import.
private struct Stamps {
    private var octets: [UInt8] = []
    private var instant = Instant(milliseconds: 0)

    mutating func instant(_ text: UnsafeBufferPointer<UInt8>) -> Instant {
        if !octets.elementsEqual(text) {
            octets = Array(text)
            instant = Instant(iso: String(decoding: text, as: UTF8.self)) ?? Instant(milliseconds: 0)
        }
        return instant
    }
}
