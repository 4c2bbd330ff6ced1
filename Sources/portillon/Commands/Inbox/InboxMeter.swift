import Foundation
import Report
import Vocabulary
import Workspace

/// How far a reading of the inbox has come, on a terminal alone, at most ten times a second; a short one shows nothing.
final class InboxMeter {
    private let started = ContinuousClock.now
    private var shown: ContinuousClock.Instant?
    private let isOn = isatty(2) == 1
    /// What goes by more quickly leaves no trace on the screen.
    private static let patience = Duration.milliseconds(400)

    func show(_ progress: InboxReading.Progress) {
        let now = ContinuousClock.now
        guard isOn, now - started > InboxMeter.patience else { return }
        if let shown, now - shown < .milliseconds(100) { return }
        shown = now
        let line = InboxProgressReport.line(progress, seconds: (now - started) / .seconds(1), Speech.language)
        write(shortened(printable(line), Console.width - 1))
    }

    /// Takes it from the screen.
    func finish() {
        if shown != nil { write("") }
        shown = nil
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(("\r\u{1B}[K" + text).utf8)) }
}
