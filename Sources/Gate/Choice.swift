import Vocabulary

/// One message a person: which of several admitted addresses is taken. The one in the latest LinkedIn export, else the
/// one shared last, else the card's preferred one, else the first known; but none of a contact who was admitted before:
/// at whichever address that person is reached, a second letter to any other would be a second one to them.
extension Gate {
    mutating func choose(among entries: inout [Entry]) {
        let candidates = entries.indices.filter { entries[$0].isAdmitted }.sorted { one, two in
            guard let first = entries[one].admitting, let second = entries[two].admitting else { return one < two }
            return first.isPreferable(to: second) ?? (one < two)
        }
        guard !candidates.isEmpty else { return }
        let taken = candidates.filter { isTaken(entries[$0]) }
        let chosen = candidates.first { !taken.contains($0) }
        for index in taken {
            entries[index].findings.append(Finding(.duplicateAddress))
        }
        guard let chosen else { return }
        for entry in entries { remember(entry) }
        guard candidates.count > 1 else { return }
        let address = (entries[chosen].admitting?.spec ?? entries[chosen].address?.spec)?.spelling
        for index in candidates where index != chosen {
            entries[index].findings.append(
                Finding(.otherAddressChosen, observed: address.map { .text($0) } ?? .nothing))
        }
    }

    /// Only keys that some other contact has too can be taken, so that memory stays flat over the whole network.
    private func isTaken(_ entry: Entry) -> Bool {
        guard let address = entry.address, address.isKnownElsewhere, let spec = address.spec else { return false }
        return admittedKeys.contains(spec.loosestKey)
    }

    private mutating func remember(_ entry: Entry) {
        guard let address = entry.address, address.isKnownElsewhere, let spec = address.spec else { return }
        admittedKeys.insert(spec.loosestKey)
    }
}
