internal import GRDB
package import Gate
package import Vocabulary

extension Ledger {
    /// Records the decisions on a chunk of contacts and enrols the admitted ones, in one transaction.
    ///
    /// Of those who are new, `mayAdd` says whom to enrol (a run may be bound to an earlier preview). Recipients still to be mailed whom the
    /// gate no longer admits are withheld; withheld ones whom it admits again are queued.
    /// `newestObjection` is the newest one that the decisions have seen (``DossierReader/newestObjection``).
    package func enrol(
        _ decisions: [Decision], in mailing: MailingRecord, key: Key, policyRevision: String, program: String,
        mayAdd: (Clearance) -> Bool, newestObjection: Int64, now: Instant
    ) throws(LedgerFault) -> Enrolment {
        let desk = DecisionDesk(
            mailing: mailing, key: key, policyRevision: policyRevision, program: program,
            newestObjection: newestObjection)
        // Whoever keeps the ledger keeps the claims waiting: what can be made before is. In a mailing that is taken up
        // again, most decisions are known.
        let known = try snapshotRead { db in try EnrolmentSession.lastDecision(of: mailing, db) }
        let made = desk.entries(for: decisions, ofContactsAfter: known)
        return try writeUnsynced { db in
            let session = try EnrolmentSession(
                db, mailing: mailing, key: key, desk: desk, newestObjection: newestObjection, now: now)
            return try session.run(decisions, made, mayAdd: mayAdd)
        }
    }
}

/// Writes one chunk of decisions into the ledger, and makes recipients of those who are admitted.
///
/// All of it is one transaction: where anything fails, nothing of the chunk is recorded and nobody in it can be claimed. A
/// decision that is the same as the last one on record is not written again. A recipient whose letter may have been handed
/// over is never changed here; one who is still waiting and no longer admitted is withheld. The tables' own unique keys
/// (mailing and contact, mailing and loosest key) refuse a second message to a person whatever this code does.
private final class EnrolmentSession {
    private let db: Database
    private let mailing: MailingRecord
    private let key: Key
    private let desk: DecisionDesk
    private let outcomes: OutcomeEntries
    private let newestObjection: Int64
    private let now: String
    private var chain: Chain
    private let findRecipient: PreparedStatement
    private let findMailed: PreparedStatement?
    private let findByKey: PreparedStatement
    private let findContact: PreparedStatement
    private let replace: PreparedStatement
    private let findDecision: PreparedStatement
    private let insertDecision: PreparedStatement
    private let insertRecipient: PreparedStatement
    private let tokens: UnsubscribeTokens
    private let setState: PreparedStatement
    private let begin: PreparedStatement
    private let markSeen: PreparedStatement
    /// The highest numbers of contacts that are recipients already, and that decisions are about: contacts come in the
    /// order of their numbers, so that in a first run nobody needs to be looked up.
    private let lastRecipient: Int64
    /// True where the mailing has recipients whose person was erased.
    private let hasErased: Bool
    private let lastDecision: Int64

