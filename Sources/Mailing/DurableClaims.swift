import Courier
import Foundation

/// Waits for the disk with whoever is claimed, on a thread of its own, and tells the carrier that their bodies may leave: meanwhile it
/// hears what others are told, and commits that.
///
/// After a fault of the disk nobody's body leaves any more.
struct DurableClaims: Sendable {
    private struct State {
        /// Those whose claim is committed, and who have no answer yet.
        var committed: [Int64] = []
        /// Those whose claim was not brought to the disk.
        var refused: [Int64] = []
        var isFinished = false
        var isClosed = false
    }

    private let queue: DeliveryQueue
    private let disk: Disk
    /// Told of the disk's fault.
    private let fail: @Sendable (any Error) -> Void
    private let state = Monitor(State())

    init(_ queue: DeliveryQueue, _ disk: Disk, fail: @escaping @Sendable (any Error) -> Void) {
        (self.queue, self.disk, self.fail) = (queue, disk, fail)
        Thread.detachNewThread { [self] in work() }
    }

    /// These are claimed, and committed.
    func add(_ recipients: [Int64]) {
        if !recipients.isEmpty { state.update { $0.committed += recipients } }
    }

    /// Nobody is added any more. Gives those who were claimed and must not be mailed, once everybody has an answer.
    func finish() -> [Int64] {
        state.update { $0.isFinished = true }
        return state.wait { $0.isClosed ? $0.refused : nil }
    }

    private func work() {
        while let claimed = next() {
            do {
                try disk.wait()
                queue.answer(claimed.map { .mayLeave($0) })
            } catch {
                fail(error)
                state.update { $0.refused += claimed }
                queue.answer(claimed.map { .mustNot($0) })
            }
        }
        state.update { $0.isClosed = true }
    }

    /// All who wait; nil once nobody will.
    private func next() -> [Int64]? {
        state.wait { state -> [Int64]?? in
            guard state.committed.isEmpty else {
                defer { state.committed = [] }
                return state.committed
            }
            return state.isFinished ? .some(nil) : nil
        }
    }
}
