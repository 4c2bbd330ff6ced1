import Courier
import Foundation

/// Enters what became of recipients into the log, a moment after it was committed and many at a time, on a thread of its own: the
/// wire waits for the first alone.
///
/// After a fault of the ledger nothing is entered: the next run finds what is missing.
struct OwedEntries: Sendable {
    /// What the thread is woken for.
    private struct Calls {
        /// True where somebody is owed; the thread looks whether there are more, a moment later.
        var isOwing = false
        /// True where there are enough to begin at once.
        var isFull = false
        var isFinished = false
        var isClosed = false
    }

    /// So many outcomes are entered together, or fewer after so many milliseconds.
    private static let (batch, patience) = (256, 50)

    private let store: any DeliveryStore
    private let disk: Disk
    private let run: Monitor<RunState>
    /// Told of the ledger's fault.
    private let fail: @Sendable (any Error) -> Void
    private let owed = Monitor<[Int64]>([])
    private let calls = Monitor(Calls())

    init(
        _ store: any DeliveryStore, _ disk: Disk, _ run: Monitor<RunState>,
        fail: @escaping @Sendable (any Error) -> Void
    ) {
        (self.store, self.disk, self.run, self.fail) = (store, disk, run, fail)
        Thread.detachNewThread { [self] in work() }
    }

    /// These are committed, and owed to the log.
    func add(_ recipients: [Int64]) {
        guard !recipients.isEmpty else { return }
        let (before, after) = owed.update { owed in
            let before = owed.count
            owed += recipients
            return (before, owed.count)
        }
        // The thread is woken for the first one and for the last one, and not in between.
        if before == 0 { calls.update { $0.isOwing = true } }
        if before < OwedEntries.batch, after >= OwedEntries.batch { calls.update { $0.isFull = true } }
    }

    /// Nobody is added any more; returns once everybody is entered.
    func finish() {
        calls.update { $0.isFinished = true }
        calls.wait { $0.isClosed ? () : nil }
    }

    private func work() {
        var isFinished = false
        while !isFinished {
            calls.wait { $0.isOwing || $0.isFinished ? () : nil }
            let isHurried = calls.wait(milliseconds: OwedEntries.patience) { $0.isFull || $0.isFinished ? true : nil }
            isFinished = calls.update { calls in
                (calls.isOwing, calls.isFull) = (false, false)
                return calls.isFinished
            }
            enter(isQuiet: isHurried == nil)
        }
        calls.update { $0.isClosed = true }
    }

    private func enter(isQuiet: Bool) {
        let recipients = owed.update { owed in
            defer { owed = [] }
            return owed
        }
        guard !recipients.isEmpty, run.read(\.fault) == nil else { return }
        do {
            try store.enter(recipients)
            // Nobody may come soon for whose claim all this would be brought to the disk.
            if isQuiet { try disk.wait() }
        } catch { fail(error) }
    }
}
