internal import GRDB
package import Gate
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
                        listed: try reader.listed(person.id)))
            }
            switch name {
            case .address(let address):
                account.objections = try ObjectionFinder(db, key: key).objections(
                    normal: address.normalForm, loosest: address.loosestKey)
            case .profile(let profile): account.objections = try reader.erasures(of: profile)
            }
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
                heard.append(SubjectAccount.Heard(address: address, on: row[0], recordedAt: row[1]))
            }
        }
        return heard
    }

    func decisions(_ contact: ContactID) throws -> [SubjectAccount.Decided] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT log.seq, log.at, mailing.letter, mailing.purpose, verdict, codes, log_record.data FROM decision
                JOIN log ON log.seq = decision.seq JOIN mailing ON mailing.id = decision.mailing
                LEFT JOIN log_record ON log_record.seq = log.seq WHERE decision.contact = ? ORDER BY log.seq
                """, arguments: [contact.rawValue]
        ).map { row in
            let members = (row[6] as String?).flatMap { try? JSONValue(parsing: Array($0.utf8)) }?.members
            var address: String?
            if case .string(let text)? = members?["address"] { address = text }
            return SubjectAccount.Decided(
                seq: row[0], at: row[1], letter: row[2], purpose: row[3], verdict: row[4],
                codes: (row[5] as String).split(separator: " ").map(String.init), address: address)
        }
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
                letter: row[0], purpose: row[1], address: row[2], state: RecipientState(rawValue: row[3]) ?? .uncertain,
                attempts: row[4], reply: row[5], at: row[6], evidence: EvidenceID(row[7]))
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
                kind: row[0], file: row[1], address: row[2], company: row[3], position: row[4] ?? "")
        }
    }

    /// The erasure of a profile, known by its fingerprint alone.
    func erasures(of profile: ProfileURL) throws -> [Objection] {
        var found: [Objection] = []
        try PreparedStatement(
            db, "SELECT id, happened FROM objection WHERE kind = 'erased' AND loosest_print = ? ORDER BY id"
        ).eachRow(key.print(profile.rawValue, for: .profile)) { row in
            let on = When(iso: row.text(1)) ?? When(day: CivilDate(dayNumber: 2_932_896))
            found.append(
                Objection(
                    id: row.integer(0), kind: .erased, target: .address(normalForm: "", loosestKey: ""), on: on,
                    because: ""))
        }
        return found
    }
}
