import Courier
import Gate
import Mailing
import Testing
import Vocabulary

/// A message that cannot be made any more stops the run, and nobody is lost.
@Suite struct ComposeFaultTests {
    @Test func stopsTheRunAndLeavesTheOthersQueued() throws {
        let stage = Stage((1...6).map { dossier($0, [address($0)]) })
        stage.set { $0.cannotCompose = spec("p3@example.org") }
        #expect(throws: Stage.NotComposed.self) { try stage.run() }
        #expect(stage.carrier.handed.map(\.localPart) == ["p1", "p2"] || stage.carrier.handed.count < 2)
        #expect(!stage.events.contains { $0.hasPrefix("claim p3") || $0.hasPrefix("compose p4") })
        // Whoever was handed over has an outcome.
        for address in stage.carrier.handed { #expect(stage.events.contains("accepted \(address.localPart)")) }
    }
}
