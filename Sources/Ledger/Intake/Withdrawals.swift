internal import GRDB
internal import Vocabulary

/// The refusals in a file of sign-ups. Each withdraws what its address had agreed to by then (GDPR art. 7(3)), in a row above or
/// below it or in an earlier file; before any consent, or from somebody who gave none, it says nothing.
struct Withdrawals {
    private struct Refusal {
        let address: AddressKeys
        let on: StatedDate
        let line: Int
    }

    private var refusals: [Refusal] = []

    mutating func note(_ row: ImportRow) {
        guard let on = row.record.withdrawal else { return }
        refusals += row.addresses.map { Refusal(address: $0, on: on, line: row.record.line) }
    }

    /// The objections that they are, once all rows of `source` are written.
    func objections(to source: ImportSource, _ db: Database) throws -> [ObjectionRecord] {
        guard !refusals.isEmpty else { return [] }
        // Not the very row, read as a consent before something else was stated of its file.
        let find = try PreparedStatement(
            db,
            """
            SELECT evidence_data.address, shared, confirmed, attestation FROM address
            JOIN holding ON holding.contact = address.contact JOIN evidence ON evidence.id = holding.evidence
            JOIN evidence_data ON evidence_data.evidence = evidence.id JOIN import ON import.id = evidence.import
            WHERE address.loosest = ? AND evidence.kind = ? AND NOT (evidence.line = ? AND import.sha256 = ?)
            """)
        var objections: [ObjectionRecord] = []
        for refusal in refusals {
            let loosest = refusal.address.loosest
            var isWithdrawal = false
            var on = refusal.on
            try find.eachRow(loosest, EvidenceKind.formOptIn.rawValue, refusal.line, source.sha256) { row in
                guard AddressKeys(row.text(0)).loosest == loosest else { return }
                let shared = ClaimRow.date(of: row.optionalText(1)).when
                guard let refused = refusal.on.when, let shared else {
                    isWithdrawal = true
                    return
                }
                guard !shared.isCertainlyLater(than: refused) else { return }
                isWithdrawal = true
                // Of one day: the sign-up itself may have been changed, after it was confirmed.
                let confirmed = Claim.ownConfirmation(
                    ClaimRow.date(of: row.optionalText(2)).when, attestation: row.text(3))
                if !refused.isCertainlyLater(than: shared), let confirmed,
                    confirmed.isCertainlyLater(than: on.when ?? refused)
                {
                    on = .on(confirmed)
                }
            }
            guard isWithdrawal else { continue }
            objections.append(
                ObjectionRecord(
                    line: refusal.line, target: refusal.address.text, kind: .objected, on: on,
                    because: "withdrew (\(source.fileName), line \(refusal.line))"))
        }
        return objections
    }
}
