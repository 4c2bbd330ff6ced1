internal import Vocabulary

/// A record of the log with its salt, and the payload that commits to both: all of an entry that does not depend on its
/// place in the chain, so that it can be made before the ledger is locked.
struct SealedRecord {
    let kind: LogKind
    /// The octets; what commits to the record goes by their digits.
    let salt: [UInt8]
    /// Canonical JSON.
    let payload: [UInt8]
    /// As the tables hold them (``LeanLog``).
    let storedPayload, storedData: StoredText

    /// `write` writes the payload, and has the commitment in hex to put in: SHA-256 of the salt in hex, a line feed, and
    /// the record's data.
    init(
        _ kind: LogKind, _ record: CanonicalJSON, salts: inout Salt.Pool,
        payload write: (inout CanonicalJSON, _ commitment: [UInt8]) -> Void
    ) {
        self.kind = kind
        salt = salts.salt()
        var payload = CanonicalJSON()
        write(&payload, Hex.digits(Digests.commitment(to: record.octets, saltInHex: Hex.digits(salt))))
        self.payload = payload.octets
        let isPacked = LeanLog.isPacked(kind)
        storedPayload = isPacked ? StoredText(packing: payload.octets) : StoredText(plain: payload.octets)
        storedData = isPacked ? StoredText(packing: record.octets) : StoredText(plain: record.octets)
    }
}
