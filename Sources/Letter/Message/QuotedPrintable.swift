import Vocabulary

/// Quoted-printable (RFC 2045 §6.7): lines of at most 76 octets, soft breaks included. Each line is encoded by itself.
enum QuotedPrintable {
    /// A body with LF line ends; the last line is ended where it was not.
    static func encode(_ body: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        body.withUnsafeBufferPointer { body in
            var start = 0
            while start < body.count {
                let end = body[start...].firstIndex(of: 0x0A) ?? body.count
                append(line: UnsafeBufferPointer(rebasing: body[start..<end]), to: &result)
                start = end + 1
            }
        }
        return result
    }

    /// Appends a line, which comes without its line end, with it.
    static func append(line: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        // The worst is three octets each, and a soft break of three after every 25 of them.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: line.count * 4 + 8) { output in
            let count = write(line, to: output)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: output[..<count]))
        }
    }

    private static func write(
        _ line: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var count = 0
        var column = 0
        var index = 0
        func put(_ byte: UInt8) {
            output[count] = byte
            count += 1
        }
        while index < line.count {
            let byte = line[index]
            let isLast = index + 1 == line.count
            // A blank at a line's end would be lost.
            var isPlain = OctetRuns.isPlain(byte) && !(isLast && (byte == 0x20 || byte == 0x09))
            if column + (isPlain ? 1 : 3) > (isLast ? 76 : 75) {
                put(0x3D)
                put(0x0D)
                put(0x0A)
                column = 0
            }
            // A dot or `From` at a line's start is mangled by old relays, and a hyphen there may look like a boundary.
            if column == 0, byte == 0x2E || byte == 0x46 || byte == 0x2D { isPlain = false }
            guard isPlain else {
                put(0x3D)
                put(Hex.upperDigit(byte >> 4))
                put(Hex.upperDigit(byte))
                column += 3
                index += 1
                continue
            }
            put(byte)
            column += 1
            index += 1
            // The last octet of a line has rules of its own.
            let run = OctetRuns.plain(line, from: index, atMost: min(75 - column, line.count - 1 - index))
            _ = UnsafeMutableBufferPointer(rebasing: output[count..<count + run])
                .update(fromContentsOf: line[index..<index + run])
            count += run
            column += run
            index += run
        }
        put(0x0D)
        put(0x0A)
        return count
    }
}
