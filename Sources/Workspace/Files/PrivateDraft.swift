import Foundation

/// A file on its way: without a name until it is whole, so that whatever ends the program leaves nothing of it behind
/// (`O_TMPFILE`, open(2)).
///
/// Where the file system knows no such files, and for the moment in which a file takes another one's place, it bears its own
/// name with `.new-` and the number of the process behind it (`names(beside:)`): an erasure looks there, too, and the next
/// one to take that place takes away what a process that is gone has left.
package final class PrivateDraft {
    package let descriptor: Int32
    /// The name it bears on its way; nil where it has none.
    private var name: String?

    /// For the file that is to stand at `path`, or beside it.
    package init(of path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if let unnamed = PrivateDraft.unnamed(in: folder) {
            descriptor = unnamed
            return
        }
        let name = path + ".new-\(getpid())"
        unlink(name)
        descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw PrivateFile.Fault(code: errno) }
        self.name = name
    }

    deinit {
        close(descriptor)
        if let name { unlink(name) }
    }

    /// Writes all octets at the end; throws a ``PrivateFile/Fault``.
    package func write(_ bytes: [UInt8]) throws {
        guard writeAll(bytes, to: descriptor) else { throw PrivateFile.Fault(code: errno) }
    }

    /// Gives it its name; fails where there is one.
    func publish(as path: String, synced: Bool = true) throws {
        guard !synced || fsync(descriptor) == 0 else { throw PrivateFile.Fault(code: errno) }
        try link(as: path)
        if let name { unlink(name) }
        name = nil
    }

    /// It is to have no name ever: it goes with this process.
    package func stayNameless() {
        if let name { unlink(name) }
        name = nil
    }

    /// Takes the place of a file, or of nothing; where that fails, what stood there still does.
    package func replace(_ path: String) throws {
        for left in PrivateDraft.abandoned(beside: path) { unlink(left) }
        guard fsync(descriptor) == 0 else { throw PrivateFile.Fault(code: errno) }
        if name == nil {
            let next = path + ".new-\(getpid())"
            unlink(next)
            try link(as: next)
            name = next
        }
        guard let next = name, rename(next, path) == 0 else { throw PrivateFile.Fault(code: errno) }
        name = nil
    }

    private func link(as path: String) throws {
        if let name {
            if Foundation.link(name, path) == 0 { return }
            // Some file systems know no links: then look first, and rename.
            guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else { throw PrivateFile.Fault(code: errno) }
            guard access(path, F_OK) != 0 else { throw PrivateFile.Fault(code: EEXIST) }
            guard rename(name, path) == 0 else { throw PrivateFile.Fault(code: errno) }
            return
        }
        #if os(Linux)
            let itself = "/proc/self/fd/\(descriptor)"
            guard linkat(AT_FDCWD, itself, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 else {
                throw PrivateFile.Fault(code: errno)
            }
        #endif
    }

    /// Nil where there are no files without a name, or no way to give them one.
    private static func unnamed(in folder: String) -> Int32? {
        #if os(Linux)
            // As open(2) has it; the macro is none that Swift sees.
            let temporary = 0o20_000_000 | O_DIRECTORY
            guard access("/proc/self/fd", X_OK) == 0 else { return nil }
            let descriptor = open(folder, temporary | O_RDWR | O_CLOEXEC, 0o600)
            return descriptor < 0 ? nil : descriptor
        #else
            return nil
        #endif
    }

    // MARK: Names on the way

    /// What drafts of a file are called that have a name, those of other processes included.
    static func names(beside path: String) -> [String] {
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { of($0) == url.lastPathComponent }.map { folder.appendingPathComponent($0).path }
    }

    /// Those that a process has left which is gone.
    package static func abandoned(beside path: String) -> [String] { names(beside: path).filter { !isAlive($0) } }

    /// The name of the file that a name is a draft of; nil where it is none. What a database keeps beside it counts.
    package static func of(_ name: String) -> String? {
        guard let mark = name.range(of: ".new-", options: .backwards), mark.lowerBound > name.startIndex else {
            return nil
        }
        var rest = name[mark.upperBound...]
        for ending in ["-wal", "-shm", "-journal"] where rest.hasSuffix(ending) { rest = rest.dropLast(ending.count) }
        guard !rest.isEmpty, rest.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return String(name[..<mark.lowerBound])
    }

    private static func isAlive(_ name: String) -> Bool {
        let digits = name[(name.range(of: ".new-", options: .backwards)?.upperBound ?? name.endIndex)...]
            .prefix { $0.isASCII && $0.isNumber }
        guard let process = pid_t(digits), process > 0 else { return true }
        return kill(process, 0) == 0 || errno != ESRCH
    }
}
