internal import Foundation
internal import GRDB
package import Vocabulary

/// An objection or an erasure as keyed fingerprints, which say nothing to whoever lacks the key.
package struct Suppression: Hashable, Sendable {
    /// Of the strict form of an address, of a domain, or of a profile.
    let exactPrint: [UInt8]
    let loosestPrint: [UInt8]
    package let kind: ObjectionKind
    let isDomain: Bool
    package let on: When

    /// As one line of a list.
    package var line: String {
        JSONValue.object([
            .init("exactPrint", .string(exactPrint.hex)), .init("isDomain", .bool(isDomain)),
            .init("kind", .string(kind.rawValue)), .init("loosestPrint", .string(loosestPrint.hex)),
            .init("on", .string(on.iso)),
        ]).compact
    }

    /// Reads ``line``; nil for anything else.
    package init?(line: [UInt8]) {
        guard let line = try? JSONValue(parsing: line), let exact = Suppression.octets(line["exactPrint"]),
            let loosest = Suppression.octets(line["loosestPrint"]), let isDomain = line["isDomain"]?.flag,
            let kind = line["kind"]?.text.flatMap(ObjectionKind.init),
            let on = line["on"]?.text.flatMap({ When(iso: $0) })
        else { return nil }
        (exactPrint, loosestPrint, self.kind, self.isDomain, self.on) = (exact, loosest, kind, isDomain, on)
    }

    /// From the columns `exact_print, loosest_print, kind, is_domain, happened`; nil where they cannot be read.
    fileprivate init?(_ row: Row) throws {
        guard let kind = ObjectionKind(rawValue: try row.cell(2)), let on = When(iso: try row.cell(4) as String) else {
            return nil
        }
        exactPrint = Array(try row.cell(0) as Data)
        loosestPrint = Array(try row.cell(1) as Data)
        (self.kind, isDomain, self.on) = (kind, try row.cell(3), on)
    }

    private static func octets(_ hex: JSONValue?) -> [UInt8]? {
        guard let text = hex?.text, let octets = Hex.octets(text.utf8), octets.count == 32, octets.hex == text else {
            return nil
        }
        return octets
    }

    fileprivate func remains(_ now: Instant) -> ObjectionRemains {
        ObjectionRemains(
            exactPrint: exactPrint, loosestPrint: loosestPrint, kind: kind.rawValue, happened: on.iso,
            recordedAt: now.iso, isDomain: isDomain)
    }
}

