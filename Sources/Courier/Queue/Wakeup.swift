#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends the wait of a thread that polls sockets: a pipe whose reading end it polls with them.
final class Wakeup: Sendable {
    /// Readable once ``signal()`` was called; -1 where the system has no pipe to give.
    let descriptor: Int32
    private let writingEnd: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            (descriptor, writingEnd) = (-1, -1)
            return
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writingEnd) = (ends[0], ends[1])
    }

    deinit {
        for end in [descriptor, writingEnd] where end >= 0 { close(end) }
    }

    func signal() {
        var byte: UInt8 = 1
        // A full pipe is readable already.
        _ = write(writingEnd, &byte, 1)
    }

    /// Takes back every signal given so far.
    func drain() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(descriptor, &bytes, bytes.count) == bytes.count {}
    }
}
