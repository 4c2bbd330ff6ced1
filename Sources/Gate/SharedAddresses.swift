import Vocabulary

/// The addresses of a mailing that more than one contact has. Of contacts who have an address in common, one alone is
/// reached, whichever comes first: at no address of somebody admitted before, and at none at all where one of the contact's
/// own was.
struct SharedAddresses: Sendable {
    /// Loosest keys of admitted contacts that another contact may bring again: all that a mailing must remember.
    private var admitted: Set<String> = []
    /// Those of them that a letter goes to.
    private var reached: Set<String> = []

    /// Chooses among a contact's entries, and remembers them where one is admitted.
    mutating func choose(among entries: inout [Entry]) {
        // Reached at one of their addresses through another contact, a person is reached.
        let isReached = entries.contains { SharedAddresses.isIn(reached, $0) }
        let chosen = Choice.choose(among: &entries) { isReached || SharedAddresses.isIn(admitted, $0) }
        guard let chosen else { return }
        if let key = SharedAddresses.key(entries[chosen]) { reached.insert(key) }
        for entry in entries { if let key = SharedAddresses.key(entry) { admitted.insert(key) } }
    }

    private static func isIn(_ keys: Set<String>, _ entry: Entry) -> Bool { key(entry).map(keys.contains) ?? false }

    /// Only keys that some other contact has too need be looked at, so that memory stays flat over the whole network.
    private static func key(_ entry: Entry) -> String? {
        guard let address = entry.address, address.isKnownElsewhere else { return nil }
        return address.spec?.loosestKey
    }
}
