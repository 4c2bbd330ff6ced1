internal import Vocabulary

/// A record of the log with its salt, and the payload that commits to both: all of an entry that does not depend on its
/// place in the chain, so that it can be made before the ledger is locked.
struct SealedRecord {
    /// In hex.
    let salt: [UInt8]
    /// Canonical JSON.
    let data: [UInt8]
    /// Canonical JSON.
    let payload: [UInt8]

    /// `write` writes the payload, and has the commitment in hex to put in: SHA-256 of the salt in hex, a line feed, and
    /// the record's data.
    init(
        _ record: CanonicalJSON, salts: inout Salt.Pool,
        payload write: (inout CanonicalJSON, _ commitment: [UInt8]) -> Void
    ) {
        salt = Hex.digits(salts.salt())
        data = record.octets
        var payload = CanonicalJSON()
        write(&payload, Hex.digits(Digests.commitment(to: data, saltInHex: salt)))
        self.payload = payload.octets
    }
}
