/// How a text part is encoded for the wire (RFC 2045 §6): as it is, quoted-printable, or base64, whichever fits best.
enum BodyEncoding: String, CaseIterable {
    case sevenBit = "7bit"
    case quotedPrintable = "quoted-printable"
    case base64

    /// The best encoding for a body with LF line ends.
    static func best(for body: [UInt8]) -> BodyEncoding { BodyCounts(body).best }

    /// Writes a body with CRLF line ends; ends with a line end.
    func write(_ body: [UInt8], to bytes: inout [UInt8]) {
        switch self {
        case .sevenBit: bytes += BodyEncoding.withLineEnds(body)
        case .quotedPrintable: bytes += QuotedPrintable.encode(body)
        case .base64: Base64.lines(BodyEncoding.withLineEnds(body), to: &bytes)
        }
        if bytes.last != 0x0A { bytes += [0x0D, 0x0A] }
    }

    /// With CRLF for each LF.
    static func withLineEnds(_ body: [UInt8]) -> [UInt8] {
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
}
