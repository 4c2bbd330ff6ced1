internal import Foundation
internal import GRDB
package import Gate
package import Vocabulary

/// Reads the dossiers of all contacts, in the order of their ids, a chunk at a time: memory stays flat. It reads beside
/// whatever is being written, so that no claim waits for it; a chunk and its newest objection are of one moment.
package struct DossierReader {
    private let ledger: Ledger
    private let key: Key
    private let letter: String?
    private var last: Int64 = 0
    /// The newest objection that the dossiers of the last chunk show; later ones are for the claim to see.
    package private(set) var newestObjection: Int64 = 0
    /// How many contacts a chunk holds.
    package static let chunk = 512

    /// `letter` adds what was mailed under that identity.
    package init(_ ledger: Ledger, key: Key, letter: String?) {
        self.ledger = ledger
        self.key = key
        self.letter = letter
    }

    /// The next dossiers; empty at the end.
    package mutating func next() throws(LedgerFault) -> [Dossier] {
        let (key, letter, after) = (key, letter, last)
        let (dossiers, newest) = try ledger.snapshotRead { db in
            (
                try DossierLoader(db, key: key, letter: letter).load(
                    """
                    contact.id > ?1 AND contact.id NOT IN (SELECT contact FROM absorbed)
                    ORDER BY contact.id LIMIT \(DossierReader.chunk)
                    """, after),
                try ObjectionFinder.newest(db)
            )
        }
        newestObjection = newest
        if let final = dossiers.last { last = final.contact.id.rawValue }
        return dossiers
    }
}

extension Ledger {
    /// The dossier of one contact; nil where there is none of that id.
    package func dossier(of contact: ContactID, key: Key, letter: String?) throws(LedgerFault) -> Dossier? {
        try read { db in
            try DossierLoader(db, key: key, letter: letter).load("contact.id = ?1", contact.rawValue).first
        }
    }

    /// The dossiers of all contacts that have an address with the same loosest key.
    package func dossiers(near address: AddrSpec, key: Key, letter: String?) throws(LedgerFault) -> [Dossier] {
        try read { db in
            try DossierLoader(db, key: key, letter: letter).load(
                """
                contact.id IN (SELECT contact FROM address WHERE loosest = ?1)
                AND contact.id NOT IN (SELECT contact FROM absorbed) ORDER BY contact.id
                """, address.loosestKey)
        }
    }

    /// The objections that an address meets, whether a contact has it or not.
    package func objections(to address: AddrSpec, key: Key) throws(LedgerFault) -> [Objection] {
        try read { db in
            try ObjectionFinder(db, key: key).objections(normal: address.normalForm, loosest: address.loosestKey)
        }
    }
}
