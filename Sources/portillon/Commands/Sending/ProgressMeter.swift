import Courier
import Foundation
import Mailing
import Report
import Vocabulary
import Workspace

/// Progress with rate and time left, on a terminal alone, at most ten times a second.
final class ProgressMeter: Sendable {
    private struct State {
        var left: TimeLeft
        /// When it was shown last; nil where it never was.
        var shown: ContinuousClock.Instant?
        var isFinished = false
        /// What was told last.
        var progress = RunProgress()
    }

    private let workload: Workload
    private let started = ContinuousClock.now
    private let state: Monitor<State>
    private let isOn: Bool

    /// `left` tells the time that the rate leaves.
    init(_ workload: Workload, left: TimeLeft, isOn: Bool) {
        self.workload = workload
        state = Monitor(State(left: left))
        self.isOn = isOn && isatty(2) == 1
        if self.isOn { keepCurrent() }
    }

    /// Between two messages of a slow relay, the time that is left goes on.
    private func keepCurrent() {
        Thread.detachNewThread { [weak self] in
            while true {
                sleep(1)
                guard let self, draw(nil) else { return }
            }
        }
    }

    func show(_ progress: RunProgress) {
        guard isOn else { return }
        draw(progress)
    }

    /// Draws what is told, or what was told last; false once it is finished.
    @discardableResult
    private func draw(_ told: RunProgress?) -> Bool {
        let now = ContinuousClock.now
        let elapsed = max(0.001, (now - started) / .seconds(1))
        // Within the lock: once it is finished, nothing is drawn any more.
        return state.update { state in
            let progress = told ?? state.progress
            state.left.record(progress, at: Workspace.now())
            state.progress = progress
            guard !state.isFinished else { return false }
            // It begins with the first message.
            guard told != nil || state.shown != nil else { return true }
            if let shown = state.shown, now - shown < .milliseconds(100) { return true }
            state.shown = now
            let total = workload.total(progress)
            let seconds = state.left.steadySeconds(
                for: total - progress.done, done: progress.done, elapsed: elapsed, at: Workspace.now())
            draw(progress, total, rate: Double(progress.done) / elapsed, secondsLeft: seconds)
            return true
        }
    }

    private func draw(_ progress: RunProgress, _ total: Int, rate: Double, secondsLeft: Double?) {
        let language = Speech.language
        func number(_ count: Int) -> String { Wording.number(count, language) }
        let share = total > 0 ? min(24, max(0, progress.done) * 24 / total) : 24
        let bar = String(repeating: "█", count: share) + String(repeating: "░", count: 24 - share)
        var text = "\(bar) \(number(progress.done))/\(number(total))  \(pace(rate, language))"
        if let secondsLeft {
            let time = Elapsed.rough(secondsLeft, language)
            text += "  " + Phrase(fr: "reste \(time)", en: "\(time) left")[language]
        }
        if progress.deferred > 0 { text += "  ~\(number(progress.deferred))" }
        if progress.rejected > 0 { text += "  ✗\(number(progress.rejected))" }
        if progress.uncertain > 0 { text += "  ?\(number(progress.uncertain))" }
        FileHandle.standardError.write(
            Data(("\r\u{1B}[K" + fitted(text, min(Console.width - 1, columnWidth(text)))).utf8))
    }

    /// Takes it from the screen, for good.
    func finish() {
        guard isOn else { return }
        state.update { state in
            let isShown = !state.isFinished && state.shown != nil
            state.isFinished = true
            guard isShown else { return }
            FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        }
    }

    /// What is slower than one a second, by the minute.
    private func pace(_ rate: Double, _ language: Language) -> String {
        guard rate < 1 else { return "\(Wording.number(Int(rate), language))/s" }
        return "\(Int((rate * 60).rounded()))/min"
    }
}
