package import Gate
package import Vocabulary

/// Whom a run is to write to, counted while everybody is judged, so that the question, the bar and the run count the same
/// people: those who are admitted and were not mailed before, at the addresses that were asked for, whose time has come.
package struct Workload: Sendable {
    private let only: Set<AddrSpec>?
    private let limit: Int?
    /// The addresses, in normal form, of recipients who are to be tried again later.
    private let waiting: Set<String>
    /// Those whose time has come.
    private var due = 0
    /// Those whose time may come while the run is under way.
    package private(set) var later = 0

    package init(only: Set<AddrSpec>? = nil, limit: Int? = nil, waiting: Set<String> = []) {
        (self.only, self.limit, self.waiting) = (only, limit, waiting)
    }

    /// True for somebody whose turn it is.
    @discardableResult
    package mutating func add(_ clearance: Clearance) -> Bool {
        guard only?.contains(clearance.address) ?? true else { return false }
        if waiting.contains(clearance.address.normalForm) {
            later += 1
            return false
        }
        due += 1
        return true
    }

    /// How many are written to, as far as it is known before.
    package var count: Int { min(due, limit ?? due) }

    /// The same while the run is under way: whoever is withheld leaves their place within the limit to another one, and some
    /// who were to wait may have fallen due.
    package func total(_ progress: RunProgress) -> Int {
        max(progress.done, min(due, limit.map { $0.saturated(adding: progress.withheld) } ?? due))
    }
}
