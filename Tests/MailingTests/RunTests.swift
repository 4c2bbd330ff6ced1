import Courier
import Gate
import Mailing
import Testing
import Vocabulary

@Suite struct RunTests {
    private func people(_ numbers: ClosedRange<Int>) -> [Dossier] { numbers.map { dossier($0, [address($0)]) } }

    // MARK: The order is the promise

    @Test func eachIsClaimedBeforeTheBodyLeavesAndRecordedWithTheNextClaim() throws {
        let stage = Stage(people(1...2), people(3...3))
        stage.carrier.answer = { address throws(RunFault) in
            stage.events.append("hand \(address.localPart)")
            return .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        #expect(
            stage.events == [
                "read", "enrol 2 7", "claim p1", "compose p1", "hand p1", "accepted p1", "claim p2", "compose p2",
                "hand p2", "accepted p2", "read", "enrol 1 7", "claim p3", "compose p3", "hand p3", "accepted p3",
                "read",
            ])
        #expect(result.progress.accepted == 3)
        #expect((result.contacts, result.excluded) == (3, 0))
        #expect(result.fault == nil && !result.wasStopped)
        #expect(stage.carrier.closings > 0)
    }

    @Test func excludedOnesAreCountedAndLeftAlone() throws {
        let stage = Stage([dossier(1, [address(1)]), dossier(2, ["a@example.org", "b@example.org"], isSound: false)])
        let result = try stage.run()
        #expect((result.contacts, result.excluded) == (2, 2))
        #expect(stage.carrier.handed == [spec("p1@example.org")])
    }

