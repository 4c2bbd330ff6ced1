internal import GRDB
package import Gate
internal import Mailroom
package import Vocabulary

extension Ledger {
    /// All that is known of the person whom a request names, and of those whom looser keys lead to, each attributed
    /// (GDPR art. 15). Changes nothing.
    package func account(of name: SubjectName, key: Key) throws(LedgerFault) -> SubjectAccount {
        try read { db in
            let (own, near) = try SubjectFinder(db).people(name)
            let loader = try DossierLoader(db, key: key, letter: nil)
            let reader = try SubjectReader(db, key: key)
            var account = SubjectAccount(name: name)
            for person in own + near {
                guard let dossier = try loader.load("contact.id = ?1", person.id.rawValue).first else { continue }
                account.people.append(
                    SubjectAccount.Known(
                        person: person, dossier: dossier, heard: try reader.heard(person),
                        decisions: try reader.decisions(person.id), mailings: try reader.mailings(person.id),
                        listed: try reader.listed(person.id), provenance: try reader.provenance(of: dossier.evidence)))
            }
            switch name {
            case .address(let address):
                account.objections = try ObjectionFinder(db, key: key).objections(
                    normal: address.normalForm, loosest: address.loosestKey)
            case .profile(let profile): account.objections = try reader.erasures(of: profile)
            }
            let named = if case .address(let address) = name { [address.spelling] } else { [String]() }
            let texts = named + account.own.flatMap(\.dossier.addresses).map(\.text)
            account.retracted = try RetractedObjections(db, key: key).of(texts)
            account.messages = try reader.messages(texts)
            return account
        }
    }
}

private struct SubjectReader {
    private let db: Database
    private let key: Key

    init(_ db: Database, key: Key) throws {
        self.db = db
        self.key = key
    }

    func heard(_ person: SubjectPerson) throws -> [SubjectAccount.Heard] {
        var heard: [SubjectAccount.Heard] = []
        for address in person.addresses {
            let normal = AddressKeys(address).normal
            for row in try Row.fetchAll(
                db,
                sql: """
                    SELECT happened, recorded_at FROM heard_data JOIN heard ON heard.id = heard_data.heard
                    WHERE normal = ? ORDER BY heard.id
                    """, arguments: [normal])
            {
                heard.append(SubjectAccount.Heard(address: address, on: try row.cell(0), recordedAt: try row.cell(1)))
            }
        }
        return heard
    }

