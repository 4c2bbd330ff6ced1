internal import GRDB
package import Vocabulary

/// A list of objections that was imported.
package struct ObjectionList: Hashable, Sendable {
    /// The number of its import.
    package let number: Int64
    /// The file's name; blank once an erasure took it.
    package let file: String
    package let sha256: String
    package let recordedAt: Instant
    /// The numbers of the objections that it wrote; nil where all it said was on record already.
    let objections: ClosedRange<Int64>?
    /// The moment at which it was taken back; nil for one that stands.
    package let takenBackAt: Instant?
    /// True for one that an earlier version imported, which did not write down who else said the same.
    package let isOfEarlierVersion: Bool

    /// How many objections it wrote.
    package var count: Int { objections?.count ?? 0 }

    /// For how long a list can be taken back, in milliseconds: a mistake of the sender's is noticed by then, and what stands
    /// longer is what people rely on.
    package static let revocableFor = 7 * Instant.millisecondsPerDay

    /// True once the list stands for good. `now` is no earlier than anything that the ledger tells of.
    func isSettled(_ now: Instant) -> Bool {
        isOfEarlierVersion || now.milliseconds - recordedAt.milliseconds > ObjectionList.revocableFor
    }
}

/// The lists of objections as the log tells of them: each import's entry follows, without a gap, those of the objections that it
/// wrote. The log is asked and nothing else, as what a list is said to have written is what can be taken back.
struct ObjectionLists {
    let all: [ObjectionList]

    init(_ db: Database) throws {
        var all: [ObjectionList] = []
        var number: Int64 = 0
        var payload = JSONMembers()
        let find = try PreparedStatement(db, "SELECT kind, file, sha256, recorded_at FROM import WHERE id = ?")
        let takenBack = try ObjectionLists.takenBack(db)
        let lasting = try PreparedStatement(db, "SELECT value FROM meta WHERE name = 'lasting-lists'").first {
            Int64($0.text(0)) ?? .max
        }
        let entries = try PreparedStatement(
            db, "SELECT seq, at, \(PackedText.plain)(payload) FROM log WHERE kind = 'import' ORDER BY seq")
        try entries.eachRow { entry in
            // Imports are numbered in the order of their entries.
            number += 1
            payload.read(entry.octets(2))
            guard payload.plainText("kind")?.isSame(as: "objections") == true else { return }
            let written = try ObjectionLists.written(payload.integer("objections") ?? 0, before: entry.integer(0), db)
            let list = try find.first(number) { row -> ObjectionList? in
                guard row.text(0) == "objections", row.octets(3).isSame(as: entry.octets(1)),
                    let recordedAt = Instant(iso: row.text(3))
                else { return nil }
                return ObjectionList(
                    number: number, file: row.text(1), sha256: row.text(2), recordedAt: recordedAt,
                    objections: written, takenBackAt: takenBack[number],
                    isOfEarlierVersion: number <= lasting ?? 0)
            }
            if let list = list ?? nil { all.append(list) }
        }
        self.all = all
    }

    /// The numbers of so many objections whose entries end before one; nil where these are no such entries.
    private static func written(_ count: Int64, before seq: Int64, _ db: Database) throws -> ClosedRange<Int64>? {
        guard count > 0, count < seq else { return nil }
        let find = try PreparedStatement(
            db, "SELECT \(PackedText.plain)(payload) FROM log WHERE seq = ? AND kind = 'objection'")
        var payload = JSONMembers()
        func number(_ seq: Int64) throws -> Int64? {
            try find.first(seq) { row in
                payload.read(row.octets(0))
                return payload.integer("entry")
            } ?? nil
        }
        guard let first = try number(seq - count), let last = try number(seq - 1), first > 0, last >= first,
            last - first == count - 1
        else { return nil }
        return first...last
    }

    /// The moment of each retraction, by the number of its import.
    private static func takenBack(_ db: Database) throws -> [Int64: Instant] {
        guard try Retractions.newest(db) > 0 else { return [:] }
        var found: [Int64: Instant] = [:]
        try PreparedStatement(db, "SELECT import, at FROM retraction JOIN log ON log.seq = retraction.seq").eachRow {
            found[$0.integer(0)] = Instant(iso: $0.text(1)) ?? Instant(milliseconds: 0)
        }
        return found
    }

    /// The moment by the clock, or the latest that the log tells of where the clock was set back behind it: what was settled
    /// once stays so.
    static func noEarlier(_ now: Instant, _ db: Database) throws -> Instant {
        let last = try PreparedStatement(db, "SELECT max(at) FROM log").first { $0.optionalText(0) } ?? nil
        guard let last = last.flatMap({ Instant(iso: $0) }) else { return now }
        return Instant(milliseconds: max(now.milliseconds, last.milliseconds))
    }
}

/// Which of the objections on record make it needless to record the same one again: those that cannot be taken back. Another word
/// is written down beside one that can, or taking that back would take the other word with it.
struct RecordedWords {
    private let revocable: [ClosedRange<Int64>]

    /// For a word of the person's, or of the sender's on them: no list stands for it.
    static func spoken(_ db: Database) throws -> RecordedWords {
        RecordedWords(revocable: try ObjectionLists(db).all.compactMap(\.objections))
    }

    /// For a list: the same bytes say nothing new, and neither does a list that repeats one which stands for good.
    static func listed(sha256: String, _ now: Instant, _ db: Database) throws -> RecordedWords {
        let now = try ObjectionLists.noEarlier(now, db)
        return RecordedWords(
            revocable: try ObjectionLists(db).all.filter { $0.sha256 != sha256 && !$0.isSettled(now) }
                .compactMap(\.objections))
    }

    /// For fingerprints that are taken over: whatever stands is enough.
    static let any = RecordedWords(revocable: [])

    func suffice(_ objection: Int64) -> Bool { !revocable.contains { $0.contains(objection) } }
}
