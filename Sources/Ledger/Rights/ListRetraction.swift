internal import GRDB
package import Gate
package import Vocabulary

/// How an import stands that is to be taken back.
package enum ListStanding: Sendable {
    /// It may be.
    case revocable(ObjectionList)
    /// It was already.
    case takenBack(ObjectionList)
    /// It is too old: it stands for good.
    case settled(ObjectionList)
    /// All that it said was on record already, by another word: nothing of it is there to be taken back.
    case empty(ObjectionList)
    /// The import of that number is no list of objections; its file, blank once an erasure took the name.
    case notAList(kind: String, file: String)
    /// No import has that number.
    case unknown
}

extension Ledger {
    /// The lists of objections that were imported, in their order.
    package func objectionLists() throws(LedgerFault) -> [ObjectionList] { try read { try ObjectionLists($0).all } }

    /// How the import of a number stands at a moment. A clock that was set back makes no list younger than the log.
    package func listStanding(_ number: Int64, now: Instant) throws(LedgerFault) -> ListStanding {
        try read { try Ledger.listStanding(number, now: now, $0) }
    }

    private static func listStanding(_ number: Int64, now: Instant, _ db: Database) throws -> ListStanding {
        guard let list = try ObjectionLists(db).all.first(where: { $0.number == number }) else {
            let other = try PreparedStatement(db, "SELECT kind, file FROM import WHERE id = ?").first(number) {
                ListStanding.notAList(kind: $0.text(0), file: $0.text(1))
            }
            return other ?? .unknown
        }
        if list.takenBackAt != nil { return .takenBack(list) }
        if list.objections == nil { return .empty(list) }
        return list.isSettled(try ObjectionLists.noEarlier(now, db)) ? .settled(list) : .revocable(list)
    }

    /// Takes back all that a list of objections said, by the sender's word: its objections stay on record and count no longer,
    /// from the commit on. Nothing is written unless the list may be taken back; gives how it stood.
    package func takeBack(_ number: Int64, because: String, key: Key, now: Instant) throws(LedgerFault) -> ListStanding
    {
        try write { db in
            let standing = try Ledger.listStanding(number, now: now, db)
            if case .revocable(let list) = standing { try Ledger.retract(list, because: because, now: now, db) }
            return standing
        }
    }

    fileprivate static func retract(_ list: ObjectionList, because: String, now: Instant, _ db: Database) throws {
        // The database would keep what stands before a NUL.
        guard !because.utf8.contains(0), let objections = list.objections else {
            throw LedgerFault.internalFault("a retraction of nothing, or with a NUL")
        }
        let id = try Retractions.nextNumber(db)
        let (first, last) = (objections.lowerBound, objections.upperBound)
        var chain = try Chain(db)
        let seq = try chain.append(
            .retraction, at: now,
            payload: [
                .init("entry", .int(Int(id))), .init("first", .int(Int(first))),
                .init("import", .int(Int(list.number))),
                .init("last", .int(Int(last))),
            ],
            record: .object([.init("because", .string(because)), .init("import", .int(Int(list.number)))]))
        try db.execute(
            sql: "INSERT INTO retraction (id, import, first_objection, last_objection, seq) VALUES (?, ?, ?, ?, ?)",
            arguments: [id, list.number, first, last, seq])
    }

