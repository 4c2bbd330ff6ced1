import Foundation
import Ledger
import TestSupport
import Testing
import Vocabulary

@testable import Workspace

/// A working folder put away and brought back.
@Suite struct FolderBackupTests {
    private func folder() throws -> Folder {
        let folder = try Folder()
        try folder.meet("ada", "bob")
        try folder.files.write("x", to: "Templates/mine.html")
        try folder.files.write("x", to: "images/logo.png")
        return folder
    }

    private func backup(_ folder: Folder, _ name: String = "copy", withKey: Bool = false) throws -> FolderBackup.Result
    {
        try FolderBackup(try folder.workspace, to: folder.files.file(name), withKey: withKey).run()
    }

    private func restore(_ backup: String, into folder: TemporaryFolder) throws -> FolderRestore.Result {
        try FolderRestore(backup, into: folder.file("config.json"), environment: [:]).run()
    }

    private func kind(_ body: () throws -> Void) -> Failure.Kind? {
        do { try body() } catch { return Failure(error)?.kind }
        return nil
    }

    @Test func whatIsSecretStaysBehind() throws {
        let folder = try Folder(
            relay: """
                {"url": "smtp://localhost", "username": "zoe", "password": {"file": "words/smtp.txt"}, "security": "none"}
                """)
        try folder.meet("ada")
        try folder.files.write("hunter2", to: "words/smtp.txt")
        try folder.files.write("hunter3", to: "old.password")
        try folder.files.write(
            String(decoding: try folder.files.bytes("portillon.key"), as: UTF8.self), to: "copy-of.txt")
        try folder.files.write("hidden", to: ".netrc")
        let result = try backup(folder)
        #expect(Set(result.secrets) == ["words/smtp.txt", "old.password", "copy-of.txt"])
        #expect(!result.hasKey && result.health.isSound)
        let all = try #require(FileManager.default.enumerator(atPath: folder.files.file("copy"))).compactMap {
            $0 as? String
        }
        for name in ["portillon.key", "words/smtp.txt", "old.password", "copy-of.txt", ".netrc"] {
            #expect(!all.contains(name), "\(name)")
        }
        for name in ["config.json", "letter.md", "met.csv", "portillon.sqlite"] {
            #expect(all.contains(name), "\(name)")
            #expect(try folder.files.mode("copy/" + name) == 0o600)
        }
        let there = try TemporaryFolder()
        let restored = try restore(folder.files.file("copy"), into: there)
        #expect(restored.missingKey != nil && restored.missingSecrets.count == 1)
    }

    @Test func aWholeFolderComesBack() throws {
        let folder = try folder()
        let result = try backup(folder, withKey: true)
        #expect(result.hasKey)
        let there = try TemporaryFolder()
        let restored = try restore(folder.files.file("copy"), into: there)
        #expect(restored.missingKey == nil && restored.fault == nil && restored.files == result.files)
        for name in ["config.json", "letter.md", "Templates/mine.html", "images/logo.png", "portillon.key"] {
            #expect(try there.bytes(name) == folder.files.bytes(name), "\(name)")
            #expect(try there.mode(name) == 0o600)
        }
        #expect(try there.mode("portillon.sqlite") == 0o600)
        #expect(try there.names(in: "").allSatisfy { !$0.contains(".new-") })
        // A second time, there is a ledger.
        #expect(kind { _ = try restore(folder.files.file("copy"), into: there) } == .cannotCreate)
    }

    @Test func nothingIsReplaced() throws {
        let folder = try folder()
        try folder.files.write("mine", to: "copy/other.txt")
        #expect(kind { _ = try backup(folder) } == .cannotCreate)
        #expect(try folder.files.names(in: "copy") == ["other.txt"])
        try folder.files.write("mine", to: "file")
        #expect(kind { _ = try backup(folder, "file") } == .cannotCreate)
        _ = try backup(folder, "empty/new")
        for name in ["letter.md", "config.json", "Templates", "portillon.sqlite-wal", "portillon.sqlite"] {
            let there = try TemporaryFolder()
            try there.write("mine", to: name)
            #expect(kind { _ = try restore(folder.files.file("empty/new"), into: there) } == .cannotCreate, "\(name)")
            #expect(try there.names(in: "") == [name])
            #expect(try String(decoding: there.bytes(name), as: UTF8.self) == "mine")
        }
    }

    /// Everything before the configuration is there, and no command finds it: the same command goes on.
    @Test func whatWasBrokenOffIsTakenUp() throws {
        let folder = try folder()
        _ = try backup(folder, withKey: true)
        let there = try TemporaryFolder()
        _ = try restore(folder.files.file("copy"), into: there)
        try FileManager.default.removeItem(atPath: there.file("config.json"))
        try FileManager.default.removeItem(atPath: there.file("letter.md"))
        #expect(try restore(folder.files.file("copy"), into: there).missingKey == nil)
        #expect(try there.bytes("letter.md") == folder.files.bytes("letter.md"))
    }

    @Test func aKeyOfAnotherLedgerIsRefused() throws {
        let (folder, other) = (try folder(), try folder())
        _ = try backup(folder)
        let there = try TemporaryFolder()
        try there.write(String(decoding: try other.files.bytes("portillon.key"), as: UTF8.self), to: "portillon.key")
        #expect(kind { _ = try restore(folder.files.file("copy"), into: there) } == .refused)
        #expect(try there.names(in: "") == ["portillon.key"])
        // The ledger's own, put there by hand, will do.
        let fitting = try TemporaryFolder()
        try fitting.write(String(decoding: try folder.files.bytes("portillon.key"), as: UTF8.self), to: "portillon.key")
        #expect(try restore(folder.files.file("copy"), into: fitting).missingKey == nil)
        // No backup says that the key is in it where it is another one.
        try folder.files.write(
            String(decoding: try other.files.bytes("portillon.key"), as: UTF8.self), to: "portillon.key")
        #expect(kind { _ = try backup(folder, "second", withKey: true) } == .refused)
        #expect(!FileManager.default.fileExists(atPath: folder.files.file("second")))
    }

    @Test func whatLiesElsewhereIsBroughtTogether() throws {
        let folder = try folder()
        let elsewhere = try TemporaryFolder()
        for name in ["portillon.sqlite", "portillon.key"] {
            try FileManager.default.moveItem(atPath: folder.files.file(name), toPath: elsewhere.file(name))
        }
        let text = String(decoding: try folder.files.bytes("config.json"), as: UTF8.self)
        try folder.files.write(
            text.replacing(
                "{\"sender\"",
                with: "{\"ledger\": \"\(elsewhere.file("portillon.sqlite"))\", "
                    + "\"keyFile\": \"\(elsewhere.file("portillon.key"))\", \"sender\""), to: "config.json")
        _ = try backup(folder, withKey: true)
        let there = try TemporaryFolder()
        #expect(try restore(folder.files.file("copy"), into: there).missingKey == nil)
        let configuration = try Configuration.load(there.file("config.json"), environment: [:])
        #expect(
            configuration.ledger == there.file("portillon.sqlite")
                && configuration.keyFile == there.file("portillon.key"))
    }

    // MARK: Backups that are none

    @Test(arguments: ["link", "pipe", "changed", "shorter", "longer", "gone", "folder"])
    func aFileThatIsAnotherOneIsRefused(_ what: String) throws {
        let folder = try folder()
        _ = try backup(folder, withKey: true)
        let file = folder.files.file("copy/letter.md")
        let text = String(decoding: try folder.files.bytes("copy/letter.md"), as: UTF8.self)
        try FileManager.default.removeItem(atPath: file)
        switch what {
        case "link": try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "../letter.md")
        case "pipe": #expect(mkfifo(file, 0o600) == 0)
        case "changed": try folder.files.write(text.replacing("Hello", with: "Jello"), to: "copy/letter.md")
        case "shorter": try folder.files.write(String(text.dropLast()), to: "copy/letter.md")
        case "longer":
            try folder.files.write(text, to: "copy/letter.md")
            // A terabyte, and not a block of it on the disk.
            #expect(truncate(file, 1 << 40) == 0)
        case "folder": try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        default: break
        }
        let there = try TemporaryFolder()
        #expect(kind { _ = try restore(folder.files.file("copy"), into: there) } == .badInput)
        #expect(try there.names(in: "").isEmpty)
    }

    @Test(arguments: ["../out", "/tmp/out", "a/../../out", "a//b", ".ssh/keys", "a/./b", "a\u{7}b", ""])
    func aPathThatLeadsOutIsNone(_ path: String) throws {
        let folder = try folder()
        _ = try backup(folder)
        let name = "copy/" + BackupManifest.fileName
        let manifest = String(decoding: try folder.files.bytes(name), as: UTF8.self)
        let escaped = JSONValue.string(path).compact
        try folder.files.write(manifest.replacing("\"letter.md\"", with: escaped), to: name)
        let there = try TemporaryFolder()
        #expect(kind { _ = try restore(folder.files.file("copy"), into: there) } == .badInput)
        #expect(try there.names(in: "").isEmpty)
    }

    @Test func aBackupWithoutItsEndIsNone() throws {
        let folder = try folder()
        _ = try backup(folder)
        try FileManager.default.removeItem(atPath: folder.files.file("copy/" + BackupManifest.fileName))
        let there = try TemporaryFolder()
        #expect(kind { _ = try restore(folder.files.file("copy"), into: there) } == .badInput)
        #expect(kind { _ = try restore(folder.files.file("nowhere"), into: there) } == .noInput)
    }

    @Test func strangersAreLeftAndNamed() throws {
        let folder = try folder()
        _ = try backup(folder, withKey: true)
        #expect(mkfifo(folder.files.file("copy/pipe"), 0o600) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder.files.file("copy/out"), withDestinationPath: "/etc/passwd")
        let there = try TemporaryFolder()
        #expect(try restore(folder.files.file("copy"), into: there).strangers == ["out", "pipe"])
        #expect(try !there.names(in: "").contains("out"))
    }

    /// A backup inside the folder, and what leads out of it, are not taken into the next one.
    @Test func theFolderAloneIsPutAway() throws {
        let folder = try folder()
        _ = try backup(folder, "first")
        let outside = try TemporaryFolder()
        try outside.write("secret", to: "secret.txt")
        try FileManager.default.createSymbolicLink(
            atPath: folder.files.file("elsewhere"), withDestinationPath: outside.path)
        #expect(mkfifo(folder.files.file("pipe"), 0o600) == 0)
        let result = try backup(folder, "second")
        #expect(Set(result.others) == ["first", "elsewhere", "pipe"])
        #expect(!FileManager.default.fileExists(atPath: folder.files.file("second/elsewhere")))
    }

    /// Who objected after the backup is on the list that stayed, and stays on it.
    @Test func theListThatIsHereIsKept() throws {
        let folder = try folder()
        _ = try backup(folder, withKey: true)
        let workspace = try folder.workspace
        let (ledger, key) = try workspace.ledgerOrNew()
        _ = try ledger.object(
            .init(target: "ada@example.org", kind: .objected, on: When(day: Workspace.today()), because: ""), key: key,
            now: Workspace.now())
        try workspace.suppressionList.keepUp(with: ledger, key)
        ledger.close()
        let there = try TemporaryFolder()
        let list = String(decoding: try folder.files.bytes("portillon.sqlite.suppressions"), as: UTF8.self)
        try there.write(list, to: "portillon.sqlite.suppressions")
        let restored = try restore(folder.files.file("copy"), into: there)
        #expect(restored.fault?.en.contains("subject reapply") == true)
        #expect(String(decoding: try there.bytes("portillon.sqlite.suppressions"), as: UTF8.self) == list)
        // Of another key, it says nothing of these people, and is not thrown away either.
        let other = try TemporaryFolder()
        _ = try backup(folder, "later", withKey: true)
        try other.write("{\"key\":\"\(String(repeating: "0", count: 64))\"}\n", to: "portillon.sqlite.suppressions")
        #expect(kind { _ = try restore(folder.files.file("later"), into: other) } == .cannotCreate)
        #expect(try other.names(in: "") == ["portillon.sqlite.suppressions"])
    }
}
