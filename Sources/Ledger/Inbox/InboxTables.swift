internal import GRDB

/// What is kept of mail that came back: where it was, a keyed digest, what it is, whom it is about, and the words that decided.
/// Working state and no part of the log: what follows from a mail is an objection, or a contact from the person, with an entry of
/// its own. Rows go with their people, and with their time.
enum InboxTables {
    static let sql = """
        -- How far the folders of an account have been read.
        CREATE TABLE inbox_folder (
            account TEXT NOT NULL, folder TEXT NOT NULL,
            uid_validity INTEGER NOT NULL, last_uid INTEGER NOT NULL,
            PRIMARY KEY (account, folder)
        ) STRICT, WITHOUT ROWID;
        -- When all of them were last read to their end.
        CREATE TABLE inbox_account (
            account TEXT NOT NULL PRIMARY KEY, read_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE inbox_mail (
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('bounce', 'complaint', 'unsubscribe', 'reply', 'away', 'gone')),
            -- A folder of an account with its UIDVALIDITY and the UID; for a file the account is blank, the folder its path, and the
            -- number that of the mail in it.
            account TEXT NOT NULL, folder TEXT NOT NULL, uid_validity INTEGER NOT NULL, number INTEGER NOT NULL,
            at TEXT NOT NULL, heard_at TEXT NOT NULL,
            -- Who wrote it; blank for nobody.
            sender TEXT NOT NULL, sender_normal TEXT NOT NULL, sender_loosest TEXT NOT NULL,
            words TEXT NOT NULL CHECK (length(words) <= 500)
        ) STRICT;
        CREATE INDEX inbox_mail_sender ON inbox_mail (sender_loosest) WHERE sender_loosest <> '';

        -- A person whom a mail is about. Settled by its number, which is never another one's.
        CREATE TABLE inbox_entry (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            mail INTEGER NOT NULL REFERENCES inbox_mail (id),
            address TEXT NOT NULL, normal TEXT NOT NULL, loosest TEXT NOT NULL,
            recipient INTEGER REFERENCES recipient (id),
            tied_by TEXT CHECK (tied_by IN ('token', 'message-id', 'reference', 'address')),
            class TEXT CHECK (class IN ('dead', 'temporary', 'sender', 'unknown')), status TEXT,
            diagnostic TEXT NOT NULL CHECK (length(diagnostic) <= 500),
            action TEXT NOT NULL CHECK (action IN ('recorded', 'waiting', 'counted')), because TEXT NOT NULL,
            -- The sender's word; with it, the row waits no more.
            verdict TEXT CHECK (verdict IN ('objected', 'bounced', 'complained', 'heard-from', 'nothing')),
            CHECK ((recipient IS NULL) = (tied_by IS NULL)), CHECK (action <> 'waiting' OR verdict IS NULL)
        ) STRICT;
        CREATE INDEX inbox_entry_mail ON inbox_entry (mail);
        CREATE INDEX inbox_entry_recipient ON inbox_entry (recipient) WHERE recipient IS NOT NULL;
        CREATE INDEX inbox_entry_loosest ON inbox_entry (loosest);
        CREATE INDEX inbox_entry_waiting ON inbox_entry (id) WHERE action = 'waiting';
        """

    /// A ledger that waits for its upgrade has no such tables.
    static func areThere(_ db: Database) throws -> Bool { try db.tableExists("inbox_entry") }
}
