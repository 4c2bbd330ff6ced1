import Foundation
import GRDB
import Testing

@testable import Ledger

/// What a run does with the write-ahead log beside SQLite.
@Suite struct JournalTests {
    /// SQLite keeps the log beside the file itself.
    @Test(arguments: [false, true]) func theLogIsFoundWhereverALinkLeadsFrom(_ isLinked: Bool) throws {
        let folder = try TemporaryFolder()
        try Ledger.open(path: folder.file("x.sqlite"), create: true).close()
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link.sqlite"), withDestinationPath: folder.file("x.sqlite"))
        let ledger = try Ledger.open(path: folder.file(isLinked ? "link.sqlite" : "x.sqlite"))
        defer { ledger.close() }
        try ledger.writeUnsynced { try $0.execute(sql: "INSERT INTO pace (at) VALUES (1)") }
        #expect(try URL(fileURLWithPath: ledger.journalPath()).lastPathComponent == "x.sqlite-wal")
        try JournalSync(of: ledger).wait()
        ledger.reserveJournal(recipients: 100)
    }

    @Test func withoutALogNothingIsWaitedFor() throws {
        let folder = try TemporaryFolder()
        let ledger = try Ledger.open(path: folder.file("x.sqlite"), create: true)
        defer { ledger.close() }
        try ledger.writeUnsynced { try $0.execute(sql: "INSERT INTO pace (at) VALUES (1)") }
        try FileManager.default.removeItem(atPath: ledger.journalPath())
        #expect(throws: LedgerFault.self) { try JournalSync(of: ledger).wait() }
    }
}
