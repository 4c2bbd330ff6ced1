import Foundation
import Testing

/// What `ledger check --json` prints.
private struct HealthDocument: Decodable {
    struct Reference: Decodable { let table: String }

    let ok: Bool
    let integrity: [String]
    let foreignKeys: [Reference]
    let schema: [String]
    let log: VerdictDocument
}

/// What `ledger backup --json` prints.
private struct BackupDocument: Decodable {
    let file: String
    let bytes: Int
    let size: Int
    let head: String
    let ok: Bool
}

@Suite struct LedgerCommandTests {
    @Test func aSoundLedger() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        let before = try folder.bytes("portillon.sqlite")
        let run = try folder.run("ledger", "check", "--json")
        #expect(run.code == 0, "\(run.out)")
        let health = try run.document(HealthDocument.self)
        #expect(health.ok && health.integrity.isEmpty && health.foreignKeys.isEmpty && health.schema.isEmpty)
        #expect(health.log.ok)
        #expect(try folder.bytes("portillon.sqlite") == before)
        // The key adds to what can be checked, and nothing needs it.
        try folder.remove("portillon.key")
        #expect(try folder.run("ledger", "check").code == 0)
    }

    @Test func whatIsWrongIsNamed() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        try folder.tamper("DELETE FROM contact WHERE id = 1; CREATE TABLE odd (x)")
        let run = try folder.run("ledger", "check", "--json")
        #expect(run.code == 1)
        let health = try run.document(HealthDocument.self)
        #expect(!health.ok && health.foreignKeys.map(\.table).contains("address"))
        #expect(health.schema.contains("added: table odd") && health.schema.contains("missing: trigger log_no_update"))
    }

    @Test func damageIsAFindingAndNoFault() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        var bytes = try folder.bytes("portillon.sqlite")
        for place in stride(from: 4096, to: bytes.count, by: 37) { bytes[place] ^= 0x55 }
        try folder.write("portillon.sqlite", bytes: bytes)
        for command in [["ledger", "check", "--json"], ["log", "verify", "--json"]] {
            let run = try folder.run(command)
            #expect(run.code == 1, "\(command): \(run.err)")
            #expect(try run.fields().contains("ok"))
        }
    }

    @Test func whatIsNoLedgerIsLeftAlone() throws {
        let folder = try WorkingFolder()
        try folder.write("portillon.sqlite", "a diary")
        for command in [["ledger", "check"], ["ledger", "backup", "copy.sqlite"], ["log", "verify"]] {
            #expect(try folder.run(command).code == 74, "\(command)")
        }
        #expect(try folder.text("portillon.sqlite") == "a diary" && !folder.exists("copy.sqlite"))
    }

    @Test func aBackupIsACopyThatVerifies() throws {
        let folder = try WorkingFolder()
        try folder.mailEverybody()
        let run = try folder.run("ledger", "backup", "copy.sqlite", "--json")
        #expect(run.code == 0, "\(run.err)")
        #expect(run.err.contains("portillon.key"))
        let backup = try run.document(BackupDocument.self)
        let verdict = try folder.verify()
        #expect(backup.ok && backup.size == verdict.size && backup.head == verdict.head)
        #expect(try folder.mode("copy.sqlite") == 0o600 && folder.bytes("copy.sqlite").count == backup.bytes)
        #expect(folder.names(in: ".").filter { $0.hasPrefix("copy") } == ["copy.sqlite"])
        // It is never written over: neither a file, nor a link that leads nowhere.
        let before = try folder.bytes("copy.sqlite")
        #expect(try folder.run("ledger", "backup", "copy.sqlite").code == 73)
        #expect(try folder.bytes("copy.sqlite") == before)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.sqlite"), withDestinationPath: folder.path("elsewhere.sqlite"))
        #expect(try folder.run("ledger", "backup", "link.sqlite").code == 73)
        #expect(!folder.exists("elsewhere.sqlite"))
        #expect(try folder.run("ledger", "backup", "nowhere/copy.sqlite").code == 73)
        // Put in the ledger's place, it goes on.
        try folder.remove("portillon.sqlite")
        try FileManager.default.moveItem(atPath: folder.path("copy.sqlite"), toPath: folder.path("portillon.sqlite"))
        #expect(try folder.status().accepted == 2)
        #expect(try folder.verify().ok)
    }

    @Test func aBackupDuringASendIsWhole() throws {
        let folder = try WorkingFolder()
        try folder.meet((0..<150).map { "person\($0)" })
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        var copies = 0
        while copies < 4 {
            let run = try folder.run("ledger", "backup", "copy\(copies).sqlite")
            #expect(run.code == 0, "\(run.err)")
            copies += 1
        }
        #expect(try going.end().code == 0)
        for copy in 0..<copies {
            try folder.write("copy.json", Settings.with { $0.ledger = "\"copy\(copy).sqlite\"" }.json)
            #expect(try folder.run("ledger", "check", "--config", "copy.json").code == 0)
        }
        #expect(try folder.status().accepted == 150)
    }
}

