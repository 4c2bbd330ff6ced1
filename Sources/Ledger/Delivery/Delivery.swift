internal import GRDB
package import Gate
package import Vocabulary

/// What a run does to the ledger between claiming a recipient and the outcome. Each call is one transaction, whole or not at
/// all. ``commit(outcomes:claims:judge:pacedAt:forgetPaceBefore:key:now:)`` and ``enter(_:key:now:)`` return before the disk has it: no
/// body leaves before ``JournalSync/wait()`` has returned, and where that throws, none leaves at all. What a run that died
/// left as `attempting` is `uncertain` from the next run on.
extension Ledger {
    /// Commits what became of the messages before, claims the next recipients in their order, and notes the moments of
    /// handing over for the rate: one transaction for the whole group.
    ///
    /// Where one is granted, the body may leave once that is durable (``JournalSync``). A recipient is withheld where an objection
    /// came between admission and now. Where another process has changed the ledger since somebody was judged, `judge` judges
    /// them again, within the transaction: what an import took away a moment before counts. It is the gate's judgement of one
    /// contact, by itself; who else has their address is seen to by the mailing's unique keys.
    ///
    /// `pacedAt` are moments of handing over, and `forgetPaceBefore` is the one before which no rate looks
    /// at them. What became of whom is in the log once ``enter(_:key:now:)`` has entered it.
    package func commit(
        outcomes: [OutcomeRecord], claims: [ClaimRequest], judge: (Dossier) -> [Decision], pacedAt: [Instant],
        forgetPaceBefore: Instant?, key: Key, now: Instant
    ) throws(LedgerFault) -> [ClaimAnswer] {
        try writeUnsynced { db in
            var session = try DeliverySession(db, key: key, now: now)
            for outcome in outcomes { try session.record(outcome) }
            let mark = claims.isEmpty ? 0 : try Ledger.changeMark(db)
            let claimed = try claims.map { claim -> ClaimAnswer in
                if claim.mark == mark { return try session.claim(claim.recipient) ? .granted : .withheld }
                return try session.claim(claim, judge: judge)
            }
            try Ledger.notePace(pacedAt, forgetBefore: forgetPaceBefore, db)
            return claimed
        }
    }

    /// Commits what became of the messages before, and claims the next recipient, whose judgement nothing has changed since.
    package func claim(
        _ recipient: Int64?, after outcomes: [OutcomeRecord], in mailing: MailingRecord, key: Key, now: Instant
    ) throws(LedgerFault) -> Bool {
        try writeUnsynced { db in
            var session = try DeliverySession(db, key: key, now: now)
            for outcome in outcomes { try session.record(outcome) }
            return try recipient.map { try session.claim($0) } ?? false
        }
    }

    /// Enters into the log what became of recipients. It is durable with the next commit that has to be.
    package func enter(_ recipients: [Int64], key: Key, now: Instant) throws(LedgerFault) {
        guard !recipients.isEmpty else { return }
        // Whoever keeps the ledger keeps the claims waiting: what can be made before is.
        let made = try snapshotRead { db in
            let owed = try OwedOutcomes(db, key: key)
            var salts = Salt.Pool()
            return try recipients.map { try owed.entry(of: $0, salts: &salts) }
        }
        try writeUnsynced { db in
            var session = try DeliverySession(db, key: key, now: now)
            for (recipient, made) in zip(recipients, made) { try session.enter(recipient, made: made) }
        }
    }

    /// Enters into the log what an interrupted run left out of it. A run that is under way loses nothing by it.
    package func catchUp(key: Key, now: Instant) throws(LedgerFault) {
        guard try isLogBehind() else { return }
        try write { db in
            var session = try DeliverySession(db, key: key, now: now)
            try session.enterAll()
        }
    }

    /// A run has entered all that it recorded.
    package func logIsComplete() throws(LedgerFault) {
        try write { db in try db.execute(sql: "DELETE FROM meta WHERE name = 'log-behind'") }
    }

