import Vocabulary

/// How the characters of a file are encoded.
enum TextEncoding: Equatable {
    case utf8
    /// UTF-8 that says so by a byte order mark.
    case utf8WithMark
    case utf16LittleEndian(hasMark: Bool)
    case utf16BigEndian(hasMark: Bool)
    /// Neither marked nor UTF-8 throughout: what a row, or a card, is encoded in is for it to show.
    case undeclared

    /// What the first bytes give away: a byte order mark, or the zero bytes of UTF-16 text without one.
    init?(mark head: some Collection<UInt8>) {
        let head = Array(head.prefix(4))
        if head.starts(with: Vocabulary.TextFile.byteOrderMark) {
            self = .utf8WithMark
        } else if head.starts(with: [0xFF, 0xFE]) {
            self = .utf16LittleEndian(hasMark: true)
        } else if head.starts(with: [0xFE, 0xFF]) {
            self = .utf16BigEndian(hasMark: true)
        } else if head.count == 4, head[0] == 0, head[1] != 0, head[2] == 0, head[3] != 0 {
            self = .utf16BigEndian(hasMark: false)
        } else if head.count == 4, head[0] != 0, head[1] == 0, head[2] != 0, head[3] == 0 {
            self = .utf16LittleEndian(hasMark: false)
        } else {
            return nil
        }
    }

    /// The stream's characters as UTF-8, without a byte order mark. Bytes that are no character become U+FFFD
    /// where the encoding can tell, and so does NUL; other UTF-8 is passed on as it stands.
    func decoding(_ stream: ByteStream) -> ByteStream {
        let text = characters(of: stream)
        return ByteStream { () throws(IntakeFault) -> [UInt8] in NULs.replaced(in: try text.next() ?? []) }
    }

    /// In which encoding the rows are, where none of them has to be looked at by itself.
    var ofRows: RowEncoding {
        switch self {
        case .utf8, .utf8WithMark, .undeclared: .utf8
        case .utf16LittleEndian: .utf16LittleEndian
        case .utf16BigEndian: .utf16BigEndian
        }
    }

    private func characters(of stream: ByteStream) -> ByteStream {
        switch self {
        case .utf8, .undeclared: return stream
        case .utf8WithMark: return stream.dropping(3)
        case .utf16LittleEndian(let hasMark), .utf16BigEndian(let hasMark):
            var isBigEndian = false
            if case .utf16BigEndian = self { isBigEndian = true }
            var decoder = UTF16Decoder(isBigEndian: isBigEndian)
            let body = hasMark ? stream.dropping(2) : stream
            return ByteStream { () throws(IntakeFault) -> [UInt8] in
                while let chunk = try body.next() {
                    let text = decoder.decode(chunk)
                    if !text.isEmpty { return text }
                }
                return decoder.finish()
            }
        }
    }
}

extension ByteStream {
    /// The stream without its first bytes.
    func dropping(_ count: Int) -> ByteStream {
        var left = count
        return ByteStream { [self] () throws(IntakeFault) -> [UInt8] in
            while let chunk = try next() {
                if left == 0 { return chunk }
                let dropped = min(left, chunk.count)
                left -= dropped
                if chunk.count > dropped { return Array(chunk[dropped...]) }
            }
            return []
        }
    }
}

/// NUL ends a text wherever C has a say, a database among others: what stands behind it would be cut off, and an
/// address would be read that nobody gave.
enum NULs {
    static func replaced(in bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 64)
        for byte in bytes {
            if byte == 0 { result += [0xEF, 0xBF, 0xBD] } else { result.append(byte) }
        }
        return result
    }
}

/// UTF-16 by chunks, whose units and surrogate pairs may be cut anywhere (RFC 2781).
struct UTF16Decoder {
    let isBigEndian: Bool
    private var halfUnit: UInt8?
    private var highSurrogate: UInt32?

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    mutating func decode(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            guard let first = halfUnit else {
                halfUnit = byte
                continue
            }
            halfUnit = nil
            let unit = isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)
            take(unit, into: &result)
        }
        return result
    }

    /// What is left at the end: half a unit or half a pair is no character.
    mutating func finish() -> [UInt8] {
        guard halfUnit != nil || highSurrogate != nil else { return [] }
        halfUnit = nil
        highSurrogate = nil
        return [0xEF, 0xBF, 0xBD]
    }

    private mutating func take(_ unit: UInt32, into result: inout [UInt8]) {
        if let high = highSurrogate {
            highSurrogate = nil
            if 0xDC00...0xDFFF ~= unit {
                result.append(scalar: 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00))
                return
            }
            result.append(scalar: 0xFFFD)
        }
        switch unit {
        case 0xD800...0xDBFF: highSurrogate = unit
        case 0xDC00...0xDFFF: result.append(scalar: 0xFFFD)
        default: result.append(scalar: unit)
        }
    }
}
