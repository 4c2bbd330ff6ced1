/// Numbers of rows, which mostly are dense: a bit each where they are, and no more than that for a hostile one.
struct NumberSet {
    private var bits: [UInt64] = []
    private var strays: Set<Int64> = []
    private static let dense: Int64 = 1 << 26

    mutating func insert(_ number: Int64) {
        guard number >= 0, number < NumberSet.dense else {
            strays.insert(number)
            return
        }
        let word = Int(number >> 6)
        if word >= bits.count { bits += repeatElement(0, count: max(1024, word - bits.count + 1)) }
        bits[word] |= 1 << UInt64(number & 63)
    }

    func contains(_ number: Int64) -> Bool {
        guard number >= 0, number < NumberSet.dense else { return strays.contains(number) }
        let word = Int(number >> 6)
        return word < bits.count && bits[word] & (1 << UInt64(number & 63)) != 0
    }
}

/// Numbers in ascending runs, of rows or contacts.
package struct NumberRanges: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<Int64>] = []

    package init() {}

    /// True where there is no number.
    package var isEmpty: Bool { ranges.isEmpty }

    /// Adds a number above all that are there.
    package mutating func append(_ number: Int64) {
        if let last = ranges.last, last.upperBound < .max, number == last.upperBound + 1 {
            ranges[ranges.count - 1] = last.lowerBound...number
        } else {
            ranges.append(number...number)
        }
    }

    mutating func append(_ range: ClosedRange<Int64>) { ranges.append(range) }

    /// All numbers of some ranges.
    package init(joining all: [NumberRanges]) {
        for one in all { ranges += one.ranges }
        self = normalized
    }

    /// For many questions: sorted, and overlapping ones joined.
    var normalized: NumberRanges {
        var joined = NumberRanges()
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.ranges.last, range.lowerBound <= last.upperBound {
                joined.ranges[joined.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.ranges.append(range)
            }
        }
        return joined
    }

    /// Asked of ascending ranges.
    package func contains(_ number: Int64) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(number)
    }
}
