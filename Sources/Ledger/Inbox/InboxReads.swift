internal import GRDB
package import Vocabulary

extension Ledger {
    /// What waits for the sender's word, the oldest first.
    package func waitingMail() throws(LedgerFault) -> [CameBack] {
        try read { db in try InboxRows.all(where: InboxRows.isWaiting, order: "mail.at, entry.id", db) }
    }

    /// How many wait for the sender's word.
    package func waitingMailCount() throws(LedgerFault) -> Int {
        try read { try InboxRows.waitingCount($0) }
    }

    /// What came back about an address, by its loosest key, the oldest first.
    package func cameBack(about address: AddrSpec) throws(LedgerFault) -> [CameBack] {
        try read { db in
            try InboxRows.all(where: "entry.loosest = ?", [address.loosestKey], order: "mail.at, entry.id", db)
        }
    }

    /// What came back last about each address of which anything did, by its loosest key.
    package func lastCameBack() throws(LedgerFault) -> [String: CameBack] {
        try read { db in
            var last: [String: CameBack] = [:]
            for row in try InboxRows.all(where: "1", order: "mail.at, entry.id", db) {
                last[AddressKeys(row.address).loosest] = row
            }
            return last
        }
    }

    /// The reports since a moment of which the sender, or nobody knows what, is the cause, the newest first.
    package func troublesWithSending(since: Instant) throws(LedgerFault) -> [CameBack] {
        try read { db in
            try InboxRows.all(
                where: "mail.kind = 'bounce' AND entry.class IN ('sender', 'unknown') AND mail.at >= ?", [since.iso],
                order: "mail.at DESC, entry.id DESC", db)
        }
    }

    /// How the inbox of an account stands.
    package func inboxStanding(of account: String) throws(LedgerFault) -> InboxStanding {
        try read { db in
            guard try InboxTables.areThere(db) else {
                return InboxStanding(lastRead: nil, hasMailedSince: try InboxRows.hasMailed(after: "", db), waiting: 0)
            }
            let read = try PreparedStatement(db, "SELECT read_at FROM inbox_account WHERE account = ?")
                .first(account) { $0.text(0) }
            return InboxStanding(
                lastRead: read.flatMap { Instant(iso: $0) },
                hasMailedSince: try InboxRows.hasMailed(after: read ?? "", db),
                waiting: try InboxRows.waitingCount(db))
        }
    }
}

extension InboxRows {
    static let isWaiting = "entry.action = 'waiting'"

    static func waitingCount(_ db: Database) throws -> Int {
        guard try InboxTables.areThere(db) else { return 0 }
        let count = try PreparedStatement(db, "SELECT count(*) FROM inbox_entry WHERE action = 'waiting'")
            .first { $0.integer(0) }
        return Int(clamping: count ?? 0)
    }

    /// True where a letter was handed over, or may have been, after a moment in ISO 8601. Looks at everybody where none was.
    static func hasMailed(after moment: String, _ db: Database) throws -> Bool {
        try PreparedStatement(
            db, "SELECT 1 FROM recipient WHERE at > ? AND state IN ('attempting', 'accepted', 'uncertain') LIMIT 1"
        ).hasRow(moment)
    }
}

/// What came back of a letter, recipient by recipient.
struct ReturnedReports {
    private let find: PreparedStatement?

    /// Of several reports, the one that says the address is dead, else the last. One that waits, or that the sender says means
    /// nothing, is none.
    private static let query = """
        SELECT class, mail.at, diagnostic, status FROM inbox_entry AS entry JOIN inbox_mail AS mail ON mail.id = entry.mail
        WHERE entry.recipient = ? AND mail.kind = 'bounce' AND entry.action <> 'waiting'
        AND entry.verdict IS NOT 'nothing' ORDER BY class = 'dead' DESC, mail.at DESC, entry.id DESC LIMIT 1
        """

    init(_ db: Database) throws {
        let isThere =
            try InboxTables.areThere(db) && PreparedStatement(db, "SELECT 1 FROM inbox_entry LIMIT 1").hasRow()
        find = isThere ? try PreparedStatement(db, ReturnedReports.query) : nil
    }

    func report(on recipient: Int64) throws -> Returned? {
        try find?.first(recipient) { row in
            let (diagnostic, status) = (row.text(2), row.optionalText(3) ?? "")
            return Returned(
                class: BounceClass(rawValue: row.text(0)) ?? .unknown,
                at: Instant(iso: row.text(1)) ?? Instant(milliseconds: 0),
                diagnostic: diagnostic.isEmpty ? status : diagnostic)
        }
    }

    /// How many recipients of a mailing there is a report on that says for good: their address is dead.
    static func deadCount(of letter: String, _ db: Database) throws -> Int {
        guard try InboxTables.areThere(db) else { return 0 }
        let count = try PreparedStatement(
            db,
            """
            SELECT count(DISTINCT entry.recipient) FROM inbox_entry AS entry
            JOIN inbox_mail AS mail ON mail.id = entry.mail JOIN recipient ON recipient.id = entry.recipient
            WHERE recipient.mailing = (SELECT id FROM mailing WHERE letter = ?) AND mail.kind = 'bounce'
            AND entry.class = 'dead' AND entry.action = 'recorded' AND (verdict IS NULL OR verdict = 'bounced')
            """
        ).first(letter) { $0.integer(0) }
        return Int(clamping: count ?? 0)
    }
}
