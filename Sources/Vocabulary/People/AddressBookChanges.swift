/// How a new export of an address book, or of a LinkedIn network, differs from the one before it.
///
/// A report and nothing more: who has gone from an export stays in the ledger, and what a blank replaces stays too.
package struct AddressBookChanges: Hashable, Sendable {
    /// An earlier import of the same address book.
    package struct Edition: Hashable, Sendable {
        /// The file's name; blank where an erasure took it.
        package let file: String
        /// LinkedIn: the day of the export, where it is known.
        package let date: CivilDate?
        /// The day of its import (UTC).
        package let importedOn: CivilDate?

        package init(file: String, date: CivilDate?, importedOn: CivilDate?) {
            (self.file, self.date, self.importedOn) = (file, date, importedOn)
        }
    }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case joined, left
        /// LinkedIn: a connection that stays, whose address is not shown any more; or is shown, and was not before.
        case hidden, shown
        case address, company, position

        /// True where there is a value before and one after.
        package var isOfAValue: Bool { self != .joined && self != .left }
    }

    package struct Item: Hashable, Sendable {
        package let contact: ContactID
        /// Blank where the contact has no name.
        package let name: String
        /// The one in the new export; for who has left, the one in the old.
        package let address: String?
        package let before: String?
        package let after: String?

        package init(contact: ContactID, name: String, address: String?, before: String? = nil, after: String? = nil) {
            (self.contact, self.name, self.address) = (contact, name, address)
            (self.before, self.after) = (before, after)
        }
    }

    /// What the new export was compared with; nil for the sum over several files.
    package let since: Edition?
    /// How many there are of each kind.
    package private(set) var counts: [Kind: Int] = [:]
    /// The first ones of each kind, as many as were asked for.
    package private(set) var items: [Kind: [Item]] = [:]

    package init(since: Edition?) { self.since = since }

    package func count(_ kind: Kind) -> Int { counts[kind] ?? 0 }
    package var isNone: Bool { counts.values.allSatisfy { $0 == 0 } }

    /// Counts one; `item` is nil for one that nobody asked to be named.
    package mutating func add(_ kind: Kind, _ item: Item?) {
        counts[kind, default: 0] += 1
        if let item { items[kind, default: []].append(item) }
    }

    /// What several files changed, as one.
    package func joined(with other: AddressBookChanges) -> AddressBookChanges {
        var sum = AddressBookChanges(since: nil)
        for kind in Kind.allCases {
            sum.counts[kind] = count(kind) + other.count(kind)
            sum.items[kind] = (items[kind] ?? []) + (other.items[kind] ?? [])
        }
        return sum
    }
}
