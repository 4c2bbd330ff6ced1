/// The known name that a mistyped one most likely means; nil where none is near.
///
/// Near is an edit distance (insertions, deletions, substitutions, neighbours swapped) of at most a third of the length.
package func nearestName(to typed: String, among known: some Sequence<String>) -> String? {
    guard let best = closestName(to: typed, among: known) else { return nil }
    let isShortened = typed.count >= 3 && best.name.lowercased().hasPrefix(typed.lowercased())
    return isShortened || best.distance <= max(1, max(typed.count, best.name.count) / 3) ? best.name : nil
}

/// The known name with the least edit distance, however far; one that begins with what was typed comes before it.
package func closestName(to typed: String, among known: some Sequence<String>) -> (name: String, distance: Int)? {
    let typed = Array(typed.lowercased().prefix(64))
    var best: (name: String, distance: Int, rank: Int)?
    for name in known {
        let lowered = Array(name.lowercased().prefix(64))
        let distance = editDistance(typed, lowered)
        let rank = typed.count >= 3 && lowered.starts(with: typed) ? 0 : distance
        if rank < best?.rank ?? .max { best = (name, distance, rank) }
    }
    return best.map { ($0.name, $0.distance) }
}

private func editDistance(_ one: [Character], _ other: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for row in 0..<one.count {
        var current = [row + 1]
        for column in 0..<other.count {
            let cost = one[row] == other[column] ? 0 : 1
            var value = min(last[column + 1] + 1, current[column] + 1, last[column] + cost)
            if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
                value = min(value, beforeLast[column - 1] + 1)
            }
            current.append(value)
        }
        (beforeLast, last) = (last, current)
    }
    return last[other.count]
}
