internal import Foundation
internal import GRDB
package import Vocabulary

/// A mailing as the ledger holds it.
package struct MailingRecord: Hashable, Sendable {
    package var id: Int64
    package var letter: String
    package var purpose: String
    /// The digest of the preview that the mailing began with.
    package var digest: String
    /// SHA-256 of the letter with all that it pulls in.
    package var contentDigest: String
    package var begunAt: Instant
}

/// How many recipients of a mailing stand where.
package struct MailingCounts: Hashable, Sendable {
    package var byState: [RecipientState: Int] = [:]
    /// Those of the accepted whose letter lies in a Maildir: no relay has it.
    package var inMaildir = 0
    /// Those whose letter came back for good: their address is dead. They stay accepted, as the relay took it.
    package var returned = 0

    package init() {}

    package subscript(_ state: RecipientState) -> Int { byState[state] ?? 0 }

    /// Everyone ever admitted: all but those withheld since.
    package var admitted: Int { byState.filter { $0.key != .withheld }.values.reduce(0, +) }
}

/// A recipient as `status` shows it.
package struct RecipientRecord: Hashable, Sendable {
    package var contact: ContactID
    package var address: String
    package var state: RecipientState
    package var attempts: Int
    package var reply: String?
    package var at: Instant
    /// When a deferred one may be tried again.
    package var due: Instant?
    /// What came back of the letter; nil for nothing.
    package var returned: Returned?

    /// True where the person was erased since: the state is all that is left.
    package var isErased: Bool { address.isEmpty }

    /// The address, or what stands in its place.
    package var shownAddress: Phrase {
        isErased ? Phrase(fr: "(effacé)", en: "(erased)") : Phrase(fr: address, en: address)
    }

    /// True where the letter was written into a Maildir, and handed to no relay.
    package var isInMaildir: Bool { state == .accepted && MaildirReply.isOne(reply) }
}

