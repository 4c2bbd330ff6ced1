internal import GRDB
package import Gate
package import Vocabulary

extension Ledger {
    /// What has been kept for as long as the policy says, and what is about to; changes nothing.
    package func lapsed(_ retention: Retention, key: Key, today: CivilDate, now: Instant) throws(LedgerFault)
        -> RetentionFindings
    {
        try read { db in try Tidying(db, retention, key: key, today: today, now: now).survey().findings }
    }

    /// Lets go of what has been kept for as long as the policy says, in one transaction: stale evidence, contacts without any
    /// evidence, the personal part of old records of the log. Objections never go. Gives what went.
    package func tidy(_ retention: Retention, key: Key, today: CivilDate, now: Instant) throws(LedgerFault)
        -> ErasureTally
    {
        try erasing(key: key, now: now, keep: true) { session in
            let tidying = try Tidying(session.db, retention, key: key, today: today, now: now)
            let lapsed = try tidying.survey()
            try session.add(.evidence, lapsed.evidence)
            try session.add(.contact, lapsed.contacts)
            if let before = tidying.recordsBefore { try session.add(.record, where: Tidying.oldRecords, [before]) }
            try tidying.addHeard(session)
            try session.add(.entry, where: Tidying.oldMail, [tidying.mailBefore])
            try session.addMailOfContacts()
            try session.addMailFromContacts()
            try tidying.keepForTheLog(lapsed.evidence)
            try session.finish(.retention, subject: nil, addresses: 0, on: today)
            return session.tally
        }
    }
}

/// One look at everybody, to see what has been kept for long enough.
private struct Tidying {
    private let db: Database
    private let retention: Retention
    private let key: Key
    private let today: CivilDate
    private let now: Instant

    struct Lapsed {
        var findings = RetentionFindings()
        var evidence: [Int64] = []
        var contacts: [Int64] = []
    }

    /// Records of imports, mailings and erasures hold nothing of anybody.
    static let oldRecords = """
        SELECT log.seq FROM log JOIN log_record ON log_record.seq = log.seq
        WHERE log.at < ? AND log.kind NOT IN ('import', 'mailing', 'erasure')
        """

    init(_ db: Database, _ retention: Retention, key: Key, today: CivilDate, now: Instant) throws {
        self.db = db
        self.retention = retention
        self.key = key
        self.today = today
        self.now = now
    }

    /// The moment before which records of the log lose their personal part; nil where they keep it.
    var recordsBefore: String? {
        retention.logMaxAgeDays.map {
            Instant(milliseconds: now.milliseconds - Int64($0) * Instant.millisecondsPerDay).iso
        }
    }

    /// The moment before which nothing is kept of mail that came back.
    var mailBefore: String {
        let age = Int64(retention.contactMaxAgeDays) * Instant.millisecondsPerDay
        return Instant(milliseconds: now.milliseconds - age).iso
    }

    /// What waits for the sender's word waits on; what was recorded is an objection or a contact by now.
    static let oldMail = """
        SELECT entry.id FROM inbox_entry AS entry JOIN inbox_mail AS mail ON mail.id = entry.mail
        WHERE entry.action <> 'waiting' AND mail.heard_at < ?
        """

    func survey() throws -> Lapsed {
        var lapsed = Lapsed()
        let loader = try DossierLoader(db, key: key, letter: nil)
        let arrivals = try Arrivals(db)
        let lastShown = try PreparedStatement(
            db,
            """
            SELECT max(coalesce(snapshot.exported_on, substr(import.recorded_at, 1, 10))) FROM sighting
            JOIN snapshot ON snapshot.import = sighting.import JOIN import ON import.id = sighting.import
            WHERE sighting.evidence = ?
            """)
        try loader.eachDossier { try look($0, &lapsed, arrivals, lastShown) }
        if let before = recordsBefore {
            lapsed.findings.records =
                try Int.fetchOne(db, sql: "SELECT count(*) FROM (\(Tidying.oldRecords))", arguments: [before]) ?? 0
        }
        if try InboxTables.areThere(db) {
            lapsed.findings.messages =
                try Int.fetchOne(db, sql: "SELECT count(*) FROM (\(Tidying.oldMail))", arguments: [mailBefore]) ?? 0
        }
        lapsed.findings.evidence = lapsed.evidence.count
        lapsed.findings.contacts = lapsed.contacts.count
        lapsed.findings.export = try latestExport()
        return lapsed
    }

