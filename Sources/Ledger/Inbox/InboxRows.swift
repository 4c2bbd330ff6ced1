internal import GRDB
internal import Mailroom
internal import Vocabulary

/// Reads what is kept of mails that came back.
enum InboxRows {
    /// Those that a condition is true of, by their number; `entry`, `mail` and `recipient` are the tables' names in it.
    static func all(
        where condition: String, _ arguments: StatementArguments = [], order: String = "entry.id", _ db: Database
    ) throws -> [CameBack] {
        guard try InboxTables.areThere(db) else { return [] }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT entry.id, mail.kind, entry.address, mail.sender, mailing.letter, entry.tied_by, mail.at, entry.class,
                    entry.status, entry.diagnostic, mail.words, mail.account, mail.folder, mail.uid_validity, mail.number,
                    entry.action, entry.because, entry.verdict, entry.normal, mail.sender_normal
                FROM inbox_entry AS entry JOIN inbox_mail AS mail ON mail.id = entry.mail
                LEFT JOIN recipient ON recipient.id = entry.recipient LEFT JOIN mailing ON mailing.id = recipient.mailing
                WHERE \(condition) ORDER BY \(order)
                """, arguments: arguments
        ).map(row)
    }

    /// A word that is none of those that belong there is taken for the one that does the least.
    private static func row(_ row: Row) throws -> CameBack {
        let (sender, isSame): (String, Bool) = (try row.cell(3), try row.cell(18) as String == row.cell(19) as String)
        let place = PlaceRow(
            account: try row.cell(11), folder: try row.cell(12), uidValidity: try row.cell(13), number: try row.cell(14)
        )
        return CameBack(
            id: try row.cell(0), kind: MailKind(rawValue: try row.cell(1)) ?? .unrelated, address: try row.cell(2),
            from: sender.isEmpty || isSame ? nil : sender, letter: try row.cell(4),
            tiedBy: (try row.cell(5) as String?).flatMap(MailTie.init(rawValue:)),
            at: Instant(iso: try row.cell(6)) ?? Instant(milliseconds: 0),
            class: (try row.cell(7) as String?).flatMap(BounceClass.init(rawValue:)), status: try row.cell(8),
            diagnostic: try row.cell(9), words: try row.cell(10), place: place.place,
            action: MailAction(rawValue: try row.cell(15)) ?? .none,
            because: MailReason(rawValue: try row.cell(16)) ?? .notTied,
            verdict: (try row.cell(17) as String?).flatMap(MailVerdict.init(rawValue:)))
    }
}
