import Foundation
import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The temper of a relay: where it misbehaves, by a seed, and what it may have taken all the same.
///
/// What it does to a recipient hangs on the seed, the recipient and how often they came by, and not on which thread was
/// first: so a seed does much the same to everybody each time.
final class RelayTemper: Sendable {
    typealias Turn = ScriptedRelay.Turn

    /// What a run may end with that only a whim explains.
    enum Cause: Sendable { case turnedAway, broken, refused }

    struct Account: Sendable {
        /// How often the relay read somebody's message to its end and did not refuse it.
        var taken: [String: Int] = [:]
        /// Whose message was taken by a reply that came out whole.
        var answered: Set<String> = []
        /// Whose body was out when the connection ended otherwise than by a reply.
        var doubtful: Set<String> = []
        /// Each whim and each message that was taken, with its recipient, as they came; and the signals.
        var story: [(recipient: String, text: String)] = []
        /// What the whims since the last run may bring about.
        var causes: Set<Cause> = []
    }

    fileprivate struct State {
        var account = Account()
        var run = 0
        var isCalm = false
        /// How often somebody came by at each point.
        var visits: [String: Int] = [:]
        /// Who had a connection's last body.
        var last: [Int: String] = [:]
        /// Turns of the run, and the signals that some of them bring upon the sender.
        var turns = 0
        var strikes: [(turn: Int, signal: Int32)] = []
        var struck = 0
        var sender: pid_t?
    }

    private let seed: UInt64
    private let whims: [Whim]
    /// Of a thousand turns, so many are whims.
    private let odds: Int
    private let state = Mutex(State())

    var account: Account { state.withLock { $0.account } }

    init(seed: UInt64, whims: [Whim], odds: Int) {
        self.seed = seed
        self.whims = whims
        self.odds = odds
    }

    /// From now on, all is as usual.
    func calmDown() { state.withLock { $0.isCalm = true } }

    /// A run begins; at the turns that are named, it is to get signals.
    func begin(run: Int, strikes: [(turn: Int, signal: Int32)]) {
        state.withLock { state in
            state.run = run
            state.account.causes = []
            (state.turns, state.struck) = (0, 0)
            state.strikes = strikes
        }
    }

    /// This is who gets the signals.
    func aim(at sender: pid_t) { state.withLock { $0.sender = sender } }

    /// The sender has ended, and its number may soon be another's. Gives how many turns there were, and how many signals.
    func release() -> (turns: Int, signals: Int) {
        state.withLock { state in
            state.sender = nil
            return (state.turns, state.struck)
        }
    }

    /// Signals the sender, as long as it is there.
    func strike(_ signal: Int32) { state.withLock { $0.strike(signal) } }

    func answer(_ turn: Turn) -> ScriptedRelay.Answer {
        let usual = turn.point == .finalDot ? "250 2.0.0 taken for \(turn.recipient)" : turn.usual
        let (whim, chance) = state.withLock { state in
            state.strikeIfDue()
            let drawn = draw(turn, &state)
            state.note(drawn.whim, turn)
            return drawn
        }
        var rest = chance
        guard let whim else { return turn.point == .body ? .usual : .reply(usual) }
        if whim == .late {
            usleep(UInt32(1 + rest.below(25)) * 1_000)
            if turn.point == .body { return .usual }
        }
        if turn.point == .body, whim == .refusesForNow {
            // Before the end of the message, which it does not read any more.
            return .octets(Array("452 4.3.1 no room for \(turn.recipient)\r\n".utf8), then: .closes)
        }
        return whim.answer(turn, usual: usual, &rest)
    }

    private func draw(_ turn: Turn, _ state: inout State) -> (whim: Whim?, chance: SeededGenerator) {
        let isAboutOne = [.recipient, .data, .body, .finalDot].contains(turn.point)
        let place = "\(turn.point) \(isAboutOne ? turn.recipient : String(turn.connection))"
        state.visits[place, default: 0] += 1
        var chance = SeededGenerator(seed: seed, place: "\(place) \(state.visits[place, default: 0])")
        let fitting = whims.filter { $0.fits(turn.point) }
        // RSET is rare.
        let odds = turn.point == .other ? 5 * odds : odds
        guard !state.isCalm, !fitting.isEmpty, chance.below(1000) < odds else { return (nil, chance) }
        return (chance.one(of: fitting), chance)
    }
}

extension RelayTemper.State {
    fileprivate mutating func strikeIfDue() {
        turns += 1
        while sender != nil, let first = strikes.first, first.turn <= turns {
            strikes.removeFirst()
            strike(first.signal)
        }
    }

    fileprivate mutating func strike(_ signal: Int32) {
        guard let sender else { return }
        tell("turn \(turns): signal \(signal)", of: "")
        struck += 1
        kill(sender, signal)
    }

    /// Keeps the books before the answer leaves.
    fileprivate mutating func note(_ whim: Whim?, _ turn: ScriptedRelay.Turn) {
        if let whim {
            tell("connection \(turn.connection), \(turn.point) \(turn.recipient): \(whim)", of: turn.recipient)
            causes(of: whim, turn.point)
        }
        if turn.point == .body { last[turn.connection] = turn.recipient }
        switch whim {
        case .resets?, .answersAndResets?, .half?, .withoutEnd?:
            // A reset may take away a reply that was not read yet.
            if let recipient = last[turn.connection] { account.doubtful.insert(recipient) }
        default: break
        }
        // The second 354 comes when the body is out, and answers it.
        if turn.point == .data, whim == .twice { account.doubtful.insert(turn.recipient) }
        guard turn.point == .finalDot || turn.point == .body else { return }
        guard let whim else { return take(turn, isAnswered: true, isDoubtful: false) }
        switch whim {
        case .late, .singly, .manyLines, .bareLineFeed, .bareCode, .twice, .answersAndCloses:
            take(turn, isAnswered: true, isDoubtful: false)
        case .answersAndResets: take(turn, isAnswered: true, isDoubtful: true)
        case .refusesForNow where turn.point == .body: account.doubtful.insert(turn.recipient)
        case .refusesForNow, .greylists, .refusesForGood, .knowsNobody, .overQuota, .distrusts, .distrustsForNow,
            .refusesSender, .saysGoodbye:
            break
        case .closes, .resets, .garbage, .half, .withoutEnd, .endlessLine, .twoCodes:
            take(turn, isAnswered: false, isDoubtful: true)
        }
    }

    private mutating func tell(_ text: String, of recipient: String) {
        account.story.append((recipient, "run \(run), \(text)"))
    }

    private mutating func take(_ turn: ScriptedRelay.Turn, isAnswered: Bool, isDoubtful: Bool) {
        if isDoubtful { account.doubtful.insert(turn.recipient) }
        guard turn.point == .finalDot else { return }
        account.taken[turn.recipient, default: 0] += 1
        tell("connection \(turn.connection) took what was for \(turn.recipient)", of: turn.recipient)
        if isAnswered { account.answered.insert(turn.recipient) }
    }

    private mutating func causes(of whim: Whim, _ point: ScriptedRelay.Turn.Point) {
        if Whim.soft.contains(whim) { return }
        if point == .greeting || point == .hello { account.causes.insert(.turnedAway) }
        if Whim.garbling.contains(whim) { account.causes.insert(.broken) }
        if Whim.suspicious.contains(whim) || whim == .refusesForGood {
            account.causes.insert(.refused)
        }
    }
}
