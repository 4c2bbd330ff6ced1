import Foundation
import Synchronization
import TestSupport

/// Where a scripted relay waits before it answers, for as long as it is shut.
final class Turnstile: Sendable {
    private struct State {
        var isShut: Bool
        var waiting = 0
        /// Connections that were let through, and whose message has not come yet.
        var inside: Set<Int> = []
    }

    private let state: Mutex<State>

    init(isShut: Bool = false) { state = Mutex(State(isShut: isShut)) }

    var isShut: Bool { state.withLock { $0.isShut } }
    /// How many wait.
    var waiting: Int { state.withLock { $0.waiting } }
    /// How many were let through, and whose message is still to come.
    var inside: Int { state.withLock { $0.inside.count } }

    func shut() { state.withLock { $0.isShut = true } }
    func open() { state.withLock { $0.isShut = false } }

    /// For a relay's script: waits at DATA, so that nobody who comes later has been claimed by then.
    func pass(_ turn: ScriptedRelay.Turn) {
        switch turn.point {
        case .data:
            state.withLock { $0.waiting += 1 }
            while !letsThrough(turn.connection) { usleep(1_000) }
        case .finalDot: state.withLock { _ = $0.inside.remove(turn.connection) }
        default: return
        }
    }

    private func letsThrough(_ connection: Int) -> Bool {
        state.withLock { state in
            guard !state.isShut else { return false }
            state.waiting -= 1
            state.inside.insert(connection)
            return true
        }
    }
}
