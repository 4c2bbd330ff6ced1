/// Whom a request under GDPR art. 15 to 22 names.
package enum SubjectName: Hashable, Sendable {
    case address(AddrSpec)
    /// For people of whom a LinkedIn export shows a profile and no address.
    case profile(ProfileURL)

    /// As it is shown and written down.
    package var text: String {
        switch self {
        case .address(let address): address.spelling
        case .profile(let profile): profile.rawValue
        }
    }
}

/// A contact that a request may be about, and why it is thought to be.
package struct SubjectPerson: Hashable, Sendable {
    package enum Match: Hashable, Sendable {
        /// The contact has the very address, or the very profile, that the request names.
        case named
        /// One of the contact's addresses may be the same mailbox, by a looser key: this one.
        case looserKey(address: String)
        /// The contact has another address of the person's too: this one.
        case sharedAddress(address: String)
    }

    package var id: ContactID
    package var match: Match
    package var fields: ContactFields
    package var profile: ProfileURL?
    package var addresses: [String]

    package init(id: ContactID, match: Match, fields: ContactFields, profile: ProfileURL?, addresses: [String]) {
        self.id = id
        self.match = match
        self.fields = fields
        self.profile = profile
        self.addresses = addresses
    }
}
