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
        case .base64: TransferEncoding.decodeBase64(octets)
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

    /// Whatever is not of the alphabet is passed over. Padding ends the data, unless the lines that follow look like more of it: a
    /// footer that a list put behind it is text, a body whose every line was encoded by itself is not.
    private static func decodeBase64(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: octets.count / 4 * 3 + 3) { output, count in
            octets.withUnsafeBufferPointer { octets in
                var bits: UInt32 = 0
                var held = 0
                var index = 0
                while index < octets.count {
                    let octet = octets[index]
                    index += 1
                    let value = base64Values[Int(octet)]
                    if value < 64 {
                        bits = bits << 6 | UInt32(value)
                        held += 1
                        if held == 4 {
                            output[count] = UInt8(truncatingIfNeeded: bits >> 16)
                            output[count + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                            output[count + 2] = UInt8(truncatingIfNeeded: bits)
                            count += 3
                            (bits, held) = (0, 0)
                        }
                    } else if octet == UInt8(ascii: "="), held >= 2 {
                        flush(bits, held, to: output, &count)
                        (bits, held) = (0, 0)
                        guard let next = nextBase64Line(octets, from: index) else { return }
                        index = next
                    }
                }
                flush(bits, held, to: output, &count)
            }
        }
    }

    /// Two characters hold an octet, three hold two; one holds nothing.
    private static func flush(
        _ bits: UInt32, _ held: Int, to output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
    ) {
        guard held >= 2 else { return }
        let bits = bits << (6 * UInt32(4 - held))
        output[count] = UInt8(truncatingIfNeeded: bits >> 16)
        count += 1
        guard held == 3 else { return }
        output[count] = UInt8(truncatingIfNeeded: bits >> 8)
        count += 1
    }

    /// Where the data goes on behind padding: at a line of nothing but quanta of four.
    private static func nextBase64Line(_ octets: UnsafeBufferPointer<UInt8>, from place: Int) -> Int? {
        var start = place
        while start < octets.count, octets[start] <= 0x20 || octets[start] == UInt8(ascii: "=") { start += 1 }
        var end = start
        while end < octets.count, base64Values[Int(octets[end])] < 64 { end += 1 }
        let length = end - start
        while end < octets.count, end - start - length < 2, octets[end] == UInt8(ascii: "=") { end += 1 }
        guard length > 0, (end - start).isMultiple(of: 4), end == octets.count || octets[end] <= 0x20 else {
            return nil
        }
        return start
    }

    private static let base64Values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, octet) in alphabet.utf8.enumerated() { values[Int(octet)] = UInt8(value) }
        return values
    }()
}
