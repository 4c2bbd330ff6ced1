internal import GRDB

/// The ledger's tables. A migration that has been released is never edited; a change is a new migration.
///
/// Three kinds of tables:
/// - append-only (`evidence`, `objection`, `retraction`, `heard`, `decision`, `log`, `import`): triggers refuse UPDATE and DELETE;
/// - personal parts of these (`…_data`, `log_record`): no UPDATE, and DELETE only while an erasure is under way;
/// - working state (`contact`, `address`, `recipient`, `inbox_…`): what changes as the network and the mailings do.
enum Schema {
    /// Marks the file as a ledger of Portillon (`PRAGMA application_id`): "Prtl".
    static let applicationID: Int32 = 0x5072_746C

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: tables)
            for table in ["import", "evidence", "objection", "heard", "decision", "log", "snapshot"] {
                try db.execute(sql: appendOnly(table))
            }
            for table in ["evidence_data", "objection_data", "heard_data", "log_record"] {
                try db.execute(sql: erasable(table))
            }
            // Where rows come one by one; "v2" adds those that come by the million.
            for (table, id) in [
                ("import", "id"), ("snapshot", "import"), ("objection", "id"), ("objection_data", "objection"),
                ("heard", "id"), ("heard_data", "heard"), ("log", "seq"), ("log_record", "seq"),
            ] {
                try db.execute(sql: irreplaceable(table, id))
            }
        }
        migrator.registerMigration("v2") { db in
            try db.execute(sql: leanIndexes)
            for (table, id) in [("evidence", "id"), ("evidence_data", "evidence"), ("decision", "id")] {
                try db.execute(sql: irreplaceable(table, id))
            }
        }
        migrator.registerMigration("v3") { db in try db.execute(sql: outcomesBeforeTheirEntries) }
        migrator.registerMigration("v4") { db in try db.execute(sql: forgetting) }
        migrator.registerMigration("frozen files") { try $0.execute(sql: FrozenFiles.table) }
        migrator.registerMigration("address books") { try $0.execute(sql: BookImport.tables) }
        migrator.registerMigration("folded keys") { db in
            try db.execute(sql: FoldedKeys.table)
            try FoldedKeys.write(db)
        }
        migrator.registerMigration("one url of a profile") { try ProfileForms.write($0) }
        migrator.registerMigration("retractions") { db in
            try db.execute(sql: Retractions.table)
            try db.execute(sql: appendOnly("retraction"))
        }
        migrator.registerMigration("inbox") { try $0.execute(sql: InboxTables.sql) }
        migrator.registerMigration("lean log") { db in
            try LeanLog.write(db)
            try db.execute(sql: appendOnly("log") + erasable("log_record"))
            for table in ["log", "log_record"] { try db.execute(sql: irreplaceable(table, "seq")) }
        }
        migrator.registerMigration("plain checks") { try PlainChecks.write($0) }
        return migrator
    }

    /// The name of a file may be a person's: an erasure may blank it. And contacts have no date of their own: imports note
    /// up to which number there were any, so that the age of a contact can be told.
    private static let forgetting = """
        DROP TRIGGER import_no_update;
        CREATE TRIGGER import_no_update BEFORE UPDATE ON import
        WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'erasing') OR NEW.file <> '' OR NEW.id <> OLD.id
            OR NEW.kind <> OLD.kind OR NEW.sha256 <> OLD.sha256 OR NEW.recorded_at <> OLD.recorded_at
            OR NEW.recorded_by <> OLD.recorded_by
        BEGIN SELECT RAISE(ABORT, 'rows of import are never edited'); END;
        CREATE TABLE arrival (last_contact INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;
        INSERT INTO arrival (last_contact, day)
        SELECT (SELECT max(id) FROM contact), CAST(julianday(substr(max(recorded_at), 1, 10)) - 2440587.5 AS INTEGER)
        FROM import WHERE EXISTS (SELECT 1 FROM contact) HAVING max(recorded_at) IS NOT NULL;
        """

    /// An index costs a page or two for each row that is written, and these were asked nothing, or too little. A change of
    /// state writes the recipient's own page now, and that of the few who are in flight; an address is found by its loosest
    /// key, which whoever has the strict one has too.
    private static let leanIndexes = """
        DROP INDEX recipient_state;
        CREATE INDEX recipient_attempting ON recipient (mailing) WHERE state = 'attempting';
        DROP INDEX recipient_normal;
        DROP INDEX evidence_import;
        DROP INDEX address_normal;
        DROP INDEX address_loosest;
        CREATE INDEX address_loosest ON address (loosest, contact);
        """

    /// What becomes of a recipient is recorded at once, and entered into the log a moment later (``OutcomeEntries``). Those
    /// who are in flight are found by looking at everybody, once, at a run's start.
    private static let outcomesBeforeTheirEntries = """
        DROP INDEX recipient_attempting;
        ALTER TABLE recipient ADD COLUMN unlogged INTEGER NOT NULL DEFAULT 0;
        CREATE TRIGGER recipient_enters_the_log BEFORE UPDATE OF state ON recipient WHEN OLD.unlogged
        BEGIN SELECT RAISE(ABORT, 'what became of a recipient must be in the log before that changes'); END;
        CREATE TRIGGER recipient_stays_for_the_log BEFORE DELETE ON recipient WHEN OLD.unlogged
        BEGIN SELECT RAISE(ABORT, 'what became of a recipient must be in the log before they go'); END;
        """

    private static func appendOnly(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON "\(table)"
        BEGIN SELECT RAISE(ABORT, 'rows of \(table) are never edited'); END;
        CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON "\(table)"
        BEGIN SELECT RAISE(ABORT, 'rows of \(table) are never deleted'); END;
        """
    }

    private static func erasable(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON "\(table)"
        BEGIN SELECT RAISE(ABORT, 'rows of \(table) are never edited'); END;
        CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON "\(table)"
        WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'erasing')
        BEGIN SELECT RAISE(ABORT, 'only an erasure deletes rows of \(table)'); END;
        """
    }

    /// `INSERT OR REPLACE` takes the old row away without asking the trigger on DELETE.
    private static func irreplaceable(_ table: String, _ id: String) -> String {
        """
        CREATE TRIGGER \(table)_no_replace BEFORE INSERT ON "\(table)"
        WHEN EXISTS (SELECT 1 FROM "\(table)" WHERE \(id) = NEW.\(id))
        BEGIN SELECT RAISE(ABORT, 'rows of \(table) are never replaced'); END;
        """
    }

    private static let tables = """
        CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE contact (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            profile TEXT UNIQUE,
            first_name TEXT NOT NULL DEFAULT '', last_name TEXT NOT NULL DEFAULT '',
            full_name TEXT NOT NULL DEFAULT '', company TEXT NOT NULL DEFAULT '', position TEXT NOT NULL DEFAULT '',
            extra TEXT,
            -- The day numbers of the sources that the fields come from: one per field, `-` for an undated source.
            dated TEXT NOT NULL DEFAULT '',
            name_key TEXT NOT NULL DEFAULT '',
            linkedin_company TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX contact_name ON contact (name_key) WHERE name_key <> '';

        -- Rows without url or usable address are known again by their content, as a digest.
        CREATE TABLE nameless (
            row BLOB NOT NULL PRIMARY KEY, contact INTEGER NOT NULL REFERENCES contact (id)
        ) STRICT, WITHOUT ROWID;
        -- Contacts that turned out to be another one and stay for the history of a mailing.
        CREATE TABLE absorbed (
            contact INTEGER PRIMARY KEY REFERENCES contact (id), into_contact INTEGER NOT NULL REFERENCES contact (id)
        ) STRICT;
        CREATE TABLE address (
            id INTEGER PRIMARY KEY,
            contact INTEGER NOT NULL REFERENCES contact (id),
            text TEXT NOT NULL,
            -- The strict key, and the loosest one; for a text that is no address both are the text behind a blank.
            normal TEXT NOT NULL, loosest TEXT NOT NULL,
            UNIQUE (contact, normal)
        ) STRICT;
        CREATE INDEX address_normal ON address (normal);
        CREATE INDEX address_loosest ON address (loosest);

        CREATE TABLE import (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
            recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX import_sha256 ON import (sha256, kind);

        -- LinkedIn's exports are snapshots of the network; the latest goes by the date, then by the import.
        CREATE TABLE snapshot (
            import INTEGER PRIMARY KEY REFERENCES import (id), exported_on TEXT
        ) STRICT;

        CREATE TABLE evidence (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL
                CHECK (kind IN ('business-card', 'form-opt-in', 'linkedin-connection', 'contact-list')),
            import INTEGER NOT NULL REFERENCES import (id), line INTEGER NOT NULL,
            recorded_at TEXT NOT NULL, commitment BLOB NOT NULL CHECK (length(commitment) = 32)
        ) STRICT;
        CREATE INDEX evidence_import ON evidence (import);
        CREATE TABLE evidence_data (
            evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
            salt BLOB NOT NULL CHECK (length(salt) = 32),
            address TEXT NOT NULL, shared TEXT, place TEXT NOT NULL, context TEXT NOT NULL, source TEXT NOT NULL,
            shared_with TEXT NOT NULL, purposes TEXT, wording TEXT, wording_language TEXT, confirmed TEXT,
            form_url TEXT, preferred INTEGER NOT NULL, company TEXT NOT NULL, attestation TEXT NOT NULL
        ) STRICT;
        -- Whose it is; follows when two contacts turn out to be one.
        CREATE TABLE holding (
            contact INTEGER NOT NULL REFERENCES contact (id),
            evidence INTEGER NOT NULL REFERENCES evidence (id),
            claim BLOB NOT NULL,
            PRIMARY KEY (contact, claim)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sighting (
            import INTEGER NOT NULL REFERENCES snapshot (import),
            evidence INTEGER NOT NULL REFERENCES evidence (id),
            PRIMARY KEY (evidence, import)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE objection (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('objected', 'complained', 'bounced', 'erased')),
            happened TEXT NOT NULL, recorded_at TEXT NOT NULL,
            -- HMAC-SHA-256 under the key file: they outlive the erasure of the plain form.
            exact_print BLOB NOT NULL, loosest_print BLOB NOT NULL, is_domain INTEGER NOT NULL,
            commitment BLOB NOT NULL CHECK (length(commitment) = 32)
        ) STRICT;
        CREATE INDEX objection_print ON objection (loosest_print);
        CREATE INDEX objection_erased ON objection (id) WHERE kind = 'erased';
        CREATE TABLE objection_data (
            objection INTEGER PRIMARY KEY REFERENCES objection (id),
            salt BLOB NOT NULL CHECK (length(salt) = 32),
            text TEXT NOT NULL, normal TEXT NOT NULL, loosest TEXT NOT NULL, domain TEXT NOT NULL,
            because TEXT NOT NULL
        ) STRICT;
        CREATE INDEX objection_loosest ON objection_data (loosest);
        CREATE INDEX objection_domain ON objection_data (domain) WHERE domain <> '';
        -- From then on, fingerprints alone must be looked at.
        CREATE TRIGGER objection_data_gone AFTER DELETE ON objection_data
        BEGIN INSERT OR IGNORE INTO meta (name, value) VALUES ('prints-only', '1'); END;

        CREATE TABLE heard (
            id INTEGER PRIMARY KEY, happened TEXT NOT NULL, recorded_at TEXT NOT NULL,
            commitment BLOB NOT NULL CHECK (length(commitment) = 32)
        ) STRICT;
        CREATE TABLE heard_data (
            heard INTEGER PRIMARY KEY REFERENCES heard (id),
            salt BLOB NOT NULL CHECK (length(salt) = 32),
            normal TEXT NOT NULL
        ) STRICT;
        CREATE INDEX heard_normal ON heard_data (normal);

        CREATE TABLE mailing (
            id INTEGER PRIMARY KEY,
            letter TEXT NOT NULL UNIQUE,
            purpose TEXT NOT NULL,
            digest TEXT NOT NULL, content_digest TEXT NOT NULL, content BLOB NOT NULL,
            begun_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE recipient (
            id INTEGER PRIMARY KEY,
            mailing INTEGER NOT NULL REFERENCES mailing (id),
            contact INTEGER NOT NULL REFERENCES contact (id),
            normal TEXT NOT NULL, loosest TEXT NOT NULL, address TEXT NOT NULL,
            evidence INTEGER NOT NULL REFERENCES evidence (id),
            state TEXT NOT NULL CHECK (state IN ('queued', 'attempting', 'accepted', 'deferred', 'rejected',
                'uncertain', 'settled', 'withheld')),
            attempts INTEGER NOT NULL DEFAULT 0, reply TEXT, at TEXT NOT NULL, due INTEGER,
            -- The newest objection that the gate had seen when it admitted this recipient.
            seen INTEGER NOT NULL DEFAULT 0,
            UNIQUE (mailing, contact), UNIQUE (mailing, loosest)
        ) STRICT;
        CREATE INDEX recipient_state ON recipient (mailing, state);
        CREATE INDEX recipient_normal ON recipient (normal);
        CREATE TABLE token (
            token TEXT NOT NULL PRIMARY KEY, recipient INTEGER NOT NULL REFERENCES recipient (id)
        ) STRICT, WITHOUT ROWID;
        -- The moments of handing over, for the rate over all runs.
        CREATE TABLE pace (at INTEGER NOT NULL) STRICT;

        CREATE TABLE decision (
            id INTEGER PRIMARY KEY,
            mailing INTEGER NOT NULL REFERENCES mailing (id),
            contact INTEGER NOT NULL, entry INTEGER NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('admitted', 'excluded')), codes TEXT NOT NULL,
            policy TEXT NOT NULL, seq INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX decision_contact ON decision (mailing, contact, entry);

        CREATE TABLE log (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL, kind TEXT NOT NULL, letter TEXT, subject TEXT, payload TEXT NOT NULL,
            previous TEXT NOT NULL, hash TEXT NOT NULL
        ) STRICT;
        CREATE TABLE log_record (
            seq INTEGER PRIMARY KEY REFERENCES log (seq),
            salt TEXT NOT NULL CHECK (length(salt) = 64), data TEXT NOT NULL
        ) STRICT;
        """
}
