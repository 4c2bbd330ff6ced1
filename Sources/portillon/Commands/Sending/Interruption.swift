import Courier
import Foundation
import Ledger
import Report
import Vocabulary

/// What a run that is ended at once leaves behind, and says: who is in doubt.
struct Interruption: Sendable {
    let ledger: Ledger
    let letter: String
    /// The bar that is on the screen, if any.
    let meter: Monitor<ProgressMeter?>

    /// Says it, and ends the program; no claim is committed between the one and the other.
    func end() -> Never {
        do {
            try ledger.withAttempting(of: letter) { addresses in
                say(addresses)
                _exit(ExitStatus.temporary.rawValue)
            }
        } catch { say(nil) }
        _exit(ExitStatus.temporary.rawValue)
    }

    private func say(_ addresses: [String]?) {
        meter.read { $0 }?.finish()
        for phrase in InterruptionReport.phrases(addresses, letter: letter) { Console.say(phrase) }
    }
}
