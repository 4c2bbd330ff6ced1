import Foundation

/// A terminal that shows nothing of what is typed, for as long as a secret or a key is asked for.
struct TerminalSilence {
    /// The terminal's settings before; nil where standard input is none.
    private let before: UnsafeMutablePointer<termios>?

    /// `byKey`: each key is there at once, without Enter.
    init(byKey: Bool = false) {
        let before = UnsafeMutablePointer<termios>.allocate(capacity: 1)
        before.initialize(to: termios())
        guard tcgetattr(0, before) == 0 else {
            before.deallocate()
            self.before = nil
            return
        }
        self.before = before
        StopSignal.restores(before)
        var silent = before.pointee
        silent.c_lflag &= ~tcflag_t(ECHO | ECHONL)
        if byKey { silent.c_lflag &= ~tcflag_t(ICANON) }
        // Whoever came back from ^Z would be shown as they type.
        withUnsafeMutableBytes(of: &silent.c_cc) {
            $0[Int(VSUSP)] = 0
            // Where keys are asked for, one is enough, and however long it takes.
            if byKey { ($0[Int(VMIN)], $0[Int(VTIME)]) = (1, 0) }
        }
        // What was typed before the question is not the answer to it.
        tcsetattr(0, TCSAFLUSH, &silent)
    }

    func end() {
        guard let before else { return }
        tcsetattr(0, TCSANOW, before)
        // A handler may be reading it, so that it stays: some dozen octets, once or twice a run.
        StopSignal.restores(nil)
    }
}
