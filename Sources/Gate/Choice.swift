import Vocabulary

/// One message a person: which of several admitted addresses is taken. The one in the latest LinkedIn export, else the
/// one shared last, else the card's preferred one, else the first known. Of contacts who have an address in common, one
/// alone is reached, whichever comes first: at no address of somebody admitted before, and at none at all where one of
/// the contact's own was.
extension Gate {
    mutating func choose(among entries: inout [Entry]) {
        let candidates = entries.indices.filter { entries[$0].isAdmitted }.sorted { one, two in
            guard let first = entries[one].admitting, let second = entries[two].admitting else { return one < two }
            return first.isPreferable(to: second) ?? (one < two)
        }
        guard !candidates.isEmpty else { return }
        // Reached at one of their addresses through another contact, a person is reached.
        let isReached = entries.contains { isIn(reachedKeys, $0) }
        let taken = candidates.filter { isReached || isIn(admittedKeys, entries[$0]) }
        let chosen = candidates.first { !taken.contains($0) }
        for index in taken {
            entries[index].findings.append(Finding(.duplicateAddress))
        }
        guard let chosen else { return }
        if let key = sharedKey(entries[chosen]) { reachedKeys.insert(key) }
        for entry in entries { if let key = sharedKey(entry) { admittedKeys.insert(key) } }
        guard candidates.count > 1 else { return }
        let address = (entries[chosen].admitting?.spec ?? entries[chosen].address?.spec)?.spelling
        for index in candidates where index != chosen {
            entries[index].findings.append(
                Finding(.otherAddressChosen, observed: address.map { .text($0) } ?? .nothing))
        }
    }

    private func isIn(_ keys: Set<String>, _ entry: Entry) -> Bool {
        sharedKey(entry).map(keys.contains) ?? false
    }

    /// Only keys that some other contact has too need be looked at, so that memory stays flat over the whole network.
    private func sharedKey(_ entry: Entry) -> String? {
        guard let address = entry.address, address.isKnownElsewhere else { return nil }
        return address.spec?.loosestKey
    }
}
