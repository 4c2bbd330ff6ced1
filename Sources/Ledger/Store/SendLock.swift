internal import Foundation
internal import Vocabulary

/// One sender at a time across processes: an advisory lock that the kernel gives back whatever becomes of its holder.
package final class SendLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// Who holds the lock.
    package struct Held: Error {
        /// As the holder wrote it: process id, letter and moment.
        package let holder: String
    }

    /// Takes the lock beside the ledger, or says who holds it. `holder` is what others are told.
    package static func take(beside ledger: String, holder: String) throws -> SendLock {
        // Two names of one file keep two journals, and two locks: the database itself would break.
        var information = stat()
        if stat(ledger, &information) == 0, information.st_nlink > 1 {
            throw LedgerFault.inputOutput("`\(ledger)` has a second name (a hard link): remove one of the two")
        }
        let path = SendLock.path(beside: ledger)
        // What is written here must not be written elsewhere: neither behind a link nor into a file that has another name.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else {
            if errno == ELOOP { throw LedgerFault.notALock(path: path) }
            throw LedgerFault.inputOutput("`\(path)`: \(String(cString: strerror(errno)))")
        }
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG, information.st_nlink == 1
        else {
            Foundation.close(descriptor)
            throw LedgerFault.notALock(path: path)
        }
        // Somebody who only looks (`isHeld`) holds it for an instant: that is no reason to give up.
        var tries = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0, tries < 5 {
            tries += 1
            usleep(10_000)
        }
        guard tries < 5 else {
            defer { Foundation.close(descriptor) }
            var bytes = [UInt8](repeating: 0, count: 200)
            let count = pread(descriptor, &bytes, bytes.count, 0)
            let line = bytes.prefix(max(0, count)).prefix { $0 != 0x0A }
            throw Held(holder: String(decoding: line, as: UTF8.self).trimmingBlanks())
        }
        let text = Array((holder + "\n").utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
        return SendLock(descriptor: descriptor)
    }

    /// Beside the file itself, whichever link leads there.
    private static func path(beside ledger: String) -> String {
        guard let real = realpath(ledger, nil) else { return ledger + ".sending" }
        defer { free(real) }
        return String(cString: real) + ".sending"
    }

    /// Gives the lock back.
    package func release() {
        _ = ftruncate(descriptor, 0)
        // A command that starts at this moment holds a copy of the descriptor until it is itself.
        flock(descriptor, LOCK_UN)
        Foundation.close(descriptor)
    }
}

extension SendLock {
    /// True while another process sends.
    package static func isHeld(beside ledger: String) -> Bool {
        let descriptor = open(path(beside: ledger), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { Foundation.close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }
}
