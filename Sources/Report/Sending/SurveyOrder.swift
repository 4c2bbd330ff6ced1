import Gate
import Mailing
import Vocabulary

/// In which order the counts of a survey are shown: the most frequent first, and equals in the order of what they count.
extension Survey {
    /// The main reasons of those who are left out.
    var orderedReasons: [ReasonCode] { Survey.ordered(ReasonCode.precedence, contactsByMainReason) }

    /// The kinds of evidence of those who are admitted.
    var orderedEvidence: [EvidenceKind] { Survey.ordered(EvidenceKind.allCases, contactsByEvidence) }

    private static func ordered<Key: Hashable>(_ keys: [Key], _ counts: [Key: Int]) -> [Key] {
        keys.enumerated().filter { (counts[$0.element] ?? 0) > 0 }.sorted { one, other in
            let (mine, theirs) = (counts[one.element] ?? 0, counts[other.element] ?? 0)
            return mine == theirs ? one.offset < other.offset : mine > theirs
        }.map(\.element)
    }
}
