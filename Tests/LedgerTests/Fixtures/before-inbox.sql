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
INSERT INTO evidence VALUES(1,'linkedin-connection',1,2,'2026-11-23T08:00:00.000Z',X'2f77f3617bc4779b6e6ad2fa29f1777522352d5368cf19755527abe06ddec633');
INSERT INTO evidence VALUES(2,'business-card',2,2,'2026-11-23T08:00:00.000Z',X'be36fb2ed8d7fd596ecbb7575506f7e2d460fcf2e7cb8d571ab7205b8f1a5b6b');
INSERT INTO evidence VALUES(3,'form-opt-in',3,2,'2026-11-23T08:00:00.000Z',X'a708def6c0ac38cbec835540094e3cc2cac939495533b86d5905138ec3eab9ef');
INSERT INTO evidence VALUES(4,'business-card',4,2,'2026-11-23T08:00:00.000Z',X'1a87601931cdd795093bdc7b805b2429f5876cbdb5ffb8d24a16342ebbd1b8cc');
CREATE TABLE evidence_data (
    evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    address TEXT NOT NULL, shared TEXT, place TEXT NOT NULL, context TEXT NOT NULL, source TEXT NOT NULL,
    shared_with TEXT NOT NULL, purposes TEXT, wording TEXT, wording_language TEXT, confirmed TEXT,
    form_url TEXT, preferred INTEGER NOT NULL, company TEXT NOT NULL, attestation TEXT NOT NULL
) STRICT;
INSERT INTO evidence_data VALUES(1,X'0f40f0b0570f7522e1c1ab79f3e39f9ca0f45114917d9bef224c9c2a80c361c6','ada@example.org','2020-02-03','','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(2,X'543804dbeec86e7179c683e933d91543f87fe9b7acc6049c6715e6d947b4a118','bob@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(3,X'b958c009012d7f240caa2cc05dffa5c5ab7e8e10ee8350ac84bc57baac8d8076','cy@example.org','2026-05-01','','professional','self','','newsletter','Oui, écrivez-moi.','fr','2026-05-02','https://example.org/form',0,'','');
INSERT INTO evidence_data VALUES(4,X'3d8a7818f20501016435b6a38cb3464a90e95096c61e47b7f614196185fd1be1','dora@example.org','2026-03-02','Salon de Lyon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
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
INSERT INTO objection VALUES(1,'objected','2026-11-23','2026-11-23T08:01:00.000Z',X'ec3f7eab2e86ccd05c71eac02f52d6a5343971a7cc232433b8a3cc4729581374',X'ec3f7eab2e86ccd05c71eac02f52d6a5343971a7cc232433b8a3cc4729581374',0,X'e04c3dae09b681b66d4e681999cf54470eb3843b027184c4db58b2309ed71c76');
CREATE TABLE objection_data (
    objection INTEGER PRIMARY KEY REFERENCES objection (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    text TEXT NOT NULL, normal TEXT NOT NULL, loosest TEXT NOT NULL, domain TEXT NOT NULL,
    because TEXT NOT NULL
) STRICT;
INSERT INTO objection_data VALUES(1,X'9151adfdde048b5582a0892cba0fb148389e8e740292f92fb169a264483579b8','dora@example.org','dora@example.org','dora@example.org','','said so');
CREATE TABLE heard (
    id INTEGER PRIMARY KEY, happened TEXT NOT NULL, recorded_at TEXT NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32)
) STRICT;
INSERT INTO heard VALUES(1,'2026-10-01','2026-11-23T08:01:00.000Z',X'df03ea33bdfb1dd0e119b9e1178edbf8372e5c9f49346104813c39c3249286ac');
CREATE TABLE heard_data (
    heard INTEGER PRIMARY KEY REFERENCES heard (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    normal TEXT NOT NULL
) STRICT;
INSERT INTO heard_data VALUES(1,X'28694397466ab82d5fd803c028492979f5def3bbbc4723281c7953d690f08ff8','bob@example.org');
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
INSERT INTO log VALUES(1,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"bbdc9c0f22fa0843f86d2cccc16dc4e37e02ad511ad117bcc353a517520d7f41","evidence":1,"kind":"linkedin","objections":0,"rows":"cb44dfac1a8c7c5f69c5ace35f63917c8a32ee112e1c8ffe1962720ad998c34f"}','0000000000000000000000000000000000000000000000000000000000000000','0d78e4fd4704f53de7f2afa7bc877c6c3f447208587ad0312f077393db690b3b');
INSERT INTO log VALUES(2,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"275a9751594f76305dbe850fb9aa7d25aab9b724c5ff4fbe31a0f40214ccbdab","evidence":1,"kind":"cards","objections":0,"rows":"13357a68f0c2662c65e4e072e835e2ee105d05711878c556319ab0ccb85b7d20"}','0d78e4fd4704f53de7f2afa7bc877c6c3f447208587ad0312f077393db690b3b','f0aef798a318aa4c9121d6065535459f210f2cee06176dd001bb8819e75d64a2');
INSERT INTO log VALUES(3,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"73a0d8a3d219e5efaff37b7386dc798f78b957235084bd2678db5ed1641c24b7","evidence":1,"kind":"signups","objections":0,"rows":"3f181b9cbae2d6a68a34e4f8e25cd06b5789f02afad8d486694222e352b2b8ae"}','f0aef798a318aa4c9121d6065535459f210f2cee06176dd001bb8819e75d64a2','a0bad3b3a255203e4090fcbd25f7ded76a7571b6ef6168f85fc60e55ff30cbc9');
INSERT INTO log VALUES(4,'2026-11-23T08:00:00.000Z','import',NULL,NULL,'{"commitment":"a49a7bdfdee251fa605e3971b390dcacc63881c2f40987f45bdd4f47602d36d4","evidence":1,"kind":"cards","objections":0,"rows":"6bfde0b40bd4d36d3bebe804f032d2c793081c171c01068f3169a96707f872d8"}','a0bad3b3a255203e4090fcbd25f7ded76a7571b6ef6168f85fc60e55ff30cbc9','1d88a2d0b5a49398c330584c2bd72c64da0a395324e9a6a8f064e71726fa789a');
INSERT INTO log VALUES(5,'2026-11-23T08:01:00.000Z','objection',NULL,'1f3f55dee06e3446649bf08d','{"commitment":"8641b2098c678311288acacbc0f92315db2b202f2d3575bd67520e2a044edbda","entry":1,"entryCommitment":"e04c3dae09b681b66d4e681999cf54470eb3843b027184c4db58b2309ed71c76","kind":"objected","row":"a3b435bd2298f8cddb0ee7ab2fb2f7146ffc3b9a588c40142a70488a85d5c48c"}','1d88a2d0b5a49398c330584c2bd72c64da0a395324e9a6a8f064e71726fa789a','ee398e4eaf97c3d7a5e1d661637324dbcaa648b02ba1bd90ab7caeb783f0247f');
INSERT INTO log VALUES(6,'2026-11-23T08:01:00.000Z','heard-from',NULL,'8386e572096444e34b0c3000','{"commitment":"667e721df26c9fe80636852af6693e253329b3ec93c7224ffd4a684f4488f81f","entry":1,"entryCommitment":"df03ea33bdfb1dd0e119b9e1178edbf8372e5c9f49346104813c39c3249286ac","row":"ed5119a032c9ae9f857116e86683661febbf0daedf01f2f389f20b3d756769a7"}','ee398e4eaf97c3d7a5e1d661637324dbcaa648b02ba1bd90ab7caeb783f0247f','29f7e62da47768d95d069731550a77b8d1dab50a2648d17cabd1d75feea257a4');
INSERT INTO log VALUES(7,'2026-11-23T08:02:00.000Z','mailing','autumn',NULL,'{"commitment":"341cc748d776ee1e443ff15783a620305e6be05403d8a7d798b1eda4b595a04e","contentDigest":"content"}','29f7e62da47768d95d069731550a77b8d1dab50a2648d17cabd1d75feea257a4','80bcd1e050c7797ded12a05caba6e0d7aa1a24b541b85a3a95b63f6e4589877d');
INSERT INTO log VALUES(8,'2026-11-23T08:03:00.000Z','decision','autumn','f047d5e45459c4a961da8b9f','{"codes":[],"commitment":"1252e232866628abbb2b7e2b380fe23bd3278be38f2a5e9f41c04600cb4f249e","policy":"revision","verdict":"admitted"}','80bcd1e050c7797ded12a05caba6e0d7aa1a24b541b85a3a95b63f6e4589877d','f068e9d6ee4d520af64285decefa7b8d373dcce643403406dd0c4f05ae63f2ef');
INSERT INTO log VALUES(9,'2026-11-23T08:03:00.000Z','decision','autumn','8386e572096444e34b0c3000','{"codes":[],"commitment":"e722820cf251515a383f59f33a16db3fe61c1bc9505e4c7a6dde9087d556f21f","policy":"revision","verdict":"admitted"}','f068e9d6ee4d520af64285decefa7b8d373dcce643403406dd0c4f05ae63f2ef','9fe2c30955d4b978acc8fe29ad900d34290280ede81e331229bb22697b89bafe');
INSERT INTO log VALUES(10,'2026-11-23T08:03:00.000Z','decision','autumn','0da7f840435be870578f3c20','{"codes":[],"commitment":"9f0082d49c8efe336da43de056a816e139f934051fbb23790c856e38b37061c4","policy":"revision","verdict":"admitted"}','9fe2c30955d4b978acc8fe29ad900d34290280ede81e331229bb22697b89bafe','d1cc31ac9ae757740754f17565693ecf1a035d2204b2720cea5a2d853250f666');
INSERT INTO log VALUES(11,'2026-11-23T08:03:00.000Z','decision','autumn','1f3f55dee06e3446649bf08d','{"codes":["objected"],"commitment":"ccbd2872a0b117132780dde985ebe88eccd155b056de6e2a7f824119eeb043ac","policy":"revision","verdict":"excluded"}','d1cc31ac9ae757740754f17565693ecf1a035d2204b2720cea5a2d853250f666','16978b422edf652378b0a4b56c87ff7bfbb0ac041b5d34581e79394bb9b3ffcc');
INSERT INTO log VALUES(12,'2026-11-23T08:05:00.000Z','outcome','autumn','f047d5e45459c4a961da8b9f','{"commitment":"9126ba28b15c2da36725234a3243ed67a4d454dcffd7dceae99eddb07c4d428b","state":"accepted"}','16978b422edf652378b0a4b56c87ff7bfbb0ac041b5d34581e79394bb9b3ffcc','aed577cb7c475cdabff6ee4ed3ef03bf5dc03d6d0f7617da49b2ecfd9ec23287');
INSERT INTO log VALUES(13,'2026-11-23T08:05:00.000Z','outcome','autumn','8386e572096444e34b0c3000','{"commitment":"f8b14602584e8eecfb1b5f7a5d8e25424024c30f7d3ddc9dcf9b185b66565d5a","state":"uncertain"}','aed577cb7c475cdabff6ee4ed3ef03bf5dc03d6d0f7617da49b2ecfd9ec23287','b20b6347598596a8d6871b5e3d21a3c24f1640b413cee894c69daa7dfaff26b5');
CREATE TABLE log_record (
    seq INTEGER PRIMARY KEY REFERENCES log (seq),
    salt TEXT NOT NULL CHECK (length(salt) = 64), data TEXT NOT NULL
) STRICT;
INSERT INTO log_record VALUES(1,'0ecb8584ceb6d733ce010f2a85ee24839e8172a37c1c80b0f4a10f25b5145f9b','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"c8ef92444d255e6a6bd2eb8f47507f68acc1f5709e39bb349c4e15df43f14de5","exportedOn":"2026-11-01","file":"file.csv","import":1,"kind":"linkedin","recordedBy":"you@example.org","sha256":"linkedin","snapshot":1,"withdrawn":0}');
INSERT INTO log_record VALUES(2,'f19d2ca8fe7a82670fdb0aa7445117946eb261ac4363e400c7c0b0cc5f8be6e3','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"f52e0bfa118bb5eea514d984d9f98070bac0cb6d76d0a81bc290b84c495fcff8","exportedOn":null,"file":"file.csv","import":2,"kind":"cards","recordedBy":"you@example.org","sha256":"cards","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(3,'6d87e18b450e04f6c85241d294579c1090e48a9921193339015807b2705a8909','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"988e8a2c1c2821373cd52e23b44e32596dbb07ef63732453a5503f59c134915b","exportedOn":null,"file":"file.csv","import":3,"kind":"signups","recordedBy":"you@example.org","sha256":"forms","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(4,'5b31a1d654df90d721c586a956569257ba85f1bbaba29e1fd965110ae3c3f06d','{"contactsNew":1,"contactsUpdated":0,"evidence":1,"evidenceDigest":"248701d099a0f90f41d4c36b562f50378b91076f52020ef8bb2997fce05f1f17","exportedOn":null,"file":"file.csv","import":4,"kind":"cards","recordedBy":"you@example.org","sha256":"more","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(5,'e90dc96de90f3054a973d8e83e9dd77edfe3d5237331edc51bbb9ff2e4bd8866','{"because":"said so","domain":"","kind":"objected","loosest":"dora@example.org","normal":"dora@example.org","on":"2026-11-23","text":"dora@example.org"}');
INSERT INTO log_record VALUES(6,'145b26cfc27d1104c00afbdc5786df452dfe7d00c97e0adfa62d321bcaca3c29','{"normal":"bob@example.org","on":"2026-10-01"}');
INSERT INTO log_record VALUES(7,'26c78238812b01cb3bf93207dce7da9fa3c25a9b3c95eda14c7d8f8ab9d10acf','{"contentDigest":"content","digest":"digest","letter":"autumn","purpose":"newsletter"}');
INSERT INTO log_record VALUES(8,'15d63dcf3efa3ef06da037d065b4f5c9d6af9dc0f117dfd91d3768e15be4f012','{"address":"ada@example.org","contact":1,"entry":0,"evidence":1,"letter":"autumn","lookedAt":[1],"name":"Ada Example","objections":1,"program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(9,'a9550287645e0c092f1a5862808c647be68b7f080567dde05c5c8511c82f2a19','{"address":"bob@example.org","contact":2,"entry":0,"evidence":2,"letter":"autumn","lookedAt":[2],"name":"Bob Example","objections":1,"program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(10,'b8198cf87ea46725cddd6ef673ed3aeef6a3988b41d884b7285c73df13381216','{"address":"cy@example.org","contact":3,"entry":0,"evidence":3,"letter":"autumn","lookedAt":[3],"name":"Cy Example","objections":1,"program":"test","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(11,'13a0d1784503e1de69f396ec22ec66c856bde4d450af0af22d68007a087fa121','{"address":"dora@example.org","contact":4,"entry":0,"evidence":null,"letter":"autumn","lookedAt":[4],"name":"Dora Example","objections":1,"program":"test","purpose":"newsletter","reasons":[{"code":"objected","evidence":null,"expected":null,"observed":"2026-11-23"}],"verdict":"excluded"}');
INSERT INTO log_record VALUES(12,'870ee4fce5dabba3bf386eb8e3c3121128709b1e66a076d9389525e068d620fe','{"address":"ada@example.org","attempts":1,"evidence":1,"recipient":1,"reply":"250 accepted","state":"accepted"}');
INSERT INTO log_record VALUES(13,'9b8b72f8d5a4f26b229c531c8cccf3a39a66d6f34313c005cafbb28a12e437af','{"address":"bob@example.org","attempts":1,"evidence":2,"recipient":2,"reply":"250 uncertain","state":"uncertain"}');
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
COMMIT;
