import Crypto

/// A text that can be read from its start as often as needed, always as UTF-8 without a byte order mark.
struct TextFile {
    /// SHA-256 of the bytes as they stand in the file, in hex.
    let digest: String
    let encoding: TextEncoding
    /// The number of bytes before decoding.
    let size: Int
    private let open: () throws(IntakeFault) -> ByteStream

    /// Walks once over all bytes, to learn their digest and their encoding: the encoding is decided for the whole
    /// file, since a spreadsheet writes all of it in one.
    init(_ open: @escaping () throws(IntakeFault) -> ByteStream) throws(IntakeFault) {
        self.open = open
        var hash = SHA256()
        var validity = UTF8Validity()
        var mark: TextEncoding?
        var head: [UInt8] = []
        var size = 0
        let stream = try open()
        while let chunk = try stream.next() {
            hash.update(chunk)
            size += chunk.count
            if head.count < 4 {
                head += chunk.prefix(4 - head.count)
                mark = TextEncoding(mark: head)
            }
            validity.take(chunk)
        }
        digest = hash.hex
        self.size = size
        encoding = mark ?? (validity.isUTF8 ? .utf8 : .windows1252)
    }

    init(_ source: ByteSource) throws(IntakeFault) {
        try self.init { () throws(IntakeFault) -> ByteStream in source.stream() }
    }

    /// The text from its start, as UTF-8.
    func stream() throws(IntakeFault) -> ByteStream { encoding.decoding(try open()) }

    /// The bytes from their start, as UTF-8 only where the file is UTF-16 or has a byte order mark: vCards can use
    /// several charsets in one file.
    func bytes() throws(IntakeFault) -> ByteStream {
        encoding == .windows1252 ? try open() : encoding.decoding(try open())
    }

    /// The first bytes of the text, as UTF-8.
    func head(_ count: Int) throws(IntakeFault) -> [UInt8] {
        var head: [UInt8] = []
        let stream = try stream()
        while head.count < count, let chunk = try stream.next() { head += chunk.prefix(count - head.count) }
        return head
    }
}
