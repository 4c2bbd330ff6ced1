internal import Foundation
internal import GRDB
package import Vocabulary

/// An objection that is to be recorded.
package struct ObjectionRequest: Hashable, Sendable {
    /// An address, `@domain`, or any text that stood where an address belongs.
    package var target: String
    package var kind: ObjectionKind
    package var on: When
    package var because: String

    package init(target: String, kind: ObjectionKind, on: When, because: String) {
        self.target = target
        self.kind = kind
        self.on = on
        self.because = because
    }
}

extension Ledger {
    /// Records an objection that the person, or the sender, said; false where the same one is on record already. What a list
    /// says that can still be taken back does not stand for it.
    package func object(_ request: ObjectionRequest, key: Key, now: Instant) throws(LedgerFault) -> Bool {
        try write { db in
            try ObjectionBook(db, key: key, now: now).record(request, unless: .spoken(db)) != .known
        }
    }

    /// The address that an unsubscribe token stands for; nil where no letter carried it.
    package func address(ofToken token: String, key: Key) throws(LedgerFault) -> String? {
        let token = token.lowercased()
        guard UnsubscribeTokens.isOne(token) else { return nil }
        func find(_ db: Database) throws -> String? {
            try String.fetchOne(
                db,
                sql: """
                    SELECT address FROM token JOIN recipient ON recipient.id = token.recipient
                    WHERE token = ? AND address <> ''
                    """, arguments: [token])
        }
        if let address = try read(find) { return address }
        return try write { db in
            try UnsubscribeTokens(db, key: key).complete(db)
            return try find(db)
        }
    }
}

/// Writes objections: append-only, with keyed fingerprints that outlive the erasure of the plain form.
///
/// A target that is no address is kept in its own words all the same. An objection holds from the commit on, for a send that is
/// under way as well; where it could not be written, a fault is thrown, and nobody may be told that it is on record.
struct ObjectionBook {
    private let db: Database
    private let key: Key
    private let now: Instant

    init(_ db: Database, key: Key, now: Instant) {
        self.db = db
        self.key = key
        self.now = now
    }

    /// What became of an objection.
    enum Outcome {
        case new
        /// Written beside the same one, which may be taken back without this one.
        case repeated
        /// On record already, and not written again.
        case known
    }

    /// Writes an objection unless the same one that is on record suffices; `onAnyDay` takes one of another day for the same.
    func record(_ request: ObjectionRequest, unless words: RecordedWords, onAnyDay: Bool = false) throws -> Outcome {
        // The database would keep what stands before a NUL, which may be nobody.
        guard !(request.target + request.because).utf8.contains(0) else {
            throw LedgerFault.internalFault("a NUL in an objection")
        }
        let text = request.target.trimmingBlanks()
        let isDomain = text.hasPrefix("@")
        let domain = isDomain ? (try? Domain.normalized(String(text.dropFirst()))) ?? text.dropFirst().lowercased() : ""
        let keys = AddressKeys(text)
        let normal = isDomain ? "@" + domain : keys.normal
        let loosest = isDomain ? "@" + domain : keys.loosest
        let use: Key.Use = isDomain ? .domain : .objection
        let remains = ObjectionRemains(
            exactPrint: key.print(normal, for: use), loosestPrint: key.print(loosest, for: use),
            kind: request.kind.rawValue, happened: request.on.iso, recordedAt: now.iso, isDomain: isDomain)
        let known = try remains.standing(onAnyDay: onAnyDay, db)
        guard !known.contains(where: words.suffice) else { return .known }
        let outcome: Outcome = known.isEmpty ? .new : .repeated
        // Of somebody who was erased, nothing is written down again that says who it is.
        let former =
            try !isDomain
            && keys.everPrinted.dropFirst().contains { try Erasures.hold(key.print($0, for: use), db) }
        if try request.kind == .erased || former || Erasures.hold(remains.loosestPrint, db) {
            try recordPrints(remains, subject: key.pseudonym(loosest))
            return outcome
        }
        let data = JSONValue.object([
            .init("kind", .string(request.kind.rawValue)), .init("on", .string(request.on.iso)),
            .init("text", .string(text)), .init("normal", .string(normal)), .init("loosest", .string(loosest)),
            .init("domain", .string(domain)), .init("because", .string(request.because)),
        ])
        try write(remains, data, subject: key.pseudonym(loosest))
        return outcome
    }

    /// Writes an objection with all that is known of it, its words apart from it, so that an erasure can take them away.
    private func write(_ remains: ObjectionRemains, _ data: JSONValue, subject: String) throws {
        let salt = Salt.bytes()
        let said = ["text", "normal", "loosest", "domain", "because"]
        let commitment = Digests.commitment(to: Array(data.canonical.utf8), saltInHex: Hex.digits(salt))
        try db.execute(
            sql: """
                INSERT INTO objection (id, kind, happened, recorded_at, exact_print, loosest_print, is_domain, commitment)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                try Retractions.nextNumber(db), remains.kind, remains.happened, now.iso,
                Data(remains.exactPrint), Data(remains.loosestPrint),
                remains.isDomain, Data(commitment),
            ])
        let id = db.lastInsertedRowID
        try db.execute(
            sql: """
                INSERT INTO objection_data (objection, salt, text, normal, loosest, domain, because)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [id, Data(salt)] + StatementArguments(said.map { data[$0]?.text ?? "" }))
        var chain = try Chain(db)
        try chain.append(
            .objection, at: now, subject: subject,
            payload: [
                .init("kind", .string(remains.kind)), .init("entry", .int(Int(id))),
                .init("entryCommitment", .string(commitment.hex)),
                .init("row", .string(remains.digest.hex)),
            ],
            record: data)
    }

    /// Records an objection of which nothing but fingerprints is known, or may be.
    func recordPrints(_ remains: ObjectionRemains, subject: String?) throws {
        let id = try remains.insert(db)
        var chain = try Chain(db)
        try chain.append(
            .objection, at: now, subject: subject,
            payload: [
                .init("kind", .string(remains.kind)), .init("entry", .int(Int(id))),
                .init("entryCommitment", .string(remains.digest.hex)), .init("printsOnly", true),
            ],
            record: remains.data)
    }
}
