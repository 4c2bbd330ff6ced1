import Courier
import Foundation
import Gate
import Testing
import Vocabulary

@testable import Mailing

@Suite struct RunTests {
    private func people(_ numbers: ClosedRange<Int>) -> [Dossier] { numbers.map { dossier($0, [address($0)]) } }

    // MARK: The order is the promise

    @Test func eachIsClaimedBeforeTheBodyLeavesAndRecordedAfterIt() throws {
        let stage = Stage(people(1...2), people(3...3))
        stage.carrier.answer { [stage] address throws(RunFault) in
            stage.note("hand \(address.localPart)")
            return .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        // Two stages work side by side, each in its own order.
        func isJudging(_ event: String) -> Bool { ["read", "enrol", "compose"].contains { event.hasPrefix($0) } }
        #expect(
            stage.events.filter(isJudging) == [
                "read", "enrol 2 7", "compose p1", "compose p2", "read", "enrol 1 7", "compose p3", "read",
            ])
        #expect(
            stage.events.filter { !isJudging($0) } == [
                "claim p1", "hand p1", "accepted p1", "claim p2", "hand p2", "accepted p2", "claim p3", "hand p3",
                "accepted p3",
            ])
        #expect(result.progress.accepted == 3)
        #expect((result.contacts, result.excluded) == (3, 0))
        #expect(result.fault == nil && !result.wasStopped)
        #expect(stage.carrier.quits == 1)
    }

    // MARK: What the survey decided

    private func surveyed(_ dossiers: [Dossier]) -> SurveyedDecisions {
        var surveyed = SurveyedDecisions(mark: 1, contacts: 3)
        var gate = Gate(brief: brief())
        surveyed.newestObjection = 5
        for dossier in dossiers { surveyed.add(gate.judge(dossier)) }
        return surveyed
    }

    /// Everybody is judged once more where the ledger has changed since the first of them was.
    private static let again = ["read", "enrol \(Run.slice) 7", "enrol 36 7", "read"]

    /// A ledger that another process changes is read again; whoever was served by then is not offered a second time.
    @Test(
        arguments: [
            ([1], ["enrol \(Run.slice) 5", "enrol 36 5"]),
            ([1, 1, 2], ["enrol \(Run.slice) 5", "enrol 36 5", "read", "read"] + again),
            ([1, 2], ["enrol \(Run.slice) 5", "read", "enrol 36 7", "read"] + again),
            ([2], ["read", "enrol \(Run.slice) 7", "enrol 36 7", "read"]),
        ] as [([Int64], [String])])
    func whatTheSurveyDecidedStandsAsLongAsTheLedgerDoes(_ marks: [Int64], _ events: [String]) throws {
        let people = people(1...Run.slice + 36)
        let stage = Stage(people)
        stage.set { $0.marks = marks }
        let result = try stage.run(Run.Options(surveyed: surveyed(people)))
        #expect(stage.events.filter { $0 == "read" || $0.hasPrefix("enrol") } == events)
        #expect(stage.carrier.handed.map(\.localPart) == (1...Run.slice + 36).map { "p\($0)" })
        #expect((result.contacts, result.progress.accepted) == (Run.slice + 36, Run.slice + 36))
    }

    /// What was read of people is no longer what holds once another process has changed the ledger.
    @Test(
        arguments: [
            ([1], ["read", "enrol \(Run.slice) 7", "enrol 36 7", "read"]),
            ([1, 1, 2], ["read", "enrol \(Run.slice) 7", "read", "enrol 36 7", "read"] + again),
            (
                [1, 2, 3, 4, 5, 6, 7, 8],
                ["read", "read", "enrol \(Run.slice) 7", "read", "read", "enrol 36 7", "read"] + again
            ),
        ] as [([Int64], [String])])
    func whatWasReadStandsAsLongAsTheLedgerDoes(_ marks: [Int64], _ events: [String]) throws {
        let stage = Stage(people(1...Run.slice + 36))
        stage.set { $0.marks = marks }
        let result = try stage.run()
        #expect(stage.events.filter { $0 == "read" || $0.hasPrefix("enrol") } == events)
        #expect(stage.carrier.handed.map(\.localPart) == (1...Run.slice + 36).map { "p\($0)" })
        #expect((result.contacts, result.progress.accepted) == (Run.slice + 36, Run.slice + 36))
    }

    /// Of two who share an address the first one has it, whether or not it is done with when the ledger changes.
    @Test func whoIsDoneWithKeepsItsAddress() throws {
        var people = people(1...Run.slice)
        people.append(dossier(Run.slice + 1, [address(3)]))
        for index in [2, Run.slice] { people[index].addresses[0].isKnownElsewhere = true }
        let stage = Stage(people)
        stage.set { $0.marks = [1, 2] }
        let result = try stage.run(Run.Options(surveyed: surveyed(people)))
        #expect(stage.carrier.handed.count == Run.slice)
        #expect((result.contacts, result.excluded) == (Run.slice + 1, 1))
    }

    /// Known from the start to be too many, or found to be.
    @Test(arguments: [SurveyedDecisions.most + 1, 3]) func aSurveyOfTooManyIsNotKept(_ count: Int) throws {
        var surveyed = SurveyedDecisions(mark: 1, contacts: count)
        var gate = Gate(brief: brief())
        let decisions = gate.judge(dossier(1, [address(1)]))
        for _ in 0...(count > 3 ? 1 : SurveyedDecisions.most) { surveyed.add(decisions) }
        let stage = Stage(people(1...2))
        #expect(try stage.run(Run.Options(surveyed: surveyed)).progress.accepted == 2)
        #expect(stage.events.contains("read"))
    }

    /// Those whom an earlier run put back are not the first again, and not in a row where others are left.
    @Test func whoWasPutBackGoesBetweenTheOthers() throws {
        let stage = Stage(people(1...7))
        stage.set { $0.putBack = [spec("p1@example.org"), spec("p2@example.org"), spec("p3@example.org")] }
        #expect(try stage.run().progress.accepted == 7)
        #expect(stage.carrier.handed.map(\.localPart) == ["p4", "p3", "p5", "p2", "p6", "p1", "p7"])
    }

    /// Those at whom a run ended come behind all others, the one that it ended at last behind the others.
    @Test func whoStoppedARunComesLast() throws {
        let stage = Stage(people(1...6))
        stage.set { state in
            state.stumbled = [
                spec("p1@example.org"): start.advanced(bySeconds: 2), spec("p2@example.org"): start,
                spec("p4@example.org"): start.advanced(bySeconds: 1),
            ]
            state.standing[spec("p4@example.org")] = (.deferred, 1, start)
            state.putBack = [spec("p1@example.org"), spec("p3@example.org")]
        }
        #expect(try stage.run().progress.accepted == 6)
        #expect(stage.carrier.handed.map(\.localPart) == ["p5", "p3", "p6", "p2", "p4", "p1"])
    }

    // MARK: What changes meanwhile

    /// Each is asked for by the mark that they were judged at, and whoever is refused for that is judged once more in this run.
    @Test func whoIsOutdatedIsJudgedAndOfferedOnceMore() throws {
        let stage = Stage(people(1...3))
        stage.set { state in
            state.outdated = [spec("p2@example.org")]
            state.withheld = [spec("p3@example.org")]
            state.marks = [1, 1, 1, 2]
        }
        let result = try stage.run()
        #expect(stage.carrier.handed.map(\.localPart) == ["p1", "p2"])
        #expect(stage.events.filter { $0.hasPrefix("compose p2") }.count == 2, "by what admits them now")
        let asked = stage.askedBy
        #expect(asked["p1"] == 1 && asked["p2"] == 2)
        #expect(result.contacts == 3 && !result.wasOutrun)
        #expect((result.progress.accepted, result.progress.withheld) == (2, 2))
    }

    /// Whoever was refused in this run waits for another one, however often it judges.
    @Test func whoHadTheirTurnIsNotAskedAgainInThisRun() throws {
        let stage = Stage(people(1...4))
        stage.set { $0.marks = [1, 1, 1, 2] }
        stage.carrier.answer { address throws(RunFault) in
            switch address.localPart {
            case "p1": deferred()
            case "p2": rejected()
            default: .accepted(reply: "250 ok")
            }
        }
        let result = try stage.run()
        #expect(stage.carrier.handed.map(\.localPart) == ["p1", "p2", "p3", "p4"])
        #expect((result.progress.accepted, result.progress.deferred, result.progress.rejected) == (2, 1, 1))
    }

    /// Where the ledger changes all the time, there is an end of it, and it is said.
    @Test func judgingAnewHasAnEnd() throws {
        let stage = Stage(people(1...2))
        stage.set { $0.marks = (1...1000).map { Int64($0) } }
        let result = try stage.run()
        #expect(result.wasOutrun && result.progress.accepted == 2)
    }

    /// After a stop nobody is judged again: another run does that.
    @Test func afterAFaultNobodyIsJudgedAgain() throws {
        let stage = Stage(people(1...2))
        stage.set { $0.marks = [1, 1, 2] }
        stage.carrier.answer { _ throws(RunFault) in throw RunFault(.quota, relay: "relay", detail: "550 no") }
        _ = try stage.run()
        #expect(stage.events.filter { $0.hasPrefix("enrol") }.count == 1)
    }

    /// Those who were found outdated take nobody's place within the limit.
    @Test func whoIsOutdatedDoesNotCountTowardsTheLimit() throws {
        let stage = Stage(people(1...3))
        stage.set { $0.outdated = [spec("p1@example.org")] }
        let result = try stage.run(Run.Options(limit: 1))
        #expect(result.progress.accepted == 1)
    }

    @Test func excludedOnesAreCountedAndLeftAlone() throws {
        let stage = Stage([dossier(1, [address(1)]), dossier(2, ["a@example.org", "b@example.org"], isSound: false)])
        let result = try stage.run()
        #expect((result.contacts, result.excluded) == (2, 2))
        #expect(stage.carrier.handed == [spec("p1@example.org")])
    }

    @Test func aWithheldOneIsCountedAsExcluded() throws {
        let stage = Stage(people(1...3))
        stage.set { $0.withheld = [spec("p2@example.org")] }
        let result = try stage.run()
        #expect((result.progress.withheld, result.excluded, result.progress.accepted) == (1, 1, 2))
        #expect(stage.carrier.handed.map(\.localPart) == ["p1", "p3"])
        #expect(stage.events.contains("withhold p2"))
    }

    /// Whoever is withheld takes nobody's place.
    @Test func theLimitIsOfThoseWhoAreHandedOver() throws {
        let stage = Stage(people(1...2), people(3...40))
        stage.set { $0.withheld = [spec("p1@example.org")] }
        // The gate may be quicker than the recorder: at most so many, and no more.
        #expect(try stage.run(Run.Options(limit: 3)).progress.accepted <= 3)
        #expect(stage.carrier.handed.count <= 3)
    }

    // MARK: What is asked of it

    @Test func handsOverToAtMostSoMany() throws {
        let stage = Stage(people(1...2), people(3...4))
        let result = try stage.run(Run.Options(limit: 3))
        #expect(stage.carrier.handed.count == 3)
        // The others are enrolled all the same, so that the counts are those of the mailing.
        #expect(result.contacts == 4)
        #expect(try Stage(people(1...2)).run(Run.Options(limit: 0)).progress.done == 0)
    }

    @Test func handsOverToTheseAlone() throws {
        let stage = Stage(people(1...4))
        let only: Set = [spec("P2@example.org"), spec("nobody@example.org")]
        let result = try stage.run(Run.Options(only: only))
        #expect(stage.carrier.handed.map(\.localPart) == ["p2"])
        #expect(result.selected == 1)
        #expect(try Stage(people(3...4)).run(Run.Options(only: only)).selected == 0)
    }

    @Test func saysWhetherNewOnesMayBeEnrolled() throws {
        let stage = Stage(people(1...1))
        _ = try stage.run(Run.Options(mayAdd: false))
        #expect(stage.events.contains("enrol 1 old 7"))
    }

    /// Somebody imported between the question and the run was not agreed to; who moved to another address is who they were,
    /// unless a preview was named that showed the old one.
    @Test(arguments: [false, true]) func handsOverToThoseAloneWhoWereAgreedTo(_ isAsShown: Bool) throws {
        var gate = Gate(brief: brief())
        var agreed = AgreedRecipients(asShown: isAsShown)
        for decision in people(1...2).flatMap({ gate.judge($0) }) {
            if let clearance = decision.clearance { agreed.add(clearance) }
        }
        #expect(agreed.count == 2)
        agreed.seal()
        let moved = dossier(2, ["elsewhere@example.org"])
        let stage = Stage([dossier(1, [address(1)]), moved, dossier(3, [address(3)])])
        let result = try stage.run(Run.Options(agreed: agreed))
        #expect(stage.carrier.handed.map(\.localPart) == (isAsShown ? ["p1"] : ["p1", "elsewhere"]))
        #expect(result.changed == (isAsShown ? 1 : 0))
    }

    @Test func finishesWhatIsOnTheWireWhenAskedToStop() throws {
        let stage = Stage(people(1...4))
        let carrier = stage.carrier
        let isAsked = Monitor(false)
        stage.set { $0.mustStop = { isAsked.read { $0 } } }
        carrier.answer { _ throws(RunFault) in
            // The relay answers when the run has heard that it must stop, and not before.
            if carrier.handed.count == 2 { isAsked.update { $0 = true } }
            return .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        #expect(result.wasStopped)
        #expect((2...4).contains(carrier.handed.count))
        #expect(
            Set(stage.events.filter { $0.hasPrefix("accepted") })
                == Set(carrier.handed.map { "accepted \($0.localPart)" }))
    }

    // MARK: Deferred

    @Test func aDeferredOneIsTriedAgainWhenDueWhileThereIsOtherWork() throws {
        let stage = Stage(people(1...20))
        stage.carrier.answer { [carrier = stage.carrier, clock = stage.clock] address throws(RunFault) in
            clock.advance(milliseconds: 40_000)
            let isFirst = carrier.handed.filter { $0 == address }.count == 1
            return address == spec("p1@example.org") && isFirst ? deferred() : .accepted(reply: "250 ok")
        }
        let result = try stage.run(Run.Options(retry: RetrySchedule(attempts: 3, firstDelaySeconds: 60)))
        #expect(stage.carrier.handed.count == 21)
        #expect(stage.carrier.handed.filter { $0 == spec("p1@example.org") }.count == 2)
        #expect((result.progress.accepted, result.progress.deferred) == (20, 0))
    }

    @Test func aDeferredOneThatIsNotDueIsLeftForALaterRun() throws {
        let stage = Stage(people(1...2))
        stage.carrier.answer { address throws(RunFault) in
            address == spec("p1@example.org") ? deferred() : .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        #expect(stage.carrier.handed.map(\.localPart) == ["p1", "p2"])
        #expect((result.progress.accepted, result.progress.deferred) == (1, 1))
        #expect(stage.events.contains("deferred p1"))
    }

    @Test func aLaterRunTakesUpThoseThatAreDue() throws {
        let stage = Stage(people(1...2))
        stage.set { $0.standing[spec("p1@example.org")] = (.deferred, 1, start) }
        stage.set { $0.standing[spec("p2@example.org")] = (.deferred, 1, start.advanced(bySeconds: 1)) }
        _ = try stage.run()
        #expect(stage.carrier.handed.map(\.localPart) == ["p1"])
    }

    @Test func afterTheLastAttemptItIsRejected() throws {
        let stage = Stage(people(1...2))
        stage.set { $0.standing[spec("p1@example.org")] = (.deferred, 4, start) }
        stage.carrier.answer { _ throws(RunFault) in deferred("450 4.2.1 busy", status: EnhancedStatusCode(4, 2, 1)) }
        let result = try stage.run(Run.Options(retry: RetrySchedule(attempts: 5, firstDelaySeconds: 60)))
        #expect(stage.events.contains("rejected p1"))
        #expect(stage.events.contains("deferred p2"))
        #expect((result.progress.rejected, result.progress.deferred) == (1, 1))
    }

    @Test func retriesComeInTheOrderInWhichTheyAreDue() throws {
        let stage = Stage(people(1...9))
        for (number, seconds) in [(1, 50), (2, 10), (3, 40), (4, 20), (5, 30), (6, 25)] {
            stage.set {
                $0.standing[spec(address(number))] = (.deferred, 1, start.advanced(bySeconds: Double(seconds)))
            }
        }
        stage.carrier.answer { [clock = stage.clock] _ throws(RunFault) in
            clock.advance(milliseconds: 60_000)
            return .accepted(reply: "250 ok")
        }
        _ = try stage.run()
        // How far the gate is ahead of the wire decides when they are noticed; the order among them is their own.
        let retried = stage.carrier.handed.map(\.localPart).filter { !["p7", "p8", "p9"].contains($0) }
        #expect(retried == ["p2", "p4", "p6", "p5", "p3", "p1"])
        #expect(Set(stage.carrier.handed.map(\.localPart)).count == 9)
    }

    // MARK: Dead addresses

    static let refusals: [(EnhancedStatusCode?, Bool)] = [
        (EnhancedStatusCode(5, 1, 1), true), (EnhancedStatusCode(5, 1, 10), true), (EnhancedStatusCode(5, 1, 8), false),
        (EnhancedStatusCode(5, 2, 2), false), (EnhancedStatusCode(5, 7, 1), false),
        (EnhancedStatusCode(5, 1, 0), false),
        (nil, false),
    ]

    @Test(arguments: refusals) func aDeadAddressIsNoted(_ status: EnhancedStatusCode?, _ isDead: Bool) throws {
        let stage = Stage(people(1...1))
        stage.carrier.answer { _ throws(RunFault) in
            .rejected(Outcome.Refusal(phase: .recipient, reply: "550", status: status))
        }
        _ = try stage.run()
        #expect(stage.events.contains("bounce p1") == isDead)
        #expect(stage.events.contains { $0.hasPrefix("rejected p1") })
    }

    // MARK: Faults of the run

    @Test func aFaultPutsBackTheRecipientAndStops() throws {
        let stage = Stage(people(1...3))
        stage.carrier.answer { address throws(RunFault) in
            if address == spec("p2@example.org") { throw RunFault(.senderRefused, relay: "relay", detail: "550 no") }
            return .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        #expect(result.fault?.kind == .senderRefused)
        #expect(stage.carrier.handed.count == 2)
        #expect(
            stage.events.filter { $0.hasSuffix(" p2") || $0.hasPrefix("back") }.suffix(2) == [
                "claim p2", "back p2: 550 no",
            ])
    }

    /// The counts are those of the mailing: whoever comes after the fault is enrolled, and left.
    @Test func afterAFaultTheOthersAreEnrolledAndLeft() throws {
        let stage = Stage(people(1...2), people(3...4))
        stage.carrier.answer { _ throws(RunFault) in
            throw RunFault(.senderRefused, relay: "relay", detail: "550 no")
        }
        let result = try stage.run()
        #expect(result.fault?.kind == .senderRefused)
        #expect(result.contacts == 4)
        #expect(stage.carrier.handed.count == 1)
        #expect(stage.events.filter { $0.hasPrefix("enrol") }.count == 2)
        #expect(stage.events.filter { $0.hasPrefix("claim") } == ["claim p1"])
    }

    /// Who is held is queued until it is known whom the relay meant.
    @Test func whoIsHeldIsQueuedUntilTheyAreJudged() throws {
        let stage = Stage(people(1...4))
        stage.carrier.answer { address throws(RunFault) in
            ["p1", "p3"].contains(address.localPart) ? rejected("550 5.7.1 no") : .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        #expect(result.fault == nil && result.progress.rejected == 2)
        #expect(
            stage.events.filter { $0.hasSuffix("p1") || $0.contains("p1 ") } == [
                "compose p1", "claim p1", "queued p1", "rejected p1 unclaimed",
            ])
        #expect(!stage.events.contains { $0.hasPrefix("bounce") })
    }

    @Test func whoIsHeldWhenTheRelayMeansTheSenderStaysQueued() throws {
        let stage = Stage(people(1...3))
        stage.carrier.answer { _ throws(RunFault) in rejected("550 5.1.0 no") }
        let result = try stage.run()
        #expect(result.fault?.kind == .distrust && result.progress.rejected == 0)
        #expect(stage.events.filter { $0.hasPrefix("queued") } == ["queued p1", "queued p2", "queued p3"])
        #expect(!stage.events.contains { $0.hasPrefix("rejected") || $0.hasPrefix("bounce") })
    }

    /// Deferred is not for ever: each keeps their attempt and their time; only the last attempt waits for the judgement.
    @Test(arguments: [1, 3]) func whoIsHeldForNowIsDeferred(_ attempts: Int) throws {
        let stage = Stage(people(1...2))
        stage.carrier.answer { _ throws(RunFault) in deferred("451 4.7.1 greylisted") }
        _ = try stage.run(Run.Options(retry: RetrySchedule(attempts: attempts, firstDelaySeconds: 60)))
        let word = attempts == 1 ? "queued" : "deferred"
        #expect(stage.events.filter { $0.hasSuffix("p1") }.last == "\(word) p1")
        #expect(stage.events.filter { $0.hasSuffix("p2") }.last == "\(word) p2")
    }

    @Test func theLastAttemptIsTheirOwnWhereSomebodyIsAccepted() throws {
        let stage = Stage(people(1...2))
        stage.carrier.answer { address throws(RunFault) in
            address.localPart == "p1" ? deferred("451 4.7.1 greylisted") : .accepted(reply: "250 ok")
        }
        let result = try stage.run(Run.Options(retry: RetrySchedule(attempts: 1)))
        #expect(result.progress.rejected == 1)
        #expect(stage.events.contains("rejected p1 unclaimed"))
    }

    private struct Busy: Error {}

    /// True the first time.
    private func once() -> @Sendable () -> Bool {
        let isDone = Monitor(false)
        return {
            isDone.update { isDone in
                defer { isDone = true }
                return !isDone
            }
        }
    }

    /// Another command may have kept the ledger for too long: what the relay has said is told again.
    @Test func whatTheLedgerDidNotTakeIsToldAgain() {
        let stage = Stage(people(1...3))
        let isFirst = once()
        stage.set { $0.ledger = { outcomes in if !outcomes.isEmpty, isFirst() { throw Busy() } } }
        #expect(throws: Busy.self) { try stage.run() }
        #expect(stage.carrier.handed.map(\.localPart) == ["p1"])
        #expect(
            stage.events.filter { $0.hasPrefix("accepted") || $0.hasPrefix("claim") } == ["claim p1", "accepted p1"])
    }

    @Test func aDeadAddressThatTheLedgerDidNotTakeIsToldAgain() {
        let stage = Stage(people(1...1))
        let isFirst = once()
        stage.set { $0.ledger = { outcomes in if !outcomes.isEmpty, isFirst() { throw Busy() } } }
        stage.carrier.answer { _ throws(RunFault) in rejected(status: EnhancedStatusCode(5, 1, 1)) }
        #expect(throws: Busy.self) { try stage.run() }
        #expect(stage.events.contains("bounce p1"))
    }

    @Test func whoWasNotPutBackIsPutBackLater() {
        let stage = Stage(people(1...3))
        let isFirst = once()
        stage.set { $0.putsBack = { if isFirst() { throw Busy() } } }
        stage.carrier.answer { _ throws(RunFault) in throw RunFault(.quota, relay: "relay", detail: "550 no") }
        #expect(throws: Busy.self) { try stage.run() }
        #expect(stage.events.filter { $0.hasPrefix("back") } == ["back p1: 550 no"])
    }

    @Test func aFaultThatComesToLightAtTheEndIsSaid() throws {
        let stage = Stage(people(1...1))
        stage.carrier.finds(RunFault(.dropped, relay: "relay"))
        #expect(try stage.run().fault?.kind == .dropped)
    }

    /// Whoever sends more than once in the life of a process does not keep each run's ledger and pipe open.
    @Test func nothingIsKeptOnceARunIsOver() throws {
        weak var kept: Stage?
        do {
            let stage = Stage(people(1...3))
            _ = try stage.run()
            kept = stage
        }
        // Threads that are ending let go of it a moment later.
        let deadline = ContinuousClock.now + .seconds(30)
        while kept != nil, ContinuousClock.now < deadline { Thread.sleep(forTimeInterval: 0.001) }
        #expect(kept == nil)
    }

    // MARK: The rate

    /// The ledger knows the moment before the body leaves, so that no later run forgets it.
    @Test func aClaimNotesItsMomentForTheRate() throws {
        let stage = Stage(people(1...3))
        _ = try stage.run(Run.Options(rate: Pacer.Rate(messages: 1000, perSeconds: 1)))
        let events = stage.events.filter { $0.hasPrefix("pace") || $0.hasPrefix("claim") }
        #expect(events.filter { $0 == "pace 1" }.count == 3)
        #expect(events.filter { $0 != "pace 0" } == ["pace 1", "claim p1", "pace 1", "claim p2", "pace 1", "claim p3"])
    }

    @Test func withoutARateNothingIsNoted() throws {
        let stage = Stage(people(1...3))
        _ = try stage.run()
        #expect(!stage.events.contains { $0.hasPrefix("pace") })
    }
}
