import Courier
import Gate
import Letter
import Mailing
import Testing
import Vocabulary

/// A run with ports that write down what they are asked, each thread in its order.
final class Stage: RecipientSource, DeliveryStore, MessageComposer {
    struct State {
        /// What happened, one word and its object each.
        var events: [String] = []
        var chunks: [[Dossier]]
        /// What is left of them in this round.
        var rest: ArraySlice<[Dossier]> = []
        /// Where each recipient stands when the run meets it; queued unless said otherwise.
        /// Whom an earlier run put back.
        var putBack: Set<AddrSpec> = []
        var standing: [AddrSpec: (state: RecipientState, attempts: Int, due: Instant?)] = [:]
        var withheld: Set<AddrSpec> = []
        /// Whose claim is refused once, as what they were admitted by has changed.
        var outdated: Set<AddrSpec> = []
        /// At whom an earlier run ended, and when.
        var stumbled: [AddrSpec: Instant] = [:]
        /// Those whom a message was handed over to, or may have been.
        var mailed: Set<AddrSpec> = []
        /// By which mark the ledger was asked for whom.
        var askedBy: [String: Int64?] = [:]
        /// What the ledger's mark is, each time that it is asked for; the last one stays.
        var marks: [Int64] = [1]
        /// Whose message cannot be made.
        var cannotCompose: AddrSpec?
        var history: [Instant] = []
        var numbers: [Int64: AddrSpec] = [:]
        /// Those whose state was changed, and those of them who were entered into the log.
        var settled: [Int64] = []
        var entered: [Int64] = []
        /// What waiting for the disk comes to.
        var disk: @Sendable () throws -> Void = {}
        /// What committing comes to, before anything is.
        var ledger: @Sendable (_ outcomes: [OutcomeRecord]) throws -> Void = { _ in }
        /// What putting back comes to, before anybody is.
        var putsBack: @Sendable () throws -> Void = {}
        var mustStop: @Sendable () -> Bool = { false }

        func name(_ recipient: Int64) -> String { numbers[recipient]?.localPart ?? "?" }
    }

    struct NotComposed: Error {}

    let carrier = ScriptedCarrier()
    let clock = Clock()
    private let state: Monitor<State>

    init(_ dossiers: [Dossier]...) { state = Monitor(State(chunks: dossiers)) }

    var askedBy: [String: Int64?] { state.read { $0.askedBy } }
    var events: [String] { state.read { $0.events } }
    func note(_ event: String) { state.update { $0.events.append(event) } }
    func set(_ change: (inout State) -> Void) { state.update(change) }

    func run(_ options: Run.Options = Run.Options()) throws -> Run.Result {
        var run = try Run(brief: brief(), options: options, ports: ports)
        let result = try run.run()
        let (settled, entered) = state.read { ($0.settled, $0.entered) }
        #expect(entered == settled, "what became of a recipient is in the log, once and in order")
        return result
    }

    // MARK: The ports

    /// Each thing in its turn, so that a test can say what follows what.
    let mayEnrolAhead = false

    func changeMark() -> Int64 { state.update { $0.marks.count > 1 ? $0.marks.removeFirst() : $0.marks[0] } }

    func rewind() { state.update { $0.rest = $0.chunks[...] } }

    func nextDossiers() -> (dossiers: [Dossier], newestObjection: Int64) {
        note("read")
        return (state.update { $0.rest.popFirst() } ?? [], 7)
    }

    func earlierDeliveries() -> [Instant] { state.read { $0.history } }

    func enrol(_ decisions: [Decision], mayAdd: (Clearance) -> Bool, newestObjection newest: Int64) -> Enrolment {
        state.update { state in
            let isOld = !decisions.compactMap(\.clearance).contains(where: mayAdd)
            state.events.append("enrol \(decisions.count)\(isOld ? " old" : "") \(newest)")
            var enrolment = Enrolment()
            for decision in decisions {
                guard let clearance = decision.clearance else {
                    enrolment.excluded += 1
                    continue
                }
                let known = state.numbers.first { $0.value == clearance.address }?.key
                if known != nil, state.mailed.contains(clearance.address) { continue }
                let number = known ?? Int64(state.numbers.count + 1)
                state.numbers[number] = clearance.address
                let stand = state.standing[clearance.address] ?? (.queued, 0, nil)
                enrolment.enrolled.append(
                    Enrolled(
                        recipient: number, clearance: clearance, state: stand.state, attempts: stand.attempts,
                        due: stand.due, wasPutBack: state.putBack.contains(clearance.address),
                        stumbledAt: state.stumbled[clearance.address]))
            }
            return enrolment
        }
    }

    func commit(_ outcomes: [OutcomeRecord], claims: [ClaimRequest], pacedAt: Instant?) throws -> [ClaimAnswer] {
        try state.read { $0.ledger }(outcomes)
        return record(outcomes, claims, pacedAt)
    }

    private func record(_ outcomes: [OutcomeRecord], _ claims: [ClaimRequest], _ pacedAt: Instant?) -> [ClaimAnswer] {
        state.update { state in
            for outcome in outcomes {
                let unclaimed = outcome.isUnclaimed ? " unclaimed" : ""
                state.events.append("\(outcome.state) \(state.name(outcome.recipient))\(unclaimed)")
                guard let address = state.numbers[outcome.recipient] else { continue }
                state.mailed.remove(address)
                if outcome.state.mayHaveBeenMailed { state.mailed.insert(address) }
                state.standing[address] = (outcome.state, 1, outcome.due)
                if outcome.state == .queued { state.putBack.insert(address) }
            }
            let refused = claims.map(\.recipient).filter {
                !(state.numbers[$0].map { !state.withheld.contains($0) } ?? false)
            }
            state.settled += refused + outcomes.map(\.recipient)
            if pacedAt != nil { state.events.append("pace \(claims.count)") }
            return claims.map { claim in
                guard let address = state.numbers[claim.recipient], !state.withheld.contains(address) else {
                    state.events.append("withhold \(state.name(claim.recipient))")
                    return .withheld
                }
                state.askedBy[address.localPart] = claim.mark
                if state.outdated.remove(address) != nil {
                    state.events.append("outdated \(address.localPart)")
                    return .outdated
                }
                state.events.append("claim \(address.localPart)")
                state.mailed.insert(address)
                return .granted
            }
        }
    }

    func sync() throws { try state.read { $0.disk }() }

    func enter(_ recipients: [Int64]) { state.update { $0.entered += recipients } }

    func putBack(_ recipients: [Int64], because: String) throws {
        try state.read { $0.putsBack }()
        state.update { state in
            for recipient in recipients {
                guard let address = state.numbers[recipient] else { continue }
                state.mailed.remove(address)
                state.putBack.insert(address)
            }
            state.events.append("back \(recipients.map(state.name).joined(separator: " ")): \(because)")
        }
    }

    func bounce(_ address: AddrSpec, reply: String) { note("bounce \(address.localPart)") }

    func message(for clearance: Clearance, at moment: Instant) throws -> ClearedMessage {
        note("compose \(clearance.address.localPart)")
        if state.read({ $0.cannotCompose }) == clearance.address { throw NotComposed() }
        return MailingTests.message(clearance)
    }

    private var ports: Ports {
        Ports(
            source: self, store: self, composer: self, carrier: carrier, clock: clock, capacity: 4,
            mustStop: { [self] in state.read { $0.mustStop }() }, progress: { _ in })
    }
}
