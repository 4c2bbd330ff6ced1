package import Vocabulary

/// A question of a use case, for whichever door asks it.
package struct Question: Sendable {
    /// What is to be seen before it, a line each.
    package var before: [Phrase] = []
    package let text: Phrase
    /// What no answer stands for; blank where that is no answer.
    package var otherwise = ""
}

/// Questions of which one follows from the answers to those before: asked one by one, until there is none.
package protocol Questions {
    /// Nil once everything is answered.
    var next: Question? { get }

    /// Takes the answer to ``next``, trimmed. One that cannot be used changes nothing.
    mutating func take(_ answer: String) throws(UnusableAnswer)
}

/// Why an answer cannot be used.
package struct UnusableAnswer: Error {
    package let why: Phrase

    package init(_ why: Phrase) { self.why = why }
}

extension UnusableAnswer {
    /// True for a yes. Throws where the answer is neither that nor a no.
    package static func isYes(_ answer: String) throws(UnusableAnswer) -> Bool {
        switch answer.lowercased() {
        case "o", "oui", "y", "yes": return true
        case "n", "non", "no": return false
        default:
            throw UnusableAnswer(
                Phrase(fr: "`\(answer)` ; attendu : o ou n", en: "`\(answer)`; expected y or n"))
        }
    }

    /// The places that numbers from 1 name: `1-12, 15`, and `*` for all. Throws for anything else.
    static func places(_ answer: String, of count: Int) throws(UnusableAnswer) -> [Int] {
        if answer == "*" { return Array(0..<count) }
        var places: Set<Int> = []
        for part in answer.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isWhitespace }) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count < 3, let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 1, first <= last,
                last <= count
            else {
                throw UnusableAnswer(
                    Phrase(
                        fr: "`\(part)` ; attendu : des numéros de 1 à \(count), comme 1-12, 15",
                        en: "`\(part)`; expected numbers from 1 to \(count), like 1-12, 15"))
            }
            places.formUnion(first - 1...last - 1)
        }
        guard !places.isEmpty else {
            throw UnusableAnswer(
                Phrase(fr: "attendu : des numéros, comme 1-12, 15", en: "expected numbers, like 1-12, 15"))
        }
        return places.sorted()
    }
}
