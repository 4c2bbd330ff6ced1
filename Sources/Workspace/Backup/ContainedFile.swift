import Crypto
import Foundation
import Vocabulary

/// An ordinary file below a folder, opened without following a link on the way, so that nothing outside the folder is read
/// whatever lies in it; a pipe or a socket keeps nobody waiting.
final class ContainedFile {
    let descriptor: Int32
    /// Octets, when it was opened.
    let size: Int

    /// Throws a ``PrivateFile/Fault``: `ELOOP` for a link on the way, `EINVAL` for what is no ordinary file.
    init(_ path: String, below folder: String) throws {
        var parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw PrivateFile.Fault(code: errno) }
        defer { close(parent) }
        let parts = path.split(separator: "/").map(String.init)
        for name in parts.dropLast() {
            let next = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            let code = errno
            close(parent)
            parent = next
            guard next >= 0 else { throw PrivateFile.Fault(code: code) }
        }
        let file = openat(parent, parts.last ?? "", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw PrivateFile.Fault(code: errno) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(file)
            throw PrivateFile.Fault(code: EINVAL)
        }
        (descriptor, size) = (file, Int(facts.st_size))
    }

    /// One that is open already.
    init(descriptor: Int32, size: Int) { (self.descriptor, self.size) = (descriptor, size) }

    deinit { close(descriptor) }

    /// Hands over the octets piece by piece, at most so many, and gives their number and SHA-256 in hex.
    func read(atMost limit: Int = .max, _ each: ([UInt8]) throws -> Void) throws -> (octets: Int, sha256: String) {
        var hash = SHA256()
        var octets = 0
        while octets <= limit {
            var failure: Int32 = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
                var got = -1
                repeat {
                    got = Foundation.pread(descriptor, buffer.baseAddress, buffer.count, off_t(octets))
                } while got < 0 && errno == EINTR
                if got < 0 { failure = errno }
                filled = max(0, got)
            }
            guard failure == 0 else { throw PrivateFile.Fault(code: failure) }
            guard !piece.isEmpty else { break }
            octets += piece.count
            hash.update(data: piece)
            try each(piece)
        }
        return (octets, Array(hash.finalize()).hex)
    }
}
