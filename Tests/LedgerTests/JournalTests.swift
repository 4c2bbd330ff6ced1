import Foundation
import GRDB
import TestSupport
import Testing
import Vocabulary

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

    /// An entry that a checkpoint names is on the disk, whoever is committing: the log is opened for that.
    @Test func aCheckpointWaitsForTheDisk() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("x.sqlite")
        let ledger = try Ledger.open(path: path, create: true)
        defer { ledger.close() }
        let reader = try Ledger.open(path: path, readOnly: true)
        defer { reader.close() }
        #expect(try reader.checkpoint().size == 0)
        // Something that is no log in its place cannot be waited for.
        try FileManager.default.moveItem(atPath: path + "-wal", toPath: path + "-moved")
        try FileManager.default.createSymbolicLink(atPath: path + "-wal", withDestinationPath: path + "-moved")
        #expect(throws: LedgerFault.self) { try reader.checkpoint() }
        try FileManager.default.removeItem(atPath: path + "-wal")
        // A ledger at rest has none.
        #expect(try reader.checkpoint().size == 0)
    }

    /// What would be written into a file that is gone is a promise to nobody.
    @Test func aLedgerThatIsDeletedOrReplacedIsAFault() throws {
        let folder = try TemporaryFolder()
        // The ledger alone, or all that is it, or another in its place.
        for gone in [[""], ["", "-wal", "-shm"], []] {
            let path = folder.file("\(gone.count).sqlite")
            let ledger = try Ledger.open(path: path, create: true)
            defer { ledger.close() }
            try ledger.writeUnsynced { try $0.execute(sql: "INSERT INTO pace (at) VALUES (1)") }
            let sync = try JournalSync(of: ledger)
            try sync.wait()
            if gone.isEmpty {
                try Data(contentsOf: URL(fileURLWithPath: path)).write(to: URL(fileURLWithPath: path), options: .atomic)
            } else {
                for end in gone { try FileManager.default.removeItem(atPath: path + end) }
            }
            let fault = #expect(throws: LedgerFault.self) { try sync.wait() }
            #expect(fault?.message.en.contains("`\(path)` was deleted or replaced") == true)
        }
    }

    /// The journal goes along with a folder that is renamed: nothing is lost.
    @Test func aFolderThatIsRenamedIsNone() throws {
        let folder = try TemporaryFolder()
        let (old, new) = (folder.file("old"), folder.file("new"))
        try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: false)
        let ledger = try Ledger.open(path: old + "/x.sqlite", create: true)
        defer { ledger.close() }
        try ledger.writeUnsynced { try $0.execute(sql: "INSERT INTO pace (at) VALUES (1)") }
        let sync = try JournalSync(of: ledger)
        try FileManager.default.moveItem(atPath: old, toPath: new)
        try sync.wait()
    }
}
