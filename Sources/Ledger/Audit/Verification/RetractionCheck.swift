internal import GRDB
internal import Vocabulary

/// Holds the table `retraction` to the log: each row has its entry, and takes back what the list of its import wrote, by the log's
/// own order, and nothing else. What somebody else said cannot be taken back by way of a list.
struct RetractionCheck {
    private let db: Database
    /// The objections whose entries came last, one behind the other.
    private var run: (objections: ClosedRange<Int64>, seq: Int64)?
    /// What each list wrote.
    private var written: [Int64: ClosedRange<Int64>] = [:]
    /// The newest number of an objection or a retraction so far.
    private var newest: Int64 = 0
    private var known = NumberSet()

    init(_ db: Database) { self.db = db }

    mutating func note(objection: Int64?, of seq: Int64) {
        guard let objection, objection > 0, seq > 0 else {
            run = nil
            return
        }
        newest = max(newest, objection)
        if let last = run, last.seq == seq - 1, last.objections.upperBound == objection - 1 {
            run = (last.objections.lowerBound...objection, seq)
        } else {
            run = (objection...objection, seq)
        }
    }

    /// An import's entry follows those of the objections that it wrote.
    mutating func note(import number: Int64, _ payload: JSONMembers, behind seq: Int64) {
        guard payload.plainText("kind")?.isSame(as: "objections") == true,
            let count = payload.integer("objections"), count > 0, let run, seq > 0, run.seq == seq - 1,
            count <= run.objections.count
        else { return }
        written[number] = run.objections.upperBound - count + 1...run.objections.upperBound
    }

    mutating func check(_ entry: LogEntryRow, _ payload: JSONMembers, _ faults: inout FaultList) throws {
        guard let id = payload.integer("entry"), let number = payload.integer("import"),
            let first = payload.integer("first"), let last = payload.integer("last")
        else { return faults.add(entry.seq, RetractionCheck.unreadable) }
        known.insert(id)
        if id <= newest || first > last || written[number] != first...max(first, last) {
            faults.add(entry.seq, RetractionCheck.notOfTheList(number))
        }
        newest = max(newest, id)
        let found: Void? = try PreparedStatement(
            db, "SELECT import, first_objection, last_objection, seq FROM retraction WHERE id = ?"
        ).first(id) { row in
            let columns = [
                ("import", number), ("first_objection", first), ("last_objection", last), ("seq", entry.seq),
            ]
            for (index, (column, stated)) in columns.enumerated() where row.integer(Int32(index)) != stated {
                faults.differs(entry.seq, "retraction", id, column)
            }
        }
        if found == nil { faults.missing(entry.seq, "retraction", id) }
    }

    /// Rows that no entry has named.
    func finish(_ faults: inout FaultList) throws {
        guard try Retractions.newest(db) > 0 else { return }
        try PreparedStatement(db, "SELECT id FROM retraction ORDER BY id").eachRow { row in
            if !known.contains(row.integer(0)) { faults.unknown(0, "retraction", row.integer(0)) }
        }
    }

    private static let unreadable = Phrase(
        fr: "on ne peut lire ce que cette annulation retire", en: "what this retraction takes back cannot be read")

    private static func notOfTheList(_ number: Int64) -> Phrase {
        Phrase(
            fr: "cette annulation retire autre chose que les oppositions de l’import \(number)",
            en: "this retraction takes back something else than the objections of import \(number)")
    }
}
