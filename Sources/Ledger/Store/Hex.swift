internal import Crypto

/// Octets in lower-case hex, as octets.
enum Hex {
    /// The digit of the lower four bits.
    static func digit(_ octet: UInt8) -> UInt8 {
        let low = octet & 15
        return low < 10 ? 0x30 + low : 0x57 + low
    }

    static func digits(_ octets: some Sequence<UInt8>) -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(64)
        for octet in octets {
            digits.append(digit(octet >> 4))
            digits.append(digit(octet))
        }
        return digits
    }
}

/// Digests without a copy of what they cover.
enum Digests {
    static func sha256(_ octets: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        octets.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { Array($0) }
    }
}
