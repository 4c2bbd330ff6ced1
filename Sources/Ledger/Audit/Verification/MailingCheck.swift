internal import GRDB
internal import Vocabulary

/// Holds the table `mailing` to the last entry on each letter.
struct MailingCheck {
    private struct Stated {
        var seq: Int64
        let begunAt: [UInt8]
        /// Nil once the record was erased.
        var purpose, digest: [UInt8]?
        var contentDigest: [UInt8]?
    }

    private let db: Database
    /// The number of each letter's mailing.
    let numbers: [[UInt8]: Int64]
    private var stated: [[UInt8]: Stated] = [:]

    init(_ db: Database) throws {
        self.db = db
        var numbers: [[UInt8]: Int64] = [:]
        try PreparedStatement(db, "SELECT letter, id FROM mailing").eachRow {
            numbers[Array($0.octets(0))] = $0.integer(1)
        }
        self.numbers = numbers
    }

    mutating func check(_ entry: LogEntryRow, _ payload: JSONMembers, _ record: JSONMembers?) {
        guard let letter = entry.letter.map({ Array($0) }) else { return }
        stated[letter] = Stated(
            seq: entry.seq, begunAt: stated[letter]?.begunAt ?? Array(entry.at),
            purpose: record?["purpose"].map { Array($0) }, digest: record?["digest"].map { Array($0) },
            contentDigest: payload["contentDigest"].map { Array($0) })
    }

    func finish(_ faults: inout FaultList) throws {
        var seen: Set<[UInt8]> = []
        try PreparedStatement(
            db, "SELECT id, letter, purpose, digest, content_digest, content, begun_at FROM mailing ORDER BY id"
        ).eachRow { row in
            let letter = Array(row.octets(1))
            seen.insert(letter)
            guard let stated = stated[letter] else { return faults.unknown(0, "mailing", row.integer(0)) }
            func compare(_ column: String, _ place: Int32, _ value: [UInt8]?) {
                guard let value else { return }
                var buffer = CanonicalJSON()
                buffer.value(octets: row.octets(place))
                if buffer.octets != value { faults.differs(stated.seq, "mailing", row.integer(0), column) }
            }
            compare("purpose", 2, stated.purpose)
            compare("digest", 3, stated.digest)
            compare("content_digest", 4, stated.contentDigest)
            if row.octets(4).count == 64, !row.octets(4).isSame(as: Hex.digits(Digests.sha256(row.blob(5)))) {
                faults.differs(stated.seq, "mailing", row.integer(0), "content")
            }
            if !row.octets(6).isSame(as: stated.begunAt) {
                faults.differs(stated.seq, "mailing", row.integer(0), "begun_at")
            }
        }
        for (letter, stated) in stated.sorted(by: { $0.value.seq < $1.value.seq }) where !seen.contains(letter) {
            faults.add(
                stated.seq,
                Phrase(
                    fr: "`mailing` : la ligne de la lettre manque", en: "`mailing`: the row of the letter is missing"))
        }
    }
}
