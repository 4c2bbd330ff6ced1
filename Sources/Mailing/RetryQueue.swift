import Gate
import Vocabulary

/// A deferred recipient that waits for its time.
struct Retry {
    let enrolled: Enrolled
    let due: Instant
    /// True where this run's progress counts it as deferred.
    let isCounted: Bool
}

/// Deferred recipients, the one that is due first at hand: a heap, as a relay may defer everybody. In memory alone: those of a
/// run that ends are deferred in the ledger, and the next one finds them.
struct RetryQueue {
    private var heap: [Retry] = []

    mutating func add(_ retry: Retry) {
        heap.append(retry)
        var child = heap.count - 1
        while child > 0, heap[child].due < heap[(child - 1) / 2].due {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// All of them, in no order; the queue is empty then.
    mutating func takeAll() -> [Retry] {
        defer { heap = [] }
        return heap
    }

    /// The one that has been due for longest; nil where none is due yet.
    mutating func takeDue(at now: Instant) -> Retry? {
        guard let first = heap.first, first.due <= now, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].due < heap[least].due
            {
                least = child
            }
            guard least != parent else { return first }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
