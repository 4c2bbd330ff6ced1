package import Gate
package import Ledger
import Vocabulary

/// What came back last about each of the people, for lists of them.
package struct LastCameBack {
    /// By the loosest keys of addresses.
    private let byKey: [String: CameBack]

    package init(_ ledger: Ledger) throws { byKey = try ledger.lastCameBack() }

    /// About any of a contact's addresses; nil for nothing.
    package func last(about dossier: Dossier) -> CameBack? {
        guard !byKey.isEmpty else { return nil }
        return dossier.addresses.compactMap(\.spec).compactMap { byKey[$0.loosestKey] }.max { $0.at < $1.at }
    }
}
