import Courier
import Foundation
import Gate
import Ledger
import Letter
import Mailing
import TestSupport
import Testing
import Vocabulary

/// Nobody gets it twice and nobody is lost, whatever dies when: the real ledger, the real gate, a scripted relay, and
/// a crash at every single step.
@Suite struct CrashTests {
    struct Crash: Error {}

    /// A network in a ledger of its own, and runs over it that can die.
    final class World: Sendable {
        private struct State {
            /// How many ports a run calls before it dies; nil for none.
            var stepsLeft: Int?
            var stepsTaken = 0
            /// Dies after the step took effect, instead of before.
            var diesAfter = false
            /// From then on, nothing of this run happens any more, on whichever thread.
            var isDead = false
            /// The bodies that the relay took, or may have taken.
            var delivered: [AddrSpec: Int] = [:]
            var answer: ScriptedCarrier.Answer = { _ throws(RunFault) in .accepted(reply: "250 ok") }
        }

        let path: String
        let key = Key()
        let clock = Clock()
        private let folder: String
        private let state = Monitor(State())

        var stepsTaken: Int { state.read { $0.stepsTaken } }
        var delivered: [AddrSpec: Int] { state.read { $0.delivered } }
        func answer(_ answer: @escaping ScriptedCarrier.Answer) { state.update { $0.answer = answer } }
        func dies(in steps: Int?, after: Bool = false) {
            state.update { ($0.stepsLeft, $0.diesAfter) = (steps, after) }
        }

        init(contacts: Int, extra: Int = 0) throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("run-" + UUID().uuidString).path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            path = folder + "/ledger.sqlite"
            let ledger = try Ledger.open(path: path, create: true)
            try ledger.bind(key)
            let source = ImportSource(kind: .cards, fileName: "cards.csv", sha256: "1", recordedBy: "you@example.org")
            _ = try ledger.importing(source, key: key, now: start) { session in
                for number in 1...contacts + extra {
                    let claim = Claim(
                        kind: .businessCard, address: address(number), shared: .on(When(day: today)), place: "Salon")
                    try session.add(
                        IntakeRecord(
                            line: number, profile: nil, addresses: [address(number)], fields: ContactFields(),
                            fieldsDated: nil, claims: number <= contacts ? [claim] : []))
                }
            }
            ledger.close()
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// One port call of a run that may die before it, or after it. One at a time, so that the steps can be counted.
        fileprivate func step<Value>(_ body: () throws -> Value) throws -> Value {
            try state.update { state in
                guard !state.isDead else { throw Crash() }
                state.stepsTaken += 1
                guard let left = state.stepsLeft else { return try body() }
                state.stepsLeft = left - 1
                if left == 0 { state.isDead = true }
                if left == 0, !state.diesAfter { throw Crash() }
                let value = try body()
                if left == 0 { throw Crash() }
                return value
            }
        }

        /// What the relay sees of a process: nothing, once it is dead.
        private func deliver(_ address: AddrSpec) throws(RunFault) -> Outcome {
            let answer = state.read { $0.isDead ? nil : $0.answer }
            guard let answer else { throw RunFault(.dropped, relay: "relay") }
            let outcome = try answer(address)
            switch outcome {
            case .accepted, .uncertain: state.update { $0.delivered[address, default: 0] += 1 }
            case .deferred, .rejected: break
            }
            return outcome
        }

        /// Runs as the command does: recovers, judges, sends. A run that dies leaves the ledger as it stands.
        @discardableResult
        func send(_ options: Run.Options = Run.Options()) throws -> Run.Result? {
            state.update { $0.isDead = false }
            let ledger = try Ledger.open(path: path)
            if let begun = try ledger.mailing("autumn") { _ = try ledger.recover(begun, key: key, now: clock.now) }
            let mailing = try ledger.beginMailing(
                letter: "autumn", purpose: "newsletter", digest: "d", contentDigest: "c", content: [], now: clock.now)
            let carrier = ScriptedCarrier()
            carrier.answer { [self] address throws(RunFault) in try deliver(address) }
            do {
                let mortal = MortalPorts(world: self, ledger: ledger, mailing: mailing)
                let ports = Ports(
                    source: mortal, store: mortal, composer: mortal, carrier: carrier, clock: clock, capacity: 4,
                    mustStop: { false }, progress: { _ in })
                var run = try Run(brief: brief(), options: options, ports: ports)
                let result = try run.run()
                ledger.close()
                return result
            } catch is Crash {
                // Abandoned: nothing more of this run reaches the ledger.
                return nil
            }
        }

        func counts() throws -> [RecipientState: Int] {
            let ledger = try Ledger.open(path: path, readOnly: true)
            defer { ledger.close() }
            return try ledger.counts(of: "autumn").byState
        }

