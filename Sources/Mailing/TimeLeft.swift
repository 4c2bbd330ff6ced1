package import Courier
import Foundation
package import Vocabulary

/// How long the rest of a run takes: no less than the rate has it, over all runs, and as long as it has taken so far.
/// An estimate for the screen; nothing waits for it.
package struct TimeLeft: Sendable {
    private var pacer: Pacer
    private let retry: RetrySchedule
    /// Messages that have left in this run.
    private var left = 0
    /// When those who were deferred in this run are due again, about; those before `firstRetry` are over.
    private var retries: [Instant] = []
    private var firstRetry = 0
    /// How far the run had come when: what was done in the later half of the time tells how fast it is.
    private var marks: [Mark] = [Mark(elapsed: 0, done: 0)]
    /// What was told last, and when.
    private var told: (seconds: Double, elapsed: Double)?

    private struct Mark {
        let elapsed: Double
        let done: Int
    }

    /// Where no rate says how long it takes, seconds before what was measured tells anything.
    private static let settling = 5.0
    /// What was told follows what is estimated within some such times: seconds.
    private static let inertia = 20.0
    /// By which part of itself what was told may be corrected in a second: a relay that stalls makes every estimate endless.
    private static let mostCorrection = 0.04

    /// `pacer` knows what earlier runs did; `retry` says when somebody who is deferred has another turn.
    package init(_ pacer: Pacer, retry: RetrySchedule = RetrySchedule()) { (self.pacer, self.retry) = (pacer, retry) }

    /// Records what has left by now, and who waits for another turn.
    package mutating func record(_ progress: RunProgress, at now: Instant) {
        let gone = progress.accepted + progress.uncertain
        while left < gone {
            pacer.record(now)
            left += 1
        }
        let due = now.advanced(bySeconds: retry.delaySeconds(afterAttempts: 1, chance: 0.5) ?? 0)
        while retries.count - firstRetry < progress.deferred { retries.append(due) }
        // The one that was due first has had its turn.
        firstRetry = max(firstRetry, retries.count - max(0, progress.deferred))
        if firstRetry > 1024, firstRetry > retries.count / 2 {
            retries.removeFirst(firstRetry)
            firstRetry = 0
        }
    }

    /// Seconds that so many messages take by the rate alone, from a moment on; 0 where there is none.
    package func seconds(for more: Int, at now: Instant) -> Double {
        guard more > 0 else { return 0 }
        return pacer.seconds(for: more, from: now)
    }

    /// Seconds until so many more are done, after `done` in `elapsed` seconds, with those who fall due meanwhile.
    package mutating func seconds(for more: Int, done: Int, elapsed: Double, at now: Instant) -> Double {
        note(done, elapsed)
        guard more > 0 else { return 0 }
        let base = longer(more, done, elapsed, now)
        let again = retriesDue(by: now.advanced(bySeconds: base))
        return again == 0 ? base : longer(more + again, done, elapsed, now)
    }

    /// The same, as it is told: it goes down with the clock, and follows what is estimated without a jump. Nil as long as
    /// nobody can tell.
    package mutating func steadySeconds(for more: Int, done: Int, elapsed: Double, at now: Instant) -> Double? {
        let estimate = seconds(for: more, done: done, elapsed: elapsed, at: now)
        guard more > 0 else {
            told = nil
            return 0
        }
        guard let last = told else {
            guard seconds(for: more, at: now) >= 10 || elapsed >= TimeLeft.settling && done > 0 else { return nil }
            told = (estimate, elapsed)
            return estimate
        }
        let passed = max(0, elapsed - last.elapsed)
        let expected = max(0, last.seconds - passed)
        let wanted = (estimate - expected) * (1 - exp(-passed / TimeLeft.inertia))
        let most = max(1, expected * TimeLeft.mostCorrection) * passed
        let steady = max(1, expected + min(most, max(-most, wanted)))
        told = (steady, elapsed)
        return steady
    }

    /// The longer of what the rate says and what was measured. One message more counts as done: the one that is under way.
    private func longer(_ more: Int, _ done: Int, _ elapsed: Double, _ now: Instant) -> Double {
        let mark = marks[0]
        let measured =
            done > 0 ? (elapsed - mark.elapsed) * Double(more) / Double(max(0, done - mark.done) + 1) : 0
        return max(measured, seconds(for: more, at: now))
    }

    /// How many of those who are deferred are due by a moment.
    private func retriesDue(by moment: Instant) -> Int {
        var (low, high) = (firstRetry, retries.count)
        while low < high {
            let middle = (low + high) / 2
            if retries[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return low - firstRetry
    }

    /// Some dozens of marks are kept, however long it takes.
    private mutating func note(_ done: Int, _ elapsed: Double) {
        if let last = marks.last, elapsed - last.elapsed >= max(1, elapsed / 50) {
            marks.append(Mark(elapsed: elapsed, done: done))
        }
        while marks.count > 1, marks[1].elapsed <= elapsed / 2 { marks.removeFirst() }
    }
}
