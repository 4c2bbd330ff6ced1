import Foundation
import Ledger
import Vocabulary

/// A backup on its way: a folder under another name, for its owner alone (0700), and gone where it is given up.
final class BackupDraft {
    private let target: String
    private let path: String
    private var isPublished = false
    private(set) var files: [BackupManifest.Entry] = []

    /// For the folder that is to stand at `target`. What a process that is gone has left of one is taken away.
    init(of target: String) throws {
        self.target = target
        for left in PrivateDraft.abandoned(beside: target) { try? FileManager.default.removeItem(atPath: left) }
        path = target + ".new-\(getpid())"
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            let why = Phrase(saying: error)
            throw Failure(
                .cannotCreate,
                Phrase(
                    fr: "le dossier `\(target)` ne peut être créé : \(why.fr)",
                    en: "the folder `\(target)` cannot be made: \(why.en)"))
        }
    }

    deinit { if !isPublished { try? FileManager.default.removeItem(atPath: path) } }

    /// The ledger as of one moment; gives what its check found.
    func add(_ ledger: Ledger, as name: String, key: Key?) throws -> LedgerHealth {
        try makeFolders(for: name)
        let health = try ledger.backup(to: path + "/" + name, key: key)
        let file = try writing(name) { try ContainedFile(name, below: path) }
        let (octets, sha256) = try writing(name) { try file.read { _ in } }
        files.append(.init(path: name, octets: octets, sha256: sha256))
        return health
    }

    func addIfThere(_ source: String, as name: String) throws {
        var facts = stat()
        if lstat(source, &facts) == 0 { try add(source, as: name) }
    }

    func add(_ source: String, as name: String) throws {
        let descriptor = open(source, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var facts = stat()
        guard descriptor >= 0, fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            let why = Phrase(errno: descriptor < 0 ? errno : EINVAL)
            if descriptor >= 0 { close(descriptor) }
            throw Failure(
                .inputOutput,
                Phrase(fr: "`\(source)` ne peut être lu : \(why.fr)", en: "`\(source)` cannot be read: \(why.en)"))
        }
        let file = ContainedFile(descriptor: descriptor, size: Int(facts.st_size))
        try makeFolders(for: name)
        try writing(name) {
            let draft = try PrivateDraft(of: path + "/" + name)
            let (octets, sha256) = try file.read { try draft.write($0) }
            try draft.publish(as: path + "/" + name)
            files.append(.init(path: name, octets: octets, sha256: sha256))
        }
    }

    func add(_ octets: [UInt8], as name: String) throws {
        try writing(name) { try PrivateFile.create(path + "/" + name, octets) }
        let file = try writing(name) { try ContainedFile(name, below: path) }
        let (count, sha256) = try writing(name) { try file.read { _ in } }
        files.append(.init(path: name, octets: count, sha256: sha256))
    }

    /// All of it is there: it says so, and gets its name.
    func publish(_ manifest: BackupManifest) throws {
        let name = BackupManifest.fileName
        try writing(name) {
            try PrivateFile.create(path + "/" + name, manifest.text)
            // An empty folder that waits for it gives way; one with something in it does not.
            if rmdir(target) != 0, errno != ENOENT { throw PrivateFile.Fault(code: errno) }
            guard rename(path, target) == 0 else { throw PrivateFile.Fault(code: errno) }
        }
        isPublished = true
        let folder = open(URL(fileURLWithPath: target).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    private func makeFolders(for name: String) throws {
        let folder = URL(fileURLWithPath: path + "/" + name).deletingLastPathComponent().path
        guard folder != path else { return }
        try writing(name) {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
    }

    private func writing<Value>(_ name: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch {
            let why = Phrase(saying: error)
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "`\(name)` ne peut être écrit dans la sauvegarde : \(why.fr) ; rien n’en reste",
                    en: "`\(name)` cannot be written into the backup: \(why.en); nothing of it stays"))
        }
    }
}
