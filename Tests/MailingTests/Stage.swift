import Courier
import Gate
import Letter
import Mailing
import Vocabulary

/// A run with ports that write down what they are asked, in order.
final class Stage {
    let carrier = ScriptedCarrier()
    let clock = Clock()
    /// What happened, one word and its object each.
    var events: [String] = []
    var chunks: [[Dossier]]
    /// Where each recipient stands when the run meets it; queued unless said otherwise.
    var standing: [AddrSpec: (state: RecipientState, attempts: Int, due: Instant?)] = [:]
    var withheld: Set<AddrSpec> = []
    var history: [Instant] = []
    var mustStop: () -> Bool = { false }
    /// How long each claim and each handing over take.
    var claimTakes: () -> Int64 = { 0 }
    private var numbers: [Int64: AddrSpec] = [:]

    init(_ dossiers: [Dossier]...) { chunks = dossiers }

    func run(_ options: Run.Options = Run.Options()) throws -> Run.Result {
        var run = try Run(brief: brief(), options: options, ports: ports)
        return try run.run()
    }

    private func name(_ recipient: Int64) -> String { numbers[recipient]?.localPart ?? "?" }

    private var ports: Ports {
        Ports(
            dossiers: { [self] in
                var rest = chunks[...]
                return {
                    self.events.append("read")
                    return (rest.popFirst() ?? [], 7)
                }
            },
            enrol: { [self] decisions, mayAdd, newest in
                let isOld = !decisions.compactMap(\.clearance).contains(where: mayAdd)
                events.append("enrol \(decisions.count)\(isOld ? " old" : "") \(newest)")
                var enrolment = Enrolment()
                for decision in decisions {
                    guard let clearance = decision.clearance else {
                        enrolment.excluded += 1
                        continue
                    }
                    let number = Int64(numbers.count + 1)
                    numbers[number] = clearance.address
                    let stand = standing[clearance.address] ?? (.queued, 0, nil)
                    enrolment.enrolled.append(
                        Enrolled(
                            recipient: number, clearance: clearance, state: stand.state, attempts: stand.attempts,
                            due: stand.due))
                }
                return enrolment
            },
            claim: { [self] recipient, outcomes in
                for outcome in outcomes { events.append("\(outcome.state) \(name(outcome.recipient))") }
                clock.advance(milliseconds: claimTakes())
                guard let recipient, let address = numbers[recipient] else { return false }
                guard !withheld.contains(address) else {
                    events.append("withhold \(address.localPart)")
                    return false
                }
                events.append("claim \(address.localPart)")
                return true
            },
            putBack: { [self] recipients, because in
                events.append("back \(recipients.map(name).joined(separator: " ")): \(because)")
            },
            bounce: { [self] address, _ in events.append("bounce \(address.localPart)") },
            pace: { [self] in history },
            notePace: { [self] in events.append("pace \($0.milliseconds - start.milliseconds)") },
            compose: { [self] clearance, _ in
                events.append("compose \(clearance.address.localPart)")
                return message(clearance)
            },
            carrier: carrier, now: { [self] in clock.now },
            sleep: { [self] milliseconds in
                events.append("sleep \(milliseconds)")
                clock.advance(milliseconds: milliseconds)
            },
            mustStop: { [self] in mustStop() }, chance: { 0 }, progress: { _ in })
    }
}
