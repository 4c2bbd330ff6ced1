package import Vocabulary

/// A moment as the clocks of this machine show it.
package struct ClockTime: Hashable, Sendable {
    package let day: CivilDate
    /// `14:05`.
    package let time: String

    package init(_ moment: Instant) { (day, time) = (Workspace.day(of: moment), Workspace.timeOfDay(moment)) }

    package init(day: CivilDate, time: String) { (self.day, self.time) = (day, time) }
}
