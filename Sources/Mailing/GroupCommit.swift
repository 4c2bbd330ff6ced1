import Courier

/// The stage that waits for the disk: lets the bodies go whose claim is durable. Works on a thread of its own, so that the
/// ``Recorder`` commits the next group while one is on its way to the disk.
///
/// Nobody begins to wait while somebody else does. The system tells of a fault of the disk once: of two who wait at the same
/// time, the other one may be told that all is well, and what was lost with the fault is not looked for any more.
struct GroupCommit: Sendable {
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
        var isFinished = false
        var isClosed = false

        /// Takes up what waits for the disk, where nobody else is at it.
        mutating func take() -> [DeliveryQueue.Answer]? {
            guard isWanted, !isBusy else { return nil }
            (isWanted, isBusy) = (false, true)
            defer { answers = [] }
            return answers
        }
    }

    private let queue: DeliveryQueue
    private let sync: @Sendable () throws -> Void
    /// Told of the ledger's fault.
    private let fail: @Sendable (any Error) -> Void
    private let held = Monitor(Held())

    init(
        _ queue: DeliveryQueue, sync: @escaping @Sendable () throws -> Void,
        fail: @escaping @Sendable (any Error) -> Void
    ) {
        self.queue = queue
        self.sync = sync
        self.fail = fail
    }

    /// Gives the answers once all that was committed before is durable.
    func release(_ answers: [DeliveryQueue.Answer]) {
        held.change { held in
            held.answers += answers
            held.isWanted = true
        }
    }

    /// The same, on the caller's thread, where nothing else is to be done meanwhile: it saves waking another. Where that one is
    /// at it already, it goes on with these.
    func releaseAtOnce(_ answers: [DeliveryQueue.Answer]) {
        let mine = held.look { held in
            held.answers += answers
            held.isWanted = true
            return held.take()
        }
        if let mine { flush(mine) }
    }

    /// Nothing more is committed; returns once everything is durable and answered.
    func finish() {
        held.change { $0.isFinished = true }
        held.wait { $0.isClosed ? () : nil }
    }

    /// Those who were claimed, and must not be mailed as their claim did not get to the disk. Whole after ``finish()``.
    var refused: [Int64] { held.look(\.refused) }

    /// Works until ``finish()``.
    func run() {
        while let answers = next() { flush(answers) }
        held.change { $0.isClosed = true }
    }

    private func flush(_ answers: [DeliveryQueue.Answer]) {
        var fault: (any Error)?
        do { try sync() } catch { fault = error }
        if let fault { fail(fault) }
        let mayLeave = held.look { held in
            held.hasFailed = held.hasFailed || fault != nil
            held.isBusy = false
            return !held.hasFailed
        }
        if !mayLeave { held.look { $0.refused += answers.compactMap(\.claimed) } }
        queue.answer(mayLeave ? answers : answers.map(\.refused))
    }

    private func next() -> [DeliveryQueue.Answer]? {
        held.wait { held -> [DeliveryQueue.Answer]?? in
            if let answers = held.take() { return answers }
            return held.isFinished && !held.isBusy ? .some(nil) : nil
        }
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
