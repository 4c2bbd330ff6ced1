import Foundation
import Synchronization
import TestSupport
import Testing

/// What only reads does so where nothing may be written: a read-only medium, a backup's folder.
@Suite struct ReadOnlyFolderTests {
    private static let commands: [[String]] = [
        ["preview", "letter.md", "--json"], ["status"], ["status", "l1", "--json"], ["why", "ada@example.org"],
        ["log"], ["log", "verify"], ["log", "checkpoint", "--json"], ["log", "replay"], ["contacts"],
    ]

    /// Runs a command that may not write into the folder, as root too: without the right that overrides permissions.
    private func locked(_ folder: WorkingFolder, _ arguments: [String]) throws -> (code: Int32, words: String) {
        let shell = Process()
        let output = Pipe()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.currentDirectoryURL = folder.url
        let drop =
            #"[ "$(id -u)" != 0 ] || set -- setpriv --bounding-set=-dac_override,-dac_read_search "$@"; exec "$@""#
        shell.arguments = ["-c", drop, "sh", Command.path] + arguments
        shell.standardOutput = output
        shell.standardError = output
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path) }
        try Spawning.lock.withLock { try shell.run() }
        let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        return (shell.terminationStatus, words)
    }

    @Test func readingNeedsNoFolderToWriteTo() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada", "bob")
        #expect(try folder.send().code == 0)
        let before = try folder.bytes("portillon.sqlite")
        for arguments in ReadOnlyFolderTests.commands {
            let run = try locked(folder, arguments)
            #expect(run.code == 0, "\(arguments): \(run.words)")
        }
        #expect(try folder.bytes("portillon.sqlite") == before)
        #expect(!folder.exists("portillon.sqlite-shm") && !folder.exists("portillon.sqlite-wal"))
        // What writes says what it lacks.
        let run = try locked(folder, ["object", "ada@example.org"])
        #expect(run.code == 74 && run.words.contains("writable"), "\(run.code) \(run.words)")
    }

    /// What a killed command left in the journal is not in the file alone: nothing is read past it.
    @Test func aJournalThatWaitsIsNotPassedOver() throws {
        let folder = try WorkingFolder()
        try folder.meet("ada")
        try folder.write("portillon.sqlite-wal", String(repeating: "x", count: 4200))
        let run = try locked(folder, ["contacts", "--json"])
        #expect(run.code == 74, "\(run.code) \(run.words)")
        #expect(run.words.contains("portillon.sqlite-wal"), "\(run.words)")
    }
}
