internal import GRDB

/// Holds the table `decision` to the log, walking along both: a decision was numbered when its entry was written, so both
/// are in one order.
struct DecisionCheck {
    private struct Row {
        let id, seq, mailing, contact, entry: Int64
        let verdict, codes, policy: [UInt8]

        init(_ row: StatementRow) {
            (id, seq, mailing) = (row.integer(0), row.integer(1), row.integer(2))
            (contact, entry) = (row.integer(3), row.integer(4))
            (verdict, codes, policy) = (Array(row.octets(5)), Array(row.octets(6)), Array(row.octets(7)))
        }
    }

    private let rows: PreparedStatement.RowCursor
    private var current: Row?
    private var following: Row?
    /// The number that the next row has where none was taken away.
    private var expected: Int64? = 1
    private let mailings: [[UInt8]: Int64]
    private var buffer = CanonicalJSON()

    init(_ db: Database, mailings: [[UInt8]: Int64]) throws {
        self.mailings = mailings
        rows = try PreparedStatement(
            db, "SELECT id, seq, mailing, contact, entry, verdict, codes, policy FROM decision ORDER BY id"
        ).cursor()
        current = try rows.next().map(Row.init)
        following = try rows.next().map(Row.init)
    }

    private mutating func advance() throws {
        current = following
        following = try rows.next().map(Row.init)
    }

    /// Checks the row of an entry; `record` is read where the entry still has one.
    mutating func check(
        _ entry: LogEntryRow, _ payload: JSONMembers, _ record: JSONMembers?, _ faults: inout FaultList
    ) throws {
        while let row = current {
            if row.seq == entry.seq {
                if let expected, row.id != expected { faults.differs(entry.seq, "decision", row.id, "id") }
                expected = row.id < .max ? row.id + 1 : nil
                compare(row, entry, payload, record, &faults)
                return try advance()
            }
            // A row of an entry that has passed, or whose number stands out from those around it, is out of its place.
            let isOutOfPlace = row.seq < entry.seq || following.map { $0.seq <= row.seq } ?? false
            guard isOutOfPlace else { break }
            faults.unknown(row.seq, "decision", row.id)
            // One too many moves the numbers behind it; one that lies in another's place does not.
            if row.seq < entry.seq { expected = row.id < .max ? row.id + 1 : nil }
            try advance()
        }
        expected = nil
        faults.missing(entry.seq, "decision", entry.seq)
    }

    /// What is left when the log has ended, no entry vouches for.
    mutating func finish(_ faults: inout FaultList) throws {
        while let row = current {
            faults.unknown(row.seq, "decision", row.id)
            try advance()
        }
    }

    private func mark(ofPolicy revision: Octets) -> [UInt8] {
        Array(DecisionRecord.mark(ofPolicy: revision.text).utf8)
    }

    private mutating func compare(
        _ row: Row, _ entry: LogEntryRow, _ payload: JSONMembers, _ record: JSONMembers?, _ faults: inout FaultList
    ) {
        func differs(_ column: String) { faults.differs(entry.seq, "decision", row.id, column) }
        if mailings[entry.letter.map { Array($0) } ?? []] != row.mailing { differs("mailing") }
        if payload.plainText("verdict")?.isSame(as: row.verdict) != true { differs("verdict") }
        let policy = payload.plainText("policy")
        if policy?.isSame(as: row.policy) != true, policy.map(mark(ofPolicy:)) != row.policy { differs("policy") }
        buffer.removeAll()
        buffer.object { json in
            json.member("codes", each: row.codes.split(separator: 0x20)) { json, code in
                code.withUnsafeBufferPointer { json.value(octets: $0) }
            }
        }
        let codes = buffer.octets.dropFirst(9).dropLast()
        let isSame = payload["codes"].map { $0.elementsEqual(codes) } ?? false
        // What splits into the same codes may still be spelt otherwise.
        if !isSame || row.codes.split(separator: 0x20).joined(separator: [0x20]).elementsEqual(row.codes) == false {
            differs("codes")
        }
        guard let record else { return }
        if record.integer("contact") != row.contact { differs("contact") }
        // Records of the first version do not say which of the contact's entries they are about.
        if record["entry"] != nil, record.integer("entry") != row.entry { differs("entry") }
    }
}
