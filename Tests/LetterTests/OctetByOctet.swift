/// The encodings of a body, told octet by octet with no thought of speed: what the quick ways are held against.
enum OctetByOctet {
    /// A whole body with LF line ends, encoded in what fits it best, behind the name of that encoding.
    static func encode(_ body: [UInt8]) -> (encoding: String, bytes: [UInt8]) {
        let encoding = best(for: body)
        var bytes: [UInt8] =
            switch encoding {
            case "7bit": withLineEnds(body)
            case "base64": base64(withLineEnds(body))
            default: quotedPrintable(body)
            }
        if bytes.last.map({ $0 != 0x0A }) ?? false { bytes += [0x0D, 0x0A] }
        return (encoding, bytes)
    }

    static func best(for body: [UInt8]) -> String {
        var (column, longest, escaped, isRisky) = (0, 0, 0, false)
        var previous: UInt8 = 0
        for byte in body {
            column = byte == 0x0A ? 0 : column + 1
            longest = max(longest, column)
            if byte != 0x0A, byte >= 0x7F || (byte < 0x20 && byte != 0x09) {
                escaped += 1
                isRisky = true
            }
            if byte == 0x3D { escaped += 1 }
            if byte == 0x2D, previous == 0x2D, column == 2 { isRisky = true }
            if byte == 0x5F, previous == 0x3D { isRisky = true }
            if byte == 0x46, column == 1 { isRisky = true }
            previous = byte
        }
        if !isRisky, longest <= 78 { return "7bit" }
        return escaped * 6 > body.count ? "base64" : "quoted-printable"
    }

    static func quotedPrintable(_ body: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var column = 0
        for (index, byte) in body.enumerated() {
            if byte == 0x0A {
                output += [0x0D, 0x0A]
                column = 0
                continue
            }
            let isAtLineEnd = index + 1 == body.count || body[index + 1] == 0x0A
            let isBlank = byte == 0x20 || byte == 0x09
            var isPlain = byte > 0x20 && byte < 0x7F && byte != 0x3D || isBlank && !isAtLineEnd
            if column + (isPlain ? 1 : 3) > (isAtLineEnd ? 76 : 75) {
                output += [0x3D, 0x0D, 0x0A]
                column = 0
            }
            if column == 0, [0x2E, 0x46, 0x2D].contains(byte) { isPlain = false }
            let hex = String(byte, radix: 16, uppercase: true)
            let encoded = isPlain ? [byte] : Array("=\(hex.utf8.count < 2 ? "0" : "")\(hex)".utf8)
            output += encoded
            column += encoded.count
        }
        return column > 0 ? output + [0x0D, 0x0A] : output
    }

    private static func withLineEnds(_ body: [UInt8]) -> [UInt8] {
        body.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }

    private static func base64(_ body: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var output: [UInt8] = []
        for start in stride(from: 0, to: body.count, by: 57) {
            let row = body[start..<min(start + 57, body.count)]
            for place in stride(from: row.startIndex, to: row.endIndex, by: 3) {
                let three = row[place..<min(place + 3, row.endIndex)]
                let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < three.count ? Int(three[place + $1]) : 0) }
                output += (0..<4).map { $0 <= three.count ? alphabet[bits >> (18 - 6 * $0) & 63] : 0x3D }
            }
            output += [0x0D, 0x0A]
        }
        return output
    }
}
