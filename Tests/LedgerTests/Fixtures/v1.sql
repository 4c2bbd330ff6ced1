PRAGMA application_id = 1349677164;
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
INSERT INTO evidence VALUES(1,'linkedin-connection',1,2,'2026-11-23T08:00:00.000Z',X'66c3902ebda3dbec30a68ffb54c30055f5872851d8c417ff57a156b17a70b931');
INSERT INTO evidence VALUES(2,'business-card',2,2,'2026-11-23T08:00:00.000Z',X'77cc7567f65f76c10d5b103f9f431775c950525f8c82c05a254ad13614fff252');
INSERT INTO evidence VALUES(3,'form-opt-in',3,2,'2026-11-23T08:00:00.000Z',X'6666350f008446b8db0db234258e9051635185b5b0a8ff143a8a5a0943254074');
INSERT INTO evidence VALUES(4,'business-card',4,2,'2026-11-23T08:00:00.000Z',X'0b5bee74e18f9881c8baf2128911008057f769695d1947d62762491ab6cae83b');
CREATE TABLE evidence_data (
    evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    address TEXT NOT NULL, shared TEXT, place TEXT NOT NULL, context TEXT NOT NULL, source TEXT NOT NULL,
    shared_with TEXT NOT NULL, purposes TEXT, wording TEXT, wording_language TEXT, confirmed TEXT,
    form_url TEXT, preferred INTEGER NOT NULL, company TEXT NOT NULL, attestation TEXT NOT NULL
) STRICT;
INSERT INTO evidence_data VALUES(1,X'565251298ff32b759cf482137305cd26ce41ecd1dcc9097aab8783435dce49ac','ada@example.org','2020-02-03','','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(2,X'7a66fbabdb84bc8f37e3b00af4064e33063decffc640b4953be91c65da47aebb','bob@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(3,X'fab6febd8c0e89f0f24a950aecbe917a9247965e4ce89a4e32fc5914c1f0b89a','cy@example.org','2026-05-01','','professional','self','','newsletter','Oui, écrivez-moi.','fr','2026-05-02','https://example.org/form',0,'','');
INSERT INTO evidence_data VALUES(4,X'2da3e0f58688bcb974a168ddb3fbf892d45a08784257661fcf2e963f3e89fe2c','dora@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
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
INSERT INTO objection VALUES(1,'objected','2026-11-23','2026-11-23T08:01:00.000Z',X'ec3f7eab2e86ccd05c71eac02f52d6a5343971a7cc232433b8a3cc4729581374',X'ec3f7eab2e86ccd05c71eac02f52d6a5343971a7cc232433b8a3cc4729581374',0,X'8be50016af3ada56991763c17d3ef739d6898104a1db71012a08c285e476648c');
CREATE TABLE objection_data (
    objection INTEGER PRIMARY KEY REFERENCES objection (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    text TEXT NOT NULL, normal TEXT NOT NULL, loosest TEXT NOT NULL, domain TEXT NOT NULL,
    because TEXT NOT NULL
) STRICT;
INSERT INTO objection_data VALUES(1,X'b5bb5c029e185aea981f530cad298283108bdc5652e4d037ad2198e974a97345','dora@example.org','dora@example.org','dora@example.org','','said so');
CREATE TABLE heard (
    id INTEGER PRIMARY KEY, happened TEXT NOT NULL, recorded_at TEXT NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32)
) STRICT;
INSERT INTO heard VALUES(1,'2026-10-01','2026-11-23T08:01:00.000Z',X'a35425e0d42553469dde08fabbd99c875949ada8798a5f239c5f7ac4de0c7ca0');
CREATE TABLE heard_data (
    heard INTEGER PRIMARY KEY REFERENCES heard (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    normal TEXT NOT NULL
) STRICT;
INSERT INTO heard_data VALUES(1,X'adbe637ceb0f2a05ae09b537155165e6dbff5169b97f9b8f03644323ac751fcb','bob@example.org');
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
INSERT INTO log VALUES(1,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"079e8ae7aaa21716dfc2e1df54130b2a4e84c0be65827cda1b955e1ac29d186e","evidence":1,"kind":"linkedin","objections":0}','0000000000000000000000000000000000000000000000000000000000000000','313d78f9e136223bf206c7085f42d27d24c813806927276e3f4a79d5bbeef31d');
INSERT INTO log VALUES(2,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"a7eb28cd533b57ac33576e1920793a58ac348995552f91f2266b008029e7bb00","evidence":1,"kind":"cards","objections":0}','313d78f9e136223bf206c7085f42d27d24c813806927276e3f4a79d5bbeef31d','979433560514d99ae981112d44238f5046e8b2104bc60f5f34d949f5ef0b23e5');
INSERT INTO log VALUES(3,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"c6e4a877abf27967d1611780a175cdb14c88481b1804c1b83468fc4691eef3cd","evidence":1,"kind":"signups","objections":0}','979433560514d99ae981112d44238f5046e8b2104bc60f5f34d949f5ef0b23e5','99aa83052429cbf4da107e354dec9bbb5da374e27d7a9b9155f737a4bfd16dd5');
INSERT INTO log VALUES(4,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"2be7262a0e3078c8c7b50977713e3fa9ab7074f9036fd88408d7e7024b3076d2","evidence":1,"kind":"cards","objections":0}','99aa83052429cbf4da107e354dec9bbb5da374e27d7a9b9155f737a4bfd16dd5','4ee8f12693b9fc2b819f621427aa665567254ef9820d51b52d498dff2e4c7a3a');
INSERT INTO log VALUES(5,'2026-11-23T08:01:00.000Z','objection',NULL,'1f3f55dee06e3446649bf08d','{"commitment":"9e9051f22db68517dd0140d65539303525ed24a5d55256b096cbcd398a5ed99c","entry":1,"entryCommitment":"8be50016af3ada56991763c17d3ef739d6898104a1db71012a08c285e476648c","kind":"objected"}','4ee8f12693b9fc2b819f621427aa665567254ef9820d51b52d498dff2e4c7a3a','db61b8bf3fad790aff81794169cedb8f13a12cefa995a11ca5f059398f9d102e');
INSERT INTO log VALUES(6,'2026-11-23T08:01:00.000Z','heard-from',NULL,'8386e572096444e34b0c3000','{"commitment":"2a7a22e568f86c20d35c8bf3e4b38e88c62c82b31bde7e3c7dbbe71c553b814c","entry":1,"entryCommitment":"a35425e0d42553469dde08fabbd99c875949ada8798a5f239c5f7ac4de0c7ca0"}','db61b8bf3fad790aff81794169cedb8f13a12cefa995a11ca5f059398f9d102e','c46fba351113d264cb9f36cc5b9555763da939ac504258c269f57ec1f19e3559');
INSERT INTO log VALUES(7,'2026-11-23T08:02:00.000Z','mailing','autumn',NULL,'{"commitment":"81e31dc38e565a97865cb22fedec33ea986c4b901fe01e4c1d10401e3616ff78","contentDigest":"content"}','c46fba351113d264cb9f36cc5b9555763da939ac504258c269f57ec1f19e3559','ffbbc4a9e343ed85c7914723dccc4bf67d61c78fdf74c58d680a4710f5d68730');
INSERT INTO log VALUES(8,'2026-11-23T08:03:00.000Z','decision','autumn','f047d5e45459c4a961da8b9f','{"codes":[],"commitment":"667b6e0866a3a9cefe4518c56edf0a8ed2098b820b644279780f9cdcecd5e85b","policy":"revision","verdict":"admitted"}','ffbbc4a9e343ed85c7914723dccc4bf67d61c78fdf74c58d680a4710f5d68730','0c10ff6242b5e677170bd78f2b069f108e9272917d867f326c761d9b870bf1d4');
INSERT INTO log VALUES(9,'2026-11-23T08:03:00.000Z','decision','autumn','8386e572096444e34b0c3000','{"codes":[],"commitment":"e9ba8cc8286d49edc6ada6a28559368c252038d29547c0360fc95be9ea18bf80","policy":"revision","verdict":"admitted"}','0c10ff6242b5e677170bd78f2b069f108e9272917d867f326c761d9b870bf1d4','a947c976538ea3135d20d0d0af320f7bc9b95d443a5e6a1dce718cce6466662c');
INSERT INTO log VALUES(10,'2026-11-23T08:03:00.000Z','decision','autumn','0da7f840435be870578f3c20','{"codes":[],"commitment":"ca31d173ac2198370b03d2fb62ed8652777241642c7015dd49e81af4558e97eb","policy":"revision","verdict":"admitted"}','a947c976538ea3135d20d0d0af320f7bc9b95d443a5e6a1dce718cce6466662c','ab5349dbbafe73ea8b853c018ddb6b61e9bfed0ec9f193827d35c00c7fdb6755');
INSERT INTO log VALUES(11,'2026-11-23T08:03:00.000Z','decision','autumn','1f3f55dee06e3446649bf08d','{"codes":["objected"],"commitment":"dd8640b1cef833358292cd9613cdf182bfea37f2df56d8d7177c354876f793bf","policy":"revision","verdict":"excluded"}','ab5349dbbafe73ea8b853c018ddb6b61e9bfed0ec9f193827d35c00c7fdb6755','7ad5210ececfe5cc6fd78db9a49a47b144d221c066fa896f7e312db54525b07b');
INSERT INTO log VALUES(12,'2026-11-23T08:05:00.000Z','outcome','autumn','f047d5e45459c4a961da8b9f','{"commitment":"0084d1ba42d976b988b41d2757f65d1e56a164d0a270e898c4433edaf387dc07","state":"accepted"}','7ad5210ececfe5cc6fd78db9a49a47b144d221c066fa896f7e312db54525b07b','cab98d86021424217bc721b10f3452604e7cb0ed9b09fffbfb93fb0215b3cf87');
INSERT INTO log VALUES(13,'2026-11-23T08:05:00.000Z','outcome','autumn','8386e572096444e34b0c3000','{"commitment":"a82213a8c9556bd082bb26da2bd7a4a12438b93b8fd48f3eb95ab7e9521083a0","state":"uncertain"}','cab98d86021424217bc721b10f3452604e7cb0ed9b09fffbfb93fb0215b3cf87','147169cd05f06c6e8703f9bd29d4c9fa58809103b1e42102d0d887c4136792dc');
CREATE TABLE log_record (
    seq INTEGER PRIMARY KEY REFERENCES log (seq),
    salt TEXT NOT NULL CHECK (length(salt) = 64), data TEXT NOT NULL
) STRICT;
INSERT INTO log_record VALUES(1,'c66249f8d646682cbd6bffce4dc27bf181c2a49970f52650fdb967076a93e78f','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"eb5328191ddf8f0a6e220bd07170f80a8dd17b817a853311e0380fe2c0b2e561","exportedOn":"2026-11-01","file":"file.csv","import":1,"kind":"linkedin","recordedBy":"you@example.org","sha256":"linkedin","withdrawn":0}');
INSERT INTO log_record VALUES(2,'139d8ce04bf99df65822e705892649fd3c3da9034345f9af0133a08e62bea87e','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"0fd56d856dea9c68548e567ef3caa9e7b9edd6f97cbff2d9dd5f3480c37215d7","exportedOn":null,"file":"file.csv","import":2,"kind":"cards","recordedBy":"you@example.org","sha256":"cards","withdrawn":0}');
INSERT INTO log_record VALUES(3,'f3fb566ac0f7b948c793edaf76e94bb6a0ae59f7850a5d690a161e9e9a7dc1ec','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"0977609baa93d284353acaf57e0f42fd0832371f14c15088b905dc92ee8e32e4","exportedOn":null,"file":"file.csv","import":3,"kind":"signups","recordedBy":"you@example.org","sha256":"forms","withdrawn":0}');
INSERT INTO log_record VALUES(4,'329da8573a4c5344666bc6d1136b9ed71be025b92bbe2cddf31e9d5d01f7222d','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"41a1800a3d5313d4a6ab43fbc59552f6b57389d091442e2bbd36124e536f740f","exportedOn":null,"file":"file.csv","import":4,"kind":"cards","recordedBy":"you@example.org","sha256":"more","withdrawn":0}');
INSERT INTO log_record VALUES(5,'f5c2473df8e5deb8e37e809f2e1d0727f4960c0e4a6b635b45e069417e5ff6c6','{"because":"said so","domain":"","kind":"objected","loosest":"dora@example.org","normal":"dora@example.org","on":"2026-11-23","text":"dora@example.org"}');
INSERT INTO log_record VALUES(6,'698882bdd93e3b9f028e2b80f0c370375ab3223dff591a0905f514c939efc49f','{"normal":"bob@example.org","on":"2026-10-01"}');
INSERT INTO log_record VALUES(7,'d3eea9e079f1c40ab494834ee12e0cdbb47f9a96f076882f8e75942420a708f5','{"contentDigest":"content","digest":"digest","letter":"autumn","purpose":"newsletter"}');
INSERT INTO log_record VALUES(8,'60080628bf584634e1bfffba2c34e9091917e7a019bf55b6192fa59871c05e46','{"address":"ada@example.org","contact":1,"evidence":1,"letter":"autumn","lookedAt":[1],"name":"Ada Example","program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(9,'8dd1d9e1c9b3270bdf045189092c8f985c0a8ee7c33de3110fd380013242f3a1','{"address":"bob@example.org","contact":2,"evidence":2,"letter":"autumn","lookedAt":[2],"name":"Bob Example","program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(10,'dfad2ae7154bd6c1f10a48e399eac3bd15dc9c0d68b9ab4116234a23d2335b06','{"address":"cy@example.org","contact":3,"evidence":3,"letter":"autumn","lookedAt":[3],"name":"Cy Example","program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(11,'8bc5319d3aea572b40479021f7141606f5e400e5a79bbff11065c7f19dd006e4','{"address":"dora@example.org","contact":4,"evidence":null,"letter":"autumn","lookedAt":[4],"name":"Dora Example","program":"test","purpose":"newsletter","reasons":[{"code":"objected","evidence":null,"expected":null,"observed":"2026-11-23"}],"verdict":"excluded"}');
INSERT INTO log_record VALUES(12,'e5f3ff2f7a54998f95cd5c0ab4450630633c4a1a00df6e499cf368552d455081','{"address":"ada@example.org","attempts":1,"evidence":1,"recipient":1,"reply":"250 accepted","state":"accepted"}');
INSERT INTO log_record VALUES(13,'410f9d9d7441d6efcc429ee4a4f0fe1e010822db87fcdd97354afa9ef2918129','{"address":"bob@example.org","attempts":1,"evidence":2,"recipient":2,"reply":"250 uncertain","state":"uncertain"}');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('contact',4);
CREATE INDEX contact_name ON contact (name_key) WHERE name_key <> '';
CREATE INDEX address_normal ON address (normal);
CREATE INDEX address_loosest ON address (loosest);
CREATE INDEX import_sha256 ON import (sha256, kind);
CREATE INDEX evidence_import ON evidence (import);
CREATE INDEX objection_print ON objection (loosest_print);
CREATE INDEX objection_loosest ON objection_data (loosest);
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
