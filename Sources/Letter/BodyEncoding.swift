/// How a text part is encoded for the wire (RFC 2045 §6): as it is, quoted-printable, or base64, whichever fits best.
enum BodyEncoding: String {
    case sevenBit = "7bit"
    case quotedPrintable = "quoted-printable"
    case base64

    /// The best encoding for a body with LF line ends.
    static func best(for body: [UInt8]) -> BodyEncoding {
        var column = 0
        var longest = 0
        var escaped = 0
        var isRisky = false
        var previous: UInt8 = 0
        body.withUnsafeBufferPointer { body in
            for byte in body {
                if byte == 0x0A {
                    longest = max(longest, column)
                    column = 0
                } else {
                    column += 1
                    if byte >= 0x7F || (byte < 0x20 && byte != 0x09) {
                        escaped += 1
                        isRisky = true
                    } else if byte == 0x3D {
                        escaped += 1
                    }
                    // A line that begins with two hyphens could be taken for a boundary; so could what one begins with.
                    if byte == 0x2D, previous == 0x2D, column == 2 { isRisky = true }
                    if byte == 0x5F, previous == 0x3D { isRisky = true }
                    // Old relays put a `>` before it.
                    if byte == 0x46, column == 1 { isRisky = true }
                }
                previous = byte
            }
        }
        longest = max(longest, column)
        if !isRisky, longest <= 78 { return .sevenBit }
        // Base64 grows every octet by a third and more; quoted-printable only the escaped ones, by two.
        return escaped * 6 > body.count ? .base64 : .quotedPrintable
    }

    /// Writes a body with CRLF line ends; ends with a line end.
    func write(_ body: [UInt8], to bytes: inout [UInt8]) {
        switch self {
        case .sevenBit: bytes += BodyEncoding.withLineEnds(body)
        case .quotedPrintable: bytes += BodyEncoding.quotedPrintable(body)
        case .base64: Base64.lines(BodyEncoding.withLineEnds(body), to: &bytes)
        }
        if bytes.last != 0x0A { bytes += [0x0D, 0x0A] }
    }

    private static func withLineEnds(_ body: [UInt8]) -> [UInt8] {
        let ends = body.count { $0 == 0x0A }
        return [UInt8](unsafeUninitializedCapacity: body.count + ends) { output, count in
            for byte in body {
                if byte == 0x0A {
                    output[count] = 0x0D
                    count += 1
                }
                output[count] = byte
                count += 1
            }
        }
    }

    private static let hex: [UInt8] = Array("0123456789ABCDEF".utf8)
    /// Octets that stand for themselves wherever they are.
    private static let plain: [Bool] = (0..<256).map { $0 > 0x20 && $0 < 0x7F && $0 != 0x3D }

    /// Lines of at most 76 octets, soft breaks included (RFC 2045 §6.7).
    static func quotedPrintable(_ body: [UInt8]) -> [UInt8] {
        // The worst is three octets each, and a soft break of three after every 25 of them.
        [UInt8](unsafeUninitializedCapacity: body.count * 4 + 8) { output, count in
            body.withUnsafeBufferPointer { body in
                plain.withUnsafeBufferPointer { plain in
                    hex.withUnsafeBufferPointer { hex in
                        count = quotedPrintable(body, plain, hex, to: output)
                    }
                }
            }
        }
    }

    private static func quotedPrintable(
        _ body: UnsafeBufferPointer<UInt8>, _ plain: UnsafeBufferPointer<Bool>, _ hex: UnsafeBufferPointer<UInt8>,
        to output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var count = 0
        var column = 0
        func put(_ byte: UInt8) {
            output[count] = byte
            count += 1
        }
        for index in 0..<body.count {
            let byte = body[index]
            if byte == 0x0A {
                put(0x0D)
                put(0x0A)
                column = 0
                continue
            }
            let isAtLineEnd = index + 1 == body.count || body[index + 1] == 0x0A
            var isPlain = plain[Int(byte)] || (!isAtLineEnd && (byte == 0x20 || byte == 0x09))
            let size = isPlain ? 1 : 3
            if column + size > (isAtLineEnd ? 76 : 75) {
                put(0x3D)
                put(0x0D)
                put(0x0A)
                column = 0
            }
            // A dot or `From` at a line's start is mangled by old relays, and a hyphen there may look like a boundary.
            if column == 0, byte == 0x2E || byte == 0x46 || byte == 0x2D { isPlain = false }
            if isPlain {
                put(byte)
                column += 1
            } else {
                put(0x3D)
                put(hex[Int(byte >> 4)])
                put(hex[Int(byte & 15)])
                column += 3
            }
        }
        if column > 0 {
            put(0x0D)
            put(0x0A)
        }
        return count
    }
}