extension Ledger {
    /// Every objection and erasure that stands, in the order in which they were recorded; `list` leaves out those that it wrote.
    package func suppressions(without list: ObjectionList? = nil) throws(LedgerFault) -> [Suppression] {
        try read { db in
            let range = list?.objections ?? 0...0
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT exact_print, loosest_print, kind, is_domain, happened FROM objection
                    WHERE id NOT BETWEEN ? AND ?\(Retractions.condition(.standing, db)) ORDER BY id
                    """, arguments: [range.lowerBound, range.upperBound]
            ).compactMap { try Suppression($0) }
        }
    }

    /// True where a list holds a suppression that the ledger lacks: the ledger is an older one than the list. A line that stands
    /// twice stands for two words, of which one may be taken back.
    package func lacksAny(of list: [Suppression]) throws(LedgerFault) -> Bool {
        var known: [Suppression: Int] = [:]
        for suppression in try suppressions() { known[suppression, default: 0] += 1 }
        return list.contains { suppression in
            defer { known[suppression, default: 0] -= 1 }
            return known[suppression, default: 0] <= 0
        }
    }

    /// Whom a list of suppressions names as erased, and this ledger knows, restored from a copy that was made before: those who
    /// have the very address or profile, and have not signed up since.
    package func erased(by list: [Suppression], key: Key) throws(LedgerFault) -> [(name: SubjectName, on: When)] {
        try read { db in
            var days: [[UInt8]: When] = [:]
            for erasure in list where erasure.kind == .erased {
                if let known = days[erasure.exactPrint], !erasure.on.isCertainlyLater(than: known) { continue }
                days[erasure.exactPrint] = erasure.on
            }
            guard !days.isEmpty else { return [] }
            var found: [(name: SubjectName, on: When)] = []
            var seen: Set<String> = []
            let addresses = try Row.fetchCursor(db, sql: "SELECT contact, text, normal FROM address ORDER BY id")
            while let row = try addresses.next() {
                let normal: String = try row.cell(2)
                let text: String = try row.cell(1)
                guard let on = days[key.print(normal, for: .objection)], let spec = try? AddrSpec(parsing: text),
                    try !Ledger.hasSignedUp(try row.cell(0), spec, after: on, db), seen.insert(normal).inserted
                else { continue }
                found.append((.address(spec), on))
            }
            let profiles = try Row.fetchCursor(db, sql: "SELECT id, profile FROM contact WHERE profile IS NOT NULL")
            while let row = try profiles.next() {
                let profile = ProfileURL(normalForm: try row.cell(1))
                guard let on = profile.everPrinted.lazy.compactMap({ days[key.print($0, for: .profile)] }).first,
                    try !Ledger.hasSignedUp(try row.cell(0), nil, after: on, db)
                else { continue }
                found.append((.profile(profile), on))
            }
            return found
        }
    }

    /// True where a contact holds a sign-up of its own, for an address or for any, that was confirmed after a day.
    private static func hasSignedUp(_ contact: Int64, _ spec: AddrSpec?, after: When, _ db: Database) throws -> Bool {
        try Row.fetchAll(
            db,
            sql: """
                SELECT evidence_data.address, evidence_data.confirmed, evidence_data.attestation FROM holding
                JOIN evidence ON evidence.id = holding.evidence
                JOIN evidence_data ON evidence_data.evidence = holding.evidence
                WHERE holding.contact = ? AND evidence.kind = 'form-opt-in'
                """, arguments: [contact]
        ).contains { row in
            let confirmed = Claim.ownConfirmation(
                ClaimRow.date(of: try row.cell(1)).when, attestation: try row.cell(2))
            guard let confirmed, confirmed.isCertainlyLater(than: after) else { return false }
            return try spec == nil || AddressKeys(row.cell(0)).normal == spec?.normalForm
        }
    }

    /// Takes over the suppressions of a list that are not on record, as fingerprints: nobody is admitted over them. Gives how
    /// many there were. `isOwn`: the list beside the ledger, which has a line for each word. Of another one nobody can tell whether
    /// a line is somebody's own word, and what only a list says that may be taken back is not enough.
    package func takeOver(
        _ list: [Suppression], isOwn: Bool, on: CivilDate, key: Key, now: Instant
    ) throws(LedgerFault) -> Int {
        try erasing(key: key, now: now, keep: true) { session in
            var taken = 0
            let book = ObjectionBook(session.db, key: key, now: now)
            var known: [Suppression: Int] = [:]
            let words: RecordedWords = isOwn ? .any : try .spoken(session.db)
            for suppression in list {
                let remains = suppression.remains(now)
                let left = try known[suppression] ?? remains.standing(session.db).count(where: words.suffice)
                known[suppression] = max(0, left - 1)
                guard left == 0 else { continue }
                taken += 1
                if suppression.kind == .erased {
                    try session.forget(
                        exactPrint: remains.exactPrint, loosestPrint: remains.loosestPrint, on: suppression.on)
                } else {
                    // Whose pseudonym it would be, nobody can tell from the fingerprint.
                    try book.recordPrints(remains, subject: nil)
                }
            }
            try session.finish(.request, subject: nil, addresses: 0, on: on)
            return taken
        }
    }
}

extension Key {
    /// Tells whether a list was made under this key; says nothing of the key itself.
    package var fingerprint: String { check }
}
