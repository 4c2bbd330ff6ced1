import Courier
import Gate
import Mailing
import Testing
import Vocabulary

/// A clock that is set back in the middle of a run, by a day: nobody twice, nobody lost, and no waiting for the day to pass.
@Suite struct ClockSetBackTests {
    private static let day: Int64 = 86_400_000

    private func people(_ numbers: ClosedRange<Int>) -> [Dossier] { numbers.map { dossier($0, [address($0)]) } }

    @Test(arguments: [1, 5, 10]) func theRunGoesOn(_ place: Int) throws {
        let stage = Stage(people(1...10))
        stage.carrier.answer { [carrier = stage.carrier, clock = stage.clock] _ throws(RunFault) in
            clock.advance(milliseconds: carrier.handed.count == place ? -Self.day : 10)
            return .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        #expect(result.progress.accepted == 10)
        #expect(Set(stage.carrier.handed).count == 10 && stage.carrier.handed.count == 10)
    }

    /// Who was deferred falls due by the clock as it is: later then, and in another run.
    @Test func aDeferredOneIsNotTriedTwiceAtOnce() throws {
        let stage = Stage(people(1...4))
        stage.carrier.answer { [carrier = stage.carrier, clock = stage.clock] address throws(RunFault) in
            if carrier.handed.count == 2 { clock.advance(milliseconds: -Self.day) }
            return address == spec("p1@example.org") ? deferred() : .accepted(reply: "250 ok")
        }
        let result = try stage.run()
        #expect((result.progress.accepted, result.progress.deferred) == (3, 1))
        #expect(stage.carrier.handed.count == 4)
    }
}
