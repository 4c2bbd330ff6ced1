internal import Crypto

/// Digests without a copy of what they cover.
enum Digests {
    static func sha256(_ octets: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        octets.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { Array($0) }
    }

    /// What commits to a record and does not give it away: SHA-256 of its salt in hex, a line feed, and its canonical JSON.
    static func commitment(to data: [UInt8], saltInHex salt: [UInt8]) -> [UInt8] { sha256(salt + [0x0A] + data) }

    /// The same for a record that is written into memory that is there already.
    static func commitment(
        saltInHex salt: [UInt8], in json: inout CanonicalJSON, record write: (inout CanonicalJSON) -> Void
    ) -> [UInt8] {
        json.removeAll()
        json.raw(salt)
        json.raw(lineFeed)
        write(&json)
        return sha256(json.octets)
    }

    private static let lineFeed: [UInt8] = [0x0A]
}
