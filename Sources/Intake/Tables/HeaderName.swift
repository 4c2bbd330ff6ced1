import Vocabulary

/// The name of a column, for comparing: case, accents, blanks and punctuation aside.
struct HeaderName: Hashable {
    let key: String

    init(_ text: String) {
        let telling = text.folded.unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        key = String(String.UnicodeScalarView(telling))
    }
}

/// Finds the known name that somebody may have meant.
enum NearestName {
    /// The candidate with the fewest letters to change; nil where none is near.
    static func of(_ name: String, among candidates: [String]) -> String? {
        let wanted = Array(name.folded.prefix(64).unicodeScalars)
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(wanted, Array(candidate.folded.prefix(64).unicodeScalars))
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(2, wanted.count / 2) else { return nil }
        return best.name
    }

    /// Levenshtein's distance.
    private static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
        var row = Array(0...other.count)
        for (i, left) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in other.enumerated() {
                let substituted = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
            }
        }
        return row[other.count]
    }
}
