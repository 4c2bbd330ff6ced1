internal import Vocabulary

/// Walks along the chain: each entry's number, its link to the one before, its hash, and its commitment.
struct ChainCheck {
    /// The last entry's number and its hash, in hex.
    private(set) var last: Int64 = 0
    private(set) var hash = Array(Chain.origin.utf8)
    /// What the last entry's hash ought to be, where that is something else: it was named then, and the next one may link
    /// to either.
    private var alternative: [UInt8]?
    private var buffer = CanonicalJSON()

    /// Checks one entry after the other. `members` holds the payload of the entry.
    mutating func check(_ entry: LogEntryRow, payload members: JSONMembers, _ faults: inout FaultList) {
        let isNext = checkNumber(entry.seq, &faults)
        let (computed, isHashed) =
            if let previous = entry.previous {
                checkHash(entry, after: previous, isNext, &faults)
            } else {
                checkHash(entry, isNext, &faults)
            }
        checkCommitment(entry, members, &faults)
        last = max(last, entry.seq)
        alternative = isHashed ? nil : computed
        hash = Array(entry.hash)
    }

    /// An entry that comes after the one before it, as the program writes them. Gives what its hash ought to be.
    private mutating func checkHash(
        _ entry: LogEntryRow, _ isNext: Bool, _ faults: inout FaultList
    ) -> (computed: [UInt8], isHashed: Bool) {
        let computed = Hex.digits(digest(of: entry, after: hash))
        // Behind a gap, what it comes after is not there.
        if !isNext || entry.hash.isSame(as: computed) { return (computed, true) }
        if let alternative, entry.hash.isSame(as: Hex.digits(digest(of: entry, after: alternative))) {
            return (computed, true)
        }
        faults.add(
            entry.seq,
            Phrase(
                fr: "l’entrée ou son empreinte a été modifiée, ou l’entrée précédente remplacée",
                en: "the entry, or its hash, was edited, or the entry before it was replaced"))
        return (computed, false)
    }

    /// An entry with a `previous` of its own.
    private mutating func checkHash(
        _ entry: LogEntryRow, after previous: Octets, _ isNext: Bool, _ faults: inout FaultList
    ) -> (computed: [UInt8], isHashed: Bool) {
        let computed = Hex.digits(digest(of: entry, after: previous))
        let isHashed = entry.hash.isSame(as: computed)
        let isLinked = !isNext || previous.isSame(as: hash) || alternative.map(previous.isSame) ?? false
        switch (isHashed, isLinked) {
        case (true, true): break
        case (false, true):
            faults.add(
                entry.seq,
                Phrase(
                    fr: "l’entrée, ou son empreinte, a été modifiée", en: "the entry, or its hash, was edited"))
        case (true, false):
            // The entry is sound and commits to another one before it than what stands there.
            faults.add(
                max(1, entry.seq.saturated(adding: -1)),
                entry.seq == 1
                    ? Phrase(
                        fr: "la première entrée en engage une autre avant elle",
                        en: "the first entry commits to another one before it")
                    : Phrase(
                        fr: "l’entrée n’est pas celle que la suivante engage",
                        en: "the entry is not the one that the next one commits to"))
        case (false, false):
            let isMereLink = entry.hash.isSame(as: Hex.digits(digest(of: entry, after: hash)))
            faults.add(
                entry.seq,
                isMereLink
                    ? Phrase(
                        fr: "le lien à l’entrée précédente a été modifié",
                        en: "the link to the entry before was edited")
                    : Phrase(
                        fr: "l’entrée a été modifiée, déplacée ou forgée",
                        en: "the entry was edited, moved or forged"))
        }
        return (computed, isHashed)
    }

    /// True where the entry follows the one before.
    private func checkNumber(_ seq: Int64, _ faults: inout FaultList) -> Bool {
        let next = last.saturated(adding: 1)
        if seq == next { return true }
        if seq <= last {
            faults.add(seq, Phrase(fr: "ce numéro ne peut pas être", en: "there can be no such number"))
        } else if seq == next.saturated(adding: 1) {
            faults.add(next, Phrase(fr: "l’entrée manque", en: "the entry is missing"))
        } else {
            faults.add(
                next,
                Phrase(
                    fr: "les entrées \(next) à \(seq - 1) manquent",
                    en: "entries \(next) to \(seq - 1) are missing"
                ))
        }
        return false
    }

    private mutating func digest(of entry: LogEntryRow, after previous: some Sequence<UInt8>) -> [UInt8] {
        buffer.removeAll()
        buffer.raw(Array(previous))
        buffer.raw(ChainCheck.lineFeed)
        buffer.object { json in
            json.member("at", octets: entry.at)
            json.member("kind", octets: entry.kind)
            json.member("letter", octets: entry.letter)
            json.member("payload") { $0.raw(entry.payload) }
            json.member("seq", entry.seq)
            json.member("subject", octets: entry.subject)
        }
        return Digests.sha256(buffer.octets)
    }

    private mutating func checkCommitment(
        _ entry: LogEntryRow, _ payload: JSONMembers, _ faults: inout FaultList
    ) {
        guard payload.isObject, let stated = payload.plainText("commitment") else {
            return faults.add(
                entry.seq,
                Phrase(fr: "l’entrée n’engage aucun enregistrement", en: "the entry commits to no record"))
        }
        guard let record = entry.record else { return }
        buffer.removeAll()
        buffer.raw(record.salt)
        buffer.raw(ChainCheck.lineFeed)
        buffer.raw(record.data)
        guard !stated.isSame(as: Hex.digits(Digests.sha256(buffer.octets))) else { return }
        faults.add(
            entry.seq,
            Phrase(
                fr: "l’enregistrement (`log_record`) n’est pas celui que l’entrée engage",
                en: "the record (`log_record`) is not the one that the entry commits to"))
    }

    private static let lineFeed: [UInt8] = [0x0A]
}
