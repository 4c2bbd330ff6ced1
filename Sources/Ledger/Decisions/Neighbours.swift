internal import GRDB
internal import Vocabulary

/// What is known of an address through every contact who has it, by its loosest key: rows with different urls stay
/// different people, but a letter to an address that two of them have reaches both.
///
/// Looked up once per address, however many contacts have it.
final class Neighbours {
    private let db: Database
    private let mailing: Int64?
    private let finder: ObjectionFinder
    private var objections: [String: [Objection]] = [:]
    private var mailed: [String: [(contact: Int64, state: RecipientState)]] = [:]

    init(_ db: Database, finder: ObjectionFinder, mailing: Int64?) {
        self.db = db
        self.finder = finder
        self.mailing = mailing
    }

    /// The objections of all who have an address, at any of their addresses; bounces belong to their address alone.
    func objections(at loosest: String) throws -> [Objection] {
        guard !finder.isEmpty else { return [] }
        if let known = objections[loosest] { return known }
        let theirs = try PreparedStatement(
            db,
            """
            SELECT DISTINCT theirs.normal, theirs.loosest FROM address
            JOIN address AS theirs ON theirs.contact = address.contact WHERE address.loosest = ?
            """)
        var found: [Int64: Objection] = [:]
        try theirs.eachRow(loosest) { row in
            for objection in try finder.objections(normal: row.text(0), loosest: row.text(1))
            where objection.kind != .bounced {
                found[objection.id] = objection
            }
        }
        let sorted = found.values.sorted { $0.id < $1.id }
        objections[loosest] = sorted
        return sorted
    }

    /// How the letter stands with another contact who has an address and may have got it, at whichever address; nil where
    /// there is none.
    func mailed(at loosest: String, otherThan contact: Int64) throws -> RecipientState? {
        guard let mailing else { return nil }
        if mailed[loosest] == nil {
            // Two are enough to tell: one of them is another contact.
            var found: [(contact: Int64, state: RecipientState)] = []
            try PreparedStatement(
                db,
                """
                SELECT DISTINCT recipient.contact, recipient.state FROM address
                JOIN recipient ON recipient.mailing = ? AND recipient.contact = address.contact
                WHERE address.loosest = ? AND recipient.state IN \(RecipientState.mailedInSQL) LIMIT 2
                """
            ).eachRow(mailing, loosest) {
                found.append(($0.integer(0), RecipientState(stored: $0.text(1))))
            }
            mailed[loosest] = found
        }
        return mailed[loosest]?.first { $0.contact != contact }?.state
    }
}
