internal import Foundation
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
        try write { db in
            let session = try EnrolmentSession(
                db, mailing: mailing, key: key, policyRevision: policyRevision, program: program,
                newestObjection: newestObjection, now: now)
            return try session.run(decisions, mayAdd: mayAdd)
        }
    }
}

/// One chunk of decisions on its way into the ledger.
private final class EnrolmentSession {
    private let db: Database
    private let mailing: MailingRecord
    private let key: Key
    private let policyRevision: String
    private let program: String
    private let newestObjection: Int64
    private let now: Instant
    private var chain: Chain
    private let findRecipient: Statement
    private let findMailed: Statement?
    private let findByKey: Statement
    private let findContact: Statement
    private let replace: Statement
    private let findDecision: Statement
    private let insertDecision: Statement
    private let insertRecipient: Statement
    private let insertToken: Statement
    private let setState: Statement
    private let markSeen: Statement

    init(
        _ db: Database, mailing: MailingRecord, key: Key, policyRevision: String, program: String,
        newestObjection: Int64, now: Instant
    ) throws {
        self.db = db
        self.mailing = mailing
        self.key = key
        self.policyRevision = policyRevision
        self.program = program
        self.newestObjection = newestObjection
        self.now = now
        chain = try Chain(db)
        findRecipient = try db.cachedStatement(
            sql: """
                SELECT id, state, attempts, due, normal, loosest, address, evidence FROM recipient
                WHERE mailing = ? AND contact = ?
                """)
        // Nearly always there are none, and then nobody is asked.
        let hasAbsorbed = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM absorbed)") ?? false
        if hasAbsorbed { try Recipients.removeAbsorbed(of: mailing.id, db) }
        findMailed =
            hasAbsorbed
            ? try db.cachedStatement(
                sql: """
                    SELECT recipient.normal FROM absorbed JOIN recipient ON recipient.contact = absorbed.contact
                    WHERE recipient.mailing = ? AND absorbed.into_contact = ?
                    """) : nil
        findByKey = try db.cachedStatement(
            sql: "SELECT id, state FROM recipient WHERE mailing = ? AND loosest = ?")
        findContact = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM contact WHERE id = ?)")
        replace = try db.cachedStatement(
            sql: "UPDATE recipient SET normal = ?, loosest = ?, address = ?, evidence = ? WHERE id = ?")
        findDecision = try db.cachedStatement(
            sql: """
                SELECT verdict, codes, policy FROM decision WHERE mailing = ? AND contact = ? AND entry = ?
                ORDER BY id DESC LIMIT 1
                """)
        insertDecision = try db.cachedStatement(
            sql: """
                INSERT INTO decision (mailing, contact, entry, verdict, codes, policy, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        insertRecipient = try db.cachedStatement(
            sql: """
                INSERT INTO recipient (mailing, contact, normal, loosest, address, evidence, state, at, seen)
                VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?)
                """)
        insertToken = try db.cachedStatement(sql: "INSERT OR IGNORE INTO token (token, recipient) VALUES (?, ?)")
        markSeen = try db.cachedStatement(sql: "UPDATE recipient SET seen = ?1 WHERE id = ?2 AND seen <> ?1")
        setState = try db.cachedStatement(sql: "UPDATE recipient SET state = ?, at = ? WHERE id = ?")
    }

    func run(_ decisions: [Decision], mayAdd: (Clearance) -> Bool) throws -> Enrolment {
        var enrolment = Enrolment()
        for (contact, entries) in grouped(decisions) {
            let known = try Row.fetchOne(findRecipient, arguments: [mailing.id, contact.rawValue]).map(Known.init)
            let mailed = try mailedForms(of: contact, known)
            // Every entry is a recipient of the mailing or excluded, whatever came before.
            var recipients = 0
            var isEnrolled = false
            for (entry, decision) in entries.enumerated() {
                // The mailing's own recipient is not a new decision.
                if !mailed.isEmpty, let spec = decision.spec, mailed.contains(spec.normalForm) {
                    recipients += 1
                    continue
                }
                if known == nil, let clearance = decision.clearance, !mayAdd(clearance) { continue }
                try record(decision, entry: entry, known)
                guard let clearance = decision.clearance, let enrolled = try enrol(clearance, known) else { continue }
                enrolment.enrolled.append(enrolled)
                isEnrolled = true
                recipients += 1
            }
            enrolment.excluded += entries.count - recipients
            if let known, !isEnrolled, known.state == .queued || known.state == .deferred {
                try withhold(known, decision: entries.first { $0.spec?.normalForm == known.normal })
            }
        }
        return enrolment
    }

    /// The addresses of a contact that the letter was handed over to, or may have been, in normal form.
    private func mailedForms(of contact: ContactID, _ known: Known?) throws -> [String] {
        let own = known.flatMap { $0.state.mayHaveBeenMailed ? $0.normal : nil }.map { [$0] } ?? []
        guard let findMailed else { return own }
        return try own + String.fetchAll(findMailed, arguments: [mailing.id, contact.rawValue])
    }

    private struct Known {
        let id: Int64
        let state: RecipientState
        let attempts: Int
        let due: Instant?
        let normal: String
        let loosest: String
        let address: String
        let evidence: Int64

        init(_ row: Row) {
            id = row[0]
            state = RecipientState(rawValue: row[1]) ?? .uncertain
            attempts = row[2]
            due = (row[3] as Int64?).map { Instant(milliseconds: $0) }
            normal = row[4]
            loosest = row[5]
            address = row[6]
            evidence = row[7]
        }

        static func mayHaveBeenMailed(_ state: String) -> Bool {
            RecipientState(rawValue: state)?.mayHaveBeenMailed ?? true
        }
    }

    private func grouped(_ decisions: [Decision]) -> [(ContactID, [Decision])] {
        var groups: [(ContactID, [Decision])] = []
        for decision in decisions {
            if let last = groups.last, last.0 == decision.contact {
                groups[groups.count - 1].1.append(decision)
            } else {
                groups.append((decision.contact, [decision]))
            }
        }
        return groups
    }

    private func enrol(_ clearance: Clearance, _ known: Known?) throws -> Enrolled? {
        if let known {
            guard !known.state.mayHaveBeenMailed else { return nil }
            var state = known.state
            // Another address of the contact is the right one by now, or other evidence admits it.
            if known.address != clearance.address.spelling || known.evidence != clearance.evidence?.id.rawValue {
                let loosest = clearance.address.loosestKey
                guard try known.loosest == loosest || takeKey(loosest, known.id) else { return nil }
                try replace.execute(arguments: [
                    clearance.address.normalForm, loosest, clearance.address.spelling, clearance.evidence?.id.rawValue,
                    known.id,
                ])
                try addToken(clearance, known.id)
            }
            try markSeen.execute(arguments: [newestObjection, known.id])
            if state == .withheld {
                state = .queued
                try setState.execute(arguments: [state.rawValue, now.iso, known.id])
            }
            return Enrolled(
                recipient: known.id, clearance: clearance, state: state, attempts: known.attempts, due: known.due)
        }
        let loosest = clearance.address.loosestKey
        // An import at this very moment may have found that the contact is another one.
        guard try Bool.fetchOne(findContact, arguments: [clearance.contact.rawValue]) ?? false else { return nil }
        let holder = try Row.fetchOne(findByKey, arguments: [mailing.id, loosest])
        if let holder, Known.mayHaveBeenMailed(holder[1]) { return nil }
        if let holder { try freeKey(holder[0]) }
        try insertRecipient.execute(arguments: [
            mailing.id, clearance.contact.rawValue, clearance.address.normalForm, loosest, clearance.address.spelling,
            clearance.evidence?.id.rawValue, now.iso, newestObjection,
        ])
        let id = db.lastInsertedRowID
        if let holder { try Recipients.remove(holder[0], inFavourOf: id, db) }
        try addToken(clearance, id)
        return Enrolled(recipient: id, clearance: clearance, state: .queued, attempts: 0, due: nil)
    }

    private func addToken(_ clearance: Clearance, _ recipient: Int64) throws {
        let token = key.unsubscribeToken(letter: mailing.letter, address: clearance.address)
        try insertToken.execute(arguments: [token, recipient])
    }

    /// Makes room for a recipient at a key that another one holds, who was not mailed: the gate gave the address to this
    /// contact now, and the other one would be a duplicate. False where that one may have been mailed.
    private func takeKey(_ loosest: String, _ recipient: Int64) throws -> Bool {
        guard let holder = try Row.fetchOne(findByKey, arguments: [mailing.id, loosest]) else { return true }
        guard !Known.mayHaveBeenMailed(holder[1]) else { return false }
        try Recipients.remove(holder[0], inFavourOf: recipient, db)
        return true
    }

    /// Takes the key from a recipient that is about to go.
    private func freeKey(_ recipient: Int64) throws {
        try db.execute(sql: "UPDATE recipient SET loosest = ' ' || id WHERE id = ?", arguments: [recipient])
    }

    private func withhold(_ known: Known, decision: Decision?) throws {
        try setState.execute(arguments: [RecipientState.withheld.rawValue, now.iso, known.id])
        let codes = decision?.findings.map(\.code.rawValue) ?? []
        try chain.append(
            .outcome, at: now, letter: mailing.letter,
            subject: key.pseudonym(known.loosest),
            payload: [
                .init("state", .string(RecipientState.withheld.rawValue)),
                .init("codes", .array(codes.map { .string($0) })),
            ],
            record: .object([
                .init("recipient", .int(Int(known.id))), .init("state", "withheld"),
                .init("address", .string(known.address)),
            ]))
    }

    /// Stores a decision unless the last one on this entry says the same. A recipient whom other evidence admits by now
    /// is a new decision.
    private func record(_ decision: Decision, entry: Int, _ known: Known?) throws {
        let hasOtherEvidence =
            decision.isAdmitted && known != nil && known?.evidence != decision.admittedBy?.id.rawValue
        var codes: [String] = []
        for finding in decision.findings where !codes.contains(finding.code.rawValue) {
            codes.append(finding.code.rawValue)
        }
        let verdict = decision.isAdmitted ? "admitted" : "excluded"
        let joined = codes.joined(separator: " ")
        if !hasOtherEvidence,
            let last = try Row.fetchOne(findDecision, arguments: [mailing.id, decision.contact.rawValue, entry]),
            last[0] == verdict, last[1] == joined, last[2] == policyRevision
        {
            return
        }
        let subject = decision.spec.map { key.pseudonym($0.loosestKey) }
        let seq = try chain.append(
            .decision, at: now, letter: mailing.letter, subject: subject,
            payload: [
                .init("verdict", .string(verdict)), .init("codes", .array(codes.map { .string($0) })),
                .init("policy", .string(policyRevision)),
            ],
            record: DecisionRecord.json(decision, letter: mailing.letter, purpose: mailing.purpose, program: program))
        try insertDecision.execute(arguments: [
            mailing.id, decision.contact.rawValue, entry, verdict, joined, policyRevision, seq,
        ])
    }
}
