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
INSERT INTO grdb_migrations VALUES('folded keys');
INSERT INTO grdb_migrations VALUES('one url of a profile');
INSERT INTO grdb_migrations VALUES('retractions');
INSERT INTO grdb_migrations VALUES('inbox');
CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('key','dc4634a39576c35982285a48581de84215b613edbbae0380135ef76512b931ab');
INSERT INTO meta VALUES('log-behind','1');
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
INSERT INTO contact VALUES(1,'https://www.linkedin.com/in/ada','','','Ada Example','Example Ltd','',NULL,'-,-,20758,20758,-','ada example','Example Ltd');
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
INSERT INTO evidence VALUES(1,'linkedin-connection',1,2,'2026-11-23T08:00:00.000Z',X'636aa09c4a85105e04de7140f6a539598b621d47191c867e47e442346a3b110c');
INSERT INTO evidence VALUES(2,'business-card',2,2,'2026-11-23T08:00:00.000Z',X'be54e24fdb1ea335263a4042c550a0335d17f67ae4d29bc3167b7acf773ca3b7');
INSERT INTO evidence VALUES(3,'form-opt-in',3,2,'2026-11-23T08:00:00.000Z',X'bb9d013106b2d6d7ae83a13077a3af4b77587aae06563d582f9c922a3c96f963');
INSERT INTO evidence VALUES(4,'business-card',4,2,'2026-11-23T08:00:00.000Z',X'12d9a5641b3ccbac1a5a4afb9f932fba5570ff5618f46afb4976f6eb89868a78');
CREATE TABLE evidence_data (
    evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    address TEXT NOT NULL, shared TEXT, place TEXT NOT NULL, context TEXT NOT NULL, source TEXT NOT NULL,
    shared_with TEXT NOT NULL, purposes TEXT, wording TEXT, wording_language TEXT, confirmed TEXT,
    form_url TEXT, preferred INTEGER NOT NULL, company TEXT NOT NULL, attestation TEXT NOT NULL
) STRICT;
INSERT INTO evidence_data VALUES(1,X'65c4270eb2debbe069eb149b6769ada031cf28404f9c416372c077d650fdf5aa','ada@example.org','2020-02-03','','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(2,X'3233cbd9b4d7765b767bcf687e55f7ab444f32232312d67839d2f5e9f4a00203','bob@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(3,X'21e642c45200255a68f3f140f80562e58126cbab11cacf89afe7ab01464c3235','cy@example.org','2026-05-01','','professional','self','','newsletter','Oui, écrivez-moi.','fr','2026-05-02','https://example.org/form',0,'','');
INSERT INTO evidence_data VALUES(4,X'eb71c8e2fcaf0957f98d5981553c69db58675f7d5f9e06ef9799b307579f4f43','dora@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
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
INSERT INTO objection VALUES(1,'objected','2026-11-23','2026-11-23T08:01:00.000Z',X'ec3f7eab2e86ccd05c71eac02f52d6a5343971a7cc232433b8a3cc4729581374',X'ec3f7eab2e86ccd05c71eac02f52d6a5343971a7cc232433b8a3cc4729581374',0,X'25f17ceb4a43953a5f97765df6655c9d65156300004d2b66adb22d7d605e81d1');
CREATE TABLE objection_data (
    objection INTEGER PRIMARY KEY REFERENCES objection (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    text TEXT NOT NULL, normal TEXT NOT NULL, loosest TEXT NOT NULL, domain TEXT NOT NULL,
    because TEXT NOT NULL
) STRICT;
INSERT INTO objection_data VALUES(1,X'7563be4d4da9d33c203d0bfa7c212ae7ac7540b297ddc173b605d8394914af53','dora@example.org','dora@example.org','dora@example.org','','said so');
CREATE TABLE heard (
    id INTEGER PRIMARY KEY, happened TEXT NOT NULL, recorded_at TEXT NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32)
) STRICT;
INSERT INTO heard VALUES(1,'2026-10-01','2026-11-23T08:01:00.000Z',X'02606d19da452985d53ab5c05373fe139bf27f56f92631a54083f90274ea7a69');
CREATE TABLE heard_data (
    heard INTEGER PRIMARY KEY REFERENCES heard (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    normal TEXT NOT NULL
) STRICT;
INSERT INTO heard_data VALUES(1,X'785e12fe5bac8914688e38f6bc2843d847949eb5e8a087d5589109af3d952aa8','bob@example.org');
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
INSERT INTO recipient VALUES(1,1,1,'ada@example.org','ada@example.org','ada@example.org',1,'accepted',1,'250 accepted','2026-11-23T08:05:00.000Z',NULL,1,0);
INSERT INTO recipient VALUES(2,1,2,'bob@example.org','bob@example.org','bob@example.org',2,'uncertain',1,'250 uncertain','2026-11-23T08:05:00.000Z',NULL,1,0);
INSERT INTO recipient VALUES(3,1,3,'cy@example.org','cy@example.org','cy@example.org',3,'queued',0,NULL,'2026-11-23T08:03:00.000Z',NULL,1,0);
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
INSERT INTO decision VALUES(3,1,3,0,'admitted','','revision',10);
INSERT INTO decision VALUES(4,1,4,0,'excluded','objected','revision',11);
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL, kind TEXT NOT NULL, letter TEXT, subject TEXT, payload TEXT NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
INSERT INTO log VALUES(1,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"8334de856c1a5c801c057bf107698368b9df8904bb291b1261df85ddad8e4c5d","evidence":1,"kind":"linkedin","objections":0,"rows":"cb44dfac1a8c7c5f69c5ace35f63917c8a32ee112e1c8ffe1962720ad998c34f"}','0000000000000000000000000000000000000000000000000000000000000000','98cede0bbc35c1058ce668be4f9481d0d3bc244037be4a630f970d1fbaf80787');
INSERT INTO log VALUES(2,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"4a54d3fc17b41cd48720db5ca544b121400a8447570753b2f93a5ab4359a0b53","evidence":1,"kind":"cards","objections":0,"rows":"13357a68f0c2662c65e4e072e835e2ee105d05711878c556319ab0ccb85b7d20"}','98cede0bbc35c1058ce668be4f9481d0d3bc244037be4a630f970d1fbaf80787','7965961401f04ed6ceeb26be416852bc93b1ddf1587165eafaaffcd957942b65');
INSERT INTO log VALUES(3,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"177181d39668d414c38ca66b384619f1a1a9dbf5d983e7d3e0baba4c4692ab63","evidence":1,"kind":"signups","objections":0,"rows":"3f181b9cbae2d6a68a34e4f8e25cd06b5789f02afad8d486694222e352b2b8ae"}','7965961401f04ed6ceeb26be416852bc93b1ddf1587165eafaaffcd957942b65','70c26e2b1456dbe8b43d7d2aa4284d9da19ca86d5f75a75cb50681e94b216446');
INSERT INTO log VALUES(4,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"ef2cd7119085791b6f512775c51af4e686e25aefcddf7056cbdfcbd56004723a","evidence":1,"kind":"cards","objections":0,"rows":"6bfde0b40bd4d36d3bebe804f032d2c793081c171c01068f3169a96707f872d8"}','70c26e2b1456dbe8b43d7d2aa4284d9da19ca86d5f75a75cb50681e94b216446','f4eac2e5afc9f087d5f6a26c0542374b019281a989d3e6087b49b37bc38b4ec5');
INSERT INTO log VALUES(5,'2026-11-23T08:01:00.000Z','objection',NULL,'1f3f55dee06e3446649bf08d','{"commitment":"f33a7e0c83485f6a33251ec37e79a50202083ccbf0c9352c26db4b9e739b4b37","entry":1,"entryCommitment":"25f17ceb4a43953a5f97765df6655c9d65156300004d2b66adb22d7d605e81d1","kind":"objected","row":"a3b435bd2298f8cddb0ee7ab2fb2f7146ffc3b9a588c40142a70488a85d5c48c"}','f4eac2e5afc9f087d5f6a26c0542374b019281a989d3e6087b49b37bc38b4ec5','83b9cb6dfe906f93720339b88b63d4e69cb45420cb5f5ea692a2f488066af3b9');
INSERT INTO log VALUES(6,'2026-11-23T08:01:00.000Z','heard-from',NULL,'8386e572096444e34b0c3000','{"commitment":"0088e45602857cca9985900d69fa2d97a2669f2d9d74d10782d141188696fb0e","entry":1,"entryCommitment":"02606d19da452985d53ab5c05373fe139bf27f56f92631a54083f90274ea7a69","row":"ed5119a032c9ae9f857116e86683661febbf0daedf01f2f389f20b3d756769a7"}','83b9cb6dfe906f93720339b88b63d4e69cb45420cb5f5ea692a2f488066af3b9','b58636b26fbaef9491598c3e224b70ddbac185f2d3c267fcadbabd890bdf3604');
INSERT INTO log VALUES(7,'2026-11-23T08:02:00.000Z','mailing','autumn',NULL,'{"commitment":"7e7cf317e0861ec9836cac12b8cd418d387dabc7082fe1ec6fabd55ea3f41276","contentDigest":"content"}','b58636b26fbaef9491598c3e224b70ddbac185f2d3c267fcadbabd890bdf3604','4187481b97e15a0f9967b1cbf79e390106c00d9c1c3939d11f45b832d9318ee1');
INSERT INTO log VALUES(8,'2026-11-23T08:03:00.000Z','decision','autumn','f047d5e45459c4a961da8b9f','{"codes":[],"commitment":"01f85a7485ac3d0547c7d081c4c546e54a83ece44ed3cfb9e47fa0cbb9d2d86a","policy":"revision","verdict":"admitted"}','4187481b97e15a0f9967b1cbf79e390106c00d9c1c3939d11f45b832d9318ee1','7d4d112ae62fe71475a2befa6a37ae822c1b9c4560585ca0227cf6d06e2cdccf');
INSERT INTO log VALUES(9,'2026-11-23T08:03:00.000Z','decision','autumn','8386e572096444e34b0c3000','{"codes":[],"commitment":"ad41139635042e58e99d51a25839913e9338ec6f54a325ce6dbaf7cca7b5de51","policy":"revision","verdict":"admitted"}','7d4d112ae62fe71475a2befa6a37ae822c1b9c4560585ca0227cf6d06e2cdccf','725224c3034605281d5b034aa3c88e0910254cbdc532af9a498b3d13d377a2ce');
INSERT INTO log VALUES(10,'2026-11-23T08:03:00.000Z','decision','autumn','0da7f840435be870578f3c20','{"codes":[],"commitment":"e7a35babc22ad7cc4e665d14289ae5dcf24b0fb32805ff8965f50807abe4370e","policy":"revision","verdict":"admitted"}','725224c3034605281d5b034aa3c88e0910254cbdc532af9a498b3d13d377a2ce','0de0b50dbd45ea29094e979ae1d2b2571588bf58aef40c5b88dbf4302a77544d');
INSERT INTO log VALUES(11,'2026-11-23T08:03:00.000Z','decision','autumn','1f3f55dee06e3446649bf08d','{"codes":["objected"],"commitment":"f257d7c761630875926317edc0d184572060862e35a1408bb8e6c30ee00737a0","policy":"revision","verdict":"excluded"}','0de0b50dbd45ea29094e979ae1d2b2571588bf58aef40c5b88dbf4302a77544d','50896c9adc663157e0ea7f5cb0e9f376c2a67f9024d3ae024bcede4289dabff0');
INSERT INTO log VALUES(12,'2026-11-23T08:05:00.000Z','outcome','autumn','f047d5e45459c4a961da8b9f','{"commitment":"a0be36f709ea1b9fd0eab0429eb9c12ce1f2ddc68bf7532c13562ababe46bd7d","state":"accepted"}','50896c9adc663157e0ea7f5cb0e9f376c2a67f9024d3ae024bcede4289dabff0','6349b931dab2871374dd5b676bdfb8942899ceba8252651de59d4ba93cab32e9');
INSERT INTO log VALUES(13,'2026-11-23T08:05:00.000Z','outcome','autumn','8386e572096444e34b0c3000','{"commitment":"e17c8ff30985c01fd6c7b27b2440f4aec0c7aa88cbd2b8300d428f161bde16a3","state":"uncertain"}','6349b931dab2871374dd5b676bdfb8942899ceba8252651de59d4ba93cab32e9','7b51fe257c0d50835607605d8506f95bb65e834873960fa409cc66d534e0f5a5');
CREATE TABLE log_record (
    seq INTEGER PRIMARY KEY REFERENCES log (seq),
    salt TEXT NOT NULL CHECK (length(salt) = 64), data TEXT NOT NULL
) STRICT;
INSERT INTO log_record VALUES(1,'1683a5c47b5f2b8d685d4df9db143058e5153bc14aecdb1d174a5a74775afa26','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"41f1caa17746735708b7709faf1f193694167879277b940614789763cec6f893","exportedOn":"2026-11-01","file":"file.csv","import":1,"kind":"linkedin","recordedBy":"you@example.org","sha256":"linkedin","snapshot":1,"withdrawn":0}');
INSERT INTO log_record VALUES(2,'b41ba93d5f817b67e09c0a402495c7332bedd1f70c52c18a22e4da2347692a1f','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"922f9b7bc082c3f00a1fb61a7087aee845137906caa786dc5e067ca530a48216","exportedOn":null,"file":"file.csv","import":2,"kind":"cards","recordedBy":"you@example.org","sha256":"cards","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(3,'0a3c878a6f6467643339dafe197c712113eeb8dc960d695a37d8691738953b70','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"8ed23902243c2f01e51738571035103746f9c464edf612dcd0cf2363d18fc472","exportedOn":null,"file":"file.csv","import":3,"kind":"signups","recordedBy":"you@example.org","sha256":"forms","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(4,'444b6c026b5b47bebc1dfea5460d80cc65c3dc0af9fbec027fe85b82a3248a76','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"299e8a2e177309824a656d51eb480512082dd089d8ac22497e51a7dbd6276d79","exportedOn":null,"file":"file.csv","import":4,"kind":"cards","recordedBy":"you@example.org","sha256":"more","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(5,'3d8d2b41f07549eb71c484f2376d650ce5acbf85cbdeafbfe4b6a6affb197ab2','{"because":"said so","domain":"","kind":"objected","loosest":"dora@example.org","normal":"dora@example.org","on":"2026-11-23","text":"dora@example.org"}');
INSERT INTO log_record VALUES(6,'4ef1e4f4c104a4219a977c43016d97e3a45a4e9417f72cc8c09497e245ffde61','{"normal":"bob@example.org","on":"2026-10-01"}');
INSERT INTO log_record VALUES(7,'d7bac2bcfee725cb3811708d6d33676b8784d7c71bc24f21dcfc545470f39106','{"contentDigest":"content","digest":"digest","letter":"autumn","purpose":"newsletter"}');
INSERT INTO log_record VALUES(8,'b195ccd1f57e1fb52fd39a457394a4090aad297d8e87ab678455a47de787bbef','{"address":"ada@example.org","contact":1,"entry":0,"evidence":1,"letter":"autumn","lookedAt":[1],"name":"Ada Example","objections":1,"program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(9,'b378304bfddaee857fb5ea45d01913415a51c714ed34fe6ab709358f849a53c1','{"address":"bob@example.org","contact":2,"entry":0,"evidence":2,"letter":"autumn","lookedAt":[2],"name":"Bob Example","objections":1,"program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(10,'b59ee8269bc3593bbb08d88c91e4d13d6eac82372150b1742625f618693ecc7c','{"address":"cy@example.org","contact":3,"entry":0,"evidence":3,"letter":"autumn","lookedAt":[3],"name":"Cy Example","objections":1,"program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(11,'52d0c934e81cf5ebe21a7f6f8c42fa113de77d4fabb57b2339c35ef3caa7ca40','{"address":"dora@example.org","contact":4,"entry":0,"evidence":null,"letter":"autumn","lookedAt":[4],"name":"Dora Example","objections":1,"program":"test","purpose":"newsletter","reasons":[{"code":"objected","evidence":null,"expected":null,"observed":"2026-11-23"}],"verdict":"excluded"}');
INSERT INTO log_record VALUES(12,'15febef058cee2bf163af6371f0d2a14714e0766cdf17d79b00d90e1a5451d23','{"address":"ada@example.org","attempts":1,"evidence":1,"recipient":1,"reply":"250 accepted","state":"accepted"}');
INSERT INTO log_record VALUES(13,'f0991f5a84c742db29a231019dfba0caf41d8fa5363836ef69eea45266b55261','{"address":"bob@example.org","attempts":1,"evidence":2,"recipient":2,"reply":"250 uncertain","state":"uncertain"}');
CREATE TABLE arrival (last_contact INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;
INSERT INTO arrival VALUES(1,20780);
INSERT INTO arrival VALUES(2,20780);
INSERT INTO arrival VALUES(3,20780);
INSERT INTO arrival VALUES(4,20780);
CREATE TABLE frozen_file (
    mailing INTEGER NOT NULL REFERENCES mailing (id),
    -- HMAC-SHA-256 of the path under the key file.
    path_print BLOB NOT NULL, sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (mailing, path_print)
) STRICT, WITHOUT ROWID;
CREATE TABLE book (import INTEGER PRIMARY KEY REFERENCES import (id)) STRICT;
INSERT INTO book VALUES(1);
INSERT INTO book VALUES(2);
INSERT INTO book VALUES(4);
CREATE TABLE book_entry (
    contact INTEGER NOT NULL REFERENCES contact (id), book INTEGER NOT NULL REFERENCES book (import),
    -- The strict key of the address, blank where there is none.
    normal TEXT NOT NULL, address TEXT NOT NULL, company TEXT NOT NULL, position TEXT,
    PRIMARY KEY (contact, book, normal)
) STRICT, WITHOUT ROWID;
INSERT INTO book_entry VALUES(1,1,'ada@example.org','ada@example.org','Example Ltd','');
INSERT INTO book_entry VALUES(2,2,'bob@example.org','bob@example.org','','');
INSERT INTO book_entry VALUES(4,4,'dora@example.org','dora@example.org','','');
CREATE TABLE folded_objection (
    objection INTEGER PRIMARY KEY REFERENCES objection (id), loosest TEXT NOT NULL
) STRICT;
CREATE TABLE retraction (
    id INTEGER PRIMARY KEY,
    import INTEGER NOT NULL REFERENCES import (id),
    first_objection INTEGER NOT NULL REFERENCES objection (id),
    last_objection INTEGER NOT NULL REFERENCES objection (id),
    -- The entry of the log that says when and why.
    seq INTEGER NOT NULL REFERENCES log (seq)
) STRICT;
CREATE TABLE inbox_folder (
    account TEXT NOT NULL, folder TEXT NOT NULL,
    uid_validity INTEGER NOT NULL, last_uid INTEGER NOT NULL,
    PRIMARY KEY (account, folder)
) STRICT, WITHOUT ROWID;
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
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('contact',4);
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
CREATE INDEX folded_objection_loosest ON folded_objection (loosest);
CREATE TRIGGER folded_objection_gone AFTER DELETE ON objection_data
BEGIN DELETE FROM folded_objection WHERE objection = OLD.objection; END;
CREATE TRIGGER retraction_no_replace BEFORE INSERT ON retraction
WHEN EXISTS (SELECT 1 FROM retraction WHERE id = NEW.id OR import = NEW.import)
BEGIN SELECT RAISE(ABORT, 'rows of retraction are never replaced'); END;
CREATE INDEX log_import ON log (seq) WHERE kind = 'import';
CREATE TRIGGER retraction_no_update BEFORE UPDATE ON "retraction"
BEGIN SELECT RAISE(ABORT, 'rows of retraction are never edited'); END;
CREATE TRIGGER retraction_no_delete BEFORE DELETE ON "retraction"
BEGIN SELECT RAISE(ABORT, 'rows of retraction are never deleted'); END;
CREATE INDEX inbox_mail_sender ON inbox_mail (sender_loosest) WHERE sender_loosest <> '';
CREATE INDEX inbox_entry_mail ON inbox_entry (mail);
CREATE INDEX inbox_entry_recipient ON inbox_entry (recipient) WHERE recipient IS NOT NULL;
CREATE INDEX inbox_entry_loosest ON inbox_entry (loosest);
CREATE INDEX inbox_entry_waiting ON inbox_entry (id) WHERE action = 'waiting';
COMMIT;
