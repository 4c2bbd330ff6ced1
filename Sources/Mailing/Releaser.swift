import Courier

/// The stage that waits for the disk: lets the bodies go whose claim is durable. Works on a thread of its own, so that the
/// ``Recorder`` commits the next group while one is on its way to the disk.
struct Releaser: Sendable {
    private struct Held {
        var answers: [Exchange.Answer] = []
        /// True where something was committed that need not be on the disk yet.
        var isWaiting = false
        var isFinished = false
        var isClosed = false
    }

    private let exchange: Exchange
    private let sync: @Sendable () throws -> Void
    /// Told of the ledger's fault.
    private let fail: @Sendable (any Error) -> Void
    private let held = Monitor(Held())

    init(
        _ exchange: Exchange, sync: @escaping @Sendable () throws -> Void,
        fail: @escaping @Sendable (any Error) -> Void
    ) {
        self.exchange = exchange
        self.sync = sync
        self.fail = fail
    }

    /// Gives the answers once all that was committed before is durable.
    func release(_ answers: [Exchange.Answer]) {
        held.change { held in
            held.answers += answers
            held.isWaiting = true
        }
    }

    /// The same, on the caller's thread, where nothing else is to be done meanwhile: it saves waking another.
    func releaseAtOnce(_ answers: [Exchange.Answer]) { settle(answers) }

    /// Nothing more is committed; returns once everything is durable and answered.
    func finish() {
        held.change { $0.isFinished = true }
        held.wait { $0.isClosed ? () : nil }
    }

    /// Works until ``finish()``.
    func run() {
        while let answers = next() { settle(answers) }
        held.change { $0.isClosed = true }
    }

    private func settle(_ answers: [Exchange.Answer]) {
        do {
            try sync()
            exchange.answer(answers)
        } catch {
            fail(error)
            exchange.answer(answers.map(\.refused))
        }
    }

    private func next() -> [Exchange.Answer]? {
        held.wait { held -> [Exchange.Answer]?? in
            guard held.isWaiting else { return held.isFinished ? .some(nil) : nil }
            held.isWaiting = false
            defer { held.answers = [] }
            return held.answers
        }
    }
}

extension Exchange.Answer {
    /// The same recipient, who must not be mailed.
    fileprivate var refused: Exchange.Answer {
        switch self {
        case .mayLeave(let recipient), .mustNot(let recipient): .mustNot(recipient)
        }
    }
}
