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
        var hasBoundaryLook = false
        var previous: UInt8 = 0
        for byte in body {
            if byte == 0x0A {
                longest = max(longest, column)
                column = 0
            } else {
                column += 1
                if byte >= 0x7F || (byte < 0x20 && byte != 0x09) || byte == UInt8(ascii: "=") { escaped += 1 }
                if byte >= 0x7F || (byte < 0x20 && byte != 0x09) { hasBoundaryLook = true }
            }
            // A line that begins with two hyphens could be taken for a boundary.
            if byte == 0x2D, previous == 0x2D, column == 2 { hasBoundaryLook = true }
            previous = byte
        }
        longest = max(longest, column)
        if !hasBoundaryLook, longest <= 78 { return .sevenBit }
        // Base64 grows every octet by a third and more; quoted-printable only the escaped ones, by two.
        return escaped * 6 > body.count ? .base64 : .quotedPrintable
    }

    /// Writes a body with CRLF line ends; ends with a line end.
    func write(_ body: [UInt8], to bytes: inout [UInt8]) {
        switch self {
        case .sevenBit:
            for byte in body {
                if byte == 0x0A { bytes.append(0x0D) }
                bytes.append(byte)
            }
            if body.last != 0x0A { bytes += [0x0D, 0x0A] }
        case .quotedPrintable: BodyEncoding.writeQuotedPrintable(body, to: &bytes)
        case .base64:
            var crlf: [UInt8] = []
            crlf.reserveCapacity(body.count + body.count / 32)
            for byte in body {
                if byte == 0x0A { crlf.append(0x0D) }
                crlf.append(byte)
            }
            Base64.lines(crlf, to: &bytes)
        }
    }

    private static let hex = Array("0123456789ABCDEF".utf8)

    /// Lines of at most 76 octets, soft breaks included (RFC 2045 §6.7).
    private static func writeQuotedPrintable(_ body: [UInt8], to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + body.count + body.count / 4)
        var column = 0
        for index in body.indices {
            let byte = body[index]
            if byte == 0x0A {
                bytes += [0x0D, 0x0A]
                column = 0
                continue
            }
            let isAtLineEnd = index + 1 == body.count || body[index + 1] == 0x0A
            let isBlank = byte == 0x20 || byte == 0x09
            // A dot or `From` at a line's start is mangled by old relays, and a hyphen there may look like a boundary.
            let isRiskyStart =
                column == 0 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F") || byte == UInt8(ascii: "-"))
            let isPlain =
                (byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=") && !isRiskyStart) || (isBlank && !isAtLineEnd)
            let size = isPlain ? 1 : 3
            if column + size > (isAtLineEnd ? 76 : 75) {
                bytes += [UInt8(ascii: "="), 0x0D, 0x0A]
                column = 0
            }
            if isPlain {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "="))
                bytes.append(hex[Int(byte >> 4)])
                bytes.append(hex[Int(byte & 15)])
            }
            column += size
        }
        if column > 0 { bytes += [0x0D, 0x0A] }
    }
}
