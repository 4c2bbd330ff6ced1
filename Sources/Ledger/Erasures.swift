internal import Foundation
internal import GRDB
internal import Vocabulary

/// The people who asked to be forgotten: no import stores them again, unless they signed up later themselves.
struct Erasures {
    private let key: Key
    private var days: [[UInt8]: When] = [:]

    init(_ db: Database, key: Key) throws {
        self.key = key
        let rows = try Row.fetchCursor(db, sql: "SELECT loosest_print, happened FROM objection WHERE kind = 'erased'")
        while let row = try rows.next() {
            let print: [UInt8] = Array(row[0] as Data)
            // A date that cannot be read any more is taken as the last possible one: the erasure stands.
            let on = When(iso: row[1]) ?? When(day: CivilDate(dayNumber: 2_932_896))
            if let known = days[print], !on.isCertainlyLater(than: known) { continue }
            days[print] = on
        }
    }

    /// True where any address of a row belongs to somebody who was erased and has not signed up since.
    func concerns(_ record: IntakeRecord, _ addresses: [AddressKeys]) throws -> Bool {
        guard !days.isEmpty else { return false }
        return addresses.contains { address in
            guard let erased = days[key.print(address.loosest, for: .objection)] else { return false }
            return !record.claims.contains { claim in
                guard claim.kind == .formOptIn, let confirmed = claim.consent?.confirmed.when else { return false }
                return AddressKeys(claim.address).normal == address.normal && confirmed.isCertainlyLater(than: erased)
            }
        }
    }
}
