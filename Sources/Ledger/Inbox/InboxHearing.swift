internal import GRDB
package import Vocabulary

/// A reading of the inbox, batch by batch: what each mail leads to is written together with how far its folder was read, in one
/// transaction. So nothing is lost and nothing is done twice, wherever a process dies.
package final class InboxHearing {
    private let ledger: Ledger
    private let key: Key
    private let own: Set<AddrSpec>
    private let language: Language
    private let day: (Instant) -> CivilDate
    private var hasAllTokens = false

    /// `own` are the sender's addresses, and `language` is that of the reasons which objections are recorded with. `day` is the day
    /// of a moment where the sender lives.
    package init(
        _ ledger: Ledger, key: Key, own: Set<AddrSpec>, language: Language, day: @escaping (Instant) -> CivilDate
    ) {
        (self.ledger, self.key, self.own) = (ledger, key, own)
        (self.language, self.day) = (language, day)
    }

    /// Hears some mails, and notes that their folder was read up to a bookmark. With `keep` false nothing is kept, and what comes
    /// back is what would have been.
    package func hear(
        _ mails: [MailToHear], in folder: MailFolder? = nil, upTo bookmark: FolderBookmark? = nil, now: Instant,
        keep: Bool = true
    ) throws(LedgerFault) -> [HeardMail] {
        let (hasAllTokens, key, own) = (hasAllTokens, key, own)
        let (heard, isComplete) = try writing(now: now, keep: keep) { db, effects in
            let tying = try MailTying(db, key: key, own: own, hasAllTokens: hasAllTokens)
            let book = try InboxBook(db, tying, effects: effects, now: now)
            let heard = try mails.map { try book.hear($0) }
            if let folder, let bookmark { try InboxBook.note(bookmark, of: folder, db) }
            return (heard, tying.hasAllTokens)
        }
        self.hasAllTokens = keep && isComplete
        return heard
    }

    /// Runs statements in one transaction, with what puts things on record in it.
    func writing<Value>(
        now: Instant, keep: Bool = true, _ body: (Database, MailEffects) throws -> Value
    ) throws(LedgerFault) -> Value {
        let (key, language, day) = (key, language, day)
        return try ledger.write(keep: keep) { db in
            try body(db, MailEffects(db, key: key, language: language, day: day, now: now))
        }
    }
}

extension Ledger {
    /// How far a folder was read; nil where it never was.
    package func bookmark(of folder: MailFolder) throws(LedgerFault) -> FolderBookmark? {
        try read { db in
            guard try InboxTables.areThere(db) else { return nil }
            return try PreparedStatement(
                db, "SELECT uid_validity, last_uid FROM inbox_folder WHERE account = ? AND folder = ?"
            ).first(folder.account, folder.name) {
                FolderBookmark(
                    uidValidity: UInt32(clamping: $0.integer(0)), lastUID: UInt32(clamping: $0.integer(1)))
            }
        }
    }

    /// Notes that all folders of an account were read to their end at a moment.
    package func noteInboxRead(_ account: String, at: Instant) throws(LedgerFault) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO inbox_account (account, read_at) VALUES (?, ?)
                    ON CONFLICT (account) DO UPDATE SET read_at = max(read_at, excluded.read_at)
                    """, arguments: [account, at.iso])
        }
    }
}
