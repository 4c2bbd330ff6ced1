import Foundation
package import Ledger
import Vocabulary

/// The whole working folder in another one: the ledger as of one moment (also while letters leave), the list of objections
/// beside it, the configuration, and every file of the sender's own.
///
/// It is made under another name, which it loses when all is on the disk: what was broken off is no backup. The key goes along
/// only where that was asked for; a password never does.
package struct FolderBackup {
    /// What was made.
    package struct Result {
        /// Absolute.
        package let path: String
        /// Files, the ledger and the configuration among them.
        package let files: Int
        package let octets: Int
        package let health: LedgerHealth
        package let hasKey: Bool
        package let keyFile: String
        /// Secrets that stayed behind, from the folder; the key aside.
        package let secrets: [String]
        /// What else stayed behind: databases, links, what was written about people.
        package let others: [String]
    }

    private let workspace: Workspace
    private let target: String
    private let withKey: Bool

    /// `folder` is a new one, or empty; `withKey`: the key goes along.
    package init(_ workspace: Workspace, to folder: String, withKey: Bool) {
        self.workspace = workspace
        target = URL(fileURLWithPath: folder).standardizedFileURL.path
        self.withKey = withKey
    }

    /// Throws a `Failure`; nothing that looks like a backup is there then.
    package func run() throws -> Result {
        try checkTarget()
        let configuration = workspace.configuration
        let ledger = try workspace.ledger(readOnly: true)
        defer { ledger.close() }
        let key = try workspace.readableKey(for: ledger)
        if withKey, key == nil { throw Failure(.refused, workspace.keyFault) }
        let inventory = try FolderInventory(workspace)
        workspace.knownOutputs.note(.folder, target)
        let madeAt = Workspace.now()
        let draft = try BackupDraft(of: target)
        let (ledgerName, keyName) = (name(of: configuration.ledger), name(of: configuration.keyFile))
        let health = try draft.add(ledger, as: ledgerName, key: key)
        for file in inventory.files { try draft.add(configuration.folder.path + "/" + file, as: file) }
        // After the ledger: who objected in between is on it, and nothing is sent before that was taken up.
        for ending in [".suppressions", ".outputs"] {
            try draft.addIfThere(configuration.ledger + ending, as: ledgerName + ending)
        }
        if withKey { try draft.add(configuration.keyFile, as: keyName) }
        let configurationName = URL(fileURLWithPath: configuration.path).lastPathComponent
        try draft.add(try configurationText(ledgerName, keyName), as: configurationName)
        let manifest = BackupManifest(
            madeAt: madeAt, configuration: configurationName, ledger: ledgerName, keyFile: keyName, files: draft.files)
        try draft.publish(manifest)
        return Result(
            path: target, files: manifest.files.count, octets: manifest.octets, health: health, hasKey: withKey,
            keyFile: configuration.keyFile,
            secrets: inventory.secrets.filter {
                !configuration.keyFile.isSpelled(configuration.folder.path + "/" + $0)
            },
            others: inventory.others)
    }

    private func checkTarget() throws {
        var facts = stat()
        guard lstat(target, &facts) == 0 else { return }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? ["?"]
        guard names.isEmpty else {
            throw Failure(
                .cannotCreate,
                Phrase(
                    fr: "`\(target)` est déjà là et n’est pas un dossier vide ; rien n’est jamais remplacé : "
                        + "donnez un nouveau "
                        + "nom, avec la date par exemple",
                    en: "`\(target)` is there already and is no empty folder; nothing is ever replaced: give a "
                        + "new name, "
                        + "with the date say"))
        }
    }

    /// Where something lies in the backup: where it lies in the folder, or at its top where it is kept elsewhere.
    private func name(of path: String) -> String {
        let folder = workspace.configuration.folder.standardizedFileURL.path + "/"
        let whole = URL(fileURLWithPath: path).standardizedFileURL.path
        let below = whole.hasPrefix(folder) ? String(whole.dropFirst(folder.count)) : ""
        return BackupManifest.isInside(below) ? below : URL(fileURLWithPath: path).lastPathComponent
    }

    /// The configuration, octet by octet, but that ledger and key are in its own folder from now on.
    private func configurationText(_ ledger: String, _ key: String) throws -> [UInt8] {
        let configuration = workspace.configuration
        let path = configuration.path
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(
                .inputOutput, Phrase(fr: "`\(path)` ne peut être lu", en: "`\(path)` cannot be read"))
        }
        var text = Array(data)
        for (member, name, now) in [
            ("ledger", ledger, configuration.ledger), ("keyFile", key, configuration.keyFile),
        ] where !isBelow(now, name) {
            text = JSONText.setting(member, to: .string(name), in: text) ?? text
        }
        return text
    }

    private func isBelow(_ path: String, _ name: String) -> Bool {
        URL(fileURLWithPath: path).standardizedFileURL.path.isSpelled(
            workspace.configuration.folder.standardizedFileURL.path + "/" + name)
    }
}
