package import Courier
package import Gate
package import Letter
package import Vocabulary

// What a run needs of the world, in words of its own trade; fulfilled by the ledger, the letter, the courier and the clock.
// What a port throws stops the run, and everything recorded stays true.

/// Whom a run judges, and whom it enrols. Called on one thread at a time.
package protocol RecipientSource: AnyObject {
    /// True where recipients may be enrolled while messages are made for those before them.
    var mayEnrolAhead: Bool { get }
    /// A mark that changes when another process changes the ledger.
    func changeMark() throws -> Int64
    /// Begins again with the first contact.
    func rewind()
    /// The dossiers of the next contacts, with the newest objection that they show; no dossiers at the end.
    func nextDossiers() throws -> (dossiers: [Dossier], newestObjection: Int64)
    /// Records decisions and enrols the admitted ones; of those who are new, the ones that `mayAdd` lets in.
    func enrol(_ decisions: [Decision], mayAdd: (Clearance) -> Bool, newestObjection: Int64) throws -> Enrolment
    /// When messages were handed over before, as far as the rate looks back.
    func earlierDeliveries() throws -> [Instant]
}

/// Where a run records what becomes of its recipients. Called on the carrier's thread, but for ``enter(_:)``, which has one of its
/// own; ``sync()`` is called on either, one at a time.
package protocol DeliveryStore: Sendable {
    /// In one transaction: records outcomes, then claims recipients, noting the moment for the rate where one is given. Whoever
    /// was judged before the ledger changed is judged again there. Gives an answer for each claim, in their order.
    func commit(_ outcomes: [OutcomeRecord], claims: [ClaimRequest], pacedAt: Instant?) throws -> [ClaimAnswer]
    /// Returns once all that ``commit(_:claims:pacedAt:)`` committed before is durable.
    func sync() throws
    /// Enters what became of recipients into the log, a moment after it was committed.
    func enter(_ recipients: [Int64]) throws
    /// Puts recipients back to `queued`: what befell them was not about them.
    func putBack(_ recipients: [Int64], because: String) throws
    /// Notes that an address refused a message for good.
    func bounce(_ address: AddrSpec, reply: String) throws
}

/// Makes the messages of a run. Called on the run's thread alone.
package protocol MessageComposer: AnyObject {
    /// Throws where a message cannot be made any more: that stops the run, and its recipient stays where they stood.
    func message(for clearance: Clearance, at moment: Instant) throws -> ClearedMessage
}

/// The clock that a run goes by, and its chance. Asked on any thread.
package protocol RunClock: Sendable {
    var now: Instant { get }
    /// A number from 0 to 1, for the spread of retries.
    func chance() -> Double
}

/// All of them, for one run.
package struct Ports {
    package let source: any RecipientSource
    package let store: any DeliveryStore
    package let composer: any MessageComposer
    /// Works on a thread of its own while the run goes on.
    package let carrier: any Carrier
    package let clock: any RunClock
    /// How many composed messages may wait for the carrier.
    package let capacity: Int
    /// Asked again and again: true where the sender wants the run to stop.
    package let mustStop: () -> Bool
    /// Told after each group of outcomes, for the progress on the screen; on the carrier's thread.
    package let progress: @Sendable (RunProgress) -> Void

    package init(
        source: any RecipientSource, store: any DeliveryStore, composer: any MessageComposer, carrier: any Carrier,
        clock: any RunClock, capacity: Int, mustStop: @escaping () -> Bool,
        progress: @escaping @Sendable (RunProgress) -> Void
    ) {
        self.source = source
        self.store = store
        self.composer = composer
        self.carrier = carrier
        self.clock = clock
        self.capacity = capacity
        self.mustStop = mustStop
        self.progress = progress
    }
}

/// Where a run stands.
package struct RunProgress: Hashable, Sendable {
    package var accepted = 0
    package var deferred = 0
    package var rejected = 0
    package var uncertain = 0
    package var withheld = 0

    package init() {}

    /// How many recipients the run is done with, for now.
    package var done: Int { accepted + deferred + rejected + uncertain + withheld }
}
