internal import Crypto

/// Digests without a copy of what they cover.
enum Digests {
    static func sha256(_ octets: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        octets.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { Array($0) }
    }
}
