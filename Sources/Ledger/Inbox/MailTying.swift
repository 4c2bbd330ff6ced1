internal import GRDB
internal import Mailroom
internal import Vocabulary

/// A recipient whom a mail is tied to.
struct TiedRecipient: Hashable {
    let id: Int64
    let letter: String
    /// When the mailing began: what answers the letter is no earlier.
    let begunAt: Instant
    /// Blank once the person was erased.
    let address: String
    let normal: String
    let loosest: String
    /// When the recipient came to the state they are in.
    let at: Instant

    var isErased: Bool { address.isEmpty }
}

/// Ties a mail to recipients of letters: by a token, else by a Message-ID that it returns, else by one that it refers to, else by
/// an address.
///
/// The first three are known to the recipient alone, or to whom they showed the letter. All that a mail claims is looked up, and
/// what leads nowhere is passed over.
final class MailTying {
    private let db: Database
    private let key: Key
    /// The sender's own: a mail names them for other reasons.
    private let own: Set<AddrSpec>
    private let byToken: PreparedStatement
    private let byID: PreparedStatement
    private let byLoosest: PreparedStatement
    /// True once every recipient's token is written down. It is asked for once in a reading, as whatever has the form of a token
    /// may stand in a mail.
    private(set) var hasAllTokens: Bool

    private static let columns = "recipient.id, letter, begun_at, address, normal, loosest, recipient.at"

    init(_ db: Database, key: Key, own: Set<AddrSpec>, hasAllTokens: Bool) throws {
        (self.db, self.key, self.own, self.hasAllTokens) = (db, key, own, hasAllTokens)
        byToken = try PreparedStatement(db, "SELECT recipient FROM token WHERE token = ?")
        byID = try PreparedStatement(
            db,
            """
            SELECT \(MailTying.columns) FROM recipient JOIN mailing ON mailing.id = recipient.mailing
            WHERE recipient.id = ?
            """)
        byLoosest = try PreparedStatement(
            db,
            """
            SELECT \(MailTying.columns) FROM mailing CROSS JOIN recipient ON recipient.mailing = mailing.id
            WHERE loosest = ? AND state IN \(RecipientState.mailedInSQL) AND address <> '' ORDER BY recipient.id
            """)
    }

    /// Those whom the surest of the clues leads to, in the order of the mail, each once.
    func proven(_ clues: Clues) throws -> (recipients: [TiedRecipient], tie: MailTie)? {
        for (tie, tokens) in [
            (MailTie.token, clues.tokens),
            (.messageID, clues.returnedMessageIDs.compactMap { key.token(ofMessageID: $0) }),
            (.reference, clues.references.compactMap { key.token(ofMessageID: $0) }),
        ] {
            var found: [TiedRecipient] = []
            for token in tokens {
                guard let one = try recipient(ofToken: token), !found.contains(where: { $0.id == one.id }) else {
                    continue
                }
                found.append(one)
            }
            if !found.isEmpty { return (found, tie) }
        }
        return nil
    }

    /// Of several letters that reached an address, the latest before a moment; where none did, the latest.
    func mailed(_ text: String, before moment: Instant) throws -> TiedRecipient? {
        let keys = AddressKeys(text)
        guard keys.spec != nil else { return nil }
        var found: [TiedRecipient] = []
        for loosest in keys.all { try byLoosest.eachRow(loosest) { found.append(MailTying.recipient($0)) } }
        let exact = found.filter { $0.normal.isSpelled(keys.normal) }
        let candidates = (exact.isEmpty ? found : exact).sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        return candidates.last { $0.at <= moment } ?? candidates.last
    }

    /// The one person among addresses who was mailed, by whatever spelling; nil where none was, or several were.
    func onlyMailed(among addresses: [String], before moment: Instant) throws -> TiedRecipient? {
        var only: TiedRecipient?
        for text in addresses {
            guard !isOwn(text), let one = try mailed(text, before: moment) else { continue }
            if let only, !only.loosest.isSpelled(one.loosest) { return nil }
            only = only ?? one
        }
        return only
    }

    func isOwn(_ text: String) -> Bool { (try? AddrSpec(parsing: text)).map(own.contains) ?? false }

    private func recipient(ofToken token: String) throws -> TiedRecipient? {
        guard UnsubscribeTokens.isOne(token) else { return nil }
        var id = try byToken.first(token) { $0.integer(0) }
        if id == nil, !hasAllTokens {
            try UnsubscribeTokens(db, key: key).complete(db)
            hasAllTokens = true
            id = try byToken.first(token) { $0.integer(0) }
        }
        guard let id else { return nil }
        return try byID.first(id, read: MailTying.recipient)
    }

    private static func recipient(_ row: StatementRow) -> TiedRecipient {
        let none = Instant(milliseconds: 0)
        return TiedRecipient(
            id: row.integer(0), letter: row.text(1), begunAt: Instant(iso: row.text(2)) ?? none, address: row.text(3),
            normal: row.text(4), loosest: row.text(5), at: Instant(iso: row.text(6)) ?? none)
    }
}
