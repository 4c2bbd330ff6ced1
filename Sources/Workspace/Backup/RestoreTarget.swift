import Foundation
import Vocabulary

/// The folder that a backup is brought back to: nothing that is there is replaced.
struct RestoreTarget {
    let folder: URL
    let manifest: BackupManifest
    let configuration: Configuration

    /// Room for all of it, before anything is read through.
    func checkSpace() throws {
        var above = folder
        while !FileManager.default.fileExists(atPath: above.path), above.path != "/" { above.deleteLastPathComponent() }
        var facts = statvfs()
        guard statvfs(above.path, &facts) == 0 else { return }
        let free = UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
        guard free.overflow || free.partialValue > UInt64(max(0, manifest.octets)) else {
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "la sauvegarde ne tient pas sur ce disque ; rien n’a été remis",
                    en: "the backup does not fit on this disk; nothing was brought back"))
        }
    }

    /// Throws a `Failure` where anything is in the way. A file that is the very same is not: the same command goes on where it
    /// was broken off, as long as there is no configuration.
    func check() throws {
        let ledger = manifest.files.first { $0.path == manifest.ledger }
        if isThere(manifest.ledger), isThere(manifest.configuration) || !(ledger.map(holds) ?? false) {
            let path = folder.appendingPathComponent(manifest.ledger).path
            throw Failure(
                .cannotCreate,
                Phrase(
                    fr: "`\(path)` est déjà un registre, et n’est jamais remplacé : prenez un dossier vide "
                        + "(`cd` d’abord), ou "
                        + "déplacez le registre ailleurs",
                    en: "`\(path)` is a ledger already, and is never replaced: take an empty folder (`cd` "
                        + "first), or move the "
                        + "ledger elsewhere"))
        }
        // SQLite would fold the journal of one ledger into another one.
        for ending in ["-wal", "-shm", "-journal"]
        where !isThere(manifest.ledger) && isThere(manifest.ledger + ending) {
            throw RestoreTarget.inTheWay(folder.appendingPathComponent(manifest.ledger + ending).path)
        }
        // The list of objections stays and is added to; the list of places is the one of this computer.
        let lasting = [".suppressions", ".outputs"].map { manifest.ledger + $0 }
        for entry in manifest.files where !lasting.contains(entry.path) && isThere(entry.path) && !holds(entry) {
            throw RestoreTarget.inTheWay(folder.appendingPathComponent(entry.path).path)
        }
    }

    private func isThere(_ name: String) -> Bool {
        var facts = stat()
        return lstat(folder.appendingPathComponent(name).path, &facts) == 0
    }

    private func holds(_ entry: BackupManifest.Entry) -> Bool { RestoreTarget.holds(entry, in: folder) }

    /// True where this very file is there.
    static func holds(_ entry: BackupManifest.Entry, in folder: URL) -> Bool {
        guard let file = try? ContainedFile(entry.path, below: folder.path), file.size == entry.octets,
            let found = try? file.read(atMost: entry.octets, { _ in })
        else { return false }
        return found.octets == entry.octets && found.sha256 == entry.sha256
    }

    /// Makes the folders that lead to a file, for their owner alone, and gives those that were not there; a link on the way is
    /// in the way.
    @discardableResult
    static func makeFolders(for name: String, below folder: URL) throws -> [String] {
        var path = folder.path
        var made: [String] = []
        for part in [""] + name.split(separator: "/").dropLast().map(String.init) {
            if !part.isEmpty { path += "/" + part }
            var facts = stat()
            if lstat(path, &facts) == 0 {
                // The folder itself may be reached by a link.
                guard part.isEmpty || facts.st_mode & S_IFMT == S_IFDIR else { throw inTheWay(path) }
                continue
            }
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: part.isEmpty, attributes: [.posixPermissions: 0o700])
                made.append(path)
            } catch { throw unwritable(path, error) }
        }
        return made
    }

    static func inTheWay(_ path: String) -> Failure {
        Failure(
            .cannotCreate,
            Phrase(
                fr: "`\(path)` est déjà là, et rien n’est jamais remplacé : prenez un dossier vide (`cd` d’abord)",
                en: "`\(path)` is there already, and nothing is ever replaced: take an empty folder (`cd` first)"))
    }

    static func unwritable(_ path: String, _ error: any Error) -> any Error {
        if error is Failure { return error }
        let why = Phrase(saying: error)
        return Failure(
            .inputOutput,
            Phrase(fr: "`\(path)` ne peut être écrit : \(why.fr)", en: "`\(path)` cannot be written: \(why.en)"))
    }
}
