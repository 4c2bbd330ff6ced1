package import Vocabulary

/// What an import changed.
package struct ImportTally: Hashable, Sendable {
    /// The number of the import: that of the earlier one where nothing changed; nil where there is none.
    package var number: Int64?
    /// The contacts that its rows are about; of a list of objections, those that it meets.
    package var people = NumberRanges()
    /// Those of ``people`` whom no row of a file of sign-ups is a sign-up of: whatever admits them, it is not this file.
    package var withoutConsent = NumberRanges()
    package var contactsNew = 0
    package var contactsUpdated = 0
    package var contactsUnchanged = 0
    /// Rows of people who asked to be forgotten: nothing of them was stored.
    package var contactsErased = 0
    package var evidenceNew = 0
    package var evidenceUnchanged = 0
    /// Addresses that the previous latest LinkedIn export showed and this one does not.
    package var evidenceWithdrawn = 0
    package var objectionsNew = 0
    package var objectionsUnchanged = 0
    /// LinkedIn: the date that the snapshot goes by; the first one for bytes that were imported before.
    package var exportedOn: CivilDate?
    /// What the export of an address book changed; nil where there is none before it to compare it with.
    package var changes: AddressBookChanges?
    /// The later export of the same address book, where there is one: then this one changes nothing of what is kept.
    package var olderThan: AddressBookChanges.Edition?
    /// True where the same bytes had been imported before and nothing changed.
    package var changedNothing = false

    package init() {}

    /// Adds what another file changed.
    package mutating func add(_ other: ImportTally) {
        contactsNew += other.contactsNew
        contactsUpdated += other.contactsUpdated
        contactsUnchanged += other.contactsUnchanged
        contactsErased += other.contactsErased
        evidenceNew += other.evidenceNew
        evidenceUnchanged += other.evidenceUnchanged
        evidenceWithdrawn += other.evidenceWithdrawn
        objectionsNew += other.objectionsNew
        objectionsUnchanged += other.objectionsUnchanged
        people = NumberRanges(joining: [people, other.people])
        withoutConsent = NumberRanges(joining: [withoutConsent, other.withoutConsent])
        if let theirs = other.changes { changes = changes?.joined(with: theirs) ?? theirs }
    }
}

/// The file that is being imported.
package struct ImportSource: Sendable {
    package enum Kind: String, Sendable {
        case linkedIn = "linkedin"
        case cards, contacts, signups, objections
        case cardTable = "card-table"

        /// True for what can be exported again and compared: LinkedIn's network, vCards, lists of contacts.
        package var isAddressBook: Bool { self == .linkedIn || self == .cards || self == .contacts }
    }

    package var kind: Kind
    package var fileName: String
    /// SHA-256 of the bytes, in hex.
    package var sha256: String
    /// LinkedIn only: the date of the export; nil where it is unknown.
    package var exportedOn: CivilDate?
    /// Corrected rows that belong to the latest snapshot, or to an address book, rather than one of their own.
    package var isSupplement: Bool
    /// How many changes of each kind are named; all are counted.
    package var namedChanges: Int
    /// The sender's address: who records.
    package var recordedBy: String

    package init(
        kind: Kind, fileName: String, sha256: String, exportedOn: CivilDate? = nil, isSupplement: Bool = false,
        namedChanges: Int = .max, recordedBy: String
    ) {
        self.kind = kind
        self.fileName = fileName
        self.sha256 = sha256
        self.exportedOn = exportedOn
        self.isSupplement = isSupplement
        self.namedChanges = namedChanges
        self.recordedBy = recordedBy
    }
}
