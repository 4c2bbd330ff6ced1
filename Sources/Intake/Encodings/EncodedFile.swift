import Crypto
import Vocabulary

/// A text that can be read from its start as often as needed, without its byte order mark, and as UTF-8 wherever it does
/// not need a look at each row (``rowDecoder``).
struct EncodedFile {
    /// SHA-256 of the bytes as they stand in the file, in hex.
    let digest: String
    let encoding: TextEncoding
    /// The number of bytes before decoding.
    let size: Int
    /// Nil where all of the file is what its encoding says.
    let rowDecoder: RowDecoder?
    private let open: () throws(IntakeFault) -> ByteStream

    /// Walks once over all bytes, to learn their digest and their encoding; once more where they are not UTF-8 throughout.
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
        encoding = mark ?? (validity.isWhole ? .utf8 : .undeclared)
        let isByRow = encoding == .undeclared || (encoding == .utf8WithMark && !validity.isWhole)
        rowDecoder = isByRow ? try RowDecoder(isMarked: encoding == .utf8WithMark, try open()) : nil
    }

    init(_ source: ByteSource) throws(IntakeFault) {
        try self.init { () throws(IntakeFault) -> ByteStream in source.stream() }
    }

    /// The text from its start, as UTF-8; as the bytes of the file where its rows are decoded by themselves.
    func stream() throws(IntakeFault) -> ByteStream {
        guard let rowDecoder else { return encoding.decoding(try open()) }
        return rowDecoder.isMarked ? try open().dropping(3) : try open()
    }

    /// The bytes from their start, as UTF-8 only where the file is UTF-16 or has a byte order mark: vCards can use
    /// several charsets in one file.
    func bytes() throws(IntakeFault) -> ByteStream {
        encoding == .undeclared ? try open() : encoding.decoding(try open())
    }

    /// The first bytes of ``stream()``.
    func head(_ count: Int) throws(IntakeFault) -> [UInt8] {
        var head: [UInt8] = []
        let stream = try stream()
        while head.count < count, let chunk = try stream.next() { head += chunk.prefix(count - head.count) }
        return head
    }
}
