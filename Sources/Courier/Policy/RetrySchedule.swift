/// When a deferred recipient is tried again: the setting `relay.retry`. Attempts count over all runs.
package struct RetrySchedule: Hashable, Sendable {
    package let attempts: Int
    package let firstDelaySeconds: Int

    /// Fewer attempts than one, or a delay under zero, count as one and zero.
    package init(attempts: Int = 5, firstDelaySeconds: Int = 60) {
        self.attempts = max(1, attempts)
        self.firstDelaySeconds = max(0, firstDelaySeconds)
    }

    /// The longest delay: doubling ends here.
    package static let longestDelaySeconds = 30.0 * 86_400

    /// How many seconds to wait after so many attempts: the first delay, doubled with each further attempt, plus up to
    /// 10 % by `chance` (0 to 1), so that recipients deferred together do not come back together.
    /// Nil where no attempt is left: the recipient is rejected with the last reply.
    package func delaySeconds(afterAttempts made: Int, chance: Double) -> Double? {
        guard made < attempts else { return nil }
        var delay = Double(firstDelaySeconds)
        var doublings = max(0, made - 1)
        while doublings > 0, delay > 0, delay < RetrySchedule.longestDelaySeconds {
            delay *= 2
            doublings -= 1
        }
        let luck = chance.isFinite ? min(max(chance, 0), 1) : 0
        return min(delay, RetrySchedule.longestDelaySeconds) * (1 + luck / 10)
    }
}
