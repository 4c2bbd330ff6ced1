package import Courier
package import Vocabulary

/// How long the rest of a run takes: no less than the rate has it, over all runs, and as long as it has taken so far.
/// An estimate for the screen; nothing waits for it.
package struct TimeLeft: Sendable {
    private var pacer: Pacer
    /// Messages that have left in this run.
    private var left = 0

    /// `pacer` knows what earlier runs did.
    package init(_ pacer: Pacer) { self.pacer = pacer }

    /// Records what has left by now.
    package mutating func record(_ progress: RunProgress, at now: Instant) {
        let gone = progress.accepted + progress.uncertain
        while left < gone {
            pacer.record(now)
            left += 1
        }
    }

    /// Seconds until so many more are done, after `done` in `elapsed` seconds.
    package func seconds(for more: Int, done: Int, elapsed: Double, at now: Instant) -> Double {
        guard more > 0 else { return 0 }
        let measured = done > 0 ? elapsed * Double(more) / Double(done) : 0
        var pacer = pacer
        return max(measured, Double(pacer.delay(before: now, afterFurther: more - 1)) / 1000)
    }
}
