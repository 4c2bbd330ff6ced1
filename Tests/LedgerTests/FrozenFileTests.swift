import Foundation
import GRDB
import Ledger
import TestSupport
import Testing

/// The files of the recipients' own, as a mailing froze them.
@Suite struct FrozenFileTests {
    private let one = [UInt8](repeating: 1, count: 32)
    private let two = [UInt8](repeating: 2, count: 32)

    private func begun(_ ledger: Ledger, _ letter: String) throws -> MailingRecord {
        try ledger.beginMailing(
            letter: letter, purpose: "newsletter", digest: "digest", contentDigest: "content", content: [], now: at(0))
    }

    @Test func areKnownByLetterAndPath() throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(path: folder.file("ledger.sqlite"), create: true)
        defer { ledger.close() }
        let autumn = try begun(ledger, "autumn")
        try ledger.freeze([FileDigest(path: "a/ada@example.org.pdf", sha256: one)], in: autumn, key: key)
        #expect(try ledger.frozenFile("a/ada@example.org.pdf", letter: "autumn", key: key) == one)
        #expect(try ledger.frozenFile("a/bob@example.org.pdf", letter: "autumn", key: key) == nil)
        #expect(try ledger.frozenFile("a/ada@example.org.pdf", letter: "winter", key: key) == nil)
        #expect(try ledger.frozenFile("a/ada@example.org.pdf", letter: "autumn", key: Key()) == nil)
        // Until somebody is mailed, what is there when they are enrolled counts.
        try ledger.freeze([FileDigest(path: "a/ada@example.org.pdf", sha256: two)], in: autumn, key: key)
        #expect(try ledger.frozenFile("a/ada@example.org.pdf", letter: "autumn", key: key) == two)
    }

    /// A path may name a person: an erasure would not find it here.
    @Test func noPathIsKept() throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(path: folder.file("ledger.sqlite"), create: true)
        let autumn = try begun(ledger, "autumn")
        try ledger.freeze([FileDigest(path: "a/ada@example.org.pdf", sha256: one)], in: autumn, key: key)
        ledger.close()
        #expect(try folder.bytes("ledger.sqlite").range(of: Data("ada@example.org".utf8)) == nil)
    }

    /// Reading leaves a ledger as it is, one of an earlier version too.
    @Test func aLedgerOfBeforeHasNone() throws {
        let folder = try TemporaryFolder()
        try Ledger.open(path: folder.file("ledger.sqlite"), create: true).close()
        let database = try DatabaseQueue(path: folder.file("ledger.sqlite"))
        try database.writeWithoutTransaction { db in
            try db.execute(
                sql: "DROP TABLE frozen_file; DELETE FROM grdb_migrations WHERE identifier = 'frozen files'")
        }
        try database.close()
        let before = try folder.bytes("ledger.sqlite")
        let reading = try Ledger.open(path: folder.file("ledger.sqlite"), readOnly: true)
        #expect(try reading.frozenFile("x", letter: "autumn", key: key) == nil)
        reading.close()
        #expect(try folder.bytes("ledger.sqlite") == before)
        let writing = try Ledger.open(path: folder.file("ledger.sqlite"))
        try writing.freeze([FileDigest(path: "x", sha256: one)], in: try begun(writing, "autumn"), key: key)
        #expect(try writing.frozenFile("x", letter: "autumn", key: key) == one)
        writing.close()
    }
}
