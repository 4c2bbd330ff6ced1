internal import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Ledger {
    /// Gives the write-ahead log its room on the disk ahead of use, on a thread of its own.
    ///
    /// A commit waits until its bytes are on the disk. Where they make the file longer, the file system has to record that
    /// as well, which was measured at twenty times the wait (ext4: 3.4 ms against 0.15 ms); where they overwrite what is
    /// there, it has not. SQLite takes zeros behind the last frame for the end of the log, as their checksums do not hold.
    ///
    /// `recipients` is how many are about to change, at most. Where the disk is nearly full, nothing is reserved, and
    /// each commit asks for its own.
    package func reserveJournal(recipients: Int) {
        let wanted = min(JournalReserve.most, recipients.multipliedReportingOverflow(by: 6_000).partialValue)
        guard let path = try? journalPath() else { return }
        Thread.detachNewThread { JournalReserve.lengthen(path, to: wanted) }
    }
}

/// The zeros at the end of the write-ahead log.
private enum JournalReserve {
    /// What the log holds before it is folded into the file, and a little more.
    static let most = (Ledger.journalPages + 256) * 4120
    private static let piece = 1 << 18

    /// Appending goes to wherever the end is at that instant: nothing that SQLite has written, or writes meanwhile, is
    /// overwritten.
    static func lengthen(_ path: String, to size: Int) {
        // The file is SQLite's to make, and where it is missing there is nothing to make room in.
        let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return }
        defer { close(file) }
        // Where the disk is nearly full, the room is for what has to be written.
        var disk = statvfs()
        guard fstatvfs(file, &disk) == 0, UInt64(disk.f_bavail) * UInt64(disk.f_frsize) / 8 > UInt64(max(0, size))
        else {
            return
        }
        let zeros = [UInt8](repeating: 0, count: piece)
        var facts = stat()
        while fstat(file, &facts) == 0, facts.st_size < size {
            guard zeros.withUnsafeBytes({ write(file, $0.baseAddress, $0.count) }) == piece else { break }
        }
        _ = fsync(file)
    }
}