    private func look(
        _ dossier: Dossier, _ lapsed: inout Lapsed, _ arrivals: Arrivals, _ lastShown: PreparedStatement
    ) throws {
        var kept = 0
        var soon: [String: StaleSoon] = [:]
        for evidence in dossier.evidence {
            let shown =
                evidence.claim.kind == .linkedInConnection
                ? try lastShown.first(evidence.id.rawValue) { $0.optionalText(0) }?.flatMap { CivilDate(iso: $0) } : nil
            let lastDay = retention.lastDay(
                of: evidence, lastHeardFrom: dossier.lastHeardFrom, shown: shown, today: today)
            guard lastDay < today else {
                kept += 1
                note(evidence, lastDay, dossier, &soon)
                continue
            }
            lapsed.evidence.append(evidence.id.rawValue)
            name(dossier, evidence, &lapsed)
        }
        for one in soon.values.sorted(by: { $0.evidence.id < $1.evidence.id })
        where one.lastDay.days(since: today) <= Retention.noticeDays {
            lapsed.findings.soonCount += 1
            if lapsed.findings.soon.count < RetentionFindings.shown { lapsed.findings.soon.append(one) }
        }
        guard kept == 0 else { return }
        // Without a note of it, the contact has only just become known.
        let since = try arrivals.day(of: dossier.contact.id) ?? today
        guard retention.isOver(knownSince: since, lastHeardFrom: dossier.lastHeardFrom, today: today) else { return }
        lapsed.contacts.append(dossier.contact.id.rawValue)
        name(dossier, nil, &lapsed)
    }

    /// The piece that stands longest for an address; of somebody who objected, there is nothing to ask for.
    private func note(
        _ evidence: Evidence, _ lastDay: CivilDate, _ dossier: Dossier, _ soon: inout [String: StaleSoon]
    ) {
        guard evidence.claim.kind.admits, let spec = AddressKeys(evidence.claim.address).spec,
            dossier.objections.isEmpty
        else { return }
        // A connection holds while exports show it, which is said once for all of them.
        let holds = evidence.claim.kind == .linkedInConnection ? CivilDate(dayNumber: .max / 2) : lastDay
        if let known = soon[spec.normalForm], known.lastDay >= holds { return }
        soon[spec.normalForm] = StaleSoon(
            contact: dossier.contact.id, name: dossier.contact.fields.displayName, evidence: evidence, lastDay: holds)
    }

    private func name(_ dossier: Dossier, _ evidence: Evidence?, _ lapsed: inout Lapsed) {
        guard lapsed.findings.lapsed.count < RetentionFindings.shown else { return }
        lapsed.findings.lapsed.append(
            RetentionFindings.Lapsed(
                contact: dossier.contact.id, name: dossier.contact.fields.displayName,
                address: evidence?.claim.address ?? dossier.addresses.first?.text ?? "", evidence: evidence))
    }

    private func latestExport() throws -> (date: CivilDate, lastDay: CivilDate)? {
        let date = try PreparedStatement(
            db, "SELECT exported_on FROM snapshot WHERE import = (\(SnapshotImport.latest))"
        ).first { $0.optionalText(0) }?.flatMap { CivilDate(iso: $0) }
        return date.map { ($0, CivilDate(dayNumber: $0.dayNumber + retention.linkedInExportMaxAgeDays)) }
    }

    /// Contacts from people who go, unless somebody stays who has the same address.
    func addHeard(_ session: ErasureSession) throws {
        let gone = "(SELECT id FROM \(ErasureSession.Kind.contact.table))"
        try session.add(
            .heard,
            where: """
                SELECT heard FROM heard_data WHERE normal IN (SELECT normal FROM address WHERE contact IN \(gone))
                AND normal NOT IN (SELECT normal FROM address WHERE contact NOT IN \(gone))
                """)
    }

    /// Writes evidence that somebody was mailed on into the log before it goes: the decision stays justified there, for as long
    /// as the log is kept.
    func keepForTheLog(_ evidence: [Int64]) throws {
        let isUsed = try PreparedStatement(
            db,
            """
            SELECT 1 FROM recipient WHERE evidence = ? AND at >= ?
            AND state IN \(RecipientState.mailedInSQL)
            """)
        let used = Set(try Int64.fetchAll(db, sql: "SELECT DISTINCT evidence FROM recipient"))
        let find = try PreparedStatement(
            db,
            """
            SELECT evidence.kind, evidence.line, evidence.import, import.file, evidence.commitment, salt, \(ClaimRow.columns)
            FROM evidence_data JOIN evidence ON evidence.id = evidence_data.evidence
            JOIN import ON import.id = evidence.import WHERE evidence_data.evidence = ?
            """)
        var chain = try Chain(db)
        for id in evidence where used.contains(id) {
            guard try isUsed.hasRow(id, recordsBefore ?? "") else { continue }
            let found = try find.first(id) { row -> (record: JSONValue, commitment: String, loosest: String)? in
                guard let kind = EvidenceKind(rawValue: row.text(0)) else { return nil }
                let claim = ClaimRow.claim(kind: kind, from: row, at: 6)
                let data = ClaimRow(claim).record(line: Int(row.integer(1)))
                guard let json = try? JSONValue(parsing: data.octets) else { return nil }
                let record = JSONValue.object([
                    .init("claim", json), .init("evidence", .int(Int(id))), .init("file", .string(row.text(3))),
                    .init("import", .int(Int(row.integer(2)))), .init("salt", .string(row.blob(5).hex)),
                ])
                return (record, row.blob(4).hex, AddressKeys(claim.address).loosest)
            }
            guard case let found?? = found else { continue }
            try chain.append(
                .evidence, at: now, subject: key.pseudonym(found.loosest),
                payload: [.init("entry", .int(Int(id))), .init("entryCommitment", .string(found.commitment))],
                record: found.record)
        }
    }
}
