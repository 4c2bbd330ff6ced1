internal import Foundation
internal import GRDB
package import Vocabulary

extension Ledger {
    /// Commits what became of the messages before, and claims the next recipient: one transaction, one sync.
    ///
    /// Once this returns true, `attempting` is durable and the body may leave. False where the recipient must not be
    /// mailed any more: an objection came between admission and now (the recipient is `withheld`), or another run
    /// has taken it.
    package func claim(
        _ recipient: Int64?, after outcomes: [OutcomeRecord], in mailing: MailingRecord, key: Key, now: Instant
    ) throws(LedgerFault) -> Bool {
        try write { db in
            var chain = try Chain(db)
            for outcome in outcomes { try Ledger.settle(outcome, in: mailing, key: key, db, &chain) }
            guard let recipient else { return false }
            guard
                let row = try Row.fetchOne(
                    try db.cachedStatement(
                        sql: "SELECT state, normal, loosest, address, contact FROM recipient WHERE id = ?"),
                    arguments: [recipient]),
                let state = RecipientState(rawValue: row[0]), state == .queued || state == .deferred
            else { return false }
            if try Ledger.hasObjection(contact: row[4], normal: row[1], loosest: row[2], since: recipient, key: key, db)
            {
                try Ledger.settle(
                    OutcomeRecord(recipient: recipient, state: .withheld, reply: nil, at: now), in: mailing, key: key,
                    db, &chain)
                return false
            }
            try db.cachedStatement(
                sql: "UPDATE recipient SET state = 'attempting', attempts = attempts + 1, at = ? WHERE id = ?"
            ).execute(arguments: [now.iso, recipient])
            return true
        }
    }

    /// Commits what became of the messages before, and claims recipients: one transaction, one sync for the whole group.
    ///
    /// For each claim, true once `attempting` is durable. `pacedAt` are moments of handing over, for the rate.
    package func commit(
        outcomes: [OutcomeRecord], claims: [Int64], pacedAt: [Instant], forgetPaceBefore: Instant?,
        in mailing: MailingRecord, key: Key, now: Instant
    ) throws(LedgerFault) -> [Bool] {
        var granted: [Bool] = []
        for moment in pacedAt { try notePace(moment, forgetBefore: forgetPaceBefore ?? Instant(milliseconds: 0)) }
        if claims.isEmpty { _ = try claim(nil, after: outcomes, in: mailing, key: key, now: now) }
        for (index, recipient) in claims.enumerated() {
            granted.append(
                try claim(recipient, after: index == 0 ? outcomes : [], in: mailing, key: key, now: now))
        }
        return granted
    }

    /// True where an objection was recorded for the recipient, or for any address of its contact or of another one who
    /// has the recipient's address, that the gate has not seen: after the decision on it. Those that the gate has seen
    /// and found lifted do not count again.
    private static func hasObjection(
        contact: Int64, normal: String, loosest: String, since recipient: Int64, key: Key, _ db: Database
    ) throws -> Bool {
        let seen =
            try Int64.fetchOne(
                try db.cachedStatement(sql: "SELECT seen FROM recipient WHERE id = ?"), arguments: [recipient]) ?? 0
        let newest =
            try Int64.fetchOne(try db.cachedStatement(sql: "SELECT max(id) FROM objection"), arguments: []) ?? 0
        guard newest > seen else { return false }
        let finder = try ObjectionFinder(db, key: key)
        var addresses = [(normal, loosest)]
        let rows = try Row.fetchAll(
            db, sql: "SELECT normal, loosest FROM address WHERE contact = ?", arguments: [contact])
        addresses += rows.map { ($0[0], $0[1]) }
        for (index, address) in addresses.enumerated() {
            for objection in try finder.objections(normal: address.0, loosest: address.1) where objection.id > seen {
                if objection.kind != .bounced { return true }
                if case .address(let bounced, _) = objection.target, index == 0, bounced == normal { return true }
            }
        }
        return try Neighbours(db, finder: finder, mailing: nil).objections(at: loosest).contains { $0.id > seen }
    }

    private static func settle(
        _ outcome: OutcomeRecord, in mailing: MailingRecord, key: Key, _ db: Database, _ chain: inout Chain
    ) throws {
        try db.cachedStatement(
            sql: "UPDATE recipient SET state = ?, reply = ?, due = ?, at = ?, attempts = attempts + ? WHERE id = ?"
        ).execute(arguments: [
            outcome.state.rawValue, outcome.reply, outcome.due?.milliseconds, outcome.at.iso,
            outcome.isUnclaimed ? 1 : 0, outcome.recipient,
        ])
        guard
            let row = try Row.fetchOne(
                try db.cachedStatement(sql: "SELECT address, loosest, attempts, evidence FROM recipient WHERE id = ?"),
                arguments: [outcome.recipient])
        else { return }
        try chain.append(
            .outcome, at: outcome.at, letter: mailing.letter, subject: key.pseudonym(row[1]),
            payload: [.init("state", .string(outcome.state.rawValue))],
            record: .object([
                .init("recipient", .int(Int(outcome.recipient))), .init("address", .string(row[0])),
                .init("state", .string(outcome.state.rawValue)), .init("attempts", .int(row[2])),
                .init("reply", JSONValue(outcome.reply)), .init("evidence", .int(row[3])),
            ]))
    }

