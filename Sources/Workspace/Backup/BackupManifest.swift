import Foundation
import Vocabulary

/// What a backup of a working folder says of itself: each file with its length and digest. It is written last, so that a
/// backup that was broken off has none.
struct BackupManifest {
    struct Entry: Hashable {
        /// From the backup's folder, with `/` between its components.
        let path: String
        let octets: Int
        /// SHA-256, in hex.
        let sha256: String
    }

    static let fileName = "portillon-backup.json"
    private static let format = 1
    /// More than any working folder has; what claims more is none.
    static let mostFiles = 100_000
    /// Octets; the longest list of files is shorter.
    static let mostOctets = 64 << 20

    /// When the ledger was copied, or a moment before.
    let madeAt: Instant
    let configuration: String
    let ledger: String
    /// Where the key belongs, whether it is in the backup or not.
    let keyFile: String
    let files: [Entry]

    var octets: Int { files.reduce(0) { $0.addingReportingOverflow($1.octets).partialValue } }

    var text: [UInt8] {
        let entries = files.map {
            JSONValue.object([
                .init("path", .string($0.path)), .init("octets", .int($0.octets)), .init("sha256", .string($0.sha256)),
            ])
        }
        let json = JSONValue.object([
            .init("format", .int(BackupManifest.format)), .init("program", .string(Workspace.programVersion)),
            .init("madeAt", .string(madeAt.iso)),
            .init("configuration", .string(configuration)), .init("ledger", .string(ledger)),
            .init("keyFile", .string(keyFile)), .init("files", .array(entries)),
        ])
        return Array((json.pretty + "\n").utf8)
    }

    init(madeAt: Instant, configuration: String, ledger: String, keyFile: String, files: [Entry]) {
        (self.madeAt, self.configuration, self.ledger) = (madeAt, configuration, ledger)
        (self.keyFile, self.files) = (keyFile, files)
    }

    /// Reads ``text``; nil for anything else: another format, a path that leads out of the folder, one that stands twice.
    init?(_ text: [UInt8]) {
        guard let json = try? JSONValue(parsing: text), case .int(BackupManifest.format)? = json["format"],
            let madeAt = json["madeAt"]?.text.flatMap({ Instant(iso: $0) }),
            let configuration = json["configuration"]?.text, let ledger = json["ledger"]?.text,
            let keyFile = json["keyFile"]?.text, case .array(let entries)? = json["files"],
            entries.count <= BackupManifest.mostFiles
        else { return nil }
        var files: [Entry] = []
        // Where a file system takes two spellings for one name, they would be one file.
        var seen: Set<String> = []
        for entry in entries {
            guard let path = entry["path"]?.text, case .int(let octets)? = entry["octets"], octets >= 0,
                let sha256 = entry["sha256"]?.text, BackupManifest.isInside(path),
                seen.insert(path.lowercased()).inserted
            else { return nil }
            files.append(Entry(path: path, octets: octets, sha256: sha256))
        }
        guard [configuration, ledger, keyFile].allSatisfy(BackupManifest.isInside),
            [configuration, ledger].allSatisfy({ name in files.contains { $0.path == name } }),
            // What SQLite would read beside the ledger, and nobody has checked.
            !files.contains(where: { file in
                ["-wal", "-shm", "-journal"].contains { file.path.lowercased() == ledger.lowercased() + $0 }
            })
        else { return nil }
        (self.madeAt, self.configuration, self.ledger) = (madeAt, configuration, ledger)
        (self.keyFile, self.files) = (keyFile, files)
    }

    /// True for a path that names something below its folder, by names that are no way out and none that hide.
    static func isInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return path.utf8.count <= 4000 && parts.count <= 64
            && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && $0.utf8.count <= 255 }
            && !path.unicodeScalars.contains { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }
    }
}
