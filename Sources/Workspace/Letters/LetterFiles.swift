import Crypto
import Foundation

/// The files that a letter may pull in: ordinary ones of a bearable size, and none of Portillon's own secrets.
struct LetterFiles {
    private struct Identity: Hashable {
        let device: UInt64
        let number: UInt64

        init(_ information: stat) {
            device = UInt64(information.st_dev)
            number = UInt64(information.st_ino)
        }
    }

    /// What no letter carries, whatever name or link leads there: the key, the ledger, the configuration, secrets.
    private let secrets: Set<Identity>
    private let names = FileNames()
    /// Octets that one file may have; relays take far less.
    static let limit = 64 << 20

    init(_ configuration: Configuration) {
        let paths =
            ["", "-wal", "-shm", "-journal"].map { configuration.ledger + $0 }
            + [configuration.keyFile, configuration.path] + configuration.secretFiles
        secrets = Set(
            paths.compactMap { path in
                var information = stat()
                return stat(path, &information) == 0 ? Identity(information) : nil
            })
    }

    /// The bytes of a file; nil where it is missing, no ordinary file, too large, or a secret.
    func read(_ url: URL) -> [UInt8]? {
        // Without waiting: a named pipe would keep the opening for ever.
        read(open(names.found(url.path), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    }

    private func read(_ descriptor: Int32) -> [UInt8]? {
        guard let file = allowed(descriptor) else { return nil }
        return try? Array(file.readToEnd() ?? Data())
    }

    /// Takes over a descriptor; nil, and closed, where it stands for nothing that a letter carries.
    private func allowed(_ descriptor: Int32) -> FileHandle? {
        guard descriptor >= 0 else { return nil }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
            information.st_size <= LetterFiles.limit, !secrets.contains(Identity(information))
        else { return nil }
        return file
    }
}

extension LetterFiles {
    /// The bytes of a file below a folder, wherever links lead; nil where there is none that a letter may carry.
    func read(_ path: String, below folder: URL) -> [UInt8]? { read(opened(path, below: folder)) }

    /// True where ``read(_:below:)`` would give bytes.
    func has(_ path: String, below folder: URL) -> Bool { allowed(opened(path, below: folder)) != nil }

    /// Octets of a file below a folder.
    func size(_ path: String, below folder: URL) -> Int? {
        guard let file = allowed(opened(path, below: folder)), let end = try? file.seekToEnd() else { return nil }
        return Int(end)
    }

    static func digest(of bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// SHA-256 of a file below a folder, read in pieces.
    func digest(_ path: String, below folder: URL) -> [UInt8]? {
        guard let file = allowed(opened(path, below: folder)) else { return nil }
        var hash = SHA256()
        do {
            while let piece = try file.read(upToCount: 1 << 16), !piece.isEmpty { hash.update(data: piece) }
        } catch { return nil }
        return Array(hash.finalize())
    }

    /// A descriptor of the file that a path leads to, below a folder; -1 where there is none. Where links lead is found
    /// out first, and that way is then walked without any: what is turned into a link meanwhile leads nowhere.
    private func opened(_ path: String, below folder: URL) -> Int32 {
        guard let root = LetterFiles.real(folder.path),
            let real = LetterFiles.real(names.found(folder.appendingPathComponent(path).path))
        else { return -1 }
        let start = root == "/" ? "/" : root + "/"
        guard real.hasPrefix(start) else { return -1 }
        var descriptor = open(root, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        let names = real.dropFirst(start.count).split(separator: "/").map(String.init)
        for (index, name) in names.enumerated() where descriptor >= 0 {
            let kind = index + 1 < names.count ? O_DIRECTORY : O_NONBLOCK
            let next = openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | kind)
            close(descriptor)
            descriptor = next
        }
        return descriptor
    }

    private static func real(_ path: String) -> String? {
        guard !path.utf8.contains(0), let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(validatingCString: found)
    }
}
