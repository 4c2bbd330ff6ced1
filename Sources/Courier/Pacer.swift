package import Vocabulary

/// Keeps the rate: no stretch of so many seconds sees more than so many messages, over all runs.
///
/// A window slides over the moments at which messages were handed over; what earlier runs did comes in as history.
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
    /// The last moments, oldest first: at most as many as the rate has messages. `start` begins it.
    private var moments: [Instant]
    private var start = 0

    /// `history`: when messages were handed over before, in any order; older ones than the window do no harm.
    package init(rate: Rate?, history: [Instant] = []) {
        self.rate = rate
        moments = rate.map { history.sorted().suffix($0.messages) } ?? []
    }

    /// How many milliseconds to wait before the next message; 0 for none. Never more than the window and one:
    /// moments in the future, after the clock was set back, are taken as now.
    package mutating func delay(before now: Instant) -> Int64 {
        guard let rate, moments.count - start >= rate.messages else { return 0 }
        var index = moments.count - 1
        while index >= start, moments[index] > now {
            moments[index] = now
            index -= 1
        }
        let oldest = moments[moments.count - rate.messages]
        let window = Int64(rate.perSeconds).multipliedReportingOverflow(by: 1000)
        // One more millisecond, as both ends of a stretch belong to it.
        let length = window.overflow ? Int64.max / 2 : window.partialValue + 1
        let (age, overflow) = now.milliseconds.subtractingReportingOverflow(oldest.milliseconds)
        return overflow ? 0 : max(0, length - age)
    }

    /// Notes that a message was handed over.
    package mutating func record(_ moment: Instant) {
        guard let rate else { return }
        // The clock may have been set back: the list stays in order.
        moments.append(max(moment, moments.last ?? moment))
        if moments.count - start > rate.messages { start += 1 }
        if start > 1024, start > moments.count / 2 {
            moments.removeFirst(start)
            start = 0
        }
    }
}
