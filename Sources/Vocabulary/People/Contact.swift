/// The number of a contact in the ledger.
package struct ContactID: Hashable, Comparable, Sendable {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package static func < (one: ContactID, other: ContactID) -> Bool { one.rawValue < other.rawValue }
}

/// A person in the sender's network, known by a profile url, else by an address; never by name.
package struct Contact: Hashable, Sendable {
    package var id: ContactID
    package var profile: ProfileURL?
    package var fields: ContactFields

    package init(id: ContactID, profile: ProfileURL?, fields: ContactFields) {
        self.id = id
        self.profile = profile
        self.fields = fields
    }
}

/// What is known of a contact beside the address, as letters may use it. Blank means lacking.
package struct ContactFields: Hashable, Sendable {
    package var firstName: String
    package var lastName: String
    package var fullName: String
    package var company: String
    package var position: String
    /// Further columns of CSV files, by their placeholder name.
    package var extra: [String: String]

    package init(
        firstName: String = "", lastName: String = "", fullName: String = "", company: String = "",
        position: String = "", extra: [String: String] = [:]
    ) {
        self.firstName = firstName
        self.lastName = lastName
        self.fullName = fullName
        self.company = company
        self.position = position
        self.extra = extra
    }

    /// The name to call the person by: the full name, else first and last name.
    package var displayName: String {
        if !fullName.showsNothing { return fullName }
        if firstName.showsNothing { return lastName.showsNothing ? "" : lastName }
        return lastName.showsNothing ? firstName : firstName + " " + lastName
    }

    /// The value of a field of a contact by its placeholder name; nil where it is lacking.
    /// `address` is not one of the contact's own fields: a contact can have several.
    package subscript(_ field: String) -> String? {
        let value: String
        switch field {
        case "first_name": value = firstName
        case "last_name": value = lastName
        case "full_name": value = displayName
        case "company": value = company
        case "position": value = position
        default: value = extra[field] ?? ""
        }
        return value.showsNothing ? nil : value
    }

    /// The names that are the same for every contact.
    package static let builtIn = ["first_name", "last_name", "full_name", "company", "position"]
}
