import Foundation

/// A turn at what lies in a folder, between processes; the system ends it with the process.
struct FolderTurn {
    private let descriptor: Int32
    /// How long to wait for it, in hundredths of a second.
    private static let patience = 1000

    /// A turn at the folder that a file stands in; nil where another process keeps it for too long. On a file system that
    /// knows no such locks, everybody has one.
    static func taken(of path: String) -> FolderTurn? {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let turn = FolderTurn(descriptor: open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        for _ in 0..<patience {
            if flock(turn.descriptor, LOCK_EX | LOCK_NB) == 0 { return turn }
            guard errno == EWOULDBLOCK || errno == EINTR else { return turn }
            usleep(10_000)
        }
        turn.end()
        return nil
    }

    func end() { if descriptor >= 0 { close(descriptor) } }
}
