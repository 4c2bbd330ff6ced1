package import Vocabulary

/// Keeps the rate: no stretch of so many seconds sees more than so many messages, over all runs, by each window of the rate;
/// and spreads the messages evenly over the shortest one, as a relay that counts by the second would have it.
///
/// Windows slide over the moments at which messages were handed over; what earlier runs did comes in as history.
package struct Pacer: Sendable {
    private let rate: Rate?
    /// The last moments, oldest first: at most as many as a window of the rate has messages. `start` begins it.
    private var moments: [Instant]
    private var start = 0
    /// When the next message is due where all are spread evenly, in milliseconds with a fraction.
    private var slot: Double = -.infinity
    /// How many milliseconds a message may be late and be made up for.
    private static let slack = 20.0

    /// `history`: when messages were handed over before, in any order; older ones than the windows do no harm.
    package init(rate: Rate?, history: [Instant] = []) {
        self.rate = rate
        moments = rate.map { history.sorted().suffix($0.mostMessages) } ?? []
        if let rate, let last = moments.last { slot = Double(last.milliseconds) + rate.shortest.interval }
    }

    /// How many milliseconds to wait before the next message, after so many `further` ones; 0 for none. For the next one
    /// never more than the longest window: moments in the future, after the clock was set back, are taken as now.
    package mutating func delay(before now: Instant, afterFurther further: Int = 0) -> Int64 {
        guard let rate else { return 0 }
        // A century is as good as any longer time.
        let even = evenDelay(now, rate) + Int64(min(rate.shortest.interval * Double(further), 3e12))
        var index = moments.count - 1
        while index >= start, moments[index] > now {
            moments[index] = now
            index -= 1
        }
        return rate.windows.reduce(even) { max($0, delay(before: now, afterFurther: further, in: $1)) }
    }

    private func delay(before now: Instant, afterFurther further: Int, in window: Rate.Window) -> Int64 {
        guard moments.count - start + further >= window.messages else { return 0 }
        let place = moments.count - window.messages + further
        // The message that has to be a window's length ago is yet to leave itself.
        guard place < moments.count else { return window.milliseconds }
        let (age, overflow) = now.milliseconds.subtractingReportingOverflow(moments[place].milliseconds)
        return overflow ? 0 : max(0, window.milliseconds - age)
    }

    private mutating func evenDelay(_ now: Instant, _ rate: Rate) -> Int64 {
        let moment = Double(now.milliseconds)
        // A clock that was set back, or a slot beyond every measure, is no reason to wait longer than an interval.
        slot = min(slot, moment + rate.shortest.interval)
        return Int64(clamping: Int(max(0, (slot - moment).rounded(.up))))
    }

    /// Notes that a message was handed over.
    package mutating func record(_ moment: Instant) {
        guard let rate else { return }
        let now = Double(moment.milliseconds)
        slot = (slot.isFinite ? max(slot, now - Pacer.slack) : now) + rate.shortest.interval
        // The clock may have been set back: the list stays in order.
        moments.append(max(moment, moments.last ?? moment))
        if moments.count - start > rate.mostMessages { start += 1 }
        if start > 1024, start > moments.count / 2 {
            moments.removeFirst(start)
            start = 0
        }
    }
}

extension Pacer {
    /// How many seconds from `now` until so many messages have been handed over, where nothing but the rate makes them wait:
    /// the first one as soon as what was handed over before allows, each further one as soon as all windows do. 0 without a
    /// rate, and for no message.
    package func seconds(for messages: Int, from now: Instant) -> Double {
        guard let rate, messages > 0 else { return 0 }
        // Beyond this many, each window has long been full, and the slowest one alone sets the pace.
        let played = min(messages, Pacer.mostPlayed)
        var moments = self.moments[start...].map { Double(min($0, now).milliseconds - now.milliseconds) }
        let before = moments.count
        moments.reserveCapacity(before + played)
        // As ``delay(before:afterFurther:)`` has it: never longer than an interval.
        var slot = max(0, min(self.slot - Double(now.milliseconds), rate.shortest.interval))
        for index in before..<before + played {
            let moment = rate.windows.reduce(slot) { latest, window in
                let place = index - window.messages
                return place < 0 ? latest : max(latest, moments[place] + Double(window.milliseconds))
            }
            moments.append(moment)
            slot = moment + rate.shortest.interval
        }
        let slowest = rate.windows.map(\.interval).max() ?? 0
        return ((moments.last ?? 0) + Double(messages - played) * slowest) / 1000
    }

    /// A network has no more people than this, and it takes a millisecond or two.
    private static let mostPlayed = 100_000
}
