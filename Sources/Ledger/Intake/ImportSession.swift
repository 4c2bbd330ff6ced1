internal import Crypto
internal import GRDB
package import Vocabulary

/// Takes one file into the ledger, within one transaction: a file that fails half-way leaves nothing behind, and can be
/// imported again. What it holds already is counted and not written twice. A person who was erased is not taken in again
/// unless they signed up since.
package final class ImportSession {
    private let db: Database
    private let source: ImportSource
    private let key: Key
    private let now: Instant
    private let importID: Int64
    /// True where the same bytes were imported before, for the same end.
    private let isKnownFile: Bool
    private let snapshot: SnapshotImport?
    /// Nil where there is nothing to compare: no address book, an older export, bytes that were imported before.
    private let book: BookImport?
    private let resolution: ContactResolution
    private let evidence: EvidenceWriter
    private let erasures: Erasures
    /// What makes it needless to record an objection of the list again.
    private let words: RecordedWords
    /// Beside new ones, the list says anew what another list says that may be taken back.
    private var objectionsWritten = 0
    private var touched = TouchedContacts()
    /// Of a file of sign-ups, those who signed up.
    private var agreed = TouchedContacts()
    private var concerned: ConcernedContacts
    private var tally = ImportTally()
    /// Rows that were taken and not written: those that wait for a batch to be full, and the batch that is made ready.
    private var waiting: [IntakeRecord] = []
    private var underWay: ImportBatch?
    private static let batch = 256

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
        let isKept = !isKnownFile && (snapshot?.isLatest ?? true)
        if let snapshot {
            if !snapshot.isLatest { tally.olderThan = try BookImport.latestExport(db) }
        } else if isKnownFile {
            tally.olderThan = try BookImport.later(than: source, db)
        }
        book = isKept ? try BookImport(db, importID: importID, source: source) : nil
        resolution = try ContactResolution(db, key: key)
        evidence = try EvidenceWriter(db, importID: importID, now: now)
        erasures = try Erasures(db, key: key)
        concerned = try ConcernedContacts(db)
        words = source.kind == .objections ? try .listed(sha256: source.sha256, now, db) : .any
    }

    /// True where a row that could not be read tells of somebody who was erased: it is not to be kept.
    package func isAboutSomebodyErased(_ texts: [String]) -> Bool { texts.contains { erasures.areMentioned(in: $0) } }

    /// The date that a LinkedIn snapshot goes by: the first one given for the same bytes.
    package var exportedOn: CivilDate? { snapshot?.exportedOn }

    /// Takes one row or card, to write it now or a little later: what is wrong with it may be said by a later call.
    package func add(_ record: IntakeRecord) throws {
        waiting.append(record)
        guard waiting.count == ImportSession.batch else { return }
        let next = ImportBatch(waiting)
        waiting.removeAll(keepingCapacity: true)
        let previous = underWay
        underWay = next
        for row in previous?.rows() ?? [] { try write(row) }
    }

    /// Writes all rows that were taken.
    private func drain() throws {
        let (last, rest) = (underWay, waiting)
        (underWay, waiting) = (nil, [])
        for row in last?.rows() ?? [] { try write(row) }
        var means = ImportRow.Means()
        for record in rest { try write(ImportRow(record, with: &means)) }
    }

    private func write(_ row: ImportRow) throws {
        let (record, addresses) = (row.record, row.addresses)
        // The file said something else than what is read up to a NUL.
        guard !row.holdsNUL else { throw LedgerFault.internalFault("a NUL in the row of line \(record.line)") }
        if try erasures.concerns(record, addresses) {
            tally.contactsErased += 1
            return
        }
        let isLatestExport = !isKnownFile && snapshot?.isLatest == true
        let match = try resolution.resolve(row, linkedInCompany: isLatestExport ? record.fields.company : nil)
        let hasAgreed = !row.claims.isEmpty || match.absorbed.contains { agreed.holds($0) }
        for contact in match.absorbed { touched.forget(contact) }
        if source.kind == .signups, hasAgreed { agreed.note(match.contact, .unchanged) }
        var isUpdated = match.isChanged
        if !match.isNew {
            let mayUpdate = !isKnownFile && (snapshot?.isLatest ?? true)
            if mayUpdate, try resolution.update(match.contact, with: record) { isUpdated = true }
        }
        for address in addresses where try resolution.add(address, to: match.contact) { isUpdated = true }
        try book?.note(match.contact, row)
        touched.note(match.contact, match.isNew ? .new : isUpdated ? .updated : .unchanged)
        for (index, claim) in row.claims.enumerated() {
            let (id, isNew) = try evidence.write(
                claim, line: record.line, contact: match.contact, isHolding: !match.isNew || index > 0)
            try snapshot?.sight(id)
            guard claim.row.claim.kind.admits, !claim.row.claim.address.isEmpty else { continue }
            if isNew { tally.evidenceNew += 1 } else { tally.evidenceUnchanged += 1 }
        }
    }

    /// Takes one row of a list of objections.
    package func add(_ record: ObjectionRecord) throws {
        try drain()
        try concerned.note(record.target)
        let on = record.on.when ?? When(day: now.day)
        let request = ObjectionRequest(target: record.target, kind: record.kind, on: on, because: record.because)
        // A row without a date that was imported before was given the day of that import.
        let mayBeKnown = isKnownFile && record.on.when == nil
        let outcome = try ObjectionBook(db, key: key, now: now).record(request, unless: words, onAnyDay: mayBeKnown)
        if outcome != .known { objectionsWritten += 1 }
        if outcome == .new { tally.objectionsNew += 1 } else { tally.objectionsUnchanged += 1 }
    }

    func finish() throws -> ImportTally {
        try drain()
        tally.contactsNew = touched.count(.new)
        tally.contactsUpdated = touched.count(.updated)
        tally.contactsUnchanged = touched.count(.unchanged)
        tally.exportedOn = snapshot?.exportedOn
        if let snapshot { tally.evidenceWithdrawn = try snapshot.withdrawn() }
        tally.changes = try book?.finish()
        tally.changedNothing =
            isKnownFile && tally.contactsNew == 0 && tally.contactsUpdated == 0 && tally.evidenceNew == 0
            && objectionsWritten == 0 && evidence.count == 0
        tally.people = source.kind == .objections ? try concerned.all() : touched.all
        if source.kind == .signups { tally.withoutConsent = touched.all(but: agreed) }
        tally.number = tally.changedNothing ? try earlierImport() : importID
        guard !tally.changedNothing else { return tally }
        try Arrivals.note(on: now, db)
        try log()
        return tally
    }

    /// That of the same bytes, which has a row of its own already.
    private func earlierImport() throws -> Int64? {
        try PreparedStatement(db, "SELECT max(id) FROM import WHERE sha256 = ? AND kind = ? AND id <> ?")
            .first(source.sha256, source.kind.rawValue, importID) { $0.optionalInteger(0) } ?? nil
    }

    private func log() throws {
        var chain = try Chain(db)
        try chain.append(
            .import, at: now,
            payload: [
                .init("kind", .string(source.kind.rawValue)), .init("evidence", .int(evidence.count)),
                .init("objections", .int(objectionsWritten)), .init("rows", .string(evidence.rowsDigest)),
            ],
            record: .object([
                .init("import", .int(Int(importID))), .init("kind", .string(source.kind.rawValue)),
                .init("file", .string(source.fileName)), .init("sha256", .string(source.sha256)),
                .init("exportedOn", JSONValue(snapshot?.exportedOn?.iso)),
                .init("recordedBy", .string(source.recordedBy)),
                .init("snapshot", snapshot.map { .int(Int($0.snapshotID)) } ?? .null),
                .init("contactsNew", .int(tally.contactsNew)), .init("contactsUpdated", .int(tally.contactsUpdated)),
                .init("evidence", .int(evidence.count)), .init("evidenceDigest", .string(evidence.digest)),
                .init("withdrawn", .int(tally.evidenceWithdrawn)),
            ]))
    }
}

