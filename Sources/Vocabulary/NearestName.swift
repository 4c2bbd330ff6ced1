/// The known name that a mistyped one most likely means; nil where none is near.
///
/// Near is an edit distance (insertions, deletions, substitutions, neighbours swapped) of at most a third of the length.
package func nearestName(to typed: String, among known: some Sequence<String>) -> String? {
    let typed = Array(typed.lowercased().prefix(64))
    var best: (name: String, distance: Int)?
    for name in known {
        let distance = editDistance(typed, Array(name.lowercased().prefix(64)))
        let limit = max(1, max(typed.count, name.count) / 3)
        guard distance <= limit, distance < (best?.distance ?? .max) else { continue }
        best = (name, distance)
    }
    return best?.name
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