    /// Commits outcomes without claiming anybody.
    package func record(
        _ outcomes: [OutcomeRecord], in mailing: MailingRecord, key: Key, now: Instant
    ) throws(LedgerFault) {
        guard !outcomes.isEmpty else { return }
        _ = try claim(nil, after: outcomes, in: mailing, key: key, now: now)
    }

    /// Puts recipients back to `queued`: a fault of the run stopped it, and nothing of theirs was accepted.
    package func putBack(
        _ recipients: [Int64], in mailing: MailingRecord, because: String, key: Key, now: Instant
    ) throws(LedgerFault) {
        guard !recipients.isEmpty else { return }
        try write { db in
            var chain = try Chain(db)
            for recipient in recipients {
                try Ledger.settle(
                    OutcomeRecord(recipient: recipient, state: .queued, reply: because, at: now), in: mailing, key: key,
                    db, &chain)
                try db.execute(
                    sql: "UPDATE recipient SET attempts = max(0, attempts - 1) WHERE id = ?", arguments: [recipient])
            }
        }
    }

    /// Recipients whose letter was written into a Maildir, and handed to no relay.
    static let isInMaildir = "state = 'accepted' AND reply LIKE '\(MaildirReply.folder)%'"

    /// What a run that died left on the wire is uncertain: nobody can know whether it arrived. Gives how many.
    package func recover(_ mailing: MailingRecord, key: Key, now: Instant) throws(LedgerFault) -> Int {
        try write { db in
            let left = try Int64.fetchAll(
                db, sql: "SELECT id FROM recipient WHERE mailing = ? AND state = 'attempting'", arguments: [mailing.id])
            guard !left.isEmpty else { return 0 }
            var chain = try Chain(db)
            for recipient in left {
                try Ledger.settle(
                    OutcomeRecord(
                        recipient: recipient, state: .uncertain,
                        reply: "the run ended before the relay's answer was recorded", at: now),
                    in: mailing, key: key, db, &chain)
            }
            return left.count
        }
    }

    /// The moments of handing over that a rate still looks at, the oldest first.
    package func pace(since: Instant) throws(LedgerFault) -> [Instant] {
        try read { db in
            try Int64.fetchAll(db, sql: "SELECT at FROM pace WHERE at > ? ORDER BY at", arguments: [since.milliseconds])
                .map { Instant(milliseconds: $0) }
        }
    }

    /// Notes a handing over for the rate, and forgets what no rate looks at any more.
    package func notePace(_ at: Instant, forgetBefore: Instant) throws(LedgerFault) {
        try write { db in
            try db.execute(sql: "INSERT INTO pace (at) VALUES (?)", arguments: [at.milliseconds])
            try db.execute(sql: "DELETE FROM pace WHERE at < ?", arguments: [forgetBefore.milliseconds])
        }
    }

    /// Records a test to the sender's own address; it counts nowhere.
    package func logTest(letter: String, address: AddrSpec, outcome: String, key: Key, now: Instant) throws(LedgerFault)
    {
        try write { db in
            var chain = try Chain(db)
            try chain.append(
                .test, at: now, letter: letter, subject: key.pseudonym(address.loosestKey),
                record: .object([
                    .init("letter", .string(letter)), .init("address", .string(address.spelling)),
                    .init("outcome", .string(outcome)),
                ]))
        }
    }

    /// Settles recipients by the sender's own word, to `queued` or to `settled`: the uncertain ones, or those whose letter
    /// lies in a Maildir alone. With no addresses, all of them. Gives those that were changed.
    package func resolve(
        _ mailing: MailingRecord, inMaildir: Bool = false, addresses: [AddrSpec], to state: RecipientState, key: Key,
        now: Instant
    ) throws(LedgerFault) -> [String] {
        try write { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, address, loosest, normal FROM recipient WHERE mailing = ? AND
                    \(inMaildir ? Ledger.isInMaildir : "state = 'uncertain'")
                    """, arguments: [mailing.id])
            var chain = try Chain(db)
            var changed: [String] = []
            for row in rows {
                let normal: String = row[3]
                guard addresses.isEmpty || addresses.contains(where: { $0.normalForm == normal }) else { continue }
                try db.execute(
                    sql: "UPDATE recipient SET state = ?, at = ?, due = NULL WHERE id = ?",
                    arguments: [state.rawValue, now.iso, row[0] as Int64])
                try chain.append(
                    .resolution, at: now, letter: mailing.letter, subject: key.pseudonym(row[2]),
                    payload: [.init("state", .string(state.rawValue))],
                    record: .object([
                        .init("recipient", .int(Int(row[0] as Int64))), .init("address", .string(row[1])),
                        .init("state", .string(state.rawValue)),
                    ]))
                changed.append(row[1])
            }
            return changed
        }
    }
}
