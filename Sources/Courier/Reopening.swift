/// Whether a relay that has served, and grants no further connection, is asked again, and when.
///
/// One that lets few connections stand at a time may still count the one that was closed a moment ago, and one that is being
/// restarted answers again soon. A relay that never answered is another matter: nobody waits for it.
struct Reopening {
    private static let delays: [Duration] = [.milliseconds(250), .seconds(1), .seconds(4)]
    /// After so long, the relay is not about to come back.
    private static let patience = Duration.seconds(10)

    private var hasStood = false
    private var tries = 0
    private var firstRefusal: ContinuousClock.Instant?
    /// Until when nothing is to be opened; nil where nothing is waited for.
    private(set) var deadline: ContinuousClock.Instant?

    /// A connection was made.
    mutating func stands() {
        self = Reopening()
        hasStood = true
    }

    /// True where it is worth waiting after this refusal; ``deadline`` then says how long.
    mutating func mayWait(after refusal: RunFault) -> Bool {
        let now = ContinuousClock.now
        let began = firstRefusal ?? now
        firstRefusal = began
        guard hasStood, refusal.mayPass, tries < Reopening.delays.count, now - began < Reopening.patience else {
            return false
        }
        deadline = now + Reopening.delays[tries]
        tries += 1
        return true
    }

    /// True once another connection may be tried; the wait is over then.
    mutating func isOver() -> Bool {
        guard let deadline else { return true }
        guard deadline <= .now else { return false }
        self.deadline = nil
        return true
    }
}

extension RunFault {
    /// True where it may be otherwise in a moment: not after a reply 5yz, which is for good (RFC 5321 §4.2.1).
    fileprivate var mayPass: Bool {
        switch kind {
        case .unreachable: true
        case .turnedAway: !detail.hasPrefix("5")
        default: false
        }
    }
}
