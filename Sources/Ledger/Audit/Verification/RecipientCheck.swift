internal import GRDB
internal import Vocabulary

/// Holds the table `recipient` to the outcomes in the log: whoever is accepted, say, has an entry that says so, and
/// whoever has such an entry stands as it says.
///
/// What changes between two entries (`queued`, `attempting`) is working state, and not the log's. Neither is an outcome whose
/// entry is yet to come (`unlogged`, see ``OutcomeEntries``): a run commits it first, and enters it a moment later.
struct RecipientCheck {
    /// What the last entry on a recipient says.
    private struct Slot {
        var seq: Int64 = 0
        var state: UInt8 = 0
        /// Of what the row must hold, under a seed of this process: nobody can make another row fit.
        var body = 0
    }

    private let db: Database
    private let mailings: [[UInt8]: Int64]
    private var slots: [Slot] = []
    private var strays: [Int64: Slot] = [:]
    private let dense: Int64
    /// How many outcomes whose record was erased are of each state.
    private var erased: [UInt8: Int] = [:]
    private let seed = Hasher()
    private static let states = RecipientState.allCases

    init(_ db: Database, mailings: [[UInt8]: Int64]) throws {
        self.db = db
        self.mailings = mailings
        let count = try PreparedStatement(db, "SELECT count(*) FROM recipient").first { $0.integer(0) } ?? 0
        dense = count * 2 + 4096
    }

    mutating func check(
        _ entry: LogEntryRow, _ payload: JSONMembers, _ record: JSONMembers?, _ faults: inout FaultList
    ) {
        guard let state = payload.plainText("state").flatMap(RecipientCheck.number) else { return }
        guard let record else {
            erased[state, default: 0] += 1
            return
        }
        guard let recipient = record.integer("recipient") else { return }
        if record.plainText("state").flatMap(RecipientCheck.number) != state {
            faults.add(
                entry.seq,
                Phrase(
                    fr: "l’enregistrement donne un autre état que l’entrée",
                    en: "the record gives another state than the entry"))
        }
        let isOutcome = record["attempts"] != nil
        let known = slot(recipient)
        // Whoever has the letter is claimed no more: a row that was put back was mailed again.
        if isOutcome, RecipientCheck.isFinal(known), RecipientCheck.states[Int(state)].mayHaveBeenMailed {
            faults.add(
                entry.seq,
                Phrase(
                    fr: "le destinataire \(recipient) avait déjà la lettre, selon l’entrée \(known.seq)",
                    en: "recipient \(recipient) had the letter already, by entry \(known.seq)"))
        }
        let body = isOutcome ? self.body(entry, record) : known.body
        setSlot(recipient, Slot(seq: entry.seq, state: state, body: body))
    }

    private func body(_ entry: LogEntryRow, _ record: JSONMembers) -> Int {
        body(
            mailing: entry.letter.flatMap { mailings[Array($0)] }, address: record["address"],
            attempts: record.integer("attempts"), evidence: record.integer("evidence"), reply: record["reply"])
    }

    private func body(mailing: Int64?, address: Octets?, attempts: Int64?, evidence: Int64?, reply: Octets?) -> Int {
        var hasher = seed
        hasher.combine(mailing)
        hasher.combine(attempts)
        hasher.combine(evidence)
        hasher.combine(address?.count)
        if let address { hasher.combine(bytes: UnsafeRawBufferPointer(address)) }
        hasher.combine(reply?.count)
        if let reply { hasher.combine(bytes: UnsafeRawBufferPointer(reply)) }
        return hasher.finalize()
    }

    private func slot(_ recipient: Int64) -> Slot {
        guard recipient >= 0, recipient < dense else { return strays[recipient] ?? Slot() }
        return recipient < slots.count ? slots[Int(recipient)] : Slot()
    }

    private mutating func setSlot(_ recipient: Int64, _ slot: Slot) {
        guard recipient >= 0, recipient < dense else {
            strays[recipient] = slot
            return
        }
        let index = Int(recipient)
        if index >= slots.count { slots += repeatElement(Slot(), count: max(1024, index - slots.count + 1)) }
        slots[index] = slot
    }

