import Foundation
import Testing
import Vocabulary

@testable import Courier
@testable import Mailing

/// The promise that no body leaves before its claim is on the disk.
@Suite struct DiskTests {
    private struct DiskFull: Error {}

    private func stage(_ count: Int) -> Stage {
        let stage = Stage((1...count).map { dossier($0, [address($0)]) })
        stage.carrier.answer { [stage] address throws(RunFault) in
            stage.note("hand \(address.localPart)")
            return .accepted(reply: "250 ok")
        }
        return stage
    }

    @Test func theDiskIsWaitedForBetweenClaimAndBody() throws {
        let stage = stage(5)
        stage.set { $0.disk = { [stage] in stage.note("disk") } }
        #expect(try stage.run().progress.accepted == 5)
        for name in (1...5).map({ "p\($0)" }) {
            let claim = try #require(stage.events.firstIndex(of: "claim \(name)"))
            let body = try #require(stage.events.firstIndex(of: "hand \(name)"))
            #expect(claim < body && stage.events[claim..<body].contains("disk"))
        }
        let events = stage.events
        let (last, disk) = try (
            #require(events.lastIndex(of: "accepted p5")), #require(events.lastIndex(of: "disk"))
        )
        #expect(last < disk, "what became of the last one is made durable as well")
    }

    @Test func nothingLeavesWhereTheDiskRefuses() {
        let stage = stage(3)
        stage.set { $0.disk = { throw DiskFull() } }
        #expect(throws: DiskFull.self) { try stage.run() }
        #expect(stage.carrier.handed.isEmpty)
    }

    @Test func nothingMoreLeavesOnceTheDiskRefused() {
        let stage = stage(20)
        let waits = Monitor(0)
        stage.set {
            $0.disk = {
                if waits.update({
                    $0 += 1
                    return $0
                }) > 4 {
                    throw DiskFull()
                }
            }
        }
        #expect(throws: DiskFull.self) { try stage.run() }
        let claimed = stage.events.count { $0.hasPrefix("claim") }
        // One at a time is on this carrier: whoever was claimed last is the only one in doubt.
        #expect(stage.carrier.handed.count <= claimed && claimed <= stage.carrier.handed.count + 1)
        #expect(stage.carrier.handed.count < 5)
    }

    /// The system tells of a fault once: whoever asks while somebody else is being told hears that all is well.
    @Test func nobodyIsToldThatAllIsWellWhileTheDiskRefusesAnother() {
        let (waits, mayReturn, faults) = (Monitor(0), Monitor(false), Monitor(0))
        let store = ScriptedStore(syncs: {
            let number = waits.update {
                $0 += 1
                return $0
            }
            guard number == 1 else { return }
            mayReturn.wait { $0 ? () : nil }
            throw DiskFull()
        })
        let disk = Disk(store)
        for _ in 1...3 {
            Thread.detachNewThread { do { try disk.wait() } catch { faults.update { $0 += 1 } } }
        }
        waits.wait { $0 == 1 ? () : nil }
        mayReturn.update { $0 = true }
        #expect(faults.wait(milliseconds: 10_000) { $0 == 3 ? true : nil } == true)
        #expect(throws: DiskFull.self) { try disk.wait() }
        #expect(waits.read { $0 } == 1, "after a fault the disk is not asked any more")
    }

    /// What became of somebody is on the disk a moment later, though nobody is claimed after them.
    @Test func whatIsOwedToTheLogIsBroughtToTheDisk() {
        let (syncs, state) = (Monitor(0), Monitor(RunState()))
        let store = ScriptedStore(syncs: { syncs.update { $0 += 1 } })
        let entries = OwedEntries(store, Disk(store), state) { _ in }
        entries.add([1])
        #expect(syncs.wait(milliseconds: 10_000) { $0 > 0 ? true : nil } == true)
        entries.finish()
    }
}

/// Reading ahead of whoever works on what was read.
@Suite struct ReadAheadTests {
    private struct Torn: Error {}

    private func ahead(_ reads: Monitor<Int>, upTo last: Int, fault: Int? = nil) -> ReadAhead<Int> {
        ReadAhead(
            TransferBox {
                let number = reads.update {
                    $0 += 1
                    return $0
                }
                if number == fault { throw Torn() }
                return number > last ? nil : number
            })
    }

    @Test func everythingComesInItsOrderOnce() throws {
        let reads = Monitor(0)
        let chunks = ahead(reads, upTo: 100)
        var seen: [Int] = []
        while let chunk = try chunks.next() { seen.append(chunk) }
        #expect(seen == Array(1...100))
        #expect(try chunks.next() == nil)
        #expect(reads.read { $0 } == 101, "nothing is read behind the end")
    }

    @Test func oneChunkWaitsAtMost() throws {
        let reads = Monitor(0)
        let chunks = ahead(reads, upTo: 100)
        #expect(try chunks.next() == 1)
        #expect(reads.wait(milliseconds: 10_000) { $0 == 2 ? true : nil } == true)
        #expect(reads.wait(milliseconds: 50) { $0 > 2 ? true : nil } == nil)
        #expect(try chunks.next() == 2)
    }

    @Test func aFaultComesAfterWhatWasRead() throws {
        let chunks = ahead(Monitor(0), upTo: 100, fault: 3)
        #expect(try chunks.next() == 1)
        #expect(try chunks.next() == 2)
        #expect(throws: Torn.self) { try chunks.next() }
        #expect(try chunks.next() == nil)
    }

    @Test func whoeverIsNotWaitedForStops() throws {
        let reads = Monitor(0)
        do { #expect(try ahead(reads, upTo: .max).next() == 1) }
        // The thread may be in the middle of a second chunk, and of no other.
        #expect(reads.wait(milliseconds: 50) { $0 > 2 ? true : nil } == nil)
    }
}
