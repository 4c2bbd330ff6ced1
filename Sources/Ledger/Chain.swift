internal import Crypto
internal import Foundation
internal import GRDB
internal import Vocabulary

/// The kinds of entries in the justification log.
package enum LogKind: String, Sendable {
    case `import`, objection, mailing, decision, outcome, resolution, test
    case heardFrom = "heard-from"
}

/// Appends to the justification log, a hash chain over salted commitments.
///
/// An entry's `hash` is SHA-256 of the previous hash, a line feed, and the entry (without `hash`, `previous` and
/// `record`) as canonical JSON. Its payload holds no personal data but the `commitment`: SHA-256 of the record's salt
/// in hex, a line feed, and the record's data as canonical JSON.
struct Chain {
    private var previous: String
    private var next: Int
    private let insertEntry: Statement
    private let insertRecord: Statement

    /// Takes up the chain where it ends; the caller's transaction must be an immediate one.
    init(_ db: Database) throws {
        let last = try Row.fetchOne(db, sql: "SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
        previous = last.map { $0[1] } ?? Chain.origin
        next = (last.map { $0[0] } ?? 0) + 1
        insertEntry = try db.cachedStatement(
            sql: """
                INSERT INTO log (seq, at, kind, letter, subject, payload, previous, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        insertRecord = try db.cachedStatement(sql: "INSERT INTO log_record (seq, salt, data) VALUES (?, ?, ?)")
    }

    /// The `previous` of the first entry.
    static let origin = String(repeating: "0", count: 64)

    /// Appends an entry; gives its sequence number.
    @discardableResult
    mutating func append(
        _ kind: LogKind, at: Instant, letter: String? = nil, subject: String? = nil,
        payload: [JSONValue.Member] = [], record: JSONValue
    ) throws -> Int {
        let salt = Salt.bytes().hex
        let data = record.canonical
        let commitment = Chain.commitment(salt: salt, data: data)
        let payload = JSONValue.object(payload + [.init("commitment", .string(commitment))])
        let seq = next
        let entry = Chain.entry(
            seq: seq, at: at.iso, kind: kind.rawValue, letter: letter, subject: subject, payload: payload)
        let hash = Chain.hash(previous: previous, entry: entry)
        try insertEntry.execute(
            arguments: [seq, at.iso, kind.rawValue, letter, subject, payload.canonical, previous, hash])
        try insertRecord.execute(arguments: [seq, salt, data])
        previous = hash
        next += 1
        return seq
    }

    /// An entry's canonical form, as it is hashed.
    static func entry(
        seq: Int, at: String, kind: String, letter: String?, subject: String?, payload: JSONValue
    ) -> String {
        JSONValue.object([
            .init("seq", .int(seq)), .init("at", .string(at)), .init("kind", .string(kind)),
            .init("letter", JSONValue(letter)), .init("subject", JSONValue(subject)), .init("payload", payload),
        ]).canonical
    }

    static func hash(previous: String, entry: String) -> String {
        Array(SHA256.hash(data: Data((previous + "\n" + entry).utf8))).hex
    }

    static func commitment(salt: String, data: String) -> String {
        Array(SHA256.hash(data: Data((salt + "\n" + data).utf8))).hex
    }
}

/// 32 random bytes that keep a commitment from being guessed back.
enum Salt {
    static func bytes() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).flatMap { _ in
            withUnsafeBytes(of: generator.next() as UInt64) { Array($0) }
        }
    }
}
