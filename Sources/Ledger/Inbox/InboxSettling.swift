internal import GRDB
internal import Mailroom
package import Vocabulary

/// What the ledger made of the sender's word on mails that wait.
package enum SettledMail: Sendable {
    /// All are settled; those that were before stay as they were.
    case done([Row])
    /// Some of the numbers are none of a mail that waits or waited: nothing was done. `waiting` are those that do wait.
    case unknown([Int64], waiting: [Int64])
    /// The word does not go with the kind of one of them: nothing was done.
    case notAChoice(CameBack, choices: [MailVerdict])

    package struct Row: Sendable {
        /// As it stands now.
        package var mail: CameBack
        /// True where it was settled before, by `mail.verdict`.
        package var wasSettled: Bool
        /// True where something is on record by it that was not before.
        package var isNew: Bool
    }
}

extension CameBack {
    /// What the sender may say of it, the likeliest first; `nothing` is always the last one.
    package var choices: [MailVerdict] { MailVerdict.choices(for: kind) }
}

extension InboxHearing {
    /// Records the sender's word on mails that wait, all or none, each effect with its entry in the log. `numbers` may name one
    /// twice.
    package func settle(_ numbers: [Int64], as verdict: MailVerdict, now: Instant) throws(LedgerFault) -> SettledMail {
        try writing(now: now) { db, effects in
            var mails: [CameBack] = []
            for number in numbers where !mails.contains(where: { $0.id == number }) {
                mails += try InboxRows.all(where: "entry.id = ?", [number], db).filter {
                    $0.action == .waiting || $0.verdict != nil
                }
            }
            let unknown = numbers.filter { number in !mails.contains { $0.id == number } }
            guard unknown.isEmpty else {
                let waiting = try InboxRows.all(where: InboxRows.isWaiting, order: "mail.at, entry.id", db)
                return .unknown(unknown, waiting: waiting.map(\.id))
            }
            if let other = mails.first(where: { $0.verdict == nil && !$0.choices.contains(verdict) }) {
                return .notAChoice(other, choices: other.choices)
            }
            return .done(try mails.map { try InboxHearing.settle($0, verdict, effects, db) })
        }
    }

    /// When the mailing began that a mail answers. Where it answers none, the sender's word counts from when it is given: the date
    /// of a mail is anybody's to write.
    private static func begin(of letter: String?, _ db: Database) throws -> Instant? {
        guard let letter else { return nil }
        return try String.fetchOne(db, sql: "SELECT begun_at FROM mailing WHERE letter = ?", arguments: [letter])
            .flatMap { Instant(iso: $0) }
    }

    private static func settle(
        _ mail: CameBack, _ verdict: MailVerdict, _ effects: MailEffects, _ db: Database
    ) throws -> SettledMail.Row {
        guard mail.verdict == nil else { return SettledMail.Row(mail: mail, wasSettled: true, isNew: false) }
        var isNew = false
        if let effect = verdict.effect {
            isNew = try effects.record(
                effect, address: mail.address, at: mail.at, answering: try begin(of: mail.letter, db) ?? effects.now,
                because: InboxBook.because(mail.status, mail.diagnostic, mail.words), isSendersWord: true)
        }
        var settled = mail
        settled.action = verdict == .nothing ? .counted : .recorded
        settled.verdict = verdict
        try db.execute(
            sql: "UPDATE inbox_entry SET action = ?, verdict = ? WHERE id = ?",
            arguments: [settled.action.rawValue, verdict.rawValue, mail.id])
        return SettledMail.Row(mail: settled, wasSettled: false, isNew: isNew)
    }
}