/// Which contacts a file touched, and how: two bits a contact, so that memory does not grow with the file.
struct TouchedContacts {
    enum Touch: UInt8 { case none, unchanged, updated, new }

    private var bits: [UInt8] = []
    /// Numbers that no ledger comes to, but for one that somebody edited.
    private var strays: [Int: UInt8] = [:]
    private var counts = [0, 0, 0, 0]
    private static let dense = 1 << 28

    mutating func note(_ contact: ContactID, _ touch: Touch) {
        let index = Int(contact.rawValue)
        if touch.rawValue > self[index] { self[index] = touch.rawValue }
    }

    /// A contact that turned out to be another one is not counted.
    mutating func forget(_ contact: ContactID) { self[Int(contact.rawValue)] = 0 }

    private subscript(_ index: Int) -> UInt8 {
        get {
            guard 0..<TouchedContacts.dense ~= index else { return strays[index] ?? 0 }
            return index / 4 < bits.count ? bits[index / 4] >> UInt8(index % 4 * 2) & 3 : 0
        }
        set {
            counts[Int(self[index])] -= 1
            counts[Int(newValue)] += 1
            guard 0..<TouchedContacts.dense ~= index else {
                strays[index] = newValue
                return
            }
            if index / 4 >= bits.count { bits += repeatElement(0, count: index / 4 - bits.count + 1) }
            let shift = UInt8(index % 4 * 2)
            bits[index / 4] = bits[index / 4] & ~(3 << shift) | newValue << shift
        }
    }

    func holds(_ contact: ContactID) -> Bool { self[Int(contact.rawValue)] != 0 }

    /// Every contact that was touched.
    var all: NumberRanges { all(but: TouchedContacts()) }

    /// Every contact that was touched, and not among some others.
    func all(but others: TouchedContacts) -> NumberRanges {
        var numbers = NumberRanges()
        func note(_ index: Int) {
            if self[index] != 0, others[index] == 0 { numbers.append(Int64(index)) }
        }
        for index in strays.keys.sorted() where index < 0 { note(index) }
        for (place, four) in bits.enumerated() where four != 0 {
            for index in place * 4..<place * 4 + 4 { note(index) }
        }
        for index in strays.keys.sorted() where index >= 0 { note(index) }
        return numbers
    }

    func count(_ touch: Touch) -> Int { counts[Int(touch.rawValue)] }
}