    init(
        _ db: Database, mailing: MailingRecord, key: Key, desk: DecisionDesk, newestObjection: Int64, now: Instant
    ) throws {
        // A table of the statements: longer than a function should be, and split into nothing clearer.
        self.db = db
        self.mailing = mailing
        self.key = key
        self.desk = desk
        self.newestObjection = newestObjection
        self.now = now.iso
        var chain = try Chain(db)
        let outcomes = try OutcomeEntries(db, key: key)
        let tokens = try UnsubscribeTokens(db, key: key)
        findRecipient = try PreparedStatement(
            db,
            """
            SELECT id, state, attempts, due, normal, loosest, address, evidence, unlogged, reply IS NOT NULL,
                CASE WHEN \(PutBackReply.isStumble) THEN at END
            FROM recipient WHERE mailing = ? AND contact = ?
            """)
        // Nearly always there are none, and then nobody is asked.
        let hasAbsorbed = try PreparedStatement(db, "SELECT 1 FROM absorbed LIMIT 1").hasRow()
        if hasAbsorbed {
            try Recipients.removeAbsorbed(of: mailing.id, tokens, outcomes, &chain, db)
        }
        (self.chain, self.outcomes, self.tokens) = (chain, outcomes, tokens)
        findMailed =
            hasAbsorbed
            ? try PreparedStatement(
                db,
                """
                SELECT recipient.normal FROM absorbed JOIN recipient ON recipient.contact = absorbed.contact
                WHERE recipient.mailing = ? AND absorbed.into_contact = ?
                """) : nil
        findByKey = try PreparedStatement(db, "SELECT id, state FROM recipient WHERE mailing = ? AND loosest = ?")
        findContact = try PreparedStatement(db, "SELECT 1 FROM contact WHERE id = ?")
        replace = try PreparedStatement(
            db, "UPDATE recipient SET normal = ?, loosest = ?, address = ?, evidence = ? WHERE id = ?")
        findDecision = try PreparedStatement(
            db,
            """
            SELECT verdict, codes, policy FROM decision WHERE mailing = ? AND contact = ? AND entry = ?
            ORDER BY id DESC LIMIT 1
            """)
        insertDecision = try PreparedStatement(
            db,
            """
            INSERT INTO decision (mailing, contact, entry, verdict, codes, policy, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insertRecipient = try PreparedStatement(
            db,
            """
            INSERT INTO recipient (id, mailing, contact, normal, loosest, address, evidence, state, at, seen)
            VALUES (\(Recipients.nextInSQL), ?, ?, ?, ?, ?, ?, 'queued', ?, ?) ON CONFLICT (mailing, loosest) DO NOTHING
            """)
        hasErased = try Recipients.hasErased(of: mailing.id, db)
        markSeen = try PreparedStatement(db, "UPDATE recipient SET seen = ?1 WHERE id = ?2 AND seen <> ?1")
        begin = try PreparedStatement(
            db, "UPDATE recipient SET state = 'queued', attempts = 0, reply = NULL, due = NULL, at = ? WHERE id = ?")
        setState = try PreparedStatement(db, "UPDATE recipient SET state = ?, at = ? WHERE id = ?")
        lastRecipient =
            try PreparedStatement(db, "SELECT max(contact) FROM recipient WHERE mailing = ?")
            .first(mailing.id) { $0.optionalInteger(0) ?? .min } ?? .min
        lastDecision = try EnrolmentSession.lastDecision(of: mailing, db)
    }

    /// The highest number of a contact that a decision of the mailing is about.
    static func lastDecision(of mailing: MailingRecord, _ db: Database) throws -> Int64 {
        try PreparedStatement(db, "SELECT max(contact) FROM decision WHERE mailing = ?")
            .first(mailing.id) { $0.optionalInteger(0) ?? .min } ?? .min
    }

    /// `made` holds the entries of those decisions that were made before.
    func run(_ decisions: [Decision], _ made: [DecisionDesk.Entry?], mayAdd: (Clearance) -> Bool) throws -> Enrolment {
        var enrolment = Enrolment()
        for entries in grouped(decisions) {
            guard let contact = entries.first?.contact else { continue }
            let known = try recipient(contact)
            if let known, known.isUnlogged { try outcomes.enter(known.id, into: &chain) }
            let mailed = try mailedForms(of: contact, known)
            // Every entry is a recipient of the mailing or excluded, whatever came before.
            var recipients = 0
            var isEnrolled = false
            for (entry, (index, decision)) in zip(entries.indices, entries).enumerated() {
                // The mailing's own recipient is not a new decision.
                if !mailed.isEmpty, let spec = decision.spec, mailed.contains(spec.normalForm) {
                    recipients += 1
                    continue
                }
                if known == nil, let clearance = decision.clearance, !mayAdd(clearance) { continue }
                try record(decision, made[index], entry: entry, known)
                guard let clearance = decision.clearance, let enrolled = try enrol(clearance, known) else { continue }
                enrolment.enrolled.append(enrolled)
                isEnrolled = true
                recipients += 1
            }
            enrolment.excluded += entries.count - recipients
            if let known, !isEnrolled, known.state.isWaiting {
                try withhold(known, decision: entries.first { $0.spec?.normalForm == known.normal })
            }
        }
        return enrolment
    }

    private func recipient(_ contact: ContactID) throws -> KnownRecipient? {
        guard contact.rawValue <= lastRecipient else { return nil }
        return try findRecipient.first(mailing.id, contact.rawValue, read: KnownRecipient.init)
    }

    /// The addresses of a contact that the letter was handed over to, or may have been, in normal form.
    private func mailedForms(of contact: ContactID, _ known: KnownRecipient?) throws -> [String] {
        let own = known.flatMap { $0.state.mayHaveBeenMailed ? $0.normal : nil }.map { [$0] } ?? []
        guard let findMailed else { return own }
        var forms = own
        try findMailed.eachRow(mailing.id, contact.rawValue) { forms.append($0.text(0)) }
        return forms
    }

    /// The decisions on one contact after the other, as they come.
    private func grouped(_ decisions: [Decision]) -> [ArraySlice<Decision>] {
        var groups: [ArraySlice<Decision>] = []
        groups.reserveCapacity(decisions.count)
        var start = 0
        for index in decisions.indices.dropFirst() where decisions[index].contact != decisions[start].contact {
            groups.append(decisions[start..<index])
            start = index
        }
        if start < decisions.count { groups.append(decisions[start...]) }
        return groups
    }

    private func enrol(_ clearance: Clearance, _ known: KnownRecipient?) throws -> Enrolled? {
        if let known {
            guard !known.state.mayHaveBeenMailed else { return nil }
            var (state, attempts, due) = (known.state, known.attempts, known.due)
            // Another address of the contact is the right one by now, or other evidence admits it.
            if known.address != clearance.address.spelling || known.evidence != clearance.evidence?.id.rawValue {
                let loosest = clearance.address.loosestKey
                guard try known.loosest == loosest || takeKey(loosest, known.id) else { return nil }
                try replace.execute(
                    clearance.address.normalForm, loosest, clearance.address.spelling, clearance.evidence?.id.rawValue,
                    known.id)
                // Both lead here: the letter may have gone to the one, and may go to the other.
                try addToken(known.loosest, known.id)
                try addToken(loosest, known.id)
                if known.normal != clearance.address.normalForm {
                    // What befell the other address is not about this one: its end is in the log, and this one begins.
                    try withhold(known, decision: nil)
                    try begin.execute(now, known.id)
                    (state, attempts, due) = (.queued, 0, nil)
                }
            }
            try markSeen.execute(newestObjection, known.id)
            if state == .withheld {
                state = .queued
                try setState.execute(state.rawValue, now, known.id)
            }
            return Enrolled(
                recipient: known.id, clearance: clearance, state: state, attempts: attempts, due: due,
                wasPutBack: state == .queued && known.state == .queued && known.hasReply,
                stumbledAt: state == known.state ? known.stumbledAt : nil)
        }
        let loosest = clearance.address.loosestKey
        // An import at this very moment may have found that the contact is another one.
        guard try findContact.hasRow(clearance.contact.rawValue) else { return nil }
        func insert() throws -> Int64? {
            try insertRecipient.execute(
                mailing.id, clearance.contact.rawValue, clearance.address.normalForm, loosest,
                clearance.address.spelling, clearance.evidence?.id.rawValue, now, newestObjection)
            return db.changesCount > 0 ? db.lastInsertedRowID : nil
        }
        if hasErased, try wasMailedBeforeErasure(clearance.address) { return nil }
        // Nearly always nobody holds the key.
        if let id = try insert() {
            return Enrolled(recipient: id, clearance: clearance, state: .queued, attempts: 0, due: nil)
        }
        guard let holder = try holder(of: loosest), !holder.mayHaveBeenMailed else { return nil }
        try freeKey(holder.id)
        guard let id = try insert() else { return nil }
        try Recipients.remove(holder.id, inFavourOf: id, tokens, outcomes, &chain, db)
        return Enrolled(recipient: id, clearance: clearance, state: .queued, attempts: 0, due: nil)
    }

    private func wasMailedBeforeErasure(_ address: AddrSpec) throws -> Bool {
        try AddressKeys(address.spelling).everPrinted.contains { loosest in
            let token = key.unsubscribeToken(letter: mailing.letter, loosestKey: loosest)
            return try Recipients.stateOfErased(token: token, mailing: mailing.id, db)?.mayHaveBeenMailed ?? false
        }
    }

    private func addToken(_ loosest: String, _ recipient: Int64) throws {
        try tokens.add(letter: mailing.letter, loosest: loosest, recipient: recipient)
    }

    /// Who holds a key in the mailing. What became of them is in the log from then on, and may be changed.
    private func holder(of loosest: String) throws -> (id: Int64, mayHaveBeenMailed: Bool)? {
        let found = try findByKey.first(mailing.id, loosest) {
            (id: $0.integer(0), mayHaveBeenMailed: RecipientState(stored: $0.text(1)).mayHaveBeenMailed)
        }
        if let found { try outcomes.enter(found.id, into: &chain) }
        return found
    }

    /// Makes room for a recipient at a key that another one holds, who was not mailed: the gate gave the address to this
    /// contact now, and the other one would be a duplicate. False where that one may have been mailed.
    private func takeKey(_ loosest: String, _ recipient: Int64) throws -> Bool {
        guard let holder = try holder(of: loosest) else { return true }
        guard !holder.mayHaveBeenMailed else { return false }
        try Recipients.remove(holder.id, inFavourOf: recipient, tokens, outcomes, &chain, db)
        return true
    }

    /// Takes the key from a recipient that is about to go.
    private func freeKey(_ recipient: Int64) throws {
        try db.execute(sql: "UPDATE recipient SET loosest = ' ' || id WHERE id = ?", arguments: [recipient])
    }

    private func withhold(_ known: KnownRecipient, decision: Decision?) throws {
        try setState.execute(RecipientState.withheld.rawValue, now, known.id)
        let codes = decision?.findings.map(\.code.rawValue) ?? []
        let record = CanonicalJSON { json in
            json.object { record in
                record.member("address", known.address)
                record.member("recipient", known.id)
                record.member("state", RecipientState.withheld.rawValue)
            }
        }
        let sealed = SealedRecord(.outcome, record, salts: &chain.salts) { json, commitment in
            json.object { payload in
                payload.member("codes", each: codes) { $0.value($1) }
                payload.member("commitment", plain: commitment)
                payload.member("state", RecipientState.withheld.rawValue)
            }
        }
        try chain.append(
            at: now, letter: mailing.letter, subject: key.pseudonym(known.loosest), sealed)
    }

    /// Stores a decision unless the last one on this entry says the same. A recipient whom other evidence admits by now
    /// is a new decision.
    private func record(
        _ decision: Decision, _ made: DecisionDesk.Entry?, entry: Int, _ known: KnownRecipient?
    ) throws {
        let hasOtherEvidence =
            decision.isAdmitted && known != nil && known?.evidence != decision.admittedBy?.id.rawValue
        let (verdict, codes) = (DecisionDesk.verdict(decision), DecisionDesk.codes(decision))
        let policy = desk.policyRevision
        let mark = DecisionRecord.mark(ofPolicy: policy)
        if !hasOtherEvidence, decision.contact.rawValue <= lastDecision,
            try findDecision.first(
                mailing.id, decision.contact.rawValue, entry,
                read: { row in
                    row.text(0) == verdict && row.text(1) == codes && [policy, mark].contains(row.text(2))
                }) ?? false
        {
            return
        }
        let made = made ?? desk.entry(for: decision, at: entry, salts: &chain.salts)
        let seq = try chain.append(at: now, letter: mailing.letter, subject: made.subject, made.sealed)
        try insertDecision.execute(mailing.id, decision.contact.rawValue, entry, verdict, codes, mark, seq)
    }
}
