internal import GRDB
internal import Vocabulary

/// The log as it is stored since two entries and their records are what a recipient costs: digests, salts and pseudonyms as
/// octets, the texts of decisions and outcomes packed (``PackedText``), and no `previous`, which the row before tells.
///
/// An entry says the same as before, and so does `log`: only where a value stands otherwise than the program would have written
/// it is it kept as it was.
enum LeanLog {
    /// The columns that hold digits or packed texts take a text too (`ANY`), whose own type says which of the two it is; a number
    /// is neither.
    private static let tables = """
        CREATE TABLE lean_log (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL, kind TEXT NOT NULL, letter TEXT,
            subject ANY CHECK (typeof(subject) NOT IN ('integer', 'real')),
            payload ANY NOT NULL CHECK (typeof(payload) IN ('text', 'blob')),
            -- Null where it is the hash of the row before.
            previous ANY CHECK (typeof(previous) NOT IN ('integer', 'real')),
            hash ANY NOT NULL CHECK (typeof(hash) IN ('text', 'blob'))
        ) STRICT;
        CREATE TABLE lean_log_record (
            seq INTEGER PRIMARY KEY REFERENCES log (seq),
            salt ANY NOT NULL CHECK (typeof(salt) IN ('text', 'blob') AND length(salt) IN (32, 64)),
            data ANY NOT NULL CHECK (typeof(data) IN ('text', 'blob'))
        ) STRICT;
        """

    private static let exchange = """
        DROP TABLE log_record;
        DROP TABLE log;
        ALTER TABLE lean_log RENAME TO log;
        ALTER TABLE lean_log_record RENAME TO log_record;
        CREATE INDEX log_import ON log (seq) WHERE kind = 'import';
        """

    /// The kinds of which a mailing writes one for each recipient. The others stay readable, for queries that look into them.
    static func isPacked(_ kind: LogKind) -> Bool { kind == .decision || kind == .outcome }

    /// Writes the log anew, one row after the other, and takes the former one away; its triggers go with it. A record that has lost
    /// its entry breaks a reference, and such a ledger is not upgraded.
    static func write(_ db: Database) throws {
        try db.execute(sql: tables)
        let entries = try PreparedStatement(
            db, "SELECT seq, at, kind, letter, subject, payload, previous, hash FROM log ORDER BY seq")
        let insert = try PreparedStatement(
            db,
            """
            INSERT INTO lean_log (seq, at, kind, letter, subject, payload, previous, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let records = try PreparedStatement(
            db, "SELECT log_record.seq, salt, data, kind FROM log_record LEFT JOIN log ON log.seq = log_record.seq")
        let insertRecord = try PreparedStatement(
            db, "INSERT INTO lean_log_record (seq, salt, data) VALUES (?, ?, ?)")
        var (last, hash) = (Int64(0), Array(Chain.origin.utf8))
        try entries.eachRow { row in
            let seq = row.integer(0)
            let isLinked = seq == last.saturated(adding: 1) && row.octets(6).isSame(as: hash)
            (last, hash) = (seq, Array(row.octets(7)))
            try insert.execute(
                seq, row.text(1), row.text(2), row.optionalText(3),
                row.optionalOctets(4).map { StoredText(digits: Array($0)) },
                stored(row.octets(5), of: row.text(2)),
                isLinked ? nil : StoredText(digits: Array(row.octets(6))), StoredText(digits: hash))
        }
        try records.eachRow { record in
            try insertRecord.execute(
                record.integer(0), StoredText(digits: Array(record.octets(1))),
                stored(record.octets(2), of: record.text(3)))
        }
        try db.execute(sql: exchange)
    }

    private static func stored(_ text: Octets, of kind: String) -> StoredText {
        let isPacked = LogKind(rawValue: kind).map(LeanLog.isPacked) ?? false
        return isPacked ? StoredText(packing: Array(text)) : StoredText(plain: Array(text))
    }
}
