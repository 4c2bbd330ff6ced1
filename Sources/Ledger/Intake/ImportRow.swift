internal import Dispatch
internal import Vocabulary

/// A row with all that can be told of it without asking the ledger: half of the work of an import.
struct ImportRow: Sendable {
    let record: IntakeRecord
    let addresses: [AddressKeys]
    let claims: [ImportClaim]
    /// The fields of a contact of whom nothing else is known.
    let fields: FieldColumns
    /// True where a text that is stored holds a NUL.
    let holdsNUL: Bool

    init(_ record: IntakeRecord, salts: inout Salt.Pool) {
        self.record = record
        addresses = record.addresses.map { AddressKeys($0) }
        claims = record.claims.map { ImportClaim($0, line: record.line, salt: salts.salt()) }
        var fields = DatedFields()
        _ = fields.merge(record.fields, dated: record.fieldsDated)
        self.fields = FieldColumns(fields)
        holdsNUL = record.holdsNUL || claims.contains { $0.row.holdsNUL }
    }
}

/// A claim with what it is known again by, and the commitment to it.
struct ImportClaim: Sendable {
    let row: ClaimRow
    let identity: [UInt8]
    let salt: [UInt8]
    let commitment: [UInt8]

    init(_ claim: Claim, line: Int, salt: [UInt8]) {
        row = ClaimRow(claim)
        identity = row.identity
        self.salt = salt
        commitment = Digests.commitment(to: row.record(line: line).octets, saltInHex: Hex.digits(salt))
    }
}

/// Rows that another thread makes ready while the ones before are written.
final class ImportBatch: @unchecked Sendable {
    // The one thread writes it before it says so, the other reads it after.
    private var made: [ImportRow] = []
    private let isMade = DispatchSemaphore(value: 0)

    init(_ records: [IntakeRecord]) {
        DispatchQueue.global(qos: .userInitiated).async {
            var salts = Salt.Pool()
            self.made = records.map { ImportRow($0, salts: &salts) }
            self.isMade.signal()
        }
    }

    /// Waits for the rows; asked once.
    func rows() -> [ImportRow] {
        isMade.wait()
        return made
    }
}

extension IntakeRecord {
    /// True where a text that is stored, of what is no claim, holds a NUL.
    fileprivate var holdsNUL: Bool {
        for address in addresses where address.utf8.contains(0) { return true }
        for (name, value) in fields.extra where name.utf8.contains(0) || value.utf8.contains(0) { return true }
        return fields.firstName.utf8.contains(0) || fields.lastName.utf8.contains(0)
            || fields.fullName.utf8.contains(0) || fields.company.utf8.contains(0)
            || fields.position.utf8.contains(0) || profile?.rawValue.utf8.contains(0) == true
    }
}