    func decisions(_ contact: ContactID) throws -> [SubjectAccount.Decided] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT log.seq, log.at, mailing.letter, mailing.purpose, verdict, codes,
                    \(PackedText.plain)(log_record.data), \(PackedText.plain)(log.payload), policy FROM decision
                JOIN log ON log.seq = decision.seq JOIN mailing ON mailing.id = decision.mailing
                LEFT JOIN log_record ON log_record.seq = log.seq WHERE decision.contact = ? ORDER BY log.seq
                """, arguments: [contact.rawValue]
        ).map { row in
            let record = (try row.cell(6) as String?).flatMap { try? JSONValue(parsing: Array($0.utf8)) }
            let payload = (try row.cell(7) as String?).flatMap { try? JSONValue(parsing: Array($0.utf8)) }
            let codes: String = try row.cell(5)
            return SubjectAccount.Decided(
                seq: try row.cell(0), at: try row.cell(1), letter: try row.cell(2), purpose: try row.cell(3),
                verdict: try row.cell(4),
                reasons: record.flatMap(SubjectReader.grounds)
                    ?? codes.split(separator: " ").map { SubjectAccount.Ground(code: String($0)) },
                policy: try payload?["policy"]?.text ?? row.cell(8), program: record?["program"]?.text,
                address: record?["address"]?.text)
        }
    }

    /// Nil where the record does not say.
    private static func grounds(_ record: JSONValue) -> [SubjectAccount.Ground]? {
        guard let reasons = record["reasons"]?.values else { return nil }
        return reasons.compactMap { reason in
            reason["code"]?.text.map { code in
                SubjectAccount.Ground(
                    code: code, observed: reason["observed"]?.text, expected: reason["expected"]?.text,
                    evidence: reason["evidence"]?.integer.map { EvidenceID($0) })
            }
        }
    }

    func provenance(of evidence: [Evidence]) throws -> [EvidenceID: SubjectAccount.Provenance] {
        let find = try PreparedStatement(
            db,
            "SELECT recorded_by FROM import JOIN evidence ON evidence.import = import.id WHERE evidence.id = ?")
        var found: [EvidenceID: SubjectAccount.Provenance] = [:]
        for piece in evidence {
            let wording = piece.claim.consent?.wording
            found[piece.id] = SubjectAccount.Provenance(
                recordedBy: try find.first(piece.id.rawValue) { $0.text(0) } ?? "",
                wordingSHA256: wording.map { Digests.sha256(Array($0.utf8)).hex })
        }
        return found
    }

    /// Those of contacts that were absorbed included.
    func mailings(_ contact: ContactID) throws -> [SubjectAccount.Mailed] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT letter, purpose, address, state, attempts, reply, at, evidence FROM recipient
                JOIN mailing ON mailing.id = recipient.mailing
                WHERE recipient.contact = ?1
                    OR recipient.contact IN (SELECT contact FROM absorbed WHERE into_contact = ?1)
                ORDER BY recipient.id
                """, arguments: [contact.rawValue]
        ).map { row in
            SubjectAccount.Mailed(
                letter: try row.cell(0), purpose: try row.cell(1), address: try row.cell(2),
                state: RecipientState(stored: try row.cell(3)), attempts: try row.cell(4),
                reply: try row.cell(5), at: try row.cell(6), evidence: EvidenceID(try row.cell(7)))
        }
    }

    /// What came back about addresses or from them, by whatever spelling, in the order in which it was heard.
    func messages(_ addresses: [String]) throws -> [SubjectAccount.Message] {
        var found: [Int64: CameBack] = [:]
        for loosest in Set(addresses.map { AddressKeys($0) }.filter { $0.spec != nil }.map(\.loosest)) {
            for row in try InboxRows.all(where: "entry.loosest = ?1 OR mail.sender_loosest = ?1", [loosest], db) {
                found[row.id] = row
            }
        }
        return found.values.sorted { $0.id < $1.id }.map { row in
            SubjectAccount.Message(
                kind: row.kind.rawValue, address: row.address, from: row.from, letter: row.letter, at: row.at.iso,
                class: row.class?.rawValue, status: row.status, diagnostic: row.diagnostic, words: row.words,
                action: row.action.rawValue, because: row.because.rawValue, verdict: row.verdict?.rawValue)
        }
    }

    func listed(_ contact: ContactID) throws -> [SubjectAccount.Listed] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT kind, file, address, company, position FROM book_entry JOIN import ON import.id = book
                WHERE contact = ? ORDER BY book, normal
                """, arguments: [contact.rawValue]
        ).map { row in
            SubjectAccount.Listed(
                kind: try row.cell(0), file: try row.cell(1), address: try row.cell(2), company: try row.cell(3),
                position: try row.cell(4) ?? "")
        }
    }

    /// The erasure of a profile, known by its fingerprint alone.
    func erasures(of profile: ProfileURL) throws -> [Objection] {
        var found: [Objection] = []
        let statement = try PreparedStatement(
            db, "SELECT id, happened FROM objection WHERE kind = 'erased' AND loosest_print = ? ORDER BY id")
        for form in profile.everPrinted {
            try statement.eachRow(key.print(form, for: .profile)) { row in
                let on = When(iso: row.text(1)) ?? When(day: .last)
                found.append(
                    Objection(
                        id: row.integer(0), kind: .erased, target: .address(normalForm: "", loosestKey: ""), on: on,
                        because: ""))
            }
        }
        return found
    }
}
