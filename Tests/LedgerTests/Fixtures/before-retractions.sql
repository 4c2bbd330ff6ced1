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
INSERT INTO contact VALUES(1,NULL,'Ada','Example','Ada Example','','',NULL,'20514,20514,20514,-,-','ada example','');
INSERT INTO contact VALUES(2,NULL,'Bob','Example','Bob Example','','',NULL,'20514,20514,20514,-,-','bob example','');
INSERT INTO contact VALUES(3,NULL,'Cy','Example','Cy Example','','',NULL,'20514,20514,20514,-,-','cy example','');
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
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL
) STRICT;
INSERT INTO import VALUES(1,'card-table','cards.csv','6619f2b6f97ea247ff59a4712d8416dcd6570f6586a6154cccf927f203cf9424','2026-11-28T22:57:00.466Z','you@example.org');
INSERT INTO import VALUES(2,'objections','first.csv','75d370b146c4febf33531dc08313e081ea890727148743cd8280d32a9653b8ca','2026-11-28T22:57:00.526Z','you@example.org');
INSERT INTO import VALUES(3,'objections','second.csv','92828eb854b2f774acce1cdfdcc6a6495d081cc00adf974d0819a7d332b39d67','2026-11-28T22:57:00.560Z','you@example.org');
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
INSERT INTO evidence VALUES(1,'business-card',1,2,'2026-11-28T22:57:00.466Z',X'54c41191dd8efe6f4c3fe420f4206613a07070920d09b9691db81dc14559a45a');
INSERT INTO evidence VALUES(2,'business-card',1,3,'2026-11-28T22:57:00.466Z',X'66f3774df6dd69a56af284e58b5d5b1b44d4b6687a02dc12bbef908e3c22dfd4');
INSERT INTO evidence VALUES(3,'business-card',1,4,'2026-11-28T22:57:00.466Z',X'418f8639cc2b94091fb250e341e75cb88136712db28c7dd10e1a2d350b885a66');
CREATE TABLE evidence_data (
    evidence INTEGER PRIMARY KEY REFERENCES evidence (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    address TEXT NOT NULL, shared TEXT, place TEXT NOT NULL, context TEXT NOT NULL, source TEXT NOT NULL,
    shared_with TEXT NOT NULL, purposes TEXT, wording TEXT, wording_language TEXT, confirmed TEXT,
    form_url TEXT, preferred INTEGER NOT NULL, company TEXT NOT NULL, attestation TEXT NOT NULL
) STRICT;
INSERT INTO evidence_data VALUES(1,X'13d690dacb8a78f12b0a51b0f8028c3af00ecddb009cde7730671a3d33bc9c8d','ada@example.org','2026-03-02','Salon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(2,X'0b5e389bb241531f0a543f6d41bfdeef606eece1c4c257f3ae888a6874f3ce89','bob@example.org','2026-03-02','Salon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
INSERT INTO evidence_data VALUES(3,X'02189d20966d95a3eb6747bd8a12a2ce94cc5c81332de868bb0d477a78239770','cy@example.org','2026-03-02','Salon','professional','self','',NULL,NULL,NULL,NULL,NULL,0,'','');
CREATE TABLE holding (
    contact INTEGER NOT NULL REFERENCES contact (id),
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    claim BLOB NOT NULL,
    PRIMARY KEY (contact, claim)
) STRICT, WITHOUT ROWID;
INSERT INTO holding VALUES(1,1,X'409f11f0efc2012d52d5b0382048a3cd');
INSERT INTO holding VALUES(2,2,X'6d2c07e6d0b92d662693ba2cf515fae5');
INSERT INTO holding VALUES(3,3,X'022ee05829789ab4fd563bf3b80f2742');
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
INSERT INTO objection VALUES(1,'objected','2026-11-19','2026-11-28T22:57:00.495Z',X'cef27a89a4dc26d5ff007e033a69dd2ce5aeebcc9b9172649a21e502077d1c08',X'cef27a89a4dc26d5ff007e033a69dd2ce5aeebcc9b9172649a21e502077d1c08',0,X'851b23e7e700d340e54eaa1727c8c78110f7fe81f80375db75909efd23b71178');
INSERT INTO objection VALUES(2,'objected','2026-11-20','2026-11-28T22:57:00.526Z',X'cef27a89a4dc26d5ff007e033a69dd2ce5aeebcc9b9172649a21e502077d1c08',X'cef27a89a4dc26d5ff007e033a69dd2ce5aeebcc9b9172649a21e502077d1c08',0,X'4e0830cdb0d0bc2f591a588e33dc2aa0b0c29e184832e0a67859a1f88f06ac12');
INSERT INTO objection VALUES(3,'objected','2026-11-20','2026-11-28T22:57:00.526Z',X'13d9164e48b33bdcccbfcd2edce482fceaa5308a4c5b81c576a1e3f806175aeb',X'13d9164e48b33bdcccbfcd2edce482fceaa5308a4c5b81c576a1e3f806175aeb',0,X'8c1a28b0556a7a9d5d59448e4ca1526a6fe5002e2c2f31806c2b0ec0962ff8ca');
INSERT INTO objection VALUES(4,'objected','2026-11-20','2026-11-28T22:57:00.526Z',X'cec23fe6f9ced4aa726ed805ff6c9eec70073a4eb790f44a33c55c195d8025dc',X'cec23fe6f9ced4aa726ed805ff6c9eec70073a4eb790f44a33c55c195d8025dc',1,X'4b762084a18232ad42f43f55024ad4a9e7c9489acd6195195968a4c83ecfd6c9');
INSERT INTO objection VALUES(5,'objected','2026-11-21','2026-11-28T22:57:00.560Z',X'13d9164e48b33bdcccbfcd2edce482fceaa5308a4c5b81c576a1e3f806175aeb',X'13d9164e48b33bdcccbfcd2edce482fceaa5308a4c5b81c576a1e3f806175aeb',0,X'1c3f941ce2f83bf5f9fff59778afdef5acd5f97075dfcc54844c498c1b51be79');
CREATE TABLE objection_data (
    objection INTEGER PRIMARY KEY REFERENCES objection (id),
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    text TEXT NOT NULL, normal TEXT NOT NULL, loosest TEXT NOT NULL, domain TEXT NOT NULL,
    because TEXT NOT NULL
) STRICT;
INSERT INTO objection_data VALUES(1,X'a9e25233223527c6943bf21bb34c2d7ac87181d51d53a0ec9179544af1fb1894','ada@example.org','ada@example.org','ada@example.org','','');
INSERT INTO objection_data VALUES(2,X'b37f9f4a321aaa4fe9f4bf27aad51bba0f59ca403f0c073660a7ed9b33b1e208','ada@example.org','ada@example.org','ada@example.org','','');
INSERT INTO objection_data VALUES(3,X'2d0257479a14b08fa48197889e8c39d3a6fb05d56039028725345ded1e89a86b','bob@example.org','bob@example.org','bob@example.org','','');
INSERT INTO objection_data VALUES(4,X'5491fa89fffbae6860667fadfa9eea434d1bde14b50419a9c51744118553e60d','@example.net','@example.net','@example.net','example.net','');
INSERT INTO objection_data VALUES(5,X'9a2e12100ae364aa4642fa4b47944ac322899fa3794593cb9be8cc30bed8e961','bob@example.org','bob@example.org','bob@example.org','','');
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
INSERT INTO mailing VALUES(1,'autumn','newsletter','d21a072f0e7a2fac96e18e105ca1b407faa9b1282202dfe8cec7c582f8d8130a','00d074b14df2252f4f63bb5fc8a72905845de8fadfae8bba37b8e646e7eecdd9',X'4c65747465723a20617574756d6e0a507572706f73653a206e6577736c65747465720a5375626a6563743a2048656c6c6f0a0a48656c6c6f20667269656e642c0a0a5b556e7375627363726962655d287b7b756e7375627363726962657d7d290a','2026-11-28T22:57:00.628Z');
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
INSERT INTO recipient VALUES(1,1,3,'cy@example.org','cy@example.org','cy@example.org',3,'accepted',1,'new/1795906620.M627900P7593Q1.vm','2026-11-28T22:57:00.633Z',NULL,5,0);
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
INSERT INTO decision VALUES(1,1,1,0,'excluded','objected','8aa14ba5adc789c954750d60a68e22d17328b30b6e3346f5994a1807a65f2253',11);
INSERT INTO decision VALUES(2,1,2,0,'excluded','objected','8aa14ba5adc789c954750d60a68e22d17328b30b6e3346f5994a1807a65f2253',12);
INSERT INTO decision VALUES(3,1,3,0,'admitted','','8aa14ba5adc789c954750d60a68e22d17328b30b6e3346f5994a1807a65f2253',13);
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL, kind TEXT NOT NULL, letter TEXT, subject TEXT, payload TEXT NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
INSERT INTO log VALUES(1,'2026-11-28T22:57:00.466Z','import',NULL,NULL,'{"commitment":"1ac9c7213ce8a51f32dd0debae167831df54597d3e5a51c926a949dbba0103b4","evidence":3,"kind":"card-table","objections":0,"rows":"fc30132edae036263c8c5c43308e1c4d7743081c230d81f26d25402367c9dbe1"}','0000000000000000000000000000000000000000000000000000000000000000','30f0e96c098a6eb548b856b80815aa7f8203ce4bc1bbaca73e92078474c5decf');
INSERT INTO log VALUES(2,'2026-11-28T22:57:00.495Z','objection',NULL,'f047d5e45459c4a961da8b9f','{"commitment":"8ecec046e8dde5bacaf3623272dd02e06ba18629fd0cec67235218c1d0c4514e","entry":1,"entryCommitment":"851b23e7e700d340e54eaa1727c8c78110f7fe81f80375db75909efd23b71178","kind":"objected","row":"aac03153ee869da3ef29f98f8d288717bd2c45f55888f750ce734126ed82b533"}','30f0e96c098a6eb548b856b80815aa7f8203ce4bc1bbaca73e92078474c5decf','bcab8d3fe54a969acb69fc0306d1f70909cbfd79db70037318d4005ac4006c97');
INSERT INTO log VALUES(3,'2026-11-28T22:57:00.526Z','objection',NULL,'f047d5e45459c4a961da8b9f','{"commitment":"3086bec9690c298d4b26c10da68498e1d112eea6c8f8a36ba93a8515d2035e6e","entry":2,"entryCommitment":"4e0830cdb0d0bc2f591a588e33dc2aa0b0c29e184832e0a67859a1f88f06ac12","kind":"objected","row":"85011c55ee701bd53c7721d2505c0c82a844ac53d760d438405e951d06606546"}','bcab8d3fe54a969acb69fc0306d1f70909cbfd79db70037318d4005ac4006c97','2a659fb91253d4b9b9f24b927e264858168bc641321d4cacb3aefd7b0fa7c8bc');
INSERT INTO log VALUES(4,'2026-11-28T22:57:00.526Z','objection',NULL,'8386e572096444e34b0c3000','{"commitment":"981a6d88a4fc78070ef23d1e985e8b1933c1ea2f68135b43dfd013accb623cb1","entry":3,"entryCommitment":"8c1a28b0556a7a9d5d59448e4ca1526a6fe5002e2c2f31806c2b0ec0962ff8ca","kind":"objected","row":"6476a85d146954c75e378f80f09261d332ad19cba70e1a5e5d8e57783be0937e"}','2a659fb91253d4b9b9f24b927e264858168bc641321d4cacb3aefd7b0fa7c8bc','ac71b6ba76bc7d2cd0c9f909cfb05256b39d24cd16943b9c453a7eb0fdecce12');
INSERT INTO log VALUES(5,'2026-11-28T22:57:00.526Z','objection',NULL,'85c55aa518a0ea8e5d06383e','{"commitment":"1bf27868570a65510cbdbba384b8569e018fc8b4858db3ecb46f199a8802bd5c","entry":4,"entryCommitment":"4b762084a18232ad42f43f55024ad4a9e7c9489acd6195195968a4c83ecfd6c9","kind":"objected","row":"c4b37cf3c0e3c6f05b98bb73c65ce3d1a925061c4463a51b64aaa237d2515aed"}','ac71b6ba76bc7d2cd0c9f909cfb05256b39d24cd16943b9c453a7eb0fdecce12','d628bd90ee1dae0ca021662c38a59ec435136e33eb6b0ae67efa256b52d0f831');
INSERT INTO log VALUES(6,'2026-11-28T22:57:00.526Z','import',NULL,NULL,'{"commitment":"9f2cb48f27d9f0dcd58d7ed0214af4cdea58f8d747a2f0ccc4705d2137065ee4","evidence":0,"kind":"objections","objections":3,"rows":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}','d628bd90ee1dae0ca021662c38a59ec435136e33eb6b0ae67efa256b52d0f831','e94992a30f20de7a85772d92b58f2135a1b6758b7649a2b8408f72199bf459fc');
INSERT INTO log VALUES(7,'2026-11-28T22:57:00.560Z','objection',NULL,'8386e572096444e34b0c3000','{"commitment":"18279791ee11a01167fd694a2847b70e15dcc3b087d08310da1b02c47767f426","entry":5,"entryCommitment":"1c3f941ce2f83bf5f9fff59778afdef5acd5f97075dfcc54844c498c1b51be79","kind":"objected","row":"b3798d3c47b704facb20745172e55e43abf82e22ed0da0f46bb728bf8ad50c91"}','e94992a30f20de7a85772d92b58f2135a1b6758b7649a2b8408f72199bf459fc','21f829a24e2fc820a17b915f3879c120e9d7ea4a1276518688187e386e748280');
INSERT INTO log VALUES(8,'2026-11-28T22:57:00.560Z','import',NULL,NULL,'{"commitment":"4f6ffb546c643b5a7d2052d4f4406ba418a500e7d5c4c7ded7769a236e6b195d","evidence":0,"kind":"objections","objections":1,"rows":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}','21f829a24e2fc820a17b915f3879c120e9d7ea4a1276518688187e386e748280','bd2fd33ced58d37c73f06eb490ce247bfc30d8db7304024aacabe97eb679faa2');
INSERT INTO log VALUES(9,'2026-11-28T22:57:00.628Z','mailing','autumn',NULL,'{"commitment":"f8773eed4780c83faf1b12221d44b1ac07314fc5324245b48a700f4b3fb30841","contentDigest":"00d074b14df2252f4f63bb5fc8a72905845de8fadfae8bba37b8e646e7eecdd9"}','bd2fd33ced58d37c73f06eb490ce247bfc30d8db7304024aacabe97eb679faa2','2bfab8fba4749a11a43012b3e7286f70cf0743d2269c4d69b3db2ce02bff94d8');
INSERT INTO log VALUES(10,'2026-11-28T22:57:00.629Z','run','autumn',NULL,'{"commitment":"2a720c3ea9693cd9a32342baa77b1dfcffc76059d70397e98dd0c12ac23a431a","policy":"8aa14ba5adc789c954750d60a68e22d17328b30b6e3346f5994a1807a65f2253"}','2bfab8fba4749a11a43012b3e7286f70cf0743d2269c4d69b3db2ce02bff94d8','8e3b8a4bed2c361a06f30db734032c25f5c150ef60ec3b78af8ba78e417e1502');
INSERT INTO log VALUES(11,'2026-11-28T22:57:00.630Z','decision','autumn','f047d5e45459c4a961da8b9f','{"codes":["objected"],"commitment":"c5ad34d23b215e91d3c4e5eac1d6dc97c2b715587d8a6dcbe2af5feff0a8dda0","policy":"8aa14ba5adc789c954750d60a68e22d17328b30b6e3346f5994a1807a65f2253","verdict":"excluded"}','8e3b8a4bed2c361a06f30db734032c25f5c150ef60ec3b78af8ba78e417e1502','15de6149d97f9957b11cdf58f9e4a92f2d438733a5218dcfbdd10c154a896fde');
INSERT INTO log VALUES(12,'2026-11-28T22:57:00.630Z','decision','autumn','8386e572096444e34b0c3000','{"codes":["objected"],"commitment":"c1cb36f3a73e058d59b23201a65d18cc2c039a671e09b72850487ec3f7bd4d38","policy":"8aa14ba5adc789c954750d60a68e22d17328b30b6e3346f5994a1807a65f2253","verdict":"excluded"}','15de6149d97f9957b11cdf58f9e4a92f2d438733a5218dcfbdd10c154a896fde','9bbed6123cb5a4ac05a318617f3470d6d24a43587130fc706a2e42755f29b40c');
INSERT INTO log VALUES(13,'2026-11-28T22:57:00.630Z','decision','autumn','0da7f840435be870578f3c20','{"codes":[],"commitment":"9b6d27ddf3a73a789ac000c2fecc9c230074d9defe0eea03d84cffa9a5f53760","policy":"8aa14ba5adc789c954750d60a68e22d17328b30b6e3346f5994a1807a65f2253","verdict":"admitted"}','9bbed6123cb5a4ac05a318617f3470d6d24a43587130fc706a2e42755f29b40c','957c993d2b46522a458ad1a325d5a3e7b46d80f480cf08735cc1ff31d9b0c5dd');
INSERT INTO log VALUES(14,'2026-11-28T22:57:00.633Z','outcome','autumn','0da7f840435be870578f3c20','{"commitment":"eefe051250b2db646420aea03de4f75b4a5bc09b63277b90ca34a7cb189ea5ec","state":"accepted"}','957c993d2b46522a458ad1a325d5a3e7b46d80f480cf08735cc1ff31d9b0c5dd','cbfe2af6e0406c8ba99870c27a96b3a6705f38def6c4fbc73c019de94370f014');
CREATE TABLE log_record (
    seq INTEGER PRIMARY KEY REFERENCES log (seq),
    salt TEXT NOT NULL CHECK (length(salt) = 64), data TEXT NOT NULL
) STRICT;
INSERT INTO log_record VALUES(1,'8e425cade4f1c9eafc4d6a716d839ca5b0e7f301ef69d693e1d037775a56e316','{"contactsNew":3,"contactsUpdated":0,"evidence":3,"evidenceDigest":"e74c92263c29b9f5ca9c1e3569996459c327bb3ccc65bcfc788cc08dfcc0601d","exportedOn":null,"file":"cards.csv","import":1,"kind":"card-table","recordedBy":"you@example.org","sha256":"6619f2b6f97ea247ff59a4712d8416dcd6570f6586a6154cccf927f203cf9424","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(2,'c0d78ec4b0f9ac42c2579dc1efe7c4b0550a360b09e6eb21140bd3629f435ed4','{"because":"","domain":"","kind":"objected","loosest":"ada@example.org","normal":"ada@example.org","on":"2026-11-19","text":"ada@example.org"}');
INSERT INTO log_record VALUES(3,'5168eb12487825addbaea9a794d86682f4d62c553b464f150c9eb4066a5c0ecc','{"because":"","domain":"","kind":"objected","loosest":"ada@example.org","normal":"ada@example.org","on":"2026-11-20","text":"ada@example.org"}');
INSERT INTO log_record VALUES(4,'f114bb925dd18e7d2c9063b14ffeafbecea8bfeeacddf9b64b9c079a76c9b549','{"because":"","domain":"","kind":"objected","loosest":"bob@example.org","normal":"bob@example.org","on":"2026-11-20","text":"bob@example.org"}');
INSERT INTO log_record VALUES(5,'a103927b600a2ca64d1ceb02b4eeb34246866e662b8b8a1dd22829c148076e5f','{"because":"","domain":"example.net","kind":"objected","loosest":"@example.net","normal":"@example.net","on":"2026-11-20","text":"@example.net"}');
INSERT INTO log_record VALUES(6,'4b321d0fa3e2c08056d4b311dded82c7b17dd74d967e2094c102f79d64b79920','{"contactsNew":0,"contactsUpdated":0,"evidence":0,"evidenceDigest":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","exportedOn":null,"file":"first.csv","import":2,"kind":"objections","recordedBy":"you@example.org","sha256":"75d370b146c4febf33531dc08313e081ea890727148743cd8280d32a9653b8ca","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(7,'a70f0afde6f7a7ae8f5c4be11663d66e44a5f0293fb9bb789a5b93edae64c82e','{"because":"","domain":"","kind":"objected","loosest":"bob@example.org","normal":"bob@example.org","on":"2026-11-21","text":"bob@example.org"}');
INSERT INTO log_record VALUES(8,'1547dd58aab93c723eae7791c5e7177b0b18a5578873843e9b128a23dd18b33a','{"contactsNew":0,"contactsUpdated":0,"evidence":0,"evidenceDigest":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","exportedOn":null,"file":"second.csv","import":3,"kind":"objections","recordedBy":"you@example.org","sha256":"92828eb854b2f774acce1cdfdcc6a6495d081cc00adf974d0819a7d332b39d67","snapshot":null,"withdrawn":0}');
INSERT INTO log_record VALUES(9,'c7127b22feeb428d67f99d02c1f792ca49f368379cbb03dce18ec6d74b481198','{"contentDigest":"00d074b14df2252f4f63bb5fc8a72905845de8fadfae8bba37b8e646e7eecdd9","digest":"d21a072f0e7a2fac96e18e105ca1b407faa9b1282202dfe8cec7c582f8d8130a","letter":"autumn","purpose":"newsletter"}');
INSERT INTO log_record VALUES(10,'feac90b91e8f70d643d80072a8e3842adacbff688444c9ac5cf6add4d9c3c5c4','{"letter":"autumn","policy":{"evidenceMaxAgeDays":1095,"formConfirmation":"required","linkedInExportMaxAgeDays":180,"officeAddresses":"admit"},"policyRevision":"8aa14ba5adc789c954750d60a68e22d17328b30b6e3346f5994a1807a65f2253","program":"0.1.0","purpose":"newsletter","sender":{"address":"you@example.org","formerAddresses":[],"linkedInAddressVisibleSince":"2019-05-01"},"today":"2026-11-28"}');
INSERT INTO log_record VALUES(11,'f0a9b9f6fae8d008f9bd2d6ef8f41d2984a63175224a74370bc79dd87e2a87d8','{"address":"ada@example.org","contact":1,"entry":0,"evidence":null,"letter":"autumn","lookedAt":[1],"name":"Ada Example","objections":5,"program":"0.1.0","purpose":"newsletter","reasons":[{"code":"objected","evidence":null,"expected":null,"observed":"2026-11-20"}],"verdict":"excluded"}');
INSERT INTO log_record VALUES(12,'30f2ab414f8022688097970d1975747d8b978409237073a2eb944b1176c1b328','{"address":"bob@example.org","contact":2,"entry":0,"evidence":null,"letter":"autumn","lookedAt":[2],"name":"Bob Example","objections":5,"program":"0.1.0","purpose":"newsletter","reasons":[{"code":"objected","evidence":null,"expected":null,"observed":"2026-11-21"}],"verdict":"excluded"}');
INSERT INTO log_record VALUES(13,'5abd3fb3d06ff951cc262dac3bd1181154385a52acd26338ae4d53e247f95a81','{"address":"cy@example.org","contact":3,"entry":0,"evidence":3,"letter":"autumn","lookedAt":[3],"name":"Cy Example","objections":5,"program":"0.1.0","purpose":"newsletter","reasons":[],"verdict":"admitted"}');
INSERT INTO log_record VALUES(14,'7c9536f37e0fecaf1de3e0362abd64d8bb33ae79f348f4e0e27a1c06baa691b0','{"address":"cy@example.org","attempts":1,"evidence":3,"recipient":1,"reply":"new/1795906620.M627900P7593Q1.vm","state":"accepted"}');
CREATE TABLE arrival (last_contact INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;
INSERT INTO arrival VALUES(3,20785);
CREATE TABLE frozen_file (
    mailing INTEGER NOT NULL REFERENCES mailing (id),
    -- HMAC-SHA-256 of the path under the key file.
    path_print BLOB NOT NULL, sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (mailing, path_print)
) STRICT, WITHOUT ROWID;
CREATE TABLE book (import INTEGER PRIMARY KEY REFERENCES import (id)) STRICT;
CREATE TABLE book_entry (
    contact INTEGER NOT NULL REFERENCES contact (id), book INTEGER NOT NULL REFERENCES book (import),
    -- The strict key of the address, blank where there is none.
    normal TEXT NOT NULL, address TEXT NOT NULL, company TEXT NOT NULL, position TEXT,
    PRIMARY KEY (contact, book, normal)
) STRICT, WITHOUT ROWID;
CREATE TABLE folded_objection (
    objection INTEGER PRIMARY KEY REFERENCES objection (id), loosest TEXT NOT NULL
) STRICT;
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
CREATE INDEX folded_objection_loosest ON folded_objection (loosest);
CREATE TRIGGER folded_objection_gone AFTER DELETE ON objection_data
BEGIN DELETE FROM folded_objection WHERE objection = OLD.objection; END;
COMMIT;
