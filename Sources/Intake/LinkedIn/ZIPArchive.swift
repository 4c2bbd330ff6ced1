import Vocabulary

/// A ZIP archive, read by its central directory (APPNOTE.TXT 6.3.10, PKWARE): the only place that is complete where
/// entries were streamed with data descriptors.
struct ZIPArchive {
    /// One file of an archive.
    struct Entry {
        var name: String
        var method: Int
        var isEncrypted: Bool
        var checksum: UInt32
        var compressedSize: Int
        var size: Int
        /// Where the local header begins.
        var offset: Int
        /// The day of the entry; nil for 1980-01-01, which tools write for "unknown", and for no day at all.
        var date: CivilDate?
    }

    /// Bytes of a central directory that are read; LinkedIn's archives have some 50 entries.
    static let directoryLimit = 16 << 20

    let source: ByteSource
    let size: Int
    let entries: [Entry]

    /// True where bytes begin as a ZIP archive does.
    static func isArchive(_ head: some Collection<UInt8>) -> Bool {
        head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// Reads the central directory. `size` is the archive's number of bytes.
    init(_ source: ByteSource, size: Int) throws(IntakeFault) {
        (self.source, self.size) = (source, size)
        let directory = try Self.directory(source, size: size)
        guard let bytes = try source.bytes(at: directory.lowerBound, count: directory.count) else { throw .damaged }
        var entries: [Entry] = []
        var fields = LittleEndian(bytes)
        while fields.left >= 46 {
            guard fields.next(4) == 0x0201_4B50, let entry = Self.entry(&fields) else { throw .damaged }
            entries.append(entry)
        }
        self.entries = entries
    }

    /// Where the central directory lies.
    private static func directory(_ source: ByteSource, size: Int) throws(IntakeFault) -> Range<Int> {
        // The end record is 22 bytes, and a comment of at most 65,535 may follow it.
        let tailSize = min(size, 22 + 65_535)
        guard tailSize >= 22, let tail = try source.bytes(at: size - tailSize, count: tailSize) else { throw .damaged }
        guard
            let found = (0...(tailSize - 22)).last(where: { tail[$0...].starts(with: [0x50, 0x4B, 0x05, 0x06]) })
        else { throw .damaged }
        var fields = LittleEndian(Array(tail[found...]))
        fields.skip(12)
        guard var length = fields.next(4), var offset = fields.next(4) else { throw .damaged }
        let endRecord = size - tailSize + found
        if length == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
            // ZIP64: a locator of 20 bytes stands before the end record.
            guard endRecord >= 20, let locator = try source.bytes(at: endRecord - 20, count: 20) else { throw .damaged }
            var place = LittleEndian(locator)
            guard place.next(4) == 0x0706_4B50, place.next(4) != nil, let record = place.next(8), record < size,
                let end = try source.bytes(at: record, count: 56)
            else { throw .damaged }
            var wide = LittleEndian(end)
            guard wide.next(4) == 0x0606_4B50 else { throw .damaged }
            wide.skip(36)
            guard let wideLength = wide.next(8), let wideOffset = wide.next(8) else { throw .damaged }
            (length, offset) = (wideLength, wideOffset)
        }
        guard offset <= endRecord, length <= endRecord - offset, length <= directoryLimit else { throw .damaged }
        return offset..<(offset + length)
    }

    /// The entry whose signature was just read.
    private static func entry(_ fields: inout LittleEndian) -> Entry? {
        fields.skip(4)
        guard let flags = fields.next(2), let method = fields.next(2) else { return nil }
        fields.skip(2)
        guard let date = fields.next(2), let checksum = fields.next(4), var compressed = fields.next(4),
            var size = fields.next(4), let nameLength = fields.next(2), let extraLength = fields.next(2),
            let commentLength = fields.next(2)
        else { return nil }
        fields.skip(8)
        guard var offset = fields.next(4), let name = fields.bytes(nameLength), let extra = fields.bytes(extraLength),
            fields.bytes(commentLength) != nil
        else { return nil }
        if [compressed, size, offset].contains(0xFFFF_FFFF) {
            // ZIP64: the extra field 1 holds, in this order, those of the values that did not fit.
            guard var wide = LittleEndian.extraField(1, in: extra) else { return nil }
            for value in [\Wide.size, \Wide.compressed, \Wide.offset] {
                var all = Wide(size: size, compressed: compressed, offset: offset)
                guard all[keyPath: value] == 0xFFFF_FFFF else { continue }
                guard let found = wide.next(8) else { return nil }
                all[keyPath: value] = found
                (size, compressed, offset) = (all.size, all.compressed, all.offset)
            }
        }
        return Entry(
            name: String(decoding: name, as: UTF8.self).withoutControls, method: method, isEncrypted: flags & 1 != 0,
            checksum: UInt32(truncatingIfNeeded: checksum), compressedSize: compressed, size: size, offset: offset,
            date: day(date))
    }

    private struct Wide {
        var size: Int
        var compressed: Int
        var offset: Int
    }

    /// MS-DOS's date: years since 1980, month, day.
    private static func day(_ date: Int) -> CivilDate? {
        guard date != 1 << 5 | 1 else { return nil }
        return CivilDate(year: 1980 + date >> 9, month: date >> 5 & 15, day: date & 31)
    }
}

/// Little-endian numbers one after another.
struct LittleEndian {
    private let all: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { all = bytes }

    var left: Int { all.count - position }

    mutating func skip(_ count: Int) { position = min(all.count, position + count) }

    /// A number of so many bytes; nil at the end, or where it is too large for a file.
    mutating func next(_ count: Int) -> Int? {
        guard let bytes = bytes(count) else { return nil }
        var number: UInt64 = 0
        for byte in bytes.reversed() { number = number << 8 | UInt64(byte) }
        return Int(exactly: number)
    }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count <= left else { return nil }
        defer { position += count }
        return Array(all[position..<(position + count)])
    }

    /// The content of an extra field by its number.
    static func extraField(_ number: Int, in extra: [UInt8]) -> LittleEndian? {
        var fields = LittleEndian(extra)
        while let found = fields.next(2), let length = fields.next(2), let content = fields.bytes(length) {
            if found == number { return LittleEndian(content) }
        }
        return nil
    }
}

extension IntakeFault {
    /// The archive's structure does not hold.
    static let damaged = IntakeFault(
        .badArchive,
        Phrase(
            fr: "l’archive ZIP est abîmée ou incomplète : téléchargez-la de nouveau",
            en: "the ZIP archive is damaged or incomplete: download it again"))
}