    /// `emptied`: those whose address and reply an erasure took, whatever the records of the log still say of them.
    mutating func finish(emptied: NumberRanges, _ faults: inout FaultList) throws {
        var seen = NumberSet()
        var (address, reply) = (CanonicalJSON(), CanonicalJSON())
        // A ledger that waits for its upgrade has no such column: there, entry and state came together.
        let hasUnlogged = try db.columns(in: "recipient").contains { $0.name == "unlogged" }
        try PreparedStatement(
            db,
            """
            SELECT id, mailing, address, evidence, state, attempts, reply, \(hasUnlogged ? "unlogged" : "0"), normal, loosest
            FROM recipient ORDER BY id
            """
        ).eachRow { row in
            let id = row.integer(0)
            seen.insert(id)
            let slot = slot(id)
            if !RecipientCheck.hasItsKeys(row) { faults.differs(slot.seq, "recipient", id, "normal, loosest") }
            // Its entry is yet to come; what the log says so far must let it get there.
            if row.flag(7), slot.seq == 0 || !RecipientCheck.states[Int(slot.state)].mayHaveBeenMailed { return }
            guard let state = RecipientCheck.number(row.octets(4)), isPossible(state, after: slot) else {
                let state = RecipientCheck.number(row.octets(4)) ?? .max
                // It may rest on an entry whose record was erased.
                if let count = erased[state], count > 0 {
                    erased[state] = count - 1
                    return
                }
                return slot.seq == 0
                    ? faults.unknown(0, "recipient", id) : faults.differs(slot.seq, "recipient", id, "state")
            }
            guard slot.seq != 0, RecipientCheck.states[Int(state)].mayHaveBeenMailed, state == slot.state else {
                return
            }
            if row.octets(2).isEmpty, emptied.contains(id) { return }
            address.removeAll()
            address.value(octets: row.octets(2))
            reply.removeAll()
            reply.value(octets: row.optionalOctets(6))
            let body = address.octets.withUnsafeBufferPointer { address in
                reply.octets.withUnsafeBufferPointer { reply in
                    self.body(
                        mailing: row.integer(1), address: address, attempts: row.integer(5), evidence: row.integer(3),
                        reply: reply)
                }
            }
            if body != slot.body {
                faults.differs(slot.seq, "recipient", id, "mailing, address, evidence, attempts, reply")
            }
        }
        // Whoever may have been mailed is never taken away.
        for index in slots.indices where isLost(Int64(index), slots[index], seen) {
            faults.missing(slots[index].seq, "recipient", Int64(index))
        }
        for (id, slot) in strays.sorted(by: { $0.key < $1.key }) where isLost(id, slot, seen) {
            faults.missing(slot.seq, "recipient", id)
        }
    }

    /// False where somebody stands under the keys of another address than their own: nothing would then keep that from being
    /// mailed again. An upgrade leaves an earlier key where it was another one (``FoldedKeys``).
    private static func hasItsKeys(_ row: StatementRow) -> Bool {
        let address = row.text(2)
        guard !address.isEmpty else { return true }
        let keys = AddressKeys(address)
        return keys.normal.isSpelled(row.text(8)) && keys.all.contains { $0.isSpelled(row.text(9)) }
    }

    /// True where nothing but the sender's word on a doubt comes after it, and there is none.
    private static func isFinal(_ slot: Slot) -> Bool {
        slot.seq != 0 && (states[Int(slot.state)] == .accepted || states[Int(slot.state)] == .settled)
    }

    private func isLost(_ id: Int64, _ slot: Slot, _ seen: NumberSet) -> Bool {
        slot.seq != 0 && RecipientCheck.states[Int(slot.state)].mayHaveBeenMailed && !seen.contains(id)
    }

    private func isPossible(_ state: UInt8, after slot: Slot) -> Bool {
        let now = RecipientCheck.states[Int(state)]
        guard slot.seq != 0 else { return now == .queued || now == .attempting }
        let last = RecipientCheck.states[Int(slot.state)]
        return now == last || !last.mayHaveBeenMailed && (now == .queued || now == .attempting)
    }

    private static func number(_ text: Octets) -> UInt8? {
        states.firstIndex { $0.rawValue.utf8.elementsEqual(text) }.map { UInt8($0) }
    }
}
