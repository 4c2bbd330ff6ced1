import Foundation
import Ledger
import Vocabulary

/// What of a working folder goes into its backup: every file of the sender's own, and nothing that is a secret, that was
/// written about people from what is in the ledger, or that is another ledger or another backup.
struct FolderInventory {
    /// From the folder, sorted.
    private(set) var files: [String] = []
    /// Secrets that stay behind.
    private(set) var secrets: [String] = []
    /// Links to folders, pipes, databases, what was written about people: from the folder.
    private(set) var others: [String] = []

    /// Files by what they are, whatever their name.
    private struct Identity: Hashable {
        let device: UInt64
        let inode: UInt64

        init(_ facts: stat) { (device, inode) = (UInt64(facts.st_dev), UInt64(facts.st_ino)) }

        init?(_ path: String) {
            var facts = stat()
            guard stat(path, &facts) == 0 else { return nil }
            self.init(facts)
        }
    }

    private let root: String
    private let isSecret: Set<Identity>
    private let isLeft: Set<Identity>

    /// Throws a `Failure` where the folder cannot be listed, or holds more than any working folder does.
    init(_ workspace: Workspace) throws {
        let configuration = workspace.configuration
        root = configuration.folder.standardizedFileURL.path
        isSecret = Set(
            ([configuration.keyFile] + FolderInventory.secretFiles(of: configuration)).compactMap { Identity($0) })
        let ledger = ["", "-wal", "-shm", "-journal", ".suppressions", ".outputs", ".sending"]
            .map { configuration.ledger + $0 }
        let outputs = workspace.knownOutputs.paths + [configuration.relay.address.folder].compactMap(\.self)
        isLeft = Set((ledger + [configuration.path] + outputs).compactMap { Identity($0) })
        try walk("", depth: 0)
        files.sort()
    }

    private mutating func walk(_ folder: String, depth: Int) throws {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted() } catch {
            let why = Phrase(saying: error)
            throw Failure(
                .inputOutput,
                Phrase(
                    fr: "le dossier `\(path(folder))` ne peut être lu : \(why.fr)",
                    en: "the folder `\(path(folder))` cannot be read: \(why.en)"))
        }
        // A backup that was made into the folder is none of its files.
        if depth > 0, names.contains(BackupManifest.fileName) { return others.append(folder) }
        for name in names {
            guard files.count < BackupManifest.mostFiles - 16 else {
                throw Failure(
                    .cannotCreate,
                    Phrase(
                        fr: "`\(root)` contient plus de fichiers qu’un dossier de travail : gardez "
                            + "`config.json` et les "
                            + "lettres dans un dossier à eux",
                        en: "`\(root)` holds more files than a working folder: keep `config.json` and the letters in a "
                            + "folder of their own"))
            }
            try look(at: folder.isEmpty ? name : folder + "/" + name, name, depth)
        }
    }

    private mutating func look(at file: String, _ name: String, _ depth: Int) throws {
        // What hides, and what is on its way, belongs to somebody else.
        guard !name.hasPrefix("."), PrivateDraft.of(name) == nil else { return }
        var facts = stat()
        guard BackupManifest.isInside(file), stat(path(file), &facts) == 0 else { return others.append(file) }
        let identity = Identity(facts)
        if isSecret.contains(identity) { return secrets.append(file) }
        if isLeft.contains(identity) {
            if facts.st_mode & S_IFMT == S_IFDIR { others.append(file) }
            return
        }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR:
            var itself = stat()
            // Behind a link may be the whole disk.
            guard depth < 32, lstat(path(file), &itself) == 0, itself.st_mode & S_IFMT == S_IFDIR else {
                return others.append(file)
            }
            try walk(file, depth: depth + 1)
        case S_IFREG:
            switch FolderInventory.content(of: path(file), Int(facts.st_size)) {
            case .key: secrets.append(file)
            case .database: others.append(file)
            case .other where FolderInventory.isPassword(name): secrets.append(file)
            case .other: files.append(file)
            }
        default: others.append(file)
        }
    }

    private func path(_ file: String) -> String { file.isEmpty ? root : root + "/" + file }

    // MARK: Secrets

    private enum Content { case key, database, other }

    /// A copy of a key is a secret as well, and a copy of a database would be torn.
    private static func content(of path: String, _ size: Int) -> Content {
        guard let file = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)) else { return .other }
        defer { try? file.close() }
        let head = (try? file.read(upToCount: 512)) ?? Data()
        if head.starts(with: Array("SQLite format 3\u{0}".utf8)) { return .database }
        return size <= 200 && Key(fileText: String(decoding: head, as: UTF8.self)) != nil ? .key : .other
    }

    /// The names that this program gives to passwords: one that is no longer in use is still one.
    private static func isPassword(_ name: String) -> Bool { name.hasSuffix(".password") }

    /// The files that the configuration has passwords and tokens in, in whichever part: named as such, or as a word of the
    /// command that prints one.
    private static func secretFiles(of configuration: Configuration) -> [String] {
        guard let data = FileManager.default.contents(atPath: configuration.path),
            let json = try? JSONValue(parsing: TextFile.normalized(Array(data)))
        else { return [] }
        return secrets(in: json).map { URL(fileURLWithPath: $0, relativeTo: configuration.folder).path }
    }

    private static func secrets(in value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            return members.flatMap { member -> [String] in
                switch (member.name, member.value) {
                case ("file", .string(let path)): [FileNames.found(path)]
                case ("command", .array(let words)):
                    words.compactMap(\.text).flatMap { $0.split { " \t'\"|;<>()".contains($0) } }.map(String.init)
                default: secrets(in: member.value)
                }
            }
        case .array(let values): return values.flatMap(secrets)
        default: return []
        }
    }
}
