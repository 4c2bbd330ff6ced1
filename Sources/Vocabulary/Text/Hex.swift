/// Octets in hexadecimal digits (RFC 4648 §8).
package enum Hex {
    /// The digit of the lower four bits, in lower case.
    @inlinable
    package static func digit(_ octet: UInt8) -> UInt8 {
        let low = octet & 15
        return low < 10 ? 0x30 + low : 0x57 + low
    }

    /// The digit of the lower four bits, in upper case, as percent-encoding and quoted-printable want it.
    @inlinable
    package static func upperDigit(_ octet: UInt8) -> UInt8 {
        let low = octet & 15
        return low < 10 ? 0x30 + low : 0x37 + low
    }

    /// What a digit of either case stands for; nil for what is none.
    package static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }

    /// The octets in lower-case digits.
    package static func digits(_ octets: [UInt8]) -> [UInt8] { octets.withUnsafeBufferPointer(allDigits) }

    /// The octets in lower-case digits.
    package static func digits(_ octets: some Sequence<UInt8>) -> [UInt8] {
        octets.withContiguousStorageIfAvailable(allDigits) ?? Array(octets).withUnsafeBufferPointer(allDigits)
    }

    private static func allDigits(_ octets: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: octets.count * 2) { digits, count in
            for (place, octet) in octets.enumerated() {
                digits[place * 2] = digit(octet >> 4)
                digits[place * 2 + 1] = digit(octet)
            }
            count = octets.count * 2
        }
    }

    /// The octets that digits of either case stand for; nil where anything else is among them, or one is left over.
    package static func octets(_ digits: some Collection<UInt8>) -> [UInt8]? {
        digits.withContiguousStorageIfAvailable(allOctets) ?? Array(digits).withUnsafeBufferPointer(allOctets)
    }

    private static func allOctets(_ digits: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var isWhole = true
        let octets = [UInt8](unsafeUninitializedCapacity: digits.count / 2) { octets, count in
            for place in 0..<digits.count / 2 {
                guard let high = value(digits[place * 2]), let low = value(digits[place * 2 + 1]) else {
                    isWhole = false
                    return
                }
                octets[place] = high << 4 | low
                count = place + 1
            }
        }
        return isWhole ? octets : nil
    }

    /// An octet as `%2F` (RFC 3986 §2.1).
    package static func appendPercent(_ octet: UInt8, to bytes: inout [UInt8]) {
        bytes += [0x25, upperDigit(octet >> 4), upperDigit(octet)]
    }
}

extension Sequence<UInt8> {
    /// The octets in lower-case hexadecimal digits.
    package var hex: String { String(decoding: Hex.digits(self), as: UTF8.self) }
}

extension [UInt8] {
    /// The octets with each escape, a mark and two digits, as the octet that it stands for: `%` marks them in a URL
    /// (RFC 3986 §2.1), `=` in quoted-printable (RFC 2045 §6.7). A mark that begins no escape stays, or becomes `broken`.
    package func decodingEscapes(after mark: Unicode.Scalar, broken: String? = nil) -> [UInt8] {
        let mark = UInt8(ascii: mark)
        var result: [UInt8] = []
        var rest = self[...]
        while let octet = rest.popFirst() {
            if octet == mark, let decoded = Hex.octets(rest.prefix(2))?.first {
                result.append(decoded)
                rest = rest.dropFirst(2)
            } else if octet == mark, let broken {
                result += broken.utf8
            } else {
                result.append(octet)
            }
        }
        return result
    }
}