    /// True while a run is under way, and behind one that ended before it had judged and entered everybody.
    package func isLogBehind() throws(LedgerFault) -> Bool {
        try read { db in try PreparedStatement(db, "SELECT 1 FROM meta WHERE name = 'log-behind'").hasRow() }
    }

    /// Commits outcomes without claiming anybody, and enters them into the log.
    package func record(
        _ outcomes: [OutcomeRecord], in mailing: MailingRecord, key: Key, now: Instant
    ) throws(LedgerFault) {
        _ = try claim(nil, after: outcomes, in: mailing, key: key, now: now)
        try enter(outcomes.map(\.recipient), key: key, now: now)
    }

    /// Puts recipients back to `queued`: a fault of the run stopped it, and nothing of theirs was accepted.
    package func putBack(
        _ recipients: [Int64], in mailing: MailingRecord, because: String, key: Key, now: Instant
    ) throws(LedgerFault) {
        guard !recipients.isEmpty else { return }
        try write { db in
            var session = try DeliverySession(db, key: key, now: now)
            let reply = PutBackReply.text(because: because)
            for recipient in recipients {
                try session.record(OutcomeRecord(recipient: recipient, state: .queued, reply: reply, at: now))
                try session.enter(recipient)
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
            var session = try DeliverySession(db, key: key, now: now)
            try session.enterAll()
            for recipient in left {
                try session.record(
                    OutcomeRecord(
                        recipient: recipient, state: .uncertain,
                        reply: "the run ended before the relay's answer was recorded", at: now))
                try session.enter(recipient)
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
        try write { db in try Ledger.notePace([at], forgetBefore: forgetBefore, db) }
    }

    /// More than a group of claims adds.
    private static let paceSlice = 256

    private static func notePace(_ moments: [Instant], forgetBefore: Instant?, _ db: Database) throws {
        let insert = try PreparedStatement(db, "INSERT INTO pace (at) VALUES (?)")
        for moment in moments { try insert.execute(moment.milliseconds) }
        guard let forgetBefore else { return }
        // The oldest were noted first: looking at some of these is enough, however many a long window keeps.
        try PreparedStatement(
            db, "DELETE FROM pace WHERE rowid < (SELECT min(rowid) + \(paceSlice) FROM pace) AND at < ?"
        ).execute(forgetBefore.milliseconds)
    }

    /// Records a test to the sender's own address; it counts nowhere. `shown` is the digest of what the test showed, where the
    /// relay took it (``lastTest(of:)``).
    package func logTest(
        letter: String, address: AddrSpec, outcome: String, shown: String? = nil, key: Key, now: Instant
    ) throws(LedgerFault) {
        try write { db in
            if let shown { try TestRecord(at: now, shown: shown).keep(for: letter, db) }
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
                    \(inMaildir ? Ledger.isInMaildir : "state = 'uncertain'") AND (address <> '' OR ?)
                    """,
                // Whoever was erased is not mailed again, whatever the sender says.
                arguments: [mailing.id, state == .settled])
            var session = try DeliverySession(db, key: key, now: now)
            try session.enterAll()
            var chain = try Chain(db)
            var changed: [String] = []
            for row in rows {
                let (recipient, address, normal): (Int64, String, String) = try (row.cell(0), row.cell(1), row.cell(3))
                guard addresses.isEmpty || addresses.contains(where: { $0.normalForm == normal }) else { continue }
                try db.execute(
                    sql: "UPDATE recipient SET state = ?, at = ?, due = NULL WHERE id = ?",
                    arguments: [state.rawValue, now.iso, recipient])
                try chain.append(
                    .resolution, at: now, letter: mailing.letter, subject: key.pseudonym(try row.cell(2)),
                    payload: [.init("state", .string(state.rawValue))],
                    record: .object([
                        .init("recipient", .int(Int(recipient))), .init("address", .string(address)),
                        .init("state", .string(state.rawValue)),
                    ]))
                changed.append(address)
            }
            return changed
        }
    }
}