    @Test func aWithheldOneIsCountedAsExcluded() throws {
        let stage = Stage(people(1...3))
        stage.withheld = [spec("p2@example.org")]
        let result = try stage.run()
        #expect((result.progress.withheld, result.excluded, result.progress.accepted) == (1, 1, 2))
        #expect(stage.carrier.handed.map(\.localPart) == ["p1", "p3"])
        #expect(!stage.events.contains("compose p2"))
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

    /// Somebody imported between the question and the run, or at another address by now, was not agreed to.
    @Test func handsOverToThoseAloneWhoWereAgreedTo() throws {
        var gate = Gate(brief: brief())
        var agreed = AgreedRecipients()
        for decision in people(1...2).flatMap({ gate.judge($0) }) {
            if let clearance = decision.clearance { agreed.add(clearance) }
        }
        #expect(agreed.count == 2)
        agreed.seal()
        let moved = dossier(2, ["elsewhere@example.org"])
        let stage = Stage([dossier(1, [address(1)]), moved, dossier(3, [address(3)])])
        let result = try stage.run(Run.Options(agreed: agreed))
        #expect(stage.carrier.handed.map(\.localPart) == ["p1"])
        #expect(result.progress.accepted == 1)
    }

    @Test func finishesWhatIsOnTheWireWhenAskedToStop() throws {
        let stage = Stage(people(1...4))
        stage.mustStop = { stage.carrier.handed.count >= 2 }
        let result = try stage.run()
        #expect(result.wasStopped)
        #expect(stage.carrier.handed.count == 2)
        #expect(stage.events.contains("accepted p2"))
    }

    // MARK: Deferred

    @Test func aDeferredOneIsTriedAgainWhenDueWhileThereIsOtherWork() throws {
        let stage = Stage(people(1...4))
        stage.carrier.answer = { [carrier = stage.carrier, clock = stage.clock] address throws(RunFault) in
            clock.advance(milliseconds: 40_000)
            let isFirst = carrier.handed.filter { $0 == address }.count == 1
            return address == spec("p1@example.org") && isFirst ? deferred() : .accepted(reply: "250 ok")
        }
        let result = try stage.run(Run.Options(retry: RetrySchedule(attempts: 3, firstDelaySeconds: 60)))
        #expect(stage.carrier.handed.map(\.localPart) == ["p1", "p2", "p3", "p1", "p4"])
        #expect((result.progress.accepted, result.progress.deferred) == (4, 0))
    }

    @Test func aDeferredOneThatIsNotDueIsLeftForALaterRun() throws {
        let stage = Stage(people(1...2))
        stage.carrier.answer = { address throws(RunFault) in
            address == spec("p1@example.org") ? deferred() : .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        #expect(stage.carrier.handed.map(\.localPart) == ["p1", "p2"])
        #expect((result.progress.accepted, result.progress.deferred) == (1, 1))
        #expect(stage.events.contains("deferred p1"))
        #expect(!stage.events.contains { $0.hasPrefix("sleep") })
    }

    @Test func aLaterRunTakesUpThoseThatAreDue() throws {
        let stage = Stage(people(1...2))
        stage.standing[spec("p1@example.org")] = (.deferred, 1, start)
        stage.standing[spec("p2@example.org")] = (.deferred, 1, start.advanced(bySeconds: 1))
        _ = try stage.run()
        #expect(stage.carrier.handed.map(\.localPart) == ["p1"])
    }

    @Test func afterTheLastAttemptItIsRejected() throws {
        let stage = Stage(people(1...2))
        stage.standing[spec("p1@example.org")] = (.deferred, 4, start)
        stage.carrier.answer = { _ throws(RunFault) in deferred() }
        let result = try stage.run(Run.Options(retry: RetrySchedule(attempts: 5, firstDelaySeconds: 60)))
        #expect(stage.events.contains("rejected p1"))
        #expect(stage.events.contains("deferred p2"))
        #expect((result.progress.rejected, result.progress.deferred) == (1, 1))
    }

    @Test func retriesComeInTheOrderInWhichTheyAreDue() throws {
        let stage = Stage(people(1...9))
        for (number, seconds) in [(1, 50), (2, 10), (3, 40), (4, 20), (5, 30), (6, 25)] {
            stage.standing[spec(address(number))] = (.deferred, 1, start.advanced(bySeconds: Double(seconds)))
        }
        stage.carrier.answer = { [clock = stage.clock] _ throws(RunFault) in
            clock.advance(milliseconds: 60_000)
            return .accepted(reply: "250 ok")
        }
        _ = try stage.run()
        #expect(stage.carrier.handed.map(\.localPart) == ["p7", "p2", "p4", "p6", "p5", "p3", "p1", "p8", "p9"])
    }

    // MARK: Dead addresses

    static let refusals: [(EnhancedStatusCode?, Bool)] = [
        (EnhancedStatusCode(5, 1, 1), true), (EnhancedStatusCode(5, 1, 10), true), (EnhancedStatusCode(5, 1, 8), false),
        (EnhancedStatusCode(5, 2, 2), false), (EnhancedStatusCode(5, 7, 1), false), (nil, false),
    ]

    @Test(arguments: refusals) func aDeadAddressIsNoted(_ status: EnhancedStatusCode?, _ isDead: Bool) throws {
        let stage = Stage(people(1...1))
        stage.carrier.answer = { _ throws(RunFault) in rejected(status: status) }
        _ = try stage.run()
        #expect(stage.events.contains("bounce p1") == isDead)
        #expect(stage.events.contains("rejected p1"))
    }

    // MARK: Faults of the run

    private func distrust(_ address: String) -> RunFault {
        RunFault(.distrust, relay: "relay", detail: "550 5.7.1 no", putBack: [spec(address)])
    }

    @Test func aFaultPutsBackTheRecipientAndStops() throws {
        let stage = Stage(people(1...3))
        stage.carrier.answer = { address throws(RunFault) in
            if address == spec("p2@example.org") { throw RunFault(.senderRefused, relay: "relay", detail: "550 no") }
            return .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        #expect(result.fault?.kind == .senderRefused)
        #expect(stage.carrier.handed.count == 2)
        #expect(
            stage.events.filter { $0 != "read" }.suffix(3) == ["claim p2", "compose p2", "back p2: 550 no"])
    }

    /// The counts are those of the mailing: whoever comes after the fault is enrolled, and left.
    @Test func afterAFaultTheOthersAreEnrolledAndLeft() throws {
        let stage = Stage(people(1...2), people(3...4))
        stage.carrier.answer = { _ throws(RunFault) in
            throw RunFault(.senderRefused, relay: "relay", detail: "550 no")
        }
        let result = try stage.run()
        #expect(result.fault?.kind == .senderRefused)
        #expect(result.contacts == 4)
        #expect(stage.carrier.handed.count == 1)
        #expect(stage.events.filter { $0.hasPrefix("enrol") }.count == 2)
        #expect(stage.events.filter { $0.hasPrefix("claim") } == ["claim p1"])
    }

    /// Who was refused before, and what came between, an uncertain one say, that the relay said nothing of.
    @Test(arguments: [["p1", "p2"], ["p1", "p3"]]) func aFaultPutsBackThoseThatItNames(_ refused: [String]) throws {
        let stage = Stage(people(1...4))
        stage.carrier.answer = { [distrust] address throws(RunFault) in
            if address.localPart == refused[1] { throw distrust("p1@example.org") }
            if address.localPart == refused[0] { return rejected("550 5.7.1 no", status: EnhancedStatusCode(5, 7, 1)) }
            return .uncertain(cause: "no reply")
        }
        let result = try stage.run()
        #expect(result.fault?.kind == .distrust)
        #expect(stage.events.last { $0 != "read" } == "back \(refused[1]) p1: 550 5.7.1 no")
    }

    @Test func aFaultThatComesToLightAtTheEndIsSaid() throws {
        let stage = Stage(people(1...1))
        stage.carrier.found = RunFault(.dropped, relay: "relay")
        #expect(try stage.run().fault?.kind == .dropped)
    }

    // MARK: The rate

    @Test func nothingStaysUncommittedWhileItWaits() throws {
        let stage = Stage(people(1...2))
        let rate = Pacer.Rate(messages: 1, perSeconds: 10)
        _ = try stage.run(Run.Options(rate: rate))
        let sleep = try #require(stage.events.firstIndex(of: "sleep 10001"))
        #expect(try #require(stage.events.firstIndex(of: "accepted p1")) < sleep)
        #expect(try #require(stage.events.firstIndex(of: "claim p2")) > sleep)
    }

    /// However long claims and handing over take: the first message of a connection leaves late, the next ones at once.
    @Test(arguments: 1...20) func noStretchSeesMoreThanTheRateSays(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rate = Pacer.Rate(
            messages: Int.random(in: 1...4, using: &random), perSeconds: Int.random(in: 1...3, using: &random))
        let stage = Stage(people(1...40))
        stage.history = (0..<rate.messages).map { _ in
            Instant(milliseconds: start.milliseconds - Int64.random(in: 0...3000, using: &random))
        }
        var wire = stage.history
        stage.claimTakes = { Int64.random(in: 0...50, using: &random) }
        stage.carrier.answer = { [clock = stage.clock] _ throws(RunFault) in
            clock.advance(milliseconds: [0, 0, 5, 900].randomElement(using: &random) ?? 0)
            wire.append(clock.now)
            clock.advance(milliseconds: [0, 1, 30].randomElement(using: &random) ?? 0)
            return .accepted(reply: "250 ok")
        }
        #expect(try stage.run(Run.Options(rate: rate)).progress.accepted == 40)
        wire.sort()
        for index in rate.messages..<wire.count {
            let stretch = wire[index].milliseconds - wire[index - rate.messages].milliseconds
            #expect(stretch > Int64(rate.perSeconds) * 1000)
        }
        #expect(stage.events.filter { $0.hasPrefix("pace") }.count == 40)
    }
}
