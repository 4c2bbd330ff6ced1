import Foundation
import Synchronization
import Vocabulary

/// SIGINT and SIGTERM: the first asks a run to finish what is on the wire and stop; a second one ends it at once,
/// which the ledger survives.
enum StopSignal {
    private static let count = Atomic<Int>(0)

    /// True while a run can finish what is on the wire; everything else ends at once, and is nowhere half-done.
    private static let isGraceful = Atomic<Bool>(false)

    /// For every command.
    static func install() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                let times = StopSignal.count.add(1, ordering: .relaxed).newValue
                if times > 1 || !StopSignal.isGraceful.load(ordering: .relaxed) { _exit(ExitStatus.temporary.rawValue) }
            }
        }
    }

    /// From now on, the first signal asks and the second one ends.
    static func becomeGraceful() { isGraceful.store(true, ordering: .relaxed) }

    static var isRaised: Bool { count.load(ordering: .relaxed) > 0 }

    private static let isSaid = Atomic<Bool>(false)

    /// True once a stop is asked for; says so the first time.
    static var isRaisedAndSaid: Bool {
        guard isRaised else { return false }
        if isSaid.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged {
            Console.say(
                Phrase(
                    fr: "\nArrêt demandé : ce qui est en route se termine d’abord (une seconde fois : tout de suite).",
                    en: "\nStopping: what is on the wire is finished first (once more: at once)."))
        }
        return true
    }
}
