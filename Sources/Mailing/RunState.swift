/// How far a run has got, as the run and its ``Recorder`` share it. It lives in memory alone: whatever must outlive a crash is in
/// the ledger.
struct RunState: Sendable {
    var progress = RunProgress()
    /// Messages that were offered and are not concluded yet.
    var open = 0
    /// Deferred recipients that the run has not looked at yet.
    var deferred: [Retry] = []
    /// The ledger's fault: from then on, nothing may leave.
    var fault: (any Error)?
    /// Recipients whose claim was refused as what they were admitted by has changed, until the run judges them again.
    var outdated: Set<Int64> = []
    /// How many there were, over the whole run.
    var allOutdated = 0
}
