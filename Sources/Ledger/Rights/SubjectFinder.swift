internal import GRDB
internal import Vocabulary

/// Finds the contacts that a request of a data subject may be about.
///
/// The person is every contact who has the very address, or the very profile. Whom a looser key or another common address
/// leads to may be somebody else: they are found too, with the reason, and nothing is done to them.
struct SubjectFinder {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The contacts who have what the request names, those who were absorbed into them included.
    func own(_ name: SubjectName) throws -> [Int64] {
        let found: [Int64]
        switch name {
        case .address(let address):
            found = try Int64.fetchAll(
                db, sql: "SELECT DISTINCT contact FROM address WHERE loosest = ? AND normal = ? ORDER BY contact",
                arguments: [address.loosestKey, address.normalForm])
        case .profile(let profile):
            found = try Int64.fetchAll(
                db, sql: "SELECT id FROM contact WHERE profile = ?", arguments: [profile.rawValue])
        }
        var all = found
        for contact in found {
            all += try Int64.fetchAll(
                db, sql: "SELECT contact FROM absorbed WHERE into_contact = ?1 AND contact <> ?1", arguments: [contact])
        }
        return all
    }

    /// The people whom the request names, and those beside them, in the ledger's order.
    func people(_ name: SubjectName) throws -> (own: [SubjectPerson], near: [SubjectPerson]) {
        let own = try own(name).filter { try isVisible($0) }
        var matches: [Int64: SubjectPerson.Match] = [:]
        var keys: Set<String> = []
        if case .address(let address) = name {
            keys.insert(address.loosestKey)
            try note(address.loosestKey, for: &matches, except: own) { .looserKey(address: $0) }
        }
        for contact in own {
            let theirs = try String.fetchAll(
                db, sql: "SELECT loosest FROM address WHERE contact = ? ORDER BY id", arguments: [contact])
            for loosest in theirs where keys.insert(loosest).inserted {
                try note(loosest, for: &matches, except: own) { .sharedAddress(address: $0) }
            }
        }
        return (
            try own.map { try person($0, .named) },
            try matches.sorted { $0.key < $1.key }.map { try person($0.key, $0.value) }
        )
    }

    /// Texts that are no address are no sign of being the same person.
    private func note(
        _ loosest: String, for matches: inout [Int64: SubjectPerson.Match], except own: [Int64],
        _ match: (String) -> SubjectPerson.Match
    ) throws {
        guard !loosest.hasPrefix(" ") else { return }
        let rows = try Row.fetchAll(
            db, sql: "SELECT contact, text FROM address WHERE loosest = ? ORDER BY contact, id", arguments: [loosest])
        for row in rows {
            let contact: Int64 = try row.cell(0)
            if !own.contains(contact), matches[contact] == nil { matches[contact] = match(try row.cell(1)) }
        }
    }

    private func isVisible(_ contact: Int64) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT NOT EXISTS (SELECT 1 FROM absorbed WHERE contact = ?)", arguments: [contact]) ?? false
    }

    private func person(_ contact: Int64, _ match: SubjectPerson.Match) throws -> SubjectPerson {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT profile, first_name, last_name, full_name, company, position, extra FROM contact WHERE id = ?",
            arguments: [contact])
        let fields = try row.map { row in
            ContactFields(
                firstName: try row.cell(1), lastName: try row.cell(2), fullName: try row.cell(3),
                company: try row.cell(4), position: try row.cell(5), extra: ExtraFields.decode(try row.cell(6)))
        }
        return SubjectPerson(
            id: ContactID(contact), match: match, fields: fields ?? ContactFields(),
            profile: (try row?.cell(0) as String??)?.map { ProfileURL(normalForm: $0) },
            addresses: try String.fetchAll(
                db, sql: "SELECT text FROM address WHERE contact = ? ORDER BY id", arguments: [contact]))
    }
}
