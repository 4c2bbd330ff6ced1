import Foundation
import Ledger
import Vocabulary

/// The ledger of a backup on its way to its place: under another name until it was looked through, and gone where it is given
/// up.
final class RestoredLedger {
    private let path: String
    private let draft: String
    private let isThere: Bool
    private let entry: BackupManifest.Entry

    /// Copies it beside its place and checks it. Throws a `Failure` where it is damaged, or none.
    init(_ manifest: BackupManifest, from backup: String, to folder: URL) throws {
        guard let entry = manifest.files.first(where: { $0.path == manifest.ledger }) else {
            throw BackupSource.altered(manifest.ledger)
        }
        self.entry = entry
        path = folder.appendingPathComponent(manifest.ledger).path
        draft = path + ".new-\(getpid())"
        try RestoreTarget.makeFolders(for: manifest.ledger, below: folder)
        for left in PrivateDraft.abandoned(beside: path) { unlink(left) }
        var facts = stat()
        isThere = lstat(path, &facts) == 0
        do {
            let source = try ContainedFile(manifest.ledger, below: backup)
            let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { throw PrivateFile.Fault(code: errno) }
            defer { close(descriptor) }
            let found = try source.read(atMost: entry.octets) {
                guard writeAll($0, to: descriptor) else { throw PrivateFile.Fault(code: errno) }
            }
            guard found.sha256 == entry.sha256 else { throw BackupSource.altered(manifest.ledger) }
            guard fsync(descriptor) == 0 else { throw PrivateFile.Fault(code: errno) }
        } catch {
            unlink(draft)
            throw RestoreTarget.unwritable(path, error)
        }
        do { try check() } catch {
            removeDraft()
            throw error
        }
    }

    deinit { removeDraft() }

    private func removeDraft() { for ending in ["", "-wal", "-shm", "-journal"] { unlink(draft + ending) } }

    private func check() throws {
        let ledger = try Ledger.open(path: draft, readOnly: true)
        defer { ledger.close() }
        guard ledger.check(key: nil).isSound else {
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "le registre de cette sauvegarde est abîmé : rien n’a été remis ; prenez une autre sauvegarde",
                    en: "the ledger in this backup is damaged: nothing was brought back; take another backup"))
        }
    }

    /// True where the key is the one that it was made with.
    func belongs(to key: Key) throws -> Bool {
        let ledger = try Ledger.open(path: draft, readOnly: true)
        defer { ledger.close() }
        if case .own = try ledger.standing(of: key) { return true }
        return false
    }

    /// Gives it its name; false where it had it already, from a command that was broken off.
    func publish() throws -> Bool {
        guard !isThere else { return false }
        if link(draft, path) == 0 { return true }
        guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else {
            if errno == EEXIST { throw RestoreTarget.inTheWay(path) }
            throw RestoreTarget.unwritable(path, PrivateFile.Fault(code: errno))
        }
        guard access(path, F_OK) != 0 else { throw RestoreTarget.inTheWay(path) }
        guard rename(draft, path) == 0 else { throw RestoreTarget.unwritable(path, PrivateFile.Fault(code: errno)) }
        return true
    }
}
