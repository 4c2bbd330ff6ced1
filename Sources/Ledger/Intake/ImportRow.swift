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

    init(_ record: IntakeRecord, with means: inout Means) {
        self.record = record
        addresses = record.addresses.map { AddressKeys($0) }
        var holdsNUL = record.holdsNUL
        claims = record.claims.map { claim in
            let made = ImportClaim(claim, line: record.line, with: &means)
            if means.columns.holdNUL { holdsNUL = true }
            return made
        }
        fields = FieldColumns(record.fields, dated: record.fieldsDated)
        self.holdsNUL = holdsNUL
    }

    /// What one row after the other is made with: the salts, and the memory that digests are taken over.
    struct Means {
        fileprivate var salts = Salt.Pool()
        fileprivate var columns = ClaimColumns()
        fileprivate var committed = CanonicalJSON()
    }
}

/// A claim with what it is known again by, and the commitment to it.
struct ImportClaim: Sendable {
    let row: ClaimRow
    let identity: [UInt8]
    let salt: [UInt8]
    let commitment: [UInt8]

    init(_ claim: Claim, line: Int, with means: inout ImportRow.Means) {
        let row = ClaimRow(claim)
        self.row = row
        identity = row.identity(&means.columns)
        salt = means.salts.salt()
        commitment = Digests.commitment(saltInHex: Hex.digits(salt), in: &means.committed) {
            row.write(line: line, to: &$0)
        }
    }
}

/// Rows that another thread makes ready while the ones before are written.
final class ImportBatch: @unchecked Sendable {
    // The one thread writes it before it says so, the other reads it after.
    private var made: [ImportRow] = []
    private let isMade = DispatchSemaphore(value: 0)

    init(_ records: [IntakeRecord]) {
        DispatchQueue.global(qos: .userInitiated).async {
            var means = ImportRow.Means()
            self.made = records.map { ImportRow($0, with: &means) }
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