        func states() throws -> [String: RecipientState] {
            let ledger = try Ledger.open(path: path, readOnly: true)
            defer { ledger.close() }
            var states: [String: RecipientState] = [:]
            try ledger.forEachRecipient(of: "autumn") { states[$0.address] = $0.state }
            return states
        }
    }

    /// The ledger's ports, any of which may be the last one that a run calls.
    private final class MortalPorts: RecipientSource, DeliveryStore, MessageComposer {
        private let world: World
        private let ledger: Ledger
        private let mailing: MailingRecord
        private let reader: Monitor<DossierReader>
        private var key: Key { world.key }
        private var now: Instant { world.clock.now }

        init(world: World, ledger: Ledger, mailing: MailingRecord) {
            (self.world, self.ledger, self.mailing) = (world, ledger, mailing)
            reader = Monitor(DossierReader(ledger, key: world.key, letter: "autumn"))
        }

        let mayEnrolAhead = true

        func changeMark() throws -> Int64 { try ledger.changeMark() }

        func rewind() { reader.update { $0 = DossierReader(ledger, key: key, letter: "autumn") } }

        func nextDossiers() throws -> (dossiers: [Dossier], newestObjection: Int64) {
            try world.step { try reader.update { (try $0.next(), $0.newestObjection) } }
        }

        func enrol(_ decisions: [Decision], mayAdd: (Clearance) -> Bool, newestObjection: Int64) throws -> Enrolment {
            try world.step {
                try ledger.enrol(
                    decisions, in: mailing, key: key, policyRevision: "r", program: "test", mayAdd: mayAdd,
                    newestObjection: newestObjection, now: now)
            }
        }

        func earlierDeliveries() throws -> [Instant] {
            try world.step { try ledger.pace(since: now.advanced(bySeconds: -10)) }
        }

        func commit(_ outcomes: [OutcomeRecord], claims: [ClaimRequest], pacedAt: Instant?) throws -> [ClaimAnswer] {
            try world.step {
                try ledger.commit(
                    outcomes: outcomes, claims: claims,
                    judge: { dossier in
                        var alone = Gate(brief: brief())
                        return alone.judge(dossier)
                    },
                    pacedAt: pacedAt.map { at in claims.map { _ in at } } ?? [],
                    forgetPaceBefore: pacedAt?.advanced(bySeconds: -10), key: key, now: now)
            }
        }

        func sync() throws { try world.step {} }

        func enter(_ recipients: [Int64]) throws {
            try world.step { try ledger.enter(recipients, key: key, now: now) }
        }

        func putBack(_ recipients: [Int64], because: String) throws {
            try world.step { try ledger.putBack(recipients, in: mailing, because: because, key: key, now: now) }
        }

        func bounce(_ address: AddrSpec, reply: String) throws {
            try world.step {
                _ = try ledger.object(
                    ObjectionRequest(target: address.spelling, kind: .bounced, on: When(day: today), because: reply),
                    key: key, now: now)
            }
        }

        func message(for clearance: Clearance, at moment: Instant) -> ClearedMessage {
            MailingTests.message(clearance)
        }
    }

    /// Refuses one, defers one once, accepts the others.
    private static func mixed() -> ScriptedCarrier.Answer {
        let seen = Monitor<Set<AddrSpec>>([])
        return { address throws(RunFault) in
            let isFirst = seen.update { $0.insert(address).inserted }
            switch address.localPart {
            case "p2": return rejected(status: EnhancedStatusCode(5, 1, 1))
            case "p3" where isFirst: return deferred()
            default: return .accepted(reply: "250 ok")
            }
        }
    }

    private func play(contacts: Int, rate: Pacer.Rate?, dieAt step: Int?, after: Bool) throws -> World {
        let world = try World(contacts: contacts, extra: 2)
        world.answer(CrashTests.mixed())
        world.dies(in: step, after: after)
        let options = Run.Options(rate: rate, retry: RetrySchedule(attempts: 5, firstDelaySeconds: 60))
        for _ in 0..<3 {
            try world.send(options)
            world.dies(in: nil)
            world.clock.advance(milliseconds: 3_600_000)
        }
        return world
    }

