PRAGMA application_id = 1349678188;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('v1');
CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('key','dc4634a39576c35982285a48581de84215b613edbbae0380135ef76512b931ab');
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
INSERT INTO contact VALUES(1,'https://linkedin.com/in/ada','','','Ada Example','Example Ltd','',NULL,'-,-,20758,20758,-','ada example','Example Ltd');
INSERT INTO contact VALUES(2,NULL,'','','Bob Example','','',NULL,'-,-,-,-,-','bob example','');
INSERT INTO contact VALUES(3,NULL,'','','Cy Example','','',NULL,'-,-,-,-,-','cy example','');
INSERT INTO contact VALUES(4,NULL,'','','Dora Example','','',NULL,'-,-,-,-,-','dora example','');
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
INSERT INTO address VALUES(1,1,'ada@example.org','ada@example.org','ada@example.org');
INSERT INTO address VALUES(2,2,'bob@example.org','bob@example.org','bob@example.org');
INSERT INTO address VALUES(3,3,'cy@example.org','cy@example.org','cy@example.org');
INSERT INTO address VALUES(4,4,'dora@example.org','dora@example.org','dora@example.org');
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL
) STRICT;
INSERT INTO import VALUES(1,'linkedin','file.csv','linkedin','2026-11-23T08:00:00.000Z','you@example.org');
INSERT INTO import VALUES(2,'cards','file.csv','cards','2026-11-23T08:00:00.000Z','you@example.org');
INSERT INTO import VALUES(3,'signups','file.csv','forms','2026-11-23T08:00:00.000Z','you@example.org');
INSERT INTO import VALUES(4,'cards','file.csv','more','2026-11-23T08:00:00.000Z','you@example.org');
CREATE TABLE snapshot (
    import INTEGER PRIMARY KEY REFERENCES import (id), exported_on TEXT
) STRICT;
INSERT INTO snapshot VALUES(1,'2026-11-01');
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL
        CHECK (kind IN ('business-card', 'form-opt-in', 'linkedin-connection', 'contact-list')),
    import INTEGER NOT NULL REFERENCES import (id), line INTEGER NOT NULL,
    recorded_at TEXT NOT NULL, commitment BLOB NOT NULL CHECK (length(commitment) = 32)
) STRICT;
INSERT INTO evidence VALUES(1,'linkedin-connection',1,2,'2026-11-23T08:00:00.000Z',X'bc3c6e259712fc4e25bd4ac2cadb8024ea6a932e1c6db912c5ca55d88b1b3918');
INSERT INTO evidence VALUES(2,'business-card',2,2,'2026-11-23T08:00:00.000Z',X'929af0a6a28d8421a56db2d5384cfe8947dd6817238758a0671951d1b7814cce');
INSERT INTO evidence VALUES(3,'form-opt-in',3,2,'2026-11-23T08:00:00.000Z',X'cca5bb7fa20b17b4c37d211354dda47a03eaa5c77875ee26469e02bb5c58fdf1');
INSERT INTO evidence VALUES(4,'business-card',4,2,'2026-11-23T08:00:00.000Z',X'4b9080d2e8d6c88d302f56bc1f981075ba4d89e7aec6f46ca5882cf124e7395f');
CREATE TABLE evidence_data (
    evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    address TEXT NOT NULL, shared TEXT, place TEXT NOT NULL, context TEXT NOT NULL, source TEXT NOT NULL,
    shared_with TEXT NOT NULL, purposes TEXT, wording TEXT, wording_language TEXT, confirmed TEXT,
    form_url TEXT, preferred INTEGER NOT NULL, company TEXT NOT NULL, attestation TEXT NOT NULL
) STRICT;
INSERT INTO evidence_data VALUES(1,X'1df67086a186ae90dae8d9a2ae876baed2085e10c6bd5ebbd74db0336949318d','ada@example.org','2020-02-03','','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(2,X'547831ce1a7bfc581429aaa11467f450e7200f2419cd0f389e16857516de2674','bob@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(3,X'a4a61101e948c37a97e389d51b8e1f8862a42daf1d879714b29a162cf4363144','cy@example.org','2026-05-01','','professional','self','','newsletter','Oui, écrivez-moi.','fr','2026-05-02','https://example.org/form',0,'','');
INSERT INTO evidence_data VALUES(4,X'2168758b8982b046c25d17c6bedcd0efb43e22d312474a04528b7e2dee338f86','dora@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
CREATE TABLE holding (
    contact INTEGER NOT NULL REFERENCES contact (id),
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    claim BLOB NOT NULL,
    PRIMARY KEY (contact, claim)
) STRICT, WITHOUT ROWID;
INSERT INTO holding VALUES(1,1,X'08476e983c2a3cad9f35e0128edc15df');
INSERT INTO holding VALUES(2,2,X'fa976babc4afa711778cef910fc1f1e4');
INSERT INTO holding VALUES(3,3,X'6e0ec4a401650d9eeae7973e998d9034');
INSERT INTO holding VALUES(4,4,X'47a4c9e24adf40f7a06fb5e5b4dfdfc8');
CREATE TABLE sighting (
    import INTEGER NOT NULL REFERENCES snapshot (import),
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (evidence, import)
) STRICT, WITHOUT ROWID;
INSERT INTO sighting VALUES(1,1);
CREATE TABLE objection (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('objected', 'complained', 'bounced', 'erased')),
    happened TEXT NOT NULL, recorded_at TEXT NOT NULL,
    -- HMAC-SHA-256 under the key file: they outlive the erasure of the plain form.
    exact_print BLOB NOT NULL, loosest_print BLOB NOT NULL, is_domain INTEGER NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32)
) STRICT;
INSERT INTO objection VALUES(1,'objected','2026-11-23','2026-11-23T08:01:00.000Z',X'ec3f7eab2e86ccd05c71eac02f52d6a5343971a7cc232433b8a3cc4729581374',X'ec3f7eab2e86ccd05c71eac02f52d6a5343971a7cc232433b8a3cc4729581374',0,X'868a59069dcb23feed964904291b51443eb7d87e2ac148a42a24451ca32d088e');
CREATE TABLE objection_data (
    objection INTEGER PRIMARY KEY REFERENCES objection (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    text TEXT NOT NULL, normal TEXT NOT NULL, loosest TEXT NOT NULL, domain TEXT NOT NULL,
    because TEXT NOT NULL
) STRICT;
INSERT INTO objection_data VALUES(1,X'51d53c19df84d6d89fee2baf9cf3601453ac68d8b5c35fa2865b8599d9345fbd','dora@example.org','dora@example.org','dora@example.org','','said so');
CREATE TABLE heard (
    id INTEGER PRIMARY KEY, happened TEXT NOT NULL, recorded_at TEXT NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32)
) STRICT;
INSERT INTO heard VALUES(1,'2026-10-01','2026-11-23T08:01:00.000Z',X'8c179ab4466920dfb3b7c5743694a38db0d533a7c2bd88793bfdd407dfd4749e');
CREATE TABLE heard_data (
    heard INTEGER PRIMARY KEY REFERENCES heard (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    normal TEXT NOT NULL
) STRICT;
INSERT INTO heard_data VALUES(1,X'a75f77a3f3b98d114f6eafa9fde835fad05d169ff21226782edd4f2694a43587','bob@example.org');
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
    seen INTEGER NOT NULL DEFAULT 0,
    UNIQUE (mailing, contact), UNIQUE (mailing, loosest)
) STRICT;
INSERT INTO recipient VALUES(1,1,1,'ada@example.org','ada@example.org','ada@example.org',1,'accepted',1,'250 accepted','2026-11-23T08:05:00.000Z',NULL,1);
INSERT INTO recipient VALUES(2,1,2,'bob@example.org','bob@example.org','bob@example.org',2,'uncertain',1,'250 uncertain','2026-11-23T08:05:00.000Z',NULL,1);
INSERT INTO recipient VALUES(3,1,3,'cy@example.org','cy@example.org','cy@example.org',3,'queued',0,NULL,'2026-11-23T08:03:00.000Z',NULL,1);
CREATE TABLE token (
    token TEXT NOT NULL PRIMARY KEY, recipient INTEGER NOT NULL REFERENCES recipient (id)
) STRICT, WITHOUT ROWID;
INSERT INTO token VALUES('15bd7aabb00989380edbe0b755b1276e',2);
INSERT INTO token VALUES('7910be14a275e95f70c157a06d093b39',1);
INSERT INTO token VALUES('b63bd1548c8945b95ae842051a731b85',3);
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
INSERT INTO decision VALUES(3,1,3,0,'admitted','','revision',10);
INSERT INTO decision VALUES(4,1,4,0,'excluded','objected','revision',11);
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL, kind TEXT NOT NULL, letter TEXT, subject TEXT, payload TEXT NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
INSERT INTO log VALUES(1,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"c0e548219fde1178cfd12bb475e2b4c7dca82637f0d2235ed48d9657deddaa5f","evidence":1,"kind":"linkedin","objections":0}','0000000000000000000000000000000000000000000000000000000000000000','cfc6b7107aab0cb078255c7ef1f6301b3e69e15d4fdc414a9440eb27643ec689');
INSERT INTO log VALUES(2,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"42efe74dfb368fd079d2b3a8f35b5e1c52dddce6666f997de5e16766b85b8774","evidence":1,"kind":"cards","objections":0}','cfc6b7107aab0cb078255c7ef1f6301b3e69e15d4fdc414a9440eb27643ec689','6de5944b1bbb3e0ed6c3293c2607d44aa9377514a1cac58c9c03756ab65e5e0c');
INSERT INTO log VALUES(3,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"dfde8cbbf9ca6ddef23593d8d27206b57e751e90267b93748832e6b7d933ead1","evidence":1,"kind":"signups","objections":0}','6de5944b1bbb3e0ed6c3293c2607d44aa9377514a1cac58c9c03756ab65e5e0c','975992510fb09e261e6f358b57c40e9827de7f4a5bbc3cfacf3c1a80a6fe791e');
INSERT INTO log VALUES(4,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"70d205d165e12eed9f35b92abb35f6eb290c9db454c383ba9072a7a2542c3137","evidence":1,"kind":"cards","objections":0}','975992510fb09e261e6f358b57c40e9827de7f4a5bbc3cfacf3c1a80a6fe791e','50644d4215ed3d868cd57ab72001f9e6d702d661443961d880ae6c2ea732cf7a');
INSERT INTO log VALUES(5,'2026-11-23T08:01:00.000Z','objection',NULL,'1f3f55dee06e3446649bf08d','{"commitment":"37598b59bd4d45c6d674dd873ba95a91640f905d9915bc4c2cc72c432e1ab50e","entry":1,"entryCommitment":"868a59069dcb23feed964904291b51443eb7d87e2ac148a42a24451ca32d088e","kind":"objected"}','50644d4215ed3d868cd57ab72001f9e6d702d661443961d880ae6c2ea732cf7a','5c716a32e616922187cff31b14f9882d5c4e70c4acdb26fb4cede2aef5f4e669');
INSERT INTO log VALUES(6,'2026-11-23T08:01:00.000Z','heard-from',NULL,'8386e572096444e34b0c3000','{"commitment":"f07d23bddc4db65209779f48d9644e1b769b29f74492a58a9e69e0207ee1904d","entry":1,"entryCommitment":"8c179ab4466920dfb3b7c5743694a38db0d533a7c2bd88793bfdd407dfd4749e"}','5c716a32e616922187cff31b14f9882d5c4e70c4acdb26fb4cede2aef5f4e669','066aa750b79b3e357303b4af981a1e407f37c35ddaa16b45560c162e315f97a2');
INSERT INTO log VALUES(7,'2026-11-23T08:02:00.000Z','mailing','autumn',NULL,'{"commitment":"8b741fde8b14bb786bb693683ef661a4573361a63f9332bc2a39969295709b66","contentDigest":"content"}','066aa750b79b3e357303b4af981a1e407f37c35ddaa16b45560c162e315f97a2','762500374cc674ca6cd959d6de44ab01dd9eefb179357f8df6bc29060dea69df');
INSERT INTO log VALUES(8,'2026-11-23T08:03:00.000Z','decision','autumn','f047d5e45459c4a961da8b9f','{"codes":[],"commitment":"5b087baa247388ca00fdc9c0895f7bde4f4ebaeb0d8d85ec5107b1efd5c7e5b5","policy":"revision","verdict":"admitted"}','762500374cc674ca6cd959d6de44ab01dd9eefb179357f8df6bc29060dea69df','b302121474362b388e80ec2ad186b8c57d22a0b73b4defa3e3be715f0c1db4ae');
INSERT INTO log VALUES(9,'2026-11-23T08:03:00.000Z','decision','autumn','8386e572096444e34b0c3000','{"codes":[],"commitment":"195fb412d9ef2496ef59e9e492130c1adca34e669fd5d952f109848d1e6e12b6","policy":"revision","verdict":"admitted"}','b302121474362b388e80ec2ad186b8c57d22a0b73b4defa3e3be715f0c1db4ae','46bf547f86c8b0cb79cb048866419576aa988c8488a8da1ee2ba229b92c66575');
INSERT INTO log VALUES(10,'2026-11-23T08:03:00.000Z','decision','autumn','0da7f840435be870578f3c20','{"codes":[],"commitment":"4c2e4ceb8bb56a1bb5ecac55b3edec6df17e1b287fd7818631378a08044dc23b","policy":"revision","verdict":"admitted"}','46bf547f86c8b0cb79cb048866419576aa988c8488a8da1ee2ba229b92c66575','f646077a9c2c0afcf0b4e4c9e55a8a3e9654153e084fc87bd95571e03f99f8d5');
INSERT INTO log VALUES(11,'2026-11-23T08:03:00.000Z','decision','autumn','1f3f55dee06e3446649bf08d','{"codes":["objected"],"commitment":"349f59805931bc580ef822e492df0d38de61352e72f4a3ba8178583a96a4fcb3","policy":"revision","verdict":"excluded"}','f646077a9c2c0afcf0b4e4c9e55a8a3e9654153e084fc87bd95571e03f99f8d5','7f1871e2f25ba3a825aea7bcfe27c4853b32b2cb77cc190c72241b0f317e0e5c');
INSERT INTO log VALUES(12,'2026-11-23T08:05:00.000Z','outcome','autumn','f047d5e45459c4a961da8b9f','{"commitment":"116700d0ec7f54b59c4344a2d66bb4f62bc92a2aba64758836ff5baad51e3001","state":"accepted"}','7f1871e2f25ba3a825aea7bcfe27c4853b32b2cb77cc190c72241b0f317e0e5c','c06319d19709f8c0c61c7d4e431197e3b73e5f6768b4715679718950e07fd2dd');
INSERT INTO log VALUES(13,'2026-11-23T08:05:00.000Z','outcome','autumn','8386e572096444e34b0c3000','{"commitment":"f8d505f5d38be03ed334a8c2e70f66358a4d38fbf3ac8cbad181281a1007f930","state":"uncertain"}','c06319d19709f8c0c61c7d4e431197e3b73e5f6768b4715679718950e07fd2dd','80bb404256724d7983fbd4c13636c82ddf9642a04ce3cf312514dc598dcc329c');
CREATE TABLE log_record (
    seq INTEGER PRIMARY KEY REFERENCES log (seq),
    salt TEXT NOT NULL CHECK (length(salt) = 64), data TEXT NOT NULL
) STRICT;
INSERT INTO log_record VALUES(1,'97909ef830f3d45aa47c15fc0e262466dd2e2a04e61ac5f48b0a97962244e445','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"d2414c25a23a108f678104522b921ea2e6b0120ba5abe4d3f906aa549173d48b","exportedOn":"2026-11-01","file":"file.csv","import":1,"kind":"linkedin","recordedBy":"you@example.org","sha256":"linkedin","withdrawn":0}');
INSERT INTO log_record VALUES(2,'9baf952371649018ad86e2fc0d7bf4c84b92c7a0a5fdc98142021ec811789911','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"bfacacb90a6ecdd8262b00a2397baad6e0c3d4ccc6eb729b6b84671e2f6b15c8","exportedOn":null,"file":"file.csv","import":2,"kind":"cards","recordedBy":"you@example.org","sha256":"cards","withdrawn":0}');
INSERT INTO log_record VALUES(3,'957402df465d5e6446bdeae2ec8ed794ccb8c43b652a736aa273fa2b9a3d7d76','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"e54d47cc7776183743dc74e9d47d49be4bffc0dc96465cb7e559c6d4b85d93e4","exportedOn":null,"file":"file.csv","import":3,"kind":"signups","recordedBy":"you@example.org","sha256":"forms","withdrawn":0}');
INSERT INTO log_record VALUES(4,'50d74cd314e35470a908dbc2980ffd89b8fb861e070aaeca718d5b26a627381c','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"7a621f2fd2c5f2d8d2d3bee0ef8bdbf238a646f6d975d1a25fa2ef575d1df2d0","exportedOn":null,"file":"file.csv","import":4,"kind":"cards","recordedBy":"you@example.org","sha256":"more","withdrawn":0}');
INSERT INTO log_record VALUES(5,'e77b38f465e71615964b0a2f51d7146f8ef2a028a8127004b40ad46460df5876','{"because":"said so","domain":"","kind":"objected","loosest":"dora@example.org","normal":"dora@example.org","on":"2026-11-23","text":"dora@example.org"}');
INSERT INTO log_record VALUES(6,'2cc4d0a73b1539292cfbac806b4daaa83fbc3609d37a3319d0fc6915e8ac3851','{"normal":"bob@example.org","on":"2026-10-01"}');
INSERT INTO log_record VALUES(7,'f788ecb226caa6bd10fefdc2fce0ecc082750c9d156f66510595c6ad826fbe7b','{"contentDigest":"content","digest":"digest","letter":"autumn","purpose":"newsletter"}');
INSERT INTO log_record VALUES(8,'194290dade6724b036186904c4b1d627d08fb3324b892e1e238c7782e970c22b','{"address":"ada@example.org","contact":1,"evidence":1,"letter":"autumn","lookedAt":[1],"name":"Ada Example","program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(9,'e6db5d96abf03e3093c348a10b9512e2ebc257be7ef7b9a042dcac80b14d47bd','{"address":"bob@example.org","contact":2,"evidence":2,"letter":"autumn","lookedAt":[2],"name":"Bob Example","program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(10,'6616d3a9cf678066d86bd7de612057ade8e56b1f5bfe43bb8810177e27dc6a8a','{"address":"cy@example.org","contact":3,"evidence":3,"letter":"autumn","lookedAt":[3],"name":"Cy Example","program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(11,'3161050d3766ed8a86d871e72f3f127e978edd3ab72ff565350e82f399d0e562','{"address":"dora@example.org","contact":4,"evidence":null,"letter":"autumn","lookedAt":[4],"name":"Dora Example","program":"test","purpose":"newsletter","reasons":[{"code":"objected","evidence":null,"expected":null,"observed":"2026-11-23"}],"verdict":"excluded"}');
INSERT INTO log_record VALUES(12,'e4cfa005a016ca9823179786cfaef10af9c0ec5af92d526886eb94a30ed2fd60','{"address":"ada@example.org","attempts":1,"evidence":1,"recipient":1,"reply":"250 accepted","state":"accepted"}');
INSERT INTO log_record VALUES(13,'a3b9a2c5c23190569e39d5b643ccf1672077bdb53b5026e99b02a3f2e2a2602a','{"address":"bob@example.org","attempts":1,"evidence":2,"recipient":2,"reply":"250 uncertain","state":"uncertain"}');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('contact',4);
CREATE INDEX contact_name ON contact (name_key) WHERE name_key <> '';
CREATE INDEX address_normal ON address (normal);
CREATE INDEX address_loosest ON address (loosest);
CREATE INDEX import_sha256 ON import (sha256, kind);
CREATE INDEX evidence_import ON evidence (import);
CREATE INDEX objection_print ON objection (loosest_print);
CREATE INDEX objection_erased ON objection (id) WHERE kind = 'erased';
CREATE INDEX objection_loosest ON objection_data (loosest);
CREATE INDEX objection_domain ON objection_data (domain) WHERE domain <> '';
CREATE TRIGGER objection_data_gone AFTER DELETE ON objection_data
BEGIN INSERT OR IGNORE INTO meta (name, value) VALUES ('prints-only', '1'); END;
CREATE INDEX heard_normal ON heard_data (normal);
CREATE INDEX recipient_state ON recipient (mailing, state);
CREATE INDEX recipient_normal ON recipient (normal);
CREATE INDEX decision_contact ON decision (mailing, contact, entry);
CREATE TRIGGER import_no_update BEFORE UPDATE ON "import"
BEGIN SELECT RAISE(ABORT, 'rows of import are never edited'); END;
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
COMMIT;
