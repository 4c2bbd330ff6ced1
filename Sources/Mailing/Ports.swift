package import Courier
package import Gate
package import Letter
package import Vocabulary

/// What a run needs of the world: declared here, fulfilled by Ledger, Courier and the clock.
///
/// The ledger's side throws the ledger's own faults; they stop the run, and what is recorded stays true.
package struct Ports {
    /// The dossiers of all contacts a chunk at a time, with the newest objection they show; an empty chunk at the end.
    package var dossiers: () -> () throws -> (dossiers: [Dossier], newestObjection: Int64)
    /// A mark that changes when another process changes the ledger.
    package var changeMark: () throws -> Int64
    /// Records decisions and enrols the admitted ones; of those who are new, the ones that `mayAdd` lets in.
    package var enrol:
        (_ decisions: [Decision], _ mayAdd: (Clearance) -> Bool, _ newestObjection: Int64) throws -> Enrolment
    /// In one transaction: records outcomes, then claims recipients, noting the moment for the rate. Whoever was judged before
    /// the ledger changed is judged again there. Called on the recorder's thread.
    package var commit:
        @Sendable (_ outcomes: [OutcomeRecord], _ claims: [ClaimRequest], _ pacedAt: Instant?) throws -> [ClaimAnswer]
    /// Returns once all that ``commit`` committed before is durable. Called on the group commit's thread, or the recorder's.
    package var sync: @Sendable () throws -> Void
    /// Enters what became of recipients into the log, a moment after it was committed. Called on the recorder's thread.
    package var enter: @Sendable (_ recipients: [Int64]) throws -> Void
    /// Puts recipients back to `queued`: what befell them was not about them. Called on the recorder's thread.
    package var putBack: @Sendable (_ recipients: [Int64], _ because: String) throws -> Void
    /// Notes that an address refused a message for good. Called on the recorder's thread.
    package var bounce: @Sendable (_ address: AddrSpec, _ reply: String) throws -> Void
    /// When messages were handed over before, as far as the rate looks back.
    package var pace: () throws -> [Instant]
    /// Throws where a message cannot be made any more: that stops the run, and its recipient stays where they stood.
    package var compose: (Clearance, Instant) throws -> ClearedMessage
    /// Works on a thread of its own while the run goes on.
    package var carrier: any Carrier
    /// How many composed messages may wait for the carrier.
    package var capacity: Int
    package var now: @Sendable () -> Instant
    package var mustStop: () -> Bool
    /// A number from 0 to 1, for the spread of retries.
    package var chance: @Sendable () -> Double
    /// Told after each group of outcomes, for the progress on the screen; on the recorder's thread.
    package var progress: @Sendable (RunProgress) -> Void

    package init(
        dossiers: @escaping () -> () throws -> (dossiers: [Dossier], newestObjection: Int64),
        changeMark: @escaping () throws -> Int64,
        enrol: @escaping ([Decision], (Clearance) -> Bool, Int64) throws -> Enrolment,
        commit: @escaping @Sendable ([OutcomeRecord], [ClaimRequest], Instant?) throws -> [ClaimAnswer],
        sync: @escaping @Sendable () throws -> Void, enter: @escaping @Sendable ([Int64]) throws -> Void,
        putBack: @escaping @Sendable ([Int64], String) throws -> Void,
        bounce: @escaping @Sendable (AddrSpec, String) throws -> Void,
        pace: @escaping () throws -> [Instant],
        compose: @escaping (Clearance, Instant) throws -> ClearedMessage, carrier: any Carrier, capacity: Int,
        now: @escaping @Sendable () -> Instant, mustStop: @escaping () -> Bool,
        chance: @escaping @Sendable () -> Double, progress: @escaping @Sendable (RunProgress) -> Void
    ) {
        self.dossiers = dossiers
        self.changeMark = changeMark
        self.enrol = enrol
        self.commit = commit
        self.sync = sync
        self.enter = enter
        self.putBack = putBack
        self.bounce = bounce
        self.pace = pace
        self.compose = compose
        self.carrier = carrier
        self.capacity = capacity
        self.now = now
        self.mustStop = mustStop
        self.chance = chance
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
