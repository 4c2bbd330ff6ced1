import Foundation
package import Ledger
import Mailing
import Vocabulary

extension SendLock {
    /// Takes the lock, or fails with who holds it.
    package static func taken(beside ledger: String, for purpose: String) throws -> SendLock {
        do {
            return try take(beside: ledger, holder: "pid \(getpid()), \(purpose), \(Workspace.now().iso)")
        } catch let held as Held {
            let holder = held.holder.isEmpty ? "?" : held.holder
            throw Failure(
                .temporary,
                Phrase(
                    fr: "un autre envoi est en cours (\(holder)) ; attendez qu’il finisse, puis relancez",
                    en: "another run is sending (\(holder)); wait until it is done, then run again"))
        } catch let fault as LedgerFault {
            throw Failure(fault)
        }
    }
}
