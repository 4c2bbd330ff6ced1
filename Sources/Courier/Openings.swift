import Foundation
import Vocabulary

/// Connections that are being made: each on a thread of its own, as libcurl blocks until one stands.
final class Openings {
    typealias Result = Swift.Result<RelayConnection, RunFault>

    private struct State {
        var finished: [Handover<Result>] = []
        var isAbandoned = false
    }

    private let settings: RelaySettings
    private let state = Monitor(State())
    /// How many are under way or finished and not taken.
    private(set) var count = 0

    init(_ settings: RelaySettings) { self.settings = settings }

    /// Begins to make one; `whenDone` is called on its thread.
    func open(whenDone: @escaping @Sendable () -> Void) {
        count += 1
        let (settings, state) = (settings, state)
        let thread = Thread {
            let result: Result
            do throws(RunFault) { result = .success(try RelayConnection(settings)) } catch { result = .failure(error) }
            let handover = Handover(result)
            let isWanted = state.change { state in
                if !state.isAbandoned { state.finished.append(handover) }
                return !state.isAbandoned
            }
            if isWanted { whenDone() } else if case .success(let connection) = handover.value { connection.close() }
        }
        thread.stackSize = 512 * 1024
        thread.start()
    }

    func takeFinished() -> [Result] {
        let finished = state.look { state in
            defer { state.finished = [] }
            return state.finished
        }
        count -= finished.count
        return finished.map(\.value)
    }

    /// Those under way are closed as soon as they stand.
    func abandon() {
        for handover in state.change({ state in
            state.isAbandoned = true
            defer { state.finished = [] }
            return state.finished
        }) {
            if case .success(let connection) = handover.value { connection.close() }
        }
    }
}
