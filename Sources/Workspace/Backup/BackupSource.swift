import Foundation
import Vocabulary

/// A backup that is read: whatever lies in its folder, nothing outside it is read, and nothing is taken for what it is not.
struct BackupSource {
    private let folder: String

    init(_ folder: String) { self.folder = folder }

    /// Throws a `Failure` where there is no backup, or one that was not finished.
    func manifest() throws -> BackupManifest {
        var facts = stat()
        guard stat(folder, &facts) == 0 else {
            let why = Phrase(errno: errno)
            throw Failure(
                .noInput,
                Phrase(fr: "`\(folder)` ne peut être lu : \(why.fr)", en: "`\(folder)` cannot be read: \(why.en)"))
        }
        guard let octets = try? octets(of: BackupManifest.fileName, atMost: BackupManifest.mostOctets),
            let manifest = BackupManifest(octets)
        else {
            throw Failure(
                .badInput,
                Phrase(
                    fr: "`\(folder)` n’est pas une sauvegarde de `portillon backup`, ou une qui n’a pas été achevée "
                        + "(`\(BackupManifest.fileName)`)",
                    en: "`\(folder)` is no backup of `portillon backup`, or one that was not finished "
                        + "(`\(BackupManifest.fileName)`)"))
        }
        return manifest
    }

    /// The configuration as it will stand in `target`; what it names has to lie there.
    func configuration(_ manifest: BackupManifest, in target: URL) throws -> Configuration {
        let path = target.appendingPathComponent(manifest.configuration).path
        guard let octets = try? octets(of: manifest.configuration, atMost: 16 << 20) else {
            throw BackupSource.altered(manifest.configuration)
        }
        let json: JSONValue
        do throws(JSONFault) { json = try JSONValue(parsing: TextFile.normalized(octets)) } catch {
            throw Failure(
                .configuration,
                Phrase(
                    fr: "\(manifest.configuration):\(error.line):\(error.column) : \(error.problem.fr)",
                    en: "\(manifest.configuration):\(error.line):\(error.column): \(error.problem.en)"))
        }
        let configuration = try Configuration(
            json, path: path, folder: URL(fileURLWithPath: path).deletingLastPathComponent(), environment: [:])
        for (named, expected) in [
            (configuration.ledger, manifest.ledger), (configuration.keyFile, manifest.keyFile),
        ]
        where !URL(fileURLWithPath: named).standardizedFileURL.path
            .isSpelled(target.standardizedFileURL.path + "/" + expected)
        {
            throw BackupSource.altered(manifest.configuration)
        }
        return configuration
    }

    /// Holds each file to its length and digest. Throws a `Failure` at the first that is another one, or none.
    func verify(_ manifest: BackupManifest) throws {
        for entry in manifest.files {
            guard let file = try? ContainedFile(entry.path, below: folder), file.size == entry.octets,
                let found = try? file.read(atMost: entry.octets, { _ in }), found.octets == entry.octets,
                found.sha256 == entry.sha256
            else { throw BackupSource.altered(entry.path) }
        }
    }

    /// What stands at the top of the folder and is none of the backup's: it is left there.
    func strangers(_ manifest: BackupManifest) -> [String] {
        let own = Set(manifest.files.compactMap { $0.path.split(separator: "/").first.map(String.init) })
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !own.contains($0) && $0 != BackupManifest.fileName && !$0.hasPrefix(".") }.sorted()
    }

    private func octets(of name: String, atMost limit: Int) throws -> [UInt8] {
        let file = try ContainedFile(name, below: folder)
        guard file.size <= limit else { throw PrivateFile.Fault(code: EFBIG) }
        var octets: [UInt8] = []
        _ = try file.read(atMost: limit) { octets += $0 }
        return octets
    }

    static func altered(_ name: String) -> Failure {
        Failure(
            .badInput,
            Phrase(
                fr: "`\(name)` manque dans la sauvegarde, ou n’est plus celui qui y a été mis ; rien n’a été remis",
                en: "`\(name)` is missing in the backup, or is not the one any more that was put there; nothing "
                    + "was brought "
                    + "back"))
    }
}
