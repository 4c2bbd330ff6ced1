import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lines and messages off a socket.
struct RelayLines {
    let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// The next line without its end; nil where the peer has gone.
    mutating func next() -> String? {
        rawLine().map { line in
            let text = line.dropLast(line.suffix(2) == [13, 10] ? 2 : 1)
            return String(decoding: text, as: UTF8.self)
        }
    }

    /// Waits until there is something to read; false where the peer has gone.
    mutating func hasMore() -> Bool { start < buffer.count || fetch() }

    /// Everything up to the lone dot, dots taken away; nil where the peer left before it.
    mutating func message() -> [UInt8]? {
        var message: [UInt8] = []
        while let line = rawLine() {
            if line == [0x2E, 13, 10] { return message }
            message += line.first == 0x2E ? line.dropFirst() : line
        }
        return nil
    }

    private mutating func rawLine() -> ArraySlice<UInt8>? {
        while true {
            if let end = buffer[start...].firstIndex(of: 10) {
                defer { start = end + 1 }
                return buffer[start...end]
            }
            guard fetch() else { return nil }
        }
    }

    private mutating func fetch() -> Bool {
        buffer.removeFirst(start)
        start = 0
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk.prefix(count)
        return true
    }
}
