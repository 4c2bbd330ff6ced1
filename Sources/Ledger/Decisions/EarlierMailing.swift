internal import GRDB
package import Gate
package import Vocabulary

extension Ledger {
    /// The mailing begun last, other than a letter's own, of which a message was handed over or may have been; nil where
    /// there is none.
    package func lastMailed(otherThan letter: String) throws(LedgerFault) -> MailingRecord? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM mailing WHERE letter <> ? AND EXISTS (
                        SELECT 1 FROM recipient WHERE recipient.mailing = mailing.id
                        AND state IN \(RecipientState.mailedInSQL))
                    ORDER BY id DESC LIMIT 1
                    """, arguments: [letter]
            ).map(Ledger.mailingRecord)
        }
    }

    /// How many recipients of a mailing the ledger knows no more.
    package func forgottenRecipients(of mailing: MailingRecord) throws(LedgerFault) -> Int {
        try read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(DISTINCT contact) FROM decision WHERE mailing = ? AND verdict = 'admitted'
                    AND contact NOT IN (SELECT id FROM contact)
                    """, arguments: [mailing.id]) ?? 0
        }
    }
}

/// How contacts stood in an earlier mailing, asked for in the order of their ids: some thousands are read at a time, so
/// that memory stays flat.
package struct EarlierStandings {
    private let ledger: Ledger
    private let mailing: Int64
    private var standings: [Int64: EarlierStanding] = [:]
    private var window: ClosedRange<Int64> = -1 ... -1
    private static let width: Int64 = 4096

    package init(_ ledger: Ledger, of mailing: MailingRecord) {
        self.ledger = ledger
        self.mailing = mailing.id
    }

    /// Nil for a contact that the mailing did not decide on.
    package mutating func standing(of contact: ContactID) throws(LedgerFault) -> EarlierStanding? {
        let id = contact.rawValue
        if !window.contains(id) {
            window = id...id.saturated(adding: EarlierStandings.width - 1)
            standings = try load()
        }
        return standings[id]
    }

    private func load() throws(LedgerFault) -> [Int64: EarlierStanding] {
        let (mailing, first, last) = (mailing, window.lowerBound, window.upperBound)
        return try ledger.snapshotRead { db in
            var past = Past(db, mailing: mailing)
            try past.read(first, last)
            // Contacts that have turned out to be another one: their part is that one's by now.
            let absorbed = try PreparedStatement(
                db, "SELECT contact, into_contact FROM absorbed WHERE into_contact BETWEEN ? AND ?")
            var pairs: [(Int64, Int64)] = []
            try absorbed.eachRow(first, last) { pairs.append(($0.integer(0), $0.integer(1))) }
            for (contact, other) in pairs { try past.read(contact, contact, as: other) }
            return past.standings
        }
    }

    /// What the tables say of a mailing.
    private struct Past {
        private let db: Database
        private let mailing: Int64
        private(set) var standings: [Int64: EarlierStanding] = [:]

        init(_ db: Database, mailing: Int64) {
            self.db = db
            self.mailing = mailing
        }

        /// Adds the standing of the contacts from `first` to `last`; to that of `other`, where one is named.
        mutating func read(_ first: Int64, _ last: Int64, as other: Int64? = nil) throws {
            // Of several decisions on an entry, the last one holds.
            let decisions = try PreparedStatement(
                db,
                """
                SELECT contact, codes FROM decision AS one WHERE mailing = ?1 AND contact BETWEEN ?2 AND ?3
                AND NOT EXISTS (
                    SELECT 1 FROM decision AS later WHERE later.mailing = ?1 AND later.contact = one.contact
                    AND later.entry = one.entry AND later.id > one.id)
                ORDER BY contact, entry
                """)
            try decisions.eachRow(mailing, first, last) { row in
                let contact = other ?? row.integer(0)
                var standing = standings[contact] ?? EarlierStanding(isRecipient: false, reasons: [])
                for code in row.text(1).split(separator: " ").compactMap({ ReasonCode(rawValue: String($0)) })
                where !standing.reasons.contains(code) {
                    standing.reasons.append(code)
                }
                standings[contact] = standing
            }
            let recipients = try PreparedStatement(
                db,
                """
                SELECT contact FROM recipient WHERE mailing = ? AND contact BETWEEN ? AND ? AND state <> 'withheld'
                """)
            try recipients.eachRow(mailing, first, last) { row in
                standings[other ?? row.integer(0)] = EarlierStanding(isRecipient: true, reasons: [])
            }
        }
    }
}