    @Test(arguments: [false, true], [nil, Pacer.Rate(messages: 2, perSeconds: 5)])
    func aCrashAtEveryStep(_ after: Bool, _ rate: Pacer.Rate?) throws {
        let contacts = 5
        let whole = try play(contacts: contacts, rate: rate, dieAt: nil, after: false)
        #expect(try whole.counts() == [.accepted: 4, .rejected: 1])
        for step in 0..<whole.stepsTaken {
            let world = try play(contacts: contacts, rate: rate, dieAt: step, after: after)
            let states = try world.states()
            // Nobody is lost, and everybody has come to an end.
            #expect(states.count == contacts, "step \(step)")
            let open = states.values.filter { ![.accepted, .rejected, .uncertain].contains($0) }
            #expect(open.isEmpty, "step \(step): \(states)")
            // At most one is in doubt, and nobody got it twice.
            #expect(states.values.filter { $0 == .uncertain }.count <= 1, "step \(step): \(states)")
            #expect(world.delivered.values.allSatisfy { $0 == 1 }, "step \(step): \(world.delivered)")
            for (address, state) in states where state == .accepted {
                #expect(world.delivered[spec(address)] == 1, "step \(step): \(address)")
            }
        }
    }

    /// A relay that does not want the sender refuses everybody, and takes everybody once that is put right: whenever the run
    /// before dies, nobody has been marked for it.
    @Test(arguments: [false, true], ["550 5.7.1 not you", "554 no"])
    func aCrashWhileTheRelayMeansTheSender(_ after: Bool, _ reply: String) throws {
        func play(dieAt step: Int?) throws -> World {
            let world = try World(contacts: 4)
            world.answer { _ throws(RunFault) in rejected(reply) }
            world.dies(in: step, after: after)
            let options = Run.Options(retry: RetrySchedule(attempts: 1))
            try world.send(options)
            world.dies(in: nil)
            #expect(try !world.states().values.contains(.rejected), "step \(step ?? -1)")
            world.answer { _ throws(RunFault) in .accepted(reply: "250 ok") }
            try world.send(options)
            return world
        }
        let whole = try play(dieAt: nil)
        #expect(try whole.counts() == [.accepted: 4])
        for step in 0..<whole.stepsTaken {
            let world = try play(dieAt: step)
            let counts = try world.counts()
            // Whoever was on the wire when it died may have it, for all that anybody knows.
            #expect(counts[.accepted, default: 0] + counts[.uncertain, default: 0] == 4, "step \(step): \(counts)")
            #expect(counts[.uncertain, default: 0] <= 1, "step \(step): \(counts)")
            #expect(world.delivered.values.allSatisfy { $0 == 1 }, "step \(step): \(world.delivered)")
        }
    }

    /// Random answers, crashes and faults, over several runs; the last ones run to the end.
    @Test(arguments: 1...25) func whateverComes(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let contacts = Int.random(in: 3...12, using: &random)
        let world = try World(contacts: contacts)
        let dice = Monitor(random)
        world.answer { _ throws(RunFault) in
            switch dice.update({ Int.random(in: 0..<12, using: &$0) }) {
            case 0: return rejected(status: EnhancedStatusCode(5, 1, 1))
            case 1: return rejected("550 5.7.1 no", status: EnhancedStatusCode(5, 7, 1))
            case 2, 3: return deferred()
            case 4: return .uncertain(cause: "no reply")
            case 5: throw RunFault(.unreachable, relay: "relay", detail: "no route")
            default: return .accepted(reply: "250 ok")
            }
        }
        var crashes = 0
        for _ in 0..<8 {
            var dice = SeededGenerator(seed: seed &* 77 &+ UInt64(crashes))
            world.dies(in: Int.random(in: 0..<25, using: &dice), after: Bool.random(using: &dice))
            if try world.send() == nil { crashes += 1 }
            world.clock.advance(milliseconds: 7_200_000)
        }
        world.dies(in: nil)
        world.answer { _ throws(RunFault) in .accepted(reply: "250 ok") }
        #expect(try world.send()?.fault == nil)
        let states = try world.states()
        #expect(states.count == contacts)
        #expect(states.values.allSatisfy { [.accepted, .rejected, .uncertain].contains($0) }, "\(states)")
        #expect(world.delivered.values.allSatisfy { $0 == 1 }, "\(world.delivered)")
        for (address, state) in states where state == .accepted { #expect(world.delivered[spec(address)] == 1) }
        let doubts = states.filter { $0.value == .uncertain && world.delivered[spec($0.key)] == nil }
        #expect(doubts.count <= crashes, "\(doubts)")
    }

    @Test func theTalliesAreThoseOfTheMailing() throws {
        let world = try World(contacts: 6, extra: 3)
        let first = try #require(try world.send(Run.Options(limit: 2)))
        #expect((first.contacts, first.excluded) == (9, 3))
        #expect(try world.counts() == [.accepted: 2, .queued: 4])
        let second = try #require(try world.send())
        #expect((second.contacts, second.excluded) == (9, 3))
        #expect(try world.counts() == [.accepted: 6])
    }
}
