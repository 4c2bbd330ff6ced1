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
    /// Octets that one file may have; relays take far less.
    static let limit = 64 << 20

    init(_ configuration: Configuration) {
        let paths =
            ["", "-wal", "-shm", "-journal"].map { configuration.ledger + $0 }
            + [configuration.keyFile, configuration.path] + configuration.relay.secretFiles
        secrets = Set(
            paths.compactMap { path in
                var information = stat()
                return stat(path, &information) == 0 ? Identity(information) : nil
            })
    }

    /// The bytes of a file; nil where it is missing, no ordinary file, too large, or a secret.
    func read(_ url: URL) -> [UInt8]? {
        // Without waiting: a named pipe would keep the opening for ever.
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
            information.st_size <= LetterFiles.limit, !secrets.contains(Identity(information))
        else { return nil }
        return try? Array(FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() ?? Data())
    }
}
