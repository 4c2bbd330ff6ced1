internal import GRDB
package import Vocabulary

extension Ledger {
    /// Imports a file in one transaction: `feed` hands over its rows, and either all of them are kept or none.
    ///
    /// Importing the same bytes with the same attestation again changes nothing, not even the log.
    /// Throws what `feed` throws, and ``LedgerFault``.
    package func importing(
        _ source: ImportSource, key: Key, now: Instant, feed: (ImportSession) throws -> Void
    ) throws -> ImportTally {
        try database.writeWithoutTransaction { db in
            // A large file grows its indexes everywhere at once: pages that do not fit are written and read again and again.
            try? db.execute(sql: "PRAGMA cache_size = -\(Ledger.importCache)")
            defer { try? db.execute(sql: "PRAGMA cache_size = -\(Ledger.cache)") }
            var tally = ImportTally()
            var failure: (any Error)?
            do {
                try db.inTransaction(.immediate) {
                    let session = try ImportSession(db, source: source, key: key, now: now)
                    do { try feed(session) } catch {
                        failure = error
                        return .rollback
                    }
                    tally = try session.finish()
                    return tally.changedNothing ? .rollback : .commit
                }
            } catch { throw LedgerFault.from(error) }
            if let failure {
                if failure is DatabaseError { throw LedgerFault.from(failure) }
                throw failure
            }
            return tally
        }
    }
}