/// The power goes: what lies on the disk at that instant opens and verifies, and a run takes it up.
@Suite struct PowerCutTests {
    /// The files as they lie at one instant: nothing runs while they are copied.
    private func snapshots(of folder: WorkingFolder, during going: Command.Going, seed: UInt64) throws -> Int {
        var (state, count) = (seed, 0)
        while count < 10 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            usleep(UInt32(state >> 33) % 15_000)
            going.signal(SIGSTOP)
            defer { going.signal(SIGCONT) }
            // A process that has ended stops no more.
            guard kill(going.pid, 0) == 0 else { break }
            usleep(2_000)
            for ending in ["", "-wal"] where folder.exists("portillon.sqlite" + ending) {
                try? FileManager.default.copyItem(
                    atPath: folder.path("portillon.sqlite" + ending), toPath: folder.path("cut\(count).sqlite" + ending)
                )
            }
            count += 1
        }
        return count
    }

    private func verifyAll(_ count: Int, in folder: WorkingFolder) throws {
        for cut in 0..<count {
            try folder.write("cut.json", Settings.with { $0.ledger = "\"cut\(cut).sqlite\"" }.json)
            let run = try folder.run("ledger", "check", "--json", "--config", "cut.json")
            #expect(run.code == 0, "cut \(cut): \(run.out)")
        }
    }

    @Test(arguments: [1, 2] as [UInt64]) func duringASend(_ seed: UInt64) throws {
        let folder = try WorkingFolder()
        try folder.meet((0..<200).map { "person\($0)" })
        let going = try folder.start("send", "letter.md", "--yes", "--json")
        let count = try snapshots(of: folder, during: going, seed: seed)
        #expect(try going.end().code == 0)
        try verifyAll(count, in: folder)
        // One of them is taken up again.
        try folder.write(
            "cut.json",
            Settings.with {
                $0.ledger = #""cut\#(count / 2).sqlite""#
                $0.relay = #"{"url": "maildir:second"}"#
            }.json)
        let again = try folder.run("send", "letter.md", "--yes", "--json", "--config", "cut.json")
        #expect([0, 75].contains(again.code), "\(again.err)")
        #expect(try folder.run("log", "verify", "--config", "cut.json").code == 0)
    }

    @Test func duringAnImport() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        let rows = (0..<4000).map { "person\($0)@example.org,P\($0),Lovelace,\(day(-100)),Expo\n" }
        try folder.write("many.csv", "email,first_name,last_name,met_on,met_at\n" + rows.joined())
        let going = try folder.start("import", "csv", "many.csv", "--as", "cards")
        let count = try snapshots(of: folder, during: going, seed: 3)
        #expect(try going.end().code == 0)
        try verifyAll(count, in: folder)
        #expect(try folder.verify().ok)
    }
}
