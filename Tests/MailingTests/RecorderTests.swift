import Foundation
import Testing
import Vocabulary

@testable import Courier
@testable import Gate
@testable import Mailing

/// Where one step of a group fails after another: nobody is in doubt for nothing, and nobody is forgotten.
@Suite struct RecorderTests {
    private struct Busy: Error {}

    /// What a recorder did, and what its carrier was told.
    private struct Record: Sendable {
        var events: [String] = []
        var mayLeave = false
    }

    /// A carrier that says all of `words`, the last of which asks, and hears whether the body may leave.
    private func play(
        _ words: [Exchange.Word], commit: @escaping @Sendable () throws -> Void = {},
        putBack: @escaping @Sendable () throws -> Void = {}, bounce: @escaping @Sendable () throws -> Void = {},
        sync: @escaping @Sendable () throws -> Void = {}
    ) -> (events: [String], mayLeave: Bool, fault: (any Error)?) {
        let (exchange, books, record) = (Exchange(capacity: 4), Monitor(Recorder.Books()), Monitor(Record()))
        let releaser = Releaser(exchange, sync: sync) { Recorder.fail($0, books, exchange) }
        let recorder = Recorder(
            exchange: exchange, releaser: releaser, books: books, retry: RetrySchedule(), isPaced: false,
            commit: { outcomes, claims, _ in
                try commit()
                return record.look { record in
                    record.events +=
                        outcomes.map { "\($0.state) \($0.recipient)" } + claims.map { "claim \($0.recipient)" }
                    return claims.map { _ in .granted }
                }
            },
            enter: { _ in },
            putBack: { recipients, _ in
                try putBack()
                record.look { $0.events += recipients.map { "back \($0)" } }
            },
            bounce: { address, _ in
                try bounce()
                record.look { $0.events.append("bounce \(address.localPart)") }
            },
            now: { start }, chance: { 0 }, progress: { _ in })
        Thread.detachNewThread { releaser.run() }
        Thread.detachNewThread { recorder.run() }
        let mayLeave = exchange.waitForLeave(saying: words)
        record.look { $0.mayLeave = mayLeave }
        exchange.carrierIsDone()
        let fault = books.wait { $0.isClosed ? .some($0.fault) : nil }
        return (record.look { $0.events }, mayLeave, fault)
    }

    private func label(_ number: Int64) -> Parcel.Label {
        var gate = Gate(brief: brief())
        let clearance = gate.judge(dossier(Int(number), [address(Int(number))])).compactMap(\.clearance)
        return Parcel.Label(recipient: number, clearance: clearance[0], attempts: 0)
    }

    private var dead: Exchange.Word {
        .finished(label(1), rejected(status: EnhancedStatusCode(5, 1, 1)), wasClaimed: false)
    }

    @Test func nobodyIsClaimedWhereADeadAddressCannotBeNoted() {
        let fails = once()
        let (events, mayLeave, fault) = play([dead, .asks(label(2))], bounce: { if fails() { throw Busy() } })
        #expect(fault is Busy && !mayLeave)
        // What became of the first one is told once, and its address in the end; the second one stays where they stood.
        #expect(events == ["rejected 1", "bounce p1"])
    }

    @Test func nobodyIsClaimedWhereOthersCannotBePutBack() {
        let fails = once()
        let words: [Exchange.Word] = [.returned([label(1)], because: "550 no"), .asks(label(2))]
        let (events, mayLeave, fault) = play(words, putBack: { if fails() { throw Busy() } })
        #expect(fault is Busy && !mayLeave)
        #expect(events == ["back 1"])
    }

    @Test func whoeverWasClaimedAndMustNotBeMailedIsPutBack() {
        let (events, mayLeave, fault) = play([.asks(label(2))], sync: { throw Busy() })
        #expect(fault is Busy && !mayLeave)
        #expect(events == ["claim 2", "back 2"])
    }

    @Test func oneGroupIsOneCommitWhereNothingFollowsFromIt() {
        let commits = Monitor(0)
        let finished = Exchange.Word.finished(label(1), .accepted(reply: "250 ok"), wasClaimed: true)
        let played = play([finished, .asks(label(2))], commit: { commits.look { $0 += 1 } })
        #expect(played.mayLeave && played.fault == nil)
        #expect(played.events == ["accepted 1", "claim 2"] && commits.look { $0 } == 1)
    }

    /// True the first time.
    private func once() -> @Sendable () -> Bool {
        let isFirst = Monitor(true)
        return {
            isFirst.look { isFirst in
                defer { isFirst = false }
                return isFirst
            }
        }
    }
}
