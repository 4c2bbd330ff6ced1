internal import Foundation
internal import GRDB
package import Vocabulary

/// The people who asked to be forgotten, known by keyed fingerprints of their addresses and profiles: no import stores them
/// again, unless they signed up later themselves.
struct Erasures {
    private let key: Key
    private var days: [[UInt8]: When] = [:]

    init(_ db: Database, key: Key) throws {
        self.key = key
        let rows = try Row.fetchCursor(db, sql: "SELECT loosest_print, happened FROM objection WHERE kind = 'erased'")
        while let row = try rows.next() {
            let print: [UInt8] = Array(try row.cell(0) as Data)
            // A date that cannot be read any more is taken as the last possible one: the erasure stands.
            let on = When(iso: try row.cell(1)) ?? When(day: .last)
            if let known = days[print], !on.isCertainlyLater(than: known) { continue }
            days[print] = on
        }
    }

    /// True where any address of a row, or its profile, belongs to somebody who was erased and has not signed up since.
    func concerns(_ record: IntakeRecord, _ addresses: [AddressKeys]) throws -> Bool {
        guard !days.isEmpty else { return false }
        // A profile is no address: any sign-up in the row is its person's.
        if let profile = record.profile, let erased = day(of: profile),
            !record.claims.contains(where: { speaksLater($0, than: erased) })
        {
            return true
        }
        return addresses.contains { address in
            guard let erased = day(of: address) else { return false }
            return !record.claims.contains { claim in
                AddressKeys(claim.address).normal == address.normal && speaksLater(claim, than: erased)
            }
        }
    }

    private func day(of address: AddressKeys) -> When? {
        address.everPrinted.lazy.compactMap { days[key.print($0, for: .objection)] }.first
    }

    private func day(of profile: ProfileURL) -> When? {
        profile.everPrinted.lazy.compactMap { days[key.print($0, for: .profile)] }.first
    }

    /// True where a text holds an address or a profile of somebody who was erased.
    func areMentioned(in text: String) -> Bool {
        guard !days.isEmpty else { return false }
        return text.split { $0.isWhitespace || ",;<>()\"'[]{}|".contains($0) }.contains { word in
            let word = String(word.drop { $0 == "." }).replacingOccurrences(of: "mailto:", with: "")
            let keys = AddressKeys(word)
            if keys.spec != nil { return day(of: keys) != nil }
            return ProfileURL(word).map { day(of: $0) != nil } ?? false
        }
    }

    private func speaksLater(_ claim: Claim, than erased: When) -> Bool {
        guard claim.kind == .formOptIn, let confirmed = claim.ownConfirmation else { return false }
        return confirmed.isCertainlyLater(than: erased)
    }

    /// True where an address, by its loosest key, belongs to somebody who was erased, whatever came since.
    static func hold(_ loosestPrint: [UInt8], _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM objection WHERE loosest_print = ? AND kind = 'erased')",
            arguments: [Data(loosestPrint)]) ?? false
    }

    /// True where the person of an address was erased and nobody is known by it since.
    static func haveTaken(_ address: AddressKeys, key: Key, _ db: Database) throws -> Bool {
        guard try address.everPrinted.contains(where: { try hold(key.print($0, for: .objection), db) }) else {
            return false
        }
        return try Bool.fetchOne(
            db, sql: "SELECT NOT EXISTS (SELECT 1 FROM address WHERE loosest = ?)", arguments: [address.loosest])
            ?? true
    }
}

extension Ledger {
    /// True where the person of an address was erased and nobody is known by it since: nothing of them may be written down.
    package func isForgotten(_ address: AddrSpec, key: Key) throws(LedgerFault) -> Bool {
        try read { db in try Erasures.haveTaken(AddressKeys(address.spelling), key: key, db) }
    }

    /// True where an unsubscribe token stands for a recipient who was erased since.
    package func isOfSomebodyErased(token: String) throws(LedgerFault) -> Bool {
        try read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM token JOIN recipient ON recipient.id = token.recipient
                    WHERE token = ? AND address = '')
                    """, arguments: [token.lowercased()]) ?? false
        }
    }
}
