/// The form in which IMAP writes folders' names (RFC 3501 §5.1.3): ASCII, with what lies beyond between `&` and `-`, as
/// base64 of UTF-16.
enum ModifiedUTF7 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
    private static let values = Dictionary(uniqueKeysWithValues: digits.enumerated().map { ($1, UInt32($0)) })

    /// The name as people write it; nil where the octets are not in this form.
    static func decode(_ bytes: [UInt8]) -> String? {
        var text = ""
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == 0x26 else {
                guard 0x20...0x7E ~= byte else { return nil }
                text.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            guard let end = rest.firstIndex(of: 0x2D) else { return nil }
            guard let part = decodeShifted(rest[..<end]) else { return nil }
            text += part
            rest = rest[(end + 1)...]
        }
        return text
    }

    private static func decodeShifted(_ bytes: ArraySlice<UInt8>) -> String? {
        if bytes.isEmpty { return "&" }
        var units: [UInt16] = []
        var (buffer, bits): (UInt32, Int) = (0, 0)
        for byte in bytes {
            guard let value = values[byte] else { return nil }
            buffer = (buffer << 6 | value) & 0xFF_FFFF
            bits += 6
            if bits >= 16 {
                bits -= 16
                units.append(UInt16(truncatingIfNeeded: buffer >> bits))
            }
        }
        // What is left fills up the last digit, with zeros.
        guard bits < 6, buffer & (1 << bits - 1) == 0 else { return nil }
        return String(validating: units, as: UTF16.self)
    }

    /// The octets of a name.
    static func encode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var shifted: [UInt16] = []
        func flush() {
            guard !shifted.isEmpty else { return }
            bytes.append(0x26)
            var (buffer, bits): (UInt32, Int) = (0, 0)
            for unit in shifted {
                buffer = (buffer << 16 | UInt32(unit)) & 0x3F_FFFF
                bits += 16
                while bits >= 6 {
                    bits -= 6
                    bytes.append(digits[Int(buffer >> bits & 0x3F)])
                }
            }
            if bits > 0 { bytes.append(digits[Int(buffer << (6 - bits) & 0x3F)]) }
            bytes.append(0x2D)
            shifted = []
        }
        for unit in text.utf16 {
            guard 0x20...0x7E ~= unit else {
                shifted.append(unit)
                continue
            }
            flush()
            bytes.append(UInt8(unit))
            if unit == 0x26 { bytes.append(0x2D) }
        }
        flush()
        return bytes
    }
}
