import Courier

/// The stage that waits for the disk: lets the bodies go whose claim is durable. Works on a thread of its own, so that the
/// ``Recorder`` commits the next group while one is on its way to the disk.
///
/// Nobody begins to wait while somebody else does. The system tells of a fault of the disk once: of two who wait at the same
/// time, the other one may be told that all is well, and what was lost with the fault is not looked for any more.
///
/// After a fault nobody is let go, whatever the disk says then: those who were claimed go back to the queue (``refused``).
struct GroupCommit: Sendable {
    /// The answers that wait for the disk. Whoever gives them may take them up at once, without waking the thread.
    private struct Held {
        var answers: [DeliveryQueue.Answer] = []
        /// True where something was committed that need not be on the disk yet.
        var isWanted = false
        /// True while somebody waits for the disk.
        var isBusy = false
        /// True once the disk refused: from then on, nothing is let go.
        var hasFailed = false
        /// Those who were claimed and must not be mailed for that.
        var refused: [Int64] = []

        /// Takes up what waits for the disk, where nobody else is at it.
        mutating func take() -> [DeliveryQueue.Answer]? {
            guard isWanted, !isBusy else { return nil }
            (isWanted, isBusy) = (false, true)
            defer { answers = [] }
            return answers
        }
    }

    /// What the thread is woken for.
    private struct Calls {
        var count = 0
        var isFinished = false
        var isClosed = false
    }

    private let queue: DeliveryQueue
    private let store: any DeliveryStore
    /// Told of the ledger's fault.
    private let fail: @Sendable (any Error) -> Void
    private let held = Monitor(Held())
    private let calls = Monitor(Calls())

    init(
        _ queue: DeliveryQueue, store: any DeliveryStore,
        fail: @escaping @Sendable (any Error) -> Void
    ) {
        self.queue = queue
        self.store = store
        self.fail = fail
    }

    /// Gives the answers once all that was committed before is durable.
    func release(_ answers: [DeliveryQueue.Answer]) {
        hold(answers)
        calls.update { $0.count += 1 }
    }

    /// The same, on the caller's thread, where nothing else is to be done meanwhile: it saves waking another. Where that one is
    /// at it already, it goes on with these.
    func releaseAtOnce(_ answers: [DeliveryQueue.Answer]) {
        hold(answers)
        flush()
    }

    /// Nothing more is committed; returns once everything is durable and answered.
    func finish() {
        calls.update { $0.isFinished = true }
        calls.wait { $0.isClosed ? () : nil }
    }

    /// Those who were claimed, and must not be mailed as their claim did not get to the disk. Whole after ``finish()``.
    var refused: [Int64] { held.read(\.refused) }

    /// Works until ``finish()``.
    func run() {
        var seen = 0
        var isFinished = false
        while !isFinished {
            (seen, isFinished) = calls.wait { calls in
                calls.count != seen || calls.isFinished ? (calls.count, calls.isFinished) : nil
            }
            flush()
        }
        // Whoever is at the disk on a thread of their own goes on with what is left.
        held.wait { $0.isWanted || $0.isBusy ? nil : () }
        calls.update { $0.isClosed = true }
    }

    private func hold(_ answers: [DeliveryQueue.Answer]) {
        held.update { held in
            held.answers += answers
            held.isWanted = true
        }
    }

    /// Waits for the disk as long as there is something to wait for, and nobody else does.
    private func flush() {
        while let answers = held.update({ $0.take() }) { flush(answers) }
    }

    private func flush(_ answers: [DeliveryQueue.Answer]) {
        var fault: (any Error)?
        do { try store.sync() } catch { fault = error }
        if let fault { fail(fault) }
        let mayLeave = held.update { held in
            held.hasFailed = held.hasFailed || fault != nil
            held.isBusy = false
            if held.hasFailed { held.refused += answers.compactMap(\.claimed) }
            return !held.hasFailed
        }
        queue.answer(mayLeave ? answers : answers.map(\.refused))
    }
}

extension DeliveryQueue.Answer {
    /// Who was claimed; nil where nobody was.
    fileprivate var claimed: Int64? {
        if case .mayLeave(let recipient) = self { return recipient }
        return nil
    }

    /// The same recipient, who must not be mailed.
    fileprivate var refused: DeliveryQueue.Answer {
        switch self {
        case .mayLeave(let recipient), .mustNot(let recipient): .mustNot(recipient)
        }
    }
}
