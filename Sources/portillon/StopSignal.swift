import Foundation
import Synchronization
import Vocabulary

/// SIGINT, SIGTERM and SIGHUP: the first asks a run to finish what is on the wire and stop; a second one ends it at once,
/// which the ledger survives, and says who is in doubt. A third one does not wait for that to be said.
enum StopSignal {
    private static let count = Atomic<Int>(0)

    /// True while a run can finish what is on the wire; everything else ends at once, and is nowhere half-done.
    private static let isGraceful = Atomic<Bool>(false)

    /// Where the second signal is told to the thread that has something to say; -1 where there is none.
    private static let bell = Atomic<Int32>(-1)
    /// How many seconds it may take to say it.
    private static let patience: UInt32 = 5

    /// For every command.
    static func install() {
        // Made before a signal can ask for them.
        _ = (count.load(ordering: .relaxed), isGraceful.load(ordering: .relaxed))
        _ = (bell.load(ordering: .relaxed), leftovers.load(ordering: .relaxed), terminal.load(ordering: .relaxed))
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let before = signal(number) { _ in
                let times = StopSignal.count.add(1, ordering: .relaxed).newValue
                if times == 1, StopSignal.isGraceful.load(ordering: .relaxed) { return }
                let bell = StopSignal.bell.load(ordering: .relaxed)
                guard times == 2, bell >= 0 else { StopSignal.end() }
                // Whoever is to say it may be kept waiting.
                alarm(StopSignal.patience)
                var stroke: UInt8 = 1
                _ = write(bell, &stroke, 1)
            }
            // A program that is started to outlive its terminal (nohup) goes on doing so.
            if number == SIGHUP, unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                signal(SIGHUP, SIG_IGN)
            }
        }
        signal(SIGALRM) { _ in StopSignal.end() }
    }

    /// Ends the program, leaving nothing half-done: for a handler of signals, so that nothing is allocated here.
    private static func end() -> Never {
        if var next = UnsafeMutablePointer<CChar>(bitPattern: leftovers.load(ordering: .acquiring)) {
            while next.pointee != 0 {
                unlink(next)
                next += strlen(next) + 1
            }
        }
        if let before = UnsafeMutablePointer<termios>(bitPattern: terminal.load(ordering: .acquiring)) {
            tcsetattr(0, TCSANOW, before)
        }
        if isatty(2) == 1 {
            // The shell's own line begins at its margin.
            var end: UInt8 = 0x0A
            _ = write(2, &end, 1)
        }
        _exit(ExitStatus.temporary.rawValue)
    }

    /// From now on, the first signal asks and the second one ends; `atOnce` says what is to be said then, on a thread of its
    /// own, and ends the program.
    static func becomeGraceful(atOnce: @escaping @Sendable () -> Never) {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 {
            let ear = ends[0]
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            Thread.detachNewThread {
                var stroke: UInt8 = 0
                while read(ear, &stroke, 1) != 1 { if errno != EINTR { return } }
                atOnce()
            }
            bell.store(ends[1], ordering: .relaxed)
        }
        isGraceful.store(true, ordering: .relaxed)
    }

    /// The run is over: from now on, a signal just ends the program, and nothing is said of people who were on the wire.
    static func becomeAbrupt() {
        isGraceful.store(false, ordering: .relaxed)
        bell.store(-1, ordering: .relaxed)
    }

    // MARK: What is under way

    /// The address of paths, each ended by a NUL, and one NUL more; 0 for none.
    private static let leftovers = Atomic<UInt>(0)

    /// What is half-done while a command that ends at once is at it: these files go with it. None: nothing is.
    static func takesAway(_ paths: [String]) {
        let octets = (paths.joined(separator: "\0") + "\0\0").utf8.map { CChar(bitPattern: $0) }
        // A handler may be reading the one before, so that it stays: a few hundred octets, once or twice a run.
        let list = UnsafeMutablePointer<CChar>.allocate(capacity: octets.count)
        list.initialize(from: octets, count: octets.count)
        leftovers.store(UInt(bitPattern: list), ordering: .releasing)
    }

    /// The address of the terminal's settings while they are others; 0 for none.
    private static let terminal = Atomic<UInt>(0)

    /// Settings that the terminal gets back, whatever ends the program; nil where they are these again.
    static func restores(_ settings: UnsafeMutablePointer<termios>?) {
        terminal.store(UInt(bitPattern: settings), ordering: .releasing)
    }

    // MARK: The first one

    static var isRaised: Bool { count.load(ordering: .relaxed) > 0 }

    private static let isSaid = Atomic<Bool>(false)

    /// True once a stop is asked for; says so the first time.
    static var isRaisedAndSaid: Bool {
        guard isRaised else { return false }
        if isSaid.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged {
            Console.say(
                Phrase(
                    fr: "\nArrêt demandé : ce qui est en route se termine d’abord (une seconde fois : tout de suite).",
                    en: "\nStopping: what is on the wire is finished first (once more: at once)."))
        }
        return true
    }
}
