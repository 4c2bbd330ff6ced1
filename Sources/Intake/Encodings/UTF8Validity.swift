/// Says by chunks whether bytes are UTF-8 (RFC 3629 §4): overlong forms, surrogates and values past U+10FFFF are not.
struct UTF8Validity {
    private(set) var isValid = true
    private var missing = 0
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF

    /// True where the bytes so far are UTF-8, with no character cut off at their end.
    var isWhole: Bool { isValid && missing == 0 }

    mutating func take(_ chunk: [UInt8]) {
        guard isValid else { return }
        chunk.withUnsafeBytes { bytes in
            var index = 0
            while index < bytes.count {
                if missing == 0 {
                    // ASCII, eight bytes at a time.
                    while index + 8 <= bytes.count,
                        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                    {
                        index += 8
                    }
                    guard index < bytes.count else { return }
                }
                if !take(bytes[index]) {
                    isValid = false
                    return
                }
                index += 1
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if missing > 0 {
            guard allowed.contains(byte) else { return false }
            allowed = 0x80...0xBF
            missing -= 1
            return true
        }
        switch byte {
        case ..<0x80: return true
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, allowed) = (2, 0xA0...0xBF)
        case 0xED: (missing, allowed) = (2, 0x80...0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, allowed) = (3, 0x90...0xBF)
        case 0xF4: (missing, allowed) = (3, 0x80...0x8F)
        case 0xF1...0xF3: missing = 3
        default: return false
        }
        return true
    }
}