extension Ledger {
    /// The mailing of an identity; nil where none has begun.
    package func mailing(_ letter: String) throws(LedgerFault) -> MailingRecord? {
        try read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM mailing WHERE letter = ?", arguments: [letter])
                .map(Ledger.mailingRecord)
        }
    }

    /// All mailings, the first one first.
    package func mailings() throws(LedgerFault) -> [MailingRecord] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM mailing ORDER BY id").map(Ledger.mailingRecord)
        }
    }

    /// A letter with all that it pulls in, as the ledger keeps it; nil where no mailing of it has begun.
    package func frozenContent(of letter: String) throws(LedgerFault) -> [UInt8]? {
        try read { db in
            try Data.fetchOne(db, sql: "SELECT content FROM mailing WHERE letter = ?", arguments: [letter])
                .map { Array($0) }
        }
    }

    static func mailingRecord(_ row: Row) throws -> MailingRecord {
        MailingRecord(
            id: try row.cell("id"), letter: try row.cell("letter"), purpose: try row.cell("purpose"),
            digest: try row.cell("digest"), contentDigest: try row.cell("content_digest"),
            begunAt: Instant(iso: try row.cell("begun_at")) ?? Instant(milliseconds: 0))
    }

    /// True once a message of the mailing was handed over, or may have been: its content is frozen from then on.
    package func isFrozen(_ letter: String) throws(LedgerFault) -> Bool {
        try read { db in try Ledger.isFrozen(letter, db) }
    }

    private static func isFrozen(_ letter: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM recipient JOIN mailing ON mailing.id = recipient.mailing
                WHERE letter = ? AND (attempts > 0 OR state IN \(RecipientState.mailedInSQL)))
                """, arguments: [letter]) ?? false
    }

    /// Begins a mailing, or takes it up again. Until somebody was mailed, its content and digest follow the letter.
    package func beginMailing(
        letter: String, purpose: String, digest: String, contentDigest: String, content: [UInt8], now: Instant
    ) throws(LedgerFault) -> MailingRecord {
        try write { db in
            // From now on, states may be recorded whose entries are yet to come.
            try db.execute(sql: "INSERT OR REPLACE INTO meta (name, value) VALUES ('log-behind', '1')")
            if let row = try Row.fetchOne(db, sql: "SELECT * FROM mailing WHERE letter = ?", arguments: [letter]) {
                var record = try Ledger.mailingRecord(row)
                let isSame = record.contentDigest == contentDigest && record.purpose == purpose
                let hasRecipients =
                    try Bool.fetchOne(
                        db, sql: "SELECT EXISTS (SELECT 1 FROM recipient WHERE mailing = ?)", arguments: [record.id])
                    ?? false
                if try !Ledger.isFrozen(letter, db), !isSame || !hasRecipients {
                    try db.execute(
                        sql: "UPDATE mailing SET purpose = ?, digest = ?, content_digest = ?, content = ? WHERE id = ?",
                        arguments: [purpose, digest, contentDigest, Data(content), record.id])
                    (record.purpose, record.digest, record.contentDigest) = (purpose, digest, contentDigest)
                    try Ledger.logMailing(record, db, now: now)
                }
                return record
            }
            try db.execute(
                sql: """
                    INSERT INTO mailing (letter, purpose, digest, content_digest, content, begun_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """, arguments: [letter, purpose, digest, contentDigest, Data(content), now.iso])
            let record = MailingRecord(
                id: db.lastInsertedRowID, letter: letter, purpose: purpose, digest: digest,
                contentDigest: contentDigest, begunAt: now)
            try Ledger.logMailing(record, db, now: now)
            return record
        }
    }

    private static func logMailing(_ record: MailingRecord, _ db: Database, now: Instant) throws {
        var chain = try Chain(db)
        try chain.append(
            .mailing, at: now, letter: record.letter, payload: [.init("contentDigest", .string(record.contentDigest))],
            record: .object([
                .init("letter", .string(record.letter)), .init("purpose", .string(record.purpose)),
                .init("digest", .string(record.digest)), .init("contentDigest", .string(record.contentDigest)),
            ]))
    }

    /// How the recipients of a mailing stand.
    package func counts(of letter: String) throws(LedgerFault) -> MailingCounts {
        try read { db in
            var counts = MailingCounts()
            // Summed, not grouped: to be grouped, the rows would be sorted, all of them in memory.
            let states = RecipientState.allCases
            let sums = states.map { "sum(state = '\($0.rawValue)')" } + ["sum(\(Ledger.isInMaildir))"]
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT \(sums.joined(separator: ", ")) FROM recipient
                    WHERE mailing = (SELECT id FROM mailing WHERE letter = ?)
                    """, arguments: [letter])
            guard let row else { return counts }
            for (index, state) in states.enumerated() {
                if let count = try row.cell(index) as Int?, count > 0 { counts.byState[state] = count }
            }
            counts.inMaildir = try row.cell(states.count) ?? 0
            counts.returned = try ReturnedReports.deadCount(of: letter, db)
            return counts
        }
    }

    /// The recipients of a mailing, in the order in which they were admitted, handed over one by one.
    package func forEachRecipient(of letter: String, _ body: (RecipientRecord) throws -> Void) throws {
        try handingOver { db in
            guard
                let mailing = try Int64.fetchOne(
                    db, sql: "SELECT id FROM mailing WHERE letter = ?", arguments: [letter])
            else { return }
            // Along the table, not along an index of the mailing: to be sorted, they would all be in memory at once.
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT contact, address, state, attempts, reply, at, due, id FROM recipient WHERE +mailing = ?1
                    AND id BETWEEN (SELECT min(id) FROM recipient WHERE mailing = ?1)
                    AND (SELECT max(id) FROM recipient WHERE mailing = ?1) ORDER BY id
                    """, arguments: [mailing])
            let returned = try ReturnedReports(db)
            while let row = try rows.next() {
                try body(
                    RecipientRecord(
                        contact: ContactID(try row.cell(0)), address: try row.cell(1),
                        state: RecipientState(stored: try row.cell(2)), attempts: try row.cell(3),
                        reply: try row.cell(4), at: Instant(iso: try row.cell(5)) ?? Instant(milliseconds: 0),
                        due: (try row.cell(6) as Int64?).map { Instant(milliseconds: $0) },
                        returned: try returned.report(on: try row.cell(7))))
            }
        }
    }
}

extension Ledger {
    /// How many contacts and entries the recorded decisions of a mailing are about.
    package func decisionCounts(of letter: String) throws(LedgerFault) -> (contacts: Int, entries: Int) {
        try read { db in
            guard
                let mailing = try Int64.fetchOne(
                    db, sql: "SELECT id FROM mailing WHERE letter = ?", arguments: [letter])
            else { return (0, 0) }
            // Grouping follows the index; `count(DISTINCT contact)` would keep every contact in memory.
            let count = { (columns: String) in
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM (SELECT 1 FROM decision WHERE mailing = ? GROUP BY \(columns))",
                    arguments: [mailing]) ?? 0
            }
            return (try count("contact"), try count("contact, entry"))
        }
    }
}

extension Ledger {
    /// Keeps every writer waiting while `body` is told who is being attempted: the addresses, a blank one for whoever was
    /// erased.
    package func withAttempting(of letter: String, _ body: ([String]) -> Void) throws(LedgerFault) {
        try write { db in
            body(
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT address FROM recipient WHERE mailing = (SELECT id FROM mailing WHERE letter = ?)
                        AND state = 'attempting' ORDER BY id
                        """, arguments: [letter]))
        }
    }

    /// The addresses, in normal form, of the deferred recipients of a mailing who are not to be tried again before a moment.
    package func waiting(of letter: String, until moment: Instant) throws(LedgerFault) -> Set<String> {
        try read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT normal FROM recipient WHERE mailing = (SELECT id FROM mailing WHERE letter = ?)
                    AND state = 'deferred' AND due > ?
                    """, arguments: [letter, moment.milliseconds])
        }
    }

    /// The contacts that are recipients of a mailing, each with the address that it was enrolled at, in normal form.
    package func members(of letter: String) throws(LedgerFault) -> [ContactID: String] {
        try read { db in
            var members: [ContactID: String] = [:]
            try PreparedStatement(
                db, "SELECT contact, normal FROM recipient WHERE mailing = (SELECT id FROM mailing WHERE letter = ?)"
            ).eachRow(letter) { members[ContactID($0.integer(0))] = $0.text(1) }
            return members
        }
    }
}
