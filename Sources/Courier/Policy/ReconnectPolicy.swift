/// How many connections a relay is believed to grant, and whether one that grants none at the moment is asked again, and when.
///
/// One that lets few connections stand at a time may still count the one that was closed a moment ago, and one that is being
/// restarted answers again soon: it is asked a few more times, by one connection at a time. A relay that never answered is
/// another matter: nobody waits for it. Nor for one that takes its time to refuse, which is not about to come back.
struct ReconnectPolicy {
    private static let delays: [Duration] = [.milliseconds(250), .seconds(1), .seconds(4)]
    /// A refusal that takes longer to come than this is the last word.
    private static let patience = Duration.seconds(10)

    private let configured: Int
    /// How many connections may stand: fewer than are configured once the relay has refused one, and twice as many as stand
    /// where it grants them.
    private(set) var mostConnections: Int
    /// True once a connection stood.
    private var hasConnected = false
    /// True once a message left over one.
    private var hasSent = false
    private var tries = 0
    /// Until when nothing is to be opened; nil where nothing is waited for.
    private(set) var deadline: ContinuousClock.Instant?

    init(connections: Int) {
        configured = max(1, connections)
        mostConnections = configured
    }

    /// Another attempt to carry begins: what was waited for is over.
    mutating func begin() { (tries, deadline) = (0, nil) }

    /// A connection was made: so many stand.
    mutating func connected(_ count: Int) {
        (hasConnected, tries, deadline) = (true, 0, nil)
        mostConnections = min(configured, max(mostConnections, count.multipliedReportingOverflow(by: 2).partialValue))
    }

    /// A message leaves.
    mutating func sentMessage() { hasSent = true }

    /// A connection was refused: so many others stand, or are being made.
    mutating func refused(beside count: Int) { mostConnections = min(configured, max(1, count)) }

    /// True where it is worth waiting after this refusal, which took so long to come; ``deadline`` then says how long.
    mutating func mayRetry(after refusal: RunFault, taking duration: Duration) -> Bool {
        guard hasConnected, refusal.mayPass, duration < ReconnectPolicy.patience, tries < ReconnectPolicy.delays.count
        else {
            return false
        }
        deadline = .now + ReconnectPolicy.delays[tries]
        tries += 1
        return true
    }

    /// True while nothing is to be opened.
    mutating func isWaiting() -> Bool {
        guard let deadline else { return false }
        if deadline > .now { return true }
        self.deadline = nil
        return false
    }

    /// What is said of a refusal that ends a run: once a message has left, the settings are not to blame, and it would not be
    /// true that nothing was sent.
    func fault(for refusal: RunFault) -> RunFault {
        guard hasSent, [.unreachable, .turnedAway].contains(refusal.kind) else { return refusal }
        return RunFault(.dropped, relay: refusal.relay, detail: refusal.detail)
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
