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
    /// Records decisions and enrols the admitted ones; of those who are new, the ones that `mayAdd` lets in.
    package var enrol:
        (_ decisions: [Decision], _ mayAdd: (Clearance) -> Bool, _ newestObjection: Int64) throws -> Enrolment
    /// Commits outcomes, and claims the next recipient: true once `attempting` is durable, false where it is withheld.
    package var claim: (_ recipient: Int64?, _ after: [OutcomeRecord]) throws -> Bool
    /// Puts recipients back to `queued`: what befell them was not about them.
    package var putBack: (_ recipients: [Int64], _ because: String) throws -> Void
    /// Notes that an address refused a message for good.
    package var bounce: (_ address: AddrSpec, _ reply: String) throws -> Void
    /// When messages were handed over before, as far as the rate looks back.
    package var pace: () throws -> [Instant]
    /// Notes a handing over for the rate.
    package var notePace: (Instant) throws -> Void
    package var compose: (Clearance, Instant) -> ClearedMessage
    package var carrier: any Carrier
    package var now: () -> Instant
    /// Waits so many milliseconds, or until a stop is asked for.
    package var sleep: (Int64) -> Void
    package var mustStop: () -> Bool
    /// A number from 0 to 1, for the spread of retries.
    package var chance: () -> Double
    /// Told after each recipient, for the progress on the screen.
    package var progress: (RunProgress) -> Void

    package init(
        dossiers: @escaping () -> () throws -> (dossiers: [Dossier], newestObjection: Int64),
        enrol: @escaping ([Decision], (Clearance) -> Bool, Int64) throws -> Enrolment,
        claim: @escaping (Int64?, [OutcomeRecord]) throws -> Bool,
        putBack: @escaping ([Int64], String) throws -> Void,
        bounce: @escaping (AddrSpec, String) throws -> Void,
        pace: @escaping () throws -> [Instant], notePace: @escaping (Instant) throws -> Void,
        compose: @escaping (Clearance, Instant) -> ClearedMessage, carrier: any Carrier,
        now: @escaping () -> Instant, sleep: @escaping (Int64) -> Void, mustStop: @escaping () -> Bool,
        chance: @escaping () -> Double, progress: @escaping (RunProgress) -> Void
    ) {
        self.dossiers = dossiers
        self.enrol = enrol
        self.claim = claim
        self.putBack = putBack
        self.bounce = bounce
        self.pace = pace
        self.notePace = notePace
        self.compose = compose
        self.carrier = carrier
        self.now = now
        self.sleep = sleep
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
