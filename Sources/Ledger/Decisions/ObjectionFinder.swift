internal import GRDB
internal import Vocabulary

/// Finds the objections that a looser key or the domain of an address meets: by the plain form where it is kept,
/// by the keyed fingerprint where only that is left.
struct ObjectionFinder {
    private let key: Key
    private let byLoosest: PreparedStatement
    private let byPrint: PreparedStatement
    private let domains: [String: [Objection]]
    /// True where an objection may be left whose plain form was erased. Asked for each chunk and each claim: no scan.
    private let hasPrintsOnly: Bool
    /// True where nobody ever objected.
    let isEmpty: Bool

    /// Which objections to find: those that stand, unless something else is wanted.
    enum Scope {
        case standing
        /// Those that were taken back alone.
        case takenBack
        /// Whether taken back or not, for whoever tells them apart by the time.
        case all
    }

    private static let columns = """
        objection.id, objection.kind, objection.happened, objection_data.normal, objection_data.loosest,
        objection_data.domain, objection_data.because, objection.exact_print
        """

    init(_ db: Database, key: Key, _ scope: Scope = .standing) throws {
        self.key = key
        let condition = try Retractions.condition(scope, db)
        let folded =
            try FoldedKeys.hasObjections(db)
            ? "OR objection_data.objection IN (SELECT objection FROM folded_objection WHERE loosest = ?1)" : ""
        byLoosest = try PreparedStatement(
            db,
            """
            SELECT \(ObjectionFinder.columns) FROM objection_data
            JOIN objection ON objection.id = objection_data.objection
            WHERE (objection_data.loosest = ?1 \(folded))\(condition)
            """)
        byPrint = try PreparedStatement(
            db,
            """
            SELECT \(ObjectionFinder.columns) FROM objection
            LEFT JOIN objection_data ON objection_data.objection = objection.id
            WHERE objection.loosest_print = ? AND objection_data.objection IS NULL\(condition)
            """)
        isEmpty = try !PreparedStatement(db, "SELECT 1 FROM objection LIMIT 1").hasRow()
        guard !isEmpty else {
            hasPrintsOnly = false
            domains = [:]
            return
        }
        hasPrintsOnly = try PreparedStatement(
            db,
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM meta WHERE name = 'prints-only')
                OR EXISTS (SELECT 1 FROM objection WHERE kind = 'erased')
            """
        ).hasRow()
        var domains: [String: [Objection]] = [:]
        try PreparedStatement(
            db,
            """
            SELECT \(ObjectionFinder.columns) FROM objection_data
            JOIN objection ON objection.id = objection_data.objection WHERE objection_data.domain <> ''\(condition)
            """
        ).eachRow { row in domains[row.text(5), default: []].append(ObjectionFinder.objection(row)) }
        self.domains = domains
    }

    /// The number of the newest objection, or of the newest retraction, which are counted together: whoever has seen it has seen
    /// what stood then. 0 where nobody ever objected.
    static func newest(_ db: Database) throws -> Int64 {
        let objection = try PreparedStatement(db, "SELECT max(id) FROM objection").first { $0.integer(0) } ?? 0
        return max(objection, try Retractions.newest(db))
    }

    /// The objections that an address meets.
    func objections(normal: String, loosest: String) throws -> [Objection] {
        guard !isEmpty else { return [] }
        var found = try fetch(byLoosest, loosest)
        guard !domains.isEmpty || hasPrintsOnly else { return found }
        // The domain as written and as the loosest key has it: they differ for mailboxes known under two domains.
        let names = Set([normal, loosest].compactMap(ObjectionFinder.domain))
        for name in names { found += domains[name] ?? [] }
        guard hasPrintsOnly else { return found }
        for one in [loosest] + AddressKeys(normal).everPrinted.filter({ !$0.isSpelled(loosest) }) {
            found += try fetch(byPrint, key.print(one, for: .objection), normal: normal, loosest: loosest)
        }
        for name in names {
            // Its target is the domain, although nothing but the fingerprint says so.
            found += try fetch(byPrint, key.print("@" + name, for: .domain)).map { objection in
                var objection = objection
                objection.target = .domain(name)
                return objection
            }
        }
        return found
    }

    private static func domain(of text: String) -> String? {
        text.lastIndex(of: "@").map { String(text[text.index(after: $0)...]) }
    }

    private func fetch(
        _ statement: PreparedStatement, _ argument: some Bindable, normal: String = "", loosest: String = ""
    ) throws -> [Objection] {
        var found: [Objection] = []
        try statement.eachRow(argument) { row in
            // Where the plain form is gone, the exact fingerprint tells whether it was this very address.
            let isExact = normal.isEmpty || row.blob(7).elementsEqual(key.print(normal, for: .objection))
            found.append(ObjectionFinder.objection(row, normal: isExact ? normal : "", loosest: loosest))
        }
        return found
    }

    private static func objection(_ row: StatementRow, normal: String = "", loosest: String = "") -> Objection {
        let domain = row.text(5)
        let target: Objection.Target =
            domain.isEmpty
            ? .address(normalForm: row.optionalText(3) ?? normal, loosestKey: row.optionalText(4) ?? loosest)
            : .domain(domain)
        // A date that cannot be read any more is taken as the last possible one: the objection wins.
        let on = When(iso: row.text(2)) ?? When(day: .last)
        return Objection(
            id: row.integer(0), kind: ObjectionKind(rawValue: row.text(1)) ?? .objected, target: target, on: on,
            because: row.text(6))
    }
}
