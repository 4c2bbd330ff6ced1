import Vocabulary

/// One message a person: which of several admitted addresses is taken. The one in the latest LinkedIn export, else the
/// one shared last, else the card's preferred one, else the first known.
enum Choice {
    /// Leaves one entry admitted at the most, each of the others with the reason why, and gives its place. `isTaken`: true
    /// where no letter may go to an entry, as another contact has it.
    static func choose(among entries: inout [Entry], isTaken: (Entry) -> Bool) -> Int? {
        let candidates = entries.indices.filter { entries[$0].isAdmitted }.sorted { one, two in
            guard let first = entries[one].admitting, let second = entries[two].admitting else { return one < two }
            return first.isPreferable(to: second) ?? (one < two)
        }
        let taken = candidates.filter { isTaken(entries[$0]) }
        for index in taken { entries[index].findings.append(Finding(.duplicateAddress)) }
        guard let chosen = candidates.first(where: { !taken.contains($0) }) else { return nil }
        let address = (entries[chosen].admitting?.spec ?? entries[chosen].address?.spec)?.spelling
        for index in candidates where index != chosen {
            entries[index].findings.append(
                Finding(.otherAddressChosen, observed: address.map { .text($0) } ?? .nothing))
        }
        return chosen
    }
}
