import Courier
import Foundation
import Mailing
import Report
import Vocabulary

/// Progress with rate and time left, on a terminal alone, at most ten times a second.
final class ProgressMeter: Sendable {
    private let total: Int
    private let started = ContinuousClock.now
    /// When it was shown last; nil where it never was.
    private let shown = Monitor<ContinuousClock.Instant?>(nil)
    private let isOn: Bool

    init(total: Int, isOn: Bool) {
        self.total = total
        self.isOn = isOn && isatty(2) == 1
    }

    func show(_ progress: RunProgress) {
        guard isOn else { return }
        let now = ContinuousClock.now
        let isTime = shown.look { shown in
            if let shown, now - shown < .milliseconds(100) { return false }
            shown = now
            return true
        }
        guard isTime else { return }
        let elapsed = max(0.001, (now - started) / .seconds(1))
        let rate = Double(progress.done) / elapsed
        let left = rate > 0 ? Double(max(0, total - progress.done)) / rate : 0
        let language = Speech.language
        let share = total > 0 ? min(24, progress.done * 24 / total) : 24
        let bar = String(repeating: "█", count: share) + String(repeating: "░", count: 24 - share)
        var text = "\(bar) \(Wording.number(progress.done, language))/\(Wording.number(total, language))"
        text += Phrase(fr: "  \(Int(rate))/s", en: "  \(Int(rate))/s")[language]
        text += "  " + Phrase(fr: "reste \(clock(left))", en: "\(clock(left)) left")[language]
        if progress.deferred > 0 { text += "  ~\(progress.deferred)" }
        if progress.rejected > 0 { text += "  ✗\(progress.rejected)" }
        if progress.uncertain > 0 { text += "  ?\(progress.uncertain)" }
        FileHandle.standardError.write(
            Data(("\r\u{1B}[K" + fitted(text, min(Console.width - 1, columnWidth(text)))).utf8))
    }

    func finish() {
        guard isOn, shown.look({ $0 != nil }) else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    private func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}
