package import Gate
import Vocabulary

/// Whom a survey showed as admitted, at which address, by which evidence: what the sender agreed to. A run is bound to
/// it, so that somebody who is imported in the meantime waits for the next one.
///
/// Eight octets a recipient, so that a million of them stay small.
package struct AgreedRecipients: Sendable {
    private var marks: [Int] = []
    private var isSorted = true

    package init() {}

    package var count: Int { marks.count }

    package mutating func add(_ clearance: Clearance) {
        marks.append(AgreedRecipients.mark(clearance))
        isSorted = false
    }

    /// Puts the marks in order; afterwards they can be looked up.
    package mutating func seal() {
        marks.sort()
        isSorted = true
    }

    /// False for everybody before ``seal()``.
    package func contains(_ clearance: Clearance) -> Bool {
        guard isSorted else { return false }
        let mark = AgreedRecipients.mark(clearance)
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle] < mark { low = middle + 1 } else { high = middle }
        }
        return low < marks.count && marks[low] == mark
    }

    private static func mark(_ clearance: Clearance) -> Int {
        var hasher = Hasher()
        hasher.combine(clearance.contact)
        hasher.combine(clearance.address.spelling)
        hasher.combine(clearance.evidence?.id)
        return hasher.finalize()
    }
}
