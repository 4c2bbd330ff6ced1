import Foundation
import Vocabulary

/// Connections that are being made: each on a thread of its own, as libcurl blocks until one stands.
///
/// One that fails is reported with its fault and the time it took; whether that stops anything is for the carrier to say. Those
/// that are abandoned are closed as soon as they stand.
final class Openings {
    /// What came of one, and how long that took.
    struct Result {
        let connection: Swift.Result<RelayConnection, RunFault>
        let duration: Duration
    }

    struct State {
        var finished: [TransferBox<Result>] = []
        var isAbandoned = false
        var whenDone: (@Sendable () -> Void)?
    }

    private let settings: RelaySettings
    let state = Monitor(State())
    /// How many are under way or finished and not taken.
    private(set) var count = 0

    init(_ settings: RelaySettings) { self.settings = settings }

    /// From now on `whenDone` is called after each that is finished, on its own thread; nil calls nobody.
    func wake(_ whenDone: (@Sendable () -> Void)?) { state.update { $0.whenDone = whenDone } }

    /// Begins to make one.
    func open() {
        count += 1
        let (settings, state) = (settings, state)
        let thread = Thread {
            let began = ContinuousClock.now
            let connection: Swift.Result<RelayConnection, RunFault>
            do throws(RunFault) {
                connection = .success(try RelayConnection(settings))
            } catch { connection = .failure(error) }
            let box = TransferBox(Result(connection: connection, duration: .now - began))
            let (isWanted, whenDone) = state.update { state in
                if !state.isAbandoned { state.finished.append(box) }
                return (!state.isAbandoned, state.whenDone)
            }
            if isWanted { whenDone?() } else if case .success(let connection) = connection { connection.close() }
        }
        thread.stackSize = 512 * 1024
        thread.start()
    }

    func takeFinished() -> [Result] {
        let finished = state.update { state in
            defer { state.finished = [] }
            return state.finished
        }
        count -= finished.count
        return finished.map(\.value)
    }

    /// Those under way are closed as soon as they stand.
    func abandon() {
        for box in state.update({ state in
            state.isAbandoned = true
            defer { state.finished = [] }
            return state.finished
        }) {
            if case .success(let connection) = box.value.connection { connection.close() }
        }
    }
}
