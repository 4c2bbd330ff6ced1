internal import GRDB
internal import Vocabulary

/// The kinds of entries in the justification log.
package enum LogKind: String, Sendable, CaseIterable {
    case `import`, objection, mailing, decision, outcome, resolution, test
    /// What the decisions of a run are taken under.
    case run
    /// Personal data went, by a request or with its time; and evidence that stays in the log when its data goes.
    case erasure, evidence
    case heardFrom = "heard-from"
    /// A list of objections that the sender took back.
    case retraction
}

/// Appends to the justification log, a hash chain over salted commitments.
///
/// An entry is written in the transaction of what it tells of, or, for outcomes, marked as owed in it (``OutcomeEntries``). Where
/// it cannot be written the transaction fails: nothing happens that the log does not know of.
///
/// An entry's `hash` is SHA-256 of the previous hash, a line feed, and the entry (without `hash`, `previous` and
/// `record`) as canonical JSON. Its payload holds no personal data but the `commitment`: SHA-256 of the record's salt
/// in hex, a line feed, and the record's data as canonical JSON.
struct Chain {
    /// In hex.
    private var previous: [UInt8]
    private var next: Int64
    private let insertEntry: PreparedStatement
    private let insertRecord: PreparedStatement
    /// For the records of this transaction.
    var salts = Salt.Pool()
    /// What a hash covers; kept for its room.
    private var hashed = CanonicalJSON()

    /// Takes up the chain where it ends; the caller's transaction must be an immediate one.
    init(_ db: Database) throws {
        let last = try PreparedStatement(db, "SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
            .first { ($0.integer(0), $0.isBlob(1) ? Hex.digits($0.blob(1)) : Array($0.octets(1))) }
        previous = last?.1 ?? Array(Chain.origin.utf8)
        let seq = last?.0 ?? 0
        // Nobody has written so many: the number was put there.
        guard 0..<Int64.max ~= seq else { throw LedgerFault.damaged(column: "seq") }
        next = seq + 1
        insertEntry = try PreparedStatement(
            db,
            """
            INSERT INTO log (seq, at, kind, letter, subject, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insertRecord = try PreparedStatement(db, "INSERT INTO log_record (seq, salt, data) VALUES (?, ?, ?)")
    }

    /// The `previous` of the first entry.
    static let origin = String(repeating: "0", count: 64)

    /// Appends an entry; gives its sequence number.
    @discardableResult
    mutating func append(
        _ kind: LogKind, at: Instant, letter: String? = nil, subject: String? = nil,
        payload: [JSONValue.Member] = [], record: JSONValue
    ) throws -> Int64 {
        let sealed = SealedRecord(kind, CanonicalJSON(record), salts: &salts) { json, commitment in
            let commitment = JSONValue.Member("commitment", .string(String(decoding: commitment, as: UTF8.self)))
            json = CanonicalJSON(.object(payload + [commitment]))
        }
        return try append(at: at.iso, letter: letter, subject: subject, sealed)
    }

    /// Appends an entry whose record was sealed before; gives its sequence number.
    @discardableResult
    mutating func append(
        at: String, letter: String?, subject: String?, _ sealed: SealedRecord
    ) throws -> Int64 {
        let (seq, kind) = (next, sealed.kind.rawValue)
        hashed.removeAll()
        hashed.raw(previous)
        hashed.raw(Chain.lineFeed)
        hashed.object { entry in
            entry.member("at", at)
            entry.member("kind", kind)
            entry.member("letter", letter)
            entry.member("payload") { $0.raw(sealed.payload) }
            entry.member("seq", seq)
            entry.member("subject", subject)
        }
        let hash = Digests.sha256(hashed.octets)
        try insertEntry.execute(
            seq, at, kind, letter, subject.map { StoredText(digits: Array($0.utf8)) }, sealed.storedPayload, hash)
        try insertRecord.execute(seq, sealed.salt, sealed.storedData)
        previous = Hex.digits(hash)
        next = seq.saturated(adding: 1)
        return seq
    }

    private static let lineFeed: [UInt8] = [0x0A]
}
