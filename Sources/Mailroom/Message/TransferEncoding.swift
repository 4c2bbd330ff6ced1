private import Vocabulary

/// How the octets of a body were put into ones that any relay carries (RFC 2045 §6).
package enum TransferEncoding: Hashable, Sendable {
    /// `7bit`, `8bit`, `binary`, and whatever is not known.
    case identity
    case quotedPrintable
    case base64

    /// The value of a `Content-Transfer-Encoding` field.
    package init(parsing value: String) {
        switch value.lowercased().prefix(while: { !" ;(,\t".contains($0) }) {
        case "base64": self = .base64
        case "quoted-printable": self = .quotedPrintable
        default: self = .identity
        }
    }

    /// The octets that were encoded; rubbish among them is passed over (RFC 2045 §6.7 and §6.8). LF ends lines.
    package func decode(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        switch self {
        case .identity: Array(octets)
        case .quotedPrintable: TransferEncoding.decodeQuotedPrintable(octets)
        case .base64: Base64Reading.decode(octets)
        }
    }

    /// An equals sign that begins no escape stays as it is. Blanks at the end of a line stay as well: hardly any relay adds some,
    /// and `-- ` above a signature is one that many do not encode.
    private static func decodeQuotedPrintable(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: octets.count) { output, count in
            octets.withUnsafeBufferPointer { octets in
                var index = 0
                while index < octets.count {
                    var octet = octets[index]
                    index += 1
                    if octet == UInt8(ascii: "=") {
                        if index + 1 < octets.count, let high = Hex.value(octets[index]),
                            let low = Hex.value(octets[index + 1])
                        {
                            octet = high << 4 | low
                            index += 2
                        } else if let next = softBreakEnd(octets, from: index) {
                            index = next
                            continue
                        }
                    }
                    output[count] = octet
                    count += 1
                }
            }
        }
    }

    /// The place behind a soft line break whose equals sign ends before `start`: relays may have put blanks behind it. At the end of
    /// the body it needs no line end.
    private static func softBreakEnd(_ octets: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        // More blanks than a line has room for are no padding, and a body of nothing else would be looked through for each of them.
        while index < octets.count, index - start < 1_000, octets[index] == 0x20 || octets[index] == 0x09 { index += 1 }
        if index == octets.count { return index }
        return octets[index] == LineEnds.lf ? index + 1 : nil
    }
}
