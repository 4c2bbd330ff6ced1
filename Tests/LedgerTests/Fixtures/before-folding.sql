PRAGMA application_id = 1349678188;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('v1');
INSERT INTO grdb_migrations VALUES('v2');
INSERT INTO grdb_migrations VALUES('v3');
INSERT INTO grdb_migrations VALUES('v4');
INSERT INTO grdb_migrations VALUES('frozen files');
INSERT INTO grdb_migrations VALUES('address books');
CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('key','dc4634a39576c35982285a48581de84215b613edbbae0380135ef76512b931ab');
INSERT INTO meta VALUES('log-behind','1');
INSERT INTO meta VALUES('prints-only','1');
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
INSERT INTO contact VALUES(1,NULL,'','','Nikos Example','','',NULL,'-,-,-,-,-','nikos example','');
INSERT INTO contact VALUES(2,NULL,'','','Anna Example','','',NULL,'-,-,-,-,-','anna example','');
CREATE TABLE nameless (
    row BLOB NOT NULL PRIMARY KEY, contact INTEGER NOT NULL REFERENCES contact (id)
) STRICT, WITHOUT ROWID;
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
INSERT INTO address VALUES(1,1,'ΝΙΚΟΣ@example.org','ΝΙΚΟΣ@example.org','νικοσ@example.org');
INSERT INTO address VALUES(2,2,'straße@example.org','straße@example.org','straße@example.org');
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL
) STRICT;
INSERT INTO import VALUES(1,'cards','file.csv','cards','2026-11-23T08:00:00.000Z','you@example.org');
INSERT INTO import VALUES(2,'cards','file.csv','more','2026-11-23T08:00:00.000Z','you@example.org');
INSERT INTO import VALUES(3,'cards','file.csv','even more','2026-11-23T08:00:00.000Z','you@example.org');
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
INSERT INTO evidence VALUES(1,'business-card',1,2,'2026-11-23T08:00:00.000Z',X'5ea8c7b66ca6d858e101adf71fa0a97e8756ccfa23992c0e759ef60566cbe908');
INSERT INTO evidence VALUES(2,'business-card',2,2,'2026-11-23T08:00:00.000Z',X'16c24f556e081d358c8b156344b2afdc1e7ddfb66d40f7442b2d65bdfb8086d6');
INSERT INTO evidence VALUES(3,'business-card',3,2,'2026-11-23T08:00:00.000Z',X'f4ec466fee6e702697ed2b89f5bf7fc5f349ffcecbb9193e88ee87b174383720');
CREATE TABLE evidence_data (
    evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    address TEXT NOT NULL, shared TEXT, place TEXT NOT NULL, context TEXT NOT NULL, source TEXT NOT NULL,
    shared_with TEXT NOT NULL, purposes TEXT, wording TEXT, wording_language TEXT, confirmed TEXT,
    form_url TEXT, preferred INTEGER NOT NULL, company TEXT NOT NULL, attestation TEXT NOT NULL
) STRICT;
INSERT INTO evidence_data VALUES(1,X'e41e493893ab6826d55eec56b6c2b9db5ea067cc662504e4c8da6bc6b2b77734','ΝΙΚΟΣ@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(2,X'7f7c265f9dce0397e05b06e45b0498ff0a3ba695ccabffcc46f4ea1e54a5c37d','straße@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
CREATE TABLE holding (
    contact INTEGER NOT NULL REFERENCES contact (id),
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    claim BLOB NOT NULL,
    PRIMARY KEY (contact, claim)
) STRICT, WITHOUT ROWID;
INSERT INTO holding VALUES(1,1,X'e58f46b5dbd17acdfda04b3cbf594135');
INSERT INTO holding VALUES(2,2,X'9f80cb5acbca87397233b55a600e82d5');
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
INSERT INTO objection VALUES(1,'objected','2026-11-23','2026-11-23T08:01:00.000Z',X'e6e1417dd66d2eefea922689a0658a17ca7513cdbce3da455438972ac2a1d742',X'e6e1417dd66d2eefea922689a0658a17ca7513cdbce3da455438972ac2a1d742',0,X'90ce05d249af664fc382f8ddcbed6c6519df79245022d2fe46728fd1b6d9824e');
INSERT INTO objection VALUES(2,'objected','2026-11-23','2026-11-23T08:01:00.000Z',X'cb54f05e24671e6abd90f35cb5dc55e125acfb64b1613c45f0e4bc97e7e3a136',X'cb54f05e24671e6abd90f35cb5dc55e125acfb64b1613c45f0e4bc97e7e3a136',0,X'f5fd64e12cd0f9c0ad80a74866c9bf53a151e23043bbad8cfdd9a18d8c565dc2');
INSERT INTO objection VALUES(3,'erased','2026-11-23','2026-11-23T08:02:00.000Z',X'b472d4fc373a48aef7c8edbd2beb03415d141a000c4f9a7c9e21252d84792091',X'b472d4fc373a48aef7c8edbd2beb03415d141a000c4f9a7c9e21252d84792091',0,X'ff91ecf5f7ac6e50e35f84d044e7dade12b568370868fdcb7cd317a03b27a183');
CREATE TABLE objection_data (
    objection INTEGER PRIMARY KEY REFERENCES objection (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    text TEXT NOT NULL, normal TEXT NOT NULL, loosest TEXT NOT NULL, domain TEXT NOT NULL,
    because TEXT NOT NULL
) STRICT;
INSERT INTO objection_data VALUES(1,X'608211e4d7e923ed4a3dd1c0351c007200fe679e09f1693dff7298e3ae14fb63','νικος@example.org','νικος@example.org','νικος@example.org','','said so');
INSERT INTO objection_data VALUES(2,X'5a55197d8195b3a0f0314351ab807316f392af87e27ed84e785a4faaa401ef60','groß@example.org','groß@example.org','groß@example.org','','said so');
CREATE TABLE heard (
    id INTEGER PRIMARY KEY, happened TEXT NOT NULL, recorded_at TEXT NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32)
) STRICT;
CREATE TABLE heard_data (
    heard INTEGER PRIMARY KEY REFERENCES heard (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    normal TEXT NOT NULL
) STRICT;
CREATE TABLE mailing (
    id INTEGER PRIMARY KEY,
    letter TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL,
    digest TEXT NOT NULL, content_digest TEXT NOT NULL, content BLOB NOT NULL,
    begun_at TEXT NOT NULL
) STRICT;
INSERT INTO mailing VALUES(1,'autumn','newsletter','digest','content',X'010203','2026-11-23T08:02:00.000Z');
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
    seen INTEGER NOT NULL DEFAULT 0, unlogged INTEGER NOT NULL DEFAULT 0,
    UNIQUE (mailing, contact), UNIQUE (mailing, loosest)
) STRICT;
INSERT INTO recipient VALUES(1,1,1,'ΝΙΚΟΣ@example.org','νικοσ@example.org','ΝΙΚΟΣ@example.org',1,'queued',0,NULL,'2026-11-23T08:03:00.000Z',NULL,3,0);
INSERT INTO recipient VALUES(2,1,2,'straße@example.org','straße@example.org','straße@example.org',2,'accepted',1,'250 accepted','2026-11-23T08:05:00.000Z',NULL,3,0);
CREATE TABLE token (
    token TEXT NOT NULL PRIMARY KEY, recipient INTEGER NOT NULL REFERENCES recipient (id)
) STRICT, WITHOUT ROWID;
CREATE TABLE pace (at INTEGER NOT NULL) STRICT;
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    mailing INTEGER NOT NULL REFERENCES mailing (id),
    contact INTEGER NOT NULL, entry INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('admitted', 'excluded')), codes TEXT NOT NULL,
    policy TEXT NOT NULL, seq INTEGER NOT NULL
) STRICT;
INSERT INTO decision VALUES(1,1,1,0,'admitted','','revision',8);
INSERT INTO decision VALUES(2,1,2,0,'admitted','','revision',9);
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL, kind TEXT NOT NULL, letter TEXT, subject TEXT, payload TEXT NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
INSERT INTO log VALUES(1,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"8cbf51c3cdc31c5a61d655652f60d6bfcd9e6d68f10d87e0ac5412f7bc42256c","evidence":1,"kind":"cards","objections":0,"rows":"edd53bf3f3cd1cf8aa63258f7f82d7f03a2f41eda79fd018284f7fc97d5bacdd"}','0000000000000000000000000000000000000000000000000000000000000000','e9b4e6b057904c51edd945bff6edbbe47ee0b0d61e5b932ed44b3346897a12a1');
INSERT INTO log VALUES(2,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"583916dd2ddbb743e4d119fb2f7d7bca12a5624fe263d63ee568378d0a7551c6","evidence":1,"kind":"cards","objections":0,"rows":"13357a68f0c2662c65e4e072e835e2ee105d05711878c556319ab0ccb85b7d20"}','e9b4e6b057904c51edd945bff6edbbe47ee0b0d61e5b932ed44b3346897a12a1','57599ff86c631350d98179f40b80de141fa0be0a8bcf1a740a70cdc455a03093');
INSERT INTO log VALUES(3,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"370927562a697ac61331f7333c484cc4c4c515ee14d70e3259e059f0bf5caecf","evidence":1,"kind":"cards","objections":0,"rows":"e76978c34ac1810537b2718b3c1c9589186dba022e7b660dc37da7f9cb719adf"}','57599ff86c631350d98179f40b80de141fa0be0a8bcf1a740a70cdc455a03093','2023d61ebcefc0ac02bf187420ab6dfff10c5c79032ed40dd4f3ae3f8eb63026');
INSERT INTO log VALUES(4,'2026-11-23T08:01:00.000Z','objection',NULL,'c135509acc76c116ee56e6c0','{"commitment":"044123efdc57383af9cb87f1c83ce727246d549ba3be14a1cd99ebd0725a11b4","entry":1,"entryCommitment":"90ce05d249af664fc382f8ddcbed6c6519df79245022d2fe46728fd1b6d9824e","kind":"objected","row":"3c47437a74bd2694f82e0ce0c9901e7e8afa61df2a2608eb37fc79625c46944d"}','2023d61ebcefc0ac02bf187420ab6dfff10c5c79032ed40dd4f3ae3f8eb63026','f0af93d9f5ff80a14dd72503a4bb7032746de5b7fd6a10b6c4ff4ea0d437a1b9');
INSERT INTO log VALUES(5,'2026-11-23T08:01:00.000Z','objection',NULL,'386744385f43b9bf6e2c7890','{"commitment":"29146577d73d7833f2d9d8de92ec823e29341ecee31420a51fe8464e9616ec3f","entry":2,"entryCommitment":"f5fd64e12cd0f9c0ad80a74866c9bf53a151e23043bbad8cfdd9a18d8c565dc2","kind":"objected","row":"5368557b01270e103e12f6591f5edc6a1e5668f228b06d7ca184fae7c2575ad8"}','f0af93d9f5ff80a14dd72503a4bb7032746de5b7fd6a10b6c4ff4ea0d437a1b9','cb9cdd39ca05cb71a5e96c4992153220b534eb8a52f869155e06f624e3508f27');
INSERT INTO log VALUES(6,'2026-11-23T08:02:00.000Z','erasure',NULL,'9a3af707ad7cfe77244396dc','{"cause":"request","commitment":"5a600c72211bb6520df847eedc852492a1014f678db67e71f829209f14d08401","evidence":[[3,3]],"heard":[],"imports":[],"objections":[{"digest":"ff91ecf5f7ac6e50e35f84d044e7dade12b568370868fdcb7cd317a03b27a183","entry":3}],"records":[]}','cb9cdd39ca05cb71a5e96c4992153220b534eb8a52f869155e06f624e3508f27','87129a951472d5cb0b84bf356588eac9df6b7e474d491cb32def57e5732b89f4');
INSERT INTO log VALUES(7,'2026-11-23T08:02:00.000Z','mailing','autumn',NULL,'{"commitment":"8bad581c99e70b5ab915592b376d7d544b2877d297edeeffca8e2ac4bf46a270","contentDigest":"content"}','87129a951472d5cb0b84bf356588eac9df6b7e474d491cb32def57e5732b89f4','c4de16e5a7b853e6d6ed4684b69037d19050a04b3aad2b115ec2d18044f1db84');
INSERT INTO log VALUES(8,'2026-11-23T08:03:00.000Z','decision','autumn','c5fcce06346a18ca9fccfac0','{"codes":[],"commitment":"73f6e0835ebcea2ac6db9dab1da889a51ad6eec38d047de1e2cdb33e881ec004","policy":"revision","verdict":"admitted"}','c4de16e5a7b853e6d6ed4684b69037d19050a04b3aad2b115ec2d18044f1db84','e2f6ec39314b23c2bca439eb0948a82588f6aeabf750cb7ec844f38304710573');
INSERT INTO log VALUES(9,'2026-11-23T08:03:00.000Z','decision','autumn','540b55a1ab315796c1489623','{"codes":[],"commitment":"ddf885ec81f72539fc293f3fb61e7098247ac03086e8030d2da2b487f38334ea","policy":"revision","verdict":"admitted"}','e2f6ec39314b23c2bca439eb0948a82588f6aeabf750cb7ec844f38304710573','36bd99e89b0c6b4dec3505ffcebb37a34b4b5048cca23185ecc5e0afae36e4f5');
INSERT INTO log VALUES(10,'2026-11-23T08:05:00.000Z','outcome','autumn','540b55a1ab315796c1489623','{"commitment":"6f3eb561874f21f26beb521cfacd95866bd4310ae3906150f581b13e491ebc21","state":"accepted"}','36bd99e89b0c6b4dec3505ffcebb37a34b4b5048cca23185ecc5e0afae36e4f5','2971ddd02b18413cf614fccd2fdad78fd3c8d09c1cbe5cec1d02aaa3a56bf83b');
CREATE TABLE log_record (
    seq INTEGER PRIMARY KEY REFERENCES log (seq),
    salt TEXT NOT NULL CHECK (length(salt) = 64), data TEXT NOT NULL
) STRICT;
INSERT INTO log_record VALUES(1,'92eb42aa073c81236d7e579adaf99d5231023e4567317d9d2fc4d8467ed9f7d2','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"26632e522aba48f941d0cf85eabfb8965c49d4c37678bbc395b2f8225eb30437","exportedOn":null,"file":"file.csv","import":1,"kind":"cards","recordedBy":"you@example.org","sha256":"cards","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(2,'f7e05d3a6cc6c79b08b4904b016e5ade16adc23dee0abe3398c0b838145235fe','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"5e673a03ca400592abc8628721e0a9d0dbdb440f7bc43b72823f3e214321e545","exportedOn":null,"file":"file.csv","import":2,"kind":"cards","recordedBy":"you@example.org","sha256":"more","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(3,'970e04b0748178126193eac8f9b037da2625c50be21819db5c7713c5e693e2b7','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"48a74abb2b444b5ba9d2427fe920fe50c588aebb1f6fb6ee4e76c60ec8325a51","exportedOn":null,"file":"file.csv","import":3,"kind":"cards","recordedBy":"you@example.org","sha256":"even more","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(4,'e2c164c075d6752bbc43046d5725a8720d91467dd2f41755f8e821d579920488','{"because":"said so","domain":"","kind":"objected","loosest":"νικος@example.org","normal":"νικος@example.org","on":"2026-11-23","text":"νικος@example.org"}');
INSERT INTO log_record VALUES(5,'520e81b0be5fbb4d894532d4c5da6c6de036e31107b4d227d524686d399a0c68','{"because":"said so","domain":"","kind":"objected","loosest":"groß@example.org","normal":"groß@example.org","on":"2026-11-23","text":"groß@example.org"}');
INSERT INTO log_record VALUES(6,'2eb80e7680e353102b128415bf046065e38dd9097fa352cc859e971c7ce3833b','{"addresses":1,"cause":"request","contacts":1,"on":"2026-11-23"}');
INSERT INTO log_record VALUES(7,'2f3ae90d0b3ecb25bfe19b79c012a623c3858905b70a5bb00d72c5b263179c96','{"contentDigest":"content","digest":"digest","letter":"autumn","purpose":"newsletter"}');
INSERT INTO log_record VALUES(8,'0147b38a56f4618c033b80fbcb22debf8c3e027a69adcbf87770e77853144487','{"address":"ΝΙΚΟΣ@example.org","contact":1,"entry":0,"evidence":1,"letter":"autumn","lookedAt":[1],"name":"Nikos Example","objections":3,"program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(9,'4ea05a9909eae7b96a143faf628204db96dc7114b99b6d1719f9a59b1133c543','{"address":"straße@example.org","contact":2,"entry":0,"evidence":2,"letter":"autumn","lookedAt":[2],"name":"Anna Example","objections":3,"program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(10,'ffd37f5bb55161e85ae79630e439bcb70221deab5d1d3863680a37353b00497f','{"address":"straße@example.org","attempts":1,"evidence":2,"recipient":2,"reply":"250 accepted","state":"accepted"}');
CREATE TABLE arrival (last_contact INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;
INSERT INTO arrival VALUES(1,20780);
INSERT INTO arrival VALUES(2,20780);
INSERT INTO arrival VALUES(3,20780);
CREATE TABLE frozen_file (
    mailing INTEGER NOT NULL REFERENCES mailing (id),
    -- HMAC-SHA-256 of the path under the key file.
    path_print BLOB NOT NULL, sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (mailing, path_print)
) STRICT, WITHOUT ROWID;
CREATE TABLE book (import INTEGER PRIMARY KEY REFERENCES import (id)) STRICT;
INSERT INTO book VALUES(1);
INSERT INTO book VALUES(2);
INSERT INTO book VALUES(3);
CREATE TABLE book_entry (
    contact INTEGER NOT NULL REFERENCES contact (id), book INTEGER NOT NULL REFERENCES book (import),
    -- The strict key of the address, blank where there is none.
    normal TEXT NOT NULL, address TEXT NOT NULL, company TEXT NOT NULL, position TEXT,
    PRIMARY KEY (contact, book, normal)
) STRICT, WITHOUT ROWID;
INSERT INTO book_entry VALUES(1,1,'ΝΙΚΟΣ@example.org','ΝΙΚΟΣ@example.org','','');
INSERT INTO book_entry VALUES(2,2,'straße@example.org','straße@example.org','','');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('contact',3);
CREATE INDEX contact_name ON contact (name_key) WHERE name_key <> '';
CREATE INDEX import_sha256 ON import (sha256, kind);
CREATE INDEX objection_print ON objection (loosest_print);
CREATE INDEX objection_erased ON objection (id) WHERE kind = 'erased';
CREATE INDEX objection_loosest ON objection_data (loosest);
CREATE INDEX objection_domain ON objection_data (domain) WHERE domain <> '';
CREATE TRIGGER objection_data_gone AFTER DELETE ON objection_data
BEGIN INSERT OR IGNORE INTO meta (name, value) VALUES ('prints-only', '1'); END;
CREATE INDEX heard_normal ON heard_data (normal);
CREATE INDEX decision_contact ON decision (mailing, contact, entry);
CREATE TRIGGER import_no_delete BEFORE DELETE ON "import"
BEGIN SELECT RAISE(ABORT, 'rows of import are never deleted'); END;
CREATE TRIGGER evidence_no_update BEFORE UPDATE ON "evidence"
BEGIN SELECT RAISE(ABORT, 'rows of evidence are never edited'); END;
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON "evidence"
BEGIN SELECT RAISE(ABORT, 'rows of evidence are never deleted'); END;
CREATE TRIGGER objection_no_update BEFORE UPDATE ON "objection"
BEGIN SELECT RAISE(ABORT, 'rows of objection are never edited'); END;
CREATE TRIGGER objection_no_delete BEFORE DELETE ON "objection"
BEGIN SELECT RAISE(ABORT, 'rows of objection are never deleted'); END;
CREATE TRIGGER heard_no_update BEFORE UPDATE ON "heard"
BEGIN SELECT RAISE(ABORT, 'rows of heard are never edited'); END;
CREATE TRIGGER heard_no_delete BEFORE DELETE ON "heard"
BEGIN SELECT RAISE(ABORT, 'rows of heard are never deleted'); END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON "decision"
BEGIN SELECT RAISE(ABORT, 'rows of decision are never edited'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON "decision"
BEGIN SELECT RAISE(ABORT, 'rows of decision are never deleted'); END;
CREATE TRIGGER log_no_update BEFORE UPDATE ON "log"
BEGIN SELECT RAISE(ABORT, 'rows of log are never edited'); END;
CREATE TRIGGER log_no_delete BEFORE DELETE ON "log"
BEGIN SELECT RAISE(ABORT, 'rows of log are never deleted'); END;
CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON "snapshot"
BEGIN SELECT RAISE(ABORT, 'rows of snapshot are never edited'); END;
CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON "snapshot"
BEGIN SELECT RAISE(ABORT, 'rows of snapshot are never deleted'); END;
CREATE TRIGGER evidence_data_no_update BEFORE UPDATE ON "evidence_data"
BEGIN SELECT RAISE(ABORT, 'rows of evidence_data are never edited'); END;
CREATE TRIGGER evidence_data_no_delete BEFORE DELETE ON "evidence_data"
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'erasing')
BEGIN SELECT RAISE(ABORT, 'only an erasure deletes rows of evidence_data'); END;
CREATE TRIGGER objection_data_no_update BEFORE UPDATE ON "objection_data"
BEGIN SELECT RAISE(ABORT, 'rows of objection_data are never edited'); END;
CREATE TRIGGER objection_data_no_delete BEFORE DELETE ON "objection_data"
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'erasing')
BEGIN SELECT RAISE(ABORT, 'only an erasure deletes rows of objection_data'); END;
CREATE TRIGGER heard_data_no_update BEFORE UPDATE ON "heard_data"
BEGIN SELECT RAISE(ABORT, 'rows of heard_data are never edited'); END;
CREATE TRIGGER heard_data_no_delete BEFORE DELETE ON "heard_data"
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'erasing')
BEGIN SELECT RAISE(ABORT, 'only an erasure deletes rows of heard_data'); END;
CREATE TRIGGER log_record_no_update BEFORE UPDATE ON "log_record"
BEGIN SELECT RAISE(ABORT, 'rows of log_record are never edited'); END;
CREATE TRIGGER log_record_no_delete BEFORE DELETE ON "log_record"
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'erasing')
BEGIN SELECT RAISE(ABORT, 'only an erasure deletes rows of log_record'); END;
CREATE TRIGGER import_no_replace BEFORE INSERT ON "import"
WHEN EXISTS (SELECT 1 FROM "import" WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of import are never replaced'); END;
CREATE TRIGGER snapshot_no_replace BEFORE INSERT ON "snapshot"
WHEN EXISTS (SELECT 1 FROM "snapshot" WHERE import = NEW.import)
BEGIN SELECT RAISE(ABORT, 'rows of snapshot are never replaced'); END;
CREATE TRIGGER objection_no_replace BEFORE INSERT ON "objection"
WHEN EXISTS (SELECT 1 FROM "objection" WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of objection are never replaced'); END;
CREATE TRIGGER objection_data_no_replace BEFORE INSERT ON "objection_data"
WHEN EXISTS (SELECT 1 FROM "objection_data" WHERE objection = NEW.objection)
BEGIN SELECT RAISE(ABORT, 'rows of objection_data are never replaced'); END;
CREATE TRIGGER heard_no_replace BEFORE INSERT ON "heard"
WHEN EXISTS (SELECT 1 FROM "heard" WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of heard are never replaced'); END;
CREATE TRIGGER heard_data_no_replace BEFORE INSERT ON "heard_data"
WHEN EXISTS (SELECT 1 FROM "heard_data" WHERE heard = NEW.heard)
BEGIN SELECT RAISE(ABORT, 'rows of heard_data are never replaced'); END;
CREATE TRIGGER log_no_replace BEFORE INSERT ON "log"
WHEN EXISTS (SELECT 1 FROM "log" WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'rows of log are never replaced'); END;
CREATE TRIGGER log_record_no_replace BEFORE INSERT ON "log_record"
WHEN EXISTS (SELECT 1 FROM "log_record" WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'rows of log_record are never replaced'); END;
CREATE INDEX address_loosest ON address (loosest, contact);
CREATE TRIGGER evidence_no_replace BEFORE INSERT ON "evidence"
WHEN EXISTS (SELECT 1 FROM "evidence" WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of evidence are never replaced'); END;
CREATE TRIGGER evidence_data_no_replace BEFORE INSERT ON "evidence_data"
WHEN EXISTS (SELECT 1 FROM "evidence_data" WHERE evidence = NEW.evidence)
BEGIN SELECT RAISE(ABORT, 'rows of evidence_data are never replaced'); END;
CREATE TRIGGER decision_no_replace BEFORE INSERT ON "decision"
WHEN EXISTS (SELECT 1 FROM "decision" WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of decision are never replaced'); END;
CREATE TRIGGER recipient_enters_the_log BEFORE UPDATE OF state ON recipient WHEN OLD.unlogged
BEGIN SELECT RAISE(ABORT, 'what became of a recipient must be in the log before that changes'); END;
CREATE TRIGGER recipient_stays_for_the_log BEFORE DELETE ON recipient WHEN OLD.unlogged
BEGIN SELECT RAISE(ABORT, 'what became of a recipient must be in the log before they go'); END;
CREATE TRIGGER import_no_update BEFORE UPDATE ON import
WHEN NOT EXISTS (SELECT 1 FROM meta WHERE name = 'erasing') OR NEW.file <> '' OR NEW.id <> OLD.id
    OR NEW.kind <> OLD.kind OR NEW.sha256 <> OLD.sha256 OR NEW.recorded_at <> OLD.recorded_at
    OR NEW.recorded_by <> OLD.recorded_by
BEGIN SELECT RAISE(ABORT, 'rows of import are never edited'); END;
CREATE INDEX book_entry_book ON book_entry (book);
COMMIT;
