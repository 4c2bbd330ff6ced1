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
    private let marksNamesakes: Bool
    private var last: Int64 = 0
    /// Nil for everybody.
    private let people: NumberRanges?
    /// Of ``people``: which stretch is next, and where in it; nil for its beginning.
    private var range = 0
    private var resume: Int64?
    /// The newest objection that the dossiers of the last chunk show; later ones are for the claim to see.
    package private(set) var newestObjection: Int64 = 0
    /// How many contacts a chunk holds.
    package static let chunk = 512
    /// Reading so many who are not asked for costs less than asking once more.
    private static let gap: Int64 = 16

    /// `letter` adds what was mailed under that identity; `people` are the contacts to be read, nil for all. `marksNamesakes`: whether
    /// ``Gate/Dossier/sharesName`` is told, which warnings alone ask for.
    package init(
        _ ledger: Ledger, key: Key, letter: String?, people: NumberRanges? = nil, marksNamesakes: Bool = false
    ) {
        self.people = people?.normalized
        self.marksNamesakes = marksNamesakes
        self.ledger = ledger
        self.key = key
        self.letter = letter
    }

    /// The next dossiers; empty at the end.
    package mutating func next() throws(LedgerFault) -> [Dossier] {
        guard let people else { return try everybodyNext() }
        while let stretch = nextStretch() {
            let (key, letter, marksNamesakes) = (key, letter, marksNamesakes)
            let dossiers = try ledger.snapshotRead { db in
                try DossierLoader(db, key: key, letter: letter, marksNamesakes: marksNamesakes).load(
                    """
                    contact.id BETWEEN ?1 AND ?2 AND contact.id NOT IN (SELECT contact FROM absorbed)
                    ORDER BY contact.id
                    """, stretch.lowerBound, stretch.upperBound)
            }.filter { people.contains($0.contact.id.rawValue) }
            if !dossiers.isEmpty { return dossiers }
        }
        return []
    }

    /// The next numbers that are read at once: as many as a chunk holds, and the few between them that are not asked for.
    private mutating func nextStretch() -> ClosedRange<Int64>? {
        guard let people, range < people.ranges.count else { return nil }
        let first = resume ?? people.ranges[range].lowerBound
        let (limit, isBeyond) = first.addingReportingOverflow(Int64(DossierReader.chunk) - 1)
        let most = isBeyond ? .max : limit
        var end = first
        while range < people.ranges.count {
            let next = people.ranges[range]
            let (beyond, _) = end.addingReportingOverflow(DossierReader.gap)
            guard next.lowerBound <= min(most, max(end, beyond)) else { break }
            end = min(next.upperBound, most)
            resume = end < next.upperBound ? end + 1 : nil
            if resume != nil { break }
            range += 1
        }
        return first...end
    }

    private mutating func everybodyNext() throws(LedgerFault) -> [Dossier] {
        let (key, letter, marksNamesakes, after) = (key, letter, marksNamesakes, last)
        let (dossiers, newest) = try ledger.snapshotRead { db in
            (
                try DossierLoader(db, key: key, letter: letter, marksNamesakes: marksNamesakes).load(
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
