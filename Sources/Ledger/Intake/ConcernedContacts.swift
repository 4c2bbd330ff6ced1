internal import GRDB
internal import Vocabulary

/// The contacts whom the targets of a list of objections meet, by the same keys as the objections themselves.
struct ConcernedContacts {
    private let db: Database
    private let find: PreparedStatement
    private var contacts = TouchedContacts()
    private var domains: Set<String> = []

    init(_ db: Database) throws {
        self.db = db
        find = try PreparedStatement(db, "SELECT contact FROM address WHERE loosest = ?")
    }

    /// `target`: an address, `@domain`, or whatever stood where one belongs.
    mutating func note(_ target: String) throws {
        let text = target.trimmingBlanks()
        guard !text.hasPrefix("@") else {
            let name = String(text.dropFirst())
            domains.insert((try? Domain.normalized(name)) ?? name.lowercased())
            return
        }
        try find.eachRow(AddressKeys(text).loosest) { contacts.note(ContactID($0.integer(0)), .unchanged) }
    }

    /// All of them; looks through every address where a whole domain is among the targets.
    mutating func all() throws -> NumberRanges {
        if !domains.isEmpty {
            try PreparedStatement(db, "SELECT contact, normal, loosest FROM address").eachRow { row in
                let names = [row.text(1), row.text(2)].compactMap { text in
                    text.lastIndex(of: "@").map { String(text[text.index(after: $0)...]) }
                }
                if names.contains(where: domains.contains) { contacts.note(ContactID(row.integer(0)), .unchanged) }
            }
        }
        return contacts.all
    }
}
