internal import Crypto
internal import GRDB
package import Vocabulary

/// One file on its way into the ledger, within one transaction.
package final class ImportSession {
    private let db: Database
    private let source: ImportSource
    private let key: Key
    private let now: Instant
    private let importID: Int64
    /// True where the same bytes were imported before, for the same end.
    private let isKnownFile: Bool
    private let snapshot: SnapshotImport?
    private let resolution: ContactResolution
    private let evidence: EvidenceWriter
    private let erasures: Erasures
    private var touched = TouchedContacts()
    private var tally = ImportTally()

    init(_ db: Database, source: ImportSource, key: Key, now: Instant) throws {
        self.db = db
        self.source = source
        self.key = key
        self.now = now
        isKnownFile =
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM import WHERE sha256 = ? AND kind = ?)",
                arguments: [source.sha256, source.kind.rawValue]) ?? false
        try db.execute(
            sql: "INSERT INTO import (kind, file, sha256, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?)",
            arguments: [source.kind.rawValue, source.fileName, source.sha256, now.iso, source.recordedBy])
        importID = db.lastInsertedRowID
        snapshot =
            source.kind == .linkedIn
            ? try SnapshotImport(db, importID: importID, source: source) : nil
        resolution = try ContactResolution(db)
        evidence = try EvidenceWriter(db, importID: importID, now: now)
        erasures = try Erasures(db, key: key)
    }

    /// The date that a LinkedIn snapshot goes by: the first one given for the same bytes.
    package var exportedOn: CivilDate? { snapshot?.exportedOn }

    /// Takes one row or card.
    package func add(_ record: IntakeRecord) throws {
        // The database would keep what stands before a NUL, which is something else than the row said.
        let claims = record.claims.map { ClaimRow($0) }
        guard !record.holdsNUL, !claims.contains(where: \.holdsNUL) else {
            throw LedgerFault.internalFault("a NUL in the row of line \(record.line)")
        }
        let addresses = record.addresses.map { AddressKeys($0) }
        if try erasures.concerns(record, addresses) {
            tally.contactsErased += 1
            return
        }
        let match = try resolution.resolve(record, addresses, claims)
        for contact in match.absorbed { touched.forget(contact) }
        var isUpdated = match.isChanged
        if !match.isNew {
            let mayUpdate = !isKnownFile && (snapshot?.isLatest ?? true)
            if mayUpdate, try resolution.update(match.contact, with: record) { isUpdated = true }
        }
        for address in addresses where try resolution.add(address, to: match.contact) { isUpdated = true }
        if let snapshot, snapshot.isLatest, !isKnownFile {
            try resolution.setLinkedInCompany(record.fields.company, of: match.contact)
        }
        touched.note(match.contact, match.isNew ? .new : isUpdated ? .updated : .unchanged)
        for (index, row) in claims.enumerated() {
            let (id, isNew) = try evidence.write(
                row, line: record.line, contact: match.contact, isHolding: !match.isNew || index > 0)
            try snapshot?.sight(id)
            guard row.claim.kind.admits, !row.claim.address.isEmpty else { continue }
            if isNew { tally.evidenceNew += 1 } else { tally.evidenceUnchanged += 1 }
        }
    }

    /// Takes one row of a list of objections.
    package func add(_ record: ObjectionRecord) throws {
        let on = record.on.when ?? When(day: CivilDate(dayNumber: Int(now.milliseconds / 86_400_000)))
        let request = ObjectionRequest(target: record.target, kind: record.kind, on: on, because: record.because)
        // A row without a date that was imported before was given the day of that import.
        let mayBeKnown = isKnownFile && record.on.when == nil
        if try ObjectionBook(db, key: key, now: now).record(request, onAnyDay: mayBeKnown) {
            tally.objectionsNew += 1
        } else {
            tally.objectionsUnchanged += 1
        }
    }

    func finish() throws -> ImportTally {
        tally.contactsNew = touched.count(.new)
        tally.contactsUpdated = touched.count(.updated)
        tally.contactsUnchanged = touched.count(.unchanged)
        tally.exportedOn = snapshot?.exportedOn
        if let snapshot { tally.evidenceWithdrawn = try snapshot.withdrawn() }
        tally.changedNothing =
            isKnownFile && tally.contactsNew == 0 && tally.contactsUpdated == 0 && tally.evidenceNew == 0
            && tally.objectionsNew == 0 && evidence.count == 0
        guard !tally.changedNothing else { return tally }
        try log()
        return tally
    }

    private func log() throws {
        var chain = try Chain(db)
        try chain.append(
            .import, at: now,
            payload: [
                .init("kind", .string(source.kind.rawValue)), .init("evidence", .int(evidence.count)),
                .init("objections", .int(tally.objectionsNew)),
            ],
            record: .object([
                .init("import", .int(Int(importID))), .init("kind", .string(source.kind.rawValue)),
                .init("file", .string(source.fileName)), .init("sha256", .string(source.sha256)),
                .init("exportedOn", JSONValue(snapshot?.exportedOn?.iso)),
                .init("recordedBy", .string(source.recordedBy)),
                .init("contactsNew", .int(tally.contactsNew)), .init("contactsUpdated", .int(tally.contactsUpdated)),
                .init("evidence", .int(evidence.count)), .init("evidenceDigest", .string(evidence.digest)),
                .init("withdrawn", .int(tally.evidenceWithdrawn)),
            ]))
    }
}

extension IntakeRecord {
    /// True where a text that is stored, of what is no claim, holds a NUL.
    fileprivate var holdsNUL: Bool {
        for address in addresses where address.utf8.contains(0) { return true }
        for (name, value) in fields.extra where name.utf8.contains(0) || value.utf8.contains(0) { return true }
        return fields.firstName.utf8.contains(0) || fields.lastName.utf8.contains(0) || fields.fullName.utf8.contains(0)
            || fields.company.utf8.contains(0) || fields.position.utf8.contains(0)
            || profile?.rawValue.utf8.contains(0) == true
    }
}

/// Which contacts a file touched, and how: two bits a contact, so that memory does not grow with the file.
struct TouchedContacts {
    enum Touch: UInt8 { case none, unchanged, updated, new }

    private var bits: [UInt8] = []
    private var counts = [0, 0, 0, 0]

    mutating func note(_ contact: ContactID, _ touch: Touch) {
        let index = Int(contact.rawValue)
        guard index >= 0 else { return }
        if index / 4 >= bits.count { bits += repeatElement(0, count: index / 4 - bits.count + 1) }
        let shift = UInt8(index % 4 * 2)
        let before = bits[index / 4] >> shift & 3
        guard touch.rawValue > before else { return }
        counts[Int(before)] -= 1
        counts[Int(touch.rawValue)] += 1
        bits[index / 4] = bits[index / 4] & ~(3 << shift) | touch.rawValue << shift
    }

    /// A contact that turned out to be another one is not counted.
    mutating func forget(_ contact: ContactID) {
        let index = Int(contact.rawValue)
        guard index >= 0, index / 4 < bits.count else { return }
        let shift = UInt8(index % 4 * 2)
        counts[Int(bits[index / 4] >> shift & 3)] -= 1
        counts[0] += 1
        bits[index / 4] &= ~(3 << shift)
    }

    func count(_ touch: Touch) -> Int { counts[Int(touch.rawValue)] }
}
