import Foundation
import Intake
import Ledger
import TestSupport
import Testing
import Vocabulary
import Workspace

/// Taking a list of objections back, with the list of suppressions that lies beside the ledger.
@Suite struct ListRetractionTests {
    /// Imports addresses as a list of objections; gives the number of its import.
    private func object(_ folder: Folder, _ names: String...) throws -> Int64 {
        let rows = names.map { "\($0)@example.org\n" }.joined()
        let path = try folder.files.write("email\n" + rows, to: names.joined() + ".csv")
        let file = try InputFile(path)
        let list = try ObjectionFile(opening: file.source)
        var importer = FileImporter(try folder.workspace, file: file, columns: list.columns)
        try importer.run(.objections, sha256: list.sha256, namedChanges: 0) { session, rejected in
            try list.forEachRecord(rejected: rejected) { try session.add($0) }
        }
        return try #require(try ListRetraction.recent(in: folder.workspace).first).number
    }

    /// After seven days, a list stands for good.
    @Test(arguments: [(6, true), (8, false)]) func onlyAYoungListIsTakenBack(_ days: Int64, _ isYoung: Bool) throws {
        let folder = try Folder()
        let workspace = try folder.workspace
        let (ledger, key) = try workspace.ledgerOrNew()
        let source = ImportSource(kind: .objections, fileName: "old.csv", sha256: "old", recordedBy: "zoe@example.org")
        let then = Instant(milliseconds: Workspace.now().milliseconds - days * Instant.millisecondsPerDay)
        _ = try ledger.importing(source, key: key, now: then) { session in
            try session.add(
                ObjectionRecord(line: 2, target: "ada@example.org", kind: .objected, on: .missing, because: ""))
        }
        ledger.close()
        if isYoung {
            try ListRetraction(of: 1, in: workspace).perform(because: "the wrong file")
            #expect(try ListRetraction(of: 1, in: workspace).isDone)
        } else {
            let failure = #expect(throws: Failure.self) { _ = try ListRetraction(of: 1, in: workspace) }
            #expect(failure?.kind == .refused && failure?.message.en.contains("more than 7 days ago") == true)
        }
    }

    private func suppressions(_ folder: Folder) throws -> [String] {
        String(decoding: try folder.files.bytes("portillon.sqlite.suppressions"), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    @Test func whatWasTakenBackLeavesTheListBesideTheLedger() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob", "cy")
        _ = try object(folder, "cy")
        let before = try suppressions(folder)
        let number = try object(folder, "ada", "cy")
        let retraction = try ListRetraction(of: number, in: folder.workspace)
        #expect(retraction.list.count == 2 && retraction.saidOtherwise == 1 && !retraction.isDone)
        #expect(retraction.admitted.map(\.fields.firstName) == ["Ada"])
        #expect(try suppressions(folder) != before, "the plan changes nothing")
        try retraction.perform(because: "the wrong file")
        #expect(try suppressions(folder) == before)
        #expect(try ListRetraction(of: number, in: folder.workspace).isDone)
        // A send finds nothing to refuse, and writes to who is admitted again.
        #expect(try folder.send().tally.accepted == 2)
        #expect(folder.notices.isEmpty)
    }

    /// A crash between the two: the list lacks what the ledger knows, which refuses nothing, and the next command adds it.
    @Test func aCrashInBetweenIsMended() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let number = try object(folder, "ada")
        let whole = try suppressions(folder)
        try folder.files.write(whole[0] + "\n", to: "portillon.sqlite.suppressions")
        #expect(try folder.send().tally.accepted == 1, "it is refused for nothing, and who objected gets nothing")
        #expect(try suppressions(folder) == whole)
        try ListRetraction(of: number, in: folder.workspace).perform(because: "the wrong file")
        #expect(try suppressions(folder) == [whole[0]])
    }

    /// A ledger that was copied between the retraction and the same list's coming again lacks what the list beside it knows.
    @Test func aRestoredLedgerDoesNotForgetWhatCameAgain() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        try ListRetraction(of: try object(folder, "ada"), in: folder.workspace).perform(because: "the wrong file")
        let (ledger, copy) = (folder.files.file("portillon.sqlite"), folder.files.file("backup.sqlite"))
        try FileManager.default.copyItem(atPath: ledger, toPath: copy)
        _ = try object(folder, "ada")
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: ledger + ending) }
        try FileManager.default.moveItem(atPath: copy, toPath: ledger)
        #expect(try folder.prepared().refusals.count == 1, "nobody is written to")
        #expect(try Reapplication(nil, in: folder.workspace).perform().takenOver == 1)
        #expect(try folder.send().tally.accepted == 1)
    }

    /// Where the list cannot be written, the objections stand: a ledger that knows fewer than the list would refuse to send.
    @Test func withoutTheListNothingIsTakenBack() throws {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        let number = try object(folder, "ada")
        let path = folder.files.file("portillon.sqlite.suppressions")
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let failure = #expect(throws: Failure.self) {
            try ListRetraction(of: number, in: folder.workspace).perform(because: "the wrong file")
        }
        #expect(failure?.kind == .inputOutput)
        #expect(try !ListRetraction(of: number, in: folder.workspace).isDone)
    }
}
