package import Ledger

extension Workspace {
    /// The ledger of a check: one whose file is damaged is not refused, but is what the check has found.
    package func ledgerToCheck() throws -> Result<Ledger, LedgerFault> {
        do throws(LedgerFault) {
            return .success(try Ledger.open(path: configuration.ledger, readOnly: true))
        } catch {
            switch error {
            case .inputOutput, .damaged, .internalFault: return .failure(error)
            default: throw Failure(error)
            }
        }
    }
}
