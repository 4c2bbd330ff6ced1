internal import Foundation
internal import GRDB

/// The files that went to one recipient each, as they were: whoever was mailed or enrolled has the file that the mailing
/// froze. Paths may name people, so the ledger knows them by their fingerprints alone, and an erasure has nothing to do
/// here.
enum FrozenFiles {
    static let table = """
        CREATE TABLE frozen_file (
            mailing INTEGER NOT NULL REFERENCES mailing (id),
            -- HMAC-SHA-256 of the path under the key file.
            path_print BLOB NOT NULL, sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            PRIMARY KEY (mailing, path_print)
        ) STRICT, WITHOUT ROWID;
        """
}

/// A file of one recipient's own: the path that the letter makes, and SHA-256 of its bytes.
package struct FileDigest: Hashable, Sendable {
    package let path: String
    package let sha256: [UInt8]

    package init(path: String, sha256: [UInt8]) {
        self.path = path
        self.sha256 = sha256
    }
}

extension Ledger {
    /// SHA-256 of a file as a mailing froze it; nil where the mailing has not had it.
    package func frozenFile(_ path: String, letter: String, key: Key) throws(LedgerFault) -> [UInt8]? {
        try snapshotRead { db in
            // A ledger that is only read may be one that an older program made.
            guard try db.tableExists("frozen_file") else { return nil }
            let sql = """
                SELECT sha256 FROM frozen_file
                WHERE mailing = (SELECT id FROM mailing WHERE letter = ?) AND path_print = ?
                """
            let print = Data(key.print(path, for: .file))
            return try Data.fetchOne(db, sql: sql, arguments: [letter, print]).map { Array($0) }
        }
    }

    /// Freezes files, before anybody is handed one of them.
    package func freeze(_ files: [FileDigest], in mailing: MailingRecord, key: Key) throws(LedgerFault) {
        guard !files.isEmpty else { return }
        try write { db in
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO frozen_file (mailing, path_print, sha256) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET sha256 = excluded.sha256
                    """)
            for file in files {
                try statement.execute(
                    arguments: [mailing.id, Data(key.print(file.path, for: .file)), Data(file.sha256)])
            }
        }
    }
}
