#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// State that threads share: one lock over it, one condition that tells of its changes. Reading never changes it, changing it
/// always wakes whoever waits for that.
///
/// A POSIX mutex, as ThreadSanitizer knows it; waiting goes by a clock that nobody can set back. For threads of one's
/// own only: nothing here may wait on Swift's cooperative pool. What a closure throws passes through, and the lock is let go.
package final class Monitor<State>: @unchecked Sendable {
    // The lock is `mutex`: every access to `state` holds it, and that is what the promise of `@unchecked` rests on.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state: State

    package init(_ state: State) {
        self.state = state
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        #if os(Linux)
            // What is done under the lock takes less time than falling asleep does: whoever finds it taken tries a few times more.
            var kind = pthread_mutexattr_t()
            pthread_mutexattr_init(&kind)
            pthread_mutexattr_settype(&kind, CInt(PTHREAD_MUTEX_ADAPTIVE_NP))
            pthread_mutex_init(mutex, &kind)
            pthread_mutexattr_destroy(&kind)
            var attributes = pthread_condattr_t()
            pthread_condattr_init(&attributes)
            pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
            pthread_cond_init(condition, &attributes)
            pthread_condattr_destroy(&attributes)
        #else
            pthread_mutex_init(mutex, nil)
            pthread_cond_init(condition, nil)
        #endif
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Reads the state.
    package func read<Value>(_ body: (State) throws -> Value) rethrows -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(state)
    }

    /// Changes the state, and wakes those who wait.
    package func update<Value>(_ body: (inout State) throws -> Value) rethrows -> Value {
        pthread_mutex_lock(mutex)
        defer { unlockAndTell() }
        return try body(&state)
    }

    /// Waits until `body` gives a value. It may take that out of the state, so the others who wait are woken then; where it
    /// gives nil, it leaves the state as it is.
    package func wait<Value>(until body: (inout State) -> Value?) -> Value {
        pthread_mutex_lock(mutex)
        defer { unlockAndTell() }
        while true {
            if let value = body(&state) { return value }
            pthread_cond_wait(condition, mutex)
        }
    }

    /// The same, but no longer than so many milliseconds; nil where `body` gave no value by then.
    package func wait<Value>(milliseconds: Int, until body: (inout State) -> Value?) -> Value? {
        pthread_mutex_lock(mutex)
        defer { unlockAndTell() }
        #if os(Linux)
            var deadline = timespec()
            clock_gettime(CLOCK_MONOTONIC, &deadline)
            deadline.tv_sec += milliseconds / 1000
            deadline.tv_nsec += milliseconds % 1000 * 1_000_000
            if deadline.tv_nsec >= 1_000_000_000 {
                deadline.tv_nsec -= 1_000_000_000
                deadline.tv_sec += 1
            }
        #else
            var left = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        #endif
        while true {
            if let value = body(&state) { return value }
            #if os(Linux)
                let result = pthread_cond_timedwait(condition, mutex, &deadline)
            #else
                let result = pthread_cond_timedwait_relative_np(condition, mutex, &left)
            #endif
            if result == ETIMEDOUT { return body(&state) }
        }
    }

    /// In this order: whoever is woken while the lock is still held only wakes to sleep again.
    private func unlockAndTell() {
        pthread_mutex_unlock(mutex)
        pthread_cond_broadcast(condition)
    }
}
