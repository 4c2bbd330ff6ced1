/// Where a pattern occurs next, asked from places that only move forward: each octet is looked at once, however often the question
/// is put. Without it, what opens a thousand times and never closes would be searched a thousand times to its end.
struct ForwardSearch {
    private let pattern: [UInt8]
    /// The answer to the last question, right for all places up to it; nil as soon as there is no more of it.
    private var found: Int?
    private var isExhausted = false
    /// Up to where it has looked.
    private var frontier = 0
    /// What all questions took together.
    private(set) var octetsSearched = 0

    /// `pattern` is not empty; letters in it are lower case, and compare without case.
    init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

    /// The first place at or after `place` where the pattern stands.
    mutating func next(in octets: [UInt8], from place: Int) -> Int? {
        if let found, found >= place { return found }
        guard !isExhausted else { return nil }
        var index = max(place, frontier)
        let last = octets.count - pattern.count
        while index <= last {
            octetsSearched += 1
            if stands(in: octets, at: index) {
                found = index
                frontier = index + 1
                return index
            }
            index += 1
        }
        isExhausted = true
        return nil
    }

    private func stands(in octets: [UInt8], at place: Int) -> Bool {
        for offset in pattern.indices {
            let octet = octets[place + offset]
            guard (0x41...0x5A ~= octet ? octet | 0x20 : octet) == pattern[offset] else { return false }
        }
        return true
    }
}
