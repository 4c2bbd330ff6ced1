package import Vocabulary

/// Keeps the rate: no stretch of so many seconds sees more than so many messages, over all runs; and spreads the
/// messages evenly over it, as a relay that counts by the second would have it.
///
/// A window slides over the moments at which messages were handed over; what earlier runs did comes in as history. It
/// is longer than it need be by half a percent, so that what the way to the relay adds or takes does not matter.
package struct Pacer: Sendable {
    /// The setting `relay.rate`.
    package struct Rate: Hashable, Sendable {
        package let messages: Int
        package let perSeconds: Int

        /// Values under one count as one.
        package init(messages: Int, perSeconds: Int) {
            self.messages = max(1, messages)
            self.perSeconds = max(1, perSeconds)
        }
    }

    private let rate: Rate?
    /// The window in milliseconds.
    private let window: Int64
    /// The last moments, oldest first: at most as many as the rate has messages. `start` begins it.
    private var moments: [Instant]
    private var start = 0
    /// When the next message is due where all are spread evenly, in milliseconds with a fraction.
    private var slot: Double = -.infinity
    /// How many milliseconds a message may be late and be made up for.
    private static let slack = 20.0

    /// `history`: when messages were handed over before, in any order; older ones than the window do no harm.
    package init(rate: Rate?, history: [Instant] = []) {
        self.rate = rate
        moments = rate.map { history.sorted().suffix($0.messages) } ?? []
        let seconds = Int64(rate?.perSeconds ?? 0)
        let (length, overflow) = seconds.multipliedReportingOverflow(by: 1005)
        window = overflow ? Int64.max / 2 : length + 1
        if let rate, let last = moments.last { slot = Double(last.milliseconds) + interval(rate) }
    }

    private func interval(_ rate: Rate) -> Double { Double(window) / Double(rate.messages) }

    /// How many milliseconds to wait before the next message, after so many `further` ones; 0 for none. For the next one
    /// never more than the window: moments in the future, after the clock was set back, are taken as now.
    package mutating func delay(before now: Instant, afterFurther further: Int = 0) -> Int64 {
        guard let rate else { return 0 }
        // A century is as good as any longer time.
        let even = evenDelay(now, rate) + Int64(min(interval(rate) * Double(further), 3e12))
        guard moments.count - start + further >= rate.messages else { return even }
        var index = moments.count - 1
        while index >= start, moments[index] > now {
            moments[index] = now
            index -= 1
        }
        let place = moments.count - rate.messages + further
        guard moments.indices.contains(place) else { return even }
        let (age, overflow) = now.milliseconds.subtractingReportingOverflow(moments[place].milliseconds)
        return max(even, overflow ? 0 : max(0, window - age))
    }

    private mutating func evenDelay(_ now: Instant, _ rate: Rate) -> Int64 {
        let moment = Double(now.milliseconds)
        // A clock that was set back, or a slot beyond every measure, is no reason to wait longer than an interval.
        slot = min(slot, moment + interval(rate))
        return Int64(clamping: Int(max(0, (slot - moment).rounded(.up))))
    }

    /// Notes that a message was handed over.
    package mutating func record(_ moment: Instant) {
        guard let rate else { return }
        let now = Double(moment.milliseconds)
        slot = (slot.isFinite ? max(slot, now - Pacer.slack) : now) + interval(rate)
        // The clock may have been set back: the list stays in order.
        moments.append(max(moment, moments.last ?? moment))
        if moments.count - start > rate.messages { start += 1 }
        if start > 1024, start > moments.count / 2 {
            moments.removeFirst(start)
            start = 0
        }
    }
}
