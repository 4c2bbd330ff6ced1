internal import GRDB
internal import Vocabulary

/// When contacts became known: each import that brought some notes the highest number by then, and the day (UTC).
struct Arrivals {
    private let find: PreparedStatement

    init(_ db: Database) throws {
        find = try PreparedStatement(
            db, "SELECT day FROM arrival WHERE last_contact >= ? ORDER BY last_contact LIMIT 1")
    }

    /// The day of a contact's import; nil where it is not on record.
    func day(of contact: ContactID) throws -> CivilDate? {
        try find.first(contact.rawValue) { CivilDate(dayNumber: Int($0.integer(0))) }
    }

    static func note(on now: Instant, _ db: Database) throws {
        try PreparedStatement(
            db,
            """
            INSERT INTO arrival (last_contact, day) SELECT last, ? FROM (SELECT max(id) AS last FROM contact)
            WHERE last > coalesce((SELECT max(last_contact) FROM arrival), 0)
            """
        ).execute(now.day.dayNumber)
    }
}
