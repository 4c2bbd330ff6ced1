internal import Foundation
internal import GRDB
package import Gate
package import Vocabulary

extension Ledger {
    /// Records the decisions on a chunk of contacts and enrols the admitted ones, in one transaction.
    ///
    /// `mayAdd` false enrols nobody new (a run bound to an earlier preview). Recipients still to be mailed whom the
    /// gate no longer admits are withheld; withheld ones whom it admits again are queued.
    /// `newestObjection` is the newest one that the decisions have seen (``DossierReader/newestObjection``).
    package func enrol(
        _ decisions: [Decision], in mailing: MailingRecord, key: Key, policyRevision: String, program: String,
        mayAdd: Bool, newestObjection: Int64, now: Instant
    ) throws(LedgerFault) -> Enrolment {
        try write { db in
            let session = try EnrolmentSession(
                db, mailing: mailing, key: key, policyRevision: policyRevision, program: program, mayAdd: mayAdd,
                newestObjection: newestObjection, now: now)
            return try session.run(decisions)
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
    private let mayAdd: Bool
    private let newestObjection: Int64
    private let now: Instant
    private var chain: Chain
    private let findRecipient: Statement
    private let findByKey: Statement
    private let findDecision: Statement
    private let insertDecision: Statement
    private let insertRecipient: Statement
    private let insertToken: Statement
    private let setState: Statement
    private let markSeen: Statement

    init(
        _ db: Database, mailing: MailingRecord, key: Key, policyRevision: String, program: String, mayAdd: Bool,
        newestObjection: Int64, now: Instant
    ) throws {
        self.db = db
        self.mailing = mailing
        self.key = key
        self.policyRevision = policyRevision
        self.program = program
        self.mayAdd = mayAdd
        self.newestObjection = newestObjection
        self.now = now
        chain = try Chain(db)
        findRecipient = try db.cachedStatement(
            sql: "SELECT id, state, attempts, due, normal FROM recipient WHERE mailing = ? AND contact = ?")
        findByKey = try db.cachedStatement(
            sql: "SELECT id FROM recipient WHERE mailing = ? AND loosest = ?")
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

    func run(_ decisions: [Decision]) throws -> Enrolment {
        var enrolment = Enrolment()
        for (contact, entries) in grouped(decisions) {
            let known = try Row.fetchOne(findRecipient, arguments: [mailing.id, contact.rawValue]).map(Known.init)
            var isEnrolled = false
            for (entry, decision) in entries.enumerated() {
                let isRecipient = known.map { $0.normal == decision.spec?.normalForm } ?? false
                // The mailing's own recipient is not a new decision.
                if isRecipient, let known, known.state.mayHaveBeenMailed { continue }
                if !decision.isAdmitted, !isRecipient { enrolment.excluded += 1 }
                if decision.isAdmitted, known == nil, !mayAdd {
                    enrolment.excluded += 1
                    continue
                }
                try record(decision, entry: entry)
                guard let clearance = decision.clearance else { continue }
                if let enrolled = try enrol(clearance, known) {
                    enrolment.enrolled.append(enrolled)
                    isEnrolled = true
                } else {
                    enrolment.excluded += 1
                }
            }
            if let known, !isEnrolled, known.state == .queued || known.state == .deferred {
                try withhold(known, decision: entries.first { $0.spec?.normalForm == known.normal })
            }
            if let known, !isEnrolled, !known.state.mayHaveBeenMailed { enrolment.excluded += 1 }
        }
        return enrolment
    }

    private struct Known {
        let id: Int64
        let state: RecipientState
        let attempts: Int
        let due: Instant?
        let normal: String

        init(_ row: Row) {
            id = row[0]
            state = RecipientState(rawValue: row[1]) ?? .uncertain
            attempts = row[2]
            due = (row[3] as Int64?).map { Instant(milliseconds: $0) }
            normal = row[4]
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
            // Another address of the contact is the right one by now, or it was withheld and is admitted again.
            if known.normal != clearance.address.normalForm {
                try db.execute(
                    sql: """
                        UPDATE OR IGNORE recipient SET normal = ?, loosest = ?, address = ?, evidence = ? WHERE id = ?
                        """,
                    arguments: [
                        clearance.address.normalForm, clearance.address.loosestKey, clearance.address.spelling,
                        clearance.evidence?.id.rawValue, known.id,
                    ])
                guard db.changesCount > 0 else { return nil }
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
        guard try Row.fetchOne(findByKey, arguments: [mailing.id, loosest]) == nil else { return nil }
        try insertRecipient.execute(arguments: [
            mailing.id, clearance.contact.rawValue, clearance.address.normalForm, loosest, clearance.address.spelling,
            clearance.evidence?.id.rawValue, now.iso, newestObjection,
        ])
        let id = db.lastInsertedRowID
        try addToken(clearance, id)
        return Enrolled(recipient: id, clearance: clearance, state: .queued, attempts: 0, due: nil)
    }

    private func addToken(_ clearance: Clearance, _ recipient: Int64) throws {
        let token = key.unsubscribeToken(letter: mailing.letter, address: clearance.address)
        try insertToken.execute(arguments: [token, recipient])
    }

    private func withhold(_ known: Known, decision: Decision?) throws {
        try setState.execute(arguments: [RecipientState.withheld.rawValue, now.iso, known.id])
        let codes = decision?.findings.map(\.code.rawValue) ?? []
        try chain.append(
            .outcome, at: now, letter: mailing.letter,
            subject: decision?.spec.map { key.pseudonym($0.loosestKey) },
            payload: [
                .init("state", .string(RecipientState.withheld.rawValue)),
                .init("codes", .array(codes.map { .string($0) })),
            ],
            record: .object([
                .init("recipient", .int(Int(known.id))), .init("state", "withheld"),
                .init("address", JSONValue(decision?.address)),
            ]))
    }

    /// Stores a decision unless the last one on this entry says the same.
    private func record(_ decision: Decision, entry: Int) throws {
        var codes: [String] = []
        for finding in decision.findings where !codes.contains(finding.code.rawValue) { codes.append(finding.code.rawValue) }
        let verdict = decision.isAdmitted ? "admitted" : "excluded"
        let joined = codes.joined(separator: " ")
        if let last = try Row.fetchOne(findDecision, arguments: [mailing.id, decision.contact.rawValue, entry]),
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

/// A decision as the log keeps it: with all that it looked at.
enum DecisionRecord {
    static func json(_ decision: Decision, letter: String, purpose: String, program: String) -> JSONValue {
        .object([
            .init("letter", .string(letter)), .init("purpose", .string(purpose)),
            .init("contact", .int(Int(decision.contact.rawValue))), .init("name", .string(decision.name)),
            .init("address", JSONValue(decision.address)),
            .init("verdict", decision.isAdmitted ? "admitted" : "excluded"),
            .init("evidence", decision.admittedBy.map { .int(Int($0.id.rawValue)) } ?? .null),
            .init("lookedAt", .array(decision.lookedAt.map { .int(Int($0.rawValue)) })),
            .init(
                "reasons",
                .array(
                    decision.findings.map { finding in
                        .object([
                            .init("code", .string(finding.code.rawValue)),
                            .init("observed", JSONValue(finding.observed.neutral)),
                            .init("expected", JSONValue(finding.expected.neutral)),
                            .init("evidence", finding.evidence.map { .int(Int($0.rawValue)) } ?? .null),
                        ])
                    })),
            .init("program", .string(program)),
        ])
    }
}
