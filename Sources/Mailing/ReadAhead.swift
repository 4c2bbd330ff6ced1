package import Courier
import Foundation

/// Reads the next chunk on a thread of its own while the one before it is worked on: one waits, at most.
///
/// A fault is thrown in its turn, after what was read before it, and once; nothing is read behind it.
package final class ReadAhead<Chunk: Sendable>: Sendable {
    private enum Step: Sendable {
        case wanted
        case read(Chunk)
        case failed(any Error)
        case over
    }

    private let step = Monitor(Step.wanted)
    private let isReading = Monitor(true)

    /// `read` is called on the thread; it gives nil at the end, and is not called again after that or after a fault.
    package init(_ read: TransferBox<() throws -> Chunk?>) {
        Thread.detachNewThread { [step, isReading] in
            defer { isReading.update { $0 = false } }
            while ReadAhead.isWanted(step) {
                let result = Result { try read.value() }
                let goesOn = step.update { step in
                    // Nobody waits for it any more.
                    if case .over = step { return false }
                    switch result {
                    case .success(let chunk?): step = .read(chunk)
                    case .success(nil): step = .over
                    case .failure(let error): step = .failed(error)
                    }
                    if case .read = step { return true }
                    return false
                }
                guard goesOn else { return }
            }
        }
    }

    deinit { step.update { $0 = .over } }

    /// Nothing is read any more once this has returned.
    package func end() {
        step.update { $0 = .over }
        isReading.wait { $0 ? nil : () }
    }

    /// The next chunk; waits for it. Nil at the end. Throws what reading it threw.
    package func next() throws -> Chunk? {
        let result = step.wait { step -> Result<Chunk?, any Error>? in
            switch step {
            case .wanted: return nil
            case .read(let chunk):
                step = .wanted
                return .success(chunk)
            case .failed(let error):
                step = .over
                return .failure(error)
            case .over: return .success(nil)
            }
        }
        return try result.get()
    }

    private static func isWanted(_ step: Monitor<Step>) -> Bool {
        step.wait { step in
            switch step {
            case .wanted: true
            case .read: nil
            case .failed, .over: false
            }
        }
    }
}
