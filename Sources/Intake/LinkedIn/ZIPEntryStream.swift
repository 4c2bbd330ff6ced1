import CZlib
import Vocabulary

extension ZIPArchive {
    /// Bytes that an entry may have once inflated.
    static let entryLimit = 2 << 30
    /// How many times its compressed size an entry may have, the first 16 MiB aside: tables shrink 5 to 50 times.
    static let ratioLimit = 250
    static let ratioExempt = 16 << 20

    /// The bytes of an entry, inflated; its length and checksum are held against the directory at the end.
    func stream(_ entry: Entry) throws(IntakeFault) -> ByteStream {
        guard !entry.isEncrypted else {
            throw IntakeFault(
                .badArchive,
                Phrase(
                    fr: "`\(entry.name)` est chiffré dans l’archive : extrayez-le, puis importez le fichier CSV",
                    en: "`\(entry.name)` is encrypted in the archive: extract it, then import the CSV file"))
        }
        guard entry.method == 0 || entry.method == 8 else {
            throw IntakeFault(
                .badArchive,
                Phrase(
                    fr: "`\(entry.name)` est comprimé par une méthode inconnue (\(entry.method)) : "
                        + "extrayez-le, puis importez le fichier CSV",
                    en: "`\(entry.name)` is compressed by an unknown method (\(entry.method)): "
                        + "extract it, then import the CSV file"))
        }
        guard entry.offset < size, let header = try source.bytes(at: entry.offset, count: 30) else { throw .damaged }
        var fields = LittleEndian(header)
        guard fields.next(4) == 0x0403_4B50 else { throw .damaged }
        fields.skip(22)
        guard let nameLength = fields.next(2), let extraLength = fields.next(2) else { throw .damaged }
        let compressed = source.stream(
            from: entry.offset + 30 + nameLength + extraLength, length: entry.compressedSize)
        var inflater: Inflater?
        if entry.method == 8 { inflater = try Inflater(compressed) }
        var given = 0
        var checksum = crc32(0, nil, 0)
        let bound = max(Self.ratioExempt, min(entry.compressedSize, Self.entryLimit) * Self.ratioLimit)
        return ByteStream { () throws(IntakeFault) -> [UInt8] in
            let bytes: [UInt8]
            if let inflater {
                bytes = try inflater.next() ?? []
            } else {
                bytes = try compressed.next() ?? []
            }
            given += bytes.count
            guard given <= Self.entryLimit, given <= bound else {
                throw IntakeFault(
                    .badArchive,
                    Phrase(
                        fr: "`\(entry.name)` est démesuré une fois décomprimé : ce n’est pas un export de LinkedIn",
                        en: "`\(entry.name)` is out of all proportion once inflated: this is no export of LinkedIn's"))
            }
            checksum = bytes.withUnsafeBufferPointer { crc32(checksum, $0.baseAddress, UInt32(bytes.count)) }
            if bytes.isEmpty, given != entry.size || UInt32(truncatingIfNeeded: checksum) != entry.checksum {
                throw .damaged
            }
            return bytes
        }
    }
}

/// Inflates raw deflate data (RFC 1951) by chunks.
private final class Inflater {
    private let compressed: ByteStream
    /// zlib keeps the stream's address, so that it must not move.
    private let state: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var consumed = 0
    private var isDone = false

    init(_ compressed: ByteStream) throws(IntakeFault) {
        self.compressed = compressed
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        // Minus 15: raw data in the largest window, without zlib's own header.
        let result = inflateInit2_(state, -15, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        guard result == Z_OK else {
            isDone = true
            throw .damaged
        }
    }

    deinit {
        inflateEnd(state)
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// The next inflated bytes; nil at the end.
    func next() throws(IntakeFault) -> [UInt8]? {
        while !isDone {
            if consumed == input.count {
                // Deflate data say themselves where they end; running out before is damage.
                guard let more = try compressed.next() else { throw .damaged }
                (input, consumed) = (more, 0)
            }
            var result = Z_OK
            var left = 0
            let output = [UInt8](unsafeUninitializedCapacity: ByteStream.chunkSize) { buffer, count in
                input.withUnsafeMutableBufferPointer { bytes in
                    state.pointee.next_in = bytes.baseAddress.map { $0 + consumed }
                    state.pointee.avail_in = UInt32(bytes.count - consumed)
                    state.pointee.next_out = buffer.baseAddress
                    state.pointee.avail_out = UInt32(buffer.count)
                    result = inflate(state, Z_NO_FLUSH)
                    left = Int(state.pointee.avail_in)
                    count = buffer.count - Int(state.pointee.avail_out)
                }
            }
            consumed = input.count - left
            isDone = result == Z_STREAM_END
            // Without progress zlib says Z_BUF_ERROR, which more input mends.
            guard isDone || result == Z_OK || (result == Z_BUF_ERROR && left == 0) else { throw .damaged }
            if !output.isEmpty { return output }
        }
        return nil
    }
}
