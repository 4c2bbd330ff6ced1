import Crypto
import Vocabulary

/// The bytes of a file, read by whoever brings them in: this room opens no file itself.
package struct ByteSource {
    /// The number of bytes; nil where it is not known beforehand.
    package let size: Int?
    /// Gives at most `count` bytes from `offset` on; none at or behind the end.
    package let read: (_ offset: Int, _ count: Int) throws -> [UInt8]

    package init(size: Int?, read: @escaping (_ offset: Int, _ count: Int) throws -> [UInt8]) {
        self.size = size
        self.read = read
    }

    /// Bytes that are already in memory.
    package init(bytes: [UInt8]) {
        size = bytes.count
        read = { offset, count in
            guard offset >= 0, offset < bytes.count, count > 0 else { return [] }
            return Array(bytes[offset..<(offset + min(count, bytes.count - offset))])
        }
    }

    /// SHA-256 of all bytes, in hex (FIPS 180-4), read by chunks.
    package func digest() throws(IntakeFault) -> String { try digestAndSize().digest }

    /// One walk over all bytes that gives their digest and their number.
    func digestAndSize() throws(IntakeFault) -> (digest: String, size: Int) {
        var hash = SHA256()
        var size = 0
        let stream = stream()
        while let chunk = try stream.next() {
            hash.update(chunk)
            size += chunk.count
        }
        return (hash.hex, size)
    }

    /// The bytes from `offset` on, `length` of them where it is given.
    func stream(from offset: Int = 0, length: Int? = nil) -> ByteStream {
        var position = offset
        var left = length ?? Int.max
        return ByteStream { () throws(IntakeFault) -> [UInt8] in
            let bytes = try fetch(position, min(left, ByteStream.chunkSize))
            position += bytes.count
            left -= bytes.count
            return bytes
        }
    }

    /// Exactly `count` bytes from `offset` on; nil where the file ends before.
    func bytes(at offset: Int, count: Int) throws(IntakeFault) -> [UInt8]? {
        var found: [UInt8] = []
        while found.count < count {
            let more = try fetch(offset + found.count, count - found.count)
            if more.isEmpty { return nil }
            found += more
        }
        return found
    }

    private func fetch(_ offset: Int, _ count: Int) throws(IntakeFault) -> [UInt8] {
        guard count > 0 else { return [] }
        do {
            let bytes = try read(offset, count)
            // A reader that gives more than it was asked for is held to the request.
            return bytes.count > count ? Array(bytes.prefix(count)) : bytes
        } catch {
            throw IntakeFault(cause: error)
        }
    }
}

/// Bytes that come once, in order, by chunks.
final class ByteStream {
    /// Bytes per read: large enough that calls cost nothing, small enough to stay in the cache.
    static let chunkSize = 256 * 1024

    private let produce: () throws(IntakeFault) -> [UInt8]
    private var isAtEnd = false

    /// `produce` gives the next bytes, none at the end.
    init(_ produce: @escaping () throws(IntakeFault) -> [UInt8]) { self.produce = produce }

    /// The next bytes, never an empty array; nil at the end.
    func next() throws(IntakeFault) -> [UInt8]? {
        if isAtEnd { return nil }
        let chunk = try produce()
        isAtEnd = chunk.isEmpty
        return isAtEnd ? nil : chunk
    }
}

extension SHA256 {
    /// Takes up bytes without going through Foundation's types.
    mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update(bufferPointer: $0) }
    }

    /// The digest so far, in lower-case hex.
    var hex: String { finalize().hex }
}
