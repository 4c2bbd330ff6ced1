/// Whether a reply may ask to leave in words that are no known request: then it is for somebody to read.
///
/// Nobody can list all the ways to ask. Taken for a contact, such a reply would renew the very evidence that its author wants gone;
/// taken for a doubt, it costs the sender a glance. So this looks for what people refuse with, beside what the sender does.
enum LeaveDoubt {
    /// True where no word was read as well: what somebody wrote may stand where nobody looked for it.
    static func isLeft(by text: FoldedWords) -> Bool {
        guard !text.words.isEmpty else { return true }
        return isCurt(text) || text.sentences.contains(where: isLeft)
    }

    /// A subject of its writer's own may ask as well.
    static func isLeft(bySubject text: FoldedWords) -> Bool { text.sentences.contains(where: isLeft) }

    private static func isLeft(by sentence: FoldedWords.Sentence) -> Bool {
        let words = sentence.words
        guard turns.matches(in: words).isEmpty else { return false }
        if !always.matches(in: words).isEmpty || !undone(outs, in: words).isEmpty { return true }
        if !sentence.isQuestion, !undenied(complaints, in: words).isEmpty || isAlone(words) { return true }
        return isNear(undone(removals, in: words), to: whoLeaves, in: words)
            || isNear(undone(endings, in: words), to: letters, in: words)
            || isNear(refusals.matches(in: words).map(\.words), to: doings, in: words)
    }

    /// Where phrases stand that nobody denies.
    private static func undenied(_ table: WordPatternTable, in words: ArraySlice<FoldedWords.Word>) -> [Range<Int>] {
        table.matches(in: words).map(\.words).filter { match in
            // What is a no itself is denied by none.
            words[match].prefix(1).contains { nos.contains($0.text) }
                || !LikelyLeaveRequest.isDenied(match, words, within: 3)
        }
    }

    private static let nos: Set<String> = [
        "ne", "n", "pas", "plus", "jamais", "rien", "aucun", "aucune", "sans", "ni", "no", "not", "never", "without",
        "nor",
    ]

    /// Of those, the ones that do not tell what has been done.
    private static func undone(_ table: WordPatternTable, in words: ArraySlice<FoldedWords.Word>) -> [Range<Int>] {
        undenied(table, in: words).filter { !LeaveCues.isPast($0, words) }
    }

    /// True where one of those stands beside what the sender does.
    private static func isNear(
        _ found: [Range<Int>], to objects: WordPatternTable, in words: ArraySlice<FoldedWords.Word>
    ) -> Bool {
        guard !found.isEmpty else { return false }
        let objects = objects.matches(in: words).map(\.words)
        return found.contains { refusal in
            objects.contains { object in
                object.lowerBound < refusal.upperBound + 9 && refusal.lowerBound < object.upperBound + 4
                    && object.upperBound != refusal.upperBound
            }
        }
    }

    /// A word that ends something, with nothing beside it that it could be said of: `Stop !`, `Radiation immédiate`.
    private static func isAlone(_ words: ArraySlice<FoldedWords.Word>) -> Bool {
        LikelyLeaveRequest.clauses(words).contains { clause in
            clause.count <= 4 && !(undenied(removals, in: clause) + undenied(endings, in: clause)).isEmpty
        }
    }

    /// A few words without any that thanks, greets or agrees: what they say may be anything, in words that no table holds.
    private static func isCurt(_ text: FoldedWords) -> Bool {
        text.words.count <= 12 && !text.sentences.contains(where: \.isQuestion)
            && friendly.matches(in: text.words[...]).isEmpty
    }
}