    /// How many of a list's objections the same person, by the loosest key, has said otherwise as well: they stay objected.
    package func saidOtherwise(_ list: ObjectionList) throws(LedgerFault) -> Int {
        guard let objections = list.objections else { return 0 }
        return try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM objection AS own WHERE own.id BETWEEN ?1 AND ?2 AND EXISTS (
                        SELECT 1 FROM objection WHERE objection.loosest_print = own.loosest_print
                        AND objection.id NOT BETWEEN ?1 AND ?2\(Retractions.condition(.standing, db)))
                    """, arguments: [objections.lowerBound, objections.upperBound]) ?? 0
        }
    }

    /// The objections that addresses, or what stands for one, met until they were taken back.
    package func retractedObjections(of texts: [String], key: Key) throws(LedgerFault) -> [RetractedObjection] {
        try read { try RetractedObjections($0, key: key).of(texts) }
    }

    // MARK: What would follow

    /// Whom a list would exclude who is admitted, and whom it would admit; nothing of it is kept. `admits` judges.
    package func effect(
        of source: ImportSource, key: Key, now: Instant, admits: (Dossier) -> Bool, feed: (ImportSession) throws -> Void
    ) throws -> ListEffect {
        try rehearsing(key, admits) { db in
            let session = try ImportSession(db, source: source, key: key, now: now)
            try feed(session)
            _ = try session.finish()
        }
    }

    /// The same of a list that is taken back.
    package func effect(ofTakingBack list: ObjectionList, key: Key, now: Instant, admits: (Dossier) -> Bool) throws
        -> ListEffect
    {
        try rehearsing(key, admits) { try Ledger.retract(list, because: "", now: now, $0) }
    }

    /// Makes a change, judges everybody, and takes it back. Throws what `change` throws, and ``LedgerFault``.
    private func rehearsing(_ key: Key, _ admits: (Dossier) -> Bool, _ change: (Database) throws -> Void) throws
        -> ListEffect
    {
        var effect = ListEffect()
        var failure: (any Error)?
        do {
            try database.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    do {
                        var admitted: Set<ContactID> = []
                        try DossierLoader(db, key: key, letter: nil).eachDossier {
                            if admits($0) { admitted.insert($0.contact.id) }
                        }
                        try change(db)
                        try DossierLoader(db, key: key, letter: nil).eachDossier { dossier in
                            let (was, isNow) = (admitted.contains(dossier.contact.id), admits(dossier))
                            if was, !isNow { effect.excluded.append(dossier.contact) }
                            if !was, isNow { effect.admitted.append(dossier.contact) }
                        }
                    } catch { failure = error }
                    return .rollback
                }
            }
        } catch { throw LedgerFault.from(error) }
        if let failure { throw failure is DatabaseError ? LedgerFault.from(failure) : failure }
        return effect
    }
}

/// For whom a list of objections makes a difference: contacts, in the ledger's order.
package struct ListEffect: Sendable {
    package internal(set) var admitted: [Contact] = []
    package internal(set) var excluded: [Contact] = []
}

/// Tells of objections that were taken back, and by which word.
struct RetractedObjections {
    private let db: Database
    private let finder: ObjectionFinder

    init(_ db: Database, key: Key) throws {
        self.db = db
        finder = try ObjectionFinder(db, key: key, .takenBack)
    }

    func of(_ texts: [String]) throws -> [RetractedObjection] {
        guard try Retractions.newest(db) > 0 else { return [] }
        var found: [Int64: Objection] = [:]
        for keys in texts.map({ AddressKeys($0) }) {
            for objection in try finder.objections(normal: keys.normal, loosest: keys.loosest) {
                found[objection.id] = found[objection.id] ?? objection
            }
        }
        let find = try PreparedStatement(
            db,
            """
            SELECT import.id, import.file, log.at, \(PackedText.plain)(log_record.data) FROM retraction
            JOIN import ON import.id = retraction.import JOIN log ON log.seq = retraction.seq
            LEFT JOIN log_record ON log_record.seq = log.seq WHERE ? BETWEEN first_objection AND last_objection
            """)
        return try found.values.sorted { $0.id < $1.id }.compactMap { objection in
            try find.first(objection.id) { row in
                let record = row.optionalText(3).flatMap { try? JSONValue(parsing: Array($0.utf8)) }
                return RetractedObjection(
                    objection: objection, importNumber: row.integer(0), file: row.text(1),
                    at: Instant(iso: row.text(2)) ?? Instant(milliseconds: 0), because: record?["because"]?.text)
            }
        }
    }
}
