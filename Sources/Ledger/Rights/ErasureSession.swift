internal import Foundation
internal import GRDB
internal import Vocabulary

/// What an erasure took away.
package struct ErasureTally: Hashable, Sendable {
    package var contacts = 0
    package var evidence = 0
    package var heard = 0
    /// Objections whose plain form went; their fingerprints stay.
    package var objections = 0
    /// Recipients of mailings who lost their address; they keep their state.
    package var recipients = 0
    /// Those of them who were still to be mailed, and are not any more.
    package var withheld = 0
    /// Entries of the log whose record went.
    package var records = 0
    /// Fingerprints that were written, of addresses and profiles.
    package var fingerprints = 0
    /// What was kept of mail that came back.
    package var messages = 0

    /// True where nothing was taken away and nothing was written.
    package var isNothing: Bool { self == ErasureTally() }
}

/// Empties the personal tables of what has been named to it, and says so in the log: the one way by which personal data goes.
///
/// All in one transaction, the fingerprints that keep a person out later among it: where it fails, nothing is gone and nothing
/// says that it is.
///
/// What is to go is gathered in temporary tables, so that a person and a million contacts take the same few statements. The
/// form of the log's entry is described in Docs/erasure.md.
final class ErasureSession {
    /// Why personal data goes.
    enum Cause: String { case request, retention }

    let db: Database
    let key: Key
    let now: Instant
    private(set) var tally = ErasureTally()
    /// The numbers of objections that this session has written.
    private var written: [Int64] = []

    /// What can go, each kind in a table of numbers.
    enum Kind: String, CaseIterable {
        case contact, evidence, heard, objection, recipient, record
        case file = "import"
        case entry = "inbox_entry"
        case mail = "inbox_mail"

        var table: String { "temp.gone_\(rawValue)" }
    }

    init(_ db: Database, key: Key, now: Instant) throws {
        self.db = db
        self.key = key
        self.now = now
        for kind in Kind.allCases {
            try db.execute(
                sql:
                    "DROP TABLE IF EXISTS \(kind.table); CREATE TEMP TABLE gone_\(kind.rawValue) (id INTEGER PRIMARY KEY)"
            )
        }
        // What an interrupted run left out of the log is entered first: its record goes with the others.
        var chain = try Chain(db)
        try OutcomeEntries(db, key: key).enterAll(db, into: &chain)
        // The triggers let go while this is here; it never outlives the transaction.
        try db.execute(sql: "INSERT INTO meta (name, value) VALUES ('erasing', '1')")
    }

    func add(_ kind: Kind, _ numbers: [Int64]) throws {
        let insert = try PreparedStatement(db, "INSERT OR IGNORE INTO \(kind.table) (id) VALUES (?)")
        for number in numbers { try insert.execute(number) }
    }

    /// Adds what a query finds, whose only column is the number.
    func add(_ kind: Kind, where query: String, _ arguments: StatementArguments = []) throws {
        try db.execute(sql: "INSERT OR IGNORE INTO \(kind.table) (id) \(query)", arguments: arguments)
    }

    /// Writes the fingerprint of an address or a profile, unless one of that day is there.
    func forget(exactPrint: [UInt8], loosestPrint: [UInt8], on: When) throws {
        let remains = ObjectionRemains(
            exactPrint: exactPrint, loosestPrint: loosestPrint, kind: ObjectionKind.erased.rawValue,
            happened: on.iso, recordedAt: now.iso, isDomain: false)
        guard try !remains.isKnown(db) else { return }
        written.append(try remains.insert(db))
        tally.fingerprints += 1
    }

