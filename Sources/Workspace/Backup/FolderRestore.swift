import Courier
import Foundation
import Ledger
package import Vocabulary

/// A working folder brought back from its backup, here or on another computer, by steps of which the last makes it one:
///
/// 1. ``init(_:into:environment:)`` reads the backup through, holds each file to its length and digest, and refuses
///    what would take the place of anything. Nothing is written.
/// 2. ``run()`` writes every file, the ledger and at the very end the configuration, without which no command finds the
///    folder. What was broken off is taken up by the same command.
package final class FolderRestore {
    /// What was brought back, and what is still missing.
    package struct Result {
        /// The folder; absolute.
        package let folder: String
        package let files: Int
        /// When the backup was made: what happened since is not in it.
        package let madeAt: Instant
        /// Where the key belongs; nil where it is there.
        package let missingKey: String?
        /// Where secrets of the relay are looked for and are not.
        package let missingSecrets: [SecretPlace]
        /// The words of commands that print secrets: the sender is to know them.
        package let commands: [[String]]
        /// The configuration, where it is not `config.json`.
        package let configuration: String?
        /// What stands in the backup's folder and does not belong to it.
        package let strangers: [String]
        /// Why nothing may be sent before it was settled: objections that came later. Nil where there is nothing.
        package let fault: Phrase?
    }

    private let backup: String
    private let environment: [String: String]
    private let folder: URL
    private let manifest: BackupManifest
    private let configuration: Configuration
    private let strangers: [String]
    private var made: [String] = []
    private var madeFolders: [String] = []

    /// That of the folder's messages.
    package var language: Language { configuration.language }

    /// `configurationPath`: where `--config` points; the folder is the one that it lies in. Throws a `Failure`.
    package init(_ backup: String, into configurationPath: String, environment: [String: String]) throws {
        self.environment = environment
        self.backup = URL(fileURLWithPath: backup).standardizedFileURL.path
        folder = URL(fileURLWithPath: configurationPath).standardizedFileURL.deletingLastPathComponent()
        let source = BackupSource(self.backup)
        manifest = try source.manifest()
        configuration = try source.configuration(manifest, in: folder)
        let target = RestoreTarget(folder: folder, manifest: manifest, configuration: configuration)
        try target.checkSpace()
        try source.verify(manifest)
        try target.check()
        strangers = source.strangers(manifest)
    }

    /// Writes it. Throws a `Failure`; what was written is taken away then.
    package func run() throws -> Result {
        do {
            let key = try bringBack()
            return try result(key)
        } catch {
            for path in made.reversed() { unlink(path) }
            for path in madeFolders.reversed() { rmdir(path) }
            throw error
        }
    }

    private func bringBack() throws -> Key? {
        let (last, beside) = (
            [manifest.ledger, manifest.keyFile, manifest.configuration],
            [".suppressions", ".outputs"].map { manifest.ledger + $0 }
        )
        for entry in manifest.files where !(last + beside).contains(entry.path) { try bring(entry) }
        let ledger = try RestoredLedger(manifest, from: backup, to: folder)
        let key = try key(of: ledger)
        for entry in manifest.files where beside.contains(entry.path) {
            if entry.path.hasSuffix(".suppressions"), exists(entry.path) {
                try joinSuppressions(entry)
            } else if !exists(entry.path) {
                try bring(entry)
            }
        }
        for entry in manifest.files where entry.path == manifest.keyFile { try bring(entry) }
        if try ledger.publish() { made.append(folder.appendingPathComponent(manifest.ledger).path) }
        // Until now, no command finds a configuration here.
        for entry in manifest.files where entry.path == manifest.configuration { try bring(entry) }
        return key
    }

    private func exists(_ name: String) -> Bool {
        var facts = stat()
        return lstat(folder.appendingPathComponent(name).path, &facts) == 0
    }

    private func bring(_ entry: BackupManifest.Entry) throws {
        let path = folder.appendingPathComponent(entry.path).path
        madeFolders += try RestoreTarget.makeFolders(for: entry.path, below: folder)
        do {
            let file = try ContainedFile(entry.path, below: backup)
            let draft = try PrivateDraft(of: path)
            let (octets, sha256) = try file.read(atMost: entry.octets) { try draft.write($0) }
            guard octets == entry.octets, sha256 == entry.sha256 else { throw BackupSource.altered(entry.path) }
            try draft.publish(as: path)
            made.append(path)
        } catch let fault as PrivateFile.Fault where fault.code == EEXIST {
            // Brought here before, by a command that was broken off, or by hand: it is the very same.
            guard RestoreTarget.holds(entry, in: folder) else { throw RestoreTarget.inTheWay(path) }
            chmod(path, 0o600)
        } catch let fault as PrivateFile.Fault {
            throw RestoreTarget.unwritable(path, fault)
        }
    }

    /// The key of the backup, or the one that was put here by hand; nil where there is none. It belongs to the ledger, or the
    /// whole is refused.
    private func key(of ledger: RestoredLedger) throws -> Key? {
        let isInBackup = manifest.files.contains { $0.path == manifest.keyFile }
        guard isInBackup || exists(manifest.keyFile) else { return nil }
        let file: ContainedFile
        do { file = try ContainedFile(manifest.keyFile, below: isInBackup ? backup : folder.path) } catch {
            throw RestoreTarget.inTheWay(folder.appendingPathComponent(manifest.keyFile).path)
        }
        var octets: [UInt8] = []
        _ = try file.read(atMost: 4096) { octets += $0 }
        guard let key = Key(fileText: String(decoding: octets, as: UTF8.self)), try ledger.belongs(to: key) else {
            throw Failure(
                .refused,
                Phrase(
                    fr: "la clé `\(manifest.keyFile)` n’est pas celle du registre de cette sauvegarde ; rien "
                        + "n’a été remis : "
                        + "trouvez celle qui va avec lui",
                    en: "the key `\(manifest.keyFile)` is not the one of the ledger in this backup; nothing was "
                        + "brought back: "
                        + "find the one that goes with it"))
        }
        return key
    }

    /// Lines are added and never taken away: whoever objected by either list has objected.
    private func joinSuppressions(_ entry: BackupManifest.Entry) throws {
        let path = folder.appendingPathComponent(entry.path).path
        var octets: [UInt8] = []
        do {
            _ = try ContainedFile(entry.path, below: backup).read(atMost: entry.octets) { octets += $0 }
        } catch { throw RestoreTarget.unwritable(path, error) }
        guard let here = FileManager.default.contents(atPath: path) else { throw RestoreTarget.inTheWay(path) }
        func lines(_ octets: [UInt8]) -> [String] {
            String(decoding: TextFile.normalized(octets), as: UTF8.self).split(separator: "\n").map(String.init)
        }
        let (own, other) = (lines(Array(here)), lines(octets))
        guard own.first == other.first else { throw RestoreTarget.inTheWay(path) }
        let missing = SuppressionList.missing(from: own, of: other)
        guard !missing.isEmpty else { return }
        do {
            let text = (own + missing).map { $0 + "\n" }.joined()
            try PrivateFile.replace(path, Array(text.utf8))
        } catch { throw RestoreTarget.unwritable(path, error) }
    }

    private func result(_ key: Key?) throws -> Result {
        let workspace = Workspace(configuration, environment: [:], language: configuration.language) { _ in }
        workspace.knownOutputs.note(.folder, backup)
        var fault: Phrase?
        if let key {
            let ledger = try workspace.ledger(readOnly: true)
            defer { ledger.close() }
            fault = try workspace.suppressionList.fault(of: ledger, key)
        }
        let inbox = configuration.inbox?.secrets ?? []
        // One that opens both is one.
        let needed = unique((configuration.relay.username == nil ? [] : configuration.relay.secrets) + inbox)
        return Result(
            folder: folder.path, files: manifest.files.count, madeAt: manifest.madeAt,
            missingKey: key == nil ? configuration.keyFile : nil,
            missingSecrets: needed.filter { place in
                switch place {
                case .file(let path): access(path, F_OK) != 0
                case .environment(let name): (environment[name] ?? "").isEmpty
                case .command: false
                }
            },
            commands: unique(configuration.relay.secrets + inbox).compactMap {
                if case .command(let words) = $0 { words } else { nil }
            },
            configuration: manifest.configuration == "config.json" ? nil : manifest.configuration,
            strangers: strangers, fault: fault)
    }

    private func unique(_ places: [SecretPlace]) -> [SecretPlace] {
        places.enumerated().filter { !places[..<$0.offset].contains($0.element) }.map(\.element)
    }
}
