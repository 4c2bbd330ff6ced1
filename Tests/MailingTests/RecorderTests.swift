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

    /// A carrier that reports all `events`, the last of which asks, and learns whether the body may leave.
    private func play(
        _ events: [DeliveryQueue.Event], commit: @escaping @Sendable () throws -> Void = {},
        putBack: @escaping @Sendable () throws -> Void = {}, bounce: @escaping @Sendable () throws -> Void = {},
        sync: @escaping @Sendable () throws -> Void = {}
    ) -> (events: [String], mayLeave: Bool, fault: (any Error)?) {
        let (queue, state, record) = (DeliveryQueue(capacity: 4), Monitor(RunState()), Monitor(Record()))
        let store = ScriptedStore(
            commits: { outcomes, claims in
                try commit()
                return record.update { record in
                    record.events +=
                        outcomes.map { "\($0.state) \($0.recipient)" } + claims.map { "claim \($0.recipient)" }
                    return claims.map { _ in .granted }
                }
            },
            syncs: sync,
            putsBack: { recipients in
                try putBack()
                record.update { $0.events += recipients.map { "back \($0)" } }
            },
            bounces: { address in
                try bounce()
                record.update { $0.events.append("bounce \(address.localPart)") }
            })
        let recorder = Recorder(
            queue: queue, state: state, retry: RetrySchedule(), isPaced: false, store: store, clock: Clock(),
            progress: { _ in })
        let box = TransferBox(recorder)
        queue.hand { box.value.record($0) }
        let mayLeave = queue.waitForPermission(reporting: events)
        record.update { $0.mayLeave = mayLeave }
        recorder.finish()
        queue.carrierIsDone()
        let fault = state.read(\.fault)
        return (record.read { $0.events }, mayLeave, fault)
    }

    private func label(_ number: Int64) -> QueuedMessage.Label {
        var gate = Gate(brief: brief())
        let clearance = gate.judge(dossier(Int(number), [address(Int(number))])).compactMap(\.clearance)
        return QueuedMessage.Label(recipient: number, clearance: clearance[0], attempts: 0)
    }

    private var dead: DeliveryQueue.Event {
        .finished(label(1), rejected(status: EnhancedStatusCode(5, 1, 1)), wasClaimed: false)
    }

    @Test func nobodyIsClaimedWhereADeadAddressCannotBeNoted() {
        let fails = once()
        let (events, mayLeave, fault) = play([dead, .readyForBody(label(2))], bounce: { if fails() { throw Busy() } })
        #expect(fault is Busy && !mayLeave)
        // What became of the first one is told once, and its address in the end; the second one stays where they stood.
        #expect(events == ["rejected 1", "bounce p1"])
    }

    @Test func nobodyIsClaimedWhereOthersCannotBePutBack() {
        let fails = once()
        let reported: [DeliveryQueue.Event] = [.returned([label(1)], because: "550 no"), .readyForBody(label(2))]
        let (events, mayLeave, fault) = play(reported, putBack: { if fails() { throw Busy() } })
        #expect(fault is Busy && !mayLeave)
        #expect(events == ["back 1"])
    }

    @Test func whoeverWasClaimedAndMustNotBeMailedIsPutBack() {
        let (events, mayLeave, fault) = play([.readyForBody(label(2))], sync: { throw Busy() })
        #expect(fault is Busy && !mayLeave)
        #expect(events == ["claim 2", "back 2"])
    }

    @Test func oneGroupIsOneCommitWhereNothingFollowsFromIt() {
        let commits = Monitor(0)
        let finished = DeliveryQueue.Event.finished(label(1), .accepted(reply: "250 ok"), wasClaimed: true)
        let played = play([finished, .readyForBody(label(2))], commit: { commits.update { $0 += 1 } })
        #expect(played.mayLeave && played.fault == nil)
        #expect(played.events == ["accepted 1", "claim 2"] && commits.read { $0 } == 1)
    }

    /// True the first time.
    private func once() -> @Sendable () -> Bool {
        let isFirst = Monitor(true)
        return {
            isFirst.update { isFirst in
                defer { isFirst = false }
                return isFirst
            }
        }
    }
}