    /// Takes away all that was named, and appends the entry that says so. Nothing named and nothing written: no entry.
    func finish(_ cause: Cause, subject: String?, addresses: Int, on: CivilDate) throws {
        try keepOnlyWhatIsThere()
        for (kind, count) in [
            (Kind.contact, \ErasureTally.contacts), (.evidence, \.evidence), (.heard, \.heard),
            (.objection, \.objections), (.record, \.records),
        ] { tally[keyPath: count] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(kind.table)") ?? 0 }
        try add(
            .recipient,
            where: "SELECT id FROM recipient WHERE contact IN (SELECT id FROM \(Kind.contact.table)) AND address <> ''")
        let named = try payload(cause)
        let withheld = try emptyRecipients(cause)
        try empty()
        try db.execute(sql: "DELETE FROM meta WHERE name = 'erasing'")
        let isForTheLog = !tally.isNothing
        // The log knows nothing of mail that is kept.
        tally.messages = try emptyMail()
        guard isForTheLog else { return }
        var chain = try Chain(db)
        for recipient in withheld {
            try chain.append(
                .outcome, at: now, letter: recipient.letter, subject: recipient.subject,
                payload: [
                    .init("codes", .array(cause == .request ? ["erased"] : [])), .init("state", "withheld"),
                ],
                record: .object([.init("recipient", .int(Int(recipient.id))), .init("state", "withheld")]))
        }
        try chain.append(
            .erasure, at: now, subject: subject, payload: named,
            record: .object([
                .init("addresses", .int(addresses)), .init("cause", .string(cause.rawValue)),
                .init("contacts", .int(tally.contacts)), .init("on", .string(on.iso)),
            ]))
    }

    /// A number stands for what this very erasure takes away.
    private func keepOnlyWhatIsThere() throws {
        for (kind, table, column) in [
            (Kind.contact, "contact", "id"), (.evidence, "evidence_data", "evidence"), (.heard, "heard_data", "heard"),
            (.objection, "objection_data", "objection"), (.record, "log_record", "seq"),
        ] {
            try db.execute(
                sql: "DELETE FROM \(kind.table) WHERE id NOT IN (SELECT \(column) FROM main.\(table))")
        }
    }

    private func payload(_ cause: Cause) throws -> [JSONValue.Member] {
        try add(.objection, written)
        let objections = try Row.fetchAll(
            db,
            sql: """
                SELECT id, \(ObjectionRemains.columns) FROM objection WHERE id IN (SELECT id FROM \(Kind.objection.table))
                ORDER BY id
                """)
        return [
            .init("cause", .string(cause.rawValue)), .init("evidence", try ranges(.evidence)),
            .init("heard", try ranges(.heard)), .init("imports", try ranges(.file)),
            .init(
                "objections",
                .array(
                    try objections.map { row in
                        .object([
                            .init("digest", .string(try ObjectionRemains(row, at: 1).digest.hex)),
                            .init("entry", .int(try row.cell(0))),
                        ])
                    })),
            .init("recipients", try ranges(.recipient)), .init("records", try ranges(.record)),
        ]
    }

    /// The numbers as `[first, last]`, in ascending order.
    private func ranges(_ kind: Kind) throws -> JSONValue {
        var ranges: [(Int64, Int64)] = []
        try PreparedStatement(db, "SELECT id FROM \(kind.table) ORDER BY id").eachRow { row in
            let number = row.integer(0)
            if let last = ranges.last, last.1 + 1 == number {
                ranges[ranges.count - 1].1 = number
            } else {
                ranges.append((number, number))
            }
        }
        return .array(ranges.map { .array([.int(Int($0.0)), .int(Int($0.1))]) })
    }

    /// Recipients keep their number and state, so that every count stays what it was; whoever was still to be mailed is
    /// withheld. Gives those.
    private func emptyRecipients(_ cause: Cause) throws -> [(id: Int64, letter: String, subject: String)] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT recipient.id, letter, loosest, state, reply, address FROM recipient
                JOIN mailing ON mailing.id = recipient.mailing
                WHERE recipient.id IN (SELECT id FROM \(Kind.recipient.table))
                """)
        let tokens = try UnsubscribeTokens(db, key: key)
        var withheld: [(id: Int64, letter: String, subject: String)] = []
        for row in rows {
            let (id, letter, loosest): (Int64, String, String) = (try row.cell(0), try row.cell(1), try row.cell(2))
            let token = key.unsubscribeToken(letter: letter, loosestKey: loosest)
            for one in Set(AddressKeys(try row.cell(5)).all + [loosest]) {
                try tokens.add(letter: letter, loosest: one, recipient: id)
            }
            let state = RecipientState(stored: try row.cell(3))
            let isWaiting = state.isWaiting
            // The name of a file in a Maildir says nothing of anybody, and tells those that no relay has.
            let said: String? = try row.cell(4)
            let reply = MaildirReply.isOne(said) ? said : nil
            try db.execute(
                sql: """
                    UPDATE recipient SET normal = '', loosest = ?, address = '', reply = ?, state = ?, due = NULL,
                    at = iif(?, ?, at) WHERE id = ?
                    """,
                arguments: [
                    Recipients.erasedKey(token: token, id), reply,
                    isWaiting ? RecipientState.withheld.rawValue : state.rawValue, isWaiting, now.iso, id,
                ])
            if isWaiting { withheld.append((id, letter, key.pseudonym(loosest))) }
        }
        tally.recipients = rows.count
        tally.withheld = withheld.count
        return withheld
    }

    private func empty() throws {
        let gone = { (kind: Kind) in "(SELECT id FROM \(kind.table))" }
        try db.execute(
            sql: """
                DELETE FROM evidence_data WHERE evidence IN \(gone(.evidence));
                DELETE FROM sighting WHERE evidence IN \(gone(.evidence));
                DELETE FROM holding WHERE contact IN \(gone(.contact)) OR evidence IN \(gone(.evidence));
                DELETE FROM heard_data WHERE heard IN \(gone(.heard));
                DELETE FROM objection_data WHERE objection IN \(gone(.objection));
                DELETE FROM log_record WHERE seq IN \(gone(.record));
                UPDATE import SET file = '' WHERE id IN \(gone(.file));
                DELETE FROM address WHERE contact IN \(gone(.contact));
                DELETE FROM book_entry WHERE contact IN \(gone(.contact));
                DELETE FROM nameless WHERE contact IN \(gone(.contact));
                DELETE FROM absorbed WHERE contact IN \(gone(.contact)) OR into_contact IN \(gone(.contact));
                DELETE FROM contact WHERE id IN \(gone(.contact)) AND id NOT IN (SELECT contact FROM recipient);
                UPDATE contact SET profile = NULL, first_name = '', last_name = '', full_name = '', company = '',
                    position = '', extra = NULL, dated = '', name_key = '', linkedin_company = ''
                WHERE id IN \(gone(.contact));
                -- Whoever stays for the history of a mailing is nobody: absorbed into itself, no reader sees it.
                INSERT INTO absorbed (contact, into_contact)
                SELECT id, id FROM contact WHERE id IN \(gone(.contact));
                """)
    }
}

extension Ledger {
    /// Runs an erasure in one immediate transaction: everything of it, or nothing. With `keep` false nothing is kept, and what
    /// comes back is what would have been.
    func erasing<Value>(key: Key, now: Instant, keep: Bool, _ body: (ErasureSession) throws -> Value)
        throws(LedgerFault)
        -> Value
    {
        do {
            return try database.writeWithoutTransaction { db in
                // The erasure keeps the references itself: the database would look through whole tables for each contact.
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                defer {
                    for kind in ErasureSession.Kind.allCases {
                        try? db.execute(sql: "DROP TABLE IF EXISTS \(kind.table)")
                    }
                    try? db.execute(sql: "PRAGMA foreign_keys = ON")
                }
                var result: Value?
                try db.inTransaction(.immediate) {
                    result = try body(try ErasureSession(db, key: key, now: now))
                    return keep ? .commit : .rollback
                }
                guard let result else { throw LedgerFault.internalFault("a transaction without a result") }
                return result
            }
        } catch { throw LedgerFault.from(error) }
    }

    /// Leaves no byte of what was erased behind: the file is written anew without its free pages, and the write-ahead log is
    /// emptied. ``LedgerFault/busy`` where another command keeps reading.
    package func scrub() throws(LedgerFault) {
        do {
            try database.writeWithoutTransaction { db in
                let size = try Int.fetchOne(
                    db, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
                // What is copied meanwhile holds living people alone; a large ledger need not lie in memory for it.
                let isLarge = (size ?? 0) > 256 << 20
                if isLarge { try db.execute(sql: "PRAGMA temp_store = FILE") }
                defer { if isLarge { try? db.execute(sql: "PRAGMA temp_store = MEMORY") } }
                try db.execute(sql: "VACUUM")
                if try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") ?? 0 != 0 { throw LedgerFault.busy }
            }
        } catch { throw LedgerFault.from(error) }
    }
}
