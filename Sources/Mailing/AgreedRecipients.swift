package import Gate
import Vocabulary

/// Whom a survey showed as admitted: what the sender agreed to. A run is bound to it, so that somebody who is imported in the
/// meantime waits for the next one.
///
/// Who was agreed to is still the same person where an import shows them at another address, or another contact of the
/// ledger at that address turns out to be them. Where the sender named a preview, they agreed to what that showed, and to nothing else:
/// this person at this address, by this evidence.
///
/// Some octets a recipient, so that a million of them stay small.
package struct AgreedRecipients: Sendable {
    private var marks: [Int] = []
    private var isSorted = true
    private let isExact: Bool
    package private(set) var count = 0

    /// `asShown` binds to what a preview showed.
    package init(asShown: Bool = false) { isExact = asShown }

    package mutating func add(_ clearance: Clearance) {
        marks.append(AgreedRecipients.mark(ofContact: clearance))
        marks.append(AgreedRecipients.mark(ofAddress: clearance))
        if isExact { marks.append(AgreedRecipients.mark(ofAll: clearance)) }
        count += 1
        isSorted = false
    }

    /// Somebody whom the preview showed, and not as they are now.
    package mutating func addChanged(_ clearance: Clearance) {
        marks.append(AgreedRecipients.mark(ofContact: clearance))
        count += 1
        isSorted = false
    }

    /// Puts the marks in order; afterwards they can be looked up.
    package mutating func seal() {
        marks.sort()
        isSorted = true
    }

    /// True for whom the sender agreed to write to. False for everybody before ``seal()``.
    package func contains(_ clearance: Clearance) -> Bool {
        isExact ? holds(AgreedRecipients.mark(ofAll: clearance)) : isAboutTheSame(clearance)
    }

    /// True for a person who was agreed to, and is not shown as they were any more.
    package func hasChanged(_ clearance: Clearance) -> Bool { isAboutTheSame(clearance) && !contains(clearance) }

    private func isAboutTheSame(_ clearance: Clearance) -> Bool {
        holds(AgreedRecipients.mark(ofContact: clearance)) || holds(AgreedRecipients.mark(ofAddress: clearance))
    }

    private func holds(_ mark: Int) -> Bool {
        guard isSorted else { return false }
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle] < mark { low = middle + 1 } else { high = middle }
        }
        return low < marks.count && marks[low] == mark
    }

    private static func mark(ofContact clearance: Clearance) -> Int {
        var hasher = Hasher()
        hasher.combine(clearance.contact)
        return hasher.finalize()
    }

    private static func mark(ofAddress clearance: Clearance) -> Int {
        var hasher = Hasher()
        hasher.combine(clearance.address.normalForm)
        return hasher.finalize()
    }

    private static func mark(ofAll clearance: Clearance) -> Int {
        var hasher = Hasher()
        hasher.combine(clearance.contact)
        hasher.combine(clearance.address.spelling)
        hasher.combine(clearance.evidence?.id)
        return hasher.finalize()
    }
}
